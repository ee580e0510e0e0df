import { describe, expect, it } from 'vitest';
import { parsePlace, placeText } from '../../../renderer/features/data/placeText.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const question = (name: string, label: string): Variable => ({
  id: variableId(name),
  name,
  label,
  type: 'number',
  measure: 'scale',
  role: 'perception',
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
});
const variables = [
  question('Q5', '期望 / 商品新鲜度'),
  question('Q51', '实际感受 / 商品新鲜度'),
  question('门店', '门店'),
  question('Wave 2', 'Store visits in wave 2'),
];
const place = (text: string): unknown => {
  const answer = parsePlace(text, variables, 300);
  return answer.ok ? [answer.place.variableId, answer.place.form] : answer.reason;
};

describe('the name box', () => {
  it('reads back what it writes', () => {
    for (const variable of variables)
      for (const form of [0, 11, 299]) expect(place(placeText(variable, form))).toEqual([variable.id, form]);
  });

  it('takes a code, a form, or both, in letters of either width', () => {
    expect(place('q5:12')).toEqual(['Q5', 11]);
    expect(place('Ｑ５：１２')).toEqual(['Q5', 11]);
    expect(place(' Q51 7 ')).toEqual(['Q51', 6]);
    expect(place('Q51，7')).toEqual(['Q51', 6]);
    expect(place('12')).toEqual([null, 11]);
    expect(place('门店')).toEqual(['门店', null]);
  });

  it('takes words of a question, its code first, then its beginning, then any part', () => {
    expect(place('Q5')).toEqual(['Q5', null]);
    expect(place('实际')).toEqual(['Q51', null]);
    expect(place('新鲜度')).toEqual(['Q5', null]);
    expect(place('实际感受 / 商品新鲜度:3')).toEqual(['Q51', 2]);
    expect(place('wave 2')).toEqual(['Wave 2', null]);
    expect(place('Wave 2 9')).toEqual(['Wave 2', 8]);
  });

  it('says what there is not', () => {
    expect(place('0')).toBe('noForm');
    expect(place('301')).toBe('noForm');
    expect(place('Q5:301')).toBe('noForm');
    expect(place('Q9:3')).toBe('noQuestion');
    expect(place('')).toBe('noQuestion');
    expect(place(':3')).toBe('noQuestion');
  });
});
