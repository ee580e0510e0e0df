import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { type GivenWeights, type WeightStep, withWeightOrigin } from '../../../shared/explain/weightOrigin.ts';
import { indicatorId } from '../../../shared/model/ids.ts';
import type { Indicator, Weighting } from '../../../shared/model/indicator.ts';
import { ahp } from '../../../shared/satisfaction/ahp.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const { indicators } = snapshot;
const first = indicators.find((one) => one.parentId === null)!;
const siblings = indicators.filter((one) => one.parentId === first.id);

function explained(
  path: 'weight' | 'compositeWeight' | 'score',
  given: Partial<GivenWeights>,
  tree: readonly Indicator[] = indicators,
) {
  const data = { ...snapshot, indicators: tree };
  const result = runAnalysis(data, { analysis: 'csi.index', inputs: {}, options: {} });
  const nodes = result.values['nodes'] as unknown as readonly { readonly id: string }[];
  const target = { path: `nodes.${nodes.findIndex(({ id }) => id === siblings[0]!.id)}.${path}` };
  const explanation = explainNumber(data, result, target);
  return withWeightOrigin(explanation, result, { indicators: tree, weightings: new Map(), steps: [], ...given });
}

const weighting = (given: Partial<Weighting>): Weighting => ({
  id: first.id,
  parentId: first.id,
  method: 'direct',
  childIds: siblings.map(({ id }) => id),
  judgments: null,
  priorities: 'eigenvector',
  randomIndex: 'saaty',
  ...given,
});
const step = (type: string, entry: WeightStep['entry'] = null): WeightStep => ({
  key: first.id,
  entry,
  step: { type, at: '2026-11-20T08:00:00.000Z', who: '', label: { zh: '标签', en: 'label' }, cells: 0, forms: 0 },
});
const wayOf = (one: ReturnType<typeof explained>): string => one.method.formula.zh;

describe('the explanation of a weight', () => {
  it('says that a typed weight was typed, and shows neither formulas of scores nor answers', () => {
    const told = explained('weight', {
      weightings: new Map([[first.id, weighting({})]]),
      steps: [step('weights.set')],
    });
    expect(wayOf(told)).toBe('特性 0.3：人工录入。');
    expect(told.method.formula.en).toContain('typed by hand');
    expect(told).toMatchObject({ restsOnAnswers: false, questions: [], worked: [], value: 0.3 });
  });

  it.each([
    [weighting({}), step('weights.apply'), '标签'],
    [weighting({}), step('weights.set', 'experts'), '专家打分'],
    [weighting({}), step('indicator.move'), '移动指标'],
    [undefined, step('indicators.replace'), '标签'],
    [undefined, undefined, '随指标体系给定'],
  ] as const)('names another way weights came about: %#', (way, last, words) => {
    const told = explained('weight', {
      weightings: way ? new Map([[first.id, way]]) : new Map(),
      steps: last ? [step('weights.set'), last] : [],
    });
    expect(wayOf(told)).toContain(words);
    expect(wayOf(told)).not.toContain('人工录入');
  });

  it('takes the last step on its own group, not those on others', () => {
    const told = explained('weight', {
      weightings: new Map([[first.id, weighting({})]]),
      steps: [step('weights.set'), { ...step('weights.apply'), key: 'other' }],
    });
    expect(wayOf(told)).toContain('人工录入');
  });

  const judgments = siblings.map((_, i) => siblings.map((_other, j) => (j - i + 1) ** (j >= i ? 1 : 0)));
  const matrix = judgments.map((row, i) => row.map((value, j) => (j >= i ? value : 1 / judgments[j]![i]!)));
  it.each(['eigenvector', 'geometricMean'] as const)('puts the judgments in where they give the weight: %s', (way) => {
    const { weights } = ahp(matrix, { priorities: way });
    const tree = indicators.map((one) => {
      const place = siblings.findIndex(({ id }) => id === one.id);
      return place < 0 ? one : { ...one, weight: weights[place]! };
    });
    const own = weighting({ method: 'ahp', judgments: matrix, priorities: way });
    const told = explained('weight', { weightings: new Map([[first.id, own]]) }, tree);
    expect(told.worked).toHaveLength(1);
    expect(told.worked[0]!.value).toBeCloseTo(weights[0]!, 12);
    expect(wayOf(told)).toContain('层次分析法');
    // Weights that have moved on since are not explained with judgments that do not give them.
    expect(explained('weight', { weightings: new Map([[first.id, own]]) }).worked).toEqual([]);
  });

  it('shows equal weights as one over their number', () => {
    const tree = indicators.map((one) => (one.parentId === first.id ? { ...one, weight: 1 / siblings.length } : one));
    const told = explained('weight', { weightings: new Map([[first.id, weighting({ method: 'equal' })]]) }, tree);
    expect(told.worked.map(({ filled }) => filled)).toEqual([`1 / ${siblings.length}`]);
  });

  it('follows a composite weight down the levels', () => {
    const told = explained('compositeWeight', {
      weightings: new Map([
        [first.id, weighting({})],
        ['root', weighting({ id: 'root', parentId: null, method: 'equal', childIds: [first.id] })],
      ]),
    });
    expect(wayOf(told)).toBe('产品质量 0.3：各指标等权；特性 0.3：人工录入。');
    expect(told.worked.map(({ value }) => value)).toEqual([expect.closeTo(0.09, 12)]);
    expect(told.questions).toEqual([]);
  });

  it('leaves every other number alone', () => {
    const told = explained('score', { weightings: new Map([[first.id, weighting({})]]) });
    expect(told.restsOnAnswers).toBe(true);
    expect(told.questions.length).toBeGreaterThan(0);
    expect(wayOf(told)).toContain('综合权重');
  });

  it('does not hang on a tree whose parents go round', () => {
    const [a, b] = siblings;
    const round = indicators.map((one) => (one === a ? { ...one, parentId: indicatorId(b!.id) } : one));
    const looped = round.map((one) => (one.id === b!.id ? { ...one, parentId: a!.id } : one));
    const result = runAnalysis(snapshot, { analysis: 'csi.index', inputs: {}, options: {} });
    const explanation = explainNumber(snapshot, result, { path: `nodes.id=${a!.id}.weight` });
    const told = withWeightOrigin(explanation, result, { indicators: looped, weightings: new Map(), steps: [] });
    expect(told.restsOnAnswers).toBe(false);
  });
});
