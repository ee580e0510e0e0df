import { overallQuestions } from '../analyses/weightData.ts';
import { designRows } from '../analyses/design.ts';
import type { AnalysisResult, Honours } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Snapshot } from '../model/dataset.ts';
import { formsOf } from '../model/formRanges.ts';
import type { VariableId } from '../model/ids.ts';
import type { Variable } from '../model/variable.ts';
import { otherFormsThanTold } from './otherFormsThanTold.ts';
import { asideInputs, questionsBehind } from './questionsBehind.ts';
import { type AnswerList, answerReason, type FormsMeant } from './usedCells.ts';

/** Lists of questions, of each of which a form must have answered one at least. */
export type Demand = readonly (readonly VariableId[])[];

export interface FormsBehind {
  /** Forms the number rests on. */
  readonly n: number;
  /** What a form must have answered, where one that lacks an answer is out; null: there is no such demand. */
  readonly answered: Demand | null;
}

/** Are the forms as many as told? Under frequency weights some numbers count a form of weight 2 twice. */
function countOf(snapshot: Snapshot, honours: Honours): (forms: readonly number[], told: number) => boolean {
  const { weightKind, weights, rows } = designRows(snapshot, honours);
  const weightOf = new Map(
    weightKind === 'frequency' && weights ? Array.from(rows, (row, at) => [row, weights[at]!]) : [],
  );
  return (forms, told) => {
    if (forms.length === told) return true;
    const sum = forms.reduce((total, row) => total + (weightOf.get(row) ?? 0), 0);
    return weightOf.size > 0 && Math.abs(sum - told) <= 1e-9 * told;
  };
}

/** The path of the n that holds for a number: of the nearest part of the result that has one. */
function pathOfN({ values }: AnalysisResult, path: string): string {
  const steps = path.split('.');
  for (let length = steps.length - 1; length > 0; length--) {
    const candidate = [...steps.slice(0, length), 'n'].join('.');
    if (typeof valueAt(values, candidate) === 'number') return candidate;
  }
  return 'n';
}

/** The questions in lists of those with one key. */
function groupsBy(ids: readonly VariableId[], keyOf: (id: VariableId) => unknown): Demand {
  const groups = new Map<unknown, VariableId[]>();
  for (const id of ids) groups.set(keyOf(id), [...(groups.get(keyOf(id)) ?? []), id]);
  return [...groups.values()];
}

/** The questions that an analysis holds others against: the one chosen, else those on the whole; none where it takes the index. */
function outcomeAmong(snapshot: Snapshot, { inputs }: AnalysisResult, ids: readonly VariableId[]): Demand[number] {
  const chosen = inputs['outcome'] ?? inputs['dependent'];
  const overall = new Set(overallQuestions(snapshot));
  return ids.filter((id) => (typeof chosen === 'string' ? id === chosen : overall.has(id)));
}

/** What may be asked of the forms that a number of these questions rests on, the most first. */
function demandsOf(snapshot: Snapshot, result: AnalysisResult, all: readonly VariableId[]): readonly Demand[] {
  const { inputs } = result;
  // A form without a quantity has none of it.
  const ids = all.filter((id) => id !== inputs['quantity']);
  const known = new Map(snapshot.variables.map((one) => [one.id, one]));
  const lists = Object.entries(inputs).flatMap(([name, value]) =>
    Array.isArray(value) && !asideInputs[name] ? [value as readonly string[]] : [],
  );
  const listOf = (id: VariableId): number => lists.findIndex((list) => list.includes(id));
  const outcome = outcomeAmong(snapshot, result, ids);
  const measures = (id: VariableId): boolean => Boolean(known.get(id)?.indicatorId);
  // A question of an indicator may be the outcome, too.
  const others = ids.filter((id) => !outcome.includes(id) || measures(id));
  const given = outcome.length > 0 ? [outcome] : [];
  const measuring = (keyOf: (one: Variable) => string): Demand => [
    ...given,
    ...groupsBy(others, (id) => (measures(id) ? keyOf(known.get(id)!) : id)),
  ];
  const chosen = others.filter((id) => listOf(id) >= 0);
  return [
    ids.map((id) => [id]),
    [...given, ...others.map((id) => [id])],
    // Chosen questions stand for themselves; what they are held against may be the index.
    chosen.some(measures)
      ? [...given, ...chosen.map((id) => [id])]
      : measuring(({ indicatorId, role }) => `${indicatorId} ${role}`),
    measuring(({ id, role }) => `${listOf(id)} ${role}`),
    measuring(({ role }) => role),
    ...(outcome.length > 0 ? [given] : []),
  ];
}

/** An answer to the indicator, and to what it is held against; the index is known wherever the indicator is. */
function bothOf(snapshot: Snapshot, result: AnalysisResult, path: string): Demand {
  const idsBehind = (whose: string) => questionsBehind(snapshot, result, whose).variableIds;
  const outcome = outcomeAmong(snapshot, result, idsBehind(path));
  return [idsBehind(path.replace(/\w+$/, 'score')), ...(outcome.length > 0 ? [outcome] : [])];
}

/**
 * On how many forms a number rests, and what they must have answered. A form that lacks an answer is out exactly where the n told is that
 * of the complete forms: those that meet more of the demands are among those that meet fewer, so that the first to leave as many forms as
 * told leaves the very forms.
 *
 * @param answers  to the questions of the number, of the forms meant
 * @param told     n of the part of the result the number is of
 */
export function formsBehind(
  snapshot: Snapshot,
  result: AnalysisResult,
  path: string | null,
  answers: AnswerList,
  meant: FormsMeant & { readonly honours: Honours },
  told: number,
): FormsBehind {
  if (answers.questions.length === 0) return { n: told, answered: null };
  const some = answers.formsWith(1);
  const listed = meant.counted?.find((one) => 'listed' in one);
  if (listed) return { n: [...formsOf(listed.listed)].length, answered: null };
  // Forms with one answer, or in one cell of a table: as many as there are.
  if (meant.counted?.length) return { n: some.length, answered: null };
  const own = path === null ? null : otherFormsThanTold(result, path);
  const meeting = (demand: Demand): readonly number[] => {
    const lists = demand.map((ids) => ids.map((id) => answerReason(snapshot, id)));
    return some.filter((row) => lists.every((list) => list.some((reasonOf) => reasonOf(row) === null)));
  };
  const demands = (whose: string | null): readonly Demand[] =>
    demandsOf(snapshot, result, questionsBehind(snapshot, result, whose).variableIds);
  if (own === 'any') return { n: some.length, answered: null };
  if (own === 'every' || own === 'both') {
    const [every] = demands(path);
    const answered = own === 'every' ? every! : bothOf(snapshot, result, path!);
    return { n: meeting(answered).length, answered };
  }
  const n = own === 'whole' ? result.n : told;
  const isCount = countOf(snapshot, meant.honours);
  if (isCount(some, n)) return { n, answered: null };
  for (const whose of [path, path && pathOfN(result, path), null])
    for (const answered of demands(whose)) if (isCount(meeting(answered), n)) return { n, answered };
  // It cannot rest on more forms than have answered.
  return { n: Math.min(some.length, n), answered: null };
}
