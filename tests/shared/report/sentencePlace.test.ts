import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { alignBlocks } from '../../../shared/report/alignBlocks.ts';
import { checkEdited, originNow } from '../../../shared/report/editedSentence.ts';
import { fitTemplate, makeTemplate, templateMapping } from '../../../shared/report/ownTemplate.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { type Outcomes, resolveReport } from '../../../shared/report/resolve.ts';
import { withoutUntold } from '../../../shared/report/segments.ts';
import { findingNode } from '../../../shared/report/templateBlocks.ts';
import { runsText } from '../../../shared/report/textRuns.ts';
import { all, byPlace, clean, doubted, node, request, returns, undated } from './comingAndGoing.ts';
import { draftFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const read = (...content: readonly JsonObject[]) => readDocument({ type: 'doc', content: [...content] });
const shown = (outcomes: Outcomes, one: JsonObject = node) => {
  const { document, unresolved } = resolveReport(read(one), outcomes, 'zh-CN');
  const [first] = document.content;
  return { text: first?.type === 'paragraph' ? runsText(first.runs) : null, unresolved };
};

describe('a finding', () => {
  it('stays the sentence it is when sentences before it go', () => {
    expect(doubted.about).toBe('doubted');
    expect(shown(all).text).toContain('3 份被数据检查列为存疑');
    expect(shown(undated).text).toContain('4 份被数据检查列为存疑');
    // By its place alone it would have become another sentence.
    expect(shown(undated, byPlace).text).toContain('剔除');
  });

  it('that is written no longer is lost, never another one, and its old words are told', () => {
    const { text, unresolved } = shown(clean);
    expect(text).toBeNull();
    expect(unresolved).toMatchObject([{ kind: 'finding', told: expect.stringContaining('3 份被数据检查列为存疑') }]);
  });

  it('of a report of before counts by its place', () => {
    expect(shown(all, byPlace).text).toBe(shown(all).text);
    expect(shown(returns({}), byPlace).unresolved).toHaveLength(1);
  });

  it('is left out of the report of a branch that has no such sentence', () => {
    expect(withoutUntold(read(node), undated, 'zh-CN').content).toHaveLength(1);
    expect(withoutUntold(read(node), clean, 'zh-CN').content).toEqual([]);
  });

  it('is the same sentence in a template, whatever stands before it', () => {
    const stored = { id: 'main', title: '', locale: 'zh-CN' as const, figureStyles: {} };
    const template = makeTemplate('甲', { ...stored, document: { type: 'doc', content: [node] } }, new Map());
    const fitted = (outcomes: Outcomes): readonly JsonObject[] =>
      fitTemplate(template, templateMapping(template, [request]), outcomes, '乙').document['content'] as never;
    expect(JSON.stringify(template)).not.toContain('存疑');
    expect(shown(undated, fitted(undated)[0]).text).toContain('4 份被数据检查列为存疑');
    expect(fitted(clean)).toEqual([]);
  });

  it('is found again in a later state of the report by what it tells of', () => {
    const moved = findingNode(request, 1, { about: 'doubted' });
    const other = findingNode(request, 2, { about: 'rejected' });
    expect(alignBlocks([node], [other, moved])).toEqual([1]);
    expect(alignBlocks([byPlace], [moved, findingNode(request, 2, { about: 'doubted' })])).toEqual([1]);
  });

  it('is drafted with what it tells of and its words', () => {
    const { content } = readDocument(draftFor(sampleSnapshot(), 'zh-CN').document);
    const findings = content.flatMap((one) => (one.type === 'finding' ? [one.attrs] : []));
    expect(findings.length).toBeGreaterThan(5);
    for (const { about, told } of findings) {
      expect(about).toMatch(/^\S/);
      expect(told?.length).toBeGreaterThan(0);
    }
  });
});

describe('a sentence taken over', () => {
  it('is compared with the one that tells of the same, however its words have turned', () => {
    const anova = { analysis: 'index.byFeature', inputs: { feature: 'sex' }, options: {} };
    const { narrative } = findAnalysis('index.byFeature')!;
    const found = runAnalysis(sampleSnapshot(), anova);
    const at = narrative(found, 'zh-CN').findIndex(({ about }) => about === 'extremes');
    const outcomes = new Map([[requestKey(anova), { ok: true as const, result: found }]]);
    const origin = originNow({ request: anova, index: at }, outcomes, 'zh-CN')!;
    expect(origin.about).toBe('extremes');
    const told = ['从前说的是完全不同的话。'];
    expect(checkEdited({ ...origin, told }, '', outcomes, 'zh-CN')?.kind).toBe('claim');
    expect(checkEdited({ ...origin, about: 'nothingOfTheKind' }, '', outcomes, 'zh-CN')?.kind).toBe('gone');
  });
});

it('knows sentences of several questions apart', () => {
  const items = ['q1', 'q2', 'os'];
  for (const analysis of ['describe.explore', 'describe.frequencies', 'describe.statistics']) {
    const of = runAnalysis(sampleSnapshot(), { analysis, inputs: { items }, options: {} });
    // Answers with labels alone have no means to rank: each question is told by itself.
    for (const values of [of.values, { ...of.values, ranked: [] } as JsonObject]) {
      const told = findAnalysis(analysis)!
        .narrative({ ...of, values }, 'zh-CN')
        .map(({ about }) => about);
      expect(new Set(told).size, analysis).toBe(told.length);
    }
  }
});
