import { describe, expect, it } from 'vitest';
import { designCorrelation } from '../../../shared/stats/designCorrelation.ts';
import { designCovariance } from '../../../shared/stats/designCovariance.ts';
import { designGroupTest } from '../../../shared/stats/designGroupTest.ts';
import { olsRegression } from '../../../shared/stats/olsRegression.ts';
import { raoScott } from '../../../shared/stats/raoScott.ts';
import { chiSquareUpper } from '../../../shared/numeric/distributions.ts';
import { casesHere, tableOfCase } from '../../golden/statsOracle.ts';
import { groupCodes, numericColumn } from '../../golden/table.ts';

// R 4.2.2, survey 4.1.1 on apistrat.
const table = tableOfCase(casesHere('survey_estimates')[0]!);
const column = (name: string) => numericColumn(table, name);
const strata = groupCodes(table, 'stype', ['E', 'H', 'M']).codes;
const awards = groupCodes(table, 'awards', ['No', 'Yes']).codes;
const wide = groupCodes(table, 'sch.wide', ['No', 'Yes']).codes;
const weights = column('pw');
const full = { weights, strata, populationSizes: [4421, 755, 1018] };

function expectRelative(actual: number | null, expected: number, tolerance = 1e-9): void {
  expect(Math.abs(actual! - expected) / Math.abs(expected)).toBeLessThanOrEqual(tolerance);
}

describe('inference under a survey design agrees with R survey', () => {
  it('regression: svyglm(api00 ~ meals + ell + emer)', () => {
    const result = olsRegression(column('api00'), [column('meals'), column('ell'), column('emer')], {
      ...full,
      weightKind: 'survey',
    });
    if (result.status !== 'ok') throw new Error(result.reason);
    const expected = [
      [824.880607203091, 9.018727843696, 91.4630778862758, 1.70492893564183e-161],
      [-2.66607673171482, 0.296133310291398, -9.00296129838073, 2.04635474643398e-16],
      [-0.564779755236554, 0.365776246556472, -1.54405804246055, 0.124203916300474],
      [-1.79470686678653, 0.641738830520397, -2.79663124846469, 0.00568374165833602],
    ];
    result.coefficients.forEach((one, place) => {
      const [b, se, t, p] = expected[place]!;
      expectRelative(one.b, b!);
      expectRelative(one.se, se!);
      expectRelative(one.t, t!);
      expectRelative(one.p, p!, 1e-8);
    });
  });

  it('means of groups: regTermTest(svyglm(api00 ~ stype)), weights only, and ~ awards with strata', () => {
    const byType = designGroupTest(column('api00'), strata, 3, { weights });
    expect(byType).toMatchObject({ status: 'ok', test: { df1: 2, df2: 197 } });
    if (byType.status === 'ok') expectRelative(byType.test.f, 3.48298368285406);
    const byAward = designGroupTest(column('api00'), awards, 2, full);
    if (byAward.status !== 'ok') throw new Error(byAward.reason);
    expectRelative(byAward.test.f, 5.30660668393428);
    expectRelative(byAward.test.p, 0.0222935238150612);
    // Of two groups the pair is the whole test.
    expectRelative(byAward.pairs[0]!.t! ** 2, 5.30660668393428);
    expectRelative(byAward.pairs[0]!.p, 0.0222935238150612);
  });

  it('independence: svychisq(statistic = "Chisq")', () => {
    const plain = raoScott(strata, awards, 3, 2, weights);
    if (plain.status !== 'ok') throw new Error(plain.reason);
    expectRelative(plain.chiSquare, 19.4796564209589);
    expectRelative(chiSquareUpper(plain.chiSquare / plain.designEffect, plain.df), 1.14061427512799e-6, 1e-6);
    const stratified = raoScott(wide, awards, 2, 2, weights, { strata, populationSizes: full.populationSizes });
    if (stratified.status !== 'ok') throw new Error(stratified.reason);
    expectRelative(stratified.chiSquare, 73.54614520966);
    expectRelative(chiSquareUpper(stratified.chiSquare / stratified.designEffect, 1), 1.48593903983371e-18, 1e-6);
  });

  it('correlation: svytotal of the influence values', () => {
    const result = designCorrelation(column('api00'), column('meals'), full);
    if (result.status !== 'ok') throw new Error(result.reason);
    expectRelative(result.r, -0.809781898393362);
    expectRelative(result.se, 0.0235405499101691);
  });

  it('says why there is nothing to test', () => {
    expect(designGroupTest([1, 2, 3], [0, 0, 0], 2)).toMatchObject({ reason: 'tooFewGroups' });
    expect(designCorrelation([1, 1, 1, 1], [1, 2, 3, 4])).toMatchObject({ reason: 'noVariance' });
    expect(designCorrelation([1, 2], [1, 2])).toMatchObject({ reason: 'tooFewRows' });
    expect(() => designCovariance([Float64Array.of(1, 2)], { populationSizes: [1] })).toThrow('stats.populationSize');
    expect(() => designCovariance([Float64Array.of(1, 2)], { strata: [0] })).toThrow('stats.shape');
  });
});
