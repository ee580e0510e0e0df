import { ckmeans } from 'simple-statistics';
import { InputError } from '../model/errors.ts';
import { roundTo } from './roundTo.ts';

export type BinRule =
  | { readonly kind: 'cuts'; readonly cuts: readonly number[] }
  | { readonly kind: 'width' | 'quantiles' | 'breaks'; readonly count: number };

/**
 * Where groups begin: k cuts make k + 1 groups; a value at a cut belongs to the group above it.
 * 'width': equal steps from the smallest to the largest answer. 'quantiles': about equally many answers per group; equal answers are never
 * parted, so ties may leave fewer groups. Quantiles interpolate (Hyndman and Fan's type 7, as in R and Excel). 'breaks': natural breaks, the
 * groups with the least sum of squares within them (Wang and Song 2011, the exact solution of Jenks' problem); each begins at an answer, and
 * there are no more groups than distinct answers.
 *
 * Checked by hand, and natural breaks against every other way to cut: tests/shared/cleaning/pieces.
 * @throws InputError 'bin.cuts' when cuts do not grow, 'bin.noSpread' when answers do not vary
 */
export function binCuts(answers: readonly number[], rule: BinRule): readonly number[] {
  if (rule.kind === 'cuts') {
    const grows = rule.cuts.every((cut, i) => i === 0 || cut > rule.cuts[i - 1]!);
    if (!grows) throw new InputError('bin.cuts');
    return rule.cuts;
  }
  const sorted = answers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || low === high) throw new InputError('bin.noSpread');
  const inner = Array.from({ length: rule.count - 1 }, (_, i) => (i + 1) / rule.count);
  if (rule.kind === 'width') return inner.map((share) => low + share * (high - low));
  if (rule.kind === 'breaks') {
    const groups = ckmeans(sorted, Math.min(rule.count, sorted.length));
    return [...new Set(groups.flatMap((group) => group[0] ?? []))].filter((cut) => cut > low);
  }
  const quantile = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
    return sorted[below]! + (place - below) * (next - sorted[below]!);
  };
  const cuts = [...new Set(inner.map(quantile))].filter((cut) => cut > low);
  if (cuts.length === 0) throw new InputError('bin.noSpread');
  return cuts;
}

/**
 * The cuts with as few decimal places as part the answers in the same way, for the names of the groups: 8.666666666666657 between
 * whole answers reads 8.7, or 9 where no other cut is near.
 */
export function shortCuts(cuts: readonly number[], answers: readonly number[]): readonly number[] {
  const distinct = [...new Set(answers)];
  for (let digits = 0; digits < 15; digits++) {
    const short = cuts.map((cut) => roundTo(cut, digits));
    const grows = short.every((cut, i) => i === 0 || cut > short[i - 1]!);
    if (grows && distinct.every((answer) => binOf(answer, short) === binOf(answer, cuts))) return short;
  }
  return cuts;
}

/** Group 1..k+1 of a value. cuts ascending. */
export function binOf(value: number, cuts: readonly number[]): number {
  const above = cuts.findIndex((cut) => value < cut);
  return above < 0 ? cuts.length + 1 : above + 1;
}
