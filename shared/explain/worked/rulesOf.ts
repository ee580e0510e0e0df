import { answerRules } from './answers.ts';
import { comparisonRules, statistic } from './comparisons.ts';
import { countRules } from './counts.ts';
import type { Rule } from './given.ts';
import { improvementRules } from './improvement.ts';
import { modelRules } from './models.ts';
import { relationRules } from './relations.ts';
import { resamplingRules } from './resampling.ts';
import { reliabilityRules } from './reliability.ts';
import { tableRules } from './tables.ts';

/** The rules of an analysis: its own, then counts, then what is computed from answers whichever the analysis. */
export function rulesOf(analysis: string): readonly Rule[] {
  const own = [comparisonRules, improvementRules, modelRules, relationRules, reliabilityRules, tableRules].flatMap(
    (table) => table[analysis] ?? [],
  );
  return [...own, statistic, ...countRules, ...resamplingRules, ...answerRules];
}
