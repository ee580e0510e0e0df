import type { Snapshot } from '../dataset.ts';
import type { Bilingual } from '../text.ts';
import type { Role, Variable } from '../variable.ts';

/**
 * Forms that one check doubts. rows: 0-based, ascending. details: the rule in words, with the numbers it used here.
 * variableIds: the questions whose answers would have to be mended; empty where the whole form is doubted.
 * checked: false when the rule could not be looked at, so that no form found says nothing.
 */
export interface CheckResult {
  readonly code: string;
  readonly title: Bilingual;
  readonly rows: readonly number[];
  readonly details: Bilingual;
  readonly variableIds: readonly string[];
  readonly checked: boolean;
}

/** A check over the given forms (those not excluded); null when the survey lacks what it needs. */
export type Check = (snapshot: Snapshot, rows: Int32Array) => CheckResult | null;

const ratingRoles: readonly Role[] = ['perception', 'expectation', 'importance', 'overallSatisfaction', 'loyalty'];

/** Questions answered on a scale, whose answers are numbers. */
export const ratingQuestions = (snapshot: Snapshot): readonly Variable[] =>
  snapshot.variables.filter(
    (variable) => variable.type === 'number' && variable.scale !== null && ratingRoles.includes(variable.role),
  );

/** The numbers of a question; empty when it is not one of numbers. */
export function numbersOf(snapshot: Snapshot, variable: Variable): Float64Array {
  const column = snapshot.columns.get(variable.id);
  return column?.kind === 'numeric' ? column.values : new Float64Array(0);
}
