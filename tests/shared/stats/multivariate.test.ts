import { describe, expect, it } from 'vitest';
import { InputError } from '../../../shared/model/errors.ts';
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
import { bootstrapImportance } from '../../../shared/stats/bootstrapImportance.ts';
import { averageVarianceExtracted, compositeReliability, congeneric } from '../../../shared/stats/congeneric.ts';
import { cronbachAlpha } from '../../../shared/stats/cronbachAlpha.ts';
import { discriminant } from '../../../shared/stats/discriminant.ts';
import { discriminantValidity } from '../../../shared/stats/discriminantValidity.ts';
import { extractFactors, mostFactors } from '../../../shared/stats/extractFactors.ts';
import { factorMatch } from '../../../shared/stats/factorMatch.ts';
import { factorability } from '../../../shared/stats/factorability.ts';
import { itemAnalysis } from '../../../shared/stats/itemAnalysis.ts';
import { itemCorrelations } from '../../../shared/stats/itemCorrelations.ts';
import { factorsAbove, parallelAnalysis } from '../../../shared/stats/parallelAnalysis.ts';
import { relativeImportance, subsetRSquared } from '../../../shared/stats/relativeImportance.ts';
import { rotateFactors, type RotationMethod } from '../../../shared/stats/rotateFactors.ts';

const code = (work: () => unknown): string | null => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return null;
};

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

/** Rows of items with common factors and noise; a fixed seed per call. */
function drawn(seed: number, n: number, k: number): Float64Array[] {
  const stream = randomStream(seed);
  const factor = Float64Array.from({ length: n }, () => stream.normal());
  return Array.from({ length: k }, () => factor.map((f) => f + stream.normal()));
}

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
    expect(code(() => extractFactors(unit, { method: 'principalComponents', factors: 4 }))).toBe('stats.factorCount');
    expect(code(() => extractFactors(unit, { method: 'maximumLikelihood', factors: 3 }))).toBe('stats.factorCount');
    const twice = matrixOf(3, 3, (i, j) => (i === j || i + j === 1 ? 1 : 0.3));
    expect(code(() => extractFactors(twice, { method: 'maximumLikelihood', factors: 1 }))).toBe('stats.singular');
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
    expect(code(() => parallelAnalysis(2, 4, { replicates: 10, seed: 1 }))).toBe('stats.shape');
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
    expect(code(() => discriminant(columns, [0], 2))).toBe('stats.shape');
  });
});

describe('relative importance', () => {
  const predictors = matrixFromRows([
    [1, 0.5, 0.2],
    [0.5, 1, 0.3],
    [0.2, 0.3, 1],
  ]);
  const withDependent = [0.6, 0.5, 0.4];

  it('subsets by inverse matrices; shares sum to R squared', () => {
    const gained = subsetRSquared(predictors, withDependent);
    for (let mask = 1; mask < 8; mask++) {
      const places = [0, 1, 2].filter((i) => (mask & (1 << i)) !== 0);
      const inverse = symmetricInverse(
        matrixOf(places.length, places.length, (i, j) => at(predictors, places[i]!, places[j]!)),
      )!;
      let r2 = 0;
      places.forEach((a, i) =>
        places.forEach((b, j) => (r2 += withDependent[a]! * at(inverse, i, j) * withDependent[b]!)),
      );
      expect(gained[mask]).toBeCloseTo(r2, 12);
    }
    const result = relativeImportance(predictors, withDependent);
    for (const shares of [result.lmg!, result.johnson, result.pratt!])
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(result.rSquared, 12);
  });

  it('Shapley values by folding are the mean gains over sizes', () => {
    for (const k of [1, 2, 5, 9]) {
      const correlation = correlationFromCovariance(crossProducts(drawn(20 + k, 80, k + 1)).sums);
      const result = relativeImportance(
        matrixOf(k, k, (i, j) => at(correlation, i, j)),
        Array.from({ length: k }, (_, i) => at(correlation, i, k)),
      );
      result.lmg!.forEach((value, i) =>
        expect(value).toBeCloseTo(result.bySize!.reduce((sum, row) => sum + row[i]!, 0) / k, 13),
      );
    }
  });

  it('copies of a predictor share equally; redundant ones add nothing last', () => {
    const copies = matrixOf(3, 3, (i, j) => (i === j || i + j === 1 ? 1 : 0.2));
    const result = relativeImportance(copies, [0.6, 0.6, 0.4]);
    expect(result.beta).toBeNull();
    expect(result.lmg![0]).toBeCloseTo(result.lmg![1]!, 12);
    expect(result.johnson[0]).toBeCloseTo(result.johnson[1]!, 12);
    expect(result.last[0]).toBeCloseTo(0, 12);
    expect(result.last[2]).toBeGreaterThan(0.05);
    expect(result.rSquared).toBeCloseTo(
      relativeImportance(
        matrixOf(2, 2, (i, j) => (i === j ? 1 : 0.2)),
        [0.6, 0.4],
      ).rSquared,
      12,
    );
  });

  it('more than twenty predictors: Johnson only', () => {
    const many = matrixOf(24, 24, (i, j) => (i === j ? 1 : 0.3));
    const result = relativeImportance(
      many,
      Array.from({ length: 24 }, () => 0.3),
    );
    expect(result.lmg).toBeNull();
    expect(result.johnson.reduce((sum, share) => sum + share, 0)).toBeCloseTo(result.rSquared, 10);
    expect(code(() => relativeImportance(many, [1]))).toBe('stats.shape');
  });

  it('intervals hold the shares and depend on the seed only', () => {
    const columns = drawn(8, 300, 4);
    const options = { replicates: 120, seed: 5 };
    const first = bootstrapImportance(columns, options);
    expect(bootstrapImportance(columns, options)).toEqual(first);
    expect(bootstrapImportance(columns, { ...options, seed: 6 })).not.toEqual(first);
    expect(first.largest.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const correlation = correlationFromCovariance(crossProducts(columns).sums);
    const whole = relativeImportance(
      matrixOf(3, 3, (i, j) => at(correlation, i, j)),
      [0, 1, 2].map((i) => at(correlation, i, 3)),
    );
    first.lmg!.forEach((interval, i) => {
      expect(interval!.lower).toBeLessThan(whole.lmg![i]! / whole.rSquared);
      expect(interval!.upper).toBeGreaterThan(whole.lmg![i]! / whole.rSquared);
    });
    // A frequency weight draws as its copies do: rows side by side, the same places of the stream.
    const pairs = columns.map((column) => Float64Array.from(column, (value) => value));
    const weighted = bootstrapImportance(pairs, { ...options, weights: new Float64Array(300).fill(2) });
    expect(weighted.replicates).toBe(120);
    expect(bootstrapImportance(columns, { ...options, replicates: 10 }).johnson).toEqual([null, null, null]);
  });

  it('beyond 2048 rows groups of rows are drawn: intervals as narrow as so many rows make them', () => {
    const few = drawn(8, 2000, 4);
    const copied = few.map((column) => Float64Array.from({ length: 6000 }, (_, row) => column[row % 2000]!));
    const options = { replicates: 400, seed: 5 };
    const width = (result: ReturnType<typeof bootstrapImportance>): readonly number[] =>
      result.johnson.map((interval) => interval!.upper - interval!.lower);
    const [rows, groups] = [bootstrapImportance(few, options), bootstrapImportance(copied, options)];
    expect(bootstrapImportance(copied, options)).toEqual(groups);
    expect(groups.replicates).toBe(400);
    // Three times the rows: widths over the root of three, with the noise that 400 replicates leave.
    width(groups).forEach((one, i) => expect((one * Math.sqrt(3)) / width(rows)[i]!).toBeCloseTo(1, 0.4));
    groups.johnson.forEach((interval, i) => {
      const middle = (interval!.lower + interval!.upper) / 2;
      expect(middle).toBeGreaterThan(rows.johnson[i]!.lower);
      expect(middle).toBeLessThan(rows.johnson[i]!.upper);
    });
    const equal = { ...options, weights: new Float64Array(6000).fill(2), weightKind: 'survey' } as const;
    const survey = bootstrapImportance(copied, equal);
    survey.johnson.forEach((interval, i) => expect(interval!.lower).toBeCloseTo(groups.johnson[i]!.lower, 12));
    // A frequency weight of two stands for two rows: four times the rows, half the width.
    const frequency = bootstrapImportance(
      few.map((column) => Float64Array.from([...column, ...column])),
      {
        ...options,
        weights: new Float64Array(4000).fill(2),
      },
    );
    width(frequency).forEach((one, i) => expect((one * 2) / width(rows)[i]!).toBeCloseTo(1, 0.4));
  });
});

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
    expect(code(() => itemAnalysis([[1]]))).toBe('stats.shape');
    expect(code(() => itemAnalysis([[1], [2]], 0.7))).toBe('stats.share');
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
    expect(code(() => itemCorrelations([[1, 2], [3]]))).toBe('stats.shape');
    expect(code(() => itemCorrelations(columns, { missing: 'pairwise', weights: [1, 1, -1, 1, 1] }))).toBe(
      'stats.negativeWeight',
    );
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
