import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import {
  defaultSettings,
  simpleDesign,
  type Column,
  type Snapshot,
  type SurveyDesign,
} from '../../shared/model/dataset.ts';
import { variableId } from '../../shared/model/ids.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import type { Measure, Role, Scale, Variable } from '../../shared/model/variable.ts';

/** A table by column name: numbers with NaN = missing, or texts with '' = missing. */
export interface Table {
  readonly names: readonly string[];
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Float64Array | readonly string[]>;
}

/** UTF-8 csv with a header line; a column of numbers and empty cells (also NA) is numeric. */
export function readTable(path: string): Table {
  const parsed = Papa.parse<string[]>(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const [names = [], ...rows] = parsed.data;
  return tableOf(
    names,
    names.map((_, index) => rows.map((row) => row[index] ?? '')),
  );
}

function tableOf(names: readonly string[], texts: readonly (readonly string[])[]): Table {
  const columns = new Map<string, Float64Array | readonly string[]>();
  names.forEach((name, index) => {
    const cells = texts[index]!.map((cell) => (cell === 'NA' ? '' : cell));
    const numeric = cells.every((cell) => cell.trim() === '' || Number.isFinite(Number(cell)));
    columns.set(
      name,
      numeric ? Float64Array.from(cells, (cell) => (cell.trim() === '' ? Number.NaN : Number(cell))) : cells,
    );
  });
  return { names, rowCount: texts[0]?.length ?? 0, columns };
}

/** A table of numeric columns given as lists; null = missing. */
export function tableFromLists(lists: Readonly<Record<string, readonly (number | null)[]>>): Table {
  const names = Object.keys(lists);
  const columns = new Map(names.map((name) => [name, Float64Array.from(lists[name]!, (value) => value ?? Number.NaN)]));
  return { names, rowCount: Object.values(lists)[0]?.length ?? 0, columns };
}

export function numericColumn(table: Table, name: string): Float64Array {
  const column = table.columns.get(name);
  if (!(column instanceof Float64Array)) throw new Error(`no numeric column "${name}"`);
  return column;
}

/** Group codes of a column in the given order of labels (or of first appearance); -1 = missing or not among the labels. */
export function groupCodes(
  table: Table,
  name: string,
  order?: readonly string[],
): { readonly codes: Int32Array; readonly labels: readonly string[] } {
  const column = table.columns.get(name);
  if (!column) throw new Error(`no column "${name}"`);
  const texts =
    column instanceof Float64Array ? Array.from(column, (value) => (Number.isNaN(value) ? '' : String(value))) : column;
  const labels = order ?? [...new Set(texts)].filter((text) => text !== '');
  return { codes: Int32Array.from(texts, (text) => labels.indexOf(text)), labels };
}

export interface SnapshotOptions {
  readonly scales?: Readonly<Record<string, Scale>>;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly measures?: Readonly<Record<string, Measure>>;
  /** Lowest-level indicators and the columns that measure them. */
  readonly indicatorOf?: Readonly<Record<string, Indicator>>;
  readonly indicators?: readonly Indicator[];
  readonly design?: Partial<Omit<SurveyDesign, 'weight'>> & { readonly weight?: SurveyDesign['weight'] };
}

export function ascendingScale(min: number, max: number): Scale {
  return { min, max, direction: 'ascending', labels: [], nonAnswers: [] };
}

/** The table as a project would hold it: a variable per column, its id the column's name. */
export function snapshotOf(table: Table, options: SnapshotOptions = {}): Snapshot {
  const variables: Variable[] = [];
  const columns = new Map<Variable['id'], Column>();
  table.names.forEach((name, order) => {
    const id = variableId(name);
    const source = table.columns.get(name)!;
    const numeric = source instanceof Float64Array;
    variables.push({
      id,
      name,
      label: name,
      type: numeric ? 'number' : 'text',
      measure: options.measures?.[name] ?? (numeric ? 'scale' : 'nominal'),
      role: options.roles?.[name] ?? 'none',
      scale: options.scales?.[name] ?? null,
      valueLabels: [],
      indicatorId: options.indicatorOf?.[name]?.id ?? null,
      order,
      source: null,
      personal: false,
    });
    if (numeric) columns.set(id, { kind: 'numeric', values: source });
    else {
      const dictionary = [...new Set(source)].filter((text) => text !== '');
      columns.set(id, { kind: 'text', codes: Int32Array.from(source, (text) => dictionary.indexOf(text)), dictionary });
    }
  });
  return {
    revision: 1,
    rowCount: table.rowCount,
    variables,
    columns,
    indicators: options.indicators ?? [],
    exclusions: [],
    design: { ...simpleDesign, ...options.design },
    settings: defaultSettings,
    filter: null,
  };
}
