import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { findDraftedParts, redrafted } from '../../../shared/report/draftedParts.ts';
import { fitTemplate, makeTemplate } from '../../../shared/report/ownTemplate.ts';
import { templateKinds } from '../../../shared/report/template.ts';
import { draftFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const text = (words: string): JsonObject => ({ type: 'text', text: words });
const paragraph = (words: string, drafted = false): JsonObject => ({
  type: 'paragraph',
  ...(drafted ? { attrs: { origin: null, drafted: true } } : {}),
  content: [text(words)],
});
const heading = (words: string): JsonObject => ({ type: 'heading', attrs: { level: 1 }, content: [text(words)] });
const table = (...cells: readonly string[]): JsonObject => ({
  type: 'table',
  content: [{ type: 'tableRow', content: cells.map((cell) => ({ type: 'tableCell', content: [paragraph(cell)] })) }],
});
const doc = (...content: readonly JsonObject[]): JsonObject => ({ type: 'doc', content: [...content] });

const first = doc(
  heading('体系'),
  paragraph('共 20 个指标。', true),
  table('收银速度'),
  heading('问卷'),
  table('A1'),
  heading('结果'),
  { type: 'finding', attrs: { request: null, index: null } },
);
const second = doc(heading('体系'), paragraph('共 3 个指标。', true), table('维修质量'));
const drafts = [{ template: 'full', document: first }] as const;
const words = (node: JsonObject | null | undefined): string => JSON.stringify(node ?? null);

describe('what the program wrote of a project, in a template', () => {
  it('is found word for word, and untouched paragraphs by their mark; results and the author’s words are not of it', () => {
    const report = doc(
      heading('体系'),
      paragraph('我们自己的话。'),
      paragraph('共 19 个指标。', true),
      table('收银速度'),
      heading('问卷'),
      table('A1', '改过'),
      heading('结果'),
      { type: 'finding', attrs: { request: null, index: null } },
    );
    expect(findDraftedParts(report, drafts)).toEqual({ template: 'full', places: [2, 3] });
  });

  it('is told by the draft that is likest, and is nothing without one', () => {
    const other = { template: 'summary', document: doc(heading('体系'), paragraph('共 20 个指标。')) } as const;
    expect(findDraftedParts(first, [other, ...drafts])?.template).toBe('full');
    expect(findDraftedParts(doc(paragraph('全是自己的', true)), drafts)).toBeNull();
  });

  it('gives way to what is written of the next project under the same heading, or is left out', () => {
    const parts = findDraftedParts(first, drafts)!;
    expect(parts.places).toEqual([1, 2, 4]);
    const found = redrafted(first, parts, second);
    expect(words(found.get(1))).toContain('共 3 个指标');
    expect(words(found.get(2))).toContain('维修质量');
    expect(found.get(4)).toBeNull();
  });

  it('does not take what is written under one heading twice, nor for a block of another kind', () => {
    const template = doc(heading('体系'), paragraph('甲', true), paragraph('乙', true), table('丙'));
    const parts = { template: 'full', places: [1, 2, 3] } as const;
    const found = redrafted(template, parts, doc(heading('体系'), paragraph('丁', true)));
    expect([...found.values()].filter((one) => one !== null)).toHaveLength(1);
    expect(found.get(3)).toBeNull();
  });
});

describe('a template of a drafted report', () => {
  it('says nothing of its own project in a report on another', () => {
    const own = sampleSnapshot();
    const names = new Set(own.indicators.map(({ name }) => name));
    const report = draftFor(own, 'zh-CN');
    const made = makeTemplate('公司', report, new Map(), [
      { template: templateKinds[0], document: report.document as JsonObject },
    ]);
    expect(made.drafted!.places.length).toBeGreaterThan(8);
    const other = {
      ...own,
      indicators: own.indicators.map((one) => ({ ...one, name: `别的${one.order}`, definition: '别的定义' })),
      variables: own.variables.map((one) => ({ ...one, label: '别的题' })),
    };
    const draft = draftFor(other, 'zh-CN').document as JsonObject;
    const fitted = words(fitTemplate(made, new Map(), new Map(), '别的报告', draft).document as JsonObject);
    expect([...names].filter((name) => fitted.includes(`"${name}"`))).toEqual([]);
    expect(fitted).toContain('别的定义');
    // A template from before this was known keeps its words.
    const { drafted, ...older } = made;
    expect(drafted).toBeDefined();
    const kept = words(fitTemplate(older, new Map(), new Map(), '别的报告', draft).document as JsonObject);
    expect([...names].some((name) => kept.includes(`"${name}"`))).toBe(true);
  });
});
