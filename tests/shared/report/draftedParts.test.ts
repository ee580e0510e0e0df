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
const fields = { blank: '【请填写】', author: '报告撰写单位' };
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
    const found = redrafted(first, parts, second, fields);
    expect(words(found.get(1))).toContain('共 3 个指标');
    expect(words(found.get(2))).toContain('维修质量');
    expect(found.get(4)).toBeNull();
  });

  it('does not take what is written under one heading twice, nor for a block of another kind', () => {
    const template = doc(heading('体系'), paragraph('甲', true), paragraph('乙', true), table('丙'));
    const parts = { template: 'full', places: [1, 2, 3] } as const;
    const found = redrafted(template, parts, doc(heading('体系'), paragraph('丁', true)), fields);
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

describe('a table of the program in which an author has been at work', () => {
  const own = sampleSnapshot();
  const report = draftFor(own, 'zh-CN');
  const content = report.document['content'] as readonly JsonObject[];
  const nodesOf = (node: JsonObject): readonly JsonObject[] =>
    (node['content'] as readonly JsonObject[] | undefined) ?? [];
  const captioned = (blocks: readonly JsonObject[], caption: string): JsonObject =>
    blocks.find((one) => (one['attrs'] as JsonObject | undefined)?.['caption'] === caption)!;
  const cell = (node: JsonObject): string =>
    node['type'] === 'text' ? String(node['text']) : node['type'] === 'number' ? '#' : nodesOf(node).map(cell).join('');
  const told = (one: JsonObject): readonly (readonly string[])[] =>
    nodesOf(one).map((row) => nodesOf(row).map((each) => cell(each)));
  const writeInto = (at: JsonObject, said: string): JsonObject => ({ ...at, content: [paragraph(said)] });
  const row = (name: string, said: string): JsonObject => ({
    type: 'tableRow',
    content: [
      { type: 'tableHeader', content: [paragraph(name)] },
      { type: 'tableCell', content: [paragraph(said)] },
    ],
  });
  const fitted = (edited: JsonObject, caption: string): JsonObject => {
    const document = {
      type: 'doc',
      content: content.map((one) => (one === captioned(content, caption) ? edited : one)),
    };
    const made = makeTemplate('公司', { ...report, document }, new Map(), [
      { template: 'full', document: report.document as JsonObject },
    ]);
    const other = {
      ...own,
      settings: { ...own.settings, name: '翠湖小区物业满意度_9月' },
      indicators: own.indicators.map((one) => ({ ...one, definition: `别的定义 ${one.name}` })),
    };
    const draft = draftFor(other, 'zh-CN').document as JsonObject;
    const again = fitTemplate(made, new Map(), new Map(), '别的报告', draft).document as JsonObject;
    return captioned(nodesOf(again), caption);
  };

  it('has the facts of the new project, the author’s names and sentences, and nothing of the project before', () => {
    const facts = captioned(content, '测评的基本情况');
    const sentence = '由经过培训的访问员在门店出口拦截访问。';
    const said: Readonly<Record<string, readonly [string, string]>> = {
      测评对象: ['项目名称', '老客户超市'],
      所属行业: ['所属行业', '零售'],
      调查方式: ['调查方式', sentence],
      报告撰写单位: ['报告撰写单位', '启明咨询'],
    };
    const rows = nodesOf(facts).flatMap((one) => {
      const [head, value] = nodesOf(one);
      const own = said[cell(head!)];
      if (cell(head!) === '抽样方法') return [];
      return own ? [{ ...one, content: [writeInto(head!, own[0]), writeInto(value!, own[1])] }] : [one];
    });
    const edited = {
      ...facts,
      attrs: { ...(facts['attrs'] as JsonObject), anchor: 'a1' },
      content: [...rows, row('委托单位', '老客户'), row('质量控制', '每份问卷经过两次复核后入库。')],
    };
    const now = fitted(edited, '测评的基本情况');
    expect(Object.fromEntries(told(now) as [string, string][])).toEqual({
      项目名称: '翠湖小区物业',
      所属行业: '【请填写】',
      测评地点: '【请填写】',
      调查时间: '【请填写】',
      调查方式: sentence,
      有效问卷: '# 份',
      调查单位: '【请填写】',
      报告撰写单位: '启明咨询',
      委托单位: '【请填写】',
      质量控制: '每份问卷经过两次复核后入库。',
    });
    expect(now['attrs']).toMatchObject({ caption: '测评的基本情况', anchor: 'a1' });
  });

  it('with a head keeps the head and has the rows of the new project', () => {
    const definitions = captioned(content, '指标的定义');
    const [head, first, ...rest] = nodesOf(definitions);
    const renamed = { ...head, content: [writeInto(nodesOf(head!)[0]!, '测评指标'), nodesOf(head!)[1]!] };
    const changed = { ...first, content: [nodesOf(first!)[0]!, writeInto(nodesOf(first!)[1]!, '老客户的定义')] };
    const now = told(fitted({ ...definitions, content: [renamed, changed, ...rest] }, '指标的定义'));
    expect(now[0]).toEqual(['测评指标', '定义']);
    expect(now.length).toBe(own.indicators.length + 1);
    for (const [, definition] of now.slice(1)) expect(definition).toContain('别的定义');
  });

  it('is another table when it has other columns', () => {
    const definitions = captioned(content, '指标的定义');
    const mine = {
      ...definitions,
      content: [{ type: 'tableRow', content: [row('甲', '')['content'], row('乙', '')['content']].flat() }],
    };
    expect(told(fitted(mine as JsonObject, '指标的定义'))).toEqual([['甲', '', '乙', '']]);
  });
});
