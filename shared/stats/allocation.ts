import { InputError } from '../model/errors.ts';
import { compensatedSum } from '../numeric/accurateSum.ts';

export interface Stratum {
  /** Members of the population, at least 1. */
  readonly size: number;
  /** Standard deviation of the question of interest; only ratios matter for the allocation. */
  readonly sd: number;
  /** Cost of one form; only ratios matter. */
  readonly cost: number;
}

export type AllocationRule = 'proportional' | 'neyman' | 'costOptimal' | 'equal';

export type Allocation = {
  readonly rule: AllocationRule;
  /** Exact shares of n, unrounded and unlimited. */
  readonly exact: readonly number[];
  /** Whole forms per stratum: they sum to n, at least 2 and at most all members each. */
  readonly forms: readonly number[];
  /** Variance of the stratified mean under the exact allocation, with finite population correction; unit of the sd, squared. */
  readonly variance: number;
};

/**
 * Distributes n forms over strata: proportional to N_h; Neyman to N_h S_h; with cost to N_h S_h / sqrt(c_h); or equally.
 * Rounding by largest remainders within 2 <= n_h <= N_h.
 *
 * @throws InputError 'allocation.strata' without strata or with numbers out of range; 'allocation.total' unless whole and
 *         sum of min(2, N_h) <= n <= sum of N_h; 'allocation.noSpread' when the rule needs a spread and no stratum has one
 * Source: Cochran (1977), ch. 5. Checked against R 4.2.2: tests/golden allocation.
 */
export function allocation(strata: readonly Stratum[], n: number, rule: AllocationRule): Allocation {
  const valid = (stratum: Stratum): boolean =>
    Number.isInteger(stratum.size) && stratum.size >= 1 && stratum.sd >= 0 && stratum.sd < Infinity && stratum.cost > 0;
  if (strata.length === 0 || !strata.every(valid)) throw new InputError('allocation.strata', { strata: strata.length });
  const least = strata.map((stratum) => Math.min(2, stratum.size));
  const population = sum(strata.map((stratum) => stratum.size));
  if (!Number.isInteger(n) || n < sum(least) || n > population)
    throw new InputError('allocation.total', { n, least: sum(least), most: population });
  const shares = strata.map((stratum) => claimOf(stratum, rule));
  const total = sum(shares);
  if (!(total > 0)) throw new InputError('allocation.noSpread', { rule });
  const exact = shares.map((share) => (n * share) / total);
  const terms = strata.map((stratum, h) => {
    const weight = stratum.size / population;
    // A stratum without spread needs no forms and adds no variance.
    return stratum.sd === 0 ? 0 : (weight * stratum.sd) ** 2 * (1 / exact[h]! - 1 / stratum.size);
  });
  return {
    rule,
    exact,
    forms: wholeForms(
      shares,
      n,
      least,
      strata.map((stratum) => stratum.size),
    ),
    variance: sum(terms),
  };
}

function claimOf(stratum: Stratum, rule: AllocationRule): number {
  if (rule === 'equal') return 1;
  if (rule === 'proportional') return stratum.size;
  return (stratum.size * stratum.sd) / (rule === 'costOptimal' ? Math.sqrt(stratum.cost) : 1);
}

function sum(values: readonly number[]): number {
  const total = compensatedSum();
  for (const value of values) total.add(value);
  return total.value();
}

/** Strata whose share lies outside their limits are fixed at the limit and the rest is shared again, then remainders are rounded. */
function wholeForms(shares: readonly number[], n: number, least: readonly number[], most: readonly number[]): number[] {
  const fixed = shares.map((): number | null => null);
  let exact: number[] = [];
  for (let round = 0; round <= shares.length; round++) {
    const free = shares.map((share, h) => (fixed[h] === null ? share : 0));
    const freeTotal = sum(free);
    const freeCount = fixed.filter((value) => value === null).length;
    const rest = n - sum(fixed.map((value) => value ?? 0));
    exact = shares.map((_, h) => fixed[h] ?? (freeTotal > 0 ? (rest * free[h]!) / freeTotal : rest / freeCount));
    const excess = sum(exact.map((value, h) => Math.max(0, value - most[h]!)));
    const lack = sum(exact.map((value, h) => Math.max(0, least[h]! - value)));
    if (excess === 0 && lack === 0) break;
    // The side with the larger total is fixed first: fixing it can only shrink the other.
    exact.forEach((value, h) => {
      if (fixed[h] !== null) return;
      if (excess >= lack ? value > most[h]! : value < least[h]!) fixed[h] = excess >= lack ? most[h]! : least[h]!;
    });
  }
  const forms = exact.map((value) => Math.floor(value + 1e-9));
  const order = exact.map((_, h) => h).toSorted((a, b) => exact[b]! - forms[b]! - (exact[a]! - forms[a]!) || a - b);
  let missing = n - sum(forms);
  for (const h of order) {
    if (missing <= 0) break;
    if (forms[h]! < most[h]!) {
      forms[h]!++;
      missing--;
    }
  }
  return forms;
}
