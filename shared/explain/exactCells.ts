import type { AnalysisResult, JsonObject, ResultTable } from '../analyses/types.ts';

/** Where a cell's number stands; null = the table has computed it; undefined = to be looked for. */
type Locator = (result: AnalysisResult, table: ResultTable, row: number, column: string) => string | null | undefined;

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** A cross table shows a list of lists cell by cell, with sums at its right and lower edge. */
const crossTable: Locator = ({ values, options }, { id }, row, column) => {
  const lists: Readonly<Record<string, string | undefined>> = {
    counts: 'counts',
    percents: { row: 'rowShares', column: 'columnShares', total: 'totalShares' }[String(options['percent'])],
    residuals: 'adjustedResiduals',
  };
  const list = lists[id];
  if (list === undefined) return undefined;
  const below = row === lengthOf((values['rows'] as JsonObject)['labels']);
  const place = /^c(\d+)$/.exec(column)?.[1];
  if (id !== 'counts' && (below || place === undefined)) return null;
  if (place === undefined) return below ? 'table.n' : `table.rowTotals.${row}`;
  return below ? `table.columnTotals.${place}` : `table.${list}.${row}.${place}`;
};

/** A frequency table: an answer a row, then those without one, then all. */
const frequencies: Locator = ({ values }, { id, rows }, row, column) => {
  const place = Number(/^question(\d+)$/.exec(id)?.[1]) - 1;
  const question = (values['questions'] as readonly JsonObject[])[place];
  if (!question) return undefined;
  if (row < lengthOf(question['rows'])) return `questions.${place}.rows.${row}.${column}`;
  if (column !== 'count') return null;
  if (row < rows.length - 1) return `questions.${place}.missingCount`;
  return question['missingCount'] === 0 ? `questions.${place}.validCount` : null;
};

/** A battery: a question a row, in the order shown; its answers are a list. */
const battery: Locator = ({ values }, _table, row, column) => {
  const place = (values['order'] as readonly number[])[row];
  const names: Readonly<Record<string, string | undefined>> = { lower: 'topLower', upper: 'topUpper' };
  const answer = /^a(\d+)$/.exec(column)?.[1];
  return `rows.${place}.${answer === undefined ? (names[column] ?? column) : `percents.${answer}`}`;
};

/** Options of a multiple response, the most chosen first, then their sums. */
const multipleResponse: Locator = ({ values }, { id }, row, column) => {
  if (id !== 'options') return undefined;
  const place = (values['ranked'] as readonly number[])[row];
  if (place !== undefined) return `options.${place}.${column}`;
  return { count: 'choices', cases: 'perForm' }[column] ?? null;
};

/** Columns of an exploration that are called otherwise in its values. */
const exploreNames: Readonly<Record<string, string | undefined>> = {
  trimmed: 'trimmedMean',
  iqr: 'interquartileRange',
  lower: 'interval.lower',
  upper: 'interval.upper',
};
const extremeNames: Readonly<Record<string, (row: number) => string>> = {
  highRow: (row) => `highest.${row}.row`,
  high: (row) => `highest.${row}.value`,
  lowRow: (row) => `lowest.${row}.row`,
  low: (row) => `lowest.${row}.value`,
};

/** An exploration: all forms and then each group a row; the extremes are those of all forms. */
const explore: Locator = (_, { id }, row, column) => {
  const at = /^(summary|extremes)(\d+)$/.exec(id);
  if (!at) return undefined;
  const question = `questions.${Number(at[2]) - 1}.groups`;
  if (at[1] === 'summary') return `${question}.${row}.${exploreNames[column] ?? column}`;
  const name = extremeNames[column];
  return name ? `${question}.0.${name(row)}` : undefined;
};

/** A banner table: the forms of each column, then the rows of every question; one of answers has its name above them. */
const banner: Locator = ({ values }, _table, row, column) => {
  const place = /^c(\d+)$/.exec(column)?.[1];
  if (place === undefined) return undefined;
  if (row === 0) return `columns.${place}.n`;
  let first = 1;
  for (const [at, { rows }] of (values['questions'] as readonly JsonObject[]).entries()) {
    const own = rows as readonly JsonObject[];
    if (own.length !== 1 || own[0]!['kind'] !== 'mean') first++;
    if (row < first + own.length) return `questions.${at}.rows.${row - first}.cells.${place}.value`;
    first += own.length;
  }
  return undefined;
};

const overallRows = [
  { value: 'index', lower: 'interval.lower', upper: 'interval.upper' },
  { value: 'csm', lower: 'csmLower', upper: 'csmUpper' },
  { value: 'satisfiedShare', lower: 'satisfiedLower', upper: 'satisfiedUpper' },
  { value: 'notSatisfiedShare', lower: 'notSatisfiedLower', upper: 'notSatisfiedUpper' },
] as const;

/** The index as a whole: a measure a row. */
const overall: Locator = (_, { id }, row, column) => {
  if (id !== 'summary') return undefined;
  const names: Readonly<Record<string, string>> | undefined = overallRows[row];
  return names ? `overall.${names[column]}` : undefined;
};

/** Tables whose cells stand in lists, where equal numbers would be taken for one another. */
export const exactCells: Readonly<Record<string, Locator>> = {
  'csi.index': overall,
  'describe.bannerTable': banner,
  'describe.battery': battery,
  'describe.crossTable': crossTable,
  'describe.explore': explore,
  'describe.frequencies': frequencies,
  'describe.multipleResponse': multipleResponse,
};
