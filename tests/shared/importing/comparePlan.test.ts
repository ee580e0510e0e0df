import { describe, expect, it } from 'vitest';
import { comparePlan, differenceSeverity, headingLikeness } from '../../../shared/importing/comparePlan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { sheetOf } from './sheetOf.ts';

const rows = (sex: readonly number[], more: (i: number) => readonly (string | number)[] = () => []) =>
  Array.from({ length: 24 }, (_, i) => [i + 1, sex[i % sex.length]!, 1 + (i % 5), ...more(i)]);

const old = sheetOf([['编号', '1、性别（1=男，2=女）', '2、您对门店收银速度的满意程度（1-5分）'], ...rows([1, 2])]);
const plan = proposePlan(old, { indicatorNames: ['收银速度'] });
const kept = {
  ...plan,
  columns: plan.columns.map((column, i) => (i === 2 ? { ...column, label: '收银', name: 'CASH' } : column)),
};

describe('a renamed question', () => {
  const fresh = sheetOf([
    ['编号', '1、性别（1=男，2=女）', '3、您对本店收银速度的满意程度（1-5分）', '4、停车便利程度（1-5分）'],
    ...rows([1, 2, 3], (i) => [1 + (i % 5)]),
  ]);
  const compared = comparePlan(kept, fresh, { indicatorNames: ['收银速度'] });

  it('keeps its decisions and is listed, as are new questions and codes without a label, the weightiest first', () => {
    expect(compared.differences.map(({ code }) => code)).toEqual([
      'difference.newCodes',
      'difference.renamed',
      'difference.new',
    ]);
    expect(compared.differences[0]!.details).toMatchObject({ codes: '3', count: 1 });
    expect(compared.plan.columns[2]).toMatchObject({
      name: 'CASH',
      label: '收银',
      header: '3、您对本店收银速度的满意程度（1-5分）',
    });
  });

  it.each([
    ['服务满意度（1-5分）', '配送满意度（1-5分）', false],
    ['价格满意度（1-5分）', '价格满意度（1-10分）', false],
    ['服务态度满意度', '服务质量满意度', false],
    ['环境满意度（1-5分）', '店面环境满意度（1-5分)', true],
    ['您对收银速度的满意程度', '收银速度的满意度', true],
    ['Satisfaction with delivery speed', 'Satisfaction with the delivery speed (1-5)', true],
    ['Satisfaction with delivery', 'Satisfaction with prices', false],
  ])('%s and %s: the same question is %s', (before, now, same) => {
    const sheet = (heading: string) => sheetOf([['编号', '性别', heading], ...rows([1, 2])]);
    const { differences } = comparePlan(proposePlan(sheet(before)), sheet(now));
    expect(differences.map(({ code }) => code)).toEqual(
      same ? ['difference.renamed'] : ['difference.missing', 'difference.new'],
    );
  });

  it('is told from another question', () => {
    const other = sheetOf([['编号', '1、性别（1=男，2=女）', '3、送货时间'], ...rows([1, 2])]);
    expect(comparePlan(kept, other).differences.map(({ code }) => code)).toEqual([
      'difference.missing',
      'difference.new',
    ]);
  });

  it('looks anew for an indicator the tree has lost', () => {
    const next = comparePlan(kept, old, { indicatorNames: ['门店收银'] });
    expect(next.plan.columns[2]!.indicatorName).toBe('门店收银');
    expect(comparePlan(kept, old).plan.columns[2]!.indicatorName).toBe('收银速度');
  });
});

describe('likeness of headings', () => {
  it('is 1 for the same question under another number, 0 without common letters', () => {
    expect(headingLikeness('3、价格水平', 'Q12 价格水平')).toBe(1);
    expect(headingLikeness('价格', '环境')).toBe(0);
    expect(headingLikeness('', '环境')).toBe(0);
    expect(headingLikeness('购物环境的整洁', '购物环境整洁')).toBeGreaterThan(0.6);
  });

  it('has a weight for every difference', () => {
    expect(
      ['difference.missing', 'difference.moved', 'difference.range'].map((code) =>
        differenceSeverity({ code, details: {} }),
      ),
    ).toEqual(['high', 'low', 'medium']);
  });
});
