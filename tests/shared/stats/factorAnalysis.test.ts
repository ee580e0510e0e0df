import { describe, expect, it } from 'vitest';
import { crossProducts } from '../../../shared/numeric/crossProducts.ts';
import { chiSquareLog10Upper, chiSquareUpper } from '../../../shared/numeric/distributions.ts';
import {
  at,
  correlationFromCovariance,
  type Matrix,
  matrixFromRows,
  matrixOf,
  multiply,
  symmetricInverse,
  transpose,
} from '../../../shared/numeric/matrix.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { symmetricEigen, symmetricEigenvalues } from '../../../shared/numeric/symmetricEigen.ts';
import { extractFactors, mostFactors } from '../../../shared/stats/extractFactors.ts';
import { factorMatch } from '../../../shared/stats/factorMatch.ts';
import { factorability } from '../../../shared/stats/factorability.ts';
import { factorsAbove, parallelAnalysis } from '../../../shared/stats/parallelAnalysis.ts';
import { rotateFactors, type RotationMethod } from '../../../shared/stats/rotateFactors.ts';
import { codeOf, drawn } from './drawnItems.ts';

/** Loadings of six items on two factors. */
const truth = matrixFromRows([
  [0.8, 0.1],
  [0.7, 0],
  [0.75, 0.2],
  [0.1, 0.6],
  [0, 0.85],
  [0.2, 0.7],
]);
const modelled = (loadings: Matrix): Matrix => {
  const common = multiply(loadings, transpose(loadings));
  return matrixOf(loadings.rows, loadings.rows, (i, j) => (i === j ? 1 : at(common, i, j)));
};

describe('extraction', () => {
  it.each(['principalAxis', 'maximumLikelihood'] as const)('%s finds the communalities of an exact model', (method) => {
    const result = extractFactors(modelled(truth), { method, factors: 2 });
    expect(result.converged).toBe(true);
    expect(result.heywood).toEqual([]);
    const rebuilt = multiply(result.loadings, transpose(result.loadings));
    const wanted = multiply(truth, transpose(truth));
    for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) expect(at(rebuilt, i, j)).toBeCloseTo(at(wanted, i, j), 9);
    if (method === 'maximumLikelihood') expect(result.discrepancy).toBeCloseTo(0, 12);
  });

  it('principal axis rests where plain iteration rests', () => {
    const correlation = correlationFromCovariance(crossProducts(drawn(3, 200, 8)).sums);
    const inverse = symmetricInverse(correlation)!;
    let communalities = Array.from({ length: 8 }, (_, i) => 1 - 1 / at(inverse, i, i));
    for (let step = 0; step < 3000; step++) {
      const reduced = matrixOf(8, 8, (i, j) => (i === j ? communalities[i]! : at(correlation, i, j)));
      const { values, vectors } = symmetricEigen(reduced);
      communalities = communalities.map((_, i) =>
        [0, 1].reduce((sum, r) => sum + at(vectors, i, r) ** 2 * values[r]!, 0),
      );
    }
    const result = extractFactors(correlation, { method: 'principalAxis', factors: 2 });
    result.communalities.forEach((value, i) => expect(value).toBeCloseTo(communalities[i]!, 8));
  });

  it('holds uniquenesses above 0 and says so', () => {
    const heywood = matrixFromRows([
      [1, 0.9, 0.9],
      [0.9, 1, 0.75],
      [0.9, 0.75, 1],
    ]);
    for (const method of ['principalAxis', 'maximumLikelihood'] as const) {
      const result = extractFactors(heywood, { method, factors: 1 });
      expect(result.heywood).toEqual([0]);
      expect(result.communalities[0]).toBeGreaterThan(0.99);
    }
  });

  it('counts factors and refuses impossible ones', () => {
    expect([2, 3, 4, 5, 6, 9].map(mostFactors)).toEqual([0, 1, 1, 2, 3, 5]);
    const unit = matrixOf(3, 3, (i, j) => (i === j ? 1 : 0));
    expect(codeOf(() => extractFactors(unit, { method: 'principalComponents', factors: 4 }))).toBe('stats.factorCount');
    expect(codeOf(() => extractFactors(unit, { method: 'maximumLikelihood', factors: 3 }))).toBe('stats.factorCount');
    const twice = matrixOf(3, 3, (i, j) => (i === j || i + j === 1 ? 1 : 0.3));
    expect(codeOf(() => extractFactors(twice, { method: 'maximumLikelihood', factors: 1 }))).toBe('stats.singular');
    expect(extractFactors(twice, { method: 'principalAxis', factors: 1 }).initialCommunalities).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('rotation', () => {
  const methods: readonly RotationMethod[] = ['none', 'varimax', 'quartimax', 'equamax', 'promax', 'oblimin'];
  it.each(methods)('%s leaves the common part as it is', (method) => {
    const { loadings } = extractFactors(correlationFromCovariance(crossProducts(drawn(5, 150, 9)).sums), {
      method: 'principalAxis',
      factors: 3,
    });
    for (const kaiser of [true, false]) {
      const rotated = rotateFactors(loadings, { method, kaiser });
      expect(rotated.converged).toBe(true);
      const phi = rotated.factorCorrelations ?? matrixOf(3, 3, (i, j) => (i === j ? 1 : 0));
      const common = multiply(multiply(rotated.loadings, phi), transpose(rotated.loadings));
      const before = multiply(loadings, transpose(loadings));
      common.data.forEach((value, i) => expect(value).toBeCloseTo(before.data[i]!, 9));
      expect(multiply(rotated.loadings, phi).data).toEqual(rotated.structure.data);
    }
  });

  it('finds simple structure that is there', () => {
    const simple = matrixFromRows([
      [0.8, 0],
      [0.7, 0],
      [0.6, 0],
      [0, 0.5],
      [0, 0.6],
      [0, 0.7],
    ]);
    const turn = matrixFromRows([
      [Math.cos(0.6), Math.sin(0.6)],
      [-Math.sin(0.6), Math.cos(0.6)],
    ]);
    for (const method of ['varimax', 'quartimax', 'equamax', 'oblimin', 'promax'] as const) {
      const { loadings } = rotateFactors(multiply(simple, turn), { method });
      simple.data.forEach((value, i) => expect(loadings.data[i]).toBeCloseTo(value, 6));
    }
  });
});

describe('parallel analysis', () => {
  it('agrees with eigenvalues of drawn data', () => {
    const [n, p, replicates] = [40, 5, 1500];
    const fast = parallelAnalysis(n, p, { replicates, seed: 4 });
    const sums = new Float64Array(p);
    for (let replicate = 0; replicate < replicates; replicate++) {
      const stream = randomStream(99, replicate);
      const columns = Array.from({ length: p }, () => Float64Array.from({ length: n }, () => stream.normal()));
      symmetricEigenvalues(correlationFromCovariance(crossProducts(columns).sums)).forEach((value, k) => {
        sums[k]! += value / replicates;
      });
    }
    // Both are means of 1500 draws with a spread of about 0.1.
    fast.means.forEach((mean, k) => expect(Math.abs(mean - sums[k]!)).toBeLessThan(0.02));
    expect(fast.means.reduce((sum, value) => sum + value, 0)).toBeCloseTo(p, 9);
  });

  it('one seed gives one answer; fewer rows than columns leave zeros; misuse is refused', () => {
    expect(parallelAnalysis(30, 4, { replicates: 10, seed: 1 })).toEqual(
      parallelAnalysis(30, 4, { replicates: 10, seed: 1 }),
    );
    const few = parallelAnalysis(4, 6, { replicates: 30, seed: 2 });
    few.means.slice(3).forEach((mean) => expect(Math.abs(mean)).toBeLessThan(1e-12));
    expect(few.means[2]).toBeGreaterThan(0.1);
    expect(codeOf(() => parallelAnalysis(2, 4, { replicates: 10, seed: 1 }))).toBe('stats.shape');
    expect(factorsAbove([3, 2, 0.5, 1], [1.5, 1.2, 1, 0.9])).toBe(2);
    expect(factorsAbove([3, 2], [1, 1])).toBe(2);
  });
});

describe('factorability', () => {
  it('two items: KMO one half, chi-square by hand', () => {
    const result = factorability(
      matrixFromRows([
        [1, 0.5],
        [0.5, 1],
      ]),
      101,
    );
    expect(result.kmo).toBeCloseTo(0.5, 12);
    expect(result.bartlett.chiSquare).toBeCloseTo(-(100 - 9 / 6) * Math.log(0.75), 10);
    expect(result.bartlett.log10P).toBeCloseTo(Math.log10(result.bartlett.p!), 9);
  });

  it('no inverse: nothing is made up', () => {
    const result = factorability(
      matrixOf(3, 3, () => 1),
      50,
    );
    expect(result).toMatchObject({ kmo: null, logDeterminant: null, determinant: 0, partial: null });
    expect(result.bartlett).toMatchObject({ chiSquare: null, p: null, log10P: null });
  });

  it('the logarithm of the tail goes where the tail cannot', () => {
    for (const [x, df] of [
      [3, 1],
      [10, 3],
      [50, 10],
      [400, 21],
      [5, 40],
    ] as const)
      expect(chiSquareLog10Upper(x, df)).toBeCloseTo(Math.log10(chiSquareUpper(x, df)), 9);
    expect(chiSquareLog10Upper(2e5, 2)).toBeCloseTo(-1e5 / Math.LN10, 6);
    expect(chiSquareLog10Upper(1, 1.5)).toBeNaN();
    expect(chiSquareLog10Upper(Number.NaN, 2)).toBeNaN();
  });
});

describe('factors against a grouping', () => {
  it('gives each factor one group, as many items as possible agreeing', () => {
    // Factor 0 holds two items of each group; only exchanging finds that all of factor 1 belong to group 0.
    expect(factorMatch([0, 0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 0, 0, 0], 2, 2)).toEqual({
      groupOf: [1, 0],
      agreeing: 5,
      share: 5 / 7,
      misplaced: [0, 1],
    });
    expect(factorMatch([0, 1, 2], [0, 0, -1], 3, 1)).toMatchObject({ agreeing: 1, misplaced: [1] });
    expect(factorMatch([0, 0], [-1, -1], 1, 2)).toMatchObject({ share: 0, misplaced: [] });
  });
});
