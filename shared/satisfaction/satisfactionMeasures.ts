/**
 * 100 (x + 60) / 120 turned round: an index 0-100 on the -60..60 scale of the satisfaction grade CSM. Checked:
 * tests/shared/satisfaction/index.
 */
export function satisfactionGrade(index: number): number {
  return 1.2 * index - 60;
}

/** Does an index reach the threshold? 80 computed as 79.999999999 from weights that sum to 1 only nearly is 80. Checked: as above. */
export function isSatisfied(index: number, threshold: number): boolean {
  return index >= threshold - 1e-9;
}

export interface BoxShares {
  readonly n: number;
  /** 0-100 of the weighted answers; null when nobody answered. */
  readonly top2: number | null;
  readonly bottom2: number | null;
}

/**
 * Top-2-box and bottom-2-box: share of answers on the two best and the two worst steps of the declared scale (steps of 1).
 *
 * @param values  answers in scale units, NaN = missing
 * @param weights  null = each form counts once
 * @param scale  direction 'descending': a small number is a good answer
 * @returns percent 0-100; null when nobody answered
 * Checked against R: tests/golden csi_index; mirrored scales: tests/shared/satisfaction/index.
 */
export function boxShares(
  values: Float64Array,
  weights: Float64Array | null,
  scale: { readonly min: number; readonly max: number; readonly direction: 'ascending' | 'descending' },
): BoxShares {
  let [n, total, high, low] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const weight = weights ? weights[i]! : 1;
    n++;
    total += weight;
    // Products instead of branches: answers come in no order a processor could foresee.
    high += weight * Number(value > scale.max - 1.5);
    low += weight * Number(value < scale.min + 1.5);
  }
  if (!(total > 0)) return { n, top2: null, bottom2: null };
  const [top2, bottom2] = scale.direction === 'descending' ? [low, high] : [high, low];
  return { n, top2: (100 * top2) / total, bottom2: (100 * bottom2) / total };
}

export interface NetPromoterScore {
  readonly n: number;
  /** 0-100 */
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** promoters - detractors, -100..100 */
  readonly score: number;
  /** Standard error of score in points: 100 sqrt((p + d - (p - d)^2) / n); null with weights. */
  readonly se: number | null;
}

/**
 * Net promoter score of answers on 0-10 or 1-10: 9 and 10 promote, 7 and 8 are passive, 6 and less detract.
 *
 * @param weights  null = each form counts once; with weights there is no standard error
 * @returns -100 to 100; null when nobody answered
 * Source: Reichheld (2003), Harvard Business Review 81(12). Checked against R: tests/golden csi_index.
 */
export function netPromoterScore(values: Float64Array, weights: Float64Array | null = null): NetPromoterScore | null {
  let [n, total, promoters, detractors] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const weight = weights ? weights[i]! : 1;
    n++;
    total += weight;
    promoters += weight * Number(value >= 9);
    detractors += weight * Number(value < 7);
  }
  if (!(total > 0)) return null;
  const p = promoters / total;
  const d = detractors / total;
  return {
    n,
    promoters: 100 * p,
    passives: 100 * (1 - p - d),
    detractors: 100 * d,
    score: 100 * (p - d),
    se: weights ? null : 100 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n),
  };
}
