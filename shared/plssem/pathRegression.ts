import type { Specification } from './model.ts';
import { solveInPlace } from './smallSolve.ts';

/** Regression of every construct on those that point at it, from the correlations of the constructs. */
export interface PathRegression {
  /**
   * @param correlations  constructs x constructs, row after row
   * @param coefficients  filled in the order of the specification's paths
   * @param rSquared  filled per construct; NaN for one nothing points at
   * @returns place of a construct whose predecessors are collinear, or -1
   */
  run(correlations: Float64Array, coefficients: Float64Array, rSquared: Float64Array): number;
}

/**
 * The regressions of a model. Buffers are made once: a bootstrap runs this thousands of times.
 * Source: the normal equations of standardised variables. Checked against cSEM and the other packages: tests/golden pls_sem.
 */
export function createPathRegression({ constructs, paths }: Specification): PathRegression {
  const size = constructs.length;
  const matrix = new Float64Array(size * size);
  const solution = new Float64Array(size);
  const pathPlaces = constructs.map((construct, to) =>
    construct.predecessors.map((from) => paths.findIndex((path) => path.from === from && path.to === to)),
  );
  return {
    run(correlations, coefficients, rSquared) {
      for (let to = 0; to < size; to++) {
        const { predecessors } = constructs[to]!;
        const count = predecessors.length;
        rSquared[to] = Number.NaN;
        if (count === 0) continue;
        for (let i = 0; i < count; i++) {
          for (let j = 0; j <= i; j++)
            matrix[i * count + j] = correlations[predecessors[i]! * size + predecessors[j]!]!;
          solution[i] = correlations[predecessors[i]! * size + to]!;
        }
        if (!solveInPlace(matrix, solution, count)) return to;
        let explained = 0;
        for (let i = 0; i < count; i++) {
          coefficients[pathPlaces[to]![i]!] = solution[i]!;
          explained += solution[i]! * correlations[predecessors[i]! * size + to]!;
        }
        rSquared[to] = explained;
      }
      return -1;
    },
  };
}
