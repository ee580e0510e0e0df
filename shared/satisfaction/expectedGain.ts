import { InputError } from '../model/errors.ts';

/** What raising one indicator's score to a goal does to the index, the others staying as they are. */
export interface ExpectedGain {
  /** 0-100, never below the present score. */
  readonly goal: number;
  readonly rise: number;
  /** Points of the index. */
  readonly gain: number;
}

/**
 * Expected gain of the index from raising one indicator at a time: gain_i = W_i/ΣW · (goal_i − S_i).
 *
 * The index is the mean of the scores weighted by W, so the derivative by one score is its weight; the gains of several indicators add up.
 *
 * @param weights  composite weights of the measured indicators, >= 0, not all 0
 * @param scores  0-100, parallel to weights
 * @param goals  0-100, parallel; a goal below the score counts as the score
 * @throws InputError 'stats.shape' when lengths differ
 * Source: the definition of the index, resources/docs/methods: improve.expectedGain. Checked against rolling the changed scores up:
 * tests/shared/satisfaction/expectedGain.
 */
export function expectedGains(
  weights: readonly number[],
  scores: readonly number[],
  goals: readonly number[],
): readonly ExpectedGain[] {
  if (weights.length !== scores.length || goals.length !== scores.length)
    throw new InputError('stats.shape', { first: weights.length, second: scores.length });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return scores.map((score, i) => {
    const goal = Math.max(score, goals[i]!);
    const rise = goal - score;
    return { goal, rise, gain: sum > 0 ? (weights[i]! / sum) * rise : 0 };
  });
}
