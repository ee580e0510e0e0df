import { describe, expect, it } from 'vitest';
import { countAnswers, sparkBars } from '../../../renderer/features/data/countAnswers.ts';
import type { CachedColumn } from '../../../renderer/features/data/packedColumn.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const rated: Variable = {
  id: variableId('v'),
  name: 'B1',
  label: '商品新鲜度',
  type: 'number',
  measure: 'scale',
  role: 'perception',
  scale: { min: 1, max: 5, direction: 'ascending', labels: [], nonAnswers: [{ value: 99, label: '无法回答' }] },
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
};
const numbers = (values: readonly number[]): CachedColumn => ({
  variableId: 'v',
  kind: 'numeric',
  values: Float64Array.from(values),
  dictionary: [],
});

describe('counting answers', () => {
  it('tells blanks, non-answers and values out of range from answers', () => {
    const counts = countAnswers(numbers([5, 4, 5, Number.NaN, 99, 7]), rated);
    expect(counts).toMatchObject({ answered: 3, blank: 1, nonAnswer: 1, outOfRange: 1, min: 4, max: 5 });
    expect(counts.mean).toBeCloseTo(14 / 3, 12);
  });

  it('tells forms that were not asked from blanks', () => {
    const asked = { ...rated, notAsked: [{ first: 3, count: 10 }] };
    const counts = countAnswers(numbers([5, Number.NaN, 4, Number.NaN, 3, Number.NaN]), asked);
    expect(counts).toMatchObject({ answered: 3, blank: 1, notAsked: 2 });
    const text: CachedColumn = {
      variableId: 'v',
      kind: 'text',
      values: Int8Array.of(0, -128, -128),
      dictionary: ['好'],
    };
    expect(countAnswers(text, { ...asked, type: 'text', notAsked: [{ first: 2, count: 1 }] })).toMatchObject({
      answered: 1,
      blank: 1,
      notAsked: 1,
    });
  });

  it('draws the declared range with its empty places', () => {
    const bars = sparkBars(countAnswers(numbers([5, 4, 5, 99]), rated), rated);
    expect(bars.map((bar) => [bar.label, bar.count])).toEqual([
      ['1', 0],
      ['2', 0],
      ['3', 0],
      ['4', 1],
      ['5', 2],
      ['无法回答', 1],
    ]);
  });

  it('bins many numbers into ten, losing none', () => {
    const many = numbers(Array.from({ length: 100 }, (_, index) => index));
    const plain: Variable = { ...rated, scale: null };
    const bars = sparkBars(countAnswers(many, plain), plain);
    expect(bars).toHaveLength(10);
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(100);
  });

  it('has no mean of nothing', () => {
    expect(countAnswers(numbers([Number.NaN]), rated)).toMatchObject({ answered: 0, mean: null, min: null, max: null });
  });

  it('orders texts by how often they occur', () => {
    const texts: CachedColumn = {
      variableId: 'v',
      kind: 'text',
      values: Int8Array.of(1, 1, 0, -128),
      dictionary: ['东', '西'],
    };
    expect(
      countAnswers(texts, { ...rated, type: 'text', scale: null }).answers.map((answer) => [
        answer.label,
        answer.count,
      ]),
    ).toEqual([
      ['西', 2],
      ['东', 1],
    ]);
  });
});
