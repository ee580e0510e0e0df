import type { IndexAudit } from '../indexAudit.ts';
import { isSmall } from './reportGuard.ts';

/** How many forms have each weight: in a stratum all have the same. */
function formsPerWeight(weights: Float64Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const weight of weights) counts.set(weight, (counts.get(weight) ?? 0) + 1);
  return [...counts.values()];
}

/**
 * The way to the index for readers who are not to know who answered what: forms in the order of their answers and counted anew, so that
 * neither place nor number leads back to the data and a group could not be put together from it.
 *
 * @param smallest  as the report's guard has it; 1 = the forms as they are
 * @returns null when even so a few people would stand out: fewer forms, answers to a question, or forms of one weight than that
 */
export function guardedAudit(audit: IndexAudit, smallest: number): IndexAudit | null {
  if (smallest <= 1) return audit;
  const { forms, weights, questions, leaves, nodes, indices } = audit;
  const answered = questions.map(({ answers }) => answers.reduce((n, one) => n + (Number.isNaN(one) ? 0 : 1), 0));
  if ([forms.length, ...answered, ...(weights ? formsPerWeight(weights) : [])].some((n) => isSmall(n, smallest)))
    return null;
  const lines = [...(weights ? [weights] : []), ...questions.map(({ answers }) => answers)];
  const compared = (a: number, b: number): number => {
    for (const line of lines) {
      // Missing answers come first.
      const [left, right] = [line[a]!, line[b]!].map((one) => (Number.isNaN(one) ? -Infinity : one));
      if (left !== right) return left! < right! ? -1 : 1;
    }
    return 0;
  };
  const order = Array.from(forms, (_, row) => row).toSorted(compared);
  const sorted = (values: Float64Array): Float64Array => Float64Array.from(order, (row) => values[row]!);
  return {
    ...audit,
    forms: Int32Array.from(order, (_, place) => place + 1),
    weights: weights && sorted(weights),
    questions: questions.map((one) => ({ ...one, answers: sorted(one.answers), scores: sorted(one.scores) })),
    leaves: leaves.map((leaf) => ({ ...leaf, scores: sorted(leaf.scores) })),
    nodes: nodes.map((node) => ({ ...node, indices: sorted(node.indices) })),
    indices: sorted(indices),
  };
}
