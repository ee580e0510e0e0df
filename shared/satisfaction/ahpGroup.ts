import { InputError } from '../model/errors.ts';
import { ahp, type AhpResult, type JudgmentMatrix, type PriorityMethod, reciprocalMatrix } from './ahp.ts';

export interface AhpGroupResult {
  readonly n: number;
  readonly judges: number;
  /** Aggregated judgments: element-wise geometric mean (AIJ). */
  readonly matrix: readonly (readonly number[])[];
  readonly aij: AhpResult;
  /** Aggregated priorities (AIP): geometric mean renormalised, and arithmetic mean of the judges' weights. */
  readonly aipGeometric: readonly number[];
  readonly aipArithmetic: readonly number[];
  readonly individual: readonly AhpResult[];
}

/**
 * AHP of several judges: aggregation of individual judgments (AIJ, default of the workbench) and of priorities (AIP).
 * Judges count equally. Source: Forman and Peniwati (1998). Checked against R: tests/golden/oracle/cases/ahp_group.json.
 *
 * @throws InputError 'ahp.groupShape' when there is no matrix or sizes differ; as reciprocalMatrix for each
 */
export function ahpGroup(
  matrices: readonly JudgmentMatrix[],
  options: { readonly priorities?: PriorityMethod } = {},
): AhpGroupResult {
  const n = matrices[0]?.length ?? 0;
  if (n === 0 || matrices.some((matrix) => matrix.length !== n))
    throw new InputError('ahp.groupShape', {
      labels: n,
      rows: matrices.reduce((sum, matrix) => sum + matrix.length, 0),
    });
  const exact = matrices.map((matrix) => reciprocalMatrix(matrix));
  const judges = exact.length;
  const matrix = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_unused, j) =>
      Math.exp(exact.reduce((sum, one) => sum + Math.log(one[i]![j]!), 0) / judges),
    ),
  );
  const individual = exact.map((one) => ahp(one, options));
  const geometric = Array.from({ length: n }, (_, i) =>
    Math.exp(individual.reduce((sum, one) => sum + Math.log(one.weights[i]!), 0) / judges),
  );
  const total = geometric.reduce((sum, value) => sum + value, 0);
  return {
    n,
    judges,
    matrix,
    aij: ahp(matrix, options),
    aipGeometric: geometric.map((value) => value / total),
    aipArithmetic: Array.from(
      { length: n },
      (_, i) => individual.reduce((sum, one) => sum + one.weights[i]!, 0) / judges,
    ),
    individual,
  };
}
