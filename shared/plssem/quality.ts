import type { Construct, Specification } from './model.ts';
import { createPathRegression } from './pathRegression.ts';
import { solveInPlace } from './smallSolve.ts';

/** Reliability and convergent validity of one construct's block; null where one item or mode B leaves nothing to say. */
export interface BlockQuality {
  /** Standardised alpha; null for a single item. */
  readonly alpha: number | null;
  /** Composite reliability rho_c from the loadings. */
  readonly rhoC: number;
  /** Dijkstra and Henseler's rho_A; 1 for a single item. */
  readonly rhoA: number;
  /** Mean squared loading. */
  readonly ave: number;
  /** Variance inflation of each item among the items of its block; Infinity when collinear. In the order of the block. */
  readonly itemVif: readonly number[];
}

/** Correlations among the places, row after row. */
function part(matrix: Float64Array, width: number, places: readonly number[]): Float64Array {
  const out = new Float64Array(places.length ** 2);
  places.forEach((i, a) =>
    places.forEach((j, b) => {
      out[a * places.length + b] = matrix[i * width + j]!;
    }),
  );
  return out;
}

/**
 * Variance inflation: 1/(1 - R2) of each variable on the others, from their correlations: the diagonal of the inverse.
 *
 * @param matrix  correlations, `width` to a row
 * @param places  of the variables among them
 * @returns 1 or more; Infinity where one is a combination of the others
 * Source: Belsley, Kuh and Welsch (1980). Checked: tests/golden pls_sem (inner_vif, indicator_vif).
 */
export function varianceInflation(matrix: Float64Array, width: number, places: readonly number[]): number[] {
  const size = places.length;
  if (size === 1) return [1];
  return places.map((_, own) => {
    const unit = new Float64Array(size);
    unit[own] = 1;
    return solveInPlace(part(matrix, width, places), unit, size) ? unit[own]! : Number.POSITIVE_INFINITY;
  });
}

/**
 * Reliability and convergence of one block.
 *
 * @param items  correlations of the items, row after row
 * @param weights  standardised outer weights by item
 * @param loadings  by item
 * Source: Cronbach (1951), standardised alpha; Werts, Linn and Joereskog (1974), rho_c; Dijkstra and Henseler (2015), rho_A; Fornell and
 * Larcker (1981), AVE. Checked against seminr: tests/golden pls_sem.
 */
export function blockQuality(
  { items: block }: Construct,
  items: Float64Array,
  weights: Float64Array,
  loadings: Float64Array,
): BlockQuality {
  const width = weights.length;
  const count = block.length;
  let between = 0;
  let sumOfLoadings = 0;
  let squares = 0;
  let errors = 0;
  let weightSquares = 0;
  let explained = 0;
  let products = 0;
  for (const i of block) {
    sumOfLoadings += loadings[i]!;
    squares += loadings[i]! ** 2;
    errors += 1 - loadings[i]! ** 2;
    weightSquares += weights[i]! ** 2;
    for (const j of block) {
      if (i === j) continue;
      between += items[i * width + j]!;
      explained += weights[i]! * weights[j]! * items[i * width + j]!;
      products += (weights[i]! * weights[j]!) ** 2;
    }
  }
  const meanCorrelation = between / (count * (count - 1));
  return {
    alpha: count === 1 ? null : (count * meanCorrelation) / (1 + (count - 1) * meanCorrelation),
    rhoC: sumOfLoadings ** 2 / (sumOfLoadings ** 2 + errors),
    rhoA: count === 1 ? 1 : (weightSquares ** 2 * explained) / products,
    ave: squares / count,
    itemVif: varianceInflation(items, width, block),
  };
}

/**
 * Heterotrait-monotrait ratios (Henseler, Ringle and Sarstedt 2015): mean correlation between the items of two constructs over the
 * geometric mean of the mean correlations within them. A single item counts as perfectly consistent. Row after row; NaN on the diagonal.
 * Checked against seminr: tests/golden pls_sem.
 */
export function heterotraitMonotrait({ constructs, items: names }: Specification, items: Float64Array): Float64Array {
  const width = names.length;
  const size = constructs.length;
  const within = constructs.map(({ items: block }) => {
    if (block.length === 1) return 1;
    let sum = 0;
    for (const i of block) for (const j of block) if (i !== j) sum += Math.abs(items[i * width + j]!);
    return sum / (block.length * (block.length - 1));
  });
  const ratios = new Float64Array(size * size).fill(Number.NaN);
  for (let k = 0; k < size; k++)
    for (let l = 0; l < k; l++) {
      let sum = 0;
      for (const i of constructs[k]!.items)
        for (const j of constructs[l]!.items) sum += Math.abs(items[i * width + j]!);
      const ratio =
        sum / (constructs[k]!.items.length * constructs[l]!.items.length) / Math.sqrt(within[k]! * within[l]!);
      ratios[k * size + l] = ratio;
      ratios[l * size + k] = ratio;
    }
  return ratios;
}

/**
 * Cohen's effect size of each path: (R2 with it - R2 without it)/(1 - R2 with it), in the order of the paths.
 *
 * @param correlations  constructs x constructs
 * @param rSquared  per construct
 * Source: Cohen (1988), ch. 9. Checked: tests/golden pls_sem (f_squared).
 */
export function effectSizes(
  specification: Specification,
  correlations: Float64Array,
  rSquared: Float64Array,
): number[] {
  const { constructs, paths } = specification;
  return paths.map(({ from, to }) => {
    const without: Specification = {
      ...specification,
      constructs: constructs.map((construct, place) =>
        place === to
          ? { ...construct, predecessors: construct.predecessors.filter((place_) => place_ !== from) }
          : { ...construct, predecessors: [] },
      ),
    };
    const coefficients = new Float64Array(paths.length);
    const reduced = new Float64Array(constructs.length);
    createPathRegression(without).run(correlations, coefficients, reduced);
    const left = Number.isNaN(reduced[to]!) ? 0 : reduced[to]!;
    return (rSquared[to]! - left) / (1 - rSquared[to]!);
  });
}

/**
 * Standardised root mean square residual of the saturated model: item correlations against those that loadings and construct
 * correlations imply, lower triangle with the diagonal (Henseler et al. 2014). Checked against the definition in R: tests/golden
 * pls_comparison.
 */
export function srmr(
  { blockOf, constructs }: Specification,
  items: Float64Array,
  loadings: Float64Array,
  correlations: Float64Array,
): number {
  const width = blockOf.length;
  const size = constructs.length;
  let sum = 0;
  for (let i = 0; i < width; i++)
    for (let j = 0; j < i; j++) {
      const implied = loadings[i]! * loadings[j]! * correlations[blockOf[i]! * size + blockOf[j]!]!;
      sum += (items[i * width + j]! - implied) ** 2;
    }
  return Math.sqrt(sum / ((width * (width + 1)) / 2));
}
