import type { Variable } from '../../../shared/model/variable.ts';
import { pacer } from '../../app/pacer.ts';
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

/** Texts looked at between two looks at the clock. */
const piece = 1000;

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
    matches: async (texts) => {
      const rest = pacer();
      const found: boolean[] = [];
      for (let from = 0; from < texts.length; from += piece) {
        for (const value of texts.slice(from, from + piece)) found.push(test(value));
        await rest();
      }
      return found;
    },
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
  const rest = pacer();
  const texts: string[] = [];
  const known = new Map<string, number>();
  /** Per question: where the text of each answer stands among all. */
  const places: Map<number, number>[] = [];
  for (const { column, variable } of columns) {
    const { values, kind, dictionary } = column;
    const blank = blankOf(values);
    const ofColumn = new Map<number, number>();
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value === blank || Number.isNaN(value) || ofColumn.has(value)) continue;
      const text = kind === 'text' ? (dictionary[value] ?? '') : shownText(value, variable, withLabels);
      const place = known.get(text) ?? texts.push(text) - 1;
      known.set(text, place);
      ofColumn.set(value, place);
      if (ofColumn.size % piece === 0) await rest();
    }
    places.push(ofColumn);
    await rest();
    if (isStale()) return null;
  }
  const matching = await search.matches(texts);
  const marks = new Map<string, Uint8Array>();
  let count = 0;
  for (const [index, { column, variable }] of columns.entries()) {
    await rest();
    if (isStale()) return null;
    const ofColumn = places[index]!;
    if (![...ofColumn.values()].some((place) => matching[place])) continue;
    const { values } = column;
    const mark = new Uint8Array(values.length);
    for (let row = 0; row < values.length; row++) if (matching[ofColumn.get(values[row]!) ?? -1]) mark[row] = 1;
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
