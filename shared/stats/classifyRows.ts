import type { Cholesky } from '../numeric/cholesky.ts';

export type Classification = {
  /** Sums of weights: rows = actual group, columns = predicted group. */
  readonly counts: readonly (readonly number[])[];
  /** Share of rows put into their own group, 0-1. */
  readonly hitRate: number;
};

export interface ClassifyRowsInput {
  /** p complete columns, codes 0 .. g - 1 and weights per row (null = 1). */
  readonly columns: readonly Float64Array[];
  readonly codes: Int32Array;
  readonly weights: Float64Array | null;
  readonly sizes: readonly number[];
  readonly means: readonly (readonly number[])[];
  /** Within-group standard deviations. */
  readonly sds: readonly number[];
  readonly priors: readonly number[];
  /** Inverse within covariance times each group's mean. */
  readonly coefficients: readonly Float64Array[];
  /** Of the within covariance, whose divisor is dfWithin. */
  readonly factor: Cholesky;
  readonly dfWithin: number;
  /** Smallest eigenvalue of the within correlations. */
  readonly leastEigenvalue: number;
}

/** Rows whose scores and distances stay in the processor's nearest cache while the columns pass by. */
const blockRows = 1024;

/**
 * Every row's linear function of each group, and its squared distance from its own group's mean in within-group standard deviations;
 * block by block, so that each column is read once.
 */
function scoresAndDistances({ columns, codes, means, sds, coefficients }: ClassifyRowsInput): {
  readonly scores: readonly Float64Array[];
  readonly distances: Float64Array;
} {
  const n = codes.length;
  const scores = coefficients.map(() => new Float64Array(n));
  const distances = new Float64Array(n);
  const centres = columns.map((_, j) => Float64Array.from(means, (mean) => mean[j]! / sds[j]!));
  for (let from = 0; from < n; from += blockRows) {
    const to = Math.min(n, from + blockRows);
    for (let j = 0; j < columns.length; j++) {
      for (let h = 0; h < scores.length; h++) addMultiple(scores[h]!, columns[j]!, coefficients[h]![j]!, from, to);
      addSquares(distances, columns[j]!, codes, centres[j]!, 1 / sds[j]!, from, to);
    }
  }
  return { scores, distances };
}

function addMultiple(sums: Float64Array, column: Float64Array, times: number, from: number, to: number): void {
  for (let row = from; row < to; row++) sums[row] = sums[row]! + times * column[row]!;
}

function addSquares(
  sums: Float64Array,
  column: Float64Array,
  codes: Int32Array,
  centres: Float64Array,
  scale: number,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const off = column[row]! * scale - centres[codes[row]!]!;
    sums[row] = sums[row]! + off * off;
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function rateOf(counts: readonly Float64Array[]): Classification {
  let hits = 0;
  let total = 0;
  counts.forEach((row, actual) =>
    row.forEach((count, predicted) => {
      total += count;
      if (actual === predicted) hits += count;
    }),
  );
  return { counts: counts.map((row) => [...row]), hitRate: hits / total };
}

/**
 * Puts every row into the group with the largest classification function, once with all rows and once leaving the row itself out.
 *
 * Leaving out: with d = x - mean of the own group, Q = d' inverse(S) d, c = n/(n - 1), k = dfWithin and, for another group h, t = (mean -
 * mean_h)' inverse(S) d, D = squared distance of the two means, the squared distance to h minus that to the own group is
 *   (k - 1)/k [2t + D + (Q (1 - c^2 + 2ct/k) + c t^2/k) / (1 - cQ/k)]
 * (Sherman and Morrison's update of the inverse). It is monotone in Q, and Q lies between t^2/D and the plain squared distance over the
 * smallest eigenvalue of the within correlations: only where the two ends disagree is Q worked out.
 *
 * Source: Lachenbruch and Mickey (1968); Sherman and Morrison (1950). Checked against one refit per row: tests/shared/stats/discriminant; R
 * 4.2.2 MASS::lda(CV = TRUE): tests/golden discriminant.
 */
export function classifyRows(input: ClassifyRowsInput): {
  readonly inSample: Classification;
  readonly leaveOneOut: Classification;
} {
  const { columns, codes, weights, sizes, means, priors, coefficients, factor, dfWithin: k } = input;
  const g = sizes.length;
  const n = codes.length;
  const constants = coefficients.map((own, group) => -dot(own, means[group]!) / 2);
  const logPriors = priors.map(Math.log);
  const { scores, distances: plain } = scoresAndDistances(input);
  // [own][other]: the linear part of t, and the squared distance of the means.
  const atOwnMean = means.map((mean, own) =>
    coefficients.map((other) => dot(coefficients[own]!, mean) - dot(other, mean)),
  );
  const apart = means.map((mean, own) =>
    means.map((other, h) =>
      mean.reduce((sum, value, i) => sum + (value - other[i]!) * (coefficients[own]![i]! - coefficients[h]![i]!), 0),
    ),
  );
  const inSample = sizes.map(() => new Float64Array(g));
  const leftOut = sizes.map(() => new Float64Array(g));
  const deviation = new Float64Array(columns.length);

  const nearness = (own: number, other: number, t: number, q: number): number => {
    const c = sizes[own]! / (sizes[own]! - 1);
    // 0 when the others alone do not span the items.
    const rest = Math.max(1e-12, 1 - (c * q) / k);
    const update = (q * (1 - c * c + (2 * c * t) / k) + (c * t * t) / k) / rest;
    return ((k - 1) / k) * (2 * t + apart[own]![other]! + update) - 2 * (logPriors[other]! - logPriors[own]!);
  };

  for (let row = 0; row < n; row++) {
    const own = codes[row]!;
    const weight = weights ? weights[row]! : 1;
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let h = 0; h < g; h++) {
      const score = scores[h]![row]! + constants[h]! + logPriors[h]!;
      if (score > most) {
        most = score;
        best = h;
      }
    }
    inSample[own]![best]! += weight;
    if (!(sizes[own]! > 1)) {
      // Without its only row the group is gone: the row cannot be put where it belongs.
      let nearest = own === 0 ? 1 : 0;
      for (let h = 0; h < g; h++) {
        if (h === own) continue;
        if (
          scores[h]![row]! + constants[h]! + logPriors[h]! >
          scores[nearest]![row]! + constants[nearest]! + logPriors[nearest]!
        )
          nearest = h;
      }
      leftOut[own]![nearest]! += weight;
      continue;
    }
    const c = sizes[own]! / (sizes[own]! - 1);
    const upper = plain[row]! / input.leastEigenvalue;
    let exact: number | null = null;
    const quadratic = (): number => {
      if (exact === null) {
        for (let j = 0; j < columns.length; j++) deviation[j] = columns[j]![row]! - means[own]![j]!;
        const z = factor.whiten(deviation);
        exact = dot(z, z);
      }
      return exact;
    };
    let winner = own;
    let margin = 0;
    for (let h = 0; h < g; h++) {
      if (h === own) continue;
      const t = scores[own]![row]! - scores[h]![row]! - atOwnMean[own]![h]!;
      const d = apart[own]![h]!;
      const lower = d > 0 ? (t * t) / d : 0;
      const decided =
        g === 2 && (c * upper) / k < 0.5 && nearness(own, h, t, lower) > 0 === nearness(own, h, t, upper) > 0;
      const value = nearness(own, h, t, decided ? upper : quadratic());
      if (value < margin) {
        margin = value;
        winner = h;
      }
    }
    leftOut[own]![winner]! += weight;
  }
  return { inSample: rateOf(inSample), leaveOneOut: rateOf(leftOut) };
}
