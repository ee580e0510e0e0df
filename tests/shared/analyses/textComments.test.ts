import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { node, survey, zeroToHundred } from './survey.ts';

const comments = ['排队太久', '排队太久', '蔬菜不新鲜', '无', '', '员工热情，排队少', '停车场难找', 'N/A'];
const scores = [20, 40, 90, 50, 50, 95, 85, 100];

function store(extra: Partial<Snapshot['settings']> = {}): Snapshot {
  const data = survey(
    [
      { name: 'H1', answers: comments, role: 'openComment' },
      { name: 'P1', answers: scores, role: 'perception', scale: zeroToHundred, indicator: '排队时间' },
      { name: 'P2', answers: scores, role: 'perception', scale: zeroToHundred, indicator: '蔬菜质量' },
    ],
    { indicators: [node('排队时间', null, 0.5, 0), node('蔬菜质量', null, 0.5, 1)] },
  );
  return { ...data, settings: { ...data.settings, ...extra } };
}
const run = (snapshot: Snapshot, options: AnalysisRequest['options'] = {}) =>
  runAnalysis(snapshot, { analysis: 'text.comments', inputs: { question: 'H1' }, options });

describe('open comments', () => {
  it('counts comments, answers that say nothing, words and codes by group', () => {
    const result = run(store());
    expect(result).toMatchObject({ status: 'ok', n: 5 });
    expect(result.leftOut).toEqual([
      { reason: 'blank', count: 1 },
      { reason: 'nonAnswer', count: 2 },
    ]);
    expect(result.values).toMatchObject({
      comments: 5,
      nothing: 2,
      answeredShare: 5 / 8,
      groups: { satisfied: 3, notSatisfied: 2 },
    });
    expect(valueAt(result.values, 'words.word=排队')).toEqual({
      word: '排队',
      comments: 3,
      share: 0.6,
      satisfiedShare: 1 / 3,
      notSatisfiedShare: 1,
    });
    expect(valueAt(result.values, 'codes.name=排队时间')).toMatchObject({
      indicator: '排队时间',
      comments: 3,
      satisfied: 1,
      notSatisfied: 2,
      score: 66.25,
      examples: ['员工热情，排队少', '排队太久'],
    });
    expect(valueAt(result.values, 'codes.name=蔬菜质量.comments')).toBe(1);
    expect(result.values.uncoded).toBe(1);
    expect(result.warnings.map((one) => one.code)).toContain('comments.few');
  });

  it('weighs shares and orders, not numbers of comments: a weight of 2 is two copies', () => {
    const weights = [2, 1, 3, 1, 1, 1, 4, 0];
    const copies = weights.flatMap((weight, place) => Array.from({ length: weight }, () => place));
    const make = (places: readonly number[], weight: readonly number[] | null): Snapshot => {
      const data = survey(
        [
          { name: 'H1', answers: places.map((place) => comments[place]!), role: 'openComment' },
          ...['排队时间', '蔬菜质量'].map((indicator, at) => ({
            name: `P${at}`,
            answers: places.map((place) => scores[place]!),
            role: 'perception' as const,
            scale: zeroToHundred,
            indicator,
          })),
          ...(weight ? [{ name: 'w', answers: weight, role: 'weight' as const }] : []),
        ],
        { indicators: [node('排队时间', null, 0.5, 0), node('蔬菜质量', null, 0.5, 1)] },
      );
      const id = data.variables.find((one) => one.name === 'w')?.id;
      return id ? { ...data, design: { ...data.design, weight: { variableId: id, kind: 'frequency' } } } : data;
    };
    const weighted = run(
      make(
        comments.map((_, place) => place),
        weights,
      ),
    );
    const copied = run(make(copies, null));
    expect(weighted).toMatchObject({ n: 5, values: { comments: 5, weighted: true } });
    expect(weighted.leftOut).toContainEqual({ reason: 'noWeight', count: 1 });
    expect(weighted.values.answeredShare).toBeCloseTo(copied.values.answeredShare as number, 12);
    expect(weighted.values.uncodedShare).toBeCloseTo(copied.values.uncodedShare as number, 12);
    const shares = (result: ReturnType<typeof run>, list: 'words' | 'codes') =>
      (result.values[list] as readonly Record<string, unknown>[]).map((one) => [
        one['word'] ?? one['name'],
        one['share'],
        one['satisfiedShare'],
        one['notSatisfiedShare'],
        one['score'] ?? null,
      ]);
    for (const list of ['words', 'codes'] as const) expect(shares(weighted, list)).toEqual(shares(copied, list));
    expect(valueAt(weighted.values, 'codes.name=排队时间')).toMatchObject({
      comments: 3,
      satisfied: 1,
      notSatisfied: 2,
    });
  });

  it('does not care in which order the forms come', () => {
    const data = store();
    const turned = survey(
      data.variables.map((variable, place) => ({
        name: variable.name,
        answers: [comments, scores, scores][place]!.toReversed(),
        role: variable.role,
        scale: variable.scale,
        ...(variable.indicatorId ? { indicator: variable.indicatorId } : {}),
      })),
      { indicators: data.indicators },
    );
    expect(run(turned).values).toEqual(run(data).values);
  });

  it('takes word lists and codes from the project, and a code named like an indicator for it', () => {
    const result = run(
      store({ commentWords: '停车场', commentStopWords: '排队', commentCodes: '蔬菜质量: 新鲜\n停车: 停车' }),
    );
    expect(valueAt(result.values, 'words.word=排队')).toBeUndefined();
    expect(valueAt(result.values, 'words.word=停车场.comments')).toBe(1);
    expect(valueAt(result.values, 'codes.name=蔬菜质量')).toMatchObject({ any: ['新鲜'], indicator: '蔬菜质量' });
    expect(valueAt(result.values, 'codes.name=停车')).toMatchObject({ comments: 1, indicator: null, score: null });
    expect(result.options).toMatchObject({ userWords: '停车场', stopWords: '排队' });
  });

  it('takes the code book as a list, each code for the indicator it names, with its colour in the chart', () => {
    const analysis = findAnalysis('text.comments')!;
    const codes = [
      { name: '等候', any: ['排队'], indicator: '排队时间', colour: '#009e73' },
      { name: '新鲜度', all: ['蔬菜', '新鲜'], not: ['水果'] },
      { name: '别处', any: ['停车'], indicator: '没有的指标' },
    ];
    const result = run(store(), { codes });
    expect(valueAt(result.values, 'codes.name=等候')).toMatchObject({
      indicator: '排队时间',
      comments: 3,
      score: 66.25,
      colour: '#009e73',
    });
    expect(valueAt(result.values, 'codes.name=新鲜度')).toMatchObject({ comments: 1, all: ['蔬菜', '新鲜'] });
    // No code is made from the name of an indicator that has one of its own.
    expect((result.values.codes as readonly { name: string }[]).map(({ name }) => name).toSorted()).toEqual(
      ['等候', '新鲜度', '别处', '蔬菜质量'].toSorted(),
    );
    expect(result.warnings).toContainEqual({
      code: 'comments.unknownIndicator',
      details: { codes: ['别处: 没有的指标'] },
    });
    const bars = analysis.figures(result, 'zh-CN').find((figure) => figure.id === 'codes')!;
    expect(JSON.stringify(bars.data)).toContain('#009e73');
    const saved = run(store({ commentCodes: result.options['codes'] as never }));
    expect(saved.values).toEqual(result.values);
  });

  it('does without an index and says so when it cannot be had', () => {
    const data = store();
    const broken = { ...data, indicators: data.indicators.map((one) => ({ ...one, weight: 0.9 })) };
    const result = run(broken);
    expect(result.values.groups).toBeNull();
    expect(result.warnings.map((one) => one.code)).toContain('comments.noGroups');
  });

  it('uses the words of the host', () => {
    const data = store();
    const request = { analysis: 'text.comments', inputs: { question: 'H1' }, options: {} };
    const result = runAnalysis(data, request, {
      report: () => undefined,
      throwIfCancelled: () => undefined,
      segmenter: { name: 'whole', cut: (text) => [text] },
    });
    expect(result.values.segmenter).toBe('whole');
    expect(valueAt(result.values, 'words.word=排队太久.comments')).toBe(2);
  });

  it('is not estimable without comments and refuses what is no text', () => {
    const none = survey([{ name: 'H1', answers: ['无', '', '-'], role: 'openComment' }]);
    expect(run(none)).toMatchObject({ status: 'notEstimable', reason: 'noAnswers' });
    const numbers = survey([{ name: 'H1', answers: [1, 2], measure: 'nominal' }]);
    expect(() => run(numbers)).toThrow(expect.objectContaining({ code: 'comments.notText' }));
    expect(() => run(store(), { codes: '没有冒号' })).toThrow(expect.objectContaining({ code: 'comments.codeRule' }));
  });

  it('reads well in both languages', () => {
    const analysis = findAnalysis('text.comments')!;
    const result = run(store());
    const said = analysis.narrative(result, 'zh-CN').map((one) => sentenceText(one, result.values, 'zh-CN'));
    expect(said[0]).toBe('5 份问卷写了意见，占被问到的 62.5%；另有 2 份填“无”之类，未计入。');
    expect(said.join('')).toContain('提到“排队时间”的最多，3 条，占 60.0%');
    expect(analysis.figures(result, 'en').map((one) => one.id)).toEqual(['cloud', 'codes']);
    expect(analysis.tables(result).map((one) => one.id)).toEqual(['codes', 'words', 'examples']);
  });
});
