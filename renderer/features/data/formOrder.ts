import type { CellContent } from '../../../shared/commands/types.ts';
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

/** The place of each text of a dictionary in the order of the language; worked out once for each dictionary. */
function placesOf(dictionary: readonly string[]): Int32Array {
  const known = collated.get(dictionary);
  if (known) return known;
  const order = Array.from(dictionary, (_, code) => code).sort((a, b) =>
    collator.compare(dictionary[a]!, dictionary[b]!),
  );
  const places = new Int32Array(dictionary.length);
  let place = 0;
  for (const [index, code] of order.entries()) {
    if (index > 0 && collator.compare(dictionary[order[index - 1]!]!, dictionary[code]!) !== 0) place = index;
    places[code] = place;
  }
  collated.set(dictionary, places);
  return places;
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
    const most = ranks ? ranks.reduce((max, rank) => Math.max(max, rank), 0) : (forms.at(-1) ?? 0);
    const size = order.length;
    const keys = new Float64Array(size);
    for (let place = 0; place < size; place++) {
      const form = order[place]!;
      const rank = ranks ? (ranks[form] ?? -1) : form;
      keys[place] = (rank < 0 ? most + 1 : descending ? most - rank : rank) * size + place;
    }
    keys.sort();
    const sorted = new Int32Array(size);
    for (let place = 0; place < size; place++) sorted[place] = order[keys[place]! % size]!;
    order = sorted;
  }
  return order;
}
