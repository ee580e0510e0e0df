import type { Snapshot } from '../model/dataset.ts';
import {
  blankReason,
  decodeCategories,
  decodeNumeric,
  findVariable,
  type LeftOut,
  missingReasonOf,
} from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { designRows } from '../analyses/design.ts';
import { projectIndex } from '../analyses/projectIndex.ts';
import type { Honours } from '../analyses/types.ts';
import { isSatisfied } from '../satisfaction/satisfactionMeasures.ts';
import type { CountedForms, GroupRestriction } from './types.ts';

/**
 * Why an answer does not count: the form is out, or the answer is none; incomplete: the form lacks another answer that the number asks
 * for; otherGroup: it is of other customers than the number.
 */
export type NotUsed = LeftOut['reason'] | 'otherGroup';

/** One answer: its question, its form (0-based), and why it does not count; null = it does. */
export interface AnswerState {
  readonly variableId: VariableId;
  readonly row: number;
  readonly reason: NotUsed | null;
}

/** Answers in the order of the questions and, within one, of the forms. Asked for by place, so that a list of a million is never made. */
export interface AnswerList {
  readonly used: number;
  readonly notUsed: number;
  /** Some of those that count, or of those that do not. */
  page(which: 'used' | 'notUsed', from: number, count: number): readonly AnswerState[];
  /** Forms (0-based) with at least so many answers that count. */
  formsWith(least: number): readonly number[];
  /** Per question, in the order given. */
  readonly questions: readonly {
    readonly variableId: VariableId;
    readonly used: number;
    readonly missing: Readonly<Partial<Record<NotUsed, number>>>;
  }[];
}

/** What of the forms is meant, beside what was answered in them. */
export interface FormsMeant {
  readonly group?: GroupRestriction | null | undefined;
  /** Forms that are all of these alone. */
  readonly counted?: readonly CountedForms[] | undefined;
  /** Whether forms without a weight, a stratum or a cluster are out; absent: those without a weight are. */
  readonly honours?: Honours | undefined;
}

type ReasonOf = (row: number) => NotUsed | null;

/** Why the answer to a question is none, by form. */
export function answerReason(snapshot: Snapshot, id: VariableId): ReasonOf {
  const variable = findVariable(snapshot, id);
  const column = snapshot.columns.get(id);
  return (row) => {
    if (!column) return 'blank';
    if (column.kind === 'text') return column.codes[row]! < 0 ? blankReason(variable, row) : null;
    const found = missingReasonOf(column.values[row]!, variable.scale);
    return found === 'blank' ? blankReason(variable, row) : found;
  };
}

/** 1 = the form is one of these. */
function formsInside(snapshot: Snapshot, wanted: CountedForms): Uint8Array {
  const inside = new Uint8Array(snapshot.rowCount);
  if ('label' in wanted) {
    const all = Int32Array.from(inside, (_, row) => row);
    const { codes, labels } = decodeCategories(snapshot, wanted.variableId as VariableId, all);
    return inside.map((_, row) => Number(labels[codes[row]!] === wanted.label));
  }
  if ('answered' in wanted) {
    const lists = wanted.answered.map((ids) => ids.map((id) => answerReason(snapshot, id as VariableId)));
    return inside.map((_, row) => Number(lists.every((list) => list.some((reasonOf) => reasonOf(row) === null))));
  }
  if ('listed' in wanted) {
    for (const { first, count } of wanted.listed) inside.fill(1, first, first + count);
    return inside;
  }
  const design = designRows(snapshot, { weights: 'none', design: false });
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  const values = index?.indices.get(null);
  design.rows.forEach((row, place) => {
    const value = values?.[place] ?? Number.NaN;
    if (!Number.isNaN(value) && isSatisfied(value, wanted.threshold) === wanted.satisfied) inside[row] = 1;
  });
  return inside;
}

/** Why each form is out as a whole; null = it is in. */
function formReasons(snapshot: Snapshot, { group, counted, honours }: FormsMeant): readonly (NotUsed | null)[] {
  const { rowCount, exclusions, filter, design } = snapshot;
  const reasons: (NotUsed | null)[] = Array.from({ length: rowCount }, () => null);
  const mark = (reason: NotUsed, isOut: (row: number) => boolean): void => {
    for (let row = 0; row < rowCount; row++) if (isOut(row)) reasons[row] = reason;
  };
  const wanted = [...(group ? [group] : []), ...(counted ?? [])];
  // The last that is true of a form is its reason: lacking an answer is the least of them.
  for (const one of wanted.toSorted((a, b) => Number('answered' in b) - Number('answered' in a))) {
    const inside = formsInside(snapshot, one);
    mark('answered' in one ? 'incomplete' : 'otherGroup', (row) => inside[row] === 0);
  }
  const { weight } = design;
  const weighs = weight !== null && snapshot.columns.get(weight.variableId)?.kind === 'numeric';
  const { weights, design: drawn } = honours ?? { weights: 'both', design: false };
  const used = new Uint8Array(rowCount);
  for (const row of designRows(snapshot, { weights: weighs ? weights : 'none', design: drawn }).rows) used[row] = 1;
  // As decoded: a code for no answer is no weight.
  const all = Int32Array.from(reasons, (_, row) => row);
  const values = weighs ? decodeNumeric(snapshot, weight.variableId, all).values : null;
  mark('incomplete', (row) => used[row] === 0);
  mark('noWeight', (row) => used[row] === 0 && values !== null && !(values[row]! > 0));
  if (filter) mark('filtered', (row) => filter[row] === 0);
  for (const { row } of exclusions) reasons[row] = 'excluded';
  return reasons;
}

/**
 * Which answers to the questions a number rests on, and which not and why.
 * @throws InputError 'data.unknownVariable'
 */
export function usedCells(snapshot: Snapshot, variableIds: readonly VariableId[], meant: FormsMeant = {}): AnswerList {
  const forms = formReasons(snapshot, meant);
  const reasonsOf = variableIds.map((id): ReasonOf => {
    const own = answerReason(snapshot, id);
    return (row) => {
      const whole = forms[row]!;
      // Of a form that lacks some answer, the one that is lacking says so itself.
      return whole === null || whole === 'incomplete' ? (own(row) ?? whole) : whole;
    };
  });
  const answered = new Uint32Array(snapshot.rowCount);
  const questions = variableIds.map((variableId, place) => {
    const missing: Partial<Record<NotUsed, number>> = {};
    let used = 0;
    for (let row = 0; row < snapshot.rowCount; row++) {
      const reason = reasonsOf[place]!(row);
      if (reason) missing[reason] = (missing[reason] ?? 0) + 1;
      else {
        used++;
        answered[row]!++;
      }
    }
    return { variableId, used, missing };
  });
  const used = questions.reduce((sum, one) => sum + one.used, 0);
  return {
    used,
    notUsed: variableIds.length * snapshot.rowCount - used,
    questions,
    formsWith: (least) => Array.from(answered.keys()).filter((row) => answered[row]! >= least),
    page(which, from, count) {
      const found: AnswerState[] = [];
      let place = 0;
      for (const [index, one] of questions.entries()) {
        const own = which === 'used' ? one.used : snapshot.rowCount - one.used;
        if (place + own <= from) {
          place += own;
          continue;
        }
        for (let row = 0; row < snapshot.rowCount && found.length < count; row++) {
          const reason = reasonsOf[index]!(row);
          if ((reason === null) !== (which === 'used')) continue;
          if (place++ >= from) found.push({ variableId: one.variableId, row, reason });
        }
        if (found.length >= count) break;
      }
      return found;
    },
  };
}
