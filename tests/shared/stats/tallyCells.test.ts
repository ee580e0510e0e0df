import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/numeric/random.ts';
import { anovaOneWay } from '../../../shared/stats/anovaOneWay.ts';
import { kruskalWallis } from '../../../shared/stats/kruskalWallis.ts';
import { tallyCells } from '../../../shared/stats/tallyCells.ts';
import { varianceHomogeneity } from '../../../shared/stats/varianceHomogeneity.ts';

/** Every number of two results agrees. */
function expectClose(given: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'number') {
    expect(Math.abs((given as number) - expected), path).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(expected)));
    return;
  }
  if (typeof expected !== 'object' || expected === null) {
    expect(given, path).toEqual(expected);
    return;
  }
  // Rows left out are told by whoever counts rows.
  for (const [key, value] of Object.entries(expected))
    if (key !== 'nMissing') expectClose((given as Record<string, unknown>)[key], value, `${path}.${key}`);
}

const made = (seed: number, scale: (answer: number) => number, withWeights: boolean) => {
  const stream = randomStream(seed);
  const rows = 1000 + stream.integer(3000);
  const groups = 2 + stream.integer(6);
  const codes = Int32Array.from({ length: rows }, () => stream.integer(groups + 1) - 1);
  const values = Float64Array.from(codes, (code) =>
    stream.integer(20) === 0 ? Number.NaN : scale(1 + stream.integer(7 + (code % 4))),
  );
  const weights = withWeights ? Float64Array.from(codes, () => stream.integer(4)) : null;
  return { values, codes, groups, weights };
};

describe('cells instead of rows', () => {
  it.each([
    ['answers', (answer: number) => answer, false],
    ['scores', (answer: number) => (100 * (answer - 1)) / 9, false],
    ['answers far from 0', (answer: number) => 1e9 + answer / 8, false],
    ['weighted answers', (answer: number) => answer, true],
  ] as const)('give the same tests: %s', (_name, scale, withWeights) => {
    for (let seed = 1; seed <= 8; seed++) {
      const { values, codes, groups, weights } = made(seed, scale, withWeights);
      const cells = tallyCells(values, codes, groups, weights)!;
      expect(cells.values.length).toBeLessThanOrEqual(groups * 10);
      const given = [cells.values, cells.codes, groups] as const;
      const rows = [values, codes, groups] as const;
      expectClose(anovaOneWay(...given, { weights: cells.weights }), anovaOneWay(...rows, { weights }));
      expectClose(kruskalWallis(...given, cells.weights), kruskalWallis(...rows, weights));
      expectClose(varianceHomogeneity(...given, cells.weights), varianceHomogeneity(...rows, weights));
    }
  });

  it('are not made where they would not help or rows must be seen as they are', () => {
    const codes = new Int32Array(2000);
    const same = new Float64Array(2000).fill(3);
    expect(tallyCells(same.slice(0, 999), codes.slice(0, 999), 1)).toBeNull();
    expect(
      tallyCells(
        Float64Array.from(codes, (_, row) => row / 3),
        codes,
        1,
      ),
    ).toBeNull();
    expect(tallyCells(same, new Int32Array(2000).fill(2), 2)).toBeNull();
    expect(tallyCells(same, codes, 1, new Float64Array(2000).fill(-1))).toBeNull();
    expect(tallyCells(same, codes, 1)).toEqual({
      values: Float64Array.of(3),
      codes: Int32Array.of(0),
      weights: Float64Array.of(2000),
    });
  });

  it('keeps values apart that fall on one place, and huge ones', () => {
    const values = Float64Array.from({ length: 2000 }, (_, row) => (row % 200) * 2 ** 40);
    const cells = tallyCells(values, new Int32Array(2000), 1)!;
    expect([...cells.values].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, at) => at * 2 ** 40));
    expect(new Set(cells.weights)).toEqual(new Set([10]));
  });
});
