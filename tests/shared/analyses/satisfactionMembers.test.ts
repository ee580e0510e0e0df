import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { node, sequence, survey, zeroToHundred } from './survey.ts';
import { run, at, number, code, study, madeUp, rowsOf, expectPresentable } from './satisfactionStudy.ts';

describe('what the members find', () => {
  const usual = madeUp(200, 23);
  const snapshot = study(usual);

  it('five ways: simple is the mean of the overall question', () => {
    const result = run(snapshot, 'csi.fiveWays');
    const mean = usual.overall.reduce((sum, value) => sum + (100 * (value - 1)) / 9, 0) / usual.overall.length;
    expect(number(result, 'ways.0.index')).toBeCloseTo(mean, 10);
    expect((at(result, 'ways') as readonly { readonly way: string }[]).map((one) => one.way)).toEqual([
      'simple',
      'doubleRating',
      'ownImportance',
      'improved',
      'regression',
      'pls',
      'current',
    ]);
    expect(number(result, 'ways.6.index')).toBeCloseTo(number(run(snapshot, 'csi.index'), 'overall.index'), 10);
    const without = {
      ...snapshot,
      variables: snapshot.variables.map((one) =>
        one.role === 'overallSatisfaction' || one.role === 'importance' ? { ...one, role: 'none' as const } : one,
      ),
    };
    const bare = run(without, 'csi.fiveWays');
    expect(bare.values.simple).toBe('equal');
    expect((at(bare, 'refused') as readonly { readonly way: string }[]).map((one) => one.way)).toEqual([
      'doubleRating',
      'ownImportance',
      'improved',
    ]);
    expect(bare.warnings.map((one) => one.code)).toContain('weights.partOfIndex');
  });

  it('structural model weights follow the correlations within a dimension, and regression between dimensions', () => {
    // In mode A with one effect the outer weights are in proportion to the correlations with it.
    const basisOf = (result: AnalysisResult): number[] =>
      (at(result, 'elements') as readonly { readonly basis: number }[]).map((one) => one.basis);
    const [pls, correlation] = ['weights.pls', 'weights.correlation'].map((id) => run(snapshot, id)) as [
      AnalysisResult,
      AnalysisResult,
    ];
    const [own, r] = [basisOf(pls), basisOf(correlation)];
    const dimensions = snapshot.indicators.filter((one) => one.parentId === null);
    const ids = (at(pls, 'elements') as readonly { readonly id: string }[]).map((one) => one.id);
    for (const { id } of dimensions) {
      const places = ids.flatMap((leaf, place) =>
        snapshot.indicators.find((one) => one.id === leaf)!.parentId === id ? [place] : [],
      );
      expect(places.length).toBeGreaterThan(0);
      for (const place of places) expect(own[place]! / own[places[0]!]!).toBeCloseTo(r[place]! / r[places[0]!]!, 8);
    }
    // Without levels one construct is left, and with it the shares of the correlations.
    const items = { items: ['p0', 'p1', 'p2'], outcome: 'overall' };
    const [flat, shares] = [run(snapshot, 'weights.pls', items), run(snapshot, 'weights.correlation', items)];
    const weightsOf = (result: AnalysisResult): number[] =>
      (at(result, 'elements') as readonly { readonly weight: number }[]).map((one) => one.weight);
    weightsOf(flat).forEach((weight, place) => expect(weight).toBeCloseTo(weightsOf(shares)[place]!, 8));
    expect(number(pls, 'fit')).toBeGreaterThan(0);
  });

  it('features are screened by the design where there are strata and clusters', () => {
    // Forms with the same first answer are one cluster, as the analysis of variance has it.
    const clustered = study({ ...usual, feature: usual.feature.map((_, place) => `店${place % 3}`) }, 'survey', {
      stratum: null,
      cluster: variableId('v0'),
    });
    const screened = run(clustered, 'influence.featureScreen');
    const test = (at(screened, 'tests') as readonly { readonly node: string | null; readonly p: number }[]).find(
      (one) => one.node === null,
    )!;
    const anova = run(clustered, 'influence.anova', { feature: 'store' });
    expect(test.p).toBeCloseTo(number(anova, 'wald.p'), 12);
    expect(screened.warnings.map((one) => one.code)).not.toContain('design.structureNotUsed');
    const plain = run(study(usual, 'survey'), 'influence.featureScreen');
    expect(plain.status).toBe('ok');
  });

  it('the index of employees is the same number under its own name', () => {
    const [customers, employees] = [
      run(snapshot, 'csi.index'),
      run(snapshot, 'csi.index', {}, { subject: 'employees' }),
    ];
    expect(employees.values).toEqual(customers.values);
    const said = (result: AnalysisResult, locale: 'zh-CN' | 'en') =>
      sentenceText(findAnalysis('csi.index')!.narrative(result, locale)[0]!, result.values, locale);
    expect(said(customers, 'zh-CN')).toMatch(/^顾客满意度指数为/);
    expect(said(employees, 'zh-CN')).toMatch(/^员工满意度指数为/);
    expect(said(employees, 'en')).toMatch(/^The employee satisfaction index is/);
    expectPresentable(employees);
  });

  it('ratio: perceived over expected of the same forms, with the interval of Cochran’s formula', () => {
    const one = survey(
      [
        { name: 'b', answers: [40, 60, 80, Number.NaN], role: 'perception', scale: zeroToHundred, indicator: 'x' },
        { name: 'a', answers: [50, 80, 70, 90], role: 'expectation', scale: zeroToHundred, indicator: 'x' },
      ],
      { indicators: [node('x', null, 1)] },
    );
    const result = run(one, 'csi.ratio');
    const ratio = 180 / 200;
    expect(number(result, 'overall.ratio')).toBeCloseTo(ratio, 12);
    const residuals = [40 - ratio * 50, 60 - ratio * 80, 80 - ratio * 70];
    const se = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / 2 / 3) / (200 / 3);
    expect(number(result, 'overall.se')).toBeCloseTo(se, 12);
    expect(result.leftOut).toEqual([{ reason: 'blank', count: 1 }]);
    expect(at(result, 'overall.verdict')).toBe('satisfied');
  });

  it('the bootstrap interval lies near that by design', () => {
    const result = run(snapshot, 'csi.interval', {}, { resamples: 4000 });
    const width = number(result, 'overall.upper') - number(result, 'overall.lower');
    for (const end of ['Lower', 'Upper'] as const)
      for (const kind of ['percentile', 'bca'] as const)
        expect(
          Math.abs(number(result, `overall.${kind}${end}`) - number(result, `overall.${end.toLowerCase()}`)),
        ).toBeLessThan(0.08 * width);
  });

  it('certainty: a point far from the crosshair is sure, one on it is not, and says how many forms more', () => {
    const next = sequence(9);
    const around = (mean: number): number[] =>
      Array.from({ length: 100 }, () => Math.min(100, Math.max(0, mean + 40 * (next() - 0.5))));
    const data = survey(
      [20, 49, 52, 80].map((mean, j) => ({
        name: `p${j}`,
        answers: around(mean),
        role: 'perception' as const,
        scale: zeroToHundred,
        indicator: `i${j}`,
      })),
      { indicators: [0.4, 0.3, 0.2, 0.1].map((weight, j) => node(`i${j}`, null, weight, j)) },
    );
    const result = run(
      data,
      'improve.certainty',
      {},
      { axis: 'weight', crosshair: 'own', ownX: 0.25, ownY: 50, certainty: 0.95 },
    );
    expect(at(result, 'points.0')).toMatchObject({ quadrant: 'II', II: 1, moreForms: 0 });
    expect(number(result, 'points.1.probability')).toBeLessThan(0.95);
    expect(number(result, 'points.1.moreForms')).toBeGreaterThan(0);
    // Weights do not vary: the ellipse is a line.
    expect(number(result, 'points.0.ellipse.minor')).toBeCloseTo(0, 9);
  });

  it('agreement: the exact ways need forms that differ', () => {
    const one = run(study(rowsOf(usual, [0])), 'improve.agreement');
    expect(at(one, 'ways')).toHaveLength(3);
    expect(one.warnings.map((warning) => warning.code)).toContain('improve.noExact');
    expect(at(run(snapshot, 'improve.agreement'), 'ways')).toHaveLength(6);
  });

  it('groups: two groups are one comparison, many are corrected by Holm', () => {
    const two = run(snapshot, 'index.byFeature', { feature: 'store' });
    expect(number(two, 'groups.0.p')).toBeCloseTo(number(two, 'groups.1.p'), 12);
    expect(number(two, 'groups.0.pAdjusted')).toBe(number(two, 'groups.0.p'));
    const four = study({ ...usual, feature: usual.feature.map((_, i) => `g${i % 4}`) });
    const many = run(four, 'index.byFeature', { feature: 'store' });
    const groups = at(many, 'groups') as readonly { readonly p: number; readonly pAdjusted: number }[];
    expect(Math.min(...groups.map((group) => group.pAdjusted))).toBeCloseTo(
      Math.min(1, 4 * Math.min(...groups.map((group) => group.p))),
      12,
    );
    expect(() => run(snapshot, 'index.byFeature', { feature: 'store', second: 'store' })).toThrow(
      code('analysis.inputRepeated'),
    );
  });

  it('groups without a conclusion are named where they are few, counted where they are many', () => {
    const told = (count: number): string => {
      const grouped = study({ ...usual, feature: usual.feature.map((_, i) => `城市${i % count}`) });
      const result = run(grouped, 'index.byFeature', { feature: 'store' });
      const sentences = findAnalysis('index.byFeature')!.narrative(result, 'zh-CN');
      return sentences.map((one) => sentenceText(one, result.values, 'zh-CN')).join('');
    };
    expect(told(8)).toContain('“城市7”');
    expect(told(8)).toMatch(/不足 30 份，未作结论/);
    expect(told(40)).toContain('40 个组中有 40 个不足 30 份，未作结论。');
    expect(told(40)).not.toContain('城市7');
  });

  it('says of which groups the highest is one where a smaller group lies beyond', () => {
    const told = (levels: readonly number[]): string => {
      const place = (i: number): number => (i < 10 ? 2 : i % 2);
      const many = { ...usual, feature: usual.feature.map((_, i) => `组${place(i)}`) };
      const result = run(
        study({
          ...many,
          perception: usual.perception.map((list) => list.map((_, i) => levels[place(i)]! + (i % 3 === 0 ? 1 : 0))),
        }),
        'index.byFeature',
        { feature: 'store' },
      );
      return sentenceText(findAnalysis('index.byFeature')!.narrative(result, 'zh-CN')[0]!, result.values, 'zh-CN');
    };
    expect(told([6, 4, 9])).toMatch(/分组，在不少于 30 份的各组中，“组0”的指数最高/);
    expect(told([6, 4, 5])).toMatch(/分组，“组0”的指数最高/);
  });

  it('roll-up of the survey and of a table', () => {
    const byForms = run(snapshot, 'csi.rollUp', { levels: ['store'] });
    expect(number(byForms, 'rows.0.index')).toBeCloseTo(number(run(snapshot, 'csi.index'), 'overall.index'), 9);
    const units = {
      labels: ['车/甲', '车/乙', '机/丙'],
      rows: [
        [80, 3],
        [60, 1],
        [50, 4],
      ],
    };
    const typed = run(snapshot, 'csi.rollUp', { units }, { quantityName: '保有量' });
    expect(number(typed, 'rows.0.index')).toBeCloseTo((3 * 80 + 60 + 4 * 50) / 8, 12);
    expectPresentable(typed);
    expect(() => run(snapshot, 'csi.rollUp', {})).toThrow(code('rollUp.source'));
    expect(() => run(snapshot, 'csi.rollUp', { units: { labels: ['a'], rows: [[101, 1]] } })).toThrow(
      code('rollUp.table'),
    );
    const quantities = study({ ...usual, weight: usual.feature.map((store) => (store === '东' ? 10 : 30)) });
    const weighed = run(quantities, 'csi.rollUp', { levels: ['store'], quantity: 'w' });
    expect(number(weighed, 'rows.0.quantity')).toBe(40);
  });

  it('worded Kano answers, told and known', () => {
    const worded = survey([
      { name: 'f', answers: ['我喜欢这样', '爱', '随便', ''], role: 'kanoFunctional' },
      { name: 'd', answers: ['我讨厌这样', '我讨厌这样', '我无所谓', '我无所谓'], role: 'kanoDysfunctional' },
    ]);
    const known = run(worded, 'kano.table');
    expect(at(known, 'features.0.counts')).toMatchObject({ O: 1 });
    expect(known.warnings).toContainEqual({
      code: 'kano.unknownAnswers',
      details: { feature: expect.any(String) as string, count: 2 },
    });
    const told = run(worded, 'kano.table', {}, { answers: '爱=1;随便 = 3' });
    expect(at(told, 'features.0.counts')).toMatchObject({ O: 2, I: 1 });
    expect(told.leftOut).toEqual([{ reason: 'blank', count: 1 }]);
    expect(() => run(worded, 'kano.table', {}, { answers: '爱=9' })).toThrow(code('kano.answerLine'));
    expect(() => run(worded, 'kano.table', { functional: ['f'] })).toThrow(code('kano.pairs'));
    expect(() => run(worded, 'kano.table', { counts: { labels: ['x'], rows: [[1, 2]] } })).toThrow(code('kano.counts'));
    const turned = study({ ...usual, kano: usual.kano.map(([f, d]) => [6 - f, 6 - d]) });
    expect(at(run(turned, 'kano.table', {}, { codes: 'dislikeFirst' }), 'features.0.counts')).toEqual(
      at(run(snapshot, 'kano.table'), 'features.0.counts'),
    );
  });

  it('features are named by their quotes, their indicator or the words both questions share', () => {
    const pair = (f: string, d: string) => {
      const data = survey([
        { name: 'f', answers: [1, 1], role: 'kanoFunctional' },
        { name: 'd', answers: [5, 3], role: 'kanoDysfunctional' },
      ]);
      const labelled = { ...data, variables: data.variables.map((one, i) => ({ ...one, label: i === 0 ? f : d })) };
      return at(run(labelled, 'kano.table'), 'features.0.label');
    };
    expect(pair('如果有「送货」呢', '如果没有「送货」呢')).toBe('送货');
    expect(pair('with parking', 'no parking')).toBe('parking');
  });

  it('delivered value: better in one group than in the first', () => {
    const columns = (first: number, second: number): number[] =>
      Array.from({ length: 80 }, (_, i) => (i < 40 ? first : second) + (i % 5));
    const data = survey([
      { name: 'v', answers: columns(50, 80), scale: zeroToHundred },
      { name: 'c', answers: columns(50, 20), scale: zeroToHundred },
      {
        name: 'round',
        answers: Array.from({ length: 80 }, (_, i) => (i < 40 ? '一' : '二')),
        measure: 'nominal',
        role: 'profile',
      },
    ]);
    const result = run(data, 'value.delivered', { value: ['v'], cost: ['c'], segment: 'round' });
    expect(at(result, 'groups.1.pattern')).toBe('raiseValueCutCost');
    expect(at(result, 'groups.1.verdict')).toBe('very');
    expect(() => run(data, 'value.delivered', { value: ['v'], cost: ['c'] }, { valueWeights: [1, 2] })).toThrow(
      code('value.weights'),
    );
  });

  it('promoters need a scale to ten', () => {
    expect(() => run(snapshot, 'loyalty.nps', { question: 'Kf' })).toThrow(code('nps.scale'));
  });
});
