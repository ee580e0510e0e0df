import { describe, expect, it } from 'vitest';
import { catalogue, findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { defineAnalysis } from '../../../shared/analyses/defineAnalysis.ts';
import { requestSchema } from '../../../shared/analyses/requestSchema.ts';
import { runAnalysis, runMember } from '../../../shared/analyses/runAnalysis.ts';
import { joinNames, sentence } from '../../../shared/analyses/sentence.ts';
import { analysisGroups, type AnalysisRequest } from '../../../shared/analyses/types.ts';
import { storeSurvey } from './survey.ts';

const store = storeSurvey(40);
const request = (analysis: string, inputs: object = {}, options: object = {}) =>
  ({ analysis, inputs, options }) as AnalysisRequest;
const refusal = (one: AnalysisRequest): { code: string; details: Record<string, unknown> } => {
  try {
    runAnalysis(store, one);
  } catch (error) {
    return error as { code: string; details: Record<string, unknown> };
  }
  throw new Error('was accepted');
};

describe('requests', () => {
  it.each([
    ['analysis.unknown', request('no.such')],
    ['analysis.unknownInput', request('csi.index', { item: ['P1'] })],
    ['analysis.unknownOption', request('csi.index', {}, { toString: 1 })],
    ['analysis.unknownVariable', request('csi.index', { items: ['P9'] })],
    ['analysis.inputType', request('csi.index', { items: 'P1' })],
    ['analysis.inputType', request('describe.statistics', { items: [3] })],
    ['analysis.inputMissing', request('describe.statistics')],
    ['analysis.inputMissing', request('index.byFeature')],
    ['analysis.inputMissing', request('weights.ahp')],
    ['analysis.inputCount', request('reliability.cronbachAlpha', { items: ['P1'] })],
    ['analysis.inputRepeated', request('csi.index', { items: ['P1', 'v0'] })],
    ['analysis.inputMeasure', request('index.byFeature', { feature: 'P1' })],
    ['analysis.inputMatrix', request('weights.ahp', { judgments: { labels: ['a'], rows: [['x']] } })],
    ['analysis.inputMatrix', request('weights.ahp', { judgments: { labels: ['a'], rows: [[Number.NaN]] } })],
    ['analysis.inputMatrix', request('weights.ahp', { judgments: { labels: ['a'], rows: [[1]], more: 1 } })],
    ['analysis.optionType', request('csi.index', {}, { level: '95%' })],
    ['analysis.optionType', request('csi.index', {}, { weights: 'equal' })],
    ['analysis.optionType', request('sample.returns', {}, { sent: 1.5 })],
    ['analysis.optionType', request('distribution.meanInterval', {}, { asScore: 1 })],
    ['analysis.optionRange', request('csi.index', {}, { level: 95 })],
    ['analysis.optionChoice', request('csi.index', {}, { missing: 'pairwise' })],
    ['data.noScale', request('csi.index', { items: ['权重'] })],
    ['data.notNumeric', request('describe.statistics', { items: ['性别'] })],
    ['ahp.labels', request('weights.ahp', { judgments: { labels: ['a', 'b'], rows: [[1]] } })],
    ['ahp.groupShape', request('weights.ahpGroup', { judgments: { labels: ['a', 'b'], rows: [[1, 1]] } })],
    ['proportion.counts', request('distribution.proportionInterval', { counts: { labels: ['a'], rows: [[1]] } })],
    ['quadrant.points', request('improve.quadrant', { points: { labels: ['a'], rows: [[1]] } })],
  ])('%s', (code, one) => {
    expect(refusal(one).code).toBe(code);
  });

  it('names what is allowed', () => {
    expect(refusal(request('csi.index', {}, { levle: 0.9 })).details).toMatchObject({
      key: 'levle',
      allowed: 'subject, weights, level, threshold, missing',
    });
    expect(refusal(request('csi.index', {}, { missing: 'x' })).details).toMatchObject({
      allowed: 'renormalise, listwise',
    });
  });

  it('takes names and ids, project settings in place of defaults, and stamps the result', () => {
    const strict = { ...store, settings: { ...store.settings, level: 0.9, satisfiedThreshold: 60 } };
    const result = runAnalysis(strict, request('csi.index', { items: ['P1', 'v1'] }));
    expect(result.inputs).toEqual({ items: ['v0', 'v1'] });
    expect(result.options).toEqual({
      subject: 'customers',
      weights: [],
      level: 0.9,
      threshold: 60,
      missing: 'renormalise',
    });
    expect(result).toMatchObject({
      analysis: 'csi.index',
      methodVersion: 2,
      revision: 7,
      seed: null,
      labels: { v0: 'P1？', v1: 'P2？' },
    });
    expect(runAnalysis(strict, request('csi.index', { items: ['P1'] }, { level: 0.99 })).options.level).toBe(0.99);
  });

  it('finds a NaN that a member lets slip', () => {
    const sloppy = defineAnalysis({
      ...findAnalysis('sample.returns')!,
      estimate: () => ({
        status: 'ok',
        reason: null,
        n: 1,
        leftOut: [],
        warnings: [],
        values: { a: [{ b: Number.NaN }] },
      }),
    });
    expect(() => runMember(store, sloppy, request('sample.returns'))).toThrow('sample.returns.values.a.0.b is NaN');
  });
});

describe('catalogue', () => {
  it('has unique ids, known groups, texts in both languages and defaults within their limits', () => {
    expect(new Set(catalogue.map((one) => one.id)).size).toBe(catalogue.length);
    for (const analysis of catalogue) {
      expect(analysisGroups).toContain(analysis.group);
      for (const text of [analysis.title, analysis.note.what, analysis.note.formula])
        expect(text.zh !== '' && text.en !== '').toBe(true);
      for (const spec of Object.values(analysis.options)) {
        if (spec.kind === 'choice') expect(spec.choices.map((choice) => choice.value)).toContain(spec.default);
        if (spec.kind === 'number')
          expect(spec.default >= (spec.min ?? -Infinity) && spec.default <= (spec.max ?? Infinity)).toBe(true);
      }
    }
  });

  it('prints a schema of each request', () => {
    const schema = requestSchema(findAnalysis('index.byFeature')!);
    expect(schema).toMatchObject({
      properties: {
        analysis: { const: 'index.byFeature' },
        inputs: { required: ['feature'], additionalProperties: false },
        options: { properties: { level: { default: 0.95, minimum: 0.5 } } },
      },
    });
    for (const analysis of catalogue)
      expect(JSON.parse(JSON.stringify(requestSchema(analysis)))).toEqual(requestSchema(analysis));
  });
});

describe('sentences', () => {
  it('keeps references and fills words', () => {
    expect(
      sentence('en', 'one', { zh: '', en: 'The {@what} is {overall.index|number2}.' }, { what: 'index' }).parts,
    ).toEqual(['The index is ', { path: 'overall.index', format: 'number2' }, '.']);
  });
  it('joins names', () => {
    expect(joinNames(['甲', '乙', '丙'], 'zh-CN')).toBe('甲、乙和丙');
    expect(joinNames(['A'], 'en')).toBe('A');
  });
});
