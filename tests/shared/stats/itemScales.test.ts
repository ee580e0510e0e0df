import { describe, expect, it } from 'vitest';
import { at, matrixFromRows } from '../../../shared/numeric/matrix.ts';
import { averageVarianceExtracted, compositeReliability, congeneric } from '../../../shared/stats/congeneric.ts';
import { cronbachAlpha } from '../../../shared/stats/cronbachAlpha.ts';
import { discriminantValidity } from '../../../shared/stats/discriminantValidity.ts';
import { itemAnalysis } from '../../../shared/stats/itemAnalysis.ts';
import { itemCorrelations } from '../../../shared/stats/itemCorrelations.ts';
import { codeOf, drawn } from './drawnItems.ts';

describe('one factor', () => {
  it('three items by hand, two by the root, one by itself', () => {
    const three = congeneric(
      matrixFromRows([
        [1, 0.56, 0.48],
        [0.56, 1, 0.42],
        [0.48, 0.42, 1],
      ]),
    )!;
    [0.8, 0.7, 0.6].forEach((loading, i) => expect(three.loadings[i]).toBeCloseTo(loading, 8));
    expect(compositeReliability([0.8, 0.7, 0.6])).toBeCloseTo(2.1 ** 2 / (2.1 ** 2 + 0.36 + 0.51 + 0.64), 12);
    expect(averageVarianceExtracted([0.8, 0.7, 0.6])).toBeCloseTo(1.49 / 3, 12);
    expect(congeneric(matrixFromRows([[1]]))!.loadings).toEqual([1]);
    const two = (r: number) =>
      congeneric(
        matrixFromRows([
          [1, r],
          [r, 1],
        ]),
      );
    expect(two(0.49)!.loadings.map((value) => value.toFixed(12))).toEqual(['0.700000000000', '0.700000000000']);
    expect(two(-0.2)).toBeNull();
  });

  it('omega of equal loadings is alpha', () => {
    const columns = drawn(12, 400, 2);
    const both = cronbachAlpha(columns);
    const correlations = itemCorrelations(columns);
    if (both.status !== 'ok' || correlations.status !== 'ok') throw new Error('not estimable');
    expect(compositeReliability(congeneric(correlations.correlation)!.loadings)).toBeCloseTo(
      both.standardizedAlpha!,
      12,
    );
  });

  it('distinct blocks: HTMT by hand', () => {
    const correlation = matrixFromRows([
      [1, 0.6, 0.3, 0.2],
      [0.6, 1, 0.4, 0.3],
      [0.3, 0.4, 1, 0.5],
      [0.2, 0.3, 0.5, 1],
    ]);
    const { htmt, correlations } = discriminantValidity(correlation, [
      [0, 1],
      [2, 3],
    ]);
    expect(htmt[0]![1]).toBeCloseTo(0.3 / Math.sqrt(0.6 * 0.5), 12);
    expect(correlations[1]![0]).toBeCloseTo(1.2 / Math.sqrt(3.2 * 3), 12);
    expect(htmt[0]![0]).toBeNull();
  });
});

describe('item analysis', () => {
  it('extreme groups by hand', () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const y = [2, 1, 3, 5, 4, 6, 8, 7, 10, 9];
    const result = itemAnalysis([x, y], 0.27);
    if (result.status !== 'ok') throw new Error(result.reason);
    // Totals 3 3 6 9 9 12 15 15 19 19: the tie at the upper cut goes in.
    expect(result).toMatchObject({ n: 10, nLower: 3, nUpper: 4, lowerCut: 6, upperCut: 15 });
    expect(result.items[0]).toMatchObject({
      upperMean: 8.5,
      lowerMean: 2,
      difference: 6.5,
      df: 5,
      equalVariances: true,
    });
    expect(result.items[0]!.criticalRatio).toBeCloseTo(6.5 / Math.sqrt(1.4 * (1 / 4 + 1 / 3)), 12);
  });

  it('says why there is none', () => {
    expect(
      itemAnalysis([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toMatchObject({ reason: 'tooFewRows' });
    expect(itemAnalysis([new Float64Array(30).fill(3), new Float64Array(30).fill(2)])).toMatchObject({
      reason: 'noVariance',
    });
    expect(codeOf(() => itemAnalysis([[1]]))).toBe('stats.shape');
    expect(codeOf(() => itemAnalysis([[1], [2]], 0.7))).toBe('stats.share');
  });
});

describe('correlations of items', () => {
  it('drops what does not vary, listwise and pairwise', () => {
    const nan = Number.NaN;
    const columns = [
      [1, 2, 3, 4, nan],
      [2, 2, 2, 2, 2],
      [1, 3, 2, nan, 5],
      [nan, nan, nan, nan, nan],
      [5, 4, 3, 2, 1],
    ];
    const listwise = itemCorrelations(columns);
    if (listwise.status !== 'ok') throw new Error(listwise.reason);
    expect(listwise).toMatchObject({ n: 3, nLeftOut: 2, used: [0, 2, 4] });
    const pairwise = itemCorrelations(columns, { missing: 'pairwise' });
    if (pairwise.status !== 'ok') throw new Error(pairwise.reason);
    expect(pairwise).toMatchObject({ n: 5, used: [0, 2, 4], effectiveN: 3 });
    expect(at(pairwise.correlation, 0, 2)).toBeCloseTo(-1, 12);
    expect(
      itemCorrelations([
        [1, 2],
        [3, 3],
      ]),
    ).toMatchObject({ reason: 'noVariance' });
    expect(
      itemCorrelations([
        [1, 2, nan],
        [nan, 3, 4],
      ]),
    ).toMatchObject({ reason: 'tooFewRows' });
    expect(
      itemCorrelations(
        [
          [1, 2, nan],
          [nan, 3, 4],
        ],
        { missing: 'pairwise' },
      ),
    ).toMatchObject({ reason: 'tooFewRows' });
    expect(codeOf(() => itemCorrelations([[1, 2], [3]]))).toBe('stats.shape');
    expect(codeOf(() => itemCorrelations(columns, { missing: 'pairwise', weights: [1, 1, -1, 1, 1] }))).toBe(
      'stats.negativeWeight',
    );
  });
});
