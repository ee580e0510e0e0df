import type { Snapshot } from '../dataset.ts';
import { missingReasonOf } from '../decode.ts';
import { type Check, numbersOf } from './types.ts';

/** With fewer answers, equal ones are no sign of carelessness. */
const fewestItems = 8;

/**
 * Forms (0-based) that give every perception question (at least 8 answered) the same score. The 8 are our own. Checked:
 * tests/shared/model/checks.
 */
export function straightLinedRows(snapshot: Snapshot, rows: Int32Array): number[] {
  const items = snapshot.variables
    .filter((variable) => variable.role === 'perception' && variable.type === 'number' && variable.scale !== null)
    .map((variable) => ({ scale: variable.scale, values: numbersOf(snapshot, variable) }));
  if (items.length < fewestItems) return [];
  return [...rows].filter((row) => {
    let answered = 0;
    let first = Number.NaN;
    for (const item of items) {
      const value = item.values[row]!;
      if (missingReasonOf(value, item.scale) !== null) continue;
      if (answered === 0) first = value;
      else if (value !== first) return false;
      answered++;
    }
    return answered >= fewestItems;
  });
}

/** The check of straightLinedRows; null where the survey has too few such questions. */
export const straightLining: Check = (snapshot, rows) => {
  const items = snapshot.variables.filter(
    (variable) => variable.role === 'perception' && variable.scale !== null,
  ).length;
  if (items < fewestItems) return null;
  return {
    code: 'straightLining',
    variableIds: [],
    checked: true,
    title: { zh: '一律同分', en: 'Straight-lining' },
    rows: straightLinedRows(snapshot, rows),
    details: {
      zh: `${items} 道感知题全部给了同一个分数（至少答 ${fewestItems} 题）`,
      en: `All ${items} perception questions got the same score (at least ${fewestItems} answered)`,
    },
  };
};
