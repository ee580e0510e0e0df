import type { Snapshot } from '../dataset.ts';
import { missingReasonOf } from '../decode.ts';
import type { Scale } from '../variable.ts';
import { type Check, numbersOf } from './types.ts';

/** With fewer answers, equal ones are no sign of carelessness. */
const fewestItems = 8;

interface Item {
  readonly scale: Scale;
  readonly values: Float64Array;
}

/** The perception questions asked on one scale, for each scale that enough of them have: one score down a page is one column of it. */
function batteries(snapshot: Snapshot): readonly (readonly Item[])[] {
  const byScale = new Map<string, Item[]>();
  for (const variable of snapshot.variables) {
    const { scale } = variable;
    if (variable.role !== 'perception' || variable.type !== 'number' || scale === null) continue;
    const key = `${scale.min} ${scale.max}`;
    const items = byScale.get(key) ?? [];
    items.push({ scale, values: numbersOf(snapshot, variable) });
    byScale.set(key, items);
  }
  return [...byScale.values()].filter((items) => items.length >= fewestItems);
}

/** Whether a form gives all it answers of a battery one score; null where it answers too few. */
function givesOneScore(items: readonly Item[], row: number): boolean | null {
  let answered = 0;
  let first = Number.NaN;
  for (const item of items) {
    const value = item.values[row]!;
    if (missingReasonOf(value, item.scale) !== null) continue;
    if (answered === 0) first = value;
    else if (value !== first) return false;
    answered++;
  }
  return answered >= fewestItems ? true : null;
}

/**
 * Forms (0-based) that give the perception questions of one scale (at least 8 answered) one score, and do so on every scale that has as
 * many. Single questions on other scales say nothing. The 8 are our own. Checked: tests/shared/model/checks.
 */
export function straightLinedRows(snapshot: Snapshot, rows: Int32Array): number[] {
  const asked = batteries(snapshot);
  return [...rows].filter((row) => {
    const lined = asked.map((items) => givesOneScore(items, row));
    return lined.includes(true) && !lined.includes(false);
  });
}

/** The check of straightLinedRows; null where the survey has too few such questions. */
export const straightLining: Check = (snapshot, rows) => {
  const sizes = batteries(snapshot).map((items) => items.length);
  if (sizes.length === 0) return null;
  return {
    code: 'straightLining',
    variableIds: [],
    checked: true,
    title: { zh: '一律同分', en: 'Straight-lining' },
    rows: straightLinedRows(snapshot, rows),
    details: {
      zh: `同一量表的 ${sizes.join('、')} 道感知题全部给了同一个分数（至少答 ${fewestItems} 题）`,
      en: `All ${sizes.join(' and ')} perception questions on one scale got the same score (at least ${fewestItems} answered)`,
    },
  };
};
