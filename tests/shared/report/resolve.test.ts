import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { renderHtml } from '../../../shared/report/renderHtml.ts';
import { figureKey, requestKey } from '../../../shared/report/requestKey.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import type { ResolvedNode } from '../../../shared/report/resolved.ts';
import { csiRequest, everyNode, withUnknown } from './everyNode.ts';
import { outcomesFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const document = readDocument(everyNode as never);
const outcomes = outcomesFor(snapshot, requestsOf(document));
const resolve = (json: unknown, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  resolveReport(readDocument(json as never), outcomes, locale);
const ofType = <T extends ResolvedNode['type']>(
  nodes: readonly ResolvedNode[],
  type: T,
): Extract<ResolvedNode, { type: T }>[] =>
  nodes.filter((node): node is Extract<ResolvedNode, { type: T }> => node.type === type);

it('breaks a title of more than a line between its words', () => {
  const title = (text: string, marks: object = {}) => {
    const content = [{ type: 'title', content: [{ type: 'text', text, ...marks }] }];
    return renderHtml(resolve({ type: 'doc', content }).document, { drawings: new Map() });
  };
  expect(title('物业业主满意度指数测评报告（9月）')).toContain('物业业主<wbr>满意度指数<wbr>测评报告<wbr>（9月）');
  expect(title('满意度 <b>')).toContain('>满意度 &lt;b&gt;<');
  const link = { marks: [{ type: 'link', attrs: { href: 'https://a.cn/满意度测评报告' } }] };
  expect(title('甲满意度', link)).toContain('甲<wbr>满意度');
  expect(title('甲满意度', link)).not.toMatch(/="[^"]*<wbr>/);
});

describe('resolving the report', () => {
  it('asks for each request once', () => {
    expect(requestsOf(document)).toEqual([csiRequest]);
  });

  it('names equal requests equally, whatever the order of keys', () => {
    expect(requestKey({ analysis: 'a', inputs: { y: null, x: 'v' }, options: { b: 1, a: [1, 2] } })).toBe(
      requestKey({ options: { a: [1, 2], b: 1 }, inputs: { x: 'v', y: null }, analysis: 'a' }),
    );
  });

  it('leaves nothing unresolved in a document of every node type', () => {
    const { document: resolved, unresolved } = resolve(everyNode);
    expect(unresolved).toEqual([]);
    expect(new Set(resolved.content.map((node) => node.type))).toEqual(
      new Set([
        'title',
        'subtitle',
        'pageBreak',
        'tableOfContents',
        'heading',
        'paragraph',
        'figure',
        'resultTable',
        'list',
        'table',
        'image',
      ]),
    );
    expect(resolved.title).toBe('某超市顾客满意度指数测评报告');
  });

  it('shows numbers as shared/format rounds the results', () => {
    const { values } = runAnalysis(snapshot, csiRequest);
    const [abstract] = ofType(resolve(everyNode).document.content, 'paragraph');
    const live = abstract?.runs.find((run) => run.type === 'run' && run.live);
    expect(live).toMatchObject({
      text: formatNumber(valueAt(values, 'overall.index') as number, 'number2', 'zh-CN'),
      bold: true,
    });
  });

  it('numbers sections, annexes and captions, and lists the first two levels', () => {
    const { content } = resolve(everyNode).document;
    expect(ofType(content, 'heading').map((node) => node.label)).toEqual(['', '1', '1.1', '1.1.1', '附录 A']);
    expect(ofType(content, 'figure')[0]?.label).toBe('图 1');
    expect(ofType(content, 'resultTable')[0]).toMatchObject({ label: '表 1', caption: '指标得分一览' });
    expect(
      ofType(content, 'tableOfContents')[0]?.entries.map((entry) => `${entry.label} ${entry.text}`.trim()),
    ).toEqual(['摘要', '1 测评结果', '1.1 指数', '附录 A 计算说明']);
    expect(ofType(resolve(everyNode, 'en').document.content, 'resultTable')[0]?.label).toBe('Table 1');
  });

  it('gives references the numbers their targets have, also when these come later', () => {
    const { document: resolved } = resolve(everyNode);
    const [abstract] = ofType(resolved.content, 'paragraph');
    const references = abstract?.runs.flatMap((run) =>
      run.type === 'run' && run.target ? [[run.text, run.target]] : [],
    );
    expect(references).toEqual([
      ['图 1', 'figure-1'],
      ['表 2', 'table-2'],
      ['1.1', 'section-3'],
      ['图 2', 'figure-2'],
    ]);
    expect(ofType(resolved.content, 'table')[0]?.caption).toEqual({ id: 'table-2', label: '表 2', text: '基本情况' });
    expect(ofType(resolved.content, 'image')[0]?.caption).toEqual({ id: 'figure-2', label: '图 2', text: '门店照片' });
  });

  it('lists a reference whose target is gone', () => {
    const orphan = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'crossReference', attrs: { target: 'nowhere' } }] }],
    };
    expect(resolve(orphan).unresolved).toMatchObject([{ kind: 'crossReference' }]);
  });

  it('counts footnotes and lists them at the end of a page, their text as text', () => {
    const { document: resolved } = resolve(everyNode);
    const html = renderHtml(resolved, { drawings: new Map() });
    expect(html).toContain('href="#note-1">1</a>');
    expect(html).toContain('样本为 &lt;b&gt;随机&lt;/b&gt; 抽取。');
  });

  it('keeps remarks to itself unless asked', () => {
    expect(JSON.stringify(resolve(everyNode).document)).not.toContain('请核对');
    const { document: open } = resolveReport(document, outcomes, 'zh-CN', {}, null, { comments: true });
    expect(renderHtml(open, { drawings: new Map() })).toContain('审阅人: 请核对 &lt;这里&gt;');
  });

  it('shows pictures of the project by their names, and none that is missing', () => {
    const id = '0123456789abcdef0123456789abcdef';
    const json = { type: 'doc', content: [{ type: 'image', attrs: { src: `csi-file:${id}`, alt: 'x', widthMm: 20 } }] };
    const file = { id, name: 'x.png', mediaType: 'image/png' as const, base64: 'iVBORw0KGgo=' };
    expect(readDocument(json, new Map([[id, file]])).content[0]).toMatchObject({
      type: 'image',
      attrs: { src: 'data:image/png;base64,iVBORw0KGgo=' },
    });
    expect(readDocument(json, new Map()).content[0]?.type).toBe('unknown');
  });

  it('keeps unknown nodes, shows them, and lists them as unresolved', () => {
    const { document: resolved, unresolved } = resolve(withUnknown);
    expect(resolved.content.at(-1)).toMatchObject({ type: 'unknown' });
    expect(unresolved).toMatchObject([{ kind: 'unknown', target: 'hologram', section: '附录 A 计算说明' }]);
    expect(readDocument(withUnknown as never).content.at(-1)).toMatchObject({
      type: 'unknown',
      json: { type: 'hologram', attrs: { depth: 3 } },
    });
  });

  it.each([
    [
      'a path that is not there',
      {
        type: 'paragraph',
        content: [{ type: 'number', attrs: { request: csiRequest, path: 'overall.nothing', format: 'number1' } }],
      },
      'number',
    ],
    [
      'a table that is not there',
      { type: 'resultTable', attrs: { request: csiRequest, tableId: 'none', caption: null } },
      'resultTable',
    ],
    [
      'a figure that is not there',
      { type: 'figure', attrs: { request: csiRequest, figureId: 'none', caption: null, widthMm: 100 } },
      'figure',
    ],
    ['a sentence that is not there', { type: 'finding', attrs: { request: csiRequest, index: 99 } }, 'finding'],
    [
      'an analysis that was not run',
      { type: 'finding', attrs: { request: { analysis: 'sample.returns', inputs: {}, options: {} }, index: 0 } },
      'finding',
    ],
  ])('reports %s', (_, node, kind) => {
    expect(resolve({ type: 'doc', content: [node] }).unresolved).toMatchObject([{ kind }]);
  });

  it('names what a number that is not there is about', () => {
    const outcomes = outcomesFor(sampleSnapshot(), [csiRequest]);
    const gain = { analysis: 'improve.expectedGain', inputs: {}, options: {} };
    const node = { type: 'number', attrs: { request: gain, path: 'indicators.id=b0l1.gain', format: 'number2' } };
    const paragraph = { type: 'paragraph', attrs: { origin: null }, content: [node] };
    const { unresolved } = resolveReport(
      readDocument({ type: 'doc', content: [paragraph] } as never),
      outcomes,
      'zh-CN',
    );
    expect(unresolved).toMatchObject([{ kind: 'number', about: '经济性' }]);
  });

  it('says why a result cannot be had instead of breaking', () => {
    const empty = {
      ...snapshot,
      exclusions: Array.from({ length: snapshot.rowCount }, (_, row) => ({ row, code: 'byHand', note: '' })),
    };
    const { document: resolved, unresolved } = resolveReport(
      document,
      outcomesFor(empty, requestsOf(document)),
      'zh-CN',
    );
    expect(ofType(resolved.content, 'notice').length).toBeGreaterThan(0);
    expect(ofType(resolved.content, 'figure')).toEqual([]);
    expect(unresolved).toEqual([]);
  });

  it('applies the author’s changes to a figure', () => {
    const styled = resolveReport(document, outcomes, 'zh-CN', {
      [figureKey(csiRequest, 'leaves')]: { title: '我的标题' },
    });
    expect(ofType(styled.document.content, 'figure')[0]?.caption).toBe('我的标题');
  });

  it('follows an element of a list by its key', () => {
    const { values } = runAnalysis(snapshot, csiRequest);
    const nodes = values['nodes'] as readonly { id: string; score: number }[];
    expect(valueAt(values, `nodes.id=${nodes[4]!.id}.score`)).toBe(nodes[4]!.score);
    expect(valueAt(values, 'nodes.id=gone.score')).toBeUndefined();
  });

  it('refuses what is no document', () => {
    expect(() => readDocument({ type: 'paragraph' })).toThrow(InputError);
  });
});

describe('the HTML of the report', () => {
  const resolved = resolve(everyNode).document;
  const html = renderHtml(resolved, { drawings: new Map([['figure-1', '<svg viewBox="0 0 1 1"></svg>']]) });

  it('escapes every text and asks for nothing from outside', () => {
    expect(html).toContain('&lt;script&gt;&amp;&quot;换行');
    expect(html).not.toMatch(/<script/i);
    // The author's link is the only address, and nothing is fetched from it.
    expect(html.replace(/<a class="csi-link" href="[^"]*"/g, '')).not.toMatch(
      /(src|href|url)\s*[=(]\s*["']?(https?:)?\/\//i,
    );
  });

  it('has headings with their numbers, a repeated table head and captions', () => {
    expect(html).toMatch(/<h2 id="section-3"><span class="csi-no">1\.1<\/span>指数<\/h2>/);
    expect(html).toMatch(
      /<caption>表 1　指标得分一览<\/caption><colgroup>(<col style="width:[\d.]+%">)+<\/colgroup><thead>/,
    );
    expect(html).toMatch(/<figcaption class="csi-caption">图 1　/);
    expect(html).toContain('<svg viewBox="0 0 1 1"></svg>');
  });

  it('carries any title into the page header without leaving the style sheet', () => {
    const hostile = renderHtml({ ...resolved, title: '"}</style><b>x' }, { drawings: new Map() });
    expect(hostile).not.toContain('</style><b>');
  });
});
