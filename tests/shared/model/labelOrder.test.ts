import { describe, expect, it } from 'vitest';
import { labelOrder } from '../../../shared/model/labelOrder.ts';

const shown = (labels: readonly string[]): readonly string[] => labelOrder(labels).map((place) => labels[place]!);

describe('order of answers in words', () => {
  it.each([
    [
      ['18-25岁', '36-45岁', '26-35岁', '46-60岁', '60岁以上'],
      ['18-25岁', '26-35岁', '36-45岁', '46-60岁', '60岁以上'],
    ],
    [
      ['5000元以下', '10000-19999元', '5000-9999元', '20000元及以上'],
      ['5000元以下', '5000-9999元', '10000-19999元', '20000元及以上'],
    ],
    [
      ['2万元以上', '5千-1万元', '1万-2万元', '5千元以下'],
      ['5千元以下', '5千-1万元', '1万-2万元', '2万元以上'],
    ],
    [
      ['over 60', '18 to 30', 'under 18', '31 to 60', 'no answer'],
      ['under 18', '18 to 30', '31 to 60', 'over 60', 'no answer'],
    ],
    [
      ['10,000+', '1,000-9,999', '<1,000'],
      ['<1,000', '1,000-9,999', '10,000+'],
    ],
  ])('sorts bands by their lower bounds: %j', (labels, expected) => {
    expect(shown(labels)).toEqual(expected);
  });

  it.each([[['中心店', '东湖店', '西城店']], [['男', '女']], [['其他', '企业职员', '3号线']], [[]]])(
    'keeps words as they come: %j',
    (labels) => {
      expect(shown(labels)).toEqual(labels);
    },
  );

  it('keeps equal bounds in the order given', () => {
    expect(labelOrder(['2组B', '1组', '2组A'])).toEqual([1, 0, 2]);
  });
});
