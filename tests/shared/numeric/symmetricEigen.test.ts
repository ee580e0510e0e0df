import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { cholesky } from '../../../shared/numeric/cholesky.ts';
import { at, type Matrix, matrixFromRows, matrixOf, multiply, transpose } from '../../../shared/numeric/matrix.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { symmetricEigen, symmetricEigenvalues } from '../../../shared/numeric/symmetricEigen.ts';

const random = randomStream(11);

function symmetric(n: number): Matrix {
  const a = matrixOf(n, n, () => random.normal());
  return matrixOf(n, n, (i, j) => at(a, i, j) + at(a, j, i));
}

function ofRank(n: number, rank: number): Matrix {
  const a = matrixOf(n, rank, () => random.normal());
  return multiply(a, transpose(a));
}

function expectDecomposed(matrix: Matrix): void {
  const n = matrix.rows;
  const { values, vectors } = symmetricEigen(matrix);
  const size = Math.max(1, ...matrix.data.map(Math.abs)) * n;
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rebuilt = 0;
      let product = 0;
      for (let r = 0; r < n; r++) {
        rebuilt += at(vectors, i, r) * values[r]! * at(vectors, j, r);
        product += at(vectors, r, i) * at(vectors, r, j);
      }
      expect(Math.abs(rebuilt - at(matrix, i, j))).toBeLessThan(1e-14 * size);
      expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-13);
    }
  }
  const own = symmetricEigenvalues(matrix);
  values.forEach((value, place) => {
    expect(Math.abs(own[place]! - value)).toBeLessThan(1e-14 * size);
  });
}

describe('eigenvalues of symmetric matrices', () => {
  it.each([1, 2, 3, 10, 60])('rebuilds a random matrix of order %i and agrees with ml-matrix', (n) => {
    const matrix = symmetric(n);
    expectDecomposed(matrix);
    const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_unused, j) => at(matrix, i, j)));
    const theirs = new EigenvalueDecomposition(new MlMatrix(rows), { assumeSymmetric: true }).realEigenvalues;
    const own = symmetricEigenvalues(matrix);
    theirs.toSorted((a, b) => b - a).forEach((value, place) => expect(own[place]).toBeCloseTo(value, 11));
  });

  it('takes diagonal, zero, equal and rank-deficient matrices', () => {
    expectDecomposed(matrixOf(5, 5, (i, j) => (i === j ? i : 0)));
    expectDecomposed(matrixOf(4, 4, () => 0));
    expectDecomposed(matrixOf(30, 30, () => 1));
    expectDecomposed(matrixOf(6, 6, (i, j) => (i === j ? 1 : 0.5)));
    expectDecomposed(ofRank(40, 3));
    expectDecomposed(matrixOf(20, 20, (i, j) => (Math.abs(i - j) === 1 ? 1e-200 : i === j ? 1e-190 : 0)));
    expect(symmetricEigenvalues(ofRank(40, 3))[3]).toBeLessThan(1e-12);
    expect(symmetricEigenvalues(matrixFromRows([])).length).toBe(0);
  });

  it('says NaN where an element is not finite', () => {
    const matrix = matrixFromRows([
      [1, Number.NaN],
      [Number.NaN, 1],
    ]);
    expect(symmetricEigen(matrix).values[0]).toBeNaN();
    expect(symmetricEigen(matrix).vectors.data[0]).toBeNaN();
    expect(symmetricEigenvalues(matrix)[1]).toBeNaN();
  });
});

describe('Cholesky', () => {
  it('solves, inverts and whitens', () => {
    const matrix = ofRank(25, 30);
    const factor = cholesky(matrix)!;
    const x = Float64Array.from({ length: 25 }, () => random.normal());
    const b = Float64Array.from(x, (_, i) => x.reduce((sum, value, j) => sum + at(matrix, i, j) * value, 0));
    factor.solve(b).forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 7));
    const unit = multiply(factor.inverse(), matrix);
    for (let i = 0; i < 25; i++) for (let j = 0; j < 25; j++) expect(at(unit, i, j)).toBeCloseTo(i === j ? 1 : 0, 7);
    const z = factor.whiten(b);
    const length = z.reduce((sum, value) => sum + value * value, 0);
    const form = x.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(length / form).toBeCloseTo(1, 10);
    const logs = symmetricEigenvalues(matrix).reduce((sum, value) => sum + Math.log(value), 0);
    expect(factor.logDeterminant).toBeCloseTo(logs, 8);
  });

  it('refuses what is not positive definite', () => {
    expect(cholesky(ofRank(8, 3))).toBeNull();
    expect(cholesky(matrixFromRows([[0]]))).toBeNull();
    expect(cholesky(matrixFromRows([[Number.NaN]]))).toBeNull();
    expect(
      cholesky(
        matrixFromRows([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toBeNull();
  });
});
