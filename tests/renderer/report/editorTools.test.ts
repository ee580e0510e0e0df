import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import { fromEditor, toEditor } from '../../../renderer/features/report/documentJson.ts';
import { findInDocument } from '../../../renderer/features/report/findReplace.ts';
import { pinyinInitials } from '../../../renderer/features/report/pinyinInitials.ts';
import { remarksIn } from '../../../renderer/features/report/remarks.ts';
import { referenceTargets } from '../../../renderer/features/report/reportLabels.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { findSlash, slashEntries } from '../../../renderer/features/report/slashEntries.ts';
import zh from '../../../resources/locales/zh-CN/report.json' with { type: 'json' };
import { readDocument } from '../../../shared/report/readDocument.ts';
import { canonicalJson } from '../../../shared/report/requestKey.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { everyNode, remark } from '../../shared/report/everyNode.ts';
import { draftFor, outcomesFor } from '../../shared/report/outcomes.ts';
import { entitiesOf, sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const schema = getSchema(reportExtensions);
const snapshot = sampleSnapshot();
const documentOf = (json: unknown) => schema.nodeFromJSON(toEditor(json as never));
const page = (...texts: readonly string[]) =>
  documentOf({
    type: 'doc',
    content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  });

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

describe('finding in the report', () => {
  const found = (document: ReturnType<typeof page>, text: string, matchCase = false) =>
    findInDocument(document, { text, matchCase }).map(({ from, to }) => document.textBetween(from, to));

  it('finds every place, whatever the case unless asked', () => {
    const document = page('满意度 CSI，csi 满意', '满意');
    expect(found(document, '满意')).toEqual(['满意', '满意', '满意']);
    expect(found(document, 'csi')).toEqual(['CSI', 'csi']);
    expect(found(document, 'csi', true)).toEqual(['csi']);
    expect(found(document, '')).toEqual([]);
  });

  it('finds across changes of look, not across live numbers, and never in them', () => {
    const document = documentOf(everyNode);
    expect(found(document, '粗斜线')).toEqual(['粗斜线']);
    expect(found(document, '指数为  分')).toEqual([]);
    expect(found(document, '\uffff')).toEqual([]);
  });

  it('does not lose its place behind letters that grow in lower case', () => {
    expect(found(page('İİ满意'), '满意')).toEqual(['满意']);
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
  });
});

describe('remarks', () => {
  it('are listed once, with the words they are about', () => {
    expect(remarksIn(documentOf(everyNode))).toMatchObject([{ ...remark, quote: '有人说过' }]);
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
  });
});
