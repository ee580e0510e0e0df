import type { FormRange } from './variable.ts';

/** Rising, without repeats, as few ranges as possible. forms: 0-based, rising. */
export function rangesOf(forms: Iterable<number>): FormRange[] {
  const ranges: { first: number; count: number }[] = [];
  for (const form of forms) {
    const last = ranges.at(-1);
    if (last && last.first + last.count === form) last.count++;
    else ranges.push({ first: form, count: 1 });
  }
  return ranges;
}

/** Is the form in one of these rising ranges? */
export function isInRanges(ranges: readonly FormRange[], form: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { first, count } = ranges[middle]!;
    if (form < first) high = middle - 1;
    else if (form >= first + count) low = middle + 1;
    else return true;
  }
  return false;
}

/** Every form of the ranges, in order. */
export function* formsOf(ranges: readonly FormRange[]): Generator<number> {
  for (const { first, count } of ranges) for (let form = first; form < first + count; form++) yield form;
}
