import type { Snapshot } from '../model/dataset.ts';
import { blankReason, decodeCategories, findVariable, type MissingReason, missingReasonOf } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { GroupRestriction } from './types.ts';

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

/** Why each form is out as a whole; null = it is in. */
function formReasons(snapshot: Snapshot, group: GroupRestriction | null): readonly (NotUsed | null)[] {
  const { rowCount, exclusions, filter, design, columns } = snapshot;
  const reasons: (NotUsed | null)[] = Array.from({ length: rowCount }, () => null);
  if (group) {
    const all = Int32Array.from({ length: rowCount }, (_, row) => row);
    const { codes, labels } = decodeCategories(snapshot, group.variableId as VariableId, all);
    for (let row = 0; row < rowCount; row++) if (labels[codes[row]!] !== group.label) reasons[row] = 'otherGroup';
  }
  const weight = design.weight ? columns.get(design.weight.variableId) : undefined;
  if (weight?.kind === 'numeric')
    for (let row = 0; row < rowCount; row++) if (!(weight.values[row]! > 0)) reasons[row] = 'noWeight';
  if (filter) for (let row = 0; row < rowCount; row++) if (filter[row] === 0) reasons[row] = 'filtered';
  for (const { row } of exclusions) reasons[row] = 'excluded';
  return reasons;
}

/** Which answers to the questions a number rests on, and which not and why. @throws InputError 'data.unknownVariable' */
export function usedCells(
  snapshot: Snapshot,
  variableIds: readonly VariableId[],
  group: GroupRestriction | null,
): AnswerList {
  const forms = formReasons(snapshot, group);
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
