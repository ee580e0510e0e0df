import { InputError } from '../model/errors.ts';

/** Tables of the consistency index of random matrices. */
const randomIndexTables = {
  /** Saaty (1980); n = 1..15. */
  saaty: [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
  /** Saaty (2003); n = 1..10. */
  saaty2003: [0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49],
  /** Means over simulated random matrices; n = 3..15. */
  simulated: [
    0, 0, 0.5252, 0.8837, 1.1081, 1.2493, 1.3416, 1.4048, 1.4507, 1.4857, 1.5141, 1.5357, 1.5546, 1.5703, 1.584,
  ],
} as const satisfies Readonly<Record<string, readonly number[]>>;
export type RandomIndexTable = keyof typeof randomIndexTables;
export type PriorityMethod = 'eigenvector' | 'geometricMean' | 'columnMean' | 'rowSum';
export type JudgmentMatrix = readonly (readonly number[])[];

/** One judgment (row against column, 0-based) and what the weights say it should be. deviation = ln(given / implied), signed. */
export interface WorstJudgment {
  readonly row: number;
  readonly column: number;
  readonly given: number;
  readonly implied: number;
  readonly deviation: number;
}

export interface AhpResult {
  readonly n: number;
  /** By the chosen method; sum 1. */
  readonly weights: readonly number[];
  readonly eigenvector: readonly number[];
  readonly geometricMean: readonly number[];
  readonly columnMean: readonly number[];
  readonly rowSum: readonly number[];
  /** Principal eigenvalue; and mean of (A w)_i / w_i for the other weights. */
  readonly lambdaMax: number;
  readonly lambdaFromGeometricMean: number;
  readonly lambdaFromColumnMean: number;
  /** CI = (lambda - n) / (n - 1); 0 for n < 3. */
  readonly consistencyIndex: number;
  /** null where the table ends. */
  readonly randomIndex: Readonly<Record<RandomIndexTable, number | null>>;
  readonly consistencyRatio: Readonly<Record<RandomIndexTable, number | null>>;
  /** Crawford and Williams: 2 sum_{i<j} ln^2(a_ij w_j / w_i) / ((n-1)(n-2)) with geometric mean weights; 0 for n < 3. */
  readonly geometricConsistencyIndex: number;
  /** Upper-triangle judgments, farthest from w_i / w_j first. */
  readonly worst: readonly WorstJudgment[];
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * A judgment matrix must be square, positive, with ones on the diagonal and a_ji = 1/a_ij. Typed reciprocals like .333 are accepted within
 * 5 % (.11 for 1/9, .17 for 1/6): the upper triangle is taken at its word and the lower made exact.
 *
 * @throws InputError 'ahp.shape' {rows, columns}, 'ahp.notPositive' / 'ahp.notReciprocal' {row, column} (1-based)
 * The 5 % are our own. Checked: tests/shared/satisfaction/ahp.
 */
export function reciprocalMatrix(judgments: JudgmentMatrix): number[][] {
  const n = judgments.length;
  if (n === 0) throw new InputError('ahp.shape', { rows: 0, columns: 0 });
  for (const row of judgments)
    if (row.length !== n) throw new InputError('ahp.shape', { rows: n, columns: row.length });
  const matrix = judgments.map((row) => [...row]);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = judgments[i]![j]!;
      if (!(value > 0) || !Number.isFinite(value))
        throw new InputError('ahp.notPositive', { row: i + 1, column: j + 1 });
      if (Math.abs(value * judgments[j]![i]! - 1) > 0.05)
        throw new InputError('ahp.notReciprocal', { row: i + 1, column: j + 1 });
    }
    matrix[i]![i] = 1;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      // Of a pair typed with few digits the larger-than-one side is the judgment on the 1-9 scale.
      const upper = matrix[j]![i]!;
      if (upper >= 1) matrix[i]![j] = 1 / upper;
      else matrix[j]![i] = 1 / matrix[i]![j]!;
    }
  }
  return matrix;
}

const normalised = (values: readonly number[]): number[] => {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
};

const times = (matrix: JudgmentMatrix, vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, value, j) => sum + value * vector[j]!, 0));

function lambdaOf(matrix: JudgmentMatrix, weights: readonly number[]): number {
  const product = times(matrix, weights);
  return product.reduce((sum, value, i) => sum + value / weights[i]!, 0) / weights.length;
}

/** Power iteration; a positive matrix has one dominant eigenvalue (Perron), so it always settles. */
function principalEigenvector(
  matrix: JudgmentMatrix,
  start: readonly number[],
  tolerance: number,
  maxIterations: number,
) {
  let vector = [...start];
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const next = normalised(times(matrix, vector));
    const delta = next.reduce((largest, value, i) => Math.max(largest, Math.abs(value - vector[i]!)), 0);
    vector = next;
    if (delta <= tolerance) return { vector, iterations: iteration, converged: true };
  }
  return { vector, iterations: maxIterations, converged: false };
}

/**
 * Analytic hierarchy process: weights and consistency of one judgment matrix.
 *
 * CR = CI / RI, acceptable below .10; 0 by definition for n < 3.
 * Source: Saaty (1977, 1980); Crawford and Williams (1985). Checked against R eigen: tests/golden/oracle/cases/ahp.json.
 *
 * @param judgments  n x n reciprocal matrix, a_ij = how many times i outweighs j
 * @throws InputError as reciprocalMatrix
 */
export function ahp(
  judgments: JudgmentMatrix,
  options: { readonly priorities?: PriorityMethod; readonly tolerance?: number; readonly maxIterations?: number } = {},
): AhpResult {
  const matrix = reciprocalMatrix(judgments);
  const n = matrix.length;
  const geometricMean = normalised(
    matrix.map((row) => Math.exp(row.reduce((sum, value) => sum + Math.log(value), 0) / n)),
  );
  const columnSums = matrix.map((_, j) => matrix.reduce((sum, row) => sum + row[j]!, 0));
  const columnMean = matrix.map((row) => row.reduce((sum, value, j) => sum + value / columnSums[j]!, 0) / n);
  const rowSum = normalised(matrix.map((row) => row.reduce((sum, value) => sum + value, 0)));
  const {
    vector: eigenvector,
    iterations,
    converged,
  } = principalEigenvector(matrix, geometricMean, options.tolerance ?? 1e-16, options.maxIterations ?? 10_000);
  const lambdaMax = times(matrix, eigenvector).reduce((sum, value) => sum + value, 0);
  const consistencyIndex = n < 3 ? 0 : (lambdaMax - n) / (n - 1);
  const ratios = (of: (ri: number) => number) =>
    Object.fromEntries(
      Object.entries(randomIndexTables).map(([name, table]) => [
        name,
        table[n - 1] === undefined ? null : of(table[n - 1]!),
      ]),
    ) as Record<RandomIndexTable, number | null>;
  const weights = { eigenvector, geometricMean, columnMean, rowSum }[options.priorities ?? 'eigenvector'];
  const worst: WorstJudgment[] = [];
  let squares = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const given = matrix[i]![j]!;
      const implied = weights[i]! / weights[j]!;
      worst.push({ row: i, column: j, given, implied, deviation: Math.log(given / implied) });
      squares += Math.log((given * geometricMean[j]!) / geometricMean[i]!) ** 2;
    }
  }
  worst.sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation) || a.row - b.row || a.column - b.column);
  return {
    n,
    weights,
    eigenvector,
    geometricMean,
    columnMean,
    rowSum,
    lambdaMax,
    lambdaFromGeometricMean: lambdaOf(matrix, geometricMean),
    lambdaFromColumnMean: lambdaOf(matrix, columnMean),
    consistencyIndex,
    randomIndex: ratios((ri) => ri),
    consistencyRatio: ratios((ri) => (ri === 0 ? 0 : consistencyIndex / ri)),
    geometricConsistencyIndex: n < 3 ? 0 : (2 * squares) / ((n - 1) * (n - 2)),
    worst,
    iterations,
    converged,
  };
}
