import type { ValueLabel } from '../model/variable.ts';
import type { ColumnProfile } from './profileColumn.ts';

/** Codes survey programs use for "no answer"; taken so only where they lie outside the scale. */
const usualNonAnswerCodes: readonly number[] = [99, 98, 97, 96, 88, 77, 999, 998, 9999, -1, -2, -3, -8, -9, -99, -999];

export interface ProposedRange {
  readonly min: number;
  readonly max: number;
}

/** From small to large: the first that holds the bulk of the answers is proposed, so 1-5 is the least anyone gets. */
const usualRanges: readonly ProposedRange[] = [
  { min: 1, max: 5 },
  { min: 0, max: 5 },
  { min: 1, max: 7 },
  { min: 1, max: 10 },
  { min: 0, max: 10 },
  { min: -60, max: 60 },
  { min: 0, max: 100 },
];
/** Share of answers a range must hold; the rest may be slips of the keyboard. */
const bulk = 0.97;

/** How often each number was answered. */
export type Counts = ReadonlyMap<number, number>;

/** Counts of every value over several columns, e.g. all of one role: the sisters tell what one column alone may not. */
export function unionCounts(profiles: readonly ColumnProfile[]): Counts {
  const counts = new Map<number, number>();
  for (const { values } of profiles)
    for (const [value, count] of values ?? []) counts.set(value, (counts.get(value) ?? 0) + count);
  return counts;
}

const shareInside = (counts: Counts, range: ProposedRange, ignored: ReadonlySet<number>): number => {
  let [inside, all] = [0, 0];
  for (const [value, count] of counts) {
    if (ignored.has(value)) continue;
    all += count;
    if (value >= range.min && value <= range.max && (range.min !== -60 || value % 20 === 0)) inside += count;
  }
  return all === 0 ? 0 : inside / all;
};

/** The smallest usual scale that holds the bulk of the answers; null when none does or there are no answers. */
export function guessRange(counts: Counts): ProposedRange | null {
  const codes = new Set(usualNonAnswerCodes);
  const real = [...counts].filter(([value]) => !codes.has(value));
  if (real.length === 0) return null;
  if (real.every(([value]) => value === 0 || value === 1)) return { min: 0, max: 1 };
  return usualRanges.find((range) => shareInside(counts, range, codes) >= bulk) ?? null;
}

/** Does the range hold the bulk of one column's answers? */
export function rangeHolds(counts: Counts, range: ProposedRange): boolean {
  return shareInside(counts, range, new Set(usualNonAnswerCodes)) >= 0.9;
}

/** The usual codes that occur and lie outside the scale. label: what they are called. */
export function nonAnswerCodes(counts: Counts, range: ProposedRange, label: string): readonly ValueLabel[] {
  return usualNonAnswerCodes
    .filter((code) => counts.has(code) && (code < range.min || code > range.max))
    .toSorted((a, b) => a - b)
    .map((value) => ({ value, label }));
}

/** A code for words such as 无法回答 that is neither on the scale nor in use. */
export function freeNonAnswerCode(counts: Counts, range: ProposedRange | null, taken: readonly number[]): number {
  const [min, max] = range ? [range.min, range.max] : [Math.min(0, ...counts.keys()), Math.max(0, ...counts.keys())];
  const free = [99, 98, 97, 999, 998, 9999, -1, -9, -99].find(
    (code) => (code < min || code > max) && !taken.includes(code),
  );
  return free ?? Math.ceil(max) + 1000 + taken.length;
}
