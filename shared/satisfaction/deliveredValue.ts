/** The five ways to raise delivered value 让客价值, and what is none of them. */
export type ValuePattern =
  | 'raiseValue'
  | 'cutCost'
  | 'raiseValueMore'
  | 'cutCostMore'
  | 'raiseValueCutCost'
  | 'unchanged'
  | 'worse';

/** A change and whether it is more than chance: 0 when it is not. Value and cost in points of 0-100. */
export interface ValueChange {
  readonly value: number;
  readonly valueClear: boolean;
  readonly cost: number;
  readonly costClear: boolean;
}

/**
 * Which way delivered value moved between two rounds or groups: V+ C=, V= C-, V++ C+ (value rises more than cost), V- C-- (cost falls
 * more than value), V+ C-. A change that is not clear counts as none; what lowers the difference of value and cost is 'worse'.
 * Source: resources/docs/methods: value.delivered. Checked by cases: tests/shared/satisfaction/weights.
 */
export function valuePattern(change: ValueChange): ValuePattern {
  const value = change.valueClear ? Math.sign(change.value) : 0;
  const cost = change.costClear ? Math.sign(change.cost) : 0;
  if (value === 0 && cost === 0) return 'unchanged';
  if (value > 0 && cost === 0) return 'raiseValue';
  if (value === 0 && cost < 0) return 'cutCost';
  if (value > 0 && cost < 0) return 'raiseValueCutCost';
  if (value > 0 && cost > 0 && change.value > change.cost) return 'raiseValueMore';
  if (value < 0 && cost < 0 && change.cost < change.value) return 'cutCostMore';
  return 'worse';
}

/**
 * Weighted mean of a form's items, weights shared over the items it answered.
 *
 * @param columns  scores 0-100, NaN = missing
 * @param weights  >= 0, one per column, any scale
 * @returns NaN where a form answered no item with weight
 * Checked to keep within the scores: tests/property/satisfaction; tests/shared/analyses/satisfactionMembers.
 */
export function weightedItems(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  const out = new Float64Array(rows).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    let [sum, used] = [0, 0];
    for (let j = 0; j < columns.length; j++) {
      const value = columns[j]![row]!;
      if (Number.isNaN(value)) continue;
      sum += weights[j]! * value;
      used += weights[j]!;
    }
    if (used > 0) out[row] = sum / used;
  }
  return out;
}
