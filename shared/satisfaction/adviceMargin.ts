/** Shares of all lost points and how firmly the first advice stands. */
export interface AdviceMargin {
  /** K_i = W_i (100 - S_i) / sum_j W_j (100 - S_j); all 0 when nothing is lost. */
  readonly shares: readonly number[];
  /** Place of the largest share; null when nothing is lost. */
  readonly first: number | null;
  /** Smallest weight moved from the first to another indicator that makes the other one first; null when there is no other. */
  readonly margin: number | null;
  /** The indicator it is moved to. */
  readonly next: number | null;
}

/**
 * First advice of the coefficient method and the smallest change of weights that overturns it.
 *
 * Moving weight d from the first f to j makes their losses equal at d = (W_f L_f - W_j L_j)/(L_f + L_j), L = 100 - S. Any other way of
 * raising j or lowering f moves more weight for the same effect, so the smallest such d over j is the margin. d <= W_f always.
 *
 * @param weights  >= 0, sum 1
 * @param scores   0-100
 * Source: our own, derived above. Checked by moving a little less weight and as much: tests/shared/satisfaction/weights,
 * tests/property/satisfaction.
 */
export function adviceMargin(weights: readonly number[], scores: readonly number[]): AdviceMargin {
  const lost = scores.map((score) => Math.max(0, 100 - score));
  const amounts = lost.map((points, i) => weights[i]! * points);
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  if (!(sum > 0)) return { shares: amounts.map(() => 0), first: null, margin: null, next: null };
  let first = 0;
  amounts.forEach((amount, i) => {
    if (amount > amounts[first]!) first = i;
  });
  let [margin, next]: [number | null, number | null] = [null, null];
  lost.forEach((points, j) => {
    if (j === first) return;
    const moved = (amounts[first]! - amounts[j]!) / (lost[first]! + points);
    if (margin === null || moved < margin) [margin, next] = [moved, j];
  });
  return { shares: amounts.map((amount) => amount / sum), first, margin, next };
}
