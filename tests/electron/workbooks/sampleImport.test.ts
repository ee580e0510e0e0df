import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';

const leaves =
  '商品新鲜度 商品品质可靠 食品安全 品种齐全 品牌选择 缺货情况 价格水平 促销活动 标价准确 店内整洁 空气温度 通道宽敞 指示标识 员工态度 员工专业 收银速度 退换货服务 营业时间 停车便利 交通便利'.split(
    ' ',
  );

it('proposes a plan for the sample that needs no correction', async () => {
  const path = fileURLToPath(new URL('../../../resources/samples/supermarket.xlsx', import.meta.url));
  const workbook = await readWorkbook('supermarket.xlsx', path);
  const plan = proposePlan(pickSheet(workbook)!, { indicatorNames: leaves });
  const withRole = (role: string) => plan.columns.filter((column) => column.role === role);
  for (const role of ['perception', 'expectation', 'importance']) {
    expect(withRole(role).map(({ indicatorName }) => indicatorName)).toEqual(leaves);
    for (const { scale } of withRole(role)) {
      expect(scale).toMatchObject({ min: 1, max: 10, direction: 'ascending' });
      expect(scale!.nonAnswers.map(({ value }) => value)).toEqual([99]);
    }
  }
  expect(withRole('overallSatisfaction')).toHaveLength(3);
  expect(withRole('loyalty').map(({ scale }) => [scale!.min, scale!.max])).toEqual([
    [1, 10],
    [0, 10],
  ]);
  expect(withRole('kanoFunctional').length).toBe(withRole('kanoDysfunctional').length);
  expect(withRole('kanoFunctional').length).toBeGreaterThan(0);
  expect(withRole('multipleResponse').length).toBeGreaterThan(2);
  for (const role of ['id', 'openComment', 'weight']) expect(withRole(role), role).toHaveLength(1);
  expect(withRole('time')).toHaveLength(2);
  expect(withRole('profile').length).toBeGreaterThanOrEqual(6);
  expect(withRole('none')).toEqual([]);

  const applied = applyPlan(pickSheet(workbook)!, plan);
  expect(applied.summary.rows).toBeGreaterThanOrEqual(590);
  expect(applied.summary.facts.reduce((sum, facts) => sum + facts.unreadable, 0)).toBeLessThan(20);
});
