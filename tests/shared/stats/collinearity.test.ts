import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/numeric/random.ts';
import { singularValues } from '../../../shared/numeric/singularValues.ts';
import { symmetricEigenvalues } from '../../../shared/numeric/symmetricEigen.ts';
import { matrixOf } from '../../../shared/numeric/matrix.ts';
import { collinearity } from '../../../shared/stats/collinearity.ts';

const lines = readFileSync(new URL('../../golden/oracle/data/longley.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const longley = lines.slice(1).map((line) => line.split(',').map(Number));
const column = (place: number): number[] => longley.map((row) => row[place]!);
const predictors = [0, 1, 2, 3, 4, 5].map(column);
const ones = longley.map(() => 1);

describe('collinearity diagnostics', () => {
  it('of Longley’s data are those that R’s perturb::colldiag prints', () => {
    const dimensions = collinearity([ones, ...predictors])!;
    expect(dimensions.map(({ conditionIndex }) => conditionIndex.toFixed(2))).toEqual([
      '1.00',
      '9.14',
      '12.26',
      '25.34',
      '230.42',
      '1048.08',
      '43275.04',
    ]);
    // The intercept and the year are one dependency.
    const last = dimensions.at(-1)!;
    expect(last.shares[0]!).toBeGreaterThan(0.99);
    expect(last.shares[6]!).toBeGreaterThan(0.99);
  });

  it('share out the variance of every coefficient', () => {
    const dimensions = collinearity([ones, ...predictors])!;
    for (let place = 0; place < 7; place++)
      expect(dimensions.reduce((sum, { shares }) => sum + shares[place]!, 0)).toBeCloseTo(1, 12);
  });

  it('are 1 throughout for columns at right angles, and null for a combination or too few rows', () => {
    const flat = collinearity([
      [1, 1, 1, 1],
      [1, -1, 1, -1],
      [1, 1, -1, -1],
    ])!;
    for (const { conditionIndex } of flat) expect(conditionIndex).toBeCloseTo(1, 12);
    expect(collinearity([ones, column(0), column(0).map((value) => 2 * value + 1)])).toBeNull();
    expect(collinearity([[1], [2]])).toBeNull();
    expect(() => collinearity([[1, 2], [1]])).toThrow('stats.shape');
  });

  it('count a row of weight 2 like two rows, and change no input', () => {
    const given = [ones, column(2), column(3)];
    const before = given.map((values) => [...values]);
    const weights = ones.map((_, row) => 1 + (row % 2));
    const repeated = given.map((values) => values.flatMap((value, row) => Array<number>(weights[row]!).fill(value)));
    const [weighted, plain] = [collinearity(given, weights)!, collinearity(repeated)!];
    weighted.forEach((one, at) => expect(one.conditionIndex).toBeCloseTo(plain[at]!.conditionIndex, 9));
    expect(given).toEqual(before);
  });
});

describe('singular values', () => {
  it('are the roots of the eigenvalues of X’X, with orthonormal vectors', () => {
    const random = randomStream(5);
    const columns = Array.from({ length: 6 }, () => Float64Array.from({ length: 40 }, () => random.normal()));
    const { values, vectors } = singularValues(columns)!;
    const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const eigenvalues = symmetricEigenvalues(matrixOf(6, 6, (i, j) => dot(columns[i]!, columns[j]!)));
    values.forEach((value, at) => expect(value).toBeCloseTo(Math.sqrt(eigenvalues[at]!), 10));
    for (let a = 0; a < 6; a++)
      for (let b = 0; b < 6; b++) expect(dot(vectors[a]!, vectors[b]!)).toBeCloseTo(a === b ? 1 : 0, 12);
  });
});
