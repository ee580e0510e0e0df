import type { Snapshot } from '../model/dataset.ts';
import {
  blankReason,
  decodeCategories,
  decodeNumeric,
  findVariable,
  type MissingReason,
  missingReasonOf,
} from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { designRows } from '../analyses/design.ts';
import { projectIndex } from '../analyses/projectIndex.ts';
import { isSatisfied } from '../satisfaction/satisfactionMeasures.ts';
import type { CountedForms, GroupRestriction } from './types.ts';

/** Why an answer does not count: the form is out, or the answer is none; otherGroup: it is of other customers than the number. */
export type NotUsed = MissingReason | 'otherGroup';

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
  /** Per question, in the order given. */
  readonly questions: readonly {
    readonly variableId: VariableId;
    readonly used: number;
    readonly missing: Readonly<Partial<Record<NotUsed, number>>>;
  }[];
}

/** 1 = the form is one of these. */
function formsOf(snapshot: Snapshot, wanted: CountedForms): Uint8Array {
  const inside = new Uint8Array(snapshot.rowCount);
  if ('label' in wanted) {
    const all = Int32Array.from(inside, (_, row) => row);
    const { codes, labels } = decodeCategories(snapshot, wanted.variableId as VariableId, all);
    return inside.map((_, row) => Number(labels[codes[row]!] === wanted.label));
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
function formReasons(
  snapshot: Snapshot,
  group: GroupRestriction | null,
  counted: readonly CountedForms[],
): readonly (NotUsed | null)[] {
  const { rowCount, exclusions, filter, design, columns } = snapshot;
  const reasons: (NotUsed | null)[] = Array.from({ length: rowCount }, () => null);
  for (const one of [...(group ? [group] : []), ...counted]) {
    const inside = formsOf(snapshot, one);
    for (let row = 0; row < rowCount; row++) if (inside[row] === 0) reasons[row] = 'otherGroup';
  }
  if (design.weight && columns.get(design.weight.variableId)?.kind === 'numeric') {
    // As decoded: a code for no answer is no weight.
    const all = Int32Array.from(reasons, (_, row) => row);
    const { values } = decodeNumeric(snapshot, design.weight.variableId, all);
    for (let row = 0; row < rowCount; row++) if (!(values[row]! > 0)) reasons[row] = 'noWeight';
  }
  if (filter) for (let row = 0; row < rowCount; row++) if (filter[row] === 0) reasons[row] = 'filtered';
  for (const { row } of exclusions) reasons[row] = 'excluded';
  return reasons;
}

/**
 * Which answers to the questions a number rests on, and which not and why; counted: of the forms that are all of these alone.
 * @throws InputError 'data.unknownVariable'
 */
export function usedCells(
  snapshot: Snapshot,
  variableIds: readonly VariableId[],
  group: GroupRestriction | null,
  counted: readonly CountedForms[] = [],
): AnswerList {
  const forms = formReasons(snapshot, group, counted);
  const reasonsOf = variableIds.map((id): ((row: number) => NotUsed | null) => {
    const variable = findVariable(snapshot, id);
    const column = snapshot.columns.get(id);
    return (row) => {
      const whole = forms[row]!;
      if (whole || !column) return whole ?? 'blank';
      if (column.kind === 'text') return column.codes[row]! < 0 ? blankReason(variable, row) : null;
      const found = missingReasonOf(column.values[row]!, variable.scale);
      return found === 'blank' ? blankReason(variable, row) : found;
    };
  });
  const questions = variableIds.map((variableId, place) => {
    const missing: Partial<Record<NotUsed, number>> = {};
    let used = 0;
    for (let row = 0; row < snapshot.rowCount; row++) {
      const reason = reasonsOf[place]!(row);
      if (reason) missing[reason] = (missing[reason] ?? 0) + 1;
      else used++;
    }
    return { variableId, used, missing };
  });
  const used = questions.reduce((sum, one) => sum + one.used, 0);
  return {
    used,
    notUsed: variableIds.length * snapshot.rowCount - used,
    questions,
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
