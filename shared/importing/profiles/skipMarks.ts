import { normaliseText } from '../looseValues.ts';
import type { ColumnPlan } from '../plan.ts';
import { cellKind } from '../rawCells.ts';
import type { RawColumn, RawSheet } from '../rawCells.ts';
import type { SkipMark } from './platform.ts';

/** The marks found in one column, and how they are written there. */
export interface FoundMarks {
  readonly codes: readonly SkipMark[];
  readonly texts: readonly { readonly text: string; readonly mark: SkipMark }[];
}

const none: FoundMarks = { codes: [], texts: [] };

/** Negative marks are marks only where no other answer is negative: a question may run from -3 to 3. */
function marksByCode(column: RawColumn, rows: readonly [number, number], skips: readonly SkipMark[]): Set<number> {
  const found = new Set<number>();
  const codes = new Set(skips.map((skip) => skip.code));
  for (let row = rows[0]; row <= rows[1]; row++) {
    if (column.kinds[row] !== cellKind.number) continue;
    const value = column.values[row]!;
    if (codes.has(value)) found.add(value);
    else if (value < 0) return new Set();
  }
  return found;
}

/**
 * The column without its skip marks, so that what is proposed for it rests on answers alone, and the marks found.
 * @param rows  first and last data row, 0-based
 */
function withoutMarks(
  sheet: RawSheet,
  column: RawColumn,
  rows: readonly [number, number],
  skips: readonly SkipMark[],
): { readonly column: RawColumn; readonly marks: FoundMarks } {
  const byText = new Map(skips.map((skip) => [normaliseText(skip.text), skip]));
  const codes = marksByCode(column, rows, skips);
  const texts = new Map<number, SkipMark | null>();
  const kinds = column.kinds.slice();
  let marked = false;
  for (let row = rows[0]; row <= rows[1]; row++) {
    const value = column.values[row]!;
    let mark = kinds[row] === cellKind.number && codes.has(value);
    if (kinds[row] === cellKind.text) {
      let found = texts.get(value);
      if (found === undefined) {
        found = byText.get(normaliseText(sheet.texts[value] ?? '')) ?? null;
        texts.set(value, found);
      }
      mark = found !== null;
    }
    if (!mark) continue;
    kinds[row] = cellKind.empty;
    marked = true;
  }
  if (!marked) return { column, marks: none };
  const written = [...texts].flatMap(([index, mark]) => (mark ? [{ text: sheet.texts[index]!.trim(), mark }] : []));
  return {
    column: { ...column, kinds },
    marks: { codes: skips.filter((skip) => codes.has(skip.code)), texts: written },
  };
}

/** The sheet with the marks of the given columns taken away, and what was found by column. */
export function sheetWithoutMarks(
  sheet: RawSheet,
  columns: ReadonlySet<number>,
  rows: readonly [number, number],
  skips: readonly SkipMark[],
): { readonly sheet: RawSheet; readonly marks: ReadonlyMap<number, FoundMarks> } {
  const marks = new Map<number, FoundMarks>();
  const cleaned = sheet.columns.map((column, index) => {
    if (!columns.has(index)) return column;
    const result = withoutMarks(sheet, column, rows, skips);
    if (result.marks !== none) marks.set(index, result.marks);
    return result.column;
  });
  return { sheet: { ...sheet, columns: cleaned }, marks };
}

const spanOf = (values: readonly number[]): readonly [number, number] | null =>
  values.length === 0 ? null : [Math.min(...values), Math.max(...values)];

/** The marks as non-answers of the plan, each with its own reason. Text columns take them as blank. */
export function planMarks(plan: ColumnPlan, marks: FoundMarks, answers: readonly number[]): ColumnPlan {
  if (plan.type === 'text') return { ...plan, blankTexts: marks.texts.map(({ text }) => text) };
  if (plan.type === 'date') return plan;
  const found = [...new Set([...marks.codes, ...marks.texts.map(({ mark }) => mark)])];
  const nonAnswers = [
    ...(plan.scale?.nonAnswers ?? []).filter((entry) => !found.some((mark) => mark.code === entry.value)),
    ...found
      .filter((mark, i) => found.findIndex((other) => other.code === mark.code) === i)
      .map(({ code, label }) => ({ value: code, label })),
  ].toSorted((a, b) => a.value - b.value);
  const textCodes = [...plan.textCodes, ...marks.texts.map(({ text, mark }) => ({ text, code: mark.code }))];
  if (plan.scale) return { ...plan, textCodes, scale: { ...plan.scale, nonAnswers } };
  // Non-answers can only be declared beside a range: that of the labels and the answers.
  const span = spanOf([...plan.valueLabels.map((label) => label.value), ...answers]);
  const [min, max] = span ?? [0, 1];
  const scale = {
    min,
    max: max > min ? max : min + 1,
    direction: 'ascending' as const,
    labels: plan.valueLabels,
    nonAnswers,
  };
  return { ...plan, textCodes, valueLabels: [], scale };
}
