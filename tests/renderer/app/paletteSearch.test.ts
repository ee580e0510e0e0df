import { describe, expect, it } from 'vitest';
import { findEntries, type PaletteEntry } from '../../../renderer/app/paletteSearch.ts';

const entry = (group: PaletteEntry['group'], title: string, ...words: string[]): PaletteEntry => ({
  id: title,
  group,
  title,
  note: '',
  words,
});
const entries = [
  entry('room', '分析', 'analysis'),
  entry('command', '保存', 'save'),
  entry('analysis', '信度分析', 'reliability', 'cronbach'),
  entry('question', '收银速度', 'B16'),
  entry('question', '自助收银', 'F1'),
];
const titles = (query: string, limit = 10): string[] => findEntries(entries, query, limit).map((one) => one.title);

describe('the command palette', () => {
  it('offers everything but the questions before anything is typed', () => {
    expect(titles('')).toEqual(['分析', '保存', '信度分析']);
  });

  it('finds by title, other words and short names, in any case', () => {
    expect(titles('CRONBACH')).toEqual(['信度分析']);
    expect(titles('b16')).toEqual(['收银速度']);
  });

  it('puts titles that begin with the words first', () => {
    expect(titles('收银')).toEqual(['收银速度', '自助收银']);
    expect(titles('分析')).toEqual(['分析', '信度分析']);
  });

  it('wants every word and keeps to the limit', () => {
    expect(titles('信度 保存')).toEqual([]);
    expect(titles('收银', 1)).toEqual(['收银速度']);
  });
});
