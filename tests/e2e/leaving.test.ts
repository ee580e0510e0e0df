import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Frame } from './pages/frame.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const sample = join(root, 'resources/samples/supermarket.xlsx');

/** What is left undone or taken away on purpose stays so. Each test goes on where the one before it stopped. */
describe('leaving and taking away', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench('web');
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(() => workbench.stop());

  it('an import not made leaves no project behind; corrections are not thrown away unasked', async () => {
    const { page, folders } = workbench;
    const start = new StartScreen(page);
    const sheet = new ImportSheet(page);
    await start.openWorkbook.waitFor();
    await start.chooseWorkbook(workbench, sample);
    await sheet.proposed();
    expect(readdirSync(folders.projects)).toContain('supermarket.csi');
    await sheet.dialog.getByRole('button', { name: '取消' }).click();
    await start.openWorkbook.waitFor();
    await expect.poll(() => readdirSync(folders.projects)).toEqual([]);
    await expect.poll(() => start.recent.getByRole('listitem').count()).toBe(0);

    await start.chooseWorkbook(workbench, sample);
    await sheet.proposed();
    await sheet.next();
    await sheet.editor.getByLabel('简称').fill('编号');
    await sheet.editor.getByLabel('简称').press('Enter');
    await sheet.editor.getByLabel('简称').press('Escape');
    const question = page.getByRole('dialog', { name: '放弃这次导入？' });
    await question.getByRole('button', { name: '继续更正' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await sheet.editor.getByLabel('简称').inputValue()).toBe('编号');
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: '放弃导入' }).click();
    await start.openWorkbook.waitFor();
    await expect.poll(() => readdirSync(folders.projects)).toEqual([]);
  });

  it('an emptied list of analyses stays empty, and offers the proposed ones', async () => {
    const { page } = workbench;
    const frame = new Frame(page);
    await page.getByRole('button', { name: '打开示例项目' }).click();
    await new DataRoom(page).ready();
    await frame.goTo('分析');
    const cards = page.getByRole('article');
    await cards.nth(7).waitFor();
    const proposed = await cards.count();
    for (let left = proposed; left > 0; left--) {
      await cards.first().locator('button[aria-label$="的更多操作"]').click();
      await page.getByRole('menuitem', { name: '移除' }).click();
      await expect.poll(() => cards.count()).toBe(left - 1);
    }
    await page.reload();
    await frame.goTo('分析');
    const offer = page.getByRole('button', { name: '显示建议的分析' });
    await offer.waitFor();
    expect(await cards.count()).toBe(0);
    await offer.click();
    await expect.poll(() => cards.count()).toBe(proposed);
    // Undone steps are told at the foot of the window, not over the work.
    await page.getByRole('complementary', { name: '分析方法' }).getByRole('button').first().focus();
    await page.keyboard.press('Control+z');
    await frame.status.getByText('已撤销').waitFor();
    await expect.poll(() => cards.count()).toBe(0);
    expect(await page.locator('.ant-message-notice').filter({ hasText: '已撤销' }).count()).toBe(0);
    expect(workbench.complaints).toEqual([]);
  });

  it('a project closed from its report keeps what was just typed, and only looking at a report is no change', async () => {
    const { page } = workbench;
    const frame = new Frame(page);
    const report = new ReportRoom(page);
    await frame.goTo('报告');
    await report.draft();
    const undo = frame.undo(/^撤销.*编辑报告/);
    await undo.waitFor();
    const before = await undo.getAttribute('aria-label');
    await frame.goTo('项目');
    await frame.goTo('报告');
    await report.ready();
    expect(await undo.getAttribute('aria-label')).toBe(before);
    await report.write('基本情况', '关闭之前的最后一句。');
    await frame.closeProject();
    const start = new StartScreen(page);
    await start.recentProject('超市').click();
    await frame.goTo('报告');
    await report.paper.getByText('关闭之前的最后一句。').waitFor();
    await page.getByText('没有完成').waitFor({ state: 'detached' });
    expect(workbench.complaints).toEqual([]);
  });
});
