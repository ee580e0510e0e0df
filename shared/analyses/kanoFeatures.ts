import type { Snapshot } from '../model/dataset.ts';
import { decodeNumeric, findVariable } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import type { Variable } from '../model/variable.ts';
import { questionLabel } from './labels.ts';

/** A feature with its pair of questions. */
export interface KanoPair {
  readonly label: string;
  readonly functional: VariableId;
  readonly dysfunctional: VariableId;
}

/** Longest text two questions share, for a feature that is named nowhere else. */
function commonText(a: string, b: string): string {
  let best = '';
  for (let from = 0; from < a.length; from++)
    for (let to = from + best.length + 1; to <= a.length && b.includes(a.slice(from, to)); to++)
      best = a.slice(from, to);
  return best.trim();
}

/** The feature as quoted in both questions, the indicator both belong to, the words both share, or the first question. */
function featureLabel(snapshot: Snapshot, functional: Variable, dysfunctional: Variable): string {
  const indicator =
    functional.indicatorId !== null && functional.indicatorId === dysfunctional.indicatorId
      ? snapshot.indicators.find((one) => one.id === functional.indicatorId)
      : undefined;
  if (indicator) return indicator.name;
  const [a, b] = [questionLabel(functional), questionLabel(dysfunctional)];
  const quoted = /[「“"『《]([^」”"』》]+)[」”"』》]/.exec(a)?.[1];
  if (quoted !== undefined && b.includes(quoted)) return quoted;
  const common = commonText(a.slice(0, 200), b.slice(0, 200));
  return common.length >= 2 && common.length < a.length ? common : a;
}

/**
 * Pairs of Kano questions: the ones named, in order, or those of the project's roles: by indicator where both have one, the others in
 * the order of the questionnaire.
 *
 * @throws InputError 'kano.pairs' {functional, dysfunctional} when they are not equally many
 */
export function kanoPairs(
  snapshot: Snapshot,
  functional: readonly VariableId[],
  dysfunctional: readonly VariableId[],
): readonly KanoPair[] {
  const ofRole = (role: Variable['role']): readonly Variable[] =>
    snapshot.variables.filter((variable) => variable.role === role).toSorted((a, b) => a.order - b.order);
  const named = functional.length > 0 || dysfunctional.length > 0;
  const firsts = named ? functional.map((id) => findVariable(snapshot, id)) : ofRole('kanoFunctional');
  const seconds = named ? dysfunctional.map((id) => findVariable(snapshot, id)) : ofRole('kanoDysfunctional');
  if (firsts.length !== seconds.length)
    throw new InputError('kano.pairs', { functional: firsts.length, dysfunctional: seconds.length });
  const left = [...seconds];
  const partner = (first: Variable): Variable => {
    const byIndicator = named
      ? -1
      : left.findIndex((one) => one.indicatorId !== null && one.indicatorId === first.indicatorId);
    return left.splice(byIndicator >= 0 ? byIndicator : 0, 1)[0]!;
  };
  // Those with an indicator choose first, so that nobody takes their partner by order.
  const matched = new Map(
    firsts
      .toSorted((a, b) => Number(a.indicatorId === null) - Number(b.indicatorId === null))
      .map((first) => [first.id, partner(first)]),
  );
  return firsts.map((first) => {
    const second = matched.get(first.id)!;
    return { label: featureLabel(snapshot, first, second), functional: first.id, dysfunctional: second.id };
  });
}

/** Words of the five answers where a file keeps them as text; more can be given with the request. */
const knownAnswers: Readonly<Record<string, number>> = {
  我喜欢这样: 1,
  喜欢: 1,
  它必须这样: 2,
  理应如此: 2,
  我无所谓: 3,
  无所谓: 3,
  我能够忍受: 4,
  能忍受: 4,
  我讨厌这样: 5,
  不喜欢: 5,
  'i like it that way': 1,
  'it must be that way': 2,
  'i am neutral': 3,
  'i can live with it that way': 4,
  'i dislike it that way': 5,
};

/**
 * Reads "answer = 1" lines (or separated by ;), 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike.
 * @throws InputError 'kano.answerLine' {line}
 */
export function answerCodes(text: string): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (const line of text.split(/[\n;；]/)) {
    if (line.trim() === '') continue;
    const match = /^(.+?)\s*[=＝]\s*([1-5])\s*$/.exec(line.trim());
    if (!match) throw new InputError('kano.answerLine', { line: line.trim() });
    codes.set(match[1]!.toLowerCase(), Number(match[2]));
  }
  return codes;
}

/**
 * Answers 1-5 of one Kano question, NaN = missing, with how many texts were not understood.
 *
 * @param reversed  numbers run from 1 dislike to 5 like
 */
export function kanoAnswers(
  snapshot: Snapshot,
  id: VariableId,
  rows: Int32Array,
  codes: ReadonlyMap<string, number>,
  reversed: boolean,
): { readonly values: Float64Array; readonly unknown: number } {
  const column = snapshot.columns.get(id);
  if (!column) throw new InputError('data.unknownVariable', { variable: id });
  if (column.kind === 'text') {
    const meaning = column.dictionary.map(
      (text) => codes.get(text.trim().toLowerCase()) ?? knownAnswers[text.trim().toLowerCase()] ?? Number.NaN,
    );
    let unknown = 0;
    const values = Float64Array.from(rows, (row) => {
      const code = column.codes[row]!;
      if (code < 0) return Number.NaN;
      if (Number.isNaN(meaning[code]!)) unknown++;
      return meaning[code]!;
    });
    return { values, unknown };
  }
  const { values: answers } = decodeNumeric(snapshot, id, rows);
  // Decoded answers may be shared with other analyses of the run: read into a copy.
  const values = new Float64Array(answers.length).fill(Number.NaN);
  let unknown = 0;
  for (let i = 0; i < values.length; i++) {
    const value = answers[i]!;
    if (Number.isNaN(value)) continue;
    if (Number.isInteger(value) && value >= 1 && value <= 5) values[i] = reversed ? 6 - value : value;
    else unknown++;
  }
  return { values, unknown };
}
