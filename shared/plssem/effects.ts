import type { Specification } from './model.ts';

/**
 * Total effects: the sum over all chains of paths of the products of their coefficients.
 *
 * @param coefficients  in the order of the specification's paths
 * @returns constructs x constructs, row = cause, column = effect
 * Source: Bollen (1989), ch. 8. Checked against powers of the matrix of paths: tests/shared/plssem/effects; the packages: tests/golden pls_sem.
 */
export function totalEffects(
  { constructs, paths, order }: Specification,
  coefficients: ArrayLike<number>,
  total: Float64Array = new Float64Array(constructs.length ** 2),
): Float64Array {
  const size = constructs.length;
  total.fill(0);
  // Causes before effects: what reaches a construct's predecessors is known when it is reached.
  for (const to of order)
    paths.forEach((path, place) => {
      if (path.to !== to) return;
      const coefficient = coefficients[place]!;
      for (let cause = 0; cause < size; cause++)
        total[cause * size + to]! += total[cause * size + path.from]! * coefficient;
      total[path.from * size + to]! += coefficient;
    });
  return total;
}

/** One chain of at least two paths with the product of its coefficients. */
export interface SpecificEffect {
  /** Constructs by place, from cause to effect. */
  readonly chain: readonly number[];
  readonly effect: number;
}

/**
 * Every specific indirect effect, chains in the order of the paths.
 *
 * @param coefficients  in the order of the specification's paths
 * Source: Bollen (1989), ch. 8. Checked to sum to the total less the direct effect: tests/shared/plssem/effects.
 */
export function specificIndirectEffects(
  { constructs, paths }: Specification,
  coefficients: ArrayLike<number>,
): SpecificEffect[] {
  const found: SpecificEffect[] = [];
  const follow = (chain: readonly number[], effect: number): void => {
    if (chain.length > 2) found.push({ chain, effect });
    paths.forEach((path, place) => {
      if (path.from === chain.at(-1)) follow([...chain, path.to], effect * coefficients[place]!);
    });
  };
  constructs.forEach((_, place) => follow([place], 1));
  return found;
}
