import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { ComparisonValues } from '../../../shared/analyses/plsComparison.ts';
import type { PlsValues } from '../../../shared/analyses/plsValues.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, JsonObject, ModelOption } from '../../../shared/analyses/types.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { criterionWeights } from '../../../shared/plssem/fit.ts';
import { oneToTen, survey } from '../analyses/survey.ts';

const model: ModelOption = {
  constructs: [
    { name: '形象', items: ['i1', 'i2'], mode: 'A' },
    { name: '质量', items: ['q1', 'q2'], mode: 'A' },
    { name: '满意', items: ['s1', 's2'], mode: 'A' },
  ],
  paths: [
    { from: '形象', to: '质量' },
    { from: '形象', to: '满意' },
    { from: '质量', to: '满意' },
  ],
};
const names = model.constructs.flatMap(({ items }) => items);
const random = randomStream(12);
// Image works through quality alone.
const rows = Array.from({ length: 300 }, () => {
  const image = random.normal();
  const quality = 0.6 * image + 0.8 * random.normal();
  const satisfaction = 0.6 * quality + 0.8 * random.normal();
  return [image, image, quality, quality, satisfaction, satisfaction].map((latent) =>
    Math.min(10, Math.max(1, Math.round(6 + 1.7 * (latent + 0.5 * random.normal())))),
  );
});
const data = (given: readonly (readonly number[])[] = rows) =>
  survey(names.map((name, place) => ({ name, scale: oneToTen, answers: given.map((row) => row[place]!) })));
const compare = (options: AnalysisRequest['options'] = {}, given = data()): AnalysisResult =>
  runAnalysis(given, {
    analysis: 'model.compareModels',
    inputs: {},
    options: { model: model as JsonObject, ...options },
  });
const values = (result: AnalysisResult): ComparisonValues => {
  expect(result.status).toBe('ok');
  return result.values as unknown as ComparisonValues;
};
const codes = (result: AnalysisResult): readonly string[] => result.warnings.map(({ code }) => code);
const full: ModelOption = { ...model, paths: model.paths.filter(({ from, to }) => from !== '形象' || to !== '满意') };

describe('models compared', () => {
  it('without others is the model less one path to the target at a time; the idle path loses', () => {
    const result = compare();
    const { models, target } = values(result);
    expect(target).toBe('满意');
    expect(models.map(({ label }) => label.zh)).toEqual(['原模型', '去掉 形象', '去掉 质量']);
    expect(models[1]!.behind).toBe(0);
    expect(models[2]!.behind).toBeGreaterThan(20);
    expect(models.reduce((sum, { weight }) => sum + weight!, 0)).toBeCloseTo(1, 12);
  });

  it('gives each model what the model gives alone, and criteria by their definitions', () => {
    const { models, paths, constructs } = values(compare({ second: full as JsonObject }));
    [model, full].forEach((own, place) => {
      const alone = runAnalysis(data(), { analysis: 'model.pls', inputs: {}, options: { model: own as JsonObject } })
        .values as unknown as PlsValues;
      const satisfied = alone.structure[2]!;
      const shown = models[place]!;
      expect(shown.rSquared).toBeCloseTo(satisfied.rSquared!, 12);
      expect(shown.q2).toBeCloseTo(satisfied.q2!, 12);
      expect(shown.index).toBeCloseTo(alone.constructs[2]!.index, 12);
      expect(shown.srmr).toBeCloseTo(alone.fit.srmr!, 12);
      const causes = own.paths.filter(({ to }) => to === '满意').length;
      // Residual variances of standardised scores: what a regression program calls BIC and AIC, but for a constant of the data.
      expect(shown.bic).toBeCloseTo(300 * Math.log(1 - satisfied.rSquared!) + (causes + 1) * Math.log(300), 9);
      expect(shown.aic! - shown.bic!).toBeCloseTo((causes + 1) * (2 - Math.log(300)), 9);
      alone.paths.forEach(({ from, to, coefficient }) =>
        expect(paths.find((one) => one.from === from && one.to === to)!.coefficients[place]).toBeCloseTo(
          coefficient,
          12,
        ),
      );
      expect(constructs.map(({ rSquared }) => rSquared[place])).toEqual(
        alone.structure.map(({ rSquared }) => rSquared),
      );
    });
    expect(paths.find(({ from, to }) => from === '形象' && to === '满意')!.coefficients[1]).toBeNull();
  });

  it('uses the same forms for every model', () => {
    const holes = data(rows.map((row, place) => (place < 30 ? row.with(0, Number.NaN) : row)));
    const short: ModelOption = {
      constructs: model.constructs.slice(1),
      paths: [{ from: '质量', to: '满意' }],
    };
    const result = compare({ second: short as JsonObject, missing: 'listwise' }, holes);
    expect(result.n).toBe(270);
    expect(result.leftOut).toContainEqual({ reason: 'incomplete', count: 30 });
    const alone = runAnalysis(data(rows.slice(30)), {
      analysis: 'model.pls',
      inputs: {},
      options: { model: short as JsonObject },
    }).values as unknown as PlsValues;
    expect(values(result).models[1]!.rSquared).toBeCloseTo(alone.structure[1]!.rSquared!, 12);
  });

  it('says why a model cannot be compared', () => {
    const apart: ModelOption = { ...model, paths: [{ from: '形象', to: '质量' }] };
    const failed = compare({ second: apart as JsonObject });
    expect(codes(failed)).toEqual(expect.arrayContaining(['pls.modelFailed', 'pls.modelWithoutTarget']));
    expect(values(failed).models[1]).toMatchObject({ reason: 'unconnected', rSquared: null, bic: null, weight: null });
    const turned: ModelOption = {
      ...model,
      constructs: model.constructs.with(2, { name: '满意', items: ['s1'], mode: 'A' }),
    };
    const other = compare({ second: turned as JsonObject });
    expect(other.warnings).toContainEqual({
      code: 'pls.targetItemsDiffer',
      details: { names: ['2'], target: '满意' },
    });
    expect(compare({}, data(rows.map((row) => row.with(1, 5))))).toMatchObject({
      status: 'notEstimable',
      reason: 'constantItem',
    });
    expect(compare({ model: null })).toMatchObject({ status: 'notEstimable', reason: 'noModel' });
    expect(() => compare({ second: { constructs: [] } as unknown as JsonObject })).toThrow(
      expect.objectContaining({ code: 'model.part', details: { path: 'second.paths', expected: '[…]' } }),
    );
  });

  it('tells the best in both languages, and calls close ones close', () => {
    const analysis = findAnalysis('model.compareModels')!;
    const said = (result: AnalysisResult, locale: 'zh-CN' | 'en'): string =>
      analysis
        .narrative(result, locale)
        .map((one) => sentenceText(one, result.values, locale))
        .join(' ');
    const clear = compare({ second: full as JsonObject });
    expect(said(clear, 'zh-CN')).toContain('对“满意”以“模型 2”为最优');
    expect(said(clear, 'en')).toContain('“Model 2” is the best model of “满意”');
    expect(said(compare({ second: model as JsonObject }), 'en')).toContain('equally well (difference 0.0)');
    expect(analysis.figures(clear, 'en')).toHaveLength(1);
    for (const table of analysis.tables(clear))
      for (const row of table.rows)
        for (const { key } of table.columns) expect(row.cells, `${table.id} ${key}`).toHaveProperty(key);
  });

  it('weights are exp(-d/2) shares, models without a criterion have none', () => {
    const [a, b, c] = criterionWeights([10, 12, null]);
    expect(a! / b!).toBeCloseTo(Math.E, 12);
    expect(a! + b!).toBeCloseTo(1, 12);
    expect(c).toBeNull();
  });
});
