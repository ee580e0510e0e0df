import { sharesOf } from './scoreMoments.ts';

/**
 * How the stated importance of each form is read before means are taken. A mean over complete forms is blind to a form's own level, so
 * 'centred' matters where forms leave indicators unrated; 'standardised' also lets a form that uses three steps of the scale say as
 * much as one that uses ten.
 */
export type StatedReading = 'raw' | 'centred' | 'standardised';

/**
 * Mean stated importance per indicator.
 *
 * 'centred': the form's own mean over what it rated is taken out and the mean over all forms put back. 'standardised': deviations are
 * divided by the form's own standard deviation and multiplied by the mean of these; forms that rate everything alike count as 0 deviation.
 *
 * @param columns  importance per indicator and form, one scale, NaN = missing
 * @param weights  positive weights of the forms, null = all 1
 * @returns in the unit of the scale; null where nobody rated the indicator
 * Source: resources/docs/methods: weights.stated, weights.improved. Checked by hand: tests/shared/satisfaction/weights; laws:
 * tests/property/satisfaction.
 */
export function statedImportance(
  columns: readonly Float64Array[],
  reading: StatedReading,
  weights: Float64Array | null = null,
): readonly (number | null)[] {
  const forms = columns[0]?.length ?? 0;
  const sums = new Float64Array(columns.length);
  const totals = new Float64Array(columns.length);
  let [levelSum, spreadSum, spreadCount, all] = [0, 0, 0, 0];
  for (let form = 0; form < forms; form++) {
    const weight = weights ? weights[form]! : 1;
    let [count, sum, squares] = [0, 0, 0];
    for (const column of columns) {
      const value = column[form]!;
      if (Number.isNaN(value)) continue;
      count++;
      sum += value;
    }
    if (count === 0) continue;
    const level = sum / count;
    for (const column of columns) if (!Number.isNaN(column[form]!)) squares += (column[form]! - level) ** 2;
    const spread = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
    all += weight;
    levelSum += weight * level;
    if (spread > 0) {
      spreadSum += weight * spread;
      spreadCount += weight;
    }
    for (let j = 0; j < columns.length; j++) {
      const value = columns[j]![form]!;
      if (Number.isNaN(value)) continue;
      totals[j]! += weight;
      if (reading === 'raw') sums[j]! += weight * value;
      else if (reading === 'centred') sums[j]! += weight * (value - level);
      else if (spread > 0) sums[j]! += (weight * (value - level)) / spread;
    }
  }
  const level = all > 0 ? levelSum / all : 0;
  const spread = spreadCount > 0 ? spreadSum / spreadCount : 0;
  return columns.map((_, j) => {
    if (!(totals[j]! > 0)) return null;
    const mean = sums[j]! / totals[j]!;
    if (reading === 'raw') return mean;
    return reading === 'centred' ? level + mean : level + spread * mean;
  });
}

/**
 * Double rating 双重评价法: weight_i = stated_i / sum stated. Below 0 counts as 0; null when nothing is above 0. Checked:
 * tests/shared/satisfaction/weights.
 */
export function doubleRatingWeights(stated: readonly number[]): readonly number[] | null {
  return sharesOf(stated.map((value) => Math.max(0, value)));
}

/**
 * Improved double rating 双重评价改进法: weight_i in proportion to sqrt(stated_i x derived_i), derived = max(r_i, 0).
 *
 * @param stated, derived  one per indicator
 * @returns weights that sum to 1; null when no indicator has both above 0
 * Source: resources/docs/methods: weights.improved. Checked: tests/shared/satisfaction/weights.
 */
export function improvedDoubleRatingWeights(
  stated: readonly number[],
  derived: readonly number[],
): readonly number[] | null {
  return sharesOf(stated.map((value, i) => Math.sqrt(Math.max(0, value) * Math.max(0, derived[i]!))));
}

/**
 * Index of each form under its own importance: sum m s / sum m over the indicators it both rated and called important.
 *
 * @param importance, scores  a column per indicator, NaN = missing
 * @returns in the unit of the scores; NaN where a form has neither, or gives no importance to anything it rated
 * Source: resources/docs/methods: csi.fiveWays (double rating, form by form). Checked by hand: tests/shared/satisfaction/weights.
 */
export function ownWeightIndices(importance: readonly Float64Array[], scores: readonly Float64Array[]): Float64Array {
  const forms = scores[0]?.length ?? 0;
  const out = new Float64Array(forms).fill(Number.NaN);
  for (let form = 0; form < forms; form++) {
    let [sum, total] = [0, 0];
    for (let j = 0; j < scores.length; j++) {
      const [m, s] = [importance[j]![form]!, scores[j]![form]!];
      if (Number.isNaN(m) || Number.isNaN(s)) continue;
      sum += m * s;
      total += m;
    }
    if (total > 0) out[form] = sum / total;
  }
  return out;
}
