import { InputError } from '../model/errors.ts';

export type RankingRule = 'geometric' | 'linear' | 'preference';
export const rankingRules: readonly RankingRule[] = ['geometric', 'linear', 'preference'];

export interface RankingSummary {
  /** Respondents who ranked all indicators, with weights summed. */
  readonly n: number;
  readonly total: number;
  /** Mean rank score per indicator, k (most important) to 1; equal ranks share. */
  readonly scores: readonly number[];
  /** preference[i][j]: share who rank i above j, equal ranks counting half. */
  readonly preference: readonly (readonly number[])[];
}

/**
 * What respondents' rankings say together.
 *
 * @param columns  ranks per indicator, 1 = most important, NaN = not ranked: the respondent is left out
 * @param weights  positive, null = all 1
 * @returns null when nobody ranked everything
 * Checked, ties and incomplete rankings included: tests/shared/satisfaction/weights.
 */
export function rankingSummary(
  columns: readonly Float64Array[],
  weights: Float64Array | null = null,
): RankingSummary | null {
  const k = columns.length;
  const scores = new Float64Array(k);
  const above = new Float64Array(k * k);
  let [n, total] = [0, 0];
  const rows = columns[0]?.length ?? 0;
  for (let row = 0; row < rows; row++) {
    if (columns.some((column) => Number.isNaN(column[row]!))) continue;
    const weight = weights ? weights[row]! : 1;
    n++;
    total += weight;
    for (let i = 0; i < k; i++) {
      const own = columns[i]![row]!;
      // Beaten indicators count 1, equals one half: k minus the mid rank, without sorting.
      let beaten = 0;
      for (let j = 0; j < k; j++) {
        if (j === i) continue;
        const other = columns[j]![row]!;
        const win = own < other ? 1 : own === other ? 0.5 : 0;
        beaten += win;
        above[i * k + j]! += weight * win;
      }
      scores[i]! += weight * (1 + beaten);
    }
  }
  if (!(total > 0)) return null;
  return {
    n,
    total,
    scores: Array.from(scores, (sum) => sum / total),
    preference: Array.from({ length: k }, (_, i) =>
      Array.from({ length: k }, (_unused, j) => (i === j ? 0.5 : above[i * k + j]! / total)),
    ),
  };
}

/**
 * Judgment matrix for AHP from rankings, R = range of the mean rank scores r:
 * geometric a_ij = c^((r_i - r_j)/R), always consistent; linear a_ij = 1 + 8 (r_i - r_j)/R for r_i >= r_j, reciprocal below;
 * preference a_ij = p/(1 - p) clipped to 1/9 .. 9, p = share who rank i above j. Indicators that all score alike give ones.
 *
 * @param c  largest ratio of the geometric rule, e.g. 9
 * @throws InputError 'ranking.base' when c <= 1
 * Source: resources/docs/methods: weights.ranking. Checked against worked numbers of three and five strict ranks:
 * tests/shared/satisfaction/weights.
 */
export function rankingJudgments(summary: RankingSummary, rule: RankingRule, c = 9): number[][] {
  if (!(c > 1)) throw new InputError('ranking.base', { base: c });
  const { scores, preference } = summary;
  const range = Math.max(...scores) - Math.min(...scores);
  return scores.map((own, i) =>
    scores.map((other, j) => {
      if (i === j) return 1;
      if (rule === 'preference') {
        const p = preference[i]![j]!;
        return Math.min(9, Math.max(1 / 9, p / (1 - p)));
      }
      if (!(range > 0)) return 1;
      const distance = (own - other) / range;
      if (rule === 'geometric') return c ** distance;
      return distance >= 0 ? 1 + 8 * distance : 1 / (1 - 8 * distance);
    }),
  );
}
