import type { Column, DataStep, Exclusion } from '../../shared/model/dataset.ts';
import type { SavOrigins } from './savOrigin.ts';
import { exclusionReasons } from '../../shared/model/exclusionReasons.ts';
import type { Bilingual, Locale } from '../../shared/model/text.ts';
import type { ValueLabel, Variable } from '../../shared/model/variable.ts';

/** What of a project's data goes out, and how. */
export interface DataExportOptions {
  /** .xlsx: a second sheet with labels instead of codes; .csv: labels instead of codes. */
  readonly labels: boolean;
  /** Columns marked as personal data; left out by default. */
  readonly personal: boolean;
  /** Forms that were excluded, with a column that says why. */
  readonly excluded: boolean;
  /** .xlsx only: a sheet that describes every question. */
  readonly codebook: boolean;
  /** .xlsx only: a sheet with what was done to the data. */
  readonly log: boolean;
  /** .csv only: texts as they are, even those that a spreadsheet would run as formulas. */
  readonly exact: boolean;
  readonly locale: Locale;
}

/** A cell of an imported file whose question has no answer for what it says. row: 0-based form. */
export interface UnreadCell {
  readonly variableId: string;
  readonly row: number;
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  readonly raw: string;
}

/** A project's data as they are handed to an export. */
export interface DataSource {
  readonly name: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** In display order. */
  readonly variables: readonly Variable[];
  readonly columns: ReadonlyMap<string, Column>;
  readonly rowCount: number;
  readonly exclusions: readonly Exclusion[];
  /** The design's weight, or null. */
  readonly weightId: string | null;
  /** Names of the indicators by id. */
  readonly indicators: ReadonlyMap<string, string>;
  /** What was done to the data, oldest first. */
  readonly log: readonly DataStep[];
  /** Cells of the files that their questions could not take: blank in the data, told with the log. */
  readonly unread: readonly UnreadCell[];
  /** What the .sav files said that questions came from. */
  readonly sav?: SavOrigins;
  /** Nobody has decided on the design: the weight of the file stands. */
  readonly designUntouched?: boolean;
}

export interface ExportColumn {
  readonly variable: Variable;
  readonly column: Column;
  /** Words of coded answers: of the scale, its non-answers, and the question. */
  readonly labels: ReadonlyMap<number, string>;
}

/** The forms and questions that go out. */
export interface DataTable {
  readonly source: DataSource;
  readonly options: DataExportOptions;
  readonly columns: readonly ExportColumn[];
  /** 0-based forms, in file order. */
  readonly rows: Int32Array;
  /** Why each form is out, by row; null = the table has no excluded forms. */
  readonly reasons: ReadonlyMap<number, string> | null;
}

export const words = (text: Bilingual, locale: Locale): string => (locale === 'zh-CN' ? text.zh : text.en);

function reasonOf({ code, note }: Exclusion, locale: Locale): string {
  const known = exclusionReasons[code];
  const reason = known ? words(known, locale) : code;
  return note === '' ? reason : `${reason}: ${note}`;
}

/** Every label of a question's codes; one code has one label, that of the scale first. */
export function labelsOf(variable: Variable): readonly ValueLabel[] {
  const labels = new Map<number, string>();
  for (const { value, label } of [
    ...(variable.scale?.labels ?? []),
    ...(variable.scale?.nonAnswers ?? []),
    ...variable.valueLabels,
  ])
    if (!labels.has(value)) labels.set(value, label);
  return [...labels].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.value - b.value);
}

/** Chooses questions and forms. Filters are ways of looking, so they leave nothing out here. */
export function dataTable(source: DataSource, options: DataExportOptions): DataTable {
  const columns = source.variables.flatMap((variable): ExportColumn[] => {
    const column = source.columns.get(variable.id);
    if (!column || (variable.personal && !options.personal)) return [];
    return [{ variable, column, labels: new Map(labelsOf(variable).map(({ value, label }) => [value, label])) }];
  });
  const out = new Map(source.exclusions.map((exclusion) => [exclusion.row, exclusion]));
  const rows = new Int32Array(source.rowCount);
  let count = 0;
  for (let row = 0; row < source.rowCount; row++) if (options.excluded || !out.has(row)) rows[count++] = row;
  const reasons = options.excluded
    ? new Map([...out].map(([row, exclusion]) => [row, reasonOf(exclusion, options.locale)]))
    : null;
  return {
    source,
    options,
    columns,
    rows: rows.slice(0, count),
    reasons: reasons && reasons.size > 0 ? reasons : null,
  };
}

/** An answer as stored; null = blank. Dates are milliseconds since 1970. */
export function answerOf(column: Column, row: number): number | string | null {
  if (column.kind === 'text') {
    const code = column.codes[row]!;
    return code < 0 ? null : column.dictionary[code]!;
  }
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}

/** What stands over a column: the question as asked, with its name where the wording does not begin with it. */
export function headingOf({ name, label }: Variable): string {
  const question = label.replace(/\s+/g, ' ').trim();
  if (question === '' || question === name) return name;
  return question.startsWith(name) ? question : `${name} ${question}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as 2026-01-31, or with its time of day where it has one. */
export function dateText(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(ms);
  const day = `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const [hours, minutes, seconds] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const rest = date.getUTCMilliseconds();
  if (hours + minutes + seconds + rest === 0) return day;
  const time = `${two(hours)}:${two(minutes)}:${two(seconds)}`;
  return `${day} ${time}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}`;
}

export const exclusionHeading: Bilingual = { zh: '剔除原因', en: 'Excluded because' };
