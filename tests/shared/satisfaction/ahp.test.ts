import { describe, expect, it } from 'vitest';
import ahpCases from '../../golden/oracle/cases/ahp.json' with { type: 'json' };
import groupCases from '../../golden/oracle/cases/ahp_group.json' with { type: 'json' };
import { ahp, reciprocalMatrix } from '../../../shared/satisfaction/ahp.ts';
import { ahpGroup } from '../../../shared/satisfaction/ahpGroup.ts';

describe('ahp against R', () => {
  it.each(ahpCases.map((one) => [one.id, one] as const))('%s', (_id, { dataset, expected }) => {
    const result = ahp(dataset.inline.matrix);
    const close = (actual: readonly number[], wanted: object): void =>
      Object.values(wanted).forEach((value: number, place) => expect(actual[place]).toBeCloseTo(value, 12));
    expect(result.lambdaMax).toBeCloseTo(expected.lambda_max, 11);
    expect(result.consistencyIndex).toBeCloseTo(expected.consistency_index, 11);
    expect(result.consistencyRatio.saaty).toBeCloseTo(expected.consistency_ratio.saaty_1980, 10);
    expect(result.consistencyRatio.saaty2003).toBeCloseTo(expected.consistency_ratio.saaty_2003, 10);
    close(result.eigenvector, expected.weights_eigenvector);
    close(result.geometricMean, expected.weights_geometric_mean);
    close(result.columnMean, expected.weights_column_normalized_mean);
    close(result.rowSum, expected.weights_row_sum);
    expect(result.geometricConsistencyIndex).toBeCloseTo(expected.geometric_consistency_index, 10);
    expect(result.converged).toBe(true);
  });

  it.each(groupCases.map((one) => [one.id, one] as const))('%s', (_id, { dataset, expected }) => {
    const result = ahpGroup(dataset.inline.matrices);
    expected.aij_weights.forEach((value, place) => expect(result.aij.weights[place]).toBeCloseTo(value, 12));
    expected.aip_geometric_weights.forEach((value, place) => expect(result.aipGeometric[place]).toBeCloseTo(value, 12));
    expected.aip_arithmetic_weights.forEach((value, place) =>
      expect(result.aipArithmetic[place]).toBeCloseTo(value, 12),
    );
    expect(result.aij.lambdaMax).toBeCloseTo(expected.aij_lambda_max, 11);
  });
});

describe('ahp', () => {
  it('points at the judgment that contradicts the others', () => {
    // a = 2b = 4c, but c is judged twice as important as a.
    const { worst, consistencyRatio } = ahp([
      [1, 2, 0.5],
      [0.5, 1, 2],
      [2, 0.5, 1],
    ]);
    expect(consistencyRatio.saaty).toBeGreaterThan(0.1);
    expect(worst).toHaveLength(3);
    expect(
      ahp(Object.freeze([Object.freeze([1, 4, 2]), Object.freeze([1 / 4, 1, 5]), Object.freeze([1 / 2, 1 / 5, 1])]))
        .worst[0],
    ).toBeDefined();
  });

  it('makes typed reciprocals exact', () => {
    expect(
      reciprocalMatrix([
        [1, 0.33],
        [3, 1],
      ]),
    ).toEqual([
      [1, 1 / 3],
      [3, 1],
    ]);
  });

  it('takes one element, and has no ratio beyond the table', () => {
    expect(ahp([[1]])).toMatchObject({ weights: [1], lambdaMax: 1, consistencyIndex: 0 });
    const eleven = Array.from({ length: 11 }, () => Array.from({ length: 11 }, () => 1));
    expect(ahp(eleven).consistencyRatio.saaty2003).toBeNull();
    expect(ahp(eleven).consistencyRatio.simulated).toBeCloseTo(0, 12);
  });

  it('refuses what is not a judgment matrix, by its place', () => {
    expect(() => ahp([])).toThrow(expect.objectContaining({ code: 'ahp.shape' }));
    expect(() => ahp([[1, 2]])).toThrow(expect.objectContaining({ code: 'ahp.shape' }));
    expect(() =>
      ahp([
        [1, 0],
        [0, 1],
      ]),
    ).toThrow(expect.objectContaining({ code: 'ahp.notPositive', details: { row: 1, column: 2 } }));
    expect(() =>
      ahp([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow(expect.objectContaining({ code: 'ahp.notReciprocal' }));
    expect(() => ahpGroup([])).toThrow(expect.objectContaining({ code: 'ahp.groupShape' }));
    expect(() =>
      ahpGroup([
        [[1]],
        [
          [1, 1],
          [1, 1],
        ],
      ]),
    ).toThrow(expect.objectContaining({ code: 'ahp.groupShape' }));
  });
});
