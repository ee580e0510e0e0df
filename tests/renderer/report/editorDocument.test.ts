import { getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { fromEditor, toEditor } from '../../../renderer/features/report/documentJson.ts';
import { insertablesOf } from '../../../renderer/features/report/insertables.ts';
import { lostNodes, removeNodes } from '../../../renderer/features/report/lostNodes.ts';
import { headingPositions, outlineOf } from '../../../renderer/features/report/outline.ts';
import { keyOf, requestsIn } from '../../../renderer/features/report/requestsIn.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { findingContent } from '../../../renderer/features/report/findingCommands.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { canonicalJson } from '../../../shared/report/requestKey.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { csiRequest, everyNode, withUnknown } from '../../shared/report/everyNode.ts';
import { draftFor, outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const schema = getSchema(reportExtensions);
const snapshot = sampleSnapshot();
const noResults = { outcomes: new Map(), locale: 'zh-CN', figureStyles: {} } as const;

describe('the editor’s document', () => {
  it('holds every node type, and what it does not know, unchanged', () => {
    const node = schema.nodeFromJSON(toEditor(withUnknown as never));
    node.check();
    const stored = fromEditor(node.toJSON());
    const again = schema.nodeFromJSON(toEditor(stored)).toJSON();
    expect(canonicalJson(fromEditor(again))).toBe(canonicalJson(stored));
    expect((stored['content'] as unknown[]).at(-1)).toEqual({ type: 'hologram', attrs: { depth: 3 } });
  });

  it.each(['zh-CN', 'en'] as const)('holds a drafted report in %s', (locale) => {
    schema.nodeFromJSON(toEditor(draftFor(snapshot, locale).document as never)).check();
  });

  it('names a picture of the project to other programs by no address they would fetch', () => {
    const src = `csi-file:${'a'.repeat(32)}`;
    const image = schema.nodes['image']!;
    const drawn = (attrs: object) => image.spec.toDOM!(image.create({ alt: '', widthMm: 50, ...attrs }));
    expect(drawn({ src })).toEqual(['img', expect.objectContaining({ 'data-file': src })]);
    expect(drawn({ src })).toEqual(['img', expect.not.objectContaining({ src: expect.anything() })]);
    expect(drawn({ src: 'data:image/png;base64,AA' })).toEqual([
      'img',
      expect.objectContaining({ src: 'data:image/png;base64,AA' }),
    ]);
    // And is known again when it comes back.
    expect(image.spec.parseDOM!.map((rule) => ('tag' in rule ? rule.tag : ''))).toContain(
      'img[data-file^="csi-file:"]',
    );
  });

  it('outlines headings with the numbers they will have', () => {
    const entries = outlineOf(schema.nodeFromJSON(toEditor(everyNode as never)), noResults);
    expect(entries.map((entry) => `${entry.label} ${entry.text}`.trim())).toEqual([
      '摘要',
      '1 测评结果',
      '1.1 指数',
      '1.1.1 三级标题',
      '附录 A 计算说明',
    ]);
  });

  it('shows the live numbers of headings in the outline', () => {
    const attrs = { request: csiRequest, path: 'overall.index', format: 'number2' };
    const heading = {
      type: 'heading',
      attrs: { level: 1, kind: 'plain' },
      content: [
        { type: 'text', text: '指数 ' },
        { type: 'number', attrs },
        { type: 'text', text: ' 分' },
      ],
    };
    const document = { type: 'doc', content: [heading] };
    const doc = schema.nodeFromJSON(toEditor(document as never));
    expect(outlineOf(doc, noResults).map(({ text }) => text)).toEqual(['指数 … 分']);
    const live = { ...noResults, outcomes: outcomesFor(snapshot, [csiRequest]) };
    const index = valueAt(runAnalysis(snapshot, csiRequest).values, 'overall.index');
    expect(outlineOf(doc, live).map(({ text }) => text)).toEqual([
      `指数 ${formatNumber(index as number, 'number2', 'zh-CN')} 分`,
    ]);
  });

  it('lists references into nothing with their place, and takes them out', () => {
    const narrative = findAnalysis('csi.index')!.narrative(runAnalysis(snapshot, csiRequest), 'zh-CN').length;
    const finding = (index: number) => ({ type: 'finding', attrs: { request: csiRequest, index } });
    const document = {
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 1, kind: 'plain' }, content: [{ type: 'text', text: '摘要' }] },
        finding(0),
        finding(narrative),
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: '得分 ' },
            { type: 'number', attrs: { request: csiRequest, path: 'nodes.99.score', format: 'number2' } },
          ],
        },
      ],
    };
    const doc = schema.nodeFromJSON(toEditor(document as never));
    const live = { ...noResults, outcomes: outcomesFor(snapshot, [csiRequest]) };
    const lost = lostNodes(doc, live);
    expect(lost.map(({ kind, section, analysis }) => [kind, section, analysis])).toEqual([
      ['finding', '摘要', '顾客满意度指数'],
      ['number', '摘要', '顾客满意度指数'],
    ]);
    let state = EditorState.create({ doc });
    const editor = {
      get state() {
        return state;
      },
      view: { dispatch: (tr: typeof state.tr) => (state = state.apply(tr)) },
    };
    expect(removeNodes(editor as never, lost)).toBe(true);
    expect(lostNodes(state.doc, live)).toEqual([]);
    expect(state.doc.childCount).toBe(3);
    expect(state.doc.lastChild?.textContent).toBe('得分 ');
  });

  it('draws neither outline nor flags again, and asks for nothing, when a letter is typed', () => {
    const before = schema.nodeFromJSON(toEditor(everyNode as never));
    const [place] = headingPositions(before);
    const after = EditorState.create({ doc: before }).tr.insertText('新', 1).doc;
    expect(after.eq(before)).toBe(false);
    expect(outlineOf(after, noResults)).toEqual(outlineOf(before, noResults));
    expect(headingPositions(after)[0]).toBe(place! + 1);
    expect(requestsIn(after)).toEqual(requestsIn(before));
    expect(requestsIn(before).map(keyOf).toSorted()).toEqual(
      requestsOf(readDocument(everyNode as never))
        .map(keyOf)
        .toSorted(),
    );
  });

  it('turns a finding into the author’s words around live numbers', () => {
    const live = { outcomes: outcomesFor(snapshot, [csiRequest]), locale: 'zh-CN' as const, figureStyles: {} };
    const content = findingContent({ request: csiRequest, index: 0 }, live) ?? [];
    const result = runAnalysis(snapshot, csiRequest);
    const shown = content.map((node) => {
      if (node['type'] === 'text') return node['text'];
      const { path, format } = node['attrs'] as { path: string; format: 'number2' };
      return formatNumber(valueAt(result.values, path) as number, format, 'zh-CN');
    });
    const [first] = findAnalysis('csi.index')!.narrative(result, 'zh-CN');
    expect(shown.join('')).toBe(sentenceText(first!, result.values, 'zh-CN'));
    expect(content.some((node) => node['type'] === 'number')).toBe(true);
  });

  it('offers findings, figures, tables and numbers of a result', () => {
    const items = insertablesOf(csiRequest, runAnalysis(snapshot, csiRequest), 'zh-CN');
    expect(new Set(items.map((item) => item.kind))).toEqual(new Set(['finding', 'figure', 'table', 'number']));
    expect(items.find((item) => item.part.number?.path === 'overall.index')?.value).toMatch(/^\d\d\.\d\d$/);
    // Numbers that no sentence says are called by their row and column, never by the program's own names.
    const titles = items.filter((item) => item.kind === 'number').map((item) => item.title);
    expect(titles.some((title) => / · /.test(title))).toBe(true);
    expect(titles.filter((title) => /^[a-z]+(\.\w+)+$/i.test(title))).toEqual([]);
    const counts = { analysis: 'sample.returns', inputs: {}, options: {} };
    const english = insertablesOf(counts, runAnalysis(snapshot, counts), 'en');
    const called = english.filter((item) => item.kind === 'number').map((item) => item.title);
    expect(called.length).toBeGreaterThan(0);
    for (const title of called) expect(title).toMatch(/^[^\u4e00-\u9fff[]+$/);
  });
});
