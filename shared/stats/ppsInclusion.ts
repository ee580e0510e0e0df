import { InputError } from '../model/errors.ts';
import { accurateSum } from '../numeric/accurateSum.ts';

export type PpsInclusion = {
  /** Chance of each unit to be drawn, 0-1; they sum to n. */
  readonly probabilities: readonly number[];
  /** 1 / probability. */
  readonly weights: readonly number[];
  /** Places of the units so large that they are taken for certain. */
  readonly certain: readonly number[];
};

/**
 * Sampling with probability proportional to size, without replacement: chance n size / sum of sizes. A unit whose chance would reach 1
 * is taken for certain, and the rest share the other draws, until no chance exceeds 1.
 *
 * @param sizes  positive
 * @param n      draws, a whole number from 1 to the number of units
 * @throws InputError 'sample.pps' {n, units}
 * Source: Cochran (1977), ch. 9A. Checked against R 4.2.2: tests/golden pps.
 */
export function ppsInclusion(sizes: readonly number[], n: number): PpsInclusion {
  const fits = Number.isInteger(n) && n >= 1 && n <= sizes.length;
  if (!fits || !sizes.every((size) => size > 0 && size < Infinity))
    throw new InputError('sample.pps', { n, units: sizes.length });
  const certain = new Set<number>();
  for (;;) {
    const rest = sizes.map((size, place) => (certain.has(place) ? 0 : size));
    const share = (n - certain.size) / accurateSum(rest);
    const full = rest.flatMap((size, place) => (size > 0 && size * share >= 1 ? [place] : []));
    if (full.length === 0 || certain.size + full.length > n) {
      const probabilities = sizes.map((size, place) => (certain.has(place) ? 1 : Math.min(1, size * share)));
      return {
        probabilities,
        weights: probabilities.map((probability) => 1 / probability),
        certain: [...certain].toSorted((a, b) => a - b),
      };
    }
    for (const place of full) certain.add(place);
    if (certain.size === sizes.length)
      return {
        probabilities: sizes.map(() => 1),
        weights: sizes.map(() => 1),
        certain: [...certain].toSorted((a, b) => a - b),
      };
  }
}
