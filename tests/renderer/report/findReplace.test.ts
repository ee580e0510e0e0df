import { getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { fromEditor, toEditor } from '../../../renderer/features/report/documentJson.ts';
import { findInDocument, type Found } from '../../../renderer/features/report/find/findInDocument.ts';
import { replaceFound } from '../../../renderer/features/report/find/replaceFound.ts';
import type { LiveResults } from '../../../renderer/features/report/liveResults.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { runsText } from '../../../shared/report/textRuns.ts';
import { everyNode } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const schema = getSchema(reportExtensions);
const documentOf = (json: unknown) => schema.nodeFromJSON(toEditor(json as never));
type Document = ReturnType<typeof documentOf>;
const page = (...texts: readonly string[]): Document =>
  documentOf({
    type: 'doc',
    content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  });
const read = readDocument(everyNode as never);
const outcomes = outcomesFor(sampleSnapshot(), requestsOf(read));
const live: LiveResults = { outcomes, locale: 'zh-CN', figureStyles: {} };
const shown = resolveReport(read, outcomes, 'zh-CN').document.content;
const every = documentOf(everyNode);
const find = (document: Document, text: string, matchCase = false): readonly Found[] =>
  findInDocument(document, { text, matchCase }, live);
const found = (document: Document, text: string, matchCase = false): readonly string[] =>
  find(document, text, matchCase).map(({ from, to }) => document.textBetween(from, to));
const ownersOf = (text: string): readonly string[] =>
  find(every, text).map(({ from, owner }) => `${owner} ${every.nodeAt(from)?.type.name}`);

describe('finding in the report', () => {
  it('finds every place, whatever the case unless asked', () => {
    const document = page('满意度 CSI，csi 满意', '满意');
    expect(found(document, '满意')).toEqual(['满意', '满意', '满意']);
    expect(found(document, 'csi')).toEqual(['CSI', 'csi']);
    expect(found(document, 'csi', true)).toEqual(['csi']);
    expect(found(document, '')).toEqual([]);
  });

  it('finds negative numbers by the hyphen of the keyboard, and by the minus sign', () => {
    const document = page('差为 −0.25，另一处 -0.25');
    expect(found(document, '-0.25')).toEqual(['−0.25', '-0.25']);
    expect(found(document, '−0.25')).toEqual(['−0.25', '-0.25']);
  });

  it('does not lose its place behind letters that grow in lower case', () => {
    expect(found(page('İİ满意'), '满意')).toEqual(['满意']);
  });

  it('finds across changes of look and across live numbers, as they are read', () => {
    expect(found(every, '粗斜线')).toEqual(['粗斜线']);
    expect(found(every, '\uffff')).toEqual([]);
    const lead = shown.find((node) => node.type === 'paragraph')!;
    const number = lead.type === 'paragraph' && lead.runs[1]?.type === 'run' ? lead.runs[1].text : '';
    expect(number).toMatch(/^\d+\.\d\d$/);
    const [one, ...more] = find(every, `为 ${number} 分`);
    expect(more).toEqual([]);
    expect([one?.owner, every.textBetween(one!.from, one!.to, '', '#')]).toEqual(['live', '为 # 分']);
    // A part of the number is the whole of it.
    const [part] = find(every, `${number.slice(1)} 分，粗`);
    expect([part?.owner, every.textBetween(part!.from, part!.to, '', '#')]).toEqual(['live', '# 分，粗']);
    expect(find(every, '见图 1、表 2').map(({ owner }) => owner)).toEqual(['live']);
  });

  it('finds what the program writes: sentences, heads, cells, notes and captions', () => {
    const sentences = shown.flatMap((node) => (node.type === 'paragraph' && node.machine ? [runsText(node.runs)] : []));
    expect(sentences.length).toBe(2);
    for (const sentence of sentences) expect(ownersOf(sentence)).toContain('live finding');
    const table = shown.find((node) => node.type === 'resultTable')!;
    if (table.type !== 'resultTable') throw new Error('no table');
    const { columns, rows, notes } = table.table;
    const cell = rows[2]!.cells[0]!;
    const place = find(every, cell).find(({ inside }) => inside?.words === 1 + 3 * columns.length);
    expect(every.nodeAt(place!.from)?.type.name).toBe('resultTable');
    expect(ownersOf(columns[1]!.title)).toContain('live resultTable');
    expect(notes.length).toBeGreaterThan(0);
    expect(ownersOf(notes[0]!)).toEqual(['live resultTable']);
    expect(find(every, notes[0]!)[0]?.inside).toEqual({
      words: 1 + (rows.length + 1) * columns.length,
      at: 0,
      length: notes[0]!.length,
    });
  });

  it('finds footnotes and captions as the author’s, the number of a caption as the program’s', () => {
    expect(ownersOf('随机')).toEqual(['footnote footnote']);
    expect(ownersOf('基本情况')).toEqual(['caption table']);
    expect(ownersOf('门店照片')).toEqual(['caption image']);
    expect(ownersOf('指标得分一览')).toEqual(['caption resultTable']);
    expect(find(every, '基本情况')[0]?.inside).toEqual({ words: 0, at: 0, length: 4 });
    expect(ownersOf('表 2')).toEqual(['live crossReference', 'live table']);
    expect(ownersOf('2　基本')).toEqual(['live table']);
  });
});

describe('replacing', () => {
  const replaced = (text: string, by: string) => {
    const state = EditorState.create({ doc: every });
    const { tr } = state;
    const told = replaceFound(tr, find(state.doc, text), by);
    return { told, document: tr.doc, json: JSON.stringify(fromEditor(tr.doc.toJSON())) };
  };

  it('changes the author’s words wherever they stand, with the look they had', () => {
    const { told, document } = replaced('随机', '分层抽取的随机');
    expect(told).toEqual({ replaced: 1, left: 0 });
    let note = '';
    document.descendants((node) => void (node.type.name === 'footnote' ? (note = String(node.attrs['text'])) : 0));
    expect(note).toBe('样本为 <b>分层抽取的随机</b> 抽取。');
    expect(replaced('情况', '信息').json).toContain('"caption":"基本信息"');
    expect(replaced('店照', '').json).toContain('"caption":"门片"');
    expect(replaced('全文', '原文').json).toMatch(/"marks":\[\{"type":"link"[^\]]*\],"text":"原文"/);
  });

  it('leaves what follows the data as it is and counts it', () => {
    const { told, document } = replaced('指数', '总分');
    expect(told.left).toBeGreaterThan(0);
    // The title, a heading and a sentence.
    expect(told.replaced).toBe(3);
    const kept = (of: Document): readonly unknown[] => {
      const nodes: unknown[] = [];
      of.descendants((node) => {
        if (['finding', 'number', 'resultTable', 'figure', 'crossReference'].includes(node.type.name))
          nodes.push(node.toJSON());
      });
      return nodes;
    };
    expect(kept(document)).toEqual(kept(every));
    expect(find(document, '指数').every(({ owner }) => owner === 'live')).toBe(true);
  });
});
