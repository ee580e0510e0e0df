import type { Specification } from './model.ts';

/**
 * Adjusted R2: 1 - (1 - R2)(n - 1)/(n - k - 1), k constructs pointing at this one.
 * @returns null for a construct nothing points at, or without degrees of freedom
 * Source: Ezekiel (1930). Checked against R: tests/golden pls_comparison.
 */
export function adjustedRSquared(rSquared: number, n: number, predecessors: number): number | null {
  if (predecessors === 0 || !(n > predecessors + 1)) return null;
  return 1 - ((1 - rSquared) * (n - 1)) / (n - predecessors - 1);
}

/**
 * Bayesian information criterion of a construct's regression, to compare models on the same forms: n ln(1 - R2) + (k + 1) ln n.
 * Smaller is better; only differences between models mean something.
 * Source: Sharma, Sarstedt, Shmueli, Kim and Thiele (2019), up to a constant that models share. Checked against R extractAIC:
 * tests/golden pls_comparison.
 */
export function constructBic(rSquared: number, n: number, predecessors: number): number | null {
  if (predecessors === 0 || !(rSquared < 1)) return null;
  return n * Math.log(1 - rSquared) + (predecessors + 1) * Math.log(n);
}

/**
 * Akaike's criterion of a construct's regression: n ln(1 - R2) + 2(k + 1); as constructBic otherwise. It favours larger models than BIC.
 * Source and checks as for constructBic.
 */
export function constructAic(rSquared: number, n: number, predecessors: number): number | null {
  if (predecessors === 0 || !(rSquared < 1)) return null;
  return n * Math.log(1 - rSquared) + 2 * (predecessors + 1);
}

/**
 * How likely each model is the best of those given, by a criterion of which smaller is better: exp(-d/2) over the sum, d the distance
 * from the smallest. Sums to 1 over the models that have a criterion.
 * Source: Burnham and Anderson (2002); for PLS Danks, Sharma and Sarstedt (2020). Checked by the definition:
 * tests/shared/plssem/compareModels; tests/golden pls_comparison.
 */
export function criterionWeights(criteria: readonly (number | null)[]): readonly (number | null)[] {
  const smallest = Math.min(...criteria.filter((one) => one !== null));
  const shares = criteria.map((one) => (one === null ? null : Math.exp((smallest - one) / 2)));
  const total = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  return shares.map((share) => (share === null ? null : share / total));
}

/**
 * Goodness of fit (Tenenhaus, Amato and Esposito Vinzi 2004): sqrt(mean communality x mean R2). The communality is the mean squared
 * loading over the items of all blocks with more than one item.
 * @returns 0-1; null where every block is a single item or nothing is explained
 * Checked against the definition in R: tests/golden pls_comparison.
 */
export function goodnessOfFit(
  { constructs }: Specification,
  loadings: ArrayLike<number>,
  rSquared: ArrayLike<number>,
): number | null {
  const shared = constructs.flatMap(({ items }) => (items.length > 1 ? items.map((i) => loadings[i]! ** 2) : []));
  const explained = constructs.flatMap(({ predecessors }, place) =>
    predecessors.length > 0 ? [rSquared[place]!] : [],
  );
  if (shared.length === 0 || explained.length === 0) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(mean(shared) * mean(explained));
}
