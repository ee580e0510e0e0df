import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { designRows } from '../../../shared/analyses/design.ts';
import { differencesFromRest, meanDifference } from '../../../shared/analyses/featureGroups.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, Json } from '../../../shared/analyses/types.ts';
import { warningText, warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot, SurveyDesign } from '../../../shared/model/dataset.ts';
import { simpleDesign } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { node, oneToTen, type Question, sequence, survey, zeroToHundred } from './survey.ts';

const run = (
  snapshot: Snapshot,
  analysis: string,
  inputs: AnalysisRequest['inputs'] = {},
  options: AnalysisRequest['options'] = {},
): AnalysisResult => runAnalysis(snapshot, { analysis, inputs, options });
const at = (result: AnalysisResult, path: string): Json | undefined => valueAt(result.values, path);
const number = (result: AnalysisResult, path: string): number => {
  const value = at(result, path);
  if (typeof value !== 'number') throw new Error(`${path} is ${String(value)}`);
  return value;
};
const code = (wanted: string) => expect.objectContaining({ code: wanted });

interface Answers {
  readonly perception: readonly (readonly number[])[];
  readonly expectation: readonly (readonly number[])[];
  readonly importance: readonly (readonly number[])[];
  readonly overall: readonly number[];
  readonly loyalty: readonly number[];
  readonly kano: readonly (readonly [number, number])[];
  readonly feature: readonly string[];
  readonly weight: readonly number[];
}

/** Three indicators under two nodes with everything a satisfaction study asks. */
function study(
  answers: Answers,
  kind: 'survey' | 'frequency' | null = null,
  extra: Partial<SurveyDesign> = {},
): Snapshot {
  const leaves = ['快', '好', '省'];
  const block = (
    role: 'perception' | 'expectation' | 'importance',
    lists: readonly (readonly number[])[],
  ): Question[] =>
    lists.map((list, j) => ({ name: `${role[0]}${j}`, answers: list, role, scale: oneToTen, indicator: leaves[j]! }));
  const questions: Question[] = [
    ...block('perception', answers.perception),
    ...block('expectation', answers.expectation),
    ...block('importance', answers.importance),
    { name: 'overall', answers: answers.overall, role: 'overallSatisfaction', scale: oneToTen },
    { name: 'recommend', answers: answers.loyalty, role: 'loyalty', scale: oneToTen },
    { name: 'Kf', answers: answers.kano.map(([f]) => f), role: 'kanoFunctional', scale: { ...oneToTen, max: 5 } },
    { name: 'Kd', answers: answers.kano.map(([, d]) => d), role: 'kanoDysfunctional', scale: { ...oneToTen, max: 5 } },
    { name: 'store', answers: answers.feature, role: 'profile', measure: 'nominal' },
    { name: 'w', answers: answers.weight, role: 'weight' },
  ];
  const weightAt = questions.length - 1;
  return survey(questions, {
    indicators: [
      node('服务', null, 0.6, 0),
      node('价格', null, 0.4, 1),
      node('快', '服务', 0.5, 0),
      node('好', '服务', 0.5, 1),
      node('省', '价格', 1, 0),
    ],
    design: {
      ...simpleDesign,
      ...extra,
      weight: kind === null ? null : { variableId: variableId(`v${weightAt}`), kind },
    },
  });
}

function madeUp(forms: number, seed = 5): Answers {
  const next = sequence(seed);
  const whole = (mean: number, spread: number, max = 10): number =>
    Math.min(max, Math.max(1, Math.round(mean + spread * (next() - 0.5))));
  const mood = Array.from({ length: forms }, () => 5 * (next() - 0.5));
  const column = (mean: number): number[] => mood.map((shift) => whole(mean + shift, 3));
  return {
    perception: [column(7), column(5), column(8)],
    expectation: [column(8), column(8), column(7)],
    importance: [column(9), column(7), column(5)],
    overall: column(7),
    loyalty: column(8),
    kano: Array.from({ length: forms }, () => [whole(2, 4, 5), whole(4, 4, 5)]),
    feature: Array.from({ length: forms }, (_, i) => (i % 3 === 0 ? '东' : '西')),
    weight: Array.from({ length: forms }, (_, i) => 1 + (i % 3)),
  };
}

const rowsOf = (answers: Answers, places: readonly number[]): Answers => {
  const take = <T>(list: readonly T[]): T[] => places.map((place) => list[place]!);
  return {
    perception: answers.perception.map(take),
    expectation: answers.expectation.map(take),
    importance: answers.importance.map(take),
    overall: take(answers.overall),
    loyalty: take(answers.loyalty),
    kano: take(answers.kano),
    feature: take(answers.feature),
    weight: take(answers.weight),
  };
};

/** Every member of this part on a study, with the inputs it cannot do without. */
const requests: readonly (readonly [string, AnalysisRequest['inputs'], AnalysisRequest['options']])[] = [
  ['csi.index', {}, {}],
  ['csi.fiveWays', {}, {}],
  ['csi.interval', {}, { resamples: 200 }],
  ['csi.ratio', {}, {}],
  ['index.byFeature', { feature: 'store' }, {}],
  ['csi.rollUp', { levels: ['store'] }, {}],
  ['improve.quadrant', {}, {}],
  ['improve.coefficient', {}, { source: 'exact' }],
  ['improve.expectedGain', {}, { goal: 'best' }],
  ['improve.zone', {}, {}],
  ['improve.agreement', {}, {}],
  ['improve.certainty', {}, { resamples: 200, axis: 'correlation' }],
  ['kano.table', { segment: 'store' }, {}],
  ['value.delivered', { value: ['p0', 'p1'], cost: ['e0'], segment: 'store' }, {}],
  ['loyalty.nps', { question: 'recommend', segment: 'store' }, {}],
  ['loyalty.types', {}, {}],
  ...[
    'equal',
    'stated',
    'improved',
    'correlation',
    'regression',
    'relative',
    'pls',
    'factor',
    'entropy',
    'variation',
    'critic',
  ].map((way): [string, AnalysisRequest['inputs'], AnalysisRequest['options']] => [`weights.${way}`, {}, {}]),
  ['weights.duel', {}, {}],
];
const randomOnes = new Set(['csi.interval', 'improve.certainty']);

/** Tables have their cells, sentences their numbers, in both languages; nothing shows as NaN. */
function expectPresentable(result: AnalysisResult): void {
  const analysis = findAnalysis(result.analysis)!;
  for (const locale of ['zh-CN', 'en'] as const) {
    for (const table of analysis.tables(result))
      for (const row of table.rows)
        for (const column of table.columns) {
          expect(Object.keys(row.cells), `${analysis.id} ${table.id} ${column.key}`).toContain(column.key);
          expect(formatCell(row.cells[column.key]!, column.format, locale)).not.toMatch(/NaN|undefined|Infinity/);
        }
    expect(analysis.narrative(result, locale).length, analysis.id).toBeGreaterThan(0);
    for (const one of analysis.narrative(result, locale))
      expect(sentenceText(one, result.values, locale)).not.toMatch(/NaN|undefined|[{}]/);
    for (const figure of analysis.figures(result, locale))
      expect(JSON.stringify(figure), `${analysis.id} ${figure.id}`).not.toMatch(/NaN|undefined/);
  }
  for (const warning of result.warnings) {
    expect(warningTexts[warning.code], warning.code).toBeDefined();
    expect(warningText(warning, 'en')).not.toMatch(/[{}]/);
  }
}

/** Equal up to rounding. */
function expectSame(a: unknown, b: unknown, path: string): void {
  if (typeof a === 'number' && typeof b === 'number')
    expect(Math.abs(a - b), `${path}: ${a} and ${b}`).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(a), Math.abs(b)));
  else if (a !== null && typeof a === 'object' && b !== null && typeof b === 'object') {
    expect(Object.keys(a), path).toEqual(Object.keys(b));
    for (const [key, value] of Object.entries(a))
      expectSame(value, (b as Record<string, unknown>)[key], `${path}.${key}`);
  } else expect(a, path).toEqual(b);
}

describe('every member on awkward data', () => {
  const forms = 90;
  const usual = madeUp(forms);
  const nothing = Array.from({ length: forms }, () => Number.NaN);
  const same = Array.from({ length: forms }, () => 7);
  const cases: Readonly<Record<string, Snapshot>> = {
    usual: study(usual),
    weighted: study(usual, 'survey'),
    copies: study(usual, 'frequency'),
    'one form': study(rowsOf(usual, [0])),
    'two forms': study(rowsOf(usual, [0, 1])),
    'no forms': study(rowsOf(usual, [])),
    'a constant indicator': study({ ...usual, perception: [same, ...usual.perception.slice(1)] }),
    'everything constant': study({
      ...usual,
      perception: [same, same, same],
      expectation: [same, same, same],
      importance: [same, same, same],
      overall: same,
      loyalty: same,
      kano: same.map(() => [2, 5]),
    }),
    'an indicator nobody answered': study({ ...usual, perception: [nothing, ...usual.perception.slice(1)] }),
    'all missing': study({
      ...usual,
      perception: [nothing, nothing, nothing],
      expectation: [nothing, nothing, nothing],
      importance: [nothing, nothing, nothing],
      overall: nothing,
      loyalty: nothing,
      kano: nothing.map(() => [Number.NaN, Number.NaN]),
    }),
    collinear: study({ ...usual, perception: [usual.perception[0]!, usual.perception[0]!, usual.perception[0]!] }),
    'groups of one': study({ ...usual, feature: usual.feature.map((_, i) => `g${i}`) }),
    'zero weights': study({ ...usual, weight: usual.weight.map(() => 0) }, 'survey'),
    'clusters in strata': study(usual, 'survey', { stratum: variableId('v13'), cluster: variableId('v0') }),
    'lowest and highest only': study({
      ...usual,
      perception: usual.perception.map((list) => list.map((_, i) => (i % 2 === 0 ? 1 : 10))),
    }),
  };

  it.each(Object.entries(cases))('%s: an answer or a stated reason', (_name, snapshot) => {
    for (const [analysis, inputs, options] of requests) {
      const result = run(snapshot, analysis, inputs, options);
      if (result.status === 'notEstimable') expect(result.reason, analysis).not.toBeNull();
      expectPresentable(result);
      for (const { count } of result.leftOut) expect(count).toBeGreaterThan(0);
    }
  });

  it('the usual ones all have an answer', () => {
    for (const [analysis, inputs, options] of requests)
      expect(run(cases.usual!, analysis, inputs, options).status, analysis).toBe('ok');
  });

  it('60,000 forms in 60 groups: answers, and soon (300,000 are in the bench)', () => {
    const stream = randomStream(3);
    const many = (): number[] => Array.from({ length: 60_000 }, () => 1 + stream.integer(10));
    const large = study(
      {
        perception: [many(), many(), many()],
        expectation: [many(), many(), many()],
        importance: [many(), many(), many()],
        overall: many(),
        loyalty: many(),
        kano: many().map((value) => [1 + (value % 5), 5 - (value % 4)]),
        feature: Array.from({ length: 60_000 }, (_, i) => `g${i % 60}`),
        weight: many(),
      },
      'survey',
    );
    for (const [analysis, inputs, options] of requests) {
      expect(run(large, analysis, inputs, options).status, analysis).toBe('ok');
    }
  }, 60_000);
});

describe('laws', () => {
  const forms = 60;
  const usual = madeUp(forms, 17);

  it('the order of the forms does not matter', () => {
    const order = Array.from({ length: forms }, (_, i) => (i * 37) % forms);
    // The first form keeps its place, and so the groups their order.
    const turned = study(rowsOf(usual, order));
    for (const [analysis, inputs, options] of requests) {
      if (randomOnes.has(analysis)) continue;
      expectSame(
        run(study(usual), analysis, inputs, options).values,
        run(turned, analysis, inputs, options).values,
        analysis,
      );
    }
  });

  it('a frequency weight of 2 is two copies', () => {
    const places = Array.from({ length: forms }, (_, i) => i).flatMap((i) =>
      Array.from({ length: usual.weight[i]! }, () => i),
    );
    const copied = study(rowsOf(usual, places));
    const weighted = study(usual, 'frequency');
    // Counts of forms differ, and with them what is said of small groups; the numbers do not.
    const same: Readonly<Record<string, readonly string[]>> = {
      'csi.fiveWays': ['ways.0.index', 'ways.1.index', 'ways.2.index', 'ways.3.index', 'ways.4.index', 'ways.3.lower'],
      'csi.interval': ['overall.index', 'overall.lower'],
      'csi.ratio': ['overall.ratio', 'overall.lower', 'rows.0.ratio'],
      'csi.rollUp': ['rows.1.index', 'rows.1.lower'],
      'improve.coefficient': ['points.0.coefficient', 'points.2.coefficient'],
      'improve.expectedGain': ['indicators.0.gain', 'indicators.2.gain', 'index'],
      'improve.zone': ['points.0.priority'],
      'kano.table': ['features.0.better', 'features.0.worse', 'features.0.fong.threshold'],
      'value.delivered': ['overall.ratio', 'overall.ratioLower', 'groups.1.valueChange'],
      'loyalty.nps': ['overall.score', 'overall.lower', 'groups.0.score'],
      'loyalty.types': ['types.0.share', 'correlation'],
    };
    for (const [analysis, inputs, options] of requests) {
      const [a, b] = [run(weighted, analysis, inputs, options), run(copied, analysis, inputs, options)];
      const paths =
        analysis.startsWith('weights.') && analysis !== 'weights.duel'
          ? ['elements.0.weight', 'elements.1.weight', 'elements.2.weight', 'index', 'indexLower']
          : (same[analysis] ?? []);
      for (const path of paths) expect(number(a, path), `${analysis} ${path}`).toBeCloseTo(number(b, path), 8);
    }
  });

  it('equal survey weights change no estimate', () => {
    const equal = study({ ...usual, weight: usual.weight.map(() => 3) }, 'survey');
    const paths: Readonly<Record<string, readonly string[]>> = {
      'csi.fiveWays': ['ways.0.index', 'ways.3.index', 'ways.4.index'],
      'csi.ratio': ['overall.ratio', 'overall.lower'],
      'csi.rollUp': ['rows.0.index'],
      'improve.coefficient': ['points.0.coefficient'],
      'kano.table': ['features.0.better', 'features.0.fong.threshold', 'features.0.counts.A'],
      'value.delivered': ['overall.ratio', 'overall.ratioLower'],
      'loyalty.nps': ['overall.score', 'overall.lower'],
      'loyalty.types': ['types.0.share', 'correlation'],
    };
    for (const [analysis, inputs, options] of requests) {
      const [a, b] = [run(equal, analysis, inputs, options), run(study(usual), analysis, inputs, options)];
      const wanted =
        analysis.startsWith('weights.') && analysis !== 'weights.duel'
          ? ['elements.0.weight', 'elements.2.weight', 'index']
          : (paths[analysis] ?? []);
      for (const path of wanted) expect(number(a, path), `${analysis} ${path}`).toBeCloseTo(number(b, path), 9);
    }
  });

  it('weights sum to 1, the index stays within its scale, counts to their whole', () => {
    for (const snapshot of [study(usual), study(usual, 'survey')]) {
      for (const [analysis] of requests.filter(([id]) => id.startsWith('weights.') && id !== 'weights.duel')) {
        const elements = at(run(snapshot, analysis), 'elements') as readonly { readonly weight: number }[];
        expect(
          elements.reduce((sum, one) => sum + one.weight, 0),
          analysis,
        ).toBeCloseTo(1, 12);
        expect(elements.every((one) => one.weight >= 0)).toBe(true);
      }
      for (const way of at(run(snapshot, 'csi.fiveWays'), 'ways') as readonly { readonly index: number }[]) {
        expect(way.index).toBeGreaterThanOrEqual(0);
        expect(way.index).toBeLessThanOrEqual(100);
      }
      const certain = at(run(snapshot, 'improve.certainty', {}, { resamples: 200 }), 'points') as readonly Readonly<
        Record<string, number>
      >[];
      for (const one of certain) expect(one.I! + one.II! + one.III! + one.IV!).toBeCloseTo(1, 12);
      const kano = at(run(snapshot, 'kano.table'), 'features.0.counts') as Readonly<Record<string, number>>;
      expect(Object.values(kano).reduce((sum, count) => sum + count, 0)).toBeCloseTo(
        number(run(snapshot, 'kano.table'), 'features.0.n'),
        9,
      );
      const shares = at(run(snapshot, 'improve.coefficient'), 'points') as readonly { readonly coefficient: number }[];
      expect(shares.reduce((sum, one) => sum + one.coefficient, 0)).toBeCloseTo(1, 12);
      const types = at(run(snapshot, 'loyalty.types'), 'types') as readonly { readonly share: number }[];
      expect(types.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('differences from the rest in one pass are those of each group by itself', () => {
    const stream = randomStream(8);
    const codes = Int32Array.from({ length: 120 }, () => stream.integer(4) - 1);
    codes[0] = 3;
    const values = Float64Array.from(codes, (one) =>
      stream.uniform() < 0.1 ? Number.NaN : 40 + 10 * one + stream.normal(),
    );
    for (const snapshot of [study(madeUp(120)), study(madeUp(120), 'survey'), study(madeUp(120), 'frequency')]) {
      const design = designRows(snapshot, { weights: 'both', design: true });
      differencesFromRest(values, codes, 4, design, 0.9).forEach((one, group) => {
        const sides = Uint8Array.from(codes, (own) => (own === group ? 1 : own >= 0 ? 2 : 0));
        expectSame(one, meanDifference(values, sides, design, 0.9), `group ${group}`);
      });
    }
  });

  it('one seed, one answer', () => {
    for (const analysis of randomOnes) {
      const [inputs, options] = requests.find(([id]) => id === analysis)!.slice(1) as [
        AnalysisRequest['inputs'],
        AnalysisRequest['options'],
      ];
      const first = run(study(usual), analysis, inputs, { ...options, seed: 4 });
      expect(first.seed).toBe(4);
      expect(run(study(usual), analysis, inputs, { ...options, seed: 4 })).toEqual(first);
      expect(run(study(usual), analysis, inputs, { ...options, seed: 5 }).values).not.toEqual(first.values);
    }
  });
});

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

describe('weights that are typed in', () => {
  const empty = survey([]);

  it('expert rounds: agreement and weights of the last', () => {
    const labels = ['a', 'b', 'c'];
    const result = run(empty, 'weights.expertRounds', {
      round1: {
        labels,
        rows: [
          [9, 3, 5],
          [5, 6, 7],
          [2, 9, 4],
        ],
      },
      round2: {
        labels,
        rows: [
          [9, 8, 9],
          [6, 6, 5],
          [3, 4, 3],
        ],
      },
    });
    expect(number(result, 'rounds.1.w')).toBe(1);
    expect(number(result, 'rounds.0.w')).toBeLessThan(1);
    expect(number(result, 'elements.0.weight')).toBeCloseTo(26 / 53, 12);
    expect(number(result, 'rounds.1.largestChange')).toBeGreaterThan(0);
    expectPresentable(result);
    const round1 = {
      labels,
      rows: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    };
    expect(at(run(empty, 'weights.expertRounds', { round1 }), 'rounds.0.w')).toBeNull();
    for (const [round2, wanted] of [
      [{ labels: ['a', 'b', 'x'], rows: round1.rows }, 'experts.labels'],
      [{ labels, rows: [[1], [1, 2], [1]] }, 'experts.shape'],
      [{ labels, rows: [[1], [-1], [1]] }, 'experts.value'],
    ] as const)
      expect(() => run(empty, 'weights.expertRounds', { round1, round2 })).toThrow(code(wanted));
    expect(run(empty, 'weights.expertRounds', { round1: { labels, rows: [[0], [0], [0]] } })).toMatchObject({
      reason: 'noPositiveBasis',
    });
  });

  it('paired wins: shares of wins, circles counted', () => {
    const labels = ['a', 'b', 'c'];
    const result = run(empty, 'weights.pairedWins', {
      wins: {
        labels,
        rows: [
          [0, 3, 1],
          [1, 0, 3],
          [3, 1, 0],
        ],
      },
    });
    expect(number(result, 'elements.0.weight')).toBeCloseTo(4 / 12, 12);
    expect(number(result, 'circles')).toBe(1);
    expectPresentable(result);
    const lost = {
      labels: ['a', 'b'],
      rows: [
        [0, 5],
        [0, 0],
      ],
    };
    expect(number(run(empty, 'weights.pairedWins', { wins: lost }), 'elements.1.weight')).toBe(0);
    expect(
      number(run(empty, 'weights.pairedWins', { wins: lost }, { plusOne: true }), 'elements.1.weight'),
    ).toBeCloseTo(1 / 7, 12);
    expect(
      run(empty, 'weights.pairedWins', {
        wins: {
          labels: ['a', 'b'],
          rows: [
            [0, 0],
            [0, 0],
          ],
        },
      }),
    ).toMatchObject({ reason: 'noAnswers' });
    expect(() => run(empty, 'weights.pairedWins', { wins: { labels, rows: [[0]] } })).toThrow(code('pairedWins.shape'));
    expect(() =>
      run(empty, 'weights.pairedWins', {
        wins: {
          labels: ['a', 'b'],
          rows: [
            [1, 2],
            [3, 0],
          ],
        },
      }),
    ).toThrow(code('pairedWins.value'));
  });

  it('rankings from questions and typed in agree; rank 1 may be the least', () => {
    const ranks = [
      [1, 1, 2],
      [2, 3, 1],
      [3, 2, 3],
    ];
    const data = survey(ranks.map((list, j) => ({ name: `r${j}`, answers: list })));
    const asked = run(data, 'weights.ranking', { items: ['r0', 'r1', 'r2'] });
    const typed = run(empty, 'weights.ranking', { rankings: { labels: ['a', 'b', 'c'], rows: ranks } });
    for (const place of [0, 1, 2])
      expect(number(asked, `elements.${place}.weight`)).toBeCloseTo(number(typed, `elements.${place}.weight`), 12);
    const least = run(
      empty,
      'weights.ranking',
      { rankings: { labels: ['a', 'b', 'c'], rows: ranks.map((list) => list.map((rank) => 4 - rank)) } },
      { first: 'least' },
    );
    expect(number(least, 'elements.0.weight')).toBeCloseTo(number(typed, 'elements.0.weight'), 12);
    expectPresentable(typed);
    expect(() => run(data, 'weights.ranking', {})).toThrow(code('ranking.source'));
    expect(() => run(data, 'weights.ranking', { rankings: { labels: ['a'], rows: [[1]] } })).toThrow(
      code('ranking.shape'),
    );
    expect(() => run(study(madeUp(9)), 'weights.entropy', {}, { directions: [2, 1, 1] })).toThrow(
      code('weights.directionValue'),
    );
    expect(() => run(study(madeUp(9)), 'weights.entropy', {}, { directions: [1] })).toThrow(code('weights.directions'));
  });
});
