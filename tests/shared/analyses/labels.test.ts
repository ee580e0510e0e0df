import { describe, expect, it } from 'vitest';
import { optionLabels } from '../../../shared/analyses/labels.ts';

describe('labels of the options of one question', () => {
  it('lose what all of them share', () => {
    expect(optionLabels(['途径 / [短信]', '途径 / [海报 / 传单]'])).toEqual({
      stem: '途径',
      options: ['短信', '海报 / 传单'],
    });
    expect(optionLabels(['Ways / mail', 'Ways / [x] y'])).toEqual({ stem: 'Ways', options: ['mail', '[x] y'] });
  });

  it('stay whole without one common part', () => {
    for (const labels of [['a / b'], ['a / b', 'c / d'], ['a', 'b'], ['a / b', 'a'], []])
      expect(optionLabels(labels)).toEqual({ stem: null, options: labels });
  });
});
