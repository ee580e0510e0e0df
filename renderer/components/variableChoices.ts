import type { InputSpec } from '../../shared/analyses/types.ts';
import type { Variable } from '../../shared/model/variable.ts';

export type VariableSpec = Exclude<InputSpec, { readonly kind: 'matrix' }>;

/** Questions an input accepts: those in a proposed role first, both parts in the order of the questionnaire. Measures are a demand. */
export function variableChoices(
  spec: VariableSpec,
  variables: readonly Variable[],
): { readonly proposed: readonly Variable[]; readonly others: readonly Variable[] } {
  const fitting = variables
    .filter((variable) => !spec.measures || spec.measures.includes(variable.measure))
    .toSorted((a, b) => a.order - b.order);
  const isProposed = (variable: Variable): boolean => !spec.roles || spec.roles.includes(variable.role);
  return { proposed: fitting.filter(isProposed), others: fitting.filter((variable) => !isProposed(variable)) };
}

/** Numbers as typed: "0.2, 0.3 0.5". null when one of them is no number. */
export function parseNumbers(text: string): readonly number[] | null {
  const parts = text.split(/[\s,，;；、]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every(Number.isFinite) ? numbers : null;
}
