import { describe, expect, it } from 'vitest';
import { adviceMargin } from '../../../shared/satisfaction/adviceMargin.ts';
import { ahp } from '../../../shared/satisfaction/ahp.ts';
import { criticWeights } from '../../../shared/satisfaction/criticWeights.ts';
import { firstComponentShares, johnsonShares, regressionShares } from '../../../shared/satisfaction/driverShares.ts';
import { entropyWeights } from '../../../shared/satisfaction/entropyWeights.ts';
import { lostPointShares, zonePriorities } from '../../../shared/satisfaction/improvementWays.ts';
import { kanoCategoryOf, kanoCurve, kanoResult } from '../../../shared/satisfaction/kano.ts';
import { quantityRollUp } from '../../../shared/satisfaction/quantityRollUp.ts';
import { rankingJudgments, rankingSummary } from '../../../shared/satisfaction/rankingJudgments.ts';
import { scoreMoments } from '../../../shared/satisfaction/scoreMoments.ts';
import {
  doubleRatingWeights,
  improvedDoubleRatingWeights,
  ownWeightIndices,
  statedImportance,
} from '../../../shared/satisfaction/statedImportance.ts';
import { variationWeights } from '../../../shared/satisfaction/variationWeights.ts';
import { valuePattern } from '../../../shared/satisfaction/deliveredValue.ts';
import { loyaltyTypeCodes } from '../../../shared/satisfaction/loyaltyTypes.ts';
import { at, matrixFromRows } from '../../../shared/numeric/matrix.ts';
import { asList } from '../../golden/oracle.ts';
import { casesHere, tableOfCase } from '../../golden/statsOracle.ts';
import { numericColumn } from '../../golden/table.ts';

const columns = (...lists: readonly (readonly number[])[]): Float64Array[] =>
  lists.map((list) => Float64Array.from(list));
const rounded = (values: readonly number[], digits: number): number[] =>
  values.map((one) => Number(one.toFixed(digits)));

describe('rankings to judgments, worked numbers of the methods', () => {
  const strict = (k: number) => rankingSummary(Array.from({ length: k }, (_, i) => Float64Array.of(i + 1)))!;

  it('three strict ranks', () => {
    const geometric = ahp(rankingJudgments(strict(3), 'geometric'));
    expect(rounded(geometric.weights, 3)).toEqual([0.692, 0.231, 0.077]);
    expect(geometric.consistencyRatio.saaty).toBeCloseTo(0, 12);
    const linear = ahp(rankingJudgments(strict(3), 'linear'));
    expect(rounded(linear.weights, 3)).toEqual([0.735, 0.207, 0.058]);
    expect(linear.consistencyRatio.saaty).toBeCloseTo(0.1009, 4);
  });

  it('five strict ranks', () => {
    expect(rounded(ahp(rankingJudgments(strict(5), 'geometric')).weights, 3)).toEqual([
      0.452, 0.261, 0.151, 0.087, 0.05,
    ]);
    const linear = ahp(rankingJudgments(strict(5), 'linear'));
    // The second is .261499, printed as .262 from .2615.
    [0.513, 0.262, 0.129, 0.063, 0.033].forEach((printed, i) =>
      expect(Math.abs(linear.weights[i]! - printed)).toBeLessThan(0.00051),
    );
    expect(linear.consistencyRatio.saaty).toBeCloseTo(0.053, 3);
  });

  it('shares of preference, ties halved, clipped at 9, incomplete rankings left out', () => {
    const summary = rankingSummary(columns([1, 2, 1, Number.NaN], [2, 1, 1, 1]))!;
    expect(summary.n).toBe(3);
    expect(summary.preference[0]![1]).toBe(0.5);
    expect(summary.scores).toEqual([1.5, 1.5]);
    expect(rankingJudgments(summary, 'geometric')).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(rankingJudgments(strict(2), 'preference')).toEqual([
      [1, 9],
      [1 / 9, 1],
    ]);
    expect(rankingSummary(columns([Number.NaN], [1]))).toBeNull();
    expect(() => rankingJudgments(summary, 'geometric', 1)).toThrow(expect.objectContaining({ code: 'ranking.base' }));
  });

  it('a weight of 2 is two respondents', () => {
    const weighted = rankingSummary(columns([1, 3], [2, 1], [3, 2]), Float64Array.of(2, 1))!;
    const copied = rankingSummary(columns([1, 1, 3], [2, 2, 1], [3, 3, 2]))!;
    expect(weighted.scores).toEqual(copied.scores);
    expect(weighted.preference).toEqual(copied.preference);
  });
});

describe('weights from scores', () => {
  const data = columns([85, 78, 92, 66, 88], [90, 85, 70, 95, 80], [78, 88, 85, 90, 70]);

  it('a weight of 2 is two rows, equal weights are none', () => {
    const weights = Float64Array.of(2, 1, 1, 1, 1);
    const copied = data.map((column) => Float64Array.of(column[0]!, ...column));
    for (const normalise of ['raw', 'minmax'] as const) {
      const [a, b] = [entropyWeights(data, { weights, normalise }), entropyWeights(copied, { normalise })];
      a.weights!.forEach((weight, j) => expect(weight).toBeCloseTo(b.weights![j]!, 12));
    }
    criticWeights(data, { weights }).weights!.forEach((weight, j) =>
      expect(weight).toBeCloseTo(criticWeights(copied).weights![j]!, 12),
    );
    variationWeights(data, weights).weights!.forEach((weight, j) =>
      expect(weight).toBeCloseTo(variationWeights(copied).weights![j]!, 12),
    );
    const ones = new Float64Array(5).fill(1);
    expect(entropyWeights(data, { weights: ones })).toEqual(entropyWeights(data));
  });

  it('a column that does not vary weighs nothing, nothing varying is no weights', () => {
    const constant = columns([85, 78, 92], [50, 50, 50]);
    expect(entropyWeights(constant).weights).toEqual([1, 0]);
    expect(variationWeights(constant).weights).toEqual([1, 0]);
    // The only varying column has nobody to conflict with.
    expect(criticWeights(constant).weights).toBeNull();
    expect(criticWeights(columns([1, 2, 3])).weights).toEqual([1]);
    for (const none of [columns([5, 5], [7, 7]), columns([5], [7])]) {
      expect(entropyWeights(none).weights).toBeNull();
      expect(variationWeights(none).weights).toBeNull();
    }
    expect(variationWeights(columns([0, 0])).weights).toBeNull();
  });

  it('refuses what it cannot read', () => {
    expect(() => entropyWeights(columns([-1, 2]))).toThrow(
      expect.objectContaining({ code: 'weights.entropyNegative' }),
    );
    expect(() => criticWeights(data, { directions: [1] })).toThrow(
      expect.objectContaining({ code: 'weights.directions' }),
    );
  });
});

describe('driver shares', () => {
  it.each(casesHere('relative_importance'))('Johnson’s weights of $id', (oracleCase) => {
    const table = tableOfCase(oracleCase);
    const { dependent: outcome, predictors } = oracleCase.options as {
      readonly dependent: string;
      readonly predictors: string | readonly string[];
    };
    const drivers = asList(predictors);
    const used = [...drivers, outcome].map((name) => numericColumn(table, name));
    const complete = used.map((column) => column.filter((_, row) => used.every((other) => !Number.isNaN(other[row]!))));
    const { correlations } = scoreMoments(complete, null);
    const k = drivers.length;
    const inner = matrixFromRows(drivers.map((_, i) => drivers.map((_name, j) => at(correlations, i, j))));
    const shares = johnsonShares(
      inner,
      drivers.map((_, i) => at(correlations, i, k)),
    )!;
    const expected = oracleCase.expected as { readonly johnson_relative_weights?: Readonly<Record<string, number>> };
    const wanted = expected.johnson_relative_weights!;
    drivers.forEach((name, i) => expect(shares.basis[i]).toBeCloseTo(wanted[name]!, 9));
  });

  it('two uncorrelated drivers: betas are correlations, Johnson their squares', () => {
    const identity = matrixFromRows([
      [1, 0],
      [0, 1],
    ]);
    const regression = regressionShares(identity, [0.6, -0.3])!;
    expect(regression.basis).toEqual([0.6, -0.3]);
    expect(regression.negative).toEqual([1]);
    expect(regression.weights).toEqual([1, 0]);
    expect(regression.rSquared).toBeCloseTo(0.45, 12);
    const johnson = johnsonShares(identity, [0.6, 0.3])!;
    expect(johnson.weights![0]).toBeCloseTo(0.8, 12);
  });

  it('collinear drivers have no coefficients but a component', () => {
    const collinear = matrixFromRows([
      [1, 1],
      [1, 1],
    ]);
    expect(regressionShares(collinear, [0.5, 0.5])).toBeNull();
    expect(johnsonShares(collinear, [0.5, 0.5])).toBeNull();
    const component = firstComponentShares(collinear);
    expect(component.explained).toBeCloseTo(1, 12);
    expect(component.weights![0]).toBeCloseTo(0.5, 12);
  });
});

describe('stated importance', () => {
  // The second form rates everything high and left the first indicator out.
  const importance = columns([2, Number.NaN], [4, 10], [6, 10]);

  it('centring takes out the level of a form, which shows where forms have gaps', () => {
    expect(statedImportance(importance, 'raw')).toEqual([2, 7, 8]);
    // Form means 4 and 10, mean 7: deviations -2; 0 and 0; 2 and 0.
    expect(statedImportance(importance, 'centred')).toEqual([5, 7, 8]);
  });

  it('standardising gives every form the same voice', () => {
    const stated = statedImportance(columns([1, 40], [3, 20]), 'standardised');
    expect(stated[0]).toBeCloseTo(stated[1]!, 12);
    expect(statedImportance(columns([5], [5]), 'standardised')).toEqual([5, 5]);
    expect(statedImportance(columns([Number.NaN], [5]), 'raw')).toEqual([null, 5]);
  });

  it('weights', () => {
    expect(doubleRatingWeights([1, 3])).toEqual([0.25, 0.75]);
    expect(doubleRatingWeights([0, 0])).toBeNull();
    expect(improvedDoubleRatingWeights([4, 9, 1], [0.25, 0.25, -1])).toEqual([0.4, 0.6, 0]);
    expect(improvedDoubleRatingWeights([4], [-1])).toBeNull();
    expect([...ownWeightIndices(columns([1, 0, 1], [3, 0, 1]), columns([100, 50, 10], [0, 50, Number.NaN]))]).toEqual([
      25,
      Number.NaN,
      10,
    ]);
  });
});

describe('advice', () => {
  it('smallest weight that overturns the first: after moving it both lose the same', () => {
    const [weights, scores] = [
      [0.5, 0.3, 0.2],
      [60, 70, 40],
    ];
    const { first, margin, next, shares } = adviceMargin(weights, scores);
    expect(first).toBe(0);
    expect(next).toBe(2);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect((weights[0]! - margin!) * 40).toBeCloseTo((weights[2]! + margin!) * 60, 12);
    expect(adviceMargin([0.5, 0.5], [100, 100])).toMatchObject({ first: null, margin: null });
    expect(adviceMargin([1], [50])).toMatchObject({ first: 0, margin: null, next: null });
  });

  it('coefficients sum to 1, zones follow the thresholds', () => {
    expect(lostPointShares([0.5, 0.5], [50, 100])).toEqual([1, 0]);
    expect(lostPointShares([0.5, -0.5], [50, 50])).toEqual([1, 0]);
    expect(lostPointShares([1], [100])).toEqual([0]);
    const zones = zonePriorities([1, 0.75, 0.25, 0], [10, 20, 30, 50], 0.5);
    expect(zones.zones).toEqual(['urgent', 'urgent', 'maintain', 'surplus']);
    expect(zonePriorities([1, 1], [3, 3], 0.5).zones).toEqual(['improve', 'improve']);
  });
});

describe('Kano', () => {
  it('the evaluation table', () => {
    const rows = [1, 2, 3, 4, 5].map((f) => [1, 2, 3, 4, 5].map((d) => kanoCategoryOf(f, d)).join(''));
    expect(rows).toEqual(['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ']);
    expect(kanoCategoryOf(6, 1)).toBeNull();
    expect(kanoCategoryOf(Number.NaN, 1)).toBeNull();
  });

  it('within 6 points the first of M > O > A > I is taken', () => {
    const result = kanoResult({ A: 40, O: 0, M: 34, I: 26, R: 0, Q: 0 })!;
    expect(result.mostFrequent).toBe('A');
    expect(result.category).toBe('M');
    expect(result.close).toEqual(['A', 'M']);
    expect(kanoResult({ A: 41, O: 0, M: 34, I: 25, R: 0, Q: 0 })!.category).toBe('A');
    expect(kanoResult({ A: 33, O: 35, M: 32, I: 0, R: 0, Q: 0 })!.category).toBe('M');
    expect(kanoResult({ A: 45, O: 40, M: 15, I: 0, R: 0, Q: 0 })!.category).toBe('O');
    expect(kanoResult({ A: 30, O: 20, M: 15, I: 35, R: 0, Q: 0 })!.category).toBe('A');
    // R and Q are never preferred for being close.
    expect(kanoResult({ A: 0, O: 0, M: 0, I: 10, R: 50, Q: 48 })!.category).toBe('R');
    expect(kanoResult({ A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 })).toBeNull();
    expect(kanoResult({ A: 0, O: 0, M: 0, I: 0, R: 3, Q: 0 })).toMatchObject({ better: null, worse: null });
  });

  it('curves run from Worse to Better and bend as they should', () => {
    for (const kind of ['A', 'O', 'M'] as const) {
      expect(kanoCurve(kind, 0.6, -0.2, 0)).toBeCloseTo(-0.2, 12);
      expect(kanoCurve(kind, 0.6, -0.2, 1)).toBeCloseTo(0.6, 12);
    }
    const middle = (kind: 'A' | 'O' | 'M') => kanoCurve(kind, 0.6, -0.2, 0.5);
    expect(middle('A')).toBeLessThan(middle('O'));
    expect(middle('O')).toBeLessThan(middle('M'));
  });
});

describe('value, loyalty, roll-up', () => {
  it('the five ways to raise delivered value', () => {
    const of = (value: number, cost: number, clear = true) =>
      valuePattern({ value, valueClear: clear && value !== 0, cost, costClear: clear && cost !== 0 });
    expect([of(5, 0), of(0, -5), of(9, 4), of(-3, -9), of(4, -4)]).toEqual([
      'raiseValue',
      'cutCost',
      'raiseValueMore',
      'cutCostMore',
      'raiseValueCutCost',
    ]);
    expect([of(4, 9), of(-9, -3), of(-4, 0), of(0, 3)]).toEqual(['worse', 'worse', 'worse', 'worse']);
    expect(of(5, 5, false)).toBe('unchanged');
  });

  it('four types of loyalty', () => {
    const [satisfaction, loyalty] = columns([90, 80, 79, 10, Number.NaN], [90, 10, 80, 79, 50]);
    expect([...loyaltyTypeCodes(satisfaction!, loyalty!, { satisfaction: 80, loyalty: 80 })]).toEqual([0, 1, 2, 3, -1]);
  });

  it('rolls up by quantity, level by level', () => {
    const unit = (path: string, index: number, quantity: number, se: number | null = 1) => ({
      path: path.split('/'),
      index,
      quantity,
      se,
      n: 10,
    });
    const rows = quantityRollUp([unit('x/a', 80, 30), unit('x/b', 60, 10), unit('y/c', 50, 60)]);
    expect(rows.map((row) => row.path.join('/'))).toEqual(['', 'x', 'x/a', 'x/b', 'y', 'y/c']);
    expect(rows[1]).toMatchObject({ index: 75, quantity: 40, share: 0.4, n: 20 });
    // The whole is the same straight from the bottom and through the level between.
    expect(rows[0]!.index).toBeCloseTo(0.4 * 75 + 0.6 * 50, 12);
    expect(rows[1]!.se).toBeCloseTo(Math.sqrt(0.75 ** 2 + 0.25 ** 2), 12);
    expect(quantityRollUp([unit('a', 1, 1, null)])[0]!.se).toBeNull();
    for (const [units, code] of [
      [[], 'rollUp.noUnits'],
      [[unit('a', 1, 1), unit('a', 1, 1)], 'rollUp.path'],
      [[unit('a', 1, 1), unit('a/b', 1, 1)], 'rollUp.path'],
      [[unit('a', 1, 0)], 'rollUp.quantity'],
    ] as const)
      expect(() => quantityRollUp(units)).toThrow(expect.objectContaining({ code }));
  });
});
