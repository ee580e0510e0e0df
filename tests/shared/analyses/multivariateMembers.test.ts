import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { reasonTexts } from '../../../shared/analyses/reasonTexts.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { warningText, warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { node, oneToTen, type Question, survey } from './survey.ts';

const nan = Number.NaN;

/** Answers 1-10 of k perception questions under two indicators, each column made by a function of row and place. */
function project(n: number, k: number, answer: (row: number, place: number) => number): Snapshot {
  const questions = Array.from(
    { length: k },
    (_, place): Question => ({
      name: `q${place}`,
      answers: Array.from({ length: n }, (_unused, row) => answer(row, place)),
      role: 'perception',
      scale: oneToTen,
      indicator: place < k / 2 ? '甲' : '乙',
    }),
  );
  const overall: Question = {
    name: 'overall',
    answers: Array.from({ length: n }, (_, row) => answer(row, 0)),
    role: 'overallSatisfaction',
    scale: oneToTen,
  };
  return survey([...questions, overall], { indicators: [node('甲', null, 0.5, 0), node('乙', null, 0.5, 1)] });
}

/** Two factors, one per indicator. */
function answers(seed: number, n: number, k: number): (row: number, place: number) => number {
  const stream = randomStream(seed);
  const cells = Array.from({ length: n }, () => {
    const factors = [stream.normal(), stream.normal()];
    return Array.from({ length: k }, (_, place) =>
      Math.min(10, Math.max(1, Math.round(6 + 1.5 * factors[place < k / 2 ? 0 : 1]! + stream.normal()))),
    );
  });
  return (row, place) => cells[row]![place]!;
}

const members: readonly (readonly [string, AnalysisRequest['options']])[] = [
  ['validity.factorability', {}],
  ['validity.factorability', { missing: 'pairwise' }],
  ['validity.factorAnalysis', {}],
  ['validity.factorAnalysis', { method: 'principalAxis', rotation: 'oblimin', number: 'parallel' }],
  ['validity.factorAnalysis', { method: 'maximumLikelihood', rotation: 'promax', number: 'tree' }],
  [
    'validity.factorAnalysis',
    { number: 'fixed', factors: 60, rotation: 'equamax', missing: 'pairwise', replicates: 0 },
  ],
  ['validity.convergent', {}],
  ['reliability.omega', {}],
  ['reliability.splitHalf', { split: 'oddEven' }],
  ['reliability.itemAnalysis', {}],
  ['influence.discriminant', {}],
  ['influence.discriminant', { priors: 'equal', threshold: 0 }],
  ['influence.relativeImportance', { resamples: 25 }],
];

/** Whatever the data: JSON in all tables, sentences and figures, in both languages, without gaps. */
function expectPresentable(result: AnalysisResult): void {
  const analysis = findAnalysis(result.analysis)!;
  if (result.status !== 'ok') expect(reasonTexts[result.reason!], result.reason!).toBeDefined();
  for (const table of analysis.tables(result)) {
    for (const row of table.rows)
      for (const column of table.columns)
        expect(formatCell(row.cells[column.key]!, column.format, 'zh-CN'), `${table.id} ${column.key}`).not.toMatch(
          /NaN|Infinity|undefined|\[object/,
        );
  }
  for (const locale of ['zh-CN', 'en'] as const) {
    for (const one of analysis.narrative(result, locale)) {
      for (const part of one.parts)
        if (typeof part !== 'string') expect(valueAt(result.values, part.path), part.path).not.toBeUndefined();
      expect(sentenceText(one, result.values, locale)).not.toMatch(/NaN|undefined|[{}]/);
    }
    for (const figure of analysis.figures(result, locale)) expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    for (const warning of result.warnings) {
      expect(warningTexts[warning.code], warning.code).toBeDefined();
      expect(warningText(warning, locale)).not.toMatch(/[{}]/);
    }
  }
}

const good = answers(1, 120, 8);
const hostile: Readonly<Record<string, { readonly data: Snapshot; readonly estimable: 'all' | 'none' | 'some' }>> = {
  'two factors': { data: project(120, 8, good), estimable: 'some' },
  'one constant column': {
    data: project(120, 8, (row, place) => (place === 2 ? 7 : good(row, place))),
    estimable: 'some',
  },
  'all columns constant': { data: project(50, 6, (_, place) => 1 + place), estimable: 'none' },
  'one row': { data: project(1, 6, (_, place) => 1 + place), estimable: 'none' },
  'two rows': { data: project(2, 6, (row, place) => 1 + ((place + 3 * row) % 9)), estimable: 'some' },
  'all missing': { data: project(40, 6, () => nan), estimable: 'none' },
  'a column all missing': {
    data: project(120, 8, (row, place) => (place === 5 ? nan : good(row, place))),
    estimable: 'some',
  },
  'never complete': {
    data: project(90, 6, (row, place) => (row % 6 === place ? nan : 1 + ((row * 7 + place * place) % 10))),
    estimable: 'some',
  },
  'perfect collinearity': { data: project(120, 8, (row, place) => good(row, place % 4)), estimable: 'some' },
  'fewer rows than items': { data: project(7, 12, answers(3, 7, 12)), estimable: 'some' },
  'sixty items': { data: project(400, 60, answers(4, 400, 60)), estimable: 'all' },
  'no questions': { data: survey([{ name: 'x', answers: [1, 2, 3] }]), estimable: 'none' },
};

describe.each(Object.entries(hostile))('%s', (_name, { data, estimable }) => {
  it.each(members)('%s %j gives a result or a reason', (analysis, options) => {
    const result = runAnalysis(data, { analysis, inputs: {}, options });
    expectPresentable(result);
    if (estimable === 'none') expect(result.status).toBe('notEstimable');
    if (estimable === 'all' && options.threshold !== 0) expect(result.reason).toBeNull();
    if (result.status === 'ok') expect(result.n).toBeGreaterThan(1);
  });
});

describe('what the numbers say', () => {
  const data = project(300, 8, answers(9, 300, 8));
  const run = (analysis: string, inputs: AnalysisRequest['inputs'] = {}, options: AnalysisRequest['options'] = {}) =>
    runAnalysis(data, { analysis, inputs, options });

  it('factors match the indicators they were drawn from', () => {
    const { values } = run('validity.factorAnalysis');
    expect(values).toMatchObject({
      factors: 2,
      kaiserFactors: 2,
      parallelFactors: 2,
      match: { agreeing: 8, share: 1 },
    });
    const moved = project(300, 8, (row, place) => answers9(row, [0, 1, 2, 4, 3, 5, 6, 7][place]!));
    const turned = runAnalysis(moved, { analysis: 'validity.factorAnalysis', inputs: {}, options: {} });
    expect(turned.values).toMatchObject({ match: { agreeing: 6 } });
    const sentences = findAnalysis('validity.factorAnalysis')!.narrative(turned, 'zh-CN');
    expect(sentences.map((one) => sentenceText(one, turned.values, 'zh-CN')).join('')).toContain('“q3？”和“q4？”');
  });
  const answers9 = answers(9, 300, 8);

  it('warns of what weakens it', () => {
    const codes = (result: AnalysisResult): readonly string[] => result.warnings.map((one) => one.code);
    expect(
      codes(run('validity.factorAnalysis', {}, { number: 'fixed', factors: 7, method: 'maximumLikelihood' })),
    ).toContain('factor.fewerFactors');
    expect(codes(run('validity.factorAnalysis', {}, { number: 'parallel', replicates: 0 }))).toContain(
      'factor.noParallel',
    );
    const noTree = { ...data, indicators: [] };
    expect(
      codes(runAnalysis(noTree, { analysis: 'validity.factorAnalysis', inputs: {}, options: { number: 'tree' } })),
    ).toContain('factor.noTree');
    const byIndex = {
      ...data,
      variables: data.variables.map((one) => (one.name === 'overall' ? { ...one, role: 'none' as const } : one)),
    };
    const importance = runAnalysis(byIndex, {
      analysis: 'influence.relativeImportance',
      inputs: {},
      options: { resamples: 0 },
    });
    expect(codes(importance)).toContain('importance.partWhole');
    expect(importance.values.rSquared).toBeCloseTo(1, 9);
  });

  it('a correlation matrix from elsewhere', () => {
    const matrix = (rows: readonly (readonly number[])[]) => ({
      correlations: { labels: ['a', 'b', 'c'].slice(0, rows.length), rows },
    });
    const rows = [
      [1, 0.5, 0.4],
      [0.5, 1, 0.3],
      [0.4, 0.3, 1],
    ];
    expect(run('validity.factorability', matrix(rows), { matrixN: 100 }).values).toMatchObject({ n: 100, k: 3 });
    expect(run('validity.factorability', matrix(rows)).reason).toBe('matrixWithoutN');
    for (const wrong of [
      [
        [1, 0.5],
        [0.4, 1],
      ],
      [
        [1, 2],
        [2, 1],
      ],
      [[1, 0.5]],
      [
        [2, 0.5],
        [0.5, 2],
      ],
    ])
      expect(() => run('validity.factorability', matrix(wrong), { matrixN: 100 })).toThrow(
        expect.objectContaining({ code: 'analysis.notCorrelations' }),
      );
  });

  it('groups by a feature and by satisfaction', () => {
    const three = project(300, 4, answers9);
    const features = Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? '北' : row % 3 === 1 ? '南' : '西'));
    const withFeature = survey([
      ...Array.from(
        { length: 4 },
        (_, place): Question => ({
          name: `q${place}`,
          answers: Array.from({ length: 300 }, (_unused, row) => answers9(row, place) + (row % 3)),
        }),
      ),
      { name: '地区', answers: features },
    ]);
    const result = runAnalysis(withFeature, {
      analysis: 'influence.discriminant',
      inputs: { items: ['q0', 'q1', 'q2', 'q3'], group: '地区' },
      options: {},
    });
    expect(result.values).toMatchObject({ kind: 'feature', pair: null });
    expect((result.values.functions as readonly unknown[]).length).toBe(2);
    expectPresentable(result);
    const satisfied = runAnalysis(three, {
      analysis: 'influence.discriminant',
      inputs: {},
      options: { threshold: 60 },
    });
    expect(satisfied.values).toMatchObject({ kind: 'threshold', threshold: 60 });
    expect(satisfied.values.chance as number).toBeLessThan(
      (satisfied.values.leaveOneOut as { hitRate: number }).hitRate,
    );
    // The question that makes the groups is not an item as well.
    const own = runAnalysis(three, {
      analysis: 'influence.discriminant',
      inputs: { items: ['q0', 'q1'], overall: 'q0' },
      options: { threshold: 60 },
    });
    expect((own.values.items as readonly { name: string }[]).map((item) => item.name)).toEqual(['q1']);
  });

  it('chosen predictors and dependent; more than twenty fall back on Johnson', () => {
    const many = project(500, 24, answers(5, 500, 24));
    const result = runAnalysis(many, {
      analysis: 'influence.relativeImportance',
      inputs: { predictors: Array.from({ length: 23 }, (_, place) => `q${place + 1}`), dependent: 'overall' },
      options: { resamples: 30 },
    });
    expect(result.values).toMatchObject({ measure: 'johnson', unit: 'questions', k: 23 });
    expect(result.warnings.map((one) => one.code)).toContain('importance.tooMany');
    expect((result.values.drivers as readonly { lower: number | null }[])[0]!.lower).not.toBeNull();
    expectPresentable(result);
  });
});
