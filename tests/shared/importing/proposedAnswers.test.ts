import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { comparePlan } from '../../../shared/importing/comparePlan.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { doubts, planOf } from './planOf.ts';
import { sheetOf } from './sheetOf.ts';
import type { Cell } from './sheetOf.ts';

describe('questions asked in reverse', () => {
  const rows = (answer: (form: number) => readonly Cell[]): Cell[][] =>
    Array.from({ length: 20 }, (_, form) => [form + 1, ...answer(form)]);
  const questions = (heads: readonly string[], answer: (form: number) => readonly Cell[]): readonly ColumnPlan[] =>
    proposePlan(sheetOf([['编号', ...heads], ...rows(answer)])).columns.slice(1);

  it('are rated as their sisters, small numbers taken as good, where no pair is asked', () => {
    for (const mark of ['（反向）', '(R)', '（反向计分）', '（反向题，1=非常不同意，5=非常同意）', ' (reversed)']) {
      const [plain, reversed] = questions(['对服务的满意度（1-5）', `排队时间太长${mark}`], (form) => [
        1 + (form % 5),
        1 + ((form * 3) % 5),
      ]);
      expect(plain).toMatchObject({ role: 'perception', scale: { min: 1, max: 5, direction: 'ascending' } });
      expect(reversed, mark).toMatchObject({ role: 'perception', scale: { min: 1, max: 5, direction: 'descending' } });
      expect(doubts(reversed!)).toContain('doubt.reversed');
    }
  });

  it('keep their direction where the answers say themselves which end is good', () => {
    const words = ['非常满意(5)', '比较满意(4)', '一般(3)', 2, '非常不满意(1)'];
    const [plain, reversed] = questions(['收银', '排队时间太长（反向）'], (form) => [
      words[form % 5]!,
      words[(form * 3) % 5]!,
    ]);
    for (const column of [plain!, reversed!])
      expect(column).toMatchObject({ type: 'number', scale: { min: 1, max: 5, direction: 'ascending' } });
    expect(doubts(reversed!)).not.toContain('doubt.reversed');
    const agree = ['非常同意', '同意', '一般', '不同意', '非常不同意'];
    const [, turned] = questions(['员工有礼貌', '排队时间太长（反向）'], (form) => [
      agree[form % 5]!,
      agree[(form * 3) % 5]!,
    ]);
    expect(turned).toMatchObject({ role: 'perception', scale: { direction: 'descending' } });
  });

  it('are halves of pairs where the other halves are asked', () => {
    const [functional, dysfunctional] = questions(['自助收银（正向）', '自助收银（反向）'], (form) => [
      1 + (form % 5),
      1 + ((form * 3) % 5),
    ]);
    expect(functional).toMatchObject({ role: 'kanoFunctional' });
    expect(dysfunctional).toMatchObject({ role: 'kanoDysfunctional', scale: { direction: 'ascending' } });
  });
});

describe('answers that say nothing', () => {
  it('"无" among the numbers of a rating is no answer, neither 0 nor a yes or no', () => {
    const plan = planOf('价格满意度（1-10分）', [8, 9, '无', 7, '没有', 10, 6, 8, 9, 7]);
    expect(plan.scale?.nonAnswers.map(({ label }) => label)).toEqual(['无', '没有']);
    expect(plan.textCodes.every(({ code }) => code > 10)).toBe(true);
    expect(planOf('有没有会员卡', ['有', '无', '无', '有']).textCodes).toEqual([
      { text: '有', code: 1 },
      { text: '无', code: 0 },
    ]);
  });

  it('subtotals are no forms: neither their numbers nor their words are looked at', () => {
    const form = (n: number): Cell[] => [n, 4 + (n % 2), 5, 3, 4];
    const forms = (from: number): Cell[][] => Array.from({ length: 10 }, (_, i) => form(from + i));
    const sheet = sheetOf([
      ['编号', '环境满意度', '服务满意度', '价格满意度', '总体满意度'],
      ...forms(1),
      ['小计', 4.5, 50],
      ...forms(11),
    ]);
    const plan = proposePlan(sheet);
    expect(plan.leftOutRows).toEqual([11]);
    expect(plan.columns[1]!.doubts.map(({ code }) => code)).not.toContain('doubt.outOfRange');
    const { rawRowOfForm, summary } = applyPlan(sheet, plan);
    expect([rawRowOfForm.length, [...rawRowOfForm].includes(11), summary.blankRows]).toEqual([20, false, 0]);
    expect(applyPlan(sheet, { ...plan, leftOutRows: [] }).summary.rows).toBe(21);
    // Next month's file has its subtotals elsewhere.
    const next = sheetOf([
      ['编号', '环境满意度', '服务满意度', '价格满意度', '总体满意度'],
      ...forms(1),
      ...forms(11),
      ['小计', 4.5, 50],
      ...forms(21),
    ]);
    expect(comparePlan(plan, next).plan.leftOutRows).toEqual([21]);
    const whole = sheetOf([
      ['编号', '环境满意度', '服务满意度', '价格满意度', '总体满意度'],
      ...forms(1),
      ...forms(11),
    ]);
    expect(comparePlan(plan, whole).plan.leftOutRows).toBeUndefined();
  });
});
