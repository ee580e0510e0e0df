import { accurateSd, accurateMean } from '../numeric/accurateSum.ts';
import { normalCdf, normalQuantile } from '../numeric/distributions.ts';
import { sortedCopy } from '../numeric/rank.ts';
import { takeSample } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';

export type PlottingPosition = 'blom' | 'rankit' | 'tukey' | 'vanDerWaerden';

export interface PpPlotOptions {
  /** How a rank r of n becomes a cumulative share. Default Blom's (r - 3/8)/(n + 1/4). */
  readonly position?: PlottingPosition;
}

/** One point per distinct value: equal values share the mean of their ranks and lie on one another. */
export type PpPoint = {
  readonly value: number;
  /** How many forms have this value. */
  readonly count: number;
  /** Observed and normal cumulative share, 0-1, and their difference (the detrended plot). */
  readonly observed: number;
  readonly expected: number;
  readonly gap: number;
  /** Where the value would lie if the sample were normal: mean + sd * normal quantile of the observed share (Q-Q plot). */
  readonly expectedValue: number;
};

export type PpPlot = {
  readonly n: number;
  readonly nMissing: number;
  readonly mean: number;
  readonly sd: number;
  readonly position: PlottingPosition;
  readonly points: readonly PpPoint[];
  /** Largest absolute gap and the value where it occurs. */
  readonly largestGap: number;
  readonly largestGapAt: number;
};

const positions: Readonly<Record<PlottingPosition, (rank: number, n: number) => number>> = {
  blom: (rank, n) => (rank - 3 / 8) / (n + 1 / 4),
  rankit: (rank, n) => (rank - 1 / 2) / n,
  tukey: (rank, n) => (rank - 1 / 3) / (n + 1 / 3),
  vanDerWaerden: (rank, n) => rank / (n + 1),
};

/**
 * P-P and Q-Q plot against the normal law with the sample's mean and standard deviation (n - 1).
 *
 * @param values  NaN = missing, left out and counted
 * @returns points in rising order of value
 * Not estimable: 'tooFewRows' below 3 values, 'noVariance' when all are equal.
 * Source: SPSS PPLOT; Blom (1958). Checked against R 4.2.2: tests/golden pp_plot.
 */
export function ppPlot(values: ArrayLike<number>, options: PpPlotOptions = {}): Outcome<PpPlot> {
  const sample = takeSample(values);
  const n = sample.values.length;
  if (n < 3) return notEstimable('tooFewRows', n);
  const mean = accurateMean(sample.values);
  const sd = accurateSd(sample.values);
  const sorted = sortedCopy(sample.values);
  if (sorted[0] === sorted[n - 1] || !(sd > 0)) return notEstimable('noVariance', n);
  const position = options.position ?? 'blom';
  const points: PpPoint[] = [];
  let worst: PpPoint | null = null;
  for (let first = 0; first < n; ) {
    let last = first;
    while (last + 1 < n && sorted[last + 1] === sorted[first]) last++;
    const value = sorted[first]!;
    const observed = positions[position]((first + last) / 2 + 1, n);
    const expected = normalCdf((value - mean) / sd);
    const point = {
      value,
      count: last - first + 1,
      observed,
      expected,
      gap: observed - expected,
      expectedValue: mean + sd * normalQuantile(observed),
    };
    if (!worst || Math.abs(point.gap) > Math.abs(worst.gap)) worst = point;
    points.push(point);
    first = last + 1;
  }
  return {
    status: 'ok',
    n,
    nMissing: sample.nMissing,
    mean,
    sd,
    position,
    points,
    largestGap: Math.abs(worst!.gap),
    largestGapAt: worst!.value,
  };
}
