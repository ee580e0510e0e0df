import { describe, expect, it } from 'vitest';
import {
  countAnswers,
  countedAnswers,
  countsWithout,
  everyAnswer,
  sparkBars,
} from '../../../renderer/features/data/countAnswers.ts';
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

  it('counts alike whatever array the codes lie in', () => {
    const codes = [5, 4, 5, 99, 7, -3, 0, 127, -127];
    const arrays = [
      Int8Array.of(-128, ...codes),
      Int16Array.of(-32_768, ...codes),
      Int32Array.of(-2_147_483_648, ...codes),
      Float64Array.of(Number.NaN, ...codes),
    ];
    const all = arrays.map((values) => countAnswers({ ...numbers([]), values }, { ...rated, scale: null }));
    expect(all[0]).toMatchObject({ answered: 9, blank: 1, distinct: 8, min: -127, max: 127 });
    expect(all[0]!.answers.map(({ value, count }) => [value, count])).toEqual(
      [-127, -3, 0, 4, 5, 7, 99, 127].map((value) => [value, value === 5 ? 2 : 1]),
    );
    for (const other of all.slice(1)) expect(other).toEqual(all[0]);
  });

  it('lists all of many answers when asked to, and draws tenths of the range of many numbers', () => {
    const amount: Variable = { ...rated, role: 'none', scale: null };
    const column = numbers(Array.from({ length: 2000 }, (_, i) => (i < 1000 ? 100 + i / 1000 : 200 - i / 100)));
    const counts = countAnswers(column, amount);
    expect(counts.distinct).toBe(2000);
    expect(counts.answers).toHaveLength(500);
    const { answers, ...others } = everyAnswer(column, amount);
    expect(answers).toHaveLength(2000);
    expect(answers.slice(0, 500)).toEqual(counts.answers);
    expect(counts).toMatchObject(others);
    expect(everyAnswer(column, amount).answers).toBe(answers);
    const bars = sparkBars(counts, amount);
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(2000);
    expect(bars).toHaveLength(10);
    expect(bars[0]!.count).toBe(1000);
    expect(bars[0]!.label).toBe('100 – 109');
    expect(bars.at(-1)!.label).toBe('181 – 190');
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

  it('counts blanks and zeros of either sign in every array of numbers', () => {
    const open = { ...rated, scale: null };
    const expected = { answered: 4, blank: 2, distinct: 3, min: -3, max: 70_000 };
    const column = (values: CachedColumn['values']): CachedColumn => ({ ...numbers([]), values });
    const whole = Int32Array.of(0, 70_000, -2_147_483_648, -3, 0, -2_147_483_648);
    expect(countAnswers(column(whole), open)).toMatchObject(expected);
    const doubles = Float64Array.of(-0, 70_000, Number.NaN, -3, 0, Number.NaN);
    const before = doubles.slice();
    const counts = countAnswers(column(doubles), open);
    expect(counts).toMatchObject(expected);
    expect(counts.answers.map(({ value, count }) => [value, count])).toEqual([
      [-3, 1],
      [0, 2],
      [70_000, 1],
    ]);
    expect(doubles).toEqual(before);
  });

  it('counts a column once as long as it and its question stay', () => {
    const column = numbers([5, 4, 5]);
    const once = countedAnswers(column, rated);
    expect(countedAnswers(column, rated)).toBe(once);
    expect(once).toEqual(countAnswers(column, rated));
    expect(countedAnswers(column, { ...rated, scale: { ...rated.scale!, max: 4 } }).outOfRange).toBe(2);
    expect(countedAnswers({ ...column, values: Float64Array.of(1) }, rated).answered).toBe(1);
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

  it('counts without some forms, in whatever array the answers lie', () => {
    const expected = [
      { value: 4, count: 1 },
      { value: 5, count: 1 },
      { value: 99, count: 1 },
    ];
    expect(countsWithout(numbers([5, 4, Number.NaN, 5, 7, 99]), [3, 4, 2, 50])).toEqual(expected);
    expect(countsWithout({ ...numbers([]), values: Int8Array.of(5, 4, -128, 5, 7, 99) }, [3, 4, 2, 50])).toEqual(
      expected,
    );
    const text: CachedColumn = {
      variableId: 'v',
      kind: 'text',
      values: Int8Array.of(1, 0, 1),
      dictionary: ['差', '好'],
    };
    expect(countsWithout(text, [1])).toEqual([{ value: '好', count: 2 }]);
    expect(countsWithout(text, [])).toEqual([
      { value: '差', count: 1 },
      { value: '好', count: 2 },
    ]);
  });
});
