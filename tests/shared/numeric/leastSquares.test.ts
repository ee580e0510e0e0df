import { describe, expect, it } from 'vitest';
import { decimalShift } from '../../../shared/numeric/decimalShift.ts';
import {
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareUpper,
  noncentralChiSquareCdf,
  noncentralTUpper,
  studentizedRangeQuantile,
  studentizedRangeUpper,
  studentTTwoSided,
} from '../../../shared/numeric/distributions.ts';
import { leastSquares } from '../../../shared/numeric/leastSquares.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import {
  applyQ,
  applyQTransposed,
  crossProductInverse,
  householderQr,
  solveLower,
  solveUpper,
} from '../../../shared/numeric/qr.ts';

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected) / Math.abs(expected), `${actual} and ${expected}`).toBeLessThanOrEqual(tolerance);
}

describe('studentized range', () => {
  it('agrees with R, which is good to 1e-8', () => {
    expectRelative(studentizedRangeUpper(3.5, 3, 27), 0.0504906806002879, 1e-7);
    expectRelative(studentizedRangeUpper(4.2, 6, 66), 0.0457359807983573, 1e-7);
    expectRelative(studentizedRangeUpper(6, 10, 1000), 0.00100153186577445, 1e-7);
    expectRelative(studentizedRangeQuantile(0.95, 3, 27), 3.50642612339269, 1e-7);
    expectRelative(studentizedRangeQuantile(0.95, 6, 66), 4.15085072746921, 1e-7);
    expectRelative(studentizedRangeQuantile(0.95, 10, 1000), 4.48430244560337, 1e-7);
  });

  it('of two means is the t law, far into the tail', () => {
    for (const df of [1, 2, 3.5, 10, 200, Infinity])
      for (const q of [0.01, 0.5, 2, 6, 15])
        expectRelative(studentizedRangeUpper(q, 2, df), studentTTwoSided(q / Math.SQRT2, df), 1e-12);
  });

  it('quantiles lead back, for few groups and many', () => {
    for (const groups of [2, 4, 12, 60])
      for (const df of [2, 7.5, 120])
        for (const p of [0.5, 0.95, 0.9999])
          expectRelative(studentizedRangeUpper(studentizedRangeQuantile(p, groups, df), groups, df), 1 - p, 1e-10);
  });

  it('knows its domain', () => {
    expect(studentizedRangeUpper(3, 1, 5)).toBeNaN();
    expect(studentizedRangeUpper(3, 3, 0)).toBeNaN();
    expect(studentizedRangeUpper(0, 3, 5)).toBe(1);
    expect(studentizedRangeUpper(Infinity, 3, 5)).toBe(0);
    expect(studentizedRangeQuantile(1, 3, 5)).toBeNaN();
    expect(studentizedRangeQuantile(0, 3, 5)).toBe(0);
  });
});

describe('noncentral laws agree with R', () => {
  it('t', () => {
    expectRelative(noncentralTUpper(2, 10, 1), 0.192388437469689, 1e-10);
    expectRelative(noncentralTUpper(3.1, 40, 2.5), 0.291711399471824, 1e-10);
    expectRelative(noncentralTUpper(2.086, 20, 0), studentTTwoSided(2.086, 20) / 2, 1e-12);
  });

  it('chi-square', () => {
    expectRelative(noncentralChiSquareCdf(5, 3, 2), 0.593405180083156, 1e-12);
    expectRelative(noncentralChiSquareCdf(10, 4, 20), 0.0434448506659007, 1e-12);
    expectRelative(noncentralChiSquareCdf(106.2, 4, 100), 0.562514139797615, 1e-12);
    expectRelative(noncentralChiSquareCdf(3, 1, 15), 0.016139728935925, 1e-12);
    // Both sides of the change to the normal form.
    expectRelative(noncentralChiSquareCdf(10_049, 4, 10_000), 0.590844811473, 1e-11);
    expectRelative(noncentralChiSquareCdf(10_050, 4, 10_001), 0.590840359801, 1e-5);
    expect(noncentralChiSquareCdf(0, 3, 2)).toBe(0);
    expect(noncentralChiSquareCdf(5, -1, 2)).toBeNaN();
  });
});

describe('chi-square with many degrees of freedom agrees with R', () => {
  it('near the mean and in the tails', () => {
    expectRelative(chiSquareCdf(2004, 2000), 0.529392503770938, 1e-11);
    expectRelative(chiSquareUpper(2004, 2000), 0.470607496229062, 1e-11);
    expectRelative(chiSquareCdf(10049, 10004), 0.626413806693975, 1e-11);
    expectRelative(chiSquareUpper(10049, 10004), 0.373586193306025, 1e-11);
    expectRelative(chiSquareCdf(400, 390), 0.647605923980344, 1e-11);
    expectRelative(chiSquareUpper(400, 390), 0.352394076019656, 1e-11);
    expectRelative(chiSquareCdf(290, 300), 0.349904824075029, 1e-11);
    expectRelative(chiSquareUpper(290, 300), 0.650095175924971, 1e-11);
    expectRelative(chiSquareCdf(299000, 300000), 0.0982529142715014, 1e-11);
    expectRelative(chiSquareUpper(299000, 300000), 0.901747085728499, 1e-11);
    expectRelative(chiSquareCdf(2500, 2000), 0.999999999999893, 1e-11);
    expectRelative(chiSquareUpper(2500, 2000), 1.07400802313862e-13, 1e-11);
    expectRelative(chiSquareCdf(1500, 2000), 2.15165571732036e-18, 1e-11);
    expectRelative(chiSquareUpper(1500, 2000), 1, 1e-11);
    expectRelative(chiSquareCdf(303000, 300000), 0.999943539929093, 1e-11);
    expectRelative(chiSquareUpper(303000, 300000), 5.64600709070584e-5, 1e-11);
    expectRelative(chiSquareQuantile(0.025, 2000), 1877.94603681539, 1e-12);
    expectRelative(chiSquareQuantile(0.975, 2000), 2125.84230244978, 1e-12);
    expectRelative(chiSquareQuantile(0.5, 300), 299.333597349218, 1e-12);
    expectRelative(chiSquareQuantile(1e-6, 100000), 97888.5822184374, 1e-12);
  });
});

describe('leading constant digits', () => {
  it('keeps the decimals as written', () => {
    const { shift, deviations } = decimalShift(Float64Array.of(1000000000000.4, 1000000000000.3, 1000000000000.5));
    expect(shift).toBe(1e12);
    expect([...deviations]).toEqual([0.4, 0.3, 0.5]);
    const negative = decimalShift(Float64Array.of(-1000000.25, -1000000.75, -1000001));
    expect(negative.shift).toBe(-1000001);
    expect([...negative.deviations]).toEqual([0.75, 0.25, 0]);
  });

  it('leaves ordinary data alone', () => {
    const values = Float64Array.of(1, 2.5, 7);
    expect(decimalShift(values)).toEqual({ shift: 0, deviations: values });
    expect(decimalShift(new Float64Array(0)).shift).toBe(0);
  });
});

describe('Householder QR', () => {
  const columns = [
    [1, 1, 1, 1, 1],
    [1, 2, 3, 4, 7],
    [2, 0, 1, 5, 3],
  ];

  it('turns and turns back, and solves with R', () => {
    const qr = householderQr(columns);
    const vector = Float64Array.of(3, -1, 4, 1, 5);
    const turned = vector.slice();
    applyQTransposed(qr, turned);
    applyQ(qr, turned);
    turned.forEach((value, i) => expect(value).toBeCloseTo(vector[i]!, 12));
    const b = [1, 2, 3];
    const x = solveUpper(qr, solveLower(qr, b));
    // x = (A'A)^-1 b.
    crossProductInverse(qr).forEach((row, i) =>
      expect(x[i]).toBeCloseTo(
        row.reduce((sum, value, j) => sum + value * b[j]!, 0),
        12,
      ),
    );
  });

  it('sets combinations of earlier columns aside', () => {
    const sum = columns[1]!.map((value, i) => 2 * value - columns[2]![i]!);
    expect(householderQr([...columns, sum])).toMatchObject({ kept: [0, 1, 2], aliased: [3] });
    expect(
      householderQr([
        [0, 0],
        [1, 2],
      ]),
    ).toMatchObject({ kept: [1], aliased: [0] });
    expect(() => householderQr([[1, 2], [1]])).toThrow('matrix.shape');
  });

  it('keeps its length for very large and very small numbers', () => {
    expect(householderQr([[3e200, 4e200]]).diagonal[0]).toBeCloseTo(-5e200, -190);
    expect(Math.abs(householderQr([[3e-200, 4e-200]]).diagonal[0]!) / 5e-200).toBeCloseTo(1, 12);
  });
});

describe('least squares', () => {
  it('reaches the digits of the data where the columns are nearly dependent', () => {
    // Powers 1 to 8 of 0 to 20: the plain matrix has a condition above 1e11.
    const x = Float64Array.from({ length: 21 }, (_, i) => i);
    const y = x.map((value) => {
      let sum = 1;
      for (let power = 1; power <= 8; power++) sum += value ** power;
      return sum;
    });
    const fit = leastSquares(y, [x], { intercept: true, weights: null, degree: 8 });
    for (const b of fit.coefficients) expect(Math.abs(b - 1)).toBeLessThan(1e-12);
  });

  it('of many whole numbers goes by exact sums, to what QR of their halves gives', () => {
    const n = 1501;
    const stream = randomStream(7);
    const general = Array.from({ length: n }, () => stream.integer(6));
    const answers = (): Float64Array => Float64Array.from(general, (own) => 1 + own + stream.integer(5));
    const predictors = Array.from({ length: 7 }, answers);
    // A sum of two and a constant: neither gets a coefficient of its own, the constant one without intercept.
    const sum = predictors[0]!.map((value, i) => value + predictors[3]![i]!);
    const columns = [...predictors.slice(0, 5), sum, ...predictors.slice(5), new Float64Array(n).fill(4)];
    const y = answers();
    const half = (column: Float64Array): Float64Array => column.map((value) => value / 2);
    for (const intercept of [true, false]) {
      const options = { intercept, weights: null, degree: 1 };
      const exact = leastSquares(y, columns, options);
      const byQr = leastSquares(half(y), columns.map(half), options);
      expect(exact.kept).toEqual(byQr.kept);
      exact.coefficients.forEach((b, at) => {
        const ownUnits = intercept && at === 0 ? 2 : 1;
        expectRelative(b, byQr.coefficients[at]! * ownUnits, 1e-11);
      });
      expectRelative(exact.ssResidual, 4 * byQr.ssResidual, 1e-13);
      expectRelative(exact.ssTotal, 4 * byQr.ssTotal, 1e-13);
      expectRelative(exact.condition, byQr.condition, 1e-10);
      for (const row of [0, 255, 256, 700, n - 1]) {
        expectRelative(exact.residuals[row]!, 2 * byQr.residuals[row]!, 1e-11);
        expectRelative(exact.leverages[row]!, byQr.leverages[row]!, 1e-11);
      }
      exact.inverse.forEach((row, i) => {
        const scale = intercept && i === 0 ? 1 : 0.25;
        expectRelative(row[i]!, byQr.inverse[i]![i]! * scale, 1e-10);
      });
      const shifts = exact.columns.map(({ shift }) => shift);
      expect(exact.columns[2]!.values()[9]).toBe((intercept ? columns[1]! : columns[2]!)[9]! - shifts[2]!);
    }
  });

  it('of many whole numbers without error has no residuals', () => {
    const x = [1, 2, 3].map((seed) => {
      const stream = randomStream(seed);
      return Float64Array.from({ length: 1200 }, () => stream.integer(11));
    });
    const y = x[0]!.map((value, i) => 7 + 2 * value - x[1]![i]! + 3 * x[2]![i]!);
    const fit = leastSquares(y, x, { intercept: true, weights: null, degree: 1 });
    expect([...fit.coefficients]).toEqual([7, 2, -1, 3]);
    expect(fit.ssResidual).toBe(0);
    expect(fit.residuals.every((value) => value === 0)).toBe(true);
  });

  it('a weight of w is w copies', () => {
    const x = Float64Array.of(1, 2, 4, 7);
    const y = Float64Array.of(2, 3, 9, 10);
    const weighted = leastSquares(y, [x], { intercept: true, weights: Float64Array.of(1, 2, 1, 3), degree: 1 });
    const copies = leastSquares(Float64Array.of(2, 3, 3, 9, 10, 10, 10), [Float64Array.of(1, 2, 2, 4, 7, 7, 7)], {
      intercept: true,
      weights: null,
      degree: 1,
    });
    weighted.coefficients.forEach((b, i) => expect(b).toBeCloseTo(copies.coefficients[i]!, 13));
    expect(weighted.ssResidual).toBeCloseTo(copies.ssResidual, 12);
  });
});
