import { answerRules } from './answers.ts';
import { associationRules } from './association.ts';
import { comparisonRules, statistic } from './comparisons.ts';
import { countRules } from './counts.ts';
import { discriminantRules } from './discriminants.ts';
import type { Rule } from './given.ts';
import { factorRules } from './factors.ts';
import { groupTestRules } from './groupTests.ts';
import { improvementRules } from './improvement.ts';
import { itemRules } from './items.ts';
import { measurementRules } from './measurement.ts';
import { modelComparisonRules } from './modelComparisons.ts';
import { modelRules } from './models.ts';
import { normalityRules } from './normality.ts';
import { relationRules } from './relations.ts';
import { resamplingRules } from './resampling.ts';
import { reliabilityRules } from './reliability.ts';
import { tableRules } from './tables.ts';
import { validityRules } from './validity.ts';
import { weightBasisRules } from './weightBases.ts';

/** The rules of an analysis: its own, then counts, then what is computed from answers whichever the analysis. */
export function rulesOf(analysis: string): readonly Rule[] {
  const own = [
    associationRules,
    comparisonRules,
    groupTestRules,
    improvementRules,
    itemRules,
    measurementRules,
    modelComparisonRules,
    modelRules,
    normalityRules,
    relationRules,
    reliabilityRules,
    tableRules,
    discriminantRules,
    factorRules,
    validityRules,
    weightBasisRules,
  ].flatMap((table) => table[analysis] ?? []);
  return [...own, statistic, ...countRules, ...resamplingRules, ...answerRules];
}
