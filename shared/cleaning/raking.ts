import { InputError } from '../model/errors.ts';
import { trimAlike, trimInProportion, type WeightBounds } from './trimWeights.ts';

/** One set of known shares. categories: index of the group of every form, -1 = not known. targets: one positive number per group, in any unit. */
export interface Margin {
  readonly name: string;
  readonly categories: Int32Array;
  readonly labels: readonly string[];
  readonly targets: readonly number[];
}

export const trimmings = ['cycles', 'afterwards'] as const;
export type Trimming = (typeof trimmings)[number];

export interface RakingOptions {
  /** Weights to start from (a selection weight); null = 1 for all. NaN or 0 leaves the form out. */
  readonly base: Float64Array | null;
  /** Weights are kept within these multiples of their mean; null = untrimmed. */
  readonly trim: WeightBounds | null;
  /** 'cycles': in each cycle, the excess spread in proportion (trimInProportion); 'afterwards': once at the end, the excess shared alike (trimAlike), as in R. */
  readonly trimming: Trimming;
  /** A form with an unknown group is left out (weight NaN), or keeps its weight at that margin. */
  readonly unknown: 'leaveOut' | 'keep';
  /** Largest relative change of a weight in a cycle that counts as none. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

const rakingDefaults: RakingOptions = {
  base: null,
  trim: null,
  trimming: 'cycles',
  unknown: 'leaveOut',
  tolerance: 1e-9,
  maxIterations: 500,
};

export interface MarginFit {
  readonly name: string;
  readonly groups: readonly {
    readonly label: string;
    readonly n: number;
    /** Shares 0-1: wanted, before weighting, after. */
    readonly target: number;
    readonly before: number;
    readonly after: number;
  }[];
}

export interface RakingResult {
  /** One per form, mean 1 over the forms used; NaN where left out. */
  readonly weights: Float64Array;
  readonly converged: boolean;
  readonly iterations: number;
  /** Largest relative change of a weight in the last cycle. */
  readonly delta: number;
  readonly n: number;
  readonly nLeftOut: number;
  /** (sum w)^2 / sum w^2, Kish (1965). */
  readonly effectiveN: number;
  /** n / effectiveN: what weighting costs in variance, Kish. */
  readonly designEffect: number;
  readonly trimmed: number;
  /** Largest distance of a weighted share from its target, 0-1; above 0 after trimming or without convergence. */
  readonly largestGap: number;
  readonly margins: readonly MarginFit[];
}

function checkMargin(margin: Margin, counts: readonly number[]): void {
  margin.targets.forEach((target, group) => {
    const details = { margin: margin.name, group: margin.labels[group] ?? String(group) };
    if (!Number.isFinite(target) || target <= 0) throw new InputError('raking.target', details);
    if (counts[group] === 0) throw new InputError('raking.emptyGroup', details);
  });
}

/**
 * Raking (iterative proportional fitting): weights whose shares meet the targets of every margin and that stay as close to the starting
 * weights as possible (in information). One margin is post-stratification and needs one cycle.
 *
 * @param margins at least one; categories of equal length n
 * @throws InputError 'stats.shape' for lengths that differ, 'raking.target' for a target not above 0, 'raking.emptyGroup' when nobody is in a
 * group that has a target, 'raking.trim' unless lowest <= 1 <= highest, 'raking.noForms' when no form can be used
 * Source: Deming and Stephan (1940). Checked against R survey (rake, postStratify; 'afterwards' also trimWeights):
 * tests/golden/oracle/cases/raking.json; against tables computed by hand (one margin; two margins keep the odds ratio) and, as a law, against the targets:
 * tests/shared/cleaning/raking.
 */
export function rake(margins: readonly Margin[], given: Partial<RakingOptions> = {}): RakingResult {
  const options = { ...rakingDefaults, ...given };
  const rows = margins[0]?.categories.length ?? 0;
  const { base, trim } = options;
  if (
    margins.length === 0 ||
    margins.some((margin) => margin.categories.length !== rows || margin.targets.length !== margin.labels.length) ||
    (base && base.length !== rows)
  )
    throw new InputError('stats.shape');
  if (trim && !(trim.lowest >= 0 && trim.lowest <= 1 && trim.highest >= 1)) throw new InputError('raking.trim');

  const start = new Float64Array(rows);
  let n = 0;
  let startTotal = 0;
  for (let row = 0; row < rows; row++) {
    const weight = base ? base[row]! : 1;
    const known = options.unknown === 'keep' || margins.every((margin) => margin.categories[row]! >= 0);
    start[row] = known && weight > 0 && Number.isFinite(weight) ? weight : Number.NaN;
    if (Number.isNaN(start[row]!)) continue;
    n++;
    startTotal += start[row]!;
  }
  if (n === 0) throw new InputError('raking.noForms');
  for (let row = 0; row < rows; row++) start[row] = (start[row]! * n) / startTotal;

  const prepared = margins.map((margin) => {
    const counts = margin.targets.map(() => 0);
    for (let row = 0; row < rows; row++) {
      const group = margin.categories[row]!;
      if (group >= 0 && !Number.isNaN(start[row]!)) counts[group] = (counts[group] ?? 0) + 1;
    }
    checkMargin(margin, counts);
    const total = margin.targets.reduce((sum, target) => sum + target, 0);
    return { margin, counts, shares: margin.targets.map((target) => target / total) };
  });

  const totalsOf = (margin: Margin, weights: Float64Array): { readonly groups: Float64Array; readonly all: number } => {
    const groups = new Float64Array(margin.targets.length);
    let all = 0;
    for (let row = 0; row < rows; row++) {
      const group = margin.categories[row]!;
      const weight = weights[row]!;
      if (group < 0 || Number.isNaN(weight)) continue;
      groups[group] = groups[group]! + weight;
      all += weight;
    }
    return { groups, all };
  };

  const weights = start.slice();
  const previous = new Float64Array(rows);
  let iterations = 0;
  let delta = Number.POSITIVE_INFINITY;
  let trimmed = 0;
  while (iterations < options.maxIterations && delta > options.tolerance) {
    previous.set(weights);
    for (const { margin, shares } of prepared) {
      const { groups, all } = totalsOf(margin, weights);
      const factors = shares.map((share, group) => (share * all) / groups[group]!);
      for (let row = 0; row < rows; row++) {
        const group = margin.categories[row]!;
        if (group >= 0) weights[row] = weights[row]! * factors[group]!;
      }
    }
    if (trim && options.trimming === 'cycles') trimmed = trimInProportion(weights, n, trim);
    iterations++;
    delta = 0;
    for (let row = 0; row < rows; row++) {
      const change = Math.abs(weights[row]! - previous[row]!) / previous[row]!;
      if (change > delta) delta = change;
    }
  }

  let total = 0;
  for (let row = 0; row < rows; row++) if (!Number.isNaN(weights[row]!)) total += weights[row]!;
  for (let row = 0; row < rows; row++) weights[row] = (weights[row]! * n) / total;
  if (trim && options.trimming === 'afterwards') trimmed = trimAlike(weights, n, trim);
  let squares = 0;
  for (let row = 0; row < rows; row++) if (!Number.isNaN(weights[row]!)) squares += weights[row]! ** 2;
  let largestGap = 0;
  const fits = prepared.map(({ margin, counts, shares }): MarginFit => {
    const before = totalsOf(margin, start);
    const after = totalsOf(margin, weights);
    return {
      name: margin.name,
      groups: margin.labels.map((label, group) => {
        const reached = after.groups[group]! / after.all;
        largestGap = Math.max(largestGap, Math.abs(reached - shares[group]!));
        return {
          label,
          n: counts[group]!,
          target: shares[group]!,
          before: before.groups[group]! / before.all,
          after: reached,
        };
      }),
    };
  });
  const effectiveN = (n * n) / squares;
  return {
    weights,
    converged: delta <= options.tolerance,
    iterations,
    delta,
    n,
    nLeftOut: rows - n,
    effectiveN,
    designEffect: n / effectiveN,
    trimmed,
    largestGap,
    margins: fits,
  };
}
