import { findAnalysis } from '../../analyses/catalogue.ts';
import type { AnalysisResult, CellValue, Json, JsonObject, ResultTable } from '../../analyses/types.ts';
import { valueAt } from '../../format/sentenceText.ts';
import type { Label } from '../../model/text.ts';
import { countsPeople, isSmall } from './reportGuard.ts';

/** Cells of a table by row: keys of columns. */
export type Cells = ReadonlyMap<number, ReadonlySet<string>>;

/** What of a result is about too few people, or would give away what is. */
export interface Withheld {
  /** Groups of too few, and those that go with them, so that no total minus the others is theirs; without blanks and marks. */
  readonly names: ReadonlySet<string>;
  /** Cells of each table, by its id. */
  readonly cells: ReadonlyMap<string, Cells>;
  /** Pairs of row and column of which a number is withheld, as names. */
  readonly pairs: readonly (readonly [string, string])[];
  /** The numbers themselves, as far as they are like no others: none of them may be shown anywhere. */
  readonly numbers: ReadonlySet<number>;
  /** No group of a table is left. */
  readonly all: boolean;
}

type Growing = Map<number, Set<string>>;
const hide = (hidden: Growing, row: number, key: string): void =>
  void (hidden.get(row) ?? hidden.set(row, new Set()).get(row)!).add(key);

const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name without markup, blanks, the star of a remark, and the count or letter behind it: 北店* (3), 北店 (A). */
export const plainName = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s*[(（](?:[\d,]+|[A-Z]{1,2})[)）]\s*$/g, '')
    .replaceAll(/[\s*＊]/g, '');
const textsOf = (value: CellValue | Label | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : isObject(value) ? [String(value['zh']), String(value['en'])] : [];
const namesOf = (value: CellValue | Label | undefined): readonly string[] =>
  textsOf(value).flatMap((text) => (plainName(text) === '' ? [] : [plainName(text)]));

/** Parts of a whole that are too few, and the next smallest as long as what is left of the whole is too few. */
function fewParts<T extends { readonly n: number }>(
  parts: readonly T[],
  whole: number,
  smallest: number,
): readonly T[] {
  const few = parts.filter(({ n }) => isSmall(n, smallest));
  const sum = parts.reduce((total, { n }) => total + n, 0);
  // Parts that overlap, and parts that leave many out, say nothing about one another.
  if (few.length === 0 || sum > whole || whole - sum >= smallest) return few;
  const gone = new Set(few);
  const left = (): number => [...gone].reduce((total, { n }) => total + n, whole - sum);
  for (const next of parts.filter((one) => !gone.has(one)).toSorted((a, b) => a.n - b.n)) {
    if (left() >= smallest) break;
    gone.add(next);
  }
  return [...gone];
}

/** Rows about too few people, with those that would give them away; all: no row about a group is left. */
function fewRows(
  table: ResultTable,
  all: number,
  smallest: number,
): { readonly places: readonly number[]; readonly all: boolean } {
  const rows = table.rows.flatMap(({ cells, emphasis }, place) =>
    typeof cells['n'] === 'number' && cells['n'] > 0 ? [{ place, n: cells['n'], emphasis: emphasis === true }] : [],
  );
  const others = (one: (typeof rows)[number]): number =>
    rows.reduce((sum, row) => (row === one || row.emphasis ? sum : sum + row.n), 0);
  const totals = rows.filter((one) => one.emphasis && (one.n >= all || one.n === others(one)));
  const parts = rows.filter((one) => !totals.includes(one));
  const whole = totals.reduce((most, { n }) => Math.max(most, n), 0) || all;
  const few = fewParts(parts, whole, smallest);
  return {
    places: [...totals.filter(({ n }) => isSmall(n, smallest)), ...few].map(({ place }) => place),
    all: parts.length > 1 && few.length === parts.length,
  };
}

/** Columns about too few people, with those that would give them away; the widest is the whole. */
function fewColumns(bases: Readonly<Record<string, number>>, smallest: number): readonly string[] {
  const all = Object.entries(bases).map(([key, n]) => ({ key, n }));
  const whole = all.reduce((most, one) => (one.n > most.n ? one : most), all[0]!);
  return fewParts(
    all.filter((one) => one !== whole && one.n > 0),
    whole.n,
    smallest,
  ).map(({ key }) => key);
}

/** Cells of too few people, with others so that none can be had by subtraction from the sums of its row and column. */
function fewCells(counts: NonNullable<ResultTable['cellCounts']>, smallest: number): Growing {
  const hidden: Growing = new Map();
  const keys = Object.keys(counts[0] ?? {});
  // Everybody together are never too few to be told.
  const isWhole = (row: number, key: string): boolean => row === counts.length - 1 && key === 'sum';
  for (const [row, cells] of counts.entries())
    for (const key of keys) if (isSmall(cells[key], smallest) && !isWhole(row, key)) hide(hidden, row, key);
  const isHidden = (row: number, key: string): boolean => hidden.get(row)?.has(key) ?? false;
  const countAt = (row: number, key: string): number => counts[row]?.[key] ?? 0;
  const cover = (line: readonly (readonly [number, string])[]): boolean => {
    const gone = line.filter(([row, key]) => isHidden(row, key));
    const together = gone.reduce((sum, [row, key]) => sum + countAt(row, key), 0);
    if (gone.length === 0 || (gone.length > 1 && together >= smallest)) return false;
    const [next] = line
      .filter(([row, key]) => !isHidden(row, key) && !isWhole(row, key) && countAt(row, key) > 0)
      .toSorted((a, b) => countAt(...a) - countAt(...b));
    if (next) hide(hidden, ...next);
    return next !== undefined;
  };
  // Each pass hides at least one more cell, so this ends.
  for (let again = true; again; ) {
    again = false;
    for (const [row] of counts.entries()) again = cover(keys.map((key) => [row, key] as const)) || again;
    for (const key of keys) again = cover(counts.map((_, row) => [row, key] as const)) || again;
  }
  return hidden;
}

/** Sums of squares of groups: with the means of all groups but one, they give the last. */
const squares: ReadonlySet<string> = new Set(['ss', 'ms']);

/** Numbers like these stand everywhere: nobody is known by them. */
const isCommon = (value: number): boolean => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-9;

/** Keys whose texts name what a part is about. */
function isNamed(part: JsonObject, names: ReadonlySet<string>): boolean {
  return Object.values(part).some((value) =>
    typeof value === 'string'
      ? names.has(plainName(value))
      : isObject(value) &&
        typeof value['zh'] === 'string' &&
        typeof value['en'] === 'string' &&
        names.has(plainName(value['zh'])),
  );
}

function numbersOf(value: Json, into: Set<number>): void {
  if (typeof value === 'number') {
    if (!isCommon(value)) into.add(value);
  } else if (isList(value)) for (const one of value) numbersOf(one, into);
  else if (isObject(value)) for (const one of Object.values(value)) numbersOf(one, into);
}

function numbersAbout(value: Json, names: ReadonlySet<string>, smallest: number, into: Set<number>): void {
  if (isList(value)) for (const one of value) numbersAbout(one, names, smallest, into);
  else if (isObject(value)) {
    if (isSmall(value['n'], smallest) || isNamed(value, names)) numbersOf(value, into);
    else for (const one of Object.values(value)) numbersAbout(one, names, smallest, into);
  }
}

const nothing: Withheld = { names: new Set(), cells: new Map(), pairs: [], numbers: new Set(), all: false };

/**
 * The tests and measures of a cross table in which cells are hidden. Between its sums the hidden cells have hardly any freedom (in a block
 * of two by two one number is unknown), and one chi-square, odds ratio or exact p tells which whole numbers they are.
 */
function hideMeasures(table: ResultTable, hidden: Growing, numbers: Set<number>): void {
  for (const [place, row] of table.rows.entries())
    for (const [key, value] of Object.entries(row.cells)) {
      if (typeof value !== 'number') continue;
      hide(hidden, place, key);
      if (!isCommon(value)) numbers.add(value);
    }
}

/** Two ways of counting the same: shares and percent. */
export const isForbidden = (value: number, numbers: ReadonlySet<number>): boolean =>
  numbers.has(value) || numbers.has(value / 100) || numbers.has(value * 100);

function withheldIn(result: AnalysisResult, smallest: number): Withheld {
  const analysis = findAnalysis(result.analysis);
  if (!analysis || !countsPeople(result) || result.status !== 'ok' || smallest <= 1) return nothing;
  const tables = analysis.tables(result);
  const names = new Set<string>();
  let all = false;
  for (const table of tables) {
    const first = table.columns[0]?.key ?? '';
    const few = fewRows(table, result.n, smallest);
    all ||= few.all;
    for (const place of few.places) for (const name of namesOf(table.rows[place]!.cells[first])) names.add(name);
    for (const key of table.columnBases ? fewColumns(table.columnBases, smallest) : [])
      for (const name of namesOf(table.columns.find((column) => column.key === key)?.title)) names.add(name);
  }
  const cells = new Map<string, Growing>();
  const pairs: (readonly [string, string])[] = [];
  const numbers = new Set<number>();
  if (names.size > 0) numbersAbout(result.values, names, smallest, numbers);
  for (const table of tables) {
    const hidden: Growing = table.cellCounts ? fewCells(table.cellCounts, smallest) : new Map();
    const first = table.columns[0]?.key ?? '';
    for (const [place, keys] of hidden)
      for (const row of namesOf(table.rows[place]?.cells[first]))
        for (const { key, title } of table.columns)
          if (keys.has(key)) for (const column of namesOf(title)) pairs.push([row, column]);
    const columns = new Set(
      names.size === 0
        ? []
        : table.columns.flatMap(({ key, title }) =>
            key !== first && (squares.has(key) || namesOf(title).some((name) => names.has(name))) ? [key] : [],
          ),
    );
    for (const [place, row] of table.rows.entries()) {
      const about = table.columns.some(
        ({ key, format }) => format === 'text' && namesOf(row.cells[key]).some((name) => names.has(name)),
      );
      for (const { key } of table.columns) {
        const value = row.cells[key] ?? null;
        if (value === null || value === '' || key === first) continue;
        if (columns.has(key) || (about && typeof value === 'number')) hide(hidden, place, key);
      }
    }
    cells.set(table.id, hidden);
    for (const [place, keys] of hidden)
      for (const key of keys) {
        const value = table.rows[place]?.cells[key];
        if (typeof value === 'number' && !isCommon(value) && !/^p(?:[A-Z]|$)/.test(key)) numbers.add(value);
      }
  }
  const cellsGone = tables.some((table) => table.cellCounts && cells.get(table.id)!.size > 0);
  if (cellsGone) for (const table of tables) if (!table.cellCounts) hideMeasures(table, cells.get(table.id)!, numbers);
  if (numbers.size > 0)
    for (const table of tables) {
      const hidden = cells.get(table.id)!;
      for (const [place, row] of table.rows.entries())
        for (const [key, value] of Object.entries(row.cells))
          if (typeof value === 'number' && isForbidden(value, numbers)) hide(hidden, place, key);
    }
  return { names, cells, pairs, numbers, all };
}

const known = new WeakMap<AnalysisResult, { readonly smallest: number; readonly withheld: Withheld }>();

/** What is kept back of a result that is shown; worked out once for each result. */
export function withheldOf(result: AnalysisResult, smallest: number): Withheld {
  const before = known.get(result);
  if (before?.smallest === smallest) return before.withheld;
  const withheld = withheldIn(result, smallest);
  known.set(result, { smallest, withheld });
  return withheld;
}

/** Is nothing of the result kept back? */
export const isWhole = ({ names, cells }: Withheld): boolean =>
  names.size === 0 && [...cells.values()].every((rows) => rows.size === 0);

/**
 * Is the number at a path of the result about too few people? The innermost part around it that counts people says of how many: the
 * ends of an interval are about those whose mean stands beside it. A part that names a group kept back is about that group; a result
 * without such parts says it as a whole.
 */
export function isFew(result: AnalysisResult, path: string, smallest: number): boolean {
  if (!countsPeople(result)) return false;
  const { names, numbers } = withheldOf(result, smallest);
  const steps = path.split('.');
  const partAt = (depth: number): unknown =>
    depth === 0 ? result.values : valueAt(result.values, steps.slice(0, depth).join('.'));
  if (names.size > 0)
    for (let depth = steps.length - 1; depth > 0; depth--) {
      const part = partAt(depth);
      if (isObject(part) && isNamed(part, names)) return true;
    }
  const value = valueAt(result.values, path);
  if (typeof value === 'number' && isForbidden(value, numbers)) return true;
  for (let depth = steps.length - 1; depth >= 0; depth--) {
    const part = partAt(depth);
    const count = isObject(part) ? part['n'] : null;
    if (typeof count === 'number') return isSmall(count, smallest);
  }
  return isSmall(result.n, smallest);
}
