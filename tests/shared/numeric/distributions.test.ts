import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  betaCdf,
  betaQuantile,
  betaUpper,
  binomialCdf,
  binomialUpper,
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareUpper,
  fQuantile,
  fUpper,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  normalTwoSidedQuantile,
  normalUpper,
  studentTQuantile,
  studentTTwoSided,
  studentTTwoSidedQuantile,
  studentTUpper,
} from '../../../shared/numeric/distributions.ts';
import { casesHere } from '../../golden/statsOracle.ts';

function expectRelative(actual: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(actual - expected) / Math.abs(expected)).toBeLessThanOrEqual(tolerance);
}

/** The oracle's statistics have 15 digits; their p-values repeat that error magnified by the slope of the tail, hence 1e-11. */
const fromStatistic = 1e-11;

describe('against R through the oracle', () => {
  const correlations = casesHere('correlation').flatMap(
    (one) =>
      one.expected.pairs as {
        pearson: { t: number; df: number; p: number };
        kendall_tau_b: { z: number; p_normal: number };
      }[],
  );
  it('two-sided p of t and z', () => {
    expect(correlations.length).toBeGreaterThan(20);
    for (const { pearson, kendall_tau_b } of correlations) {
      expectRelative(studentTTwoSided(pearson.t, pearson.df), pearson.p, 1e-10);
      expectRelative(normalTwoSided(kendall_tau_b.z), kendall_tau_b.p_normal, 1e-10);
    }
  });

  it('upper tails of F and chi-square', () => {
    const rows = casesHere('anova_oneway').map(
      (one) =>
        one.expected as {
          F: number;
          df_between: number;
          df_within: number;
          p: number;
          bartlett: { K2: number; df: number; p: number };
        },
    );
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) {
      expectRelative(fUpper(row.F, row.df_between, row.df_within), row.p, fromStatistic);
      expectRelative(chiSquareUpper(row.bartlett.K2, row.bartlett.df), row.bartlett.p, fromStatistic);
    }
  });

  it('quantiles of t, normal and chi-square from interval half-widths', () => {
    for (const one of casesHere('ci_mean')) {
      const { n, mean, se, intervals } = one.expected as {
        n: number;
        mean: number;
        se: number;
        intervals: { level: number; t: [number, number]; z_sample_sd: [number, number] }[];
      };
      for (const { level, t, z_sample_sd } of intervals) {
        // The half-width loses the digits that mean and limit share.
        const tolerance = (1e-14 * mean) / (t[1] - mean);
        expectRelative(studentTTwoSidedQuantile(level, n - 1), (t[1] - mean) / se, tolerance + 1e-13);
        expectRelative(normalTwoSidedQuantile(level), (z_sample_sd[1] - mean) / se, tolerance + 1e-13);
      }
    }
  });
});

/** Computed with 60 digits: tests/fixtures/upperTails. */
describe('upper tails to 1e-12, from the middle to 1e-300', () => {
  const rows = JSON.parse(
    readFileSync(new URL('../../fixtures/upperTails/upperTails.json', import.meta.url), 'utf8'),
  ) as readonly (readonly [string, readonly [number, number, number], string])[];

  it.each([
    ['normal', normalUpper, 15],
    ['chiSquare', chiSquareUpper, 200],
    ['tTwoSided', studentTTwoSided, 120],
    ['F', fUpper, 400],
  ] as const)('%s', (law, tail, least) => {
    const own = rows.filter(([name]) => name === law);
    expect(own.length).toBeGreaterThanOrEqual(least);
    const far = own.filter(([, given, wanted]) => {
      const exact = Number(wanted);
      return !(Math.abs(tail(...given) - exact) <= 1e-12 * exact);
    });
    expect(far).toEqual([]);
  });
});

/** Values printed by R 4.2.2 and in the tables of Abramowitz and Stegun (1964). */
describe('known values', () => {
  it.each([
    [normalQuantile(0.975), 1.959963984540054],
    [normalQuantile(0.025), -1.959963984540054],
    [normalTwoSidedQuantile(0.99), 2.575829303548901],
    [normalUpper(10), 7.619853024160527e-24],
    [normalCdf(-5), 2.866515718791939e-7],
    [studentTTwoSidedQuantile(0.95, 1), 12.706204736174707],
    [studentTTwoSidedQuantile(0.95, 249), 1.969536867640363],
    [studentTUpper(10, 1), Math.atan(0.1) / Math.PI],
    [chiSquareUpper(100, 2), Math.exp(-50)],
    [chiSquareQuantile(0.95, 2), -2 * Math.log(0.05)],
    [fUpper(30, 2, 10), (1 + (2 * 30) / 10) ** -5],
    [fQuantile(0.95, 2, 10), 5 * (0.05 ** -0.2 - 1)],
    [betaCdf(0.3, 2, 1), 0.09],
    [betaUpper(0.3, 1, 3), 0.7 ** 3],
    [betaQuantile(0.09, 2, 1), 0.3],
    [binomialCdf(0, 20, 0.5), 0.5 ** 20],
    [binomialUpper(20, 20, 0.5), 0.5 ** 20],
  ])('%d is %d', (actual, expected) => {
    expectRelative(actual, expected);
  });
});

describe('edges', () => {
  it('limits of the domain', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(0.5)).toBe(0);
    expect(studentTTwoSided(Infinity, 5)).toBe(0);
    expect(studentTTwoSided(0, 5)).toBe(1);
    expect(studentTQuantile(0.5, 3)).toBe(0);
    expect(chiSquareCdf(-1, 2)).toBe(0);
    expect(chiSquareUpper(0, 2)).toBe(1);
    expect(fUpper(0, 2, 3)).toBe(1);
    expect(fUpper(Infinity, 2, 3)).toBe(0);
    expect(fQuantile(0, 2, 3)).toBe(0);
    expect(fQuantile(1, 2, 3)).toBe(Infinity);
    expect(binomialCdf(-1, 5, 0.5)).toBe(0);
    expect(binomialUpper(6, 5, 0.5)).toBe(0);
  });

  it('outside the domain is NaN', () => {
    for (const value of [
      normalQuantile(2),
      studentTQuantile(0.5, 0),
      studentTTwoSided(Number.NaN, 2),
      chiSquareUpper(1, -1),
      chiSquareQuantile(-1, 2),
      fUpper(1, 0, 2),
      fQuantile(0.5, 1, 0),
      betaCdf(0.5, 0, 1),
      betaQuantile(2, 1, 1),
    ]) {
      expect(value).toBeNaN();
    }
  });

  it('infinite degrees of freedom are the limits', () => {
    expect(studentTQuantile(0.9, Infinity)).toBe(normalQuantile(0.9));
    expect(studentTTwoSided(2, Infinity)).toBe(normalTwoSided(2));
    expect(fUpper(3, 4, Infinity)).toBe(chiSquareUpper(12, 4));
  });

  it('tails and quantiles undo one another', () => {
    for (const p of [1e-12, 1e-5, 0.01, 0.3, 0.5, 0.7, 0.99]) {
      expectRelative(normalCdf(normalQuantile(p)), p);
      for (const df of [1, 2.5, 10, 300, 25975]) {
        // P(T <= t) = P(T > -t), P(F(3, df) <= x) = P(F(df, 3) > 1/x).
        expectRelative(studentTUpper(-studentTQuantile(p, df), df), p, 1e-11);
        expectRelative(chiSquareCdf(chiSquareQuantile(p, df), df), p, 1e-11);
        expectRelative(fUpper(1 / fQuantile(p, 3, df), df, 3), p, 1e-10);
      }
    }
  });
});
