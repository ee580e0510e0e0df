import { describe, expect, it } from 'vitest';
import { drawn, modelText, parseModel, parseModelText, withIds } from '../../../shared/analyses/modelJson.ts';
import { modelTemplates, proposeModel } from '../../../shared/analyses/modelTemplates.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { oneToTen, survey } from './survey.ts';

const names = ['IMAG1', 'CUEX1', 'PERQ1', 'PERV1', 'CUSA1', 'CUSA2', 'CUSCO', 'CUSL1'];
const data = survey(names.map((name) => ({ name, answers: [1, 2], scale: oneToTen })));
const small = {
  constructs: [
    { name: '质量', items: ['PERQ1'] },
    { name: '满意', items: ['CUSA1', 'CUSA2'], mode: 'B' },
  ],
  paths: [{ from: '质量', to: '满意' }],
};

describe('a model as JSON', () => {
  it.each([
    [[], 'model.part', { path: 'model', expected: '{constructs: […], paths: […]}' }],
    [{ ...small, extra: 1 }, 'model.unknownKey', { path: 'model', key: 'extra', allowed: 'constructs, paths' }],
    [{ constructs: {}, paths: [] }, 'model.part', { path: 'model.constructs', expected: '[…]' }],
    [{ constructs: [] }, 'model.part', { path: 'model.paths', expected: '[…]' }],
    [
      { constructs: ['质量'], paths: [] },
      'model.part',
      { path: 'model.constructs[0]', expected: '{name, items, mode}' },
    ],
    [
      { constructs: [{ name: 'a', items: [3] }], paths: [] },
      'model.part',
      { path: 'model.constructs[0].items[0]', expected: '"…"' },
    ],
    [
      { constructs: [{ name: 'a', items: ['b'], mode: 'C' }], paths: [] },
      'model.part',
      { path: 'model.constructs[0].mode', expected: '"A" | "B"' },
    ],
    [
      { constructs: [{ name: 'a', items: ['b'], x: '1' }], paths: [] },
      'model.part',
      { path: 'model.constructs[0].x', expected: '0.0' },
    ],
    [{ ...small, paths: [{ from: '质量' }] }, 'model.part', { path: 'model.paths[0].to', expected: '"…"' }],
    [
      { ...small, paths: [...small.paths, { from: '质量', to: '忠诚' }] },
      'model.unknownEnd',
      { path: 'model.paths[1].to', construct: '忠诚' },
    ],
  ])('%j is refused with the place', (given, code, details) => {
    expect(() => parseModel(given)).toThrow(expect.objectContaining({ code, details }));
  });

  it('is refused as text that is no JSON, and where the data lack a question', () => {
    expect(() => parseModelText('{constructs: []}')).toThrow(expect.objectContaining({ code: 'model.notJson' }));
    const request = {
      analysis: 'model.pls',
      inputs: {},
      options: {
        model: { ...small, constructs: [small.constructs[1]!, { name: '质量', items: ['PERQ1', 'nosuch'] }] },
      },
    };
    try {
      runAnalysis(data, request);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({
        code: 'model.unknownItem',
        details: { path: 'model.constructs[1].items[1]', item: 'nosuch' },
      });
    }
  });

  it('goes out and in again: items by name, places kept, ids found', () => {
    const model = proposeModel(modelTemplates[0]!, data.variables, 'zh-CN');
    const text = modelText(model, data.variables);
    expect(text).toContain('"IMAG1"');
    expect(drawn(withIds(parseModelText(text), data.variables))).toEqual(model);
    // Two questions of one name are told apart by their ids.
    const twins = data.variables.map((one, place) => (place < 2 ? { ...one, name: 'same' } : one));
    expect(drawn(withIds(parseModelText(modelText(model, twins)), twins))).toEqual(model);
  });

  it('without places is laid out, causes left of effects, blocks without items too', () => {
    const empty = { ...small, constructs: [small.constructs[0]!, { name: '满意', items: [] }] };
    const [cause, effect] = drawn(parseModel(empty)).constructs;
    expect(cause!.x).toBeLessThan(effect!.x);
    expect(effect!.items).toEqual([]);
  });
});
