import type { Measure, Role, Scale, ValueLabel } from '../model/variable.ts';
import { daysToSeconds } from './duration.ts';
import type { ColumnPlan, Doubt, ImportPlan } from './plan.ts';
import type { ColumnHeading } from './headings.ts';
import { onOneLine } from './looseValues.ts';
import { proposePlan } from './proposePlan.ts';
import type { ProposeOptions } from './proposePlan.ts';
import { cellKind } from './rawCells.ts';
import type { RawColumn, RawSheet } from './rawCells.ts';
import { savTimeKind } from './savDates.ts';
import type { SavDictionary, SavMissing, SavVariable } from './savFile.ts';
import { gradeWord, nonAnswerLabels } from './wordScales.ts';

const ratingRoles: readonly Role[] = ['perception', 'expectation', 'importance', 'overallSatisfaction', 'loyalty'];
/** Codes of a missing range are listed one by one; beyond this many the range is not meant as codes. */
const mostCodes = 200;

function isMissing(value: number, { values, range }: SavMissing): boolean {
  if (values.includes(value)) return true;
  return range !== null && value >= (range.low ?? -Infinity) && value <= (range.high ?? Infinity);
}

/** The numbers that occur, each once, in order; the first mostCodes + 1 of them that are missing, and the span of the others. */
function observe(
  column: RawColumn,
  missing: SavMissing,
): { readonly codes: readonly number[]; readonly span: Span | null } {
  const codes = new Set<number>();
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 1; row < column.values.length; row++) {
    if (column.kinds[row] !== cellKind.number) continue;
    const value = column.values[row]!;
    if (isMissing(value, missing)) {
      if (codes.size <= mostCodes) codes.add(value);
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { codes: [...codes], span: min <= max ? { min, max } : null };
}

interface Span {
  readonly min: number;
  readonly max: number;
}

const spanOf = (values: readonly number[]): Span | null =>
  values.length === 0 ? null : { min: Math.min(...values), max: Math.max(...values) };

const joined = (a: Span, b: Span | null): Span =>
  b === null ? a : { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };

/** A range of two codes, none of them missing, from the only answer on. */
function besideMissing(answer: number | null, missing: ReadonlyMap<number, string>): Span {
  const min = answer ?? Math.max(0, ...missing.keys()) + 1;
  let max = min + 1;
  while (missing.has(max)) max++;
  return { min, max };
}

const byValue = (a: ValueLabel, b: ValueLabel): number => a.value - b.value;

/** Where labels of degree run: from bad to good, from good to bad (the small number is the good answer), or neither. */
function directionOf(labels: readonly ValueLabel[]): 'ascending' | 'descending' | null {
  const first = gradeWord(labels[0]?.label ?? '')?.degree ?? 0;
  const last = gradeWord(labels.at(-1)?.label ?? '')?.degree ?? 0;
  if (first * last >= 0) return null;
  return first < 0 ? 'ascending' : 'descending';
}

interface Declared {
  readonly scale: Scale | null;
  readonly valueLabels: readonly ValueLabel[];
  readonly doubts: readonly Doubt[];
}

/**
 * Scale and labels of a number. Missing codes can only be declared with a range: that of the labels where it holds all answers, else
 * that of the answers too, with a doubt.
 */
function declareNumbers(variable: SavVariable, column: RawColumn, base: ColumnPlan): Declared {
  const doubts: Doubt[] = [];
  const labels = variable.valueLabels
    .flatMap(({ value, label }) => (typeof value === 'number' ? [{ value, label }] : []))
    .toSorted(byValue);
  const worded = nonAnswerLabels(labels.filter(({ value }) => !isMissing(value, variable.missing)));
  for (const { value, label } of worded) doubts.push({ code: 'doubt.savLabelMissing', details: { value, label } });
  const discrete = variable.missing.values.filter((value) => typeof value === 'number');
  const declared: SavMissing = {
    values: [...discrete, ...worded.map(({ value }) => value)],
    range: variable.missing.range,
  };
  const { codes, span: observed } = observe(column, declared);
  const missing = new Map<number, string>();
  for (const value of [...discrete, ...(codes.length <= mostCodes ? codes : [])]) missing.set(value, '');
  for (const { value, label } of labels) if (isMissing(value, declared)) missing.set(value, label);
  const answers = labels.filter(({ value }) => !missing.has(value));
  const direction = directionOf(answers);
  const rated = ratingRoles.includes(base.role) || (direction !== null && answers.length > 2);
  if (missing.size === 0 && !rated) return { scale: null, valueLabels: labels, doubts };
  const labelled = spanOf(answers.map(({ value }) => value));
  let range = labelled && labelled.max > labelled.min ? labelled : null;
  const given = base.scale;
  const holds = (candidate: Span): boolean =>
    observed === null || (observed.min >= candidate.min && observed.max <= candidate.max);
  if (range === null || (!rated && !holds(range))) {
    // A rated question keeps its declared range: answers outside it are for the user to see.
    const wider = rated && given ? given : range ? joined(range, observed) : observed;
    if (wider && wider.max > wider.min) range = { min: wider.min, max: wider.max };
    // One answer or none is no range, but without one the missing codes would be answers.
    else range = missing.size > 0 ? besideMissing(wider?.min ?? null, missing) : null;
    if (range) doubts.push({ code: 'doubt.rangeGuessed', details: { min: range.min, max: range.max } });
  }
  if (range === null) return { scale: null, valueLabels: labels, doubts };
  const descending = rated && direction === 'descending';
  if (descending) doubts.push({ code: 'doubt.directionGuessed', details: {} });
  const nonAnswers = [...missing].map(([value, label]) => ({ value, label: label || String(value) })).toSorted(byValue);
  const scale: Scale = {
    ...range,
    direction: descending ? 'descending' : 'ascending',
    labels: answers,
    nonAnswers,
  };
  return { scale, valueLabels: [], doubts };
}

/** A text without the blanks SPSS pads it with; those before it are part of the text. */
const unpadded = (text: string): string => text.replace(/ +$/, '');

/** More answers without a label are texts of each person's own. */
const mostUnlabelled = 50;

/**
 * A text most of whose answers are labelled is a code in letters: it becomes the numbers 1, 2, … in the order of the labels, then of the
 * answers that have none, such as a branch that nobody has labelled yet.
 */
function codeTexts(
  variable: SavVariable,
  column: RawColumn,
  texts: readonly string[],
): Pick<ColumnPlan, 'textCodes' | 'valueLabels' | 'scale'> | null {
  if (variable.valueLabels.length === 0) return null;
  const missing = new Set(variable.missing.values.map((value) => unpadded(String(value))));
  const coded = new Map<string, string>(
    variable.valueLabels.map(({ value, label }) => [unpadded(String(value)), label]),
  );
  for (const value of missing) if (!coded.has(value)) coded.set(value, value);
  coded.delete('');
  const unlabelled = new Set<string>();
  let balance = 0;
  for (let row = 1; row < column.values.length; row++) {
    if (column.kinds[row] !== cellKind.text) continue;
    const text = texts[column.values[row]!] ?? '';
    balance += coded.has(text) ? 1 : -1;
    if (!coded.has(text)) unlabelled.add(text);
    if (unlabelled.size > mostUnlabelled) return null;
  }
  if (unlabelled.size > 0 && balance < 0) return null;
  for (const text of unlabelled) coded.set(text, text);
  const all = [...coded].map(([text, label]) => ({ text, label, missing: missing.has(text) }));
  const ordered = [...all.filter((entry) => !entry.missing), ...all.filter((entry) => entry.missing)];
  const textCodes = ordered.map(({ text }, i) => ({ text, code: i + 1 }));
  const labels = ordered.map(({ label }, i) => ({ value: i + 1, label }));
  const answers = ordered.filter((entry) => !entry.missing).length;
  if (answers === ordered.length || answers < 2) return { textCodes, valueLabels: labels, scale: null };
  return {
    textCodes,
    valueLabels: [],
    scale: {
      min: 1,
      max: answers,
      direction: 'ascending',
      labels: labels.slice(0, answers),
      nonAnswers: labels.slice(answers),
    },
  };
}

/** Doubts of the proposal that the dictionary has settled or that are asked anew. */
const settledDoubts = new Set([
  'doubt.rangeGuessed',
  'doubt.nonAnswers',
  'doubt.directionGuessed',
  'doubt.outOfRange',
  'doubt.duplicateHeader',
  'doubt.noHeader',
  'doubt.wordsWithoutCode',
]);

function refineNumbers(base: ColumnPlan, variable: SavVariable, column: RawColumn, measure: Measure): ColumnPlan {
  const doubts = base.doubts.filter(({ code }) => !settledDoubts.has(code));
  if (savTimeKind(variable.print) === 'date') {
    const { values, range } = variable.missing;
    if (values.length > 0 || range) doubts.push({ code: 'doubt.savDateMissing', details: {} });
    return { ...base, type: 'date', measure, scale: null, valueLabels: [], textCodes: [], indicatorName: null, doubts };
  }
  // Codes are declared in seconds, cells hold days.
  const inSeconds = column.clock ? { ...column, values: column.values.map(daysToSeconds) } : column;
  const declared = declareNumbers(variable, inSeconds, base);
  const { scale, valueLabels } = declared;
  return {
    ...base,
    type: 'number',
    measure,
    scale,
    valueLabels,
    textCodes: [],
    doubts: [...doubts, ...declared.doubts],
  };
}

function refineTexts(
  base: ColumnPlan,
  variable: SavVariable,
  column: RawColumn,
  texts: readonly string[],
  measure: Measure,
): ColumnPlan {
  const coded = codeTexts(variable, column, texts);
  const doubts = base.doubts.filter(({ code }) => !settledDoubts.has(code) || (!coded && base.type !== 'text'));
  if (coded) {
    const shown = coded.textCodes.map(({ text, code }) => `${text}=${code}`);
    const details = { codes: shown.slice(0, 12) };
    return { ...base, ...coded, type: 'number', measure, doubts: [...doubts, { code: 'doubt.savTextCoded', details }] };
  }
  if (variable.missing.values.length > 0) {
    const details = { values: variable.missing.values.map(String) };
    doubts.push({ code: 'doubt.savTextMissing', details });
  }
  if (variable.valueLabels.length > 0)
    doubts.push({ code: 'doubt.savTextLabels', details: { count: variable.valueLabels.length } });
  // Numbers kept as text are common in exports of survey platforms: the proposal's reading of them stands.
  return base.type === 'text' ? { ...base, measure, reading: 'verbatim', doubts } : { ...base, doubts };
}

/** The labels, where a workbook would have its headings; plans are remembered by the names. */
export function savHeadings(dictionary: SavDictionary): readonly ColumnHeading[] {
  return dictionary.variables.map((variable) => ({
    header: variable.name,
    group: '',
    own: onOneLine(variable.label || variable.name),
  }));
}

/**
 * Proposes the import of a .sav file. Names, labels, value labels, missing codes and measure are the dictionary's word; what it does
 * not say (role, indicator, personal data) is proposed from the variable labels as from the headings of a workbook.
 *
 * User-missing codes become nonAnswers of the scale, a missing range the codes of it that occur or are labelled; members of multiple
 * response sets and the weight variable get those roles.
 * @param sheet  from sheetFromSav for the same file: row 0 = names
 * @throws InputError import.sheetEmpty, import.planRange
 */
export function planFromSav(dictionary: SavDictionary, sheet: RawSheet, options: ProposeOptions = {}): ImportPlan {
  const plan = proposePlan(sheet, {
    ...options,
    headerRows: [0, 0],
    firstDataRow: 1,
    lastDataRow: Math.max(1, sheet.rowCount - 1),
    firstColumn: 0,
    lastColumn: sheet.columnCount - 1,
    headings: savHeadings(dictionary),
  });
  const inSets = new Set(dictionary.multipleResponseSets.flatMap((set) => set.variables));
  const columns = plan.columns.map((proposed, i): ColumnPlan => {
    const variable = dictionary.variables[i]!;
    const column = sheet.columns[i]!;
    const role: Role =
      variable.name === dictionary.weight ? 'weight' : inSets.has(variable.name) ? 'multipleResponse' : proposed.role;
    const base: ColumnPlan = {
      ...proposed,
      name: variable.name,
      label: variable.label || variable.name,
      declaredLabel: variable.label || variable.name,
      role,
      indicatorName: role === proposed.role ? proposed.indicatorName : null,
    };
    const measure = variable.measure === 'unknown' ? proposed.measure : variable.measure;
    return variable.type === 'number'
      ? refineNumbers(base, variable, column, measure)
      : refineTexts(base, variable, column, sheet.texts, measure);
  });
  return { ...plan, columns };
}
