import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/numeric/random.ts';
import { discriminant } from '../../../shared/stats/discriminant.ts';
import { codeOf, drawn } from './drawnItems.ts';

describe('leaving one out', () => {
  /** Each row classified by a function fitted to the others, priors of the whole. */
  function refitted(
    columns: readonly Float64Array[],
    codes: Int32Array,
    groups: number,
    priors: readonly number[],
  ): number[][] {
    const counts = Array.from({ length: groups }, () => Array.from({ length: groups }, () => 0));
    for (let row = 0; row < codes.length; row++) {
      const rest = discriminant(
        columns.map((column) => column.filter((_, i) => i !== row)),
        codes.filter((_, i) => i !== row),
        groups,
        { priors: 'equal' },
      );
      if (rest.status !== 'ok') throw new Error(rest.reason);
      const scores = rest.classification.map(
        (own, k) =>
          own.constant +
          Math.log(priors[k]! * groups) +
          columns.reduce((sum, column, j) => sum + own.coefficients[j]! * column[row]!, 0),
      );
      counts[codes[row]!]![scores.indexOf(Math.max(...scores))]! += 1;
    }
    return counts;
  }

  it.each([2, 3])('%i groups: the closed form is the refit', (groups) => {
    for (const seed of [1, 2, 3, 4]) {
      const stream = randomStream(seed);
      const n = 45;
      const codes = Int32Array.from({ length: n }, (_, row) => (row < groups ? row : stream.integer(groups)));
      const columns = drawn(seed + 10, n, 4).map((column, j) =>
        column.map((value, row) => value + (j % 2) * 0.9 * codes[row]!),
      );
      for (const priors of ['proportional', 'equal'] as const) {
        const result = discriminant(columns, codes, groups, { priors });
        if (result.status !== 'ok') throw new Error(result.reason);
        expect(result.leaveOneOut.counts).toEqual(refitted(columns, codes, groups, result.priors));
      }
    }
  });

  it('cuts, collinear and constant items, groups of one', () => {
    const columns = drawn(6, 60, 3);
    const codes = Int32Array.from({ length: 60 }, (_, row) => (columns[0]![row]! > 0 ? 1 : 0));
    const sum = columns[0]!.map((value, row) => value + columns[1]![row]!);
    const constant = new Float64Array(60).fill(4);
    const result = discriminant([...columns, sum, constant], codes, 2);
    if (result.status !== 'ok') throw new Error(result.reason);
    expect(result.used).toEqual([0, 1, 2]);
    expect(result.redundant).toEqual([3, 4]);
    const plain = discriminant(columns, codes, 2);
    if (plain.status !== 'ok') throw new Error(plain.reason);
    expect(result.functions).toEqual(plain.functions);
    const { pair, functions, priors } = plain;
    // At the cut both groups are equally likely.
    const distance = (score: number, k: number): number =>
      (score - functions[0]!.centroids[k]!) ** 2 - 2 * Math.log(priors[k]!);
    expect(distance(pair!.cutWithPriors, 0)).toBeCloseTo(distance(pair!.cutWithPriors, 1), 9);
    const alone = discriminant(
      columns,
      Int32Array.from(codes, (_, row) => (row === 0 ? 1 : 0)),
      2,
    );
    expect(alone.status).toBe('ok');
    if (alone.status === 'ok') {
      expect(alone.leaveOneOut.counts[1]).toEqual([1, 0]);
      expect(alone.boxM).toBeNull();
    }
    expect(discriminant([constant], codes, 2)).toMatchObject({ status: 'notEstimable', reason: 'noVariance' });
    expect(discriminant(columns, new Int32Array(60), 2)).toMatchObject({ reason: 'tooFewGroups' });
    expect(discriminant([[1], [2]], [0], 2)).toMatchObject({ reason: 'tooFewRows' });
    expect(codeOf(() => discriminant(columns, [0], 2))).toBe('stats.shape');
  });
});
