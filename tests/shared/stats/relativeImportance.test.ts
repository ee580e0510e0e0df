import { describe, expect, it } from 'vitest';
import { crossProducts } from '../../../shared/numeric/crossProducts.ts';
import {
  at,
  correlationFromCovariance,
  matrixFromRows,
  matrixOf,
  symmetricInverse,
} from '../../../shared/numeric/matrix.ts';
import { bootstrapImportance } from '../../../shared/stats/bootstrapImportance.ts';
import { relativeImportance, subsetRSquared } from '../../../shared/stats/relativeImportance.ts';
import { codeOf, drawn } from './drawnItems.ts';

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
    expect(codeOf(() => relativeImportance(many, [1]))).toBe('stats.shape');
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
