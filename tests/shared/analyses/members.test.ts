import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, Json } from '../../../shared/analyses/types.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { exclusionReasons } from '../../../shared/model/exclusionReasons.ts';
import { node, oneToTen, storeSurvey, survey, zeroToHundred } from './survey.ts';

const run = (
  snapshot: Snapshot,
  analysis: string,
  inputs: AnalysisRequest['inputs'] = {},
  options: AnalysisRequest['options'] = {},
): AnalysisResult => runAnalysis(snapshot, { analysis, inputs, options });
const at = (result: AnalysisResult, path: string): Json | undefined => valueAt(result.values, path);

function mobi(): Snapshot {
  const [head, ...lines] = readFileSync(new URL('../../golden/oracle/data/mobi.csv', import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = head!.split(',').map((name) => name.replaceAll('"', ''));
  const rows = lines.map((line) => line.split(',').map(Number));
  return survey(names.map((name, column) => ({ name, answers: rows.map((row) => row[column]!), scale: oneToTen })));
}

describe('mobile phone data, numbers of the methods', () => {
  const data = mobi();
  const items = ['CUSA1', 'CUSA2', 'CUSA3'];

  it('index, t interval, boxes, promoters', () => {
    const result = run(data, 'csi.index', { items });
    expect(result.n).toBe(250);
    expect(at(result, 'overall.index')).toBeCloseTo(71.9703703703704, 10);
    expect(at(result, 'overall.sd')).toBeCloseTo(14.7240713385735, 10);
    expect(at(result, 'overall.interval.lower')).toBeCloseTo(70.1362745407497, 9);
    expect(at(result, 'overall.interval.upper')).toBeCloseTo(73.804466199991, 9);
    expect(at(result, 'overall.indexOfMeans')).toBeCloseTo(71.9703703703704, 10);
    expect(at(result, 'overall.percentOfMaximum')).toBeCloseTo(74.7733333333333, 10);
    expect(at(result, 'items.0.top2')).toBeCloseTo(26.8, 12);
    expect(at(result, 'items.0.nps.score')).toBeCloseTo(17.2, 12);
    expect(at(result, 'items.0.nps.se')).toBeCloseTo(3.65740891889326, 11);
  });

  it('normality of the forms’ indices', () => {
    const result = run(data, 'distribution.normality', { items });
    expect(at(result, 'tests.shapiroWilk.statistic')).toBeCloseTo(0.97519, 5);
    expect(at(result, 'largestGap')).toBeCloseTo(0.1066, 4);
    expect(at(result, 'points')).toHaveLength(21);
    expect(at(result, 'largestPointGap')).toBeCloseTo(0.0471586, 6);
    expect(result.values.verdict).toBe('slight');
  });

  it('weights on any scale give the same index', () => {
    const one = run(data, 'csi.index', { items }, { weights: [2, 1, 1] });
    const ten = run(data, 'csi.index', { items }, { weights: [20, 10, 10] });
    expect(at(one, 'overall.index')).toBeCloseTo(at(ten, 'overall.index') as number, 12);
    expect(() => run(data, 'csi.index', { items }, { weights: [1] })).toThrow(
      expect.objectContaining({ code: 'index.weightCount' }),
    );
    expect(() => run(data, 'csi.index', { items }, { weights: [1, -1, 0] })).toThrow(
      expect.objectContaining({ code: 'index.weightValues' }),
    );
  });
});

describe('index of a tree', () => {
  const leaves = {
    特性: 76.2,
    经济性: 85.4,
    可信性: 72.1,
    安全性: 68.5,
    可靠性: 75,
    响应性: 80.2,
    保证性: 73.6,
    移情性: 78.8,
    有形性: 90,
  };
  const weights = [0.3, 0.2, 0.3, 0.2, 0.3, 0.1, 0.3, 0.2, 0.1];
  const indicators = [
    node('产品', null, 0.3, 0),
    node('服务', null, 0.7, 1),
    ...Object.keys(leaves).map((name, place) => node(name, place < 4 ? '产品' : '服务', weights[place]!, place)),
  ];

  it('gives Table A from answers whose means are the scores', () => {
    const tableA = survey(
      Object.entries(leaves).map(([name, score], place) => ({
        name: `Q${place}`,
        answers: [score - 2, score + 2, score],
        role: 'perception' as const,
        scale: zeroToHundred,
        indicator: name,
      })),
      { indicators },
    );
    const result = run(tableA, 'csi.index');
    expect(at(result, 'overall.index')).toBeCloseTo(76.733, 9);
    expect(at(result, 'nodes.id=产品.score')).toBeCloseTo(75.27, 9);
    expect(at(result, 'nodes.id=服务.score')).toBeCloseTo(77.36, 9);
    expect(at(result, 'overall.csm')).toBeCloseTo(1.2 * 76.733 - 60, 9);
    expect(result.labels.产品).toBe('产品');
  });

  it('takes the mean of several questions of one leaf and says where the routes part', () => {
    const data = survey(
      [
        { name: 'A1', answers: [0, 100, Number.NaN], role: 'perception', scale: zeroToHundred, indicator: 'a' },
        { name: 'A2', answers: [100, 100, 40], role: 'perception', scale: zeroToHundred, indicator: 'a' },
        { name: 'B', answers: [10, Number.NaN, Number.NaN], role: 'perception', scale: zeroToHundred, indicator: 'b' },
      ],
      { indicators: [node('a', null, 0.5, 0), node('b', null, 0.5, 1)] },
    );
    const result = run(data, 'csi.index');
    // Own indices 30, 100, 40; indicator means (50 + 100 + 40)/3 and 10.
    expect(at(result, 'overall.index')).toBeCloseTo(170 / 3, 12);
    expect(at(result, 'overall.indexOfMeans')).toBeCloseTo((190 / 3 + 10) / 2, 12);
    expect(result.warnings.map((one) => one.code)).toContain('index.routesDiffer');
    const listwise = run(data, 'csi.index', {}, { missing: 'listwise' });
    expect(listwise.n).toBe(1);
    expect(at(listwise, 'overall.index')).toBe(30);
    expect(at(listwise, 'overall.interval')).toBeNull();
    expect(listwise.leftOut).toEqual([{ reason: 'incomplete', count: 2 }]);
  });

  it('names leaves without questions and lets the others carry their weight', () => {
    const data = survey([{ name: 'A', answers: [50, 70], role: 'perception', scale: zeroToHundred, indicator: 'a' }], {
      indicators: [node('a', null, 0.25, 0), node('b', null, 0.75, 1)],
    });
    const result = run(data, 'csi.index');
    expect(at(result, 'overall.index')).toBe(60);
    expect(at(result, 'overall.coverage')).toBe(0.25);
    expect(result.warnings).toContainEqual({
      code: 'index.indicatorsWithoutQuestions',
      details: { count: 1, names: ['b'], weight: 0.75 },
    });
  });

  it('refuses a tree whose weights do not sum to 1, and has no result without questions', () => {
    const question = {
      name: 'A',
      answers: [50, 70],
      role: 'perception' as const,
      scale: zeroToHundred,
      indicator: 'a',
    };
    expect(() => run(survey([question], { indicators: [node('a', null, 0.5, 0)] }), 'csi.index')).toThrow(
      expect.objectContaining({ code: 'weights.sum' }),
    );
    expect(run(survey([{ name: 'x', answers: [1] }]), 'csi.index')).toMatchObject({
      status: 'notEstimable',
      reason: 'noIndicators',
    });
    const blank = run(
      survey([{ ...question, answers: [Number.NaN, Number.NaN] }], { indicators: [node('a', null, 1)] }),
      'csi.index',
    );
    expect(blank).toMatchObject({
      status: 'notEstimable',
      reason: 'tooFewRows',
      leftOut: [{ reason: 'blank', count: 2 }],
    });
  });
});

describe('design', () => {
  const answers = [20, 40, 60, 80];
  const weighted = (weights: readonly number[], kind: 'frequency' | 'survey'): Snapshot => {
    const data = survey([
      { name: 'A', answers, role: 'perception', scale: zeroToHundred },
      { name: 'w', answers: weights, role: 'weight' },
    ]);
    return { ...data, design: { ...data.design, weight: { variableId: data.variables[1]!.id, kind } } };
  };

  it('a frequency weight of 2 is two copies', () => {
    const copies = survey([{ name: 'A', answers: [20, 20, 40, 60, 80], scale: zeroToHundred }]);
    const [a, b] = [
      run(weighted([2, 1, 1, 1], 'frequency'), 'csi.index', { items: ['A'] }),
      run(copies, 'csi.index', { items: ['A'] }),
    ];
    for (const path of [
      'overall.index',
      'overall.se',
      'overall.interval.lower',
      'overall.satisfiedShare',
      'items.0.top2',
    ])
      expect(at(a, path)).toBeCloseTo(at(b, path) as number, 10);
  });

  it('leaves forms without weight out, with their count', () => {
    const result = run(weighted([1, 0, Number.NaN, 1], 'survey'), 'csi.index', { items: ['A'] });
    expect(at(result, 'overall.index')).toBe(50);
    expect(result.leftOut).toContainEqual({ reason: 'noWeight', count: 2 });
  });

  it('says when weights are not used', () => {
    const result = run(weighted([1, 2, 3, 4], 'survey'), 'distribution.normality', { items: ['A'] });
    expect(result.warnings.map((one) => one.code)).toContain('design.weightsNotUsed');
  });

  it('a complete census of every stratum has no sampling error', () => {
    const data = survey([
      { name: 'A', answers, scale: zeroToHundred },
      { name: 's', answers: ['x', 'x', 'y', 'y'] },
    ]);
    const census = {
      ...data,
      design: { ...data.design, stratum: data.variables[1]!.id, populationSizes: { x: 2, y: 2 } },
    };
    expect(at(run(census, 'distribution.meanInterval', { variable: 'A' }), 'se')).toBe(0);
  });

  it('the difference from the rest under equal survey weights is near Welch’s', () => {
    const store = storeSurvey();
    const equal: Snapshot = {
      ...store,
      columns: new Map([
        ...store.columns,
        [store.variables[10]!.id, { kind: 'numeric', values: new Float64Array(store.rowCount).fill(3) }],
      ]),
      design: { ...store.design, weight: { variableId: store.variables[10]!.id, kind: 'survey' } },
    };
    const [plain, design] = [
      run(store, 'index.byFeature', { feature: '性别' }),
      run(equal, 'index.byFeature', { feature: '性别' }),
    ];
    expect(at(design, 'groups.0.difference')).toBeCloseTo(at(plain, 'groups.0.difference') as number, 10);
    expect(
      Math.abs((at(design, 'groups.0.differenceLower') as number) - (at(plain, 'groups.0.differenceLower') as number)),
    ).toBeLessThan(0.05);
  });
});

describe('members', () => {
  const store = storeSurvey();

  it('describes questions, each alone and together', () => {
    const result = run(store, 'describe.statistics', { items: ['P1', 'P2'] });
    expect(at(result, 'items.0.n')).toBe(117);
    expect(result.leftOut).toEqual([
      { reason: 'excluded', count: 1 },
      { reason: 'blank', count: 1 },
      { reason: 'nonAnswer', count: 1 },
    ]);
  });

  it('counts every step of a scale, also those nobody chose, and texts by appearance', () => {
    const scale = {
      min: 1,
      max: 5,
      direction: 'ascending',
      labels: [{ value: 5, label: '很满意' }],
      nonAnswers: [],
    } as const;
    const data = survey([
      { name: 'A', answers: [5, 5, 2, Number.NaN], scale, measure: 'ordinal' },
      { name: 'B', answers: ['男', '女', '男', ''] },
      { name: 'C', answers: [2, 1, 2, 2], measure: 'nominal' },
    ]);
    const result = run(data, 'describe.frequencies', { items: ['A', 'B', 'C'] });
    expect(at(result, 'questions.0.rows')).toMatchObject([
      { label: '1', count: 0 },
      { label: '2', count: 1 },
      { label: '3', count: 0 },
      { label: '4', count: 0 },
      { label: '5 很满意', count: 2, percent: 50, cumulativePercent: 100 },
    ]);
    expect(at(result, 'questions.1.rows')).toMatchObject([
      { label: '男', count: 2 },
      { label: '女', count: 1 },
    ]);
    expect(at(result, 'questions.2.rows')).toMatchObject([
      { label: '1', value: 1, count: 1 },
      { label: '2', value: 2, count: 3 },
    ]);
    expect(at(result, 'questions.1.missing')).toBe(1);
  });

  it('reliability by dimension, reversed items turned', () => {
    const result = run(store, 'reliability.cronbachAlpha');
    expect(at(result, 'overall.k')).toBe(4);
    expect((at(result, 'dimensions') as readonly { id: string }[]).map((one) => one.id)).toEqual(['商品', '服务']);
    const data = survey([
      { name: 'A', answers: [1, 2, 4, 5], scale: { ...oneToTen, max: 5 } },
      { name: 'B', answers: [5, 4, 2, 1], scale: { ...oneToTen, max: 5 } },
    ]);
    expect(
      at(run(data, 'reliability.cronbachAlpha', { items: ['A', 'B'], reverse: ['B'] }), 'overall.alpha'),
    ).toBeCloseTo(1, 12);
    const unturned = run(data, 'reliability.cronbachAlpha', { items: ['A', 'B'] });
    expect(unturned).toMatchObject({ status: 'notEstimable', reason: 'noVariance' });
    expect(findAnalysis('reliability.cronbachAlpha')!.narrative(unturned, 'en')[0]!.parts[0]).toMatch(
      /^Not estimable: .+\.$/,
    );
  });

  it('quadrant on expectation: the important and low come first', () => {
    const result = run(store, 'improve.quadrant');
    expect(result.values.axis).toBe('expectation');
    expect(at(result, 'points.id=收银.quadrant')).toBe('II');
    expect(at(run(store, 'improve.quadrant', {}, { axis: 'weight' }), 'points.id=收银.x')).toBeCloseTo(0.28, 12);
    expect(
      at(run(store, 'improve.quadrant', {}, { axis: 'correlation', crosshair: 'own', ownX: 2, ownY: 0 }), 'fields.III'),
    ).toHaveLength(4);
    expect(() => run(store, 'improve.quadrant', { items: ['P1', 'P2'] }, { axis: 'weight' })).toThrow(
      expect.objectContaining({ code: 'quadrant.axisNeedsTree' }),
    );
    const given = run(store, 'improve.quadrant', {
      points: {
        labels: ['a', 'b'],
        rows: [
          [1, 2],
          [3, 1],
        ],
      },
    });
    expect(at(given, 'points.1.quadrant')).toBe('II');
  });

  it('expectation gap: paired on the forms that answered both', () => {
    const result = run(store, 'describe.expectationGap');
    expect(at(result, 'rows.id=新鲜.n')).toBe(117);
    expect(at(result, 'rows.id=收银.upper')).toBeLessThan(0);
    expect(at(result, 'ranked.0')).toBe(2);
    const said = (below: number, above: number, locale: 'zh-CN' | 'en' = 'zh-CN'): string => {
      const changed = { ...result, values: { ...result.values, below, above } };
      return sentenceText(
        findAnalysis('describe.expectationGap')!.narrative(changed, locale)[0]!,
        changed.values,
        locale,
      );
    };
    expect(said(2, 0)).toMatch(/感知低于期望且超出抽样误差的有 2 个，没有明显高于期望的。$/);
    expect(said(0, 1)).toMatch(/感知高于期望且超出抽样误差的有 1 个，没有明显低于期望的。$/);
    expect(said(0, 0)).toMatch(/感知与期望之差均未超出抽样误差。$/);
    expect(said(2, 1)).toMatch(/有 2 个，高于期望且超出抽样误差的有 1 个。$/);
    expect(said(2, 0, 'en')).toMatch(/on 2 of \d+ indicators, and clearly above it on none\.$/);
    expect(run(survey([{ name: 'x', answers: [1] }]), 'describe.expectationGap')).toMatchObject({
      status: 'notEstimable',
      reason: 'noExpectation',
    });
  });

  it('index by one and by two features, small groups marked', () => {
    const result = run(store, 'index.byFeature', { feature: '年龄段' });
    expect(at(result, 'groups.label=少.small')).toBe(true);
    expect(result.warnings).toContainEqual({ code: 'group.smallBase', details: { group: '少', n: 9 } });
    const groups = at(run(store, 'index.byFeature', { feature: '年龄段', second: '性别' }), 'groups') as readonly {
      label: string;
      n: number;
    }[];
    expect(groups.map((one) => one.label)).toContain('老 × 女');
    expect(groups.reduce((sum, one) => sum + one.n, 0)).toBe(119);
  });

  it('returned, valid and rejected forms', () => {
    const data = survey([{ name: 'x', answers: [1, 2, 3, 4] }], {
      exclusions: [
        { row: 0, code: 'speeder', note: '' },
        { row: 0, code: 'duplicate', note: '' },
        { row: 2, code: 'own', note: '访员代填' },
      ],
    });
    const result = run(data, 'sample.returns', {}, { sent: 8 });
    expect(result.values).toMatchObject({
      sent: 8,
      returned: 4,
      valid: 2,
      rejected: 2,
      returnRate: 0.5,
      validShare: 0.5,
      validRate: 0.25,
    });
    expect(result.warnings.map((one) => one.code)).toEqual(['returns.duplicateReasons', 'returns.lowShare']);
    expect(() => run(data, 'sample.returns', {}, { sent: 3 })).toThrow(
      expect.objectContaining({ code: 'returns.sentTooSmall' }),
    );
  });

  it('returned and rejected forms of a group are its own; how many were sent to it is not known', () => {
    const data = survey([{ name: 'x', answers: [1, 2, 3, 4, 5] }], {
      exclusions: [
        { row: 0, code: 'speeder', note: '' },
        { row: 3, code: 'duplicate', note: '' },
      ],
    });
    const ofGroup = run({ ...data, segment: Uint8Array.of(1, 1, 1, 0, 0) }, 'sample.returns', {}, { sent: 8 });
    expect(ofGroup.values).toMatchObject({ sent: null, returned: 3, valid: 2, rejected: 1, returnRate: null });
    expect(at(ofGroup, 'reasons')).toMatchObject([{ code: 'speeder', count: 1 }]);
    // A filter leaves what was collected as it is.
    const filtered = run({ ...data, filter: Uint8Array.of(1, 1, 1, 0, 0) }, 'sample.returns');
    expect(filtered.values).toMatchObject({ returned: 5, valid: 3, filtered: 2 });
  });

  it('reasons of rejection are named as in the window, others by their note', () => {
    const codes = [...Object.keys(exclusionReasons), 'own'];
    const data = survey([{ name: 'x', answers: [...codes.map(() => 1), 2] }], {
      exclusions: codes.map((code, row) => ({ row, code, note: '访员代填' })),
    });
    const result = run(data, 'sample.returns');
    const names = findAnalysis('sample.returns')!
      .tables(result)
      .flatMap(({ rows }) => rows.map(({ cells }) => cells['name']));
    for (const words of Object.values(exclusionReasons)) expect(names).toContainEqual(words);
    expect(names).toContainEqual({ zh: '访员代填', en: '访员代填' });
  });

  it('valid forms in doubt: named with their checks, counted once, and not taken off the valid share', () => {
    const same = Array.from({ length: 8 }, (_, i) => ({
      name: `Q${i}`,
      role: 'perception' as const,
      scale: oneToTen,
      answers: [5, 7 + (i % 3), 3 + (i % 4), 11, 8 - (i % 2)],
    }));
    const data = survey([...same, { name: '编号', role: 'id', answers: ['a', 'a', 'b', 'c', 'd'] }], {
      exclusions: [{ row: 4, code: 'byHand', note: '' }],
    });
    const result = run(data, 'sample.returns');
    const doubts = at(result, 'doubts') as readonly { readonly code: string; readonly count: number }[];
    expect(doubts.map(({ code, count }) => [code, count])).toEqual(
      expect.arrayContaining([
        ['duplicateId', 1],
        ['outOfRange', 1],
        ['straightLining', 1],
      ]),
    );
    expect(at(result, 'doubted')).toBe(new Set([0, 1, 3]).size);
    expect(at(result, 'validShare')).toBe(0.8);
    const found = sentenceText(findAnalysis('sample.returns')!.narrative(result, 'zh-CN')[1]!, result.values, 'zh-CN');
    expect(found).toMatch(/^有效问卷中有 3 份被数据检查列为存疑（.*超出量表 1.*），尚未剔除，请核对。$/);
    // Their counts follow the data like every other number, in sentences a person has rewritten too.
    const { parts } = findAnalysis('sample.returns')!.narrative(result, 'zh-CN')[1]!;
    expect(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path]))).toEqual([
      'doubted',
      'doubts.0.count',
      'doubts.1.count',
      'doubts.2.count',
    ]);
    expect(parts.filter((part) => typeof part === 'string').join('')).not.toMatch(/\d/);
  });

  it('index without a tree: the rating questions with equal weights, else overall satisfaction', () => {
    const rated = (
      name: string,
      role: 'perception' | 'overallSatisfaction' | 'loyalty',
      answers: readonly number[],
    ) => ({
      name,
      role,
      scale: oneToTen,
      answers,
    });
    const both = survey([
      rated('服务', 'perception', [10, 1, 10]),
      rated('价格', 'perception', [1, 1, 10]),
      rated('总体', 'overallSatisfaction', [5, 5, 5]),
    ]);
    const [request] = proposals(both).filter((one) => one.analysis === 'csi.index');
    expect(request?.inputs).toEqual({ items: ['v0', 'v1'] });
    expect(at(run(both, 'csi.index', request!.inputs), 'overall.index')).toBeCloseTo(50, 10);
    const overall = survey([rated('总体', 'overallSatisfaction', [10, 1, 10]), rated('再购', 'loyalty', [1, 1, 1])]);
    expect(proposals(overall).find((one) => one.analysis === 'csi.index')?.inputs).toEqual({ items: ['v0'] });
    const neither = survey([rated('再购', 'loyalty', [1, 1, 1])]);
    expect(proposals(neither).some((one) => one.analysis === 'csi.index')).toBe(false);
  });

  it('days of answering: from the times of the forms that count', () => {
    const day = (text: string): number => Date.parse(`${text}T10:00:00Z`);
    const data = survey(
      [
        { name: '开始时间', answers: [day('2026-01-01'), day('2026-03-02'), Number.NaN], role: 'time' },
        { name: '结束时间', answers: [day('2026-01-01'), day('2026-03-02'), day('2026-03-05')], role: 'time' },
      ],
      { exclusions: [{ row: 0, code: 'speeder', note: '' }] },
    );
    const timed = { ...data, variables: data.variables.map((one) => ({ ...one, type: 'date' as const })) };
    const result = run(timed, 'sample.returns');
    expect(result.values).toMatchObject({ answeredFrom: day('2026-03-02'), answeredTo: day('2026-03-05') });
    expect(run(data, 'sample.returns').values).toMatchObject({ answeredFrom: null, answeredTo: null });
  });

  it('share satisfied: 276 of 597', () => {
    const result = run(store, 'distribution.proportionInterval', { counts: { labels: ['满意'], rows: [[276, 597]] } });
    expect(at(result, 'rows.0.proportion')).toBeCloseTo(0.4623, 4);
    const answers = run(store, 'distribution.proportionInterval', { variable: '性别' });
    expect((at(answers, 'rows') as readonly unknown[]).length).toBe(2);
    const threshold = run(store, 'distribution.proportionInterval', {}, { threshold: 0 });
    expect(at(threshold, 'rows.0.proportion')).toBe(1);
  });
});
