import { describe, expect, it } from 'vitest';
import { appendResult } from '../../../shared/report/appendResult.ts';
import { chapterEnd, chaptersOf } from '../../../shared/report/chapters.ts';
import { csiRequest } from './everyNode.ts';

const heading = (text: string, level: number, kind = 'section') => ({
  type: 'heading',
  attrs: { level, kind },
  content: [{ type: 'text', text }],
});
const paragraph = { type: 'paragraph' };
const pageBreak = { type: 'pageBreak' };
const document = {
  type: 'doc',
  content: [
    { type: 'title' },
    heading('摘要', 1, 'plain'),
    paragraph,
    heading('结果', 1),
    heading('指数', 2),
    paragraph,
    pageBreak,
    heading('问卷', 1, 'annex'),
    pageBreak,
    pageBreak,
  ],
};

describe('chapters of a stored report', () => {
  it('have the numbers the reader sees, and end before the next heading and its page break', () => {
    expect(chaptersOf(document, 'zh-CN')).toEqual([
      { label: '', text: '摘要', level: 1, end: 3 },
      { label: '1', text: '结果', level: 1, end: 4 },
      { label: '1.1', text: '指数', level: 2, end: 6 },
      { label: '附录 A', text: '问卷', level: 1, end: 10 },
    ]);
  });

  it('are none in a document without headings or content', () => {
    expect(chaptersOf({}, 'en')).toEqual([]);
    expect(chaptersOf({ type: 'doc', content: [paragraph] }, 'en')).toEqual([]);
  });

  it('keep a page break that stands right under the heading before the next', () => {
    expect(chapterEnd(['heading', 'pageBreak', 'heading'], 0)).toBe(1);
    expect(chapterEnd(['heading', 'heading'], 0)).toBe(1);
  });
});

describe('results put under a heading', () => {
  const typesOf = ({ content }: Readonly<Record<string, unknown>>): readonly string[] =>
    (content as readonly { readonly type: string }[]).map(({ type }) => type);

  it('stand last in it, in the order they were chosen', () => {
    const [, , index] = chaptersOf(document, 'zh-CN');
    const parts = [
      { request: csiRequest, finding: 0 },
      { request: csiRequest, figureId: 'leaves' },
      { request: csiRequest, number: { path: 'overall.index', format: 'number2' as const } },
    ];
    const after = typesOf(appendResult(document, parts, index!.end));
    expect(after.slice(4, 11)).toEqual([
      'heading',
      'paragraph',
      'finding',
      'figure',
      'paragraph',
      'pageBreak',
      'heading',
    ]);
    expect(after).toHaveLength(document.content.length + 3);
  });

  it('stand before the annexes when no place is given', () => {
    expect(typesOf(appendResult(document, [{ request: csiRequest, tableId: 'items' }])).indexOf('resultTable')).toBe(6);
  });
});
