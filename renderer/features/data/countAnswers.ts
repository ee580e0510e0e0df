import { missingReasonOf } from '../../../shared/model/decode.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { cellText, labelsOf } from './cellText.ts';
import { blankOf, type CachedColumn } from './packedColumn.ts';

export interface AnswerCount {
  /** The coded answer, or the text; a bin's lower bound when binned. */
  readonly value: number | string;
  readonly label: string;
  readonly count: number;
  readonly missing: boolean;
}

export interface AnswerCounts {
  readonly answered: number;
  readonly blank: number;
  /** Forms of files that do not have the question; not among the blanks. */
  readonly notAsked: number;
  readonly nonAnswer: number;
  readonly outOfRange: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Mean of the usable answers, null for texts and dates. */
  readonly mean: number | null;
  /** Standard deviation of the same, with n - 1; null below two answers. */
  readonly sd: number | null;
  /** Every distinct answer with its count, in order of code or by frequency for texts. */
  readonly answers: readonly AnswerCount[];
}

/** Distinct values beyond this are not listed one by one. */
const listed = 500;

/** How the answers to a question are spread over all forms held. */
export function countAnswers(column: CachedColumn, variable: Variable): AnswerCounts {
  const counts = new Map<number, number>();
  const { values } = column;
  const blankValue = blankOf(values);
  const isBlank = (value: number): boolean => value === blankValue || Number.isNaN(value);
  let notAsked = 0;
  for (const { first, count } of variable.notAsked ?? [])
    for (let row = first; row < Math.min(values.length, first + count); row++) if (isBlank(values[row]!)) notAsked++;
  let blank = -notAsked;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (isBlank(value)) blank++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (column.kind === 'text') {
    const answers = [...counts]
      .map(
        ([code, count]): AnswerCount => ({
          value: column.dictionary[code] ?? '',
          label: column.dictionary[code] ?? '',
          count,
          missing: false,
        }),
      )
      .toSorted((a, b) => b.count - a.count);
    return {
      answered: values.length - blank - notAsked,
      blank,
      notAsked,
      nonAnswer: 0,
      outOfRange: 0,
      distinct: answers.length,
      min: null,
      max: null,
      mean: null,
      sd: null,
      answers: answers.slice(0, listed),
    };
  }
  let [nonAnswer, outOfRange, answered, sum] = [0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const answers: AnswerCount[] = [];
  for (const [value, count] of [...counts].toSorted((a, b) => a[0] - b[0])) {
    const reason = missingReasonOf(value, variable.scale);
    if (reason === 'nonAnswer') nonAnswer += count;
    else if (reason === 'outOfRange') outOfRange += count;
    else {
      answered += count;
      sum += value * count;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (answers.length < listed)
      answers.push({ value, label: cellText(value, variable, true), count, missing: reason !== null });
  }
  const mean = answered > 0 && variable.type === 'number' ? sum / answered : null;
  let squares = 0;
  if (mean !== null)
    for (const [value, count] of counts)
      if (missingReasonOf(value, variable.scale) === null) squares += count * (value - mean) ** 2;
  return {
    answered,
    blank,
    notAsked,
    nonAnswer,
    outOfRange,
    distinct: counts.size,
    min: answered > 0 ? min : null,
    max: answered > 0 ? max : null,
    mean,
    sd: mean !== null && answered > 1 ? Math.sqrt(squares / (answered - 1)) : null,
    answers,
  };
}

/** Bars of a small picture of the answers: the declared range with its empty places, the answers seen, or ten equal bins. */
export function sparkBars(
  counts: AnswerCounts,
  variable: Variable,
): readonly { readonly label: string; readonly count: number; readonly missing: boolean }[] {
  const { scale } = variable;
  if (scale && Number.isInteger(scale.min) && scale.max - scale.min <= 10) {
    const byValue = new Map(counts.answers.map((answer) => [answer.value, answer.count]));
    const names = new Map(labelsOf(variable).map((entry) => [entry.value, entry.label]));
    const inRange = Array.from({ length: Math.round(scale.max - scale.min) + 1 }, (_, index) => {
      const value = scale.min + index;
      return { label: names.get(value) ?? String(value), count: byValue.get(value) ?? 0, missing: false };
    });
    return [
      ...inRange,
      ...counts.answers.filter((answer) => answer.missing).map(({ label, count }) => ({ label, count, missing: true })),
    ];
  }
  if (counts.distinct <= 12) return counts.answers;
  const numeric = counts.answers.filter((answer) => typeof answer.value === 'number' && !answer.missing);
  if (numeric.length === 0 || counts.min === null || counts.max === null || counts.distinct > counts.answers.length)
    return counts.answers.slice(0, 12);
  const width = (counts.max - counts.min) / 10;
  const bins = Array.from({ length: 10 }, (_, index) => ({
    label: cellText(counts.min! + index * width, variable, false),
    count: 0,
    missing: false,
  }));
  for (const answer of numeric)
    bins[Math.min(9, Math.floor(((answer.value as number) - counts.min) / width))]!.count += answer.count;
  return bins;
}
