import { expect } from 'vitest';
import { doubtMessages, fillMessage } from '../../../shared/importing/messages.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { columnOf } from './sheetOf.ts';
import type { Cell } from './sheetOf.ts';

/** What is proposed for one column; every doubt must have its words. */
export const planOf = (
  heading: string,
  values: readonly Cell[],
  indicatorNames: readonly string[] = [],
): ColumnPlan => {
  const plan = proposePlan(columnOf(heading, values), { indicatorNames }).columns[0]!;
  for (const doubt of plan.doubts) {
    const message = doubtMessages[doubt.code];
    expect(message, doubt.code).toBeDefined();
    expect(fillMessage(message!, doubt.details, 'zh-CN')).not.toMatch(/\{\w+\}/);
  }
  return plan;
};
export const doubts = (plan: ColumnPlan): string[] => plan.doubts.map(({ code }) => code);
