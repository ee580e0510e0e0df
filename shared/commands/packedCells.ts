import { InputError } from '../model/errors.ts';
import type { CellContent } from './types.ts';

/** As many cells as one change may hold. */
export const mostCells = 1_000_000;

/**
 * Many cells of one question in few letters, for messages and the journal: a filled column of 100,000 forms takes forty letters instead of
 * nine million.
 */
export interface PackedCells {
  /** Forms (0-based) in any order; those that follow one another as a span: "0-24999,30000". */
  readonly rows: string;
  /** The different answers. */
  readonly contents: readonly CellContent[];
  /** For each form the place of its answer among the contents; a run with its length: "0*25000,1". */
  readonly places: string;
}

/** Forms (0-based) in the order given, those that follow one another as a span: "0-24999,30000"; '' for none. */
export function spansOf(rows: readonly number[]): string {
  const spans: string[] = [];
  for (let at = 0; at < rows.length; ) {
    const first = rows[at]!;
    const from = at++;
    while (at < rows.length && rows[at] === first + at - from) at++;
    spans.push(at - from > 1 ? `${first}-${first + at - from - 1}` : String(first));
  }
  return spans.join(',');
}

/** @param rows, values  run in parallel; whole numbers from 0 */
export function packCells(rows: readonly number[], values: readonly CellContent[]): PackedCells {
  const runs: string[] = [];
  const contents: CellContent[] = [];
  const known = new Map<CellContent, number>();
  const placeOf = (value: CellContent): number => {
    const place = known.get(value) ?? contents.push(value) - 1;
    known.set(value, place);
    return place;
  };
  for (let at = 0; at < rows.length; ) {
    const value = values[at] ?? null;
    const from = at++;
    while (at < rows.length && (values[at] ?? null) === value) at++;
    runs.push(at - from > 1 ? `${placeOf(value)}*${at - from}` : String(placeOf(value)));
  }
  return { rows: spansOf(rows), contents, places: runs.join(',') };
}

const unreadable = (): InputError => new InputError('cells.unreadable');

/** A whole number from 0 as packCells writes it. @throws InputError 'cells.unreadable' */
function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^\d{1,8}$/.test(text)) throw unreadable();
  return Number(text);
}

/**
 * The forms and answers of packed cells, in parallel.
 *
 * @param most  cells there may be: what claims more is refused before it takes memory
 * @throws InputError 'cells.unreadable' when the text is not as packCells writes it, or holds more cells
 */
export function unpackCells(
  { rows, contents, places }: PackedCells,
  most: number,
): { readonly rows: number[]; readonly values: CellContent[] } {
  const forms: number[] = [];
  for (const span of rows.split(',')) {
    const [first, last, ...rest] = span.split('-');
    const from = wholeNumber(first);
    const to = last === undefined ? from : wholeNumber(last);
    if (rest.length > 0 || to < from || forms.length + to - from + 1 > most) throw unreadable();
    for (let row = from; row <= to; row++) forms.push(row);
  }
  const values: CellContent[] = [];
  for (const run of places.split(',')) {
    const [place, length, ...rest] = run.split('*');
    const value = contents[wholeNumber(place)];
    const times = length === undefined ? 1 : wholeNumber(length);
    if (value === undefined || rest.length > 0 || values.length + times > forms.length) throw unreadable();
    for (let time = 0; time < times; time++) values.push(value);
  }
  if (values.length !== forms.length) throw unreadable();
  return { rows: forms, values };
}
