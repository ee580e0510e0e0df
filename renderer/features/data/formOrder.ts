import type { CellContent } from '../../../shared/commands/types.ts';
import { pacer } from '../../app/pacer.ts';
import { blankOf, type CachedColumn, contentAt } from './packedColumn.ts';

/** Takes out of a mark per form (1 = shown) the forms whose answer fails a test; a question without answers here is blank everywhere. */
export function keepAnswers(
  marks: Uint8Array,
  column: CachedColumn | undefined,
  test: (content: CellContent) => boolean,
): void {
  if (!column) {
    if (!test(null)) marks.fill(0);
    return;
  }
  // A test may fold and compare texts: each answer is put to it once, not once per form.
  const known = new Map<number | undefined, boolean>();
  for (let form = 0; form < marks.length; form++) {
    if (marks[form] === 0) continue;
    const value = column.values[form];
    let passes = known.get(value);
    if (passes === undefined) {
      passes = test(contentAt(column, form));
      known.set(value, passes);
    }
    if (!passes) marks[form] = 0;
  }
}

/** The forms marked, ascending. */
export function markedForms(marks: Uint8Array): Int32Array {
  const forms = new Int32Array(marks.length);
  let count = 0;
  for (let form = 0; form < marks.length; form++) if (marks[form] === 1) forms[count++] = form;
  return forms.slice(0, count);
}

const collator = new Intl.Collator('zh-CN');
const collated = new WeakMap<readonly string[], Int32Array>();

/** Texts put in order at once: comparing as a language does takes about a microsecond for two texts. */
const mostAtOnce = 1000;

/** The place of each text, equal ones the same, by the codes in the order of their texts. */
function placesIn(order: Int32Array, dictionary: readonly string[]): Int32Array {
  const places = new Int32Array(order.length);
  let place = 0;
  for (const [index, code] of order.entries()) {
    if (index > 0 && collator.compare(dictionary[order[index - 1]!]!, dictionary[code]!) !== 0) place = index;
    places[code] = place;
  }
  return places;
}

/** The place of each text of a dictionary in the order of the language; worked out once for each dictionary. */
function placesOf(dictionary: readonly string[]): Int32Array {
  const known = collated.get(dictionary);
  if (known) return known;
  const order = Int32Array.from(dictionary, (_, code) => code).sort((a, b) =>
    collator.compare(dictionary[a]!, dictionary[b]!),
  );
  const places = placesIn(order, dictionary);
  collated.set(dictionary, places);
  return places;
}

/** Two ordered runs of codes as one, into the same places of another array. */
async function mergeRuns(
  from: Int32Array,
  to: Int32Array,
  [start, middle, end]: readonly [number, number, number],
  compare: (a: number, b: number) => number,
  rest: () => Promise<void>,
): Promise<void> {
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    if (at % mostAtOnce === 0) await rest();
    const isLeft = right >= end || (left < middle && compare(from[left]!, from[right]!) <= 0);
    to[at] = isLeft ? from[left++]! : from[right++]!;
  }
}

/** Has the order of the language of many different texts at hand, worked out in pieces, between which the window goes on. */
export async function collateInPieces(dictionary: readonly string[]): Promise<void> {
  if (dictionary.length <= mostAtOnce || collated.has(dictionary)) return;
  const size = dictionary.length;
  const compare = (a: number, b: number): number => collator.compare(dictionary[a]!, dictionary[b]!);
  const rest = pacer();
  let order = Int32Array.from(dictionary, (_, code) => code);
  for (let start = 0; start < size; start += mostAtOnce) {
    order.subarray(start, start + mostAtOnce).sort(compare);
    await rest();
  }
  let spare = new Int32Array(size);
  for (let length = mostAtOnce; length < size; length *= 2) {
    for (let start = 0; start < size; start += 2 * length) {
      const run = [start, Math.min(size, start + length), Math.min(size, start + 2 * length)] as const;
      await mergeRuns(order, spare, run, compare, rest);
    }
    [order, spare] = [spare, order];
  }
  collated.set(dictionary, placesIn(order, dictionary));
}

/** Numbers of no blank answer that are in order as the answers are, 0 up, and the same for equal answers; -1 for blanks. */
function ranksOf(column: CachedColumn): Float64Array {
  const { values } = column;
  const ranks = new Float64Array(values.length);
  const places = column.kind === 'text' ? placesOf(column.dictionary) : null;
  const blank = blankOf(values);
  // Whole numbers are their own ranks, counted from the blank, which is the least.
  if (places || !(values instanceof Float64Array)) {
    for (let form = 0; form < ranks.length; form++) {
      const value = values[form]!;
      ranks[form] = value === blank ? -1 : places ? (places[value] ?? -1) : value - blank;
    }
    return ranks;
  }
  const ascending = values.slice().sort();
  for (let form = 0; form < ranks.length; form++) {
    const value = values[form]!;
    let [low, high] = [0, ascending.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ascending[middle]! < value) low = middle + 1;
      else high = middle;
    }
    ranks[form] = Number.isNaN(value) ? -1 : low;
  }
  return ranks;
}

/** What forms are sorted by: the answers to a question, or null for their numbers. */
export interface FormSort {
  readonly column: CachedColumn | null;
  readonly descending: boolean;
}

/** Keys up to this are counted, however few the forms. */
const fewKeys = 65_536;

/** Forms in the order of their keys (0 to most), those with the same key as they came. */
function byKeys(forms: Int32Array, keys: Float64Array, most: number): Int32Array {
  const size = forms.length;
  const sorted = new Int32Array(size);
  if (most > Math.max(fewKeys, 2 * size)) {
    for (let place = 0; place < size; place++) keys[place] = keys[place]! * size + place;
    keys.sort();
    for (let place = 0; place < size; place++) sorted[place] = forms[keys[place]! % size]!;
    return sorted;
  }
  // Where the forms of each key begin is counted out: a third of the time of sorting.
  const next = new Int32Array(most + 2);
  for (let place = 0; place < size; place++) next[keys[place]! + 1]!++;
  for (let key = 1; key < next.length; key++) next[key]! += next[key - 1]!;
  for (let place = 0; place < size; place++) sorted[next[keys[place]!]!++] = forms[place]!;
  return sorted;
}

/**
 * Sorts forms: numbers by size, texts as the language has them, blanks last in both directions, as spreadsheets do; equal answers stay in
 * the order they came in.
 *
 * @param forms  ascending; not changed
 * @param sorts  what counts most first
 */
export function sortForms(forms: Int32Array, sorts: readonly FormSort[]): Int32Array {
  let order = forms;
  // By the least of them first: each sorting keeps what the one before made of equal answers.
  for (const { column, descending } of sorts.toReversed()) {
    const ranks = column && ranksOf(column);
    let most = ranks ? 0 : (forms.at(-1) ?? 0);
    if (ranks) for (let form = 0; form < ranks.length; form++) most = Math.max(most, ranks[form]!);
    const keys = new Float64Array(order.length);
    for (let place = 0; place < order.length; place++) {
      const rank = ranks ? (ranks[order[place]!] ?? -1) : order[place]!;
      keys[place] = rank < 0 ? most + 1 : descending ? most - rank : rank;
    }
    order = byKeys(order, keys, most + 1);
  }
  return order;
}
