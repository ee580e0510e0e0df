import type { Variable } from '../../../shared/model/variable.ts';
import { shownText } from './cellText.ts';
import { blankOf, type CachedColumn } from './packedColumn.ts';

export interface FindQuery {
  readonly text: string;
  readonly mode: 'part' | 'whole' | 'regex';
  readonly matchCase: boolean;
}

/** Tests and rewrites many texts at once; regular expressions do so in a worker. @throws RegexProblem */
export interface TextSearch {
  matches(texts: readonly string[]): Promise<readonly boolean[]>;
  replaced(texts: readonly string[], replacement: string): Promise<readonly string[]>;
}

/** Search for a part of a cell or a whole one, without patterns. The text must not be empty. */
export function plainSearch({ text, mode, matchCase }: FindQuery): TextSearch {
  const folded = (value: string): string => (matchCase ? value : value.toLowerCase());
  const wanted = folded(text);
  const test =
    mode === 'whole' ? (value: string) => folded(value) === wanted : (value: string) => folded(value).includes(wanted);
  const replaceParts = (value: string, replacement: string): string => {
    const low = folded(value);
    // Folding may change lengths (İ): then places in the folded text are not places in the text.
    if (low.length !== value.length) return value.replaceAll(text, () => replacement);
    let result = '';
    let from = 0;
    for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
      result += value.slice(from, at) + replacement;
      from = at + wanted.length;
    }
    return result + value.slice(from);
  };
  return {
    matches: (texts) => Promise.resolve(texts.map(test)),
    replaced: (texts, replacement) =>
      Promise.resolve(
        texts.map((value) =>
          !test(value) ? value : mode === 'whole' ? replacement : replaceParts(value, replacement),
        ),
      ),
  };
}

/** Where a search hits: per question one byte per form. */
export interface Hits {
  readonly marks: ReadonlyMap<string, Uint8Array>;
  /** Hits among the forms shown. */
  readonly count: number;
}

/** Every distinct content of a column but the blank, as it reads in the sheet. */
function distinctTexts(column: CachedColumn, variable: Variable, withLabels: boolean): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  const blank = blankOf(column.values);
  for (const value of column.values) {
    if (value === blank || Number.isNaN(value) || texts.has(value)) continue;
    texts.set(
      value,
      column.kind === 'text' ? (column.dictionary[value] ?? '') : shownText(value, variable, withLabels),
    );
  }
  return texts;
}

/**
 * Looks through columns for cells whose shown text matches. Each distinct text is tested once, whatever the number of forms.
 *
 * @param forms  the forms shown; hits are counted among them
 */
export async function findHits(
  columns: readonly { readonly column: CachedColumn; readonly variable: Variable }[],
  forms: ArrayLike<number>,
  search: TextSearch,
  withLabels: boolean,
  isStale: () => boolean,
): Promise<Hits | null> {
  const perColumn = columns.map(({ column, variable }) => distinctTexts(column, variable, withLabels));
  const all = [...new Set(perColumn.flatMap((texts) => [...texts.values()]))];
  const tested = await search.matches(all);
  const matching = new Set(all.filter((_, index) => tested[index]));
  const marks = new Map<string, Uint8Array>();
  let count = 0;
  for (const [index, { column, variable }] of columns.entries()) {
    if (isStale()) return null;
    const found = new Set([...perColumn[index]!].filter(([, text]) => matching.has(text)).map(([value]) => value));
    if (found.size === 0) continue;
    const { values } = column;
    const mark = new Uint8Array(values.length);
    for (let row = 0; row < values.length; row++) if (found.has(values[row]!)) mark[row] = 1;
    for (let row = 0; row < forms.length; row++) count += mark[forms[row]!] ?? 0;
    marks.set(variable.id, mark);
  }
  return { marks, count };
}

/**
 * The next hit after a place, row by row, from the end again to the start.
 *
 * @param ids  questions shown, from left to right
 * @returns the place on screen, and which hit it is (1-based); null without hits
 */
export function nextHit(
  hits: Hits,
  ids: readonly string[],
  forms: ArrayLike<number>,
  from: { readonly row: number; readonly column: number },
  step: 1 | -1,
): { readonly row: number; readonly column: number } | null {
  const total = forms.length * ids.length;
  if (hits.count === 0 || total === 0) return null;
  const columns = ids.map((id) => hits.marks.get(id));
  const start = from.row * ids.length + from.column;
  for (let walked = 1; walked <= total; walked++) {
    const at = (((start + step * walked) % total) + total) % total;
    const [row, column] = [Math.floor(at / ids.length), at % ids.length];
    if (columns[column]?.[forms[row]!]) return { row, column };
  }
  return null;
}

/** Which hit a place is, counted row by row from 1; 0 when it is none. */
export function hitNumber(
  hits: Hits,
  ids: readonly string[],
  forms: ArrayLike<number>,
  place: { readonly row: number; readonly column: number },
): number {
  const columns = ids.map((id) => hits.marks.get(id));
  if (!columns[place.column]?.[forms[place.row]!]) return 0;
  let number = 0;
  for (let row = 0; row <= place.row; row++)
    for (let column = 0; column < ids.length; column++) {
      if (row === place.row && column > place.column) break;
      number += columns[column]?.[forms[row]!] ?? 0;
    }
  return number;
}
