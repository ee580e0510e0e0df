import type { Snapshot } from '../model/dataset.ts';
import type { VariableId } from '../model/ids.ts';
import type { Variable } from '../model/variable.ts';

/** The question as the reader knows it: its label, or its name where it has none. */
export function questionLabel(variable: Variable): string {
  return variable.label || variable.name;
}

/** Rating questions in the order of the questionnaire. */
export function ratedQuestions(snapshot: Snapshot): readonly Variable[] {
  const roles = new Set(['perception', 'expectation', 'importance', 'overallSatisfaction', 'loyalty']);
  return snapshot.variables
    .filter((variable) => variable.type === 'number' && variable.scale !== null && roles.has(variable.role))
    .toSorted((a, b) => a.order - b.order);
}

export function idsOf(variables: readonly Variable[]): readonly VariableId[] {
  return variables.map((variable) => variable.id);
}
