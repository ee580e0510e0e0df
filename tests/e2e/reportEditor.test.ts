import { afterEach, expect, it } from 'vitest';
import { Frame } from './pages/frame.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

let workbench: Workbench | null = null;
afterEach(async ({ task }) => {
  await pictureOfFailure(workbench, task);
  await workbench?.stop();
});

it('writes a report from a template with the slash menu, footnotes, references and replacing', async () => {
  workbench = await openWorkbench('web');
  const { page } = workbench;
  await page.getByRole('button', { name: /示例/ }).first().click();
  await new Frame(page).goTo('报告');
  const report = new ReportRoom(page);

  // A template: the management summary.
  await report.main.getByRole('button', { name: '选择模板…' }).click();
  const templates = page.getByRole('dialog', { name: '选择报告模板' });
  await templates.getByRole('radio', { name: /管理层摘要/ }).check();
  await templates.getByRole('button', { name: '生成报告' }).click();
  await report.ready();
  await expect.poll(() => report.paper.innerText()).toContain('管理层摘要');

  // The slash menu, by pinyin and keys.
  await report.write('结论', '本轮测评');
  await page.keyboard.press('Control+/');
  const menu = page.getByRole('combobox', { name: '查找要插入的内容' });
  await menu.fill('jz');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '脚注内容' }).fill('按国家标准计算。');
  await report.paper.getByText('本轮测评').click();
  await page.keyboard.press('End');
  await page.keyboard.type('，见 ');
  await page.keyboard.press('/');
  await menu.fill('交叉引用');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /图 1/ }).click();
  await expect.poll(() => report.paper.getByText('本轮测评').innerText()).toMatch(/见 图 1/);
  await page.keyboard.type(' ');
  await page.keyboard.press('/');
  await menu.fill('信度');
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // Find and replace.
  await page.keyboard.press('Control+f');
  const find = page.getByRole('search', { name: '查找和替换' });
  await find.getByRole('textbox', { name: '查找', exact: true }).fill('本轮测评');
  await expect.poll(() => find.getByRole('status').innerText()).toBe('1 / 1');
  await find.getByRole('textbox', { name: '替换为' }).fill('2026 年测评');
  await find.getByRole('button', { name: '全部替换' }).click();
  await expect.poll(() => report.paper.getByText('2026 年测评').count()).toBe(1);
  await page.keyboard.press('Escape');

  expect(workbench.complaints).toEqual([]);
  expect(workbench.foreignRequests).toEqual([]);
});
