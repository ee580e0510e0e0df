import { getSchema } from '@tiptap/core';
import { AllSelection, EditorState, NodeSelection, TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { fromEditor, toEditor } from '../../../renderer/features/report/documentJson.ts';
import { linkPlace } from '../../../renderer/features/report/links/linkMark.ts';
import { pinyinInitials } from '../../../renderer/features/report/pinyinInitials.ts';
import { remarksIn } from '../../../renderer/features/report/remarks.ts';
import { referenceTargets } from '../../../renderer/features/report/numbering/reportNumbers.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { findSlash, slashEntries } from '../../../renderer/features/report/slashEntries.ts';
import zh from '../../../resources/locales/zh-CN/report.json' with { type: 'json' };
import { readDocument } from '../../../shared/report/readDocument.ts';
import { canonicalJson } from '../../../shared/report/requestKey.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { everyNode, linked, remark } from '../../shared/report/everyNode.ts';
import { draftFor, outcomesFor } from '../../shared/report/outcomes.ts';
import { entitiesOf, sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const schema = getSchema(reportExtensions);
const snapshot = sampleSnapshot();
const documentOf = (json: unknown) => schema.nodeFromJSON(toEditor(json as never));
describe('a page that nobody has touched', () => {
  it('is stored as it came, so that opening it is no change', () => {
    const draft = draftFor(snapshot, 'zh-CN').document;
    const blocks = (document: object): readonly string[] =>
      (document as { readonly content: readonly unknown[] }).content.map(canonicalJson);
    const before = blocks(draft);
    const changed = blocks(fromEditor(documentOf(draft).toJSON())).filter((block, place) => block !== before[place]);
    expect(changed.map((block) => block.slice(0, 300))).toEqual([]);
  });
});

describe('numbers of what can be referred to', () => {
  it('are those of the export', () => {
    const json = readDocument(everyNode as never);
    const outcomes = outcomesFor(snapshot, requestsOf(json));
    const { document } = resolveReport(json, outcomes, 'zh-CN');
    const expected = document.content.flatMap((node) => {
      if (node.type === 'heading')
        return [node.label === '' ? node.runs.map((run) => ('text' in run ? run.text : '')).join('') : node.label];
      if (node.type === 'figure' || node.type === 'resultTable') return [node.label];
      return (node.type === 'table' || node.type === 'image') && node.caption ? [node.caption.label] : [];
    });
    const live = { outcomes, locale: 'zh-CN' as const, figureStyles: {} };
    const targets = referenceTargets(documentOf(everyNode), live);
    expect(targets.map(({ label }) => label)).toEqual(expected);
    expect(targets.find(({ anchor }) => anchor === 'anchorTable')).toMatchObject({ label: '表 2', text: '基本情况' });
    // Figures of results are chosen by the title they have without a caption of the author's.
    expect(targets.find(({ anchor }) => anchor === 'anchorFigure')?.text).toMatch(/得分/);
  });
});

describe('remarks', () => {
  it('are listed once, with the words they are about', () => {
    expect(remarksIn(documentOf(everyNode))).toMatchObject([{ ...remark, quote: '有人说过' }]);
  });
});

describe('links', () => {
  const document = documentOf(everyNode);
  const stateAt = (words: string, from = 0, to = from): EditorState => {
    let place = -1;
    document.descendants((node, position) => {
      if (place < 0 && node.isText && node.text!.includes(words)) place = position + node.text!.indexOf(words);
    });
    return EditorState.create({ doc: document, selection: TextSelection.create(document, place + from, place + to) });
  };

  it('are found whole from the caret, whatever looks they have', () => {
    expect(linkPlace(stateAt('全文', 1))).toMatchObject({ address: linked, words: '标准全文' });
    expect(linkPlace(stateAt('标准', 0, 4))).toMatchObject({ address: linked, words: '标准全文' });
  });

  it('begin with the selected words, or with none', () => {
    const { from, to, ...rest } = linkPlace(stateAt('指数为', 0, 2))!;
    expect([to - from, rest]).toEqual([2, { address: null, words: '指数' }]);
    expect(linkPlace(stateAt('指数为', 1))).toMatchObject({ address: null, words: '' });
    // A live number stands among the words: they cannot be typed anew.
    expect(linkPlace(stateAt('指数为', 0, 5))).toMatchObject({ address: null, words: null });
  });

  it('are not made of several paragraphs or of a figure', () => {
    const several = EditorState.create({ doc: document, selection: new AllSelection(document) });
    expect(linkPlace(several)).toBeNull();
    let figure = -1;
    document.descendants((node, position) => void (node.type.name === 'figure' ? (figure = position) : 0));
    const chosen = EditorState.create({ doc: document, selection: NodeSelection.create(document, figure) });
    expect(linkPlace(chosen)).toBeNull();
  });

  it('come from pasted pages only where they lead to a page or a mailbox', () => {
    const [rule] = schema.marks['link']!.spec.parseDOM as readonly { getAttrs(element: unknown): unknown }[];
    const taken = (href: string): unknown => rule!.getAttrs({ getAttribute: () => href });
    expect(['javascript:alert(1)', 'file:///C:/a.doc', '#_Toc1', '/a', 'data:text/html,1'].map(taken)).toEqual(
      Array(5).fill(false),
    );
    expect(taken(' https://example.com/ ')).not.toBe(false);
  });

  it('that lead nowhere they may are words on the clipboard', () => {
    const toDOM = schema.marks['link']!.spec.toDOM!;
    const shown = (href: string): unknown => toDOM(schema.marks['link']!.create({ href }), true);
    expect(shown('javascript:alert(1)')).toEqual(['span', 0]);
    expect(shown('https://example.com/')).toEqual([
      'a',
      { href: 'https://example.com/', rel: 'noopener noreferrer' },
      0,
    ]);
  });
});

describe('the slash menu', () => {
  it('knows Chinese by pinyin initials', () => {
    expect(pinyinInitials('顾客满意度指数 CSI')).toBe('gkmydzs csi');
    expect(pinyinInitials('交叉引用')).toBe('jcyy');
  });

  it('finds by Chinese, pinyin and English; every word must fit', () => {
    const texts = zh.slash as Readonly<Record<string, unknown>>;
    const t = (key: string): string => {
      const name = key.replace('slash.', '');
      const value = name.startsWith('note.') ? zh.slash.note[name.slice(5) as keyof typeof zh.slash.note] : texts[name];
      return String(value);
    };
    const entries = slashEntries(t, entitiesOf(snapshot), 'zh-CN', {
      footnote: () => undefined,
      picture: () => undefined,
    });
    const ids = (query: string): readonly string[] => findSlash(entries, query).map(({ id }) => id);
    expect(ids('脚注')).toEqual(['footnote']);
    expect(ids('jz')).toContain('footnote');
    expect(ids('cross reference')).toEqual(['reference']);
    expect(ids('问卷')).toEqual(['questionnaire']);
    expect(ids('zbtx')).toEqual(['indicators']);
    expect(ids('')).toHaveLength(entries.length);
    expect(ids('没有这样的东西')).toEqual([]);
    const named = (title: string, words: string) => ({ title, words: `${title} ${words}`.toLowerCase() });
    const found = findSlash([named('指数', 'xnpsx'), named('净推荐值 NPS', ''), named('NPS 说明', '')], 'nps');
    expect(found.map(({ title }) => title)).toEqual(['NPS 说明', '净推荐值 NPS', '指数']);
  });
});
