import { accurateSum, squaresAbout, splitMean } from '../numeric/accurateSum.ts';
import { decimalShift } from '../numeric/decimalShift.ts';
import { finiteOrNull } from './types.ts';

/**
 * Correlation of each value with the one before it, in file order: near 0 unless forms depend on their neighbours (an interviewer, a
 * copied block). null below 2 values or without variance.
 *
 * r1 = sum (x_i - mean)(x_(i+1) - mean) / sum (x_i - mean)^2. Source: NIST/SEMATECH e-Handbook 1.3.5.12. Checked against NIST StRD:
 * tests/golden nist_univariate.
 */
export function lagOneAutocorrelation(values: ArrayLike<number>): number | null {
  const kept = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  if (kept.length < 2 || kept.every((value) => value === kept[0])) return null;
  const { deviations } = decimalShift(kept);
  const mean = splitMean(deviations);
  const squares = squaresAbout(deviations, mean);
  const centred = deviations.map((value) => value - mean.high - mean.low);
  return finiteOrNull(accurateSum(centred.subarray(1).map((value, i) => value * centred[i]!)) / squares);
}
