import type { AnalysisResult, Json, JsonObject, ResultTable } from '../analyses/types.ts';
import { exactCells } from './exactCells.ts';

interface Place {
  readonly path: string;
  readonly object: JsonObject;
  /** Names and numbers the object holds, and for a list of numbers the words of what it is a list of. */
  readonly around: JsonObject;
  /** Words of all objects it lies in. */
  readonly words: ReadonlySet<string>;
}

/** Lists of places in another list: an order or a choice, never what a cell shows. */
const placeLists: ReadonlySet<string> = new Set([
  'ranked',
  'order',
  'strongest',
  'chosen',
  'candidates',
  'byAll',
  'byHalf',
]);

function* objectsIn(
  value: Json,
  path: string,
  outside: JsonObject = {},
  wordsOutside: ReadonlySet<string> = new Set(),
): Generator<Place> {
  if (value === null || typeof value !== 'object') return;
  const object = value as JsonObject;
  const own = Object.values(object).filter((one): one is string => typeof one === 'string');
  const words = Array.isArray(value) || own.length === 0 ? wordsOutside : new Set([...wordsOutside, ...own]);
  yield { path, object, around: Array.isArray(value) ? { ...outside, ...object } : object, words };
  const next = Array.isArray(value) ? outside : object;
  for (const [key, one] of Object.entries(value))
    if (!(Array.isArray(one) && placeLists.has(key)))
      yield* objectsIn(one as Json, path === '' ? key : `${path}.${key}`, next, words);
}

/** Lists of places in another list: the order of rows, and no number of theirs. */
const orders = new Set(['ranked', 'order']);

/** How deep a part lies in a tree says where it is, and is no number of it. */
const depths = new Set(['level', 'depth']);

/** Does a column show what stands under a key? 缺失 shows nMissing. */
const isNamed = (key: string, column: string): boolean =>
  key === column || key === `n${column.charAt(0).toUpperCase()}${column.slice(1)}`;

/**
 * Where in the result's values a table's cell comes from: of the objects that hold its number, the one that holds most of the row's
 * other cells, under the cell's own name where there is one. Tables are made from values, so the number is there digit for digit; null
 * where the table has computed it, or the cell is no number.
 *
 * @param row  place in table.rows
 */
export function locateCell(result: AnalysisResult, table: ResultTable, row: number, column: string): string | null {
  const cells = table.rows[row]?.cells;
  const wanted = cells?.[column];
  if (typeof wanted !== 'number') return null;
  const exact = exactCells[result.analysis]?.(result, table, row, column);
  if (exact !== undefined) return exact;
  const others = Object.entries(cells ?? {}).filter(
    (entry): entry is [string, string | number] =>
      entry[0] !== column && (typeof entry[1] === 'number' || typeof entry[1] === 'string'),
  );
  let best: { readonly path: string; readonly score: number } | null = null;
  for (const { path, object, around, words } of objectsIn(result.values, '')) {
    const keys = Object.keys(object).filter(
      (key) => object[key] === wanted && (key === column || !depths.has(key) || !Number.isInteger(wanted)),
    );
    if (keys.length === 0 || orders.has(path.split('.').at(-1)!)) continue;
    const held = new Set(
      Object.values(around).flatMap((value): readonly (string | number)[] =>
        typeof value === 'number' ? [value] : typeof value === 'string' ? [value, result.labels[value] ?? value] : [],
      ),
    );
    const common = others.filter(([, value]) => held.has(value)).length;
    const named = keys.find((key) => isNamed(key, column));
    const own = named !== undefined;
    // Small numbers stand for several things in one part: which is meant cannot be told.
    if (keys.length > 1 && !own && !Array.isArray(object) && Number.isInteger(wanted)) continue;
    // Half a point for the place in a list that is also the row's: equal rows are told apart by it.
    const listed = Array.isArray(object) && keys.includes(String(row));
    const sameRow = path.endsWith(`.${row}`) || path === String(row) || listed;
    // A column may be one of several of a kind, which its values name: a way to weights, a break.
    const score = 2 * common + (own || words.has(column) ? 1 : 0) + (sameRow ? 0.5 : 0);
    // Of a list, the place that is the row's.
    const key = own ? named : keys.includes(String(row)) ? String(row) : keys[0]!;
    if (!best || score > best.score) best = { path: path === '' ? key : `${path}.${key}`, score };
  }
  // A small whole number is found everywhere: it needs the rest of its row, or its name.
  return best && (best.score >= 1 || !Number.isInteger(wanted)) ? best.path : null;
}
