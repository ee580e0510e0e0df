/** Zones of the zone method, from most to least pressing. */
export type Zone = 'urgent' | 'improve' | 'maintain' | 'surplus';

/**
 * Coefficient method 系数法: K_i = m_i (100 - S_i) / sum_j m_j (100 - S_j), each indicator's share of all lost points.
 *
 * @param importance  weights or correlations; below 0 counts as 0
 * @param scores      0-100
 * @returns all 0 when nothing is lost, else sum 1
 * Source: our own formula, resources/docs/methods: improve.coefficient. Checked: tests/shared/satisfaction/weights, tests/property/satisfaction.
 */
export function lostPointShares(importance: readonly number[], scores: readonly number[]): readonly number[] {
  const amounts = scores.map((score, i) => Math.max(0, importance[i]!) * Math.max(0, 100 - score));
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return amounts.map((amount) => (sum > 0 ? amount / sum : 0));
}

export interface ZonePriorities {
  /** 0-1: lowest to highest of the indicators; one half for all when they are equal. */
  readonly importance: readonly number[];
  readonly performance: readonly number[];
  /** importance - performance, -1..1 */
  readonly priority: readonly number[];
  readonly zones: readonly Zone[];
}

const unit = (values: readonly number[]): readonly number[] => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (high > low ? (value - low) / (high - low) : 0.5));
};

/**
 * Zone method 区域法: both axes scaled to 0-1 over the indicators, priority d = importance - performance; d >= threshold urgent,
 * 0 <= d improve, -threshold <= d < 0 maintain, below surplus.
 *
 * @param importance, scores  one per indicator, any unit
 * @param threshold  0-1, usually 0.5
 * @returns priorities -1 to 1
 * Source: our own formula, resources/docs/methods: improve.zone. Checked: tests/shared/satisfaction/weights, tests/property/satisfaction.
 */
export function zonePriorities(
  importance: readonly number[],
  scores: readonly number[],
  threshold: number,
): ZonePriorities {
  const [x, y] = [unit(importance), unit(scores)];
  const priority = x.map((value, i) => value - y[i]!);
  // Differences of scaled numbers miss a threshold by rounding only.
  const reaches = (value: number, cut: number): boolean => value >= cut - 1e-12;
  return {
    importance: x,
    performance: y,
    priority,
    zones: priority.map((d) =>
      reaches(d, threshold) ? 'urgent' : reaches(d, 0) ? 'improve' : reaches(d, -threshold) ? 'maintain' : 'surplus',
    ),
  };
}
