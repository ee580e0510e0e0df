import { type ItemRows, itemMoments, momentBuffers } from './itemMoments.ts';
import type { Specification } from './model.ts';
import { createWeightIteration, type IterationOptions } from './outerWeights.ts';
import { createPathRegression } from './pathRegression.ts';

/**
 * Q2, cross-validated redundancy by blindfolding (Stone 1974, Geisser 1974; Tenenhaus et al. 2005): every distance-th row loses the
 * answers to one block, in turn for each offset; they take the mean of the others, the model is estimated again, and the answers
 * are predicted from the constructs that point at the block. Q2 = 1 - sum of squared errors / sum of squared deviations from that
 * mean; above 0 the model predicts better than the mean. Which answers are left out together is a convention: here the whole block
 * of a row, as in semPLS. The filled block varies less than its answers do, so predictions take the spread of the answers as they are;
 * items count alike (errors in units of that spread).
 *
 * @param distance  omission distance, 2 or more
 * @returns per construct; null where nothing points at it or a round has no estimate
 * Checked against semPLS: tests/golden pls_blindfolding (conventions differ, agreement to .02).
 */
export function blindfoldingQ2(
  specification: Specification,
  rows: ItemRows,
  options: IterationOptions,
  distance: number,
  pause: (done: number, total: number) => void = () => undefined,
): (number | null)[] {
  const { constructs } = specification;
  const predicted = constructs.flatMap(({ predecessors }, place) => (predecessors.length > 0 ? [place] : []));
  const round = createRound(specification, rows, options);
  let done = 0;
  return constructs.map((_, place) => {
    if (!predicted.includes(place)) return null;
    let errors = 0;
    let deviations = 0;
    let possible = true;
    for (let offset = 0; offset < distance; offset++) {
      pause(done++, predicted.length * distance);
      const sums = possible ? round(place, offset, distance) : null;
      if (!sums) possible = false;
      else {
        errors += sums.errors;
        deviations += sums.deviations;
      }
    }
    return possible && deviations > 0 ? 1 - errors / deviations : null;
  });
}

interface Sums {
  readonly errors: number;
  readonly deviations: number;
}

/** One offset of one block, on a copy of the rows that is put right again. */
function createRound(
  specification: Specification,
  rows: ItemRows,
  options: IterationOptions,
): (place: number, offset: number, distance: number) => Sums | null {
  const { constructs, paths, items: names } = specification;
  const count = names.length;
  const moments = momentBuffers(count);
  const { sds } = momentBuffers(count);
  if (itemMoments(rows, rows.weights, moments) < 0) sds.set(moments.sds);
  const iteration = createWeightIteration(specification, options);
  const regression = createPathRegression(specification);
  const coefficients = new Float64Array(paths.length);
  const rSquared = new Float64Array(constructs.length);
  const changed: ItemRows = { ...rows, deviations: Float64Array.from(rows.deviations) };

  function score(row: number, construct: number): number {
    let sum = 0;
    for (const i of constructs[construct]!.items)
      sum += (iteration.weights[i]! * (changed.deviations[row * count + i]! - moments.shifts[i]!)) / moments.sds[i]!;
    return sum;
  }

  return (place, offset, distance) => {
    const block = constructs[place]!.items;
    const means = block.map((i) => {
      let sum = 0;
      let total = 0;
      for (let row = 0; row < rows.rows; row++) {
        if (row % distance === offset) continue;
        sum += rows.weights[row]! * rows.deviations[row * count + i]!;
        total += rows.weights[row]!;
      }
      return sum / total;
    });
    for (let row = offset; row < rows.rows; row += distance)
      block.forEach((i, at) => (changed.deviations[row * count + i] = means[at]!));
    const possible =
      itemMoments(changed, rows.weights, moments) < 0 &&
      iteration.run(moments.correlations).status === 'converged' &&
      regression.run(iteration.correlations, coefficients, rSquared) < 0;
    const sums = { errors: 0, deviations: 0 };
    for (let row = offset; row < rows.rows; row += distance) {
      let inner = 0;
      if (possible)
        paths.forEach(({ from, to }, path) => {
          if (to === place) inner += coefficients[path]! * score(row, from);
        });
      block.forEach((i, at) => {
        const answer = rows.deviations[row * count + i]!;
        const loading = iteration.crossLoadings[i * constructs.length + place]!;
        const predicted = moments.shifts[i]! + sds[i]! * loading * inner;
        const weight = rows.weights[row]! / sds[i]! ** 2;
        sums.errors += weight * (answer - predicted) ** 2;
        sums.deviations += weight * (answer - means[at]!) ** 2;
      });
    }
    for (let row = offset; row < rows.rows; row += distance)
      for (const i of block) changed.deviations[row * count + i] = rows.deviations[row * count + i]!;
    return possible ? sums : null;
  };
}
