import { overallQuestions } from '../analyses/weightData.ts';
import { designRows } from '../analyses/design.ts';
import type { AnalysisResult, Honours } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Snapshot } from '../model/dataset.ts';
import { formsOf } from '../model/formRanges.ts';
import type { VariableId } from '../model/ids.ts';
import { questionsBehind } from './questionsBehind.ts';
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

/** What may be asked of the forms that a number of these questions rests on, the most first. */
function demandsOf(snapshot: Snapshot, { inputs }: AnalysisResult, ids: readonly VariableId[]): readonly Demand[] {
  const known = new Map(snapshot.variables.map((one) => [one.id, one]));
  const chosen = inputs['outcome'];
  const overall = new Set(overallQuestions(snapshot));
  const isOutcome = (id: VariableId): boolean => (typeof chosen === 'string' ? id === chosen : overall.has(id));
  const outcome = ids.filter(isOutcome);
  const of = (keyOf: (id: VariableId) => unknown): Demand =>
    groupsBy(ids, (id) => (isOutcome(id) ? 'outcome' : keyOf(id)));
  return [
    ids.map((id) => [id]),
    of((id) => id),
    of((id) => (known.get(id)?.indicatorId ? `${known.get(id)!.indicatorId} ${known.get(id)!.role}` : id)),
    of((id) => known.get(id)?.role),
    ...(outcome.length > 0 ? [[outcome]] : []),
  ];
}

/**
 * Numbers that the n beside them is not of: they rest on the forms with both an indicator's and the outcome's answer, on all that gave
 * any, or on those of the whole result. In brackets: the axis, where it depends on that.
 */
const otherThanTold: readonly (readonly [analysis: string, numbers: RegExp, rest: 'both' | 'any' | 'whole'])[] = [
  ['describe.frequencies', /\.cumulativePercent$/, 'any'],
  ['improve.agreement', /^agreement\.|\.chosen$/, 'any'],
  ['improve.certainty', /^points\.\d+\.(?:I{1,3}|IV|probability|moreForms)$/, 'any'],
  ['improve.coefficient', /\.(?:coefficient|rank|cumulative)$/, 'any'],
  ['improve.quadrant (expectation)', /^points\.\d+\.x$/, 'any'],
  ['improve.quadrant (importance)', /^points\.\d+\.x$/, 'any'],
  ['improve.zone', /\.(?:importance|performance|priority)$/, 'any'],
  ['influence.featureScreen', /\.(?:holm|bh)$/, 'any'],
  ['influence.discriminant', /^groups\.\d+\.prior$/, 'whole'],
  ['text.comments', /\.score$/, 'any'],
  ['weights.correlation', /^elements\.\d+\.basis$/, 'both'],
  ['weights.improved', /^elements\.\d+\.basis$/, 'both'],
  // Stated importance counts in every form.
  ['weights.improved', /^elements\.\d+\.(?:weight|change)$/, 'any'],
];

/**
 * On how many forms a number rests, and what they must have answered. A form that lacks an answer is out exactly where the n told is that
 * of the complete forms: those that meet more demands are among those that meet fewer, so that two such sets of one size are the same
 * forms.
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
  const any = answers.formsWith(1);
  const listed = meant.counted?.find((one) => 'listed' in one);
  if (listed) return { n: [...formsOf(listed.listed)].length, answered: null };
  // Forms with one answer, or in one cell of a table: as many as there are.
  if (meant.counted?.length) return { n: any.length, answered: null };
  const names = [result.analysis, `${result.analysis} (${String(result.values['axis'])})`];
  const [, , own] = otherThanTold.find(([of, numbers]) => names.includes(of) && numbers.test(path ?? '')) ?? [];
  const reasons = new Map<VariableId, (row: number) => unknown>();
  const isAnswered = (id: VariableId, row: number): boolean => {
    const known = reasons.get(id) ?? answerReason(snapshot, id);
    reasons.set(id, known);
    return known(row) === null;
  };
  const meeting = (demand: Demand): readonly number[] =>
    any.filter((row) => demand.every((list) => list.some((id) => isAnswered(id, row))));
  const demands = (whose: string | null): readonly Demand[] =>
    demandsOf(snapshot, result, questionsBehind(snapshot, result, whose).variableIds);
  if (own === 'any') return { n: any.length, answered: null };
  if (own === 'both') {
    const [, , answered] = demands(path);
    return { n: meeting(answered!).length, answered: answered! };
  }
  const n = own === 'whole' ? result.n : told;
  const isCount = countOf(snapshot, meant.honours);
  if (isCount(any, n)) return { n, answered: null };
  for (const whose of [path, path && pathOfN(result, path), null])
    for (const answered of demands(whose)) if (isCount(meeting(answered), n)) return { n, answered };
  // It cannot rest on more forms than have answered.
  return { n: Math.min(any.length, n), answered: null };
}
