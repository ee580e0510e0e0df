import { describe, expect, it } from 'vitest';
import type { PlsValues } from '../../../shared/analyses/plsValues.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, JsonObject, ModelOption } from '../../../shared/analyses/types.ts';
import { warningText, warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { reasonTexts } from '../../../shared/analyses/reasonTexts.ts';
import { plsBootstrap } from '../../../shared/plssem/bootstrap.ts';
import { defaultOptions, estimatePls } from '../../../shared/plssem/estimate.ts';
import { specify } from '../../../shared/plssem/model.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';
import { oneToTen, type Question, survey } from '../analyses/survey.ts';

const model: ModelOption = {
  constructs: [
    { name: '质量', items: ['q1', 'q2', 'q3'], mode: 'A' },
    { name: '价值', items: ['u1', 'u2'], mode: 'A' },
    { name: '满意', items: ['s1', 's2', 's3'], mode: 'A' },
  ],
  paths: [
    { from: '质量', to: '价值' },
    { from: '质量', to: '满意' },
    { from: '价值', to: '满意' },
  ],
};
const names = model.constructs.flatMap(({ items }) => items);

/** Answers 1-10 of a population with the paths .6, .5, .3. */
function answers(forms: number, seed = 5): number[][] {
  const random = randomStream(seed);
  const clamp = (value: number): number => Math.min(10, Math.max(1, Math.round(6 + 1.8 * value)));
  return Array.from({ length: forms }, () => {
    const quality = random.normal();
    const value = 0.6 * quality + 0.8 * random.normal();
    const satisfaction = 0.5 * quality + 0.3 * value + 0.7 * random.normal();
    const item = (latent: number): number => clamp(0.85 * latent + 0.5 * random.normal());
    return [quality, quality, quality, value, value, satisfaction, satisfaction, satisfaction].map(item);
  });
}

function project(
  rows: readonly (readonly number[])[],
  weights?: readonly number[],
  kind: 'frequency' | 'survey' = 'frequency',
): Snapshot {
  const questions: Question[] = names.map((name, place) => ({
    name,
    scale: oneToTen,
    role: 'perception',
    answers: rows.map((row) => row[place]!),
  }));
  if (!weights) return survey(questions);
  const data = survey([...questions, { name: 'w', answers: [...weights], role: 'weight' }]);
  return { ...data, design: { ...data.design, weight: { variableId: data.variables.at(-1)!.id, kind } } };
}

function run(data: Snapshot, options: AnalysisRequest['options'] = {}): AnalysisResult {
  const given = { model: model as JsonObject, resamples: 0, ...options };
  return runAnalysis(data, { analysis: 'model.pls', inputs: {}, options: given });
}
const values = (result: AnalysisResult): PlsValues => {
  expect(result.status).toBe('ok');
  return result.values as unknown as PlsValues;
};

/** Largest difference between numbers at the same places. */
function gap(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b);
  if (a === null || typeof a !== 'object') return a === b ? 0 : Number.POSITIVE_INFINITY;
  return Math.max(
    0,
    ...Object.entries(a).map(([key, value]) => gap(value, (b as Readonly<Record<string, unknown>>)[key])),
  );
}

const rows = answers(200);

describe('laws', () => {
  it('a frequency weight of 2 is two copies', () => {
    const weights = rows.map((_, place) => 1 + (place % 3));
    const copies = rows.flatMap((row, place) => Array.from({ length: weights[place]! }, () => row));
    const options = { omission: 0 };
    expect(gap(values(run(project(rows, weights), options)), values(run(project(copies), options)))).toBeLessThan(1e-8);
  });

  it('equal weights of any kind are no weights', () => {
    const plain = values(run(project(rows)));
    const survey3 = values(
      run(
        project(
          rows,
          rows.map(() => 0.003),
          'survey',
        ),
      ),
    );
    const frequency = values(
      run(
        project(
          rows,
          rows.map(() => 1),
        ),
      ),
    );
    expect(gap(plain, survey3)).toBeLessThan(1e-8);
    expect(gap(plain, frequency)).toBeLessThan(1e-8);
  });

  it('the order of rows and of items within a block changes nothing', () => {
    const plain = values(run(project(rows), { omission: 0 }));
    const reversed = values(run(project(rows.toReversed()), { omission: 0 }));
    expect(gap(plain, reversed)).toBeLessThan(1e-8);
    const turned: ModelOption = {
      ...model,
      constructs: model.constructs.map((one) => ({ ...one, items: one.items.toReversed() })),
    };
    const other = values(run(project(rows), { omission: 0, model: turned as JsonObject }));
    expect(gap(plain.paths, other.paths)).toBeLessThan(1e-8);
    expect(gap(plain.structure, other.structure)).toBeLessThan(1e-8);
    const byId = new Map(other.items.map((item) => [item.id, item]));
    for (const item of plain.items) expect(gap(item, byId.get(item.id))).toBeLessThan(1e-8);
  });

  it('a resample is the same whatever was drawn before it', () => {
    const specification = specify(model);
    const columns = names.map((_, place) => Float64Array.from(rows, (row) => row[place]!));
    const estimate = estimatePls(specification, columns);
    if (estimate.status !== 'ok') throw new Error(estimate.reason);
    const input = { specification, rows: estimate.rows, options: defaultOptions, kind: 'none' as const, seed: 9 };
    const [inOrder, backwards] = [plsBootstrap.prepare(input), plsBootstrap.prepare(input)];
    const values = [inOrder, backwards].map(({ width }) => new Float64Array(40 * width));
    for (let i = 0; i < 40; i++) inOrder.run(i, values[0]!, i * inOrder.width);
    for (let i = 39; i >= 0; i--) backwards.run(i, values[1]!, i * backwards.width);
    expect(values[1]).toEqual(values[0]);
  });

  it('resamples are the same for a seed, and bracket the estimate', () => {
    const options = { resamples: 400, seed: 3, interval: 'bca', omission: 0 };
    const first = values(run(project(rows), options));
    expect(values(run(project(rows), options))).toEqual(first);
    expect(gap(first.paths, values(run(project(rows), { ...options, seed: 4 })).paths)).toBeGreaterThan(1e-4);
    for (const { coefficient, resampled } of first.paths) {
      expect(resampled!.lower).toBeLessThan(coefficient);
      expect(resampled!.upper).toBeGreaterThan(coefficient);
    }
    expect(first.structure[2]!.indexResampled!.lower).toBeLessThan(first.constructs[2]!.index);
  });
});

describe('awkward data', () => {
  const withColumn = (place: number, of: (row: readonly number[], index: number) => number): Snapshot =>
    project(rows.map((row, index) => row.with(place, of(row, index))));
  const codes = (result: AnalysisResult): readonly string[] => result.warnings.map(({ code }) => code);

  it('a constant item is named', () => {
    const result = run(withColumn(4, () => 7));
    expect(result).toMatchObject({ status: 'notEstimable', reason: 'constantItem' });
    expect(result.warnings).toContainEqual({ code: 'pls.inTheWay', details: { name: 'u2？' } });
  });

  it('an item nobody answered is named', () => {
    const result = run(withColumn(0, () => Number.NaN));
    expect(result).toMatchObject({ status: 'notEstimable', reason: 'nothingAnswered' });
  });

  it('a block nobody answered is a reason, too', () => {
    const gone = project(rows.map((row) => row.with(3, Number.NaN).with(4, Number.NaN)));
    expect(run(gone)).toMatchObject({ status: 'notEstimable', reason: 'nothingAnswered' });
    expect(run(gone, { missing: 'listwise' })).toMatchObject({ status: 'notEstimable', reason: 'tooFewRows' });
  });

  it('an item of two values and two identical items are estimated; the copy has no VIF and is named', () => {
    expect(run(withColumn(1, (row) => (row[1]! > 6 ? 10 : 1))).status).toBe('ok');
    const twin = run(withColumn(1, (row) => row[0]!));
    expect(values(twin).items[1]!.vif).toBeNull();
    expect(codes(twin)).toContain('pls.itemVif');
    const formative: ModelOption = {
      ...model,
      constructs: model.constructs.map((one, place) => (place === 0 ? { ...one, mode: 'B' } : one)),
    };
    expect(
      run(
        withColumn(1, (row) => row[0]!),
        { model: formative as JsonObject },
      ),
    ).toMatchObject({
      status: 'notEstimable',
      reason: 'collinearBlock',
    });
  });

  it('fewer forms than items: an estimate that warns of its size, in mode B a reason', () => {
    const few = project(rows.slice(0, 6));
    expect(codes(run(few))).toContain('pls.smallSample');
    const wide: ModelOption = {
      constructs: [
        { name: 'a', items: names.slice(0, 6), mode: 'B' },
        { name: 'b', items: names.slice(6), mode: 'A' },
      ],
      paths: [{ from: 'a', to: 'b' }],
    };
    expect(run(project(rows.slice(0, 5)), { model: wide as JsonObject })).toMatchObject({
      status: 'notEstimable',
      reason: 'collinearBlock',
    });
  });

  it('a construct without paths is named, a loop refused, no model is said', () => {
    const alone: ModelOption = { ...model, paths: model.paths.slice(0, 1) };
    const result = run(project(rows), { model: alone as JsonObject });
    expect(result).toMatchObject({ status: 'notEstimable', reason: 'unconnected' });
    expect(result.warnings).toContainEqual({ code: 'pls.inTheWay', details: { name: '满意' } });
    const loop: ModelOption = { ...model, paths: [...model.paths, { from: '满意', to: '质量' }] };
    expect(() => run(project(rows), { model: loop as JsonObject })).toThrow(
      expect.objectContaining({ code: 'model.loop' }),
    );
    expect(run(project(rows), { model: null })).toMatchObject({ status: 'notEstimable', reason: 'noModel' });
  });

  it('a drawn construct without questions is left out and named; one alone is no model', () => {
    const data = project(rows);
    const ids = (items: readonly string[]) =>
      items.map((item) => data.variables.find(({ name }) => name === item)!.id as string);
    const place = { x: 10, y: 20 };
    const drawn = {
      constructs: [
        ...model.constructs.map((one) => ({ ...one, ...place, items: ids(one.items) })),
        { name: '忠诚', items: [], mode: 'A' as const, ...place },
      ],
      paths: [...model.paths, { from: '满意', to: '忠诚' }],
    };
    const result = run({ ...data, model: drawn }, { model: null });
    expect(values(result).paths).toHaveLength(3);
    expect(values(result).places[0]).toEqual(place);
    expect(result.warnings).toContainEqual({ code: 'pls.emptyConstruct', details: { names: ['忠诚'] } });
    const single = { constructs: drawn.constructs.slice(0, 1), paths: [] };
    expect(run({ ...data, model: single }, { model: null })).toMatchObject({
      status: 'notEstimable',
      reason: 'tooFewConstructs',
    });
    expect(findAnalysis('model.pls')!.propose({ ...data, model: drawn })).toHaveLength(1);
    expect(findAnalysis('model.pls')!.propose(data)).toEqual([]);
  });

  it('missing answers are replaced or left out, and counted', () => {
    const holes = withColumn(2, (row, index) => (index % 10 === 0 ? Number.NaN : row[2]!));
    const mean = run(holes);
    expect(mean.n).toBe(200);
    expect(mean.warnings).toContainEqual({ code: 'pls.replaced', details: { count: 20, percent: 1.3 } });
    const listwise = run(holes, { missing: 'listwise' });
    expect(listwise.n).toBe(180);
    expect(listwise.leftOut).toContainEqual({ reason: 'incomplete', count: 20 });
  });
});

describe('two groups', () => {
  const compare = (data: Snapshot, options: AnalysisRequest['options'] = {}): AnalysisResult =>
    runAnalysis(data, {
      analysis: 'model.compareGroups',
      inputs: { feature: '组' },
      options: { model: model as JsonObject, permutations: 199, seed: 2, ...options },
    });
  const grouped = (data: readonly (readonly number[])[], label: (row: number) => string): Snapshot =>
    survey([
      ...names.map((name, place) => ({ name, scale: oneToTen, answers: data.map((row) => row[place]!) })),
      { name: '组', role: 'profile' as const, measure: 'nominal' as const, answers: data.map((_, row) => label(row)) },
    ]);

  it('finds the path that differs, and none where the groups are copies', () => {
    const other = answers(200, 77).map((row, place) => [...row.slice(0, 5), ...answers(200, 78)[place]!.slice(5)]);
    const apart = compare(grouped([...rows, ...other], (row) => (row < 200 ? '甲' : '乙')));
    expect(apart.values).toMatchObject({
      groups: [
        { label: '甲', n: 200 },
        { label: '乙', n: 200 },
      ],
      permutations: 199,
    });
    const paths = apart.values['paths'] as readonly {
      readonly from: string;
      readonly to: string;
      readonly p: number;
    }[];
    expect(paths.find(({ from, to }) => from === '质量' && to === '满意')!.p).toBeLessThan(0.05);
    const same = compare(grouped([...rows, ...rows], (row) => (row < 200 ? '甲' : '乙')));
    for (const { p, difference } of same.values['paths'] as readonly {
      readonly p: number;
      readonly difference: number;
    }[]) {
      expect(Math.abs(difference)).toBeLessThan(1e-9);
      expect(p).toBe(1);
    }
  });

  it('gives each group what the model gives it alone, and the largest groups first', () => {
    const third = grouped(rows, (row) => (row < 90 ? '大' : row < 170 ? '中' : '小'));
    const result = compare(third, { second: '小' });
    expect(result.values).toMatchObject({
      groups: [
        { label: '大', n: 90 },
        { label: '小', n: 30 },
      ],
    });
    expect(result.leftOut).toContainEqual({ reason: 'filtered', count: 80 });
    const alone = values(run(project(rows.slice(0, 90)), { omission: 0 }));
    (result.values['paths'] as readonly { readonly first: number }[]).forEach(({ first }, place) =>
      expect(first).toBeCloseTo(alone.paths[place]!.coefficient, 5),
    );
    // The largest named for the second place leaves the first to the next; a group that is not there is said to be missing.
    expect(compare(third, { second: '大' }).values['groups']).toMatchObject([{ label: '中' }, { label: '大' }]);
    expect(result.warnings.some(({ code }) => code === 'pls.unknownGroup')).toBe(false);
    for (const options of [{ first: '巨' }, { first: '小', second: '小' }]) {
      const { warnings } = compare(third, options);
      const missed = { code: 'pls.unknownGroup', details: { count: 1, names: [Object.values(options).at(-1)!] } };
      expect(warnings).toContainEqual(missed);
    }
    expect(compare(grouped(rows, () => '甲'))).toMatchObject({ status: 'notEstimable', reason: 'tooFewGroups' });
    expect(compare(grouped(rows, (row) => (row < 2 ? '乙' : '甲')))).toMatchObject({
      status: 'notEstimable',
      reason: 'groupNotEstimable',
    });
  });
});

describe('what is shown', () => {
  const analysis = findAnalysis('model.pls')!;

  it('names the target and what to improve, in both languages', () => {
    const result = run(project(rows), { resamples: 200, consistent: true });
    expect(values(result).target).toEqual({ place: 2, name: '满意' });
    for (const locale of ['zh-CN', 'en'] as const) {
      const text = analysis.narrative(result, locale).map((one) => sentenceText(one, result.values, locale));
      expect(text[0]).toMatch(
        locale === 'en'
          ? /^The index of “满意” is \d\d\.\d\d; the model explains \d\d\.\d%/
          : /^“满意”的指数为 \d\d\.\d\d 分/,
      );
      expect(text.join(' ')).toContain(locale === 'en' ? '3 of 3 paths are significant' : '3 条路径中有 3 条');
      expect(analysis.figures(result, locale).map(({ id }) => id)).toEqual(['diagram', 'map', 'paths', 'indices']);
    }
    for (const table of analysis.tables(result))
      for (const row of table.rows)
        for (const { key } of table.columns) expect(row.cells, `${table.id} ${key}`).toHaveProperty(key);
    expect(() => run(project(rows), { target: '没有' })).toThrow(
      expect.objectContaining({ code: 'model.unknownConstruct' }),
    );
  });

  it('importance is what a point more of a cause brings to the index of the target', () => {
    const { map, effects, constructs, items } = values(run(project(rows)));
    const spread = (name: string): number => {
      const place = constructs.findIndex((one) => one.name === name);
      return 1 / items.filter((item) => item.construct === place).reduce((sum, { weight, sd }) => sum + weight / sd, 0);
    };
    const quality = effects.find(({ from, to }) => from === '质量' && to === '满意')!;
    expect(map.find(({ name }) => name === '质量')!.importance).toBeCloseTo(
      (quality.total * spread('满意')) / spread('质量'),
      10,
    );
  });

  it('has a sentence for every warning and reason it can give', () => {
    for (const [code, text] of Object.entries(warningTexts).filter(([key]) => key.startsWith('pls.'))) {
      expect(text.zh).not.toBe('');
      expect(warningText({ code, details: { names: 'X', count: 1 } }, 'en')).not.toBe(code);
    }
    for (const code of [
      'constantItem',
      'nothingAnswered',
      'unconnected',
      'collinearBlock',
      'collinearPaths',
      'noModel',
    ])
      expect(reasonTexts[code]).toBeDefined();
  });
});
