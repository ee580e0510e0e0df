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

const totalOf = (entries: Iterable<readonly [number, number]>): number => {
  let sum = 0;
  for (const [, count] of entries) sum += count;
  return sum;
};

/** Scales beside which other single digits are no steps. */
const smallScales: readonly ProposedRange[] = [
  { min: 1, max: 5 },
  { min: 1, max: 7 },
];
/** Fewer answers do not show where a scale ends. */
const fewestAnswers = 15;
/** So often outside a small scale a digit is a code, more seldom a slip. */
const codeFrom = 3;
/** Share of slips just beside a small scale at most. */
const mostNear = 0.01;
/** Single digits used for "no answer" beside a small scale. */
const digitCodes: readonly number[] = [0, 8, 9];

/**
 * Do the answers fill a small scale, and those outside stand apart from it? A few far above are slips (55, 10), many 8 or 9 mean 不清楚,
 * and a scale from 0 would hardly have more 0 than 1.
 */
function standsApart(counts: Counts, range: ProposedRange): boolean {
  const real = [...counts].filter(([value]) => !usualNonAnswerCodes.includes(value));
  const inside = real.filter(([value]) => value >= range.min && value <= range.max);
  const outside = real.filter(([value]) => value < range.min || value > range.max);
  const [answered, strayed] = [totalOf(inside), totalOf(outside)];
  const steps = inside.filter(([value]) => Number.isInteger(value)).length;
  if (steps < range.max - 1 || answered < fewestAnswers || !counts.has(range.max)) return false;
  const zeros = counts.get(0) ?? 0;
  if (zeros > 0 && zeros <= (counts.get(1) ?? 0)) return false;
  const farFrom = range.max === 5 ? 8 : 9;
  const near = totalOf(outside.filter(([value]) => value !== 0 && value < farFrom));
  if (near > mostNear * answered) return false;
  const coded = outside.every(([value]) => digitCodes.includes(value) || value < farFrom);
  return strayed <= (coded ? 0.5 : 0.1) * answered;
}

/** Single digits beside a small scale that stand for no answer. */
function strayCodes(counts: Counts, range: ProposedRange): readonly number[] {
  const small = smallScales.some(({ min, max }) => min === range.min && max === range.max);
  if (!small || !standsApart(counts, range)) return [];
  return digitCodes.filter((code) => (code < range.min || code > range.max) && (counts.get(code) ?? 0) >= codeFrom);
}

/** The small scale that one column's answers fill; null where they do not show one. */
export const filledScale = (counts: Counts): ProposedRange | null =>
  smallScales.find((range) => standsApart(counts, range)) ?? null;

/** The smallest usual scale that holds the bulk of the answers; null when none does or there are no answers. */
export function guessRange(counts: Counts): ProposedRange | null {
  const codes = new Set(usualNonAnswerCodes);
  const real = [...counts].filter(([value]) => !codes.has(value));
  if (real.length === 0) return null;
  if (real.every(([value]) => value === 0 || value === 1)) return { min: 0, max: 1 };
  return filledScale(counts) ?? usualRanges.find((range) => shareInside(counts, range, codes) >= bulk) ?? null;
}

/** Does the range hold the bulk of one column's answers? sisters: all answers of its role, which tell codes from slips. */
export function rangeHolds(counts: Counts, range: ProposedRange, sisters: Counts = counts): boolean {
  const codes = [...usualNonAnswerCodes, ...strayCodes(counts, range), ...strayCodes(sisters, range)];
  return shareInside(counts, range, new Set(codes)) >= 0.9;
}

/**
 * The codes that lie outside the scale: the usual ones that occur among the sisters' answers, single digits beside a small scale.
 * label: what they are called.
 */
export function nonAnswerCodes(
  counts: Counts,
  sisters: Counts,
  range: ProposedRange,
  label: string,
): readonly ValueLabel[] {
  const usual = usualNonAnswerCodes.filter((code) => sisters.has(code) && (code < range.min || code > range.max));
  const codes = new Set([...usual, ...strayCodes(counts, range), ...strayCodes(sisters, range)]);
  return [...codes].toSorted((a, b) => a - b).map((value) => ({ value, label }));
}

/** A code for words such as 无法回答 that is neither on the scale nor in use. */
export function freeNonAnswerCode(counts: Counts, range: ProposedRange | null, taken: readonly number[]): number {
  const [min, max] = range ? [range.min, range.max] : [Math.min(0, ...counts.keys()), Math.max(0, ...counts.keys())];
  const free = [99, 98, 97, 999, 998, 9999, -1, -9, -99].find(
    (code) => (code < min || code > max) && !taken.includes(code),
  );
  return free ?? Math.ceil(max) + 1000 + taken.length;
}
