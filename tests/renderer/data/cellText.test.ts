import { describe, expect, it } from 'vitest';
import { cellText, parseEdit, shownText } from '../../../renderer/features/data/cellText.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const base: Variable = {
  id: variableId('v'),
  name: 'B1',
  label: '商品新鲜度',
  type: 'number',
  measure: 'scale',
  role: 'perception',
  scale: {
    min: 1,
    max: 10,
    direction: 'ascending',
    labels: [{ value: 10, label: '非常满意' }],
    nonAnswers: [{ value: 99, label: '无法回答' }],
  },
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
};

describe('typed answers', () => {
  it.each([
    ['8', 8],
    [' ８ ', 8],
    ['非常满意', 10],
    ['99', 99],
    ['无法回答', 99],
    ['', null],
    ['   ', null],
  ])('%j on a 1-10 scale means %j', (typed, value) => {
    expect(parseEdit(typed, base)).toEqual({ ok: true, value });
  });

  it.each([
    ['12', 'outOfScale'],
    ['-1', 'outOfScale'],
    ['很好', 'unknownLabel'],
    ['1e999', 'unknownLabel'],
    ['0x10', 'unknownLabel'],
  ])('%j is refused: %s', (typed, reason) => {
    expect(parseEdit(typed, base)).toEqual({ ok: false, reason });
  });

  it('takes thousands separators but not any comma', () => {
    const income: Variable = { ...base, scale: null };
    expect(parseEdit('12,500', income)).toEqual({ ok: true, value: 12_500 });
    expect(parseEdit('1,2', income)).toEqual({ ok: false, reason: 'notANumber' });
  });

  it.each([
    ['１２，５００', 12_500],
    ['35岁', 35],
    ['.5', 0.5],
    ['5.', 5],
    ['−3', -3],
    ['1e3', 1000],
  ])('reads %j as the import does', (typed, value) => {
    expect(parseEdit(typed, { ...base, scale: null })).toEqual({ ok: true, value });
  });

  it.each(['85%', '８５％', '8.5 %'])('asks what the percentage %j stands for', (typed) => {
    expect(parseEdit(typed, { ...base, scale: null })).toEqual({ ok: false, reason: 'percent' });
  });

  it('keeps texts as typed', () => {
    expect(parseEdit(' 价格偏高 ', { ...base, type: 'text', scale: null })).toEqual({ ok: true, value: ' 价格偏高 ' });
  });

  it('reads dates of the calendar only', () => {
    const date: Variable = { ...base, type: 'date', scale: null };
    expect(parseEdit('2026-01-31', date)).toEqual({ ok: true, value: Date.UTC(2026, 0, 31) });
    expect(parseEdit('２０２６年１月３１日', date)).toEqual({ ok: true, value: Date.UTC(2026, 0, 31) });
    expect(parseEdit('2026/1/31 14:05', date)).toEqual({ ok: true, value: Date.UTC(2026, 0, 31, 14, 5) });
    for (const typed of ['2026-02-30', '2026-00-10', '昨天'])
      expect(parseEdit(typed, date)).toEqual({ ok: false, reason: 'notADate' });
  });

  it('shows a label only where labels are wanted', () => {
    expect(cellText(10, base, true)).toBe('非常满意');
    expect(cellText(10, base, false)).toBe('10');
    expect(cellText(null, base, true)).toBe('');
    expect(cellText(Date.UTC(2026, 0, 31, 14, 5), { ...base, type: 'date', scale: null }, false)).toBe(
      '2026-01-31 14:05',
    );
  });

  it('shows codes for no answer as words, unless two codes share one', () => {
    expect(shownText(99, base, false)).toBe('无法回答');
    expect(shownText(10, base, false)).toBe('10');
    expect(parseEdit(shownText(99, base, false), base)).toEqual({ ok: true, value: 99 });
    const nonAnswers = [98, 99].map((value) => ({ value, label: '无法回答' }));
    expect(shownText(99, { ...base, scale: { ...base.scale!, nonAnswers } }, false)).toBe('99');
  });
});
