import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Margin, rake, trimmings } from '../../../shared/cleaning/raking.ts';

const margin = (name: string, categories: readonly number[], targets: readonly number[]): Margin => ({
  name,
  categories: Int32Array.from(categories),
  labels: targets.map((_, i) => `${name}${i}`),
  targets,
});

describe('raking', () => {
  it('post-stratifies by one margin as by hand', () => {
    // 3 men and 1 woman to half and half: men 2/3, women 2.
    const result = rake([margin('g', [0, 0, 0, 1], [50, 50])]);
    expect([...result.weights]).toEqual([2 / 3, 2 / 3, 2 / 3, 2].map((weight) => expect.closeTo(weight, 12)));
    // (sum w)^2 / sum w^2 = 16 / (3 * 4/9 + 4) = 3
    expect(result.effectiveN).toBeCloseTo(3, 12);
    expect(result.designEffect).toBeCloseTo(4 / 3, 12);
    expect(result).toMatchObject({ converged: true, n: 4, nLeftOut: 0, iterations: 2 });
    expect(result.margins[0]?.groups[1]).toMatchObject({
      n: 1,
      target: 0.5,
      before: 0.25,
      after: expect.closeTo(0.5, 12),
    });
  });

  it('leaves a form of an unknown group out of every count, or keeps its weight at that margin', () => {
    const groups = [margin('g', [0, 0, 0, 1, -1], [50, 50])];
    const without = rake(groups);
    expect([...without.weights]).toEqual([
      ...[2 / 3, 2 / 3, 2 / 3, 2].map((weight) => expect.closeTo(weight, 12)),
      Number.NaN,
    ]);
    expect(without).toMatchObject({ n: 4, nLeftOut: 1 });
    expect(without.designEffect).toBeCloseTo(4 / 3, 12);
    const kept = rake(groups, { unknown: 'keep' });
    expect(kept).toMatchObject({ n: 5, nLeftOut: 0 });
    expect(kept.weights[4]).toBeCloseTo(1, 12);
  });

  it('fits two margins to the table that keeps the odds ratio', () => {
    // Counts 40 30 / 20 10; targets 50:50 by 50:50. The fitted table x, .5-x / .5-x, x keeps the ratio 40*10/(30*20) = 2/3: x^2/(.5-x)^2 = 2/3.
    const rows = [
      ...Array(40).fill([0, 0]),
      ...Array(30).fill([0, 1]),
      ...Array(20).fill([1, 0]),
      ...Array(10).fill([1, 1]),
    ] as [number, number][];
    const result = rake([
      margin(
        'a',
        rows.map(([a]) => a),
        [1, 1],
      ),
      margin(
        'b',
        rows.map(([, b]) => b),
        [1, 1],
      ),
    ]);
    const root = Math.sqrt(2 / 3);
    const x = (0.5 * root) / (1 + root);
    expect(result.weights[0]! * 40).toBeCloseTo(100 * x, 7);
    expect(result.weights[99]! * 10).toBeCloseTo(100 * x, 7);
    expect(result.largestGap).toBeLessThan(1e-9);
  });

  it('leaves unknown groups out or keeps them, and starts from given weights', () => {
    const given = margin('g', [0, 0, 1, -1], [1, 1]);
    expect([...rake([given]).weights]).toEqual(
      [0.75, 0.75, 1.5, Number.NaN].map((w) => (Number.isNaN(w) ? w : expect.closeTo(w, 12))),
    );
    const kept = rake([given], { unknown: 'keep' });
    expect(kept.n).toBe(4);
    expect(kept.weights[3]).toBeCloseTo(1, 12);
    const based = rake([margin('g', [0, 0, 1], [1, 1])], { base: Float64Array.from([3, 1, 1]) });
    expect(based.weights[0]! / based.weights[1]!).toBeCloseTo(3, 12);
  });

  it('trims, and says what that costs', () => {
    const result = rake([margin('g', [...Array(19).fill(0), 1] as number[], [50, 50])], {
      trim: { lowest: 0.2, highest: 3 },
    });
    expect(result.converged).toBe(true);
    // One form at 3, the other 19 share what is left.
    expect(result.weights[19]).toBeCloseTo(3, 12);
    expect(result.weights[0]).toBeCloseTo(17 / 19, 12);
    expect(result.largestGap).toBeCloseTo(0.5 - 3 / 20, 9);
    expect(result.trimmed).toBeGreaterThan(0);
  });

  it('trims afterwards, sharing alike, as R does', () => {
    // One group: raking only brings the weights to mean 1. What the first has above 2 goes to the other eight alike.
    const base = Float64Array.from([3, 1.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 2]);
    const same = margin('g', Array(9).fill(0) as number[], [1]);
    const mean = base.reduce((sum, one) => sum + one, 0) / 9;
    const scaled = base.map((one) => one / mean);
    const cut = scaled[0]! - 2;
    const result = rake([same], { base, trim: { lowest: 0, highest: 2 }, trimming: 'afterwards' });
    expect(result.trimmed).toBe(1);
    expect([...result.weights]).toEqual(
      [2, ...scaled.slice(1)].map((weight, i) => expect.closeTo(i === 0 ? weight : weight + cut / 8, 12)),
    );
    const inProportion = rake([same], { base, trim: { lowest: 0, highest: 2 } });
    expect(inProportion.weights[1]! / inProportion.weights[2]!).toBeCloseTo(3, 9);
  });

  it('keeps the sum and the bounds however it trims', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 2, maxLength: 30 }),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 1.05, max: 5, noNaN: true }),
        fc.constantFrom(...trimmings),
        (given, lowest, highest, trimming) => {
          const same = margin('g', Array(given.length).fill(0) as number[], [1]);
          const { weights, n } = rake([same], {
            base: Float64Array.from(given),
            trim: { lowest, highest },
            trimming,
          });
          expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(n, 8);
          expect(Math.min(...weights)).toBeGreaterThanOrEqual(lowest - 1e-9);
          expect(Math.max(...weights)).toBeLessThanOrEqual(highest + 1e-9);
        },
      ),
    );
  });

  it('refuses what cannot be met', () => {
    expect(() => rake([])).toThrow('stats.shape');
    expect(() => rake([margin('g', [0, 0], [1, 1])])).toThrow('raking.emptyGroup');
    expect(() => rake([margin('g', [0, 1], [1, 0])])).toThrow('raking.target');
    expect(() => rake([margin('g', [-1, -1], [1, 1])])).toThrow('raking.noForms');
    expect(() => rake([margin('g', [0, 1], [1, 1])], { trim: { lowest: 2, highest: 3 } })).toThrow('raking.trim');
  });

  it('says when it did not settle', () => {
    // Two margins that contradict each other: both questions have the same answers.
    const result = rake([margin('a', [0, 0, 1, 1], [1, 3]), margin('b', [0, 0, 1, 1], [3, 1])], { maxIterations: 20 });
    expect(result).toMatchObject({ converged: true, iterations: 2 });
    expect(result.largestGap).toBeCloseTo(0.5, 9);
  });

  it('meets every margin of any full table, whatever the order of the forms', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.nat(1)), { minLength: 0, maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 5, maxLength: 5 }),
        (extra, shares) => {
          const cells = [0, 1, 2].flatMap((a) => [0, 1].map((b) => [a, b] as [number, number]));
          const rows = [...cells, ...extra];
          const of = (given: readonly [number, number][]) => [
            margin(
              'a',
              given.map(([a]) => a),
              shares.slice(0, 3),
            ),
            margin(
              'b',
              given.map(([, b]) => b),
              shares.slice(3),
            ),
          ];
          const result = rake(of(rows), { maxIterations: 5000 });
          expect(result.converged).toBe(true);
          expect(result.largestGap).toBeLessThan(1e-6);
          expect(result.effectiveN).toBeLessThanOrEqual(result.n + 1e-9);
          const back = rake(of(rows.toReversed()), { maxIterations: 5000 });
          expect(back.weights.at(-1)).toBeCloseTo(result.weights[0]!, 8);
        },
      ),
      { numRuns: 60 },
    );
  });
});
