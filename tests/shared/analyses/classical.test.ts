import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { reasonTexts } from '../../../shared/analyses/reasonTexts.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { warningText, warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import { simpleDesign, type Snapshot } from '../../../shared/model/dataset.ts';
import { oneToTen, sequence, storeSurvey, survey, type Question } from './survey.ts';

type Ask = (snapshot: Snapshot) => AnalysisRequest;
const ask =
  (analysis: string, inputs: AnalysisRequest['inputs'], options: AnalysisRequest['options'] = {}): Ask =>
  () => ({ analysis, inputs, options });

/** Every member on questions A and B, the group G and the options M1 and M2. */
const requests: Readonly<Record<string, Ask>> = {
  'influence.anova': ask('influence.anova', { variable: 'A', feature: 'G' }),
  'influence.correlation': ask('influence.correlation', { items: ['A', 'B', 'C'] }, { method: 'all' }),
  'partial correlation': ask('influence.correlation', { items: ['A', 'B'], given: ['C'] }, { method: 'spearman' }),
  'influence.regression': ask('influence.regression', { dependent: 'A', predictors: ['B', 'C'] }),
  'describe.crossTable': ask('describe.crossTable', { rows: 'G', columns: 'B' }),
  'describe.bannerTable': ask('describe.bannerTable', { items: ['A', 'B'], breaks: ['G'] }, { answers: 'all' }),
  'describe.battery': ask('describe.battery', { items: ['A', 'B'] }),
  'describe.multipleResponse': ask('describe.multipleResponse', { items: ['M1', 'M2'], by: 'G' }),
  'describe.explore': ask('describe.explore', { items: ['A', 'B'], by: 'G' }),
  'compare.tTest': ask('compare.tTest', { variable: 'A', feature: 'G' }),
  'one-sample t': ask('compare.tTest', { variable: 'A' }, { hypothesis: 5 }),
  'compare.paired': ask('compare.paired', { first: 'A', second: 'B' }),
};

interface Columns {
  readonly A: readonly number[];
  readonly B?: readonly number[];
  readonly C?: readonly number[];
  readonly G?: readonly string[];
  readonly weights?: readonly number[];
}

function snapshotOf(columns: Columns, kind: 'frequency' | 'survey' | null = null, structure = false): Snapshot {
  const { A } = columns;
  const turned = A.toReversed();
  const questions: Question[] = [
    { name: 'A', answers: A, scale: oneToTen },
    { name: 'B', answers: columns.B ?? turned, scale: oneToTen },
    {
      name: 'C',
      answers: columns.C ?? A.map((value, i) => (Number.isNaN(value) ? value : 1 + ((value + i) % 10))),
      scale: oneToTen,
    },
    { name: 'G', answers: columns.G ?? A.map((_, i) => ['甲', '乙', '丙'][i % 3]!), measure: 'nominal' },
    { name: 'M1', answers: A.map((_, i) => i % 2), role: 'multipleResponse' },
    { name: 'M2', answers: A.map((_, i) => (i % 3 === 0 ? 1 : 0)), role: 'multipleResponse' },
    { name: 'w', answers: columns.weights ?? A.map(() => 1) },
    { name: 'S', answers: A.map((_, i) => ['北', '南'][i % 2]!), measure: 'nominal' },
    { name: 'K', answers: A.map((_, i) => `群${i % 7}`), measure: 'nominal' },
  ];
  const data = survey(questions);
  const id = (name: string) => data.variables.find((variable) => variable.name === name)!.id;
  return {
    ...data,
    design: {
      ...simpleDesign,
      weight: kind ? { variableId: id('w'), kind } : null,
      stratum: structure ? id('S') : null,
      cluster: structure ? id('K') : null,
    },
  };
}

/** Whatever the data, the reader gets numbers or a stated reason: never NaN, never a hole in a sentence. */
function expectReadable(result: AnalysisResult): void {
  const analysis = findAnalysis(result.analysis)!;
  if (result.status === 'notEstimable') expect(reasonTexts[result.reason!], result.reason!).toBeDefined();
  for (const table of analysis.tables(result)) {
    expect(table.rows.length).toBeGreaterThan(0);
    for (const row of table.rows)
      for (const column of table.columns) {
        expect(Object.keys(row.cells), `${analysis.id} ${table.id} ${column.key}`).toContain(column.key);
        expect(formatCell(row.cells[column.key]!, column.format, 'zh-CN')).not.toMatch(
          /NaN|undefined|\[object|Infinity/,
        );
      }
  }
  for (const locale of ['zh-CN', 'en'] as const) {
    const sentences = analysis.narrative(result, locale);
    expect(sentences.length).toBeGreaterThan(0);
    for (const one of sentences) {
      for (const part of one.parts)
        if (typeof part !== 'string')
          expect(valueAt(result.values, part.path), `${analysis.id} ${part.path}`).not.toBeUndefined();
      expect(sentenceText(one, result.values, locale)).not.toMatch(/NaN|undefined|[{}]/);
    }
    for (const figure of analysis.figures(result, locale)) {
      expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
      expect(figure.altText.length).toBeGreaterThan(5);
    }
  }
  for (const warning of result.warnings) {
    expect(warningTexts[warning.code], warning.code).toBeDefined();
    expect(warningText(warning, 'en')).not.toMatch(/[{}]/);
  }
}

const next = sequence(5);
const answers = (count: number): number[] => Array.from({ length: count }, () => 1 + Math.floor(next() * 10));
const fromTo = (count: number): number[] => Array.from({ length: count }, (_, i) => 1 + (i % 10));
const blank = Number.NaN;

const hostile: Readonly<Record<string, Columns>> = {
  'constant answers': { A: Array.from({ length: 30 }, () => 7) },
  'one row': { A: [4] },
  'two rows': { A: [4, 6] },
  'all missing': { A: [blank, blank, blank, blank] },
  'all but one missing': { A: [blank, blank, 3, blank] },
  'groups of one': { A: fromTo(8), G: Array.from({ length: 8 }, (_, i) => `组${i}`) },
  'one group': { A: fromTo(20), G: Array.from({ length: 20 }, () => '甲') },
  'a group without answers': {
    A: [...fromTo(20), blank, blank],
    G: [...Array.from({ length: 20 }, (_, i) => (i % 2 ? '甲' : '乙')), '丙', '丙'],
  },
  'groups that differ and do not vary': { A: [1, 1, 1, 9, 9, 9], G: ['甲', '甲', '甲', '乙', '乙', '乙'] },
  'zero weights': { A: fromTo(24), weights: Array.from({ length: 24 }, (_, i) => (i < 20 ? 0 : 1)) },
  'all weights zero': { A: fromTo(24), weights: Array.from({ length: 24 }, () => 0) },
  '60 categories': { A: answers(600), G: Array.from({ length: 600 }, (_, i) => `类${i % 60}`) },
  '500 categories': { A: answers(1000), G: Array.from({ length: 1000 }, (_, i) => `类${i % 500}`) },
  'perfect collinearity': { A: fromTo(40), B: fromTo(40), C: fromTo(40) },
};

describe.each(Object.entries(hostile))('%s', (_name, columns) => {
  for (const [kind, structure] of [
    [null, false],
    ['frequency', false],
    ['survey', false],
    ['survey', true],
  ] as const)
    it.each(Object.keys(requests))(`%s is readable (${kind ?? 'no'} weights${structure ? ', design' : ''})`, (key) => {
      const snapshot = snapshotOf(columns, kind, structure);
      expectReadable(runAnalysis(snapshot, requests[key]!(snapshot)));
    });
});

/** Numbers equal up to rounding at every leaf. */
function expectClose(a: unknown, b: unknown, path: string): void {
  if (typeof a === 'number' && typeof b === 'number') {
    expect(Math.abs(a - b), `${path}: ${a} and ${b}`).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(a), Math.abs(b)));
    return;
  }
  if (a !== null && typeof a === 'object' && b !== null && typeof b === 'object') {
    expect(Object.keys(b), path).toEqual(Object.keys(a));
    for (const [key, value] of Object.entries(a))
      expectClose(value, (b as Record<string, unknown>)[key], `${path}.${key}`);
    return;
  }
  expect(b, path).toEqual(a);
}

/** Parts that speak of forms and their places in the file, not of the people they stand for. */
const ofForms = new Set([
  'n',
  'rows',
  'row',
  'highest',
  'lowest',
  'outside',
  'bases',
  'small',
  'residualPlot',
  'residualsFirst',
  'influential',
  'durbinWatson',
  'lag1',
  'largestLeverage',
  'largestCook',
  'weighted',
  'trimmedMean5',
  'above',
  'findings',
]);
const ofPeople = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(ofPeople)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => !ofForms.has(key))
            .map(([key, one]) => [key, ofPeople(one)]),
        )
      : value;

describe('weights', () => {
  const count = 90;
  const [a, b, c] = [answers(count), answers(count), answers(count)];
  const weights = Array.from({ length: count }, (_, i) => 1 + (i % 3));
  const groups = Array.from({ length: count }, (_, i) => ['甲', '乙', '丙'][i % 3]!);
  const mixed = groups.map((_, i) => ['甲', '乙', '丙'][(i * 7 + (i >> 3)) % 3]!);
  const copies = <T>(column: readonly T[]): T[] =>
    column.flatMap((value, i) => Array.from({ length: weights[i]! }, () => value));

  // Options of a multiple choice follow the row numbers here, so copies would be other answers.
  it.each(Object.keys(requests).filter((key) => key !== 'describe.multipleResponse'))(
    '%s: a frequency weight of w is w copies',
    (key) => {
      const weighted = snapshotOf({ A: a, B: b, C: c, G: mixed, weights }, 'frequency');
      const copied = snapshotOf({ A: copies(a), B: copies(b), C: copies(c), G: copies(mixed) });
      const [one, other] = [weighted, copied].map((snapshot) => runAnalysis(snapshot, requests[key]!(snapshot)));
      expect(one!.status).toBe('ok');
      expectClose(ofPeople(one!.values), ofPeople(other!.values), key);
    },
  );

  it('equal survey weights leave estimates as they are without weights', () => {
    const equal = snapshotOf({ A: a, B: b, C: c, G: mixed, weights: weights.map(() => 2.5) }, 'survey');
    const plain = snapshotOf({ A: a, B: b, C: c, G: mixed });
    const at = (snapshot: Snapshot, key: string, path: string): number =>
      valueAt(runAnalysis(snapshot, requests[key]!(snapshot)).values, path) as number;
    for (const [key, path] of [
      ['influence.anova', 'groups.0.mean'],
      ['influence.anova', 'groups.2.sd'],
      ['influence.anova', 'etaSquared'],
      ['influence.anova', 'table.ssBetween'],
      ['influence.correlation', 'pairs.0.pearson.r'],
      ['influence.correlation', 'pairs.1.covariance'],
      ['influence.regression', 'coefficients.1.b'],
      ['influence.regression', 'coefficients.2.beta'],
      ['influence.regression', 'rSquared'],
      ['describe.crossTable', 'table.cramersV'],
      ['describe.crossTable', 'table.rowShares.1.2'],
      ['describe.bannerTable', 'questions.0.rows.0.cells.1.value'],
      ['describe.battery', 'rows.0.top'],
      ['describe.multipleResponse', 'options.0.cases'],
      ['compare.tTest', 'difference'],
      ['compare.paired', 'difference'],
      ['compare.paired', 'test.se'],
    ] as const)
      expect(at(equal, key, path), `${key} ${path}`).toBeCloseTo(at(plain, key, path), 9);
  });

  it('survey weights move the estimates and change the tests to those of the design', () => {
    const snapshot = snapshotOf({ A: a, B: b, C: c, G: mixed, weights }, 'survey', true);
    const anova = runAnalysis(snapshot, requests['influence.anova']!(snapshot));
    expect(anova.values).toMatchObject({ kind: 'design', reported: 'wald', postHoc: 'bonferroni', welch: null });
    const cross = runAnalysis(snapshot, requests['describe.crossTable']!(snapshot));
    expect(cross.values).toMatchObject({ test: { reported: 'raoScott', fisher: null } });
    const regression = runAnalysis(snapshot, requests['influence.regression']!(snapshot));
    expect(regression.values).toMatchObject({ kind: 'design', aic: null });
    const two = runAnalysis(snapshot, requests['compare.tTest']!(snapshot));
    expect(two.values).toMatchObject({ reported: 'design', welch: null, pooled: null });
  });
});

describe('row order', () => {
  const count = 80;
  const columns = { A: answers(count), B: answers(count), C: answers(count) };
  const G = Array.from({ length: count }, (_, i) => ['甲', '乙', '丙'][(i * 5 + (i >> 2)) % 3]!);
  // The first of each group stays in front, so that groups keep the order of their first appearance.
  const order = Array.from({ length: count }, (_, i) => i);
  const first = ['甲', '乙', '丙'].map((label) => G.indexOf(label)).toSorted((x, y) => x - y);
  const turned = [...first, ...order.filter((i) => !first.includes(i)).toReversed()];
  const shuffle = <T>(column: readonly T[]): T[] => turned.map((i) => column[i]!);

  it.each(Object.keys(requests).filter((key) => key !== 'describe.multipleResponse'))(
    '%s does not depend on it',
    (key) => {
      const one = snapshotOf({ ...columns, G });
      const other = snapshotOf({ A: shuffle(columns.A), B: shuffle(columns.B), C: shuffle(columns.C), G: shuffle(G) });
      const [x, y] = [one, other].map((snapshot) => runAnalysis(snapshot, requests[key]!(snapshot)));
      expectClose(ofPeople(x!.values), ofPeople(y!.values), key);
    },
  );
});

describe('what the members say', () => {
  const store = storeSurvey();
  const run = (analysis: string, inputs: AnalysisRequest['inputs'] = {}, options: AnalysisRequest['options'] = {}) =>
    runAnalysis(store, { analysis, inputs, options });

  it('correlates indicators with the index without themselves', () => {
    const { values } = run('influence.correlation');
    const indicators = values.indicators as readonly { whole: { r: number }; corrected: { r: number } }[];
    expect(indicators).toHaveLength(4);
    for (const one of indicators) expect(one.corrected.r).toBeLessThan(one.whole.r);
  });

  it('splits forms into satisfied and not, and refuses unknown groups by name', () => {
    const { values, n } = run('describe.crossTable', { rows: '性别' }, { threshold: 60 });
    expect(values).toMatchObject({ columns: { labels: [{ zh: '不满意' }, { zh: '满意' }] } });
    expect(n).toBe(119);
    expect(() => run('compare.tTest', { feature: '性别' }, { first: '无此组' })).toThrow(
      expect.objectContaining({ code: 'analysis.unknownGroup' }),
    );
    expect(run('compare.tTest', { feature: '年龄段' }, { first: '老', second: '中' }).values).toMatchObject({
      groups: [{ label: '老' }, { label: '中' }],
    });
  });

  it('refuses batteries of different scales', () => {
    const data = survey([
      { name: 'A', answers: [1, 2], scale: oneToTen },
      { name: 'B', answers: [1, 2], scale: { ...oneToTen, max: 5 } },
    ]);
    expect(() =>
      runAnalysis(data, { analysis: 'describe.battery', inputs: { items: ['A', 'B'] }, options: {} }),
    ).toThrow(expect.objectContaining({ code: 'battery.scales' }));
  });

  it('turns descending scales so that the good end is at the right', () => {
    const data = survey([
      { name: 'A', answers: [1, 1, 2, 5], scale: { ...oneToTen, max: 5, direction: 'descending' } },
    ]);
    const { values } = runAnalysis(data, { analysis: 'describe.battery', inputs: { items: ['A'] }, options: {} });
    expect(values.answers).toMatchObject([{ value: 5 }, {}, {}, {}, { value: 1 }]);
    expect(values.rows).toMatchObject([{ percents: [25, 0, 0, 25, 50], top: 0.75, bottom: 0.25 }]);
  });

  it('counts options of a multiple choice over forms and over choices', () => {
    const data = survey([
      { name: 'M1', answers: [1, 1, 0, 0, Number.NaN], role: 'multipleResponse' },
      { name: 'M2', answers: [1, 0, 1, 0, Number.NaN], role: 'multipleResponse' },
    ]);
    const ask2 = (base: string) =>
      runAnalysis(data, { analysis: 'describe.multipleResponse', inputs: { items: ['M1', 'M2'] }, options: { base } });
    expect(ask2('chose').values).toMatchObject({ n: 3, choices: 4, options: [{ responses: 0.5, cases: 2 / 3 }, {}] });
    expect(ask2('answered').values).toMatchObject({ n: 4, options: [{ cases: 0.5 }, {}] });
    expect(ask2('all').values).toMatchObject({ n: 5, options: [{ cases: 0.4 }, {}] });
  });

  it('letters name the columns a column clearly exceeds', () => {
    const count = 200;
    const data = survey([
      {
        name: 'A',
        answers: Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 9 - (i % 3) : 3 + (i % 3))),
        scale: oneToTen,
      },
      { name: 'G', answers: Array.from({ length: count }, (_, i) => (i % 2 === 0 ? '高' : '低')), measure: 'nominal' },
    ]);
    const { values } = runAnalysis(data, {
      analysis: 'describe.bannerTable',
      inputs: { items: ['A'], breaks: ['G'] },
      options: {},
    });
    expect(values).toMatchObject({
      columns: [{ label: '' }, { label: '高', letter: 'A' }, { label: '低', letter: 'B' }],
      questions: [{ rows: [{ kind: 'mean', cells: [{ above: '' }, { above: 'B' }, { above: '' }] }] }],
      findings: [{ question: 0, high: 1, low: 2 }],
    });
  });

  it('plans samples', () => {
    expect(run('sample.size').values).toMatchObject({ unlimitedCeil: 385, wanted: 385, toSend: 385 });
    expect(run('sample.size', {}, { populationSize: 1000, returnRate: 0.5 }).values).toMatchObject({
      wanted: 278,
      toSend: 556,
    });
    expect(run('sample.size', {}, { target: 'twoProportions', proportion: 0.5, margin: 0.1 }).values).toMatchObject({
      unlimitedCeil: 388,
      wanted: 776,
    });
    expect(run('sample.allocation')).toMatchObject({ status: 'notEstimable', reason: 'noStrata' });
    const sizes = { ...store, design: { ...store.design, populationSizes: { 少: 100, 中: 600, 老: 300 } } };
    const allocated = runAnalysis(sizes, {
      analysis: 'sample.allocation',
      inputs: { stratum: '年龄段', variable: 'P1' },
      options: { n: 100, rule: 'neyman' },
    });
    expect(allocated.values).toMatchObject({ rules: [{ forms: [10, 60, 30] }, {}, {}, {}], at: 1 });
    expect(() => run('sample.allocation', { strata: { labels: ['甲'], rows: [[]] } })).toThrow(
      expect.objectContaining({ code: 'sample.strataRows' }),
    );
    expect(() => run('sample.pps', { units: { labels: ['甲'], rows: [[3]] } }, { n: 2 })).toThrow(
      expect.objectContaining({ code: 'sample.pps' }),
    );
    for (const result of [
      run('sample.size'),
      run('sample.size', {}, { target: 'twoMeans', margin: 5, sd: 20 }),
      allocated,
    ])
      expectReadable(result);
    expectReadable(run('sample.pps', { units: { labels: ['甲', '乙'], rows: [[3], [30]] } }, { n: 1 }));
  });
});
