import { describe, expect, it } from 'vitest';
import { findIndicatorTemplate, indicatorTemplates } from '../../../resources/templates/index.ts';
import supermarket from '../../../resources/templates/supermarket.json' with { type: 'json' };
import { indicatorId } from '../../../shared/model/ids.ts';
import { compositeWeights, normaliseSiblings, weightSumFaults } from '../../../shared/satisfaction/compositeWeights.ts';
import { indicatorTree } from '../../../shared/satisfaction/indicatorTree.ts';
import { leafScoreColumn, respondentIndices } from '../../../shared/satisfaction/respondentIndices.ts';
import { rollUp } from '../../../shared/satisfaction/rollUp.ts';
import {
  boxShares,
  isSatisfied,
  netPromoterScore,
  satisfactionGrade,
} from '../../../shared/satisfaction/satisfactionMeasures.ts';
import { readTemplate, templateIndicators, templateLeaves } from '../../../shared/satisfaction/template.ts';
import { node } from '../analyses/survey.ts';

const template = (id: string) => {
  let next = 0;
  return templateIndicators(findIndicatorTemplate(id)!, () => indicatorId(`i${++next}`));
};

describe('Table A of the methods, from the shipped template', () => {
  const indicators = template('productAndService');
  const scores: Readonly<Record<string, number>> = {
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
  const byName = (name: string) => indicators.find((one) => one.name === name)!.id;

  it('gives 75.27, 77.36 and 76.733', () => {
    const result = rollUp(indicators, new Map(Object.entries(scores).map(([name, score]) => [byName(name), score])));
    expect(result.scores.get(byName('产品质量'))).toBeCloseTo(75.27, 10);
    expect(result.scores.get(byName('服务质量'))).toBeCloseTo(77.36, 10);
    expect(result.index).toBeCloseTo(76.733, 10);
    expect(result.coverage).toBeCloseTo(1, 12);
  });

  it('gives the composite weights', () => {
    const weights = compositeWeights(indicators);
    const expected = [0.09, 0.06, 0.09, 0.06, 0.21, 0.07, 0.21, 0.14, 0.07];
    indicatorTree(indicators).leaves.forEach((leaf, place) =>
      expect(weights.get(leaf.indicator.id)).toBeCloseTo(expected[place]!, 12),
    );
  });

  it('shares the weight of a leaf without score over the others', () => {
    const result = rollUp(indicators, new Map([[byName('特性'), 50]]));
    expect(result.index).toBeCloseTo(50, 12);
    expect(result.scores.get(byName('服务质量'))).toBeNull();
    expect(result.coverage).toBeCloseTo(0.09, 12);
    expect(rollUp(indicators, new Map()).index).toBeNull();
  });
});

describe('weights', () => {
  const wrong = [node('a', null, 0.6, 0), node('b', null, 0.5, 1), node('c', 'a', 0, 0), node('d', 'a', 0, 1)];

  it('names the node whose children do not sum to 1', () => {
    expect(weightSumFaults(wrong)).toEqual([
      { parentId: null, parent: '', sum: 1.1 },
      { parentId: 'a', parent: 'a', sum: 0 },
    ]);
    expect(() => compositeWeights([node('a', null, 1), node('c', 'a', 0.3)])).toThrow(
      expect.objectContaining({ code: 'weights.sum', details: { node: 'a', sum: 0.3 } }),
    );
    expect(() => compositeWeights([node('a', null, -1), node('b', null, 2, 1)])).toThrow(
      expect.objectContaining({ code: 'weights.negative' }),
    );
    expect(() => compositeWeights([node('a', null, Number.NaN)])).toThrow(
      expect.objectContaining({ code: 'weights.negative' }),
    );
  });

  it('normalises siblings, equal when all are 0, and leaves the rest alone', () => {
    const first = normaliseSiblings(Object.freeze(wrong), null);
    expect(first.map((one) => one.weight)).toEqual([0.6 / 1.1, 0.5 / 1.1, 0, 0]);
    expect(
      normaliseSiblings(first, indicatorId('a'))
        .map((one) => one.weight)
        .slice(2),
    ).toEqual([0.5, 0.5]);
  });

  it('accepts sums off by rounding only', () => {
    expect(weightSumFaults([node('a', null, 0.1), node('b', null, 0.2), node('c', null, 0.7 - 1e-10)])).toEqual([]);
    expect(weightSumFaults([node('a', null, 0.3), node('b', null, 0.7 - 1e-8)])).toHaveLength(1);
  });
});

describe('tree', () => {
  it('orders nodes for reading and finds the leaves below', () => {
    const tree = indicatorTree([
      node('b', null, 0.5, 1),
      node('a', null, 0.5, 0),
      node('x', 'b', 1, 0),
      node('y', 'x', 1, 0),
    ]);
    expect(tree.nodes.map((one) => one.indicator.id)).toEqual(['a', 'b', 'x', 'y']);
    expect(tree.leaves.map((one) => one.indicator.id)).toEqual(['a', 'y']);
    expect(tree.byId.get(indicatorId('b'))!.leaves.map((one) => one.indicator.id)).toEqual(['y']);
    expect(tree.depth).toBe(3);
  });

  it('refuses orphans, cycles and repeated ids', () => {
    expect(() => indicatorTree([node('a', 'ghost', 1)])).toThrow(
      expect.objectContaining({ code: 'indicators.unknownParent' }),
    );
    expect(() => indicatorTree([node('a', 'b', 1), node('b', 'a', 1)])).toThrow(
      expect.objectContaining({ code: 'indicators.cycle' }),
    );
    expect(() => indicatorTree([node('a', null, 1), node('a', null, 1)])).toThrow(
      expect.objectContaining({ code: 'indicators.duplicateId' }),
    );
  });
});

describe('a form’s own index', () => {
  const indicators = [node('a', null, 0.25, 0), node('b', null, 0.75, 1)];
  const tree = indicatorTree(indicators);
  const weights = compositeWeights(indicators);
  const columns = new Map([
    [indicatorId('a'), Float64Array.of(100, Number.NaN, Number.NaN)],
    [indicatorId('b'), Float64Array.of(20, 20, Number.NaN)],
  ]);

  it('renormalises over what was answered, or leaves the form out', () => {
    expect([...respondentIndices(tree.leaves, columns, weights, 3, 'renormalise')]).toEqual([40, 20, Number.NaN]);
    expect([...respondentIndices(tree.leaves, columns, weights, 3, 'listwise')]).toEqual([40, Number.NaN, Number.NaN]);
  });

  it('takes the mean of the questions of a leaf', () => {
    const questions = [Float64Array.of(10, Number.NaN), Float64Array.of(30, 50)];
    expect([...leafScoreColumn(questions, 'renormalise')]).toEqual([20, 50]);
    expect([...leafScoreColumn(questions, 'listwise')]).toEqual([20, Number.NaN]);
  });
});

describe('measures', () => {
  it('turns an index into the satisfaction grade and back', () => {
    expect([0, 50, 100].map(satisfactionGrade)).toEqual([-60, 0, 60]);
  });
  it('counts a threshold reached up to rounding errors', () => {
    expect(isSatisfied(79.9999999999, 80)).toBe(true);
    expect(isSatisfied(79.99, 80)).toBe(false);
  });
  it('mirrors boxes on a descending scale', () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, Number.NaN);
    expect(boxShares(values, null, { min: 1, max: 5, direction: 'ascending' })).toEqual({
      n: 5,
      top2: 40,
      bottom2: 40,
    });
    expect(boxShares(Float64Array.of(1, 1, 5), null, { min: 1, max: 5, direction: 'descending' }).top2).toBeCloseTo(
      200 / 3,
      12,
    );
    expect(boxShares(Float64Array.of(Number.NaN), null, { min: 1, max: 5, direction: 'ascending' })).toEqual({
      n: 0,
      top2: null,
      bottom2: null,
    });
  });
  it('weighs a net promoter score, without a standard error then', () => {
    expect(netPromoterScore(Float64Array.of(9, 3), Float64Array.of(3, 1))).toMatchObject({
      promoters: 75,
      detractors: 25,
      score: 50,
      se: null,
    });
    expect(netPromoterScore(Float64Array.of(Number.NaN))).toBeNull();
  });
});

describe('templates', () => {
  it.each([...indicatorTemplates('zh-CN'), ...indicatorTemplates('en')].map((one) => [one.id, one] as const))(
    '%s: weights sum to 1, leaf names and wordings are unique',
    (id, one) => {
      const indicators = template(id);
      expect(weightSumFaults(indicators)).toEqual([]);
      const leaves = templateLeaves(one);
      const names = leaves.map(({ name }) => name);
      const wordings = leaves.flatMap(({ name, alsoCalled }) => [name, ...alsoCalled]);
      expect(new Set(wordings).size).toBe(wordings.length);
      expect(names).toHaveLength(indicatorTree(indicators).leaves.length);
      expect(indicators.every((indicator) => indicator.definition !== '')).toBe(true);
    },
  );

  it('ships the sizes promised', () => {
    expect(indicatorTemplates('zh-CN').map((one) => [one.id, templateLeaves(one).length])).toEqual([
      ['productAndService', 9],
      ['supermarket', 20],
      ['airline', 32],
      ['property', 20],
      ['employee', 24],
    ]);
  });

  it('says the same in both languages', () => {
    const han = /\p{Script=Han}/u;
    const english = indicatorTemplates('en');
    indicatorTemplates('zh-CN').forEach((zh, i) => {
      const en = english[i]!;
      expect(en.id).toBe(`${zh.id}.en`);
      const [ownZh, ownEn] = [template(zh.id), template(en.id)];
      const shape = (one: ReturnType<typeof template>) =>
        one.map(({ id, parentId, weight, order }) => [id, parentId, weight, order]);
      expect(shape(ownEn)).toEqual(shape(ownZh));
      const texts = [
        ...ownEn.flatMap(({ name, definition }) => [name, definition]),
        ...en.questions.map(({ label }) => label),
        ...[...en.scale.labels, ...en.scale.nonAnswers].map(({ label }) => label),
      ];
      expect(texts.filter((text) => text === '' || han.test(text))).toEqual([]);
    });
  });

  it('names the part that is not as declared', () => {
    const good = structuredClone(supermarket) as unknown as { indicators: { weight: unknown; nameEn?: unknown }[] };
    good.indicators[1]!.weight = 'many';
    const refused = (path: string): unknown => expect.objectContaining({ code: 'template.invalid', details: { path } });
    expect(() => readTemplate(good, 'zh-CN')).toThrow(refused('indicators.1.weight') as Error);
    delete good.indicators[0]!.nameEn;
    expect(() => readTemplate(good, 'en')).toThrow(refused('indicators.0.nameEn') as Error);
    expect(() => readTemplate(null, 'zh-CN')).toThrow(expect.objectContaining({ code: 'template.invalid' }));
  });
});
