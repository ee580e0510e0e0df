/** Rows as PLS uses them: every item answered (missing ones replaced by the item's mean) and a positive weight. */
export interface ItemRows {
  /** Deviations from the items' means, row after row: rows x items. */
  readonly deviations: Float64Array;
  readonly rows: number;
  readonly items: number;
  /** Weighted means of the answers. */
  readonly means: Float64Array;
  /** Positive; all 1 without weights. */
  readonly weights: Float64Array;
  /** Sum of the weights. */
  readonly weightSum: number;
  /** Rows left out: not all items answered (listwise), nothing answered, or no weight. */
  readonly nIncomplete: number;
  readonly nNoWeight: number;
  /** Missing answers that were replaced, by item. */
  readonly replaced: Int32Array;
}

/**
 * The rows a model is estimated from, with the missing answers seen to.
 *
 * @param columns  scores by item, equal lengths, NaN = missing
 * @param weights  per row, NaN or 0 = the row stands for nobody; null = all 1
 * @param missing  'mean': a missing answer becomes the item's mean over those who answered; 'listwise': the row is left out
 */
export function itemRows(
  columns: readonly Float64Array[],
  weights: Float64Array | null,
  missing: 'mean' | 'listwise',
): ItemRows {
  const items = columns.length;
  const length = columns[0]?.length ?? 0;
  const used: number[] = [];
  let nIncomplete = 0;
  let nNoWeight = 0;
  for (let row = 0; row < length; row++) {
    if (weights && !(weights[row]! > 0)) {
      nNoWeight++;
      continue;
    }
    let answered = 0;
    for (const column of columns) if (!Number.isNaN(column[row]!)) answered++;
    if (answered === items || (missing === 'mean' && answered > 0)) used.push(row);
    else nIncomplete++;
  }
  const rows = used.length;
  const kept = Float64Array.from(used, (row) => (weights ? weights[row]! : 1));
  const deviations = new Float64Array(rows * items);
  const means = new Float64Array(items);
  const replaced = new Int32Array(items);
  columns.forEach((column, item) => {
    const first = column[used.find((row) => !Number.isNaN(column[row]!)) ?? 0] ?? Number.NaN;
    let sum = 0;
    let total = 0;
    used.forEach((row, place) => {
      const value = column[row]!;
      if (Number.isNaN(value)) return;
      sum += kept[place]! * (value - first);
      total += kept[place]!;
    });
    const mean = first + sum / total;
    means[item] = mean;
    used.forEach((row, place) => {
      const value = column[row]!;
      if (Number.isNaN(value)) replaced[item]!++;
      deviations[place * items + item] = Number.isNaN(value) ? 0 : value - mean;
    });
  });
  return {
    deviations,
    rows,
    items,
    means,
    weights: kept,
    weightSum: kept.reduce((sum, weight) => sum + weight, 0),
    nIncomplete,
    nNoWeight,
    replaced,
  };
}

/** Moments of the items in a (re)sample. Arrays are overwritten by the next run. */
export interface MomentBuffers {
  /** Means of the deviations: where the sample's means lie from those of all rows. */
  readonly shifts: Float64Array;
  /** Standard deviations, divisor sum of weights - 1. */
  readonly sds: Float64Array;
  /** Correlations, row after row. */
  readonly correlations: Float64Array;
}

/** Room for the moments of so many items. */
export const momentBuffers = (items: number): MomentBuffers => ({
  shifts: new Float64Array(items),
  sds: new Float64Array(items),
  correlations: new Float64Array(items * items),
});

/**
 * Means, standard deviations and correlations of rows that count as often as their weight says.
 *
 * @param weights  one per row, 0 = not in the sample
 * @returns place of an item without variance, or -1; correlations are then of no use
 * Checked against accurate sums: tests/shared/plssem/itemMoments.
 */
export function itemMoments(data: ItemRows, weights: ArrayLike<number>, buffers: MomentBuffers): number {
  const { deviations, rows, items } = data;
  const { shifts, correlations } = buffers;
  shifts.fill(0);
  correlations.fill(0);
  let total = 0;
  const nextInSample = (row: number): number => {
    let at = row;
    while (at < rows && weights[at] === 0) at++;
    return at;
  };
  // Four rows and two items at a time: a bootstrap spends its time here, and eight products for each pair of sums that is fetched and
  // stored take a third of the time of one product each. Past the last row, the first of the four stands in with weight 0. Also touches
  // the place above the diagonal beside it, which finishMoments writes anew.
  const odd = items % 2;
  for (let row = nextInSample(0); row < rows; ) {
    const [second, weightA] = [nextInSample(row + 1), weights[row]!];
    const [third, weightB] = [nextInSample(second + 1), second < rows ? weights[second]! : 0];
    const [fourth, weightC] = [nextInSample(third + 1), third < rows ? weights[third]! : 0];
    const weightD = fourth < rows ? weights[fourth]! : 0;
    const a = row * items;
    const b = weightB === 0 ? a : second * items;
    const c = weightC === 0 ? a : third * items;
    const d = weightD === 0 ? a : fourth * items;
    total += weightA + weightB + weightC + weightD;
    if (odd === 1) {
      const [va, vb] = [weightA * deviations[a]!, weightB * deviations[b]!];
      const [vc, vd] = [weightC * deviations[c]!, weightD * deviations[d]!];
      shifts[0]! += va + vb + (vc + vd);
      correlations[0]! += va * deviations[a]! + vb * deviations[b]! + (vc * deviations[c]! + vd * deviations[d]!);
    }
    for (let i = odd; i < items; i += 2) {
      const va = weightA * deviations[a + i]!;
      const vb = weightB * deviations[b + i]!;
      const vc = weightC * deviations[c + i]!;
      const vd = weightD * deviations[d + i]!;
      const ua = weightA * deviations[a + i + 1]!;
      const ub = weightB * deviations[b + i + 1]!;
      const uc = weightC * deviations[c + i + 1]!;
      const ud = weightD * deviations[d + i + 1]!;
      shifts[i]! += va + vb + (vc + vd);
      shifts[i + 1]! += ua + ub + (uc + ud);
      const at = i * items;
      const below = at + items;
      for (let j = 0; j <= i + 1; j++) {
        const xa = deviations[a + j]!;
        const xb = deviations[b + j]!;
        const xc = deviations[c + j]!;
        const xd = deviations[d + j]!;
        correlations[at + j]! += va * xa + vb * xb + (vc * xc + vd * xd);
        correlations[below + j]! += ua * xa + ub * xb + (uc * xc + ud * xd);
      }
    }
    row = nextInSample(fourth + 1);
  }
  return finishMoments(total, items, buffers, null);
}

/**
 * From sums of weighted deviations (in shifts) and of their products (lower triangle of correlations) to means, standard deviations and
 * correlations.
 * @param squares  per item, against which a variance is told from rounding; null = its own sum of squares
 * @returns place of an item without variance, or -1
 */
function finishMoments(total: number, items: number, buffers: MomentBuffers, squares: Float64Array | null): number {
  const { shifts, sds, correlations } = buffers;
  for (let i = 0; i < items; i++) shifts[i]! /= total;
  for (let i = 0; i < items; i++) {
    const own = correlations[i * items + i]!;
    const variance = own - total * shifts[i]! * shifts[i]!;
    // What rounding leaves of a constant item is no variance.
    if (!(variance > 1e-12 * ((squares ? squares[i]! : own) + Number.MIN_VALUE)) || !(total > 1)) return i;
    sds[i] = Math.sqrt(variance);
  }
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < i; j++) {
      const correlation = (correlations[i * items + j]! - total * shifts[i]! * shifts[j]!) / (sds[i]! * sds[j]!);
      correlations[i * items + j] = correlation;
      correlations[j * items + i] = correlation;
    }
    correlations[i * items + i] = 1;
  }
  for (let i = 0; i < items; i++) sds[i]! /= Math.sqrt(total - 1);
  return -1;
}

/**
 * Moments of all rows but a part of one: the sums of all rows less that row's share, so that leaving out each row in turn costs one pass
 * over the rows and not one each. A faster twin of itemMoments, tested against it.
 *
 * @returns as itemMoments, for the rows without `amount` of the weight of `row`
 */
export function momentsWithout(data: ItemRows): (row: number, amount: number, buffers: MomentBuffers) => number {
  const { deviations, rows, items, weights } = data;
  const sums = new Float64Array(items);
  const products = new Float64Array(items * items);
  const squares = new Float64Array(items);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < items; i++) {
      const value = weights[row]! * deviations[row * items + i]!;
      sums[i]! += value;
      for (let j = 0; j <= i; j++) products[i * items + j]! += value * deviations[row * items + j]!;
    }
  for (let i = 0; i < items; i++) squares[i] = products[i * items + i]!;
  return (row, amount, buffers) => {
    const { shifts, correlations } = buffers;
    for (let i = 0; i < items; i++) {
      const value = amount * deviations[row * items + i]!;
      shifts[i] = sums[i]! - value;
      for (let j = 0; j <= i; j++)
        correlations[i * items + j] = products[i * items + j]! - value * deviations[row * items + j]!;
    }
    return finishMoments(data.weightSum - amount, items, buffers, squares);
  };
}
