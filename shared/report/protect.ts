import { findAnalysis } from '../analyses/catalogue.ts';
import type { AnalysisResult, CellValue, ChartFigure, Json, JsonObject, ResultTable } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import { defaultSmallestGroup, defaultSettings } from '../model/dataset.ts';
import type { Entities } from '../model/project.ts';
import type { Bilingual } from '../model/text.ts';

/** What a report keeps back. */
export interface ReportGuard {
  /** Numbers about fewer people are not shown; 1 = all are. */
  readonly smallest: number;
  /** Ids of the questions that hold personal data: nothing about them is shown. */
  readonly personal: ReadonlySet<string>;
}

export function reportGuard(entities: Pick<Entities, 'settings' | 'variable'>): ReportGuard {
  const settings = entities.settings.get('main') ?? defaultSettings;
  return {
    smallest: settings.smallestGroup ?? defaultSmallestGroup,
    personal: new Set([...entities.variable.values()].filter((one) => one.personal).map((one) => one.id)),
  };
}

/** Was the analysis given a question that holds personal data? */
export function isPersonal({ inputs }: AnalysisResult, { personal }: ReportGuard): boolean {
  return Object.values(inputs).some((value) =>
    typeof value === 'string'
      ? personal.has(value)
      : Array.isArray(value) && value.some((one) => typeof one === 'string' && personal.has(one)),
  );
}

/** Mail addresses, and runs of digits as long as a telephone or identity number, however parted; a date is none. */
const identifying =
  /[^\s@，。；、]{1,64}@[^\s@.，。；、]+(?:\.[^\s@.，。；、]+)+|(?<![\d.])(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))\+?\d(?:[- ]?\d){6,}[\dXx]?(?![\d.])/gu;

/** A quoted answer without what would tell who gave it. */
export const maskPersonal = (text: string): string => text.replace(identifying, '***');

/** What stands in place of a number about too few people. */
export const hiddenMark = '＊';

const isSmall = (count: unknown, smallest: number): count is number =>
  typeof count === 'number' && count > 0 && count < smallest;

/**
 * Is the number at a path of the result about too few people? The innermost part around it that counts people says of how many: the
 * ends of an interval are about those whose mean stands beside it. A result without such a part says it as a whole.
 */
export function isFew(result: AnalysisResult, path: string, { smallest }: ReportGuard): boolean {
  if (notPeople.has(findAnalysis(result.analysis)?.group ?? '')) return false;
  const steps = path.split('.');
  for (let depth = steps.length - 1; depth >= 0; depth--) {
    const part = depth === 0 ? result.values : valueAt(result.values, steps.slice(0, depth).join('.'));
    const count = typeof part === 'object' && part !== null && !isList(part as Json) ? (part as JsonObject)['n'] : null;
    if (typeof count === 'number') return isSmall(count, smallest);
  }
  return isSmall(result.n, smallest);
}

/** Tables whose n are no answers to questions: sample sizes wanted, experts asked. */
const notPeople: ReadonlySet<string> = new Set(['sample', 'weights']);

type Hidden = Map<number, Set<string>>;
const hide = (hidden: Hidden, row: number, key: string): void =>
  void (hidden.get(row) ?? hidden.set(row, new Set()).get(row)!).add(key);

/** Rows about too few people. One alone could be had from the total and the others: then the next smallest goes, too. */
function smallRows(table: ResultTable, smallest: number): readonly number[] {
  const groups = table.rows.flatMap(({ cells, emphasis }, place) =>
    typeof cells['n'] === 'number' && cells['n'] > 0 ? [{ place, n: cells['n'], total: emphasis === true }] : [],
  );
  const small = groups.filter(({ n }) => n < smallest);
  const parts = groups.filter(({ total }) => !total);
  const whole = groups.find(({ total }) => total);
  const sum = parts.reduce((total, { n }) => total + n, 0);
  const [next] = parts.filter(({ n }) => n >= smallest).toSorted((a, b) => a.n - b.n);
  const alone = small.length === 1 && whole !== undefined && !small[0]!.total && sum === whole.n;
  return [...small, ...(alone && next ? [next] : [])].map(({ place }) => place);
}

/** Cells of too few people, with others so that none can be had by subtraction from the sums of its row and column. */
function smallCells(counts: NonNullable<ResultTable['cellCounts']>, smallest: number): Hidden {
  const hidden: Hidden = new Map();
  const keys = Object.keys(counts[0] ?? {});
  for (const [row, cells] of counts.entries())
    for (const key of keys)
      if (isSmall(cells[key], smallest) && !(row === counts.length - 1 && key === 'sum')) hide(hidden, row, key);
  // Everybody together are never too few to be told.
  const isWhole = (row: number, key: string): boolean => row === counts.length - 1 && key === 'sum';
  const isHidden = (row: number, key: string): boolean => hidden.get(row)?.has(key) ?? false;
  const cover = (line: readonly (readonly [number, string])[]): boolean => {
    if (line.filter(([row, key]) => isHidden(row, key)).length !== 1) return false;
    const [next] = line
      .filter(([row, key]) => !isHidden(row, key) && !isWhole(row, key) && (counts[row]?.[key] ?? 0) > 0)
      .toSorted((a, b) => counts[a[0]]![a[1]]! - counts[b[0]]![b[1]]!);
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

const note = (smallest: number): Bilingual => ({
  zh: `${hiddenMark} 不足 ${smallest} 份的组不列数值，以免认出受访者；为防止由合计推算，个别相邻的组一并不列。`,
  en: `${hiddenMark} Numbers about fewer than ${smallest} people are kept back so that nobody can be recognised; where a total would give them away, a neighbouring one is, too.`,
});

/** A table as a report may show it: without numbers about too few people, and without what would tell who gave an answer. */
export function protectTable(result: AnalysisResult, table: ResultTable, { smallest }: ReportGuard): ResultTable {
  const first = table.columns[0]?.key ?? '';
  const masked: ResultTable = {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: Object.fromEntries(
        Object.entries(row.cells).map(([key, value]): [string, CellValue] => [
          key,
          typeof value === 'string' ? maskPersonal(value) : value,
        ]),
      ),
    })),
  };
  if (notPeople.has(findAnalysis(result.analysis)?.group ?? '')) return masked;
  const hidden: Hidden = table.cellCounts ? smallCells(table.cellCounts, smallest) : new Map<number, Set<string>>();
  const few = new Set<string>();
  for (const place of smallRows(table, smallest))
    for (const [key, value] of Object.entries(table.rows[place]!.cells))
      if (key !== first && typeof value === 'number') hide(hidden, place, key);
  for (const [key, base] of Object.entries(table.columnBases ?? {}))
    if (isSmall(base, smallest))
      for (const [place, { cells }] of table.rows.entries()) {
        if (cells[key] === null || cells[key] === '' || cells[key] === undefined) continue;
        hide(hidden, place, key);
        if (cells[key] === String(base) || cells[key] === base) few.add(`${place} ${key}`);
      }
  if (hidden.size === 0) return masked;
  return {
    ...masked,
    rows: masked.rows.map((row, place) => {
      const keys = hidden.get(place);
      if (!keys) return row;
      const cells = { ...row.cells };
      for (const key of keys) {
        if (cells[key] === undefined || cells[key] === null) continue;
        const count = key === 'n' || few.has(`${place} ${key}`);
        cells[key] = count && isSmall(Number(cells[key]), smallest) ? `<${smallest}` : hiddenMark;
      }
      return { ...row, cells };
    }),
    notes: [...masked.notes, note(smallest)],
  };
}

const plain = (text: string): string => text.replaceAll(/<[^>]*>/g, '').replaceAll(/[\s*＊]/g, '');
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A label without the number of forms behind it: 北店 (3). */
const withoutCount = (text: string): string => text.replaceAll(/\s*[(（][\d,]+[)）]/g, '');

/** A figure without the values of the groups named, e.g. those whose rows a table keeps back. */
function withoutGroups(figure: ChartFigure, names: ReadonlySet<string>): ChartFigure {
  const isNamed = (label: Json): label is string =>
    typeof label === 'string' && [...names].some((name) => plain(withoutCount(label)) === name);
  /** Where the groups stand on the axis that is theirs: there are words at these places, too. */
  const places: Json[] = [];
  const data = figure.data.map((trace): JsonObject => {
    const labels = [trace['y'], trace['x'], trace['labels'], trace['customdata']].find(
      (list): list is readonly Json[] => isList(list) && list.some(isNamed),
    );
    const gone = (labels ?? []).flatMap((label, place) => (isNamed(label) ? [place] : []));
    if (!labels || gone.length === 0) return trace;
    const axis = trace['orientation'] === 'h' ? 'y' : 'x';
    const own = trace[axis];
    if (isList(own)) places.push(...gone.map((place) => own[place]!));
    const blank = (value: Json): Json => {
      if (value === own) return value;
      if (isList(value) && value.length === labels.length)
        return value.map((one, place) => {
          if (!gone.includes(place)) return one;
          return typeof one === 'string' ? (value === labels ? withoutCount(one) : '') : null;
        });
      if (typeof value === 'object' && value !== null && !isList(value))
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, blank(one)]));
      return value;
    };
    return Object.fromEntries(
      Object.entries(trace).map(([key, value]) => [key, key === 'marker' ? value : blank(value)]),
    );
  });
  const inLayout = (value: Json, key: string): Json => {
    if (isList(value)) {
      if (key === 'ticktext') return value.map((one) => (isNamed(one) ? withoutCount(one) : one));
      if (key !== 'annotations') return value;
      return value.filter(
        (one) =>
          typeof one !== 'object' ||
          one === null ||
          !places.some((place) => place === (one as JsonObject)['y'] || place === (one as JsonObject)['x']),
      );
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inLayout(one, name)]));
  };
  return { ...figure, data, layout: inLayout(figure.layout, '') as JsonObject };
}

/** A figure as a report may show it: groups whose rows its tables keep back have no value in it. */
export function protectFigure(result: AnalysisResult, figure: ChartFigure, { smallest }: ReportGuard): ChartFigure {
  const analysis = findAnalysis(result.analysis);
  if (!analysis || notPeople.has(analysis.group)) return figure;
  const names = new Set<string>();
  for (const table of analysis.tables(result)) {
    const first = table.columns[0]?.key ?? '';
    for (const place of smallRows(table, smallest)) {
      const name = table.rows[place]!.cells[first];
      const texts =
        typeof name === 'string' ? [name] : typeof name === 'object' && name !== null ? [name.zh, name.en] : [];
      for (const text of texts) if (plain(text) !== '') names.add(plain(text));
    }
  }
  return names.size === 0 ? figure : withoutGroups(figure, names);
}
