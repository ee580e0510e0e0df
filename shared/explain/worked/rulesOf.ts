import { answerRules } from './answers.ts';
import { associationRules } from './association.ts';
import { choiceRules } from './choices.ts';
import { comparisonRules, statistic } from './comparisons.ts';
import { countRules } from './counts.ts';
import { discriminantRules } from './discriminants.ts';
import { driverRules } from './drivers.ts';
import { featureScreenRules } from './featureScreen.ts';
import type { Rule } from './given.ts';
import { groupTestRules } from './groupTests.ts';
import { hingeRules } from './hinges.ts';
import { improvementRules } from './improvement.ts';
import { itemRules } from './items.ts';
import { modelRules } from './models.ts';
import { normalityRules } from './normality.ts';
import { regressionRules } from './regression.ts';
import { relationRules } from './relations.ts';
import { resamplingRules } from './resampling.ts';
import { reliabilityRules } from './reliability.ts';
import { tableRules } from './tables.ts';
import { weightBasisRules } from './weightBases.ts';

/** The rules of an analysis: its own, then counts, then what is computed from answers whichever the analysis. */
export function rulesOf(analysis: string): readonly Rule[] {
  const own = [
    associationRules,
    choiceRules,
    comparisonRules,
    groupTestRules,
    hingeRules,
    improvementRules,
    itemRules,
    modelRules,
    normalityRules,
    relationRules,
    reliabilityRules,
    tableRules,
    discriminantRules,
    driverRules,
    featureScreenRules,
    regressionRules,
    weightBasisRules,
  ].flatMap((table) => table[analysis] ?? []);
  return [...own, statistic, ...countRules, ...resamplingRules, ...answerRules];
}
