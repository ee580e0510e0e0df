import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const wave = (first: number, forms: number, question: string): string =>
  [
    `编号,性别,服务满意度,${question}`,
    ...Array.from({ length: forms }, (_, i) => [first + i, i % 2 ? '男' : '女', 5 + (i % 6), 1 + (i % 5)].join(',')),
  ].join('\n');
const customers = ['编号,等级,城市', '2,金,上海', '4,银,北京', '4,铜,广州', '99,金,上海', '12,铜,杭州'].join('\n');

let workbench: Workbench | null = null;
afterEach(async ({ task }) => {
  await pictureOfFailure(workbench, task);
  await workbench?.stop();
  workbench = null;
});

/** A picture for the eye beside the assertions. */
async function picture(name: string): Promise<void> {
  const folder = join(root, 'tests/.output/combine');
  mkdirSync(folder, { recursive: true });
  await workbench!.page.screenshot({ path: join(folder, `${name}.png`) });
}

function files(home: string): Record<'first' | 'second' | 'customers' | 'old', string> {
  const written = (name: string, text: string | Buffer): string => {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    first: written('第一期.csv', wave(1, 8, '价格满意度')),
    second: written('第二期.csv', wave(9, 6, '环境满意度')),
    old: written('旧表.xlsx', Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex')),
    customers: written('客户.csv', customers),
  };
}

it('stacks a second wave and joins columns by id, and takes both back after reopening', async () => {
  workbench = await openWorkbench('web');
  const { page, folders } = workbench;
  await page.setViewportSize({ width: 1440, height: 900 });
  const given = files(folders.home);
  const frame = new Frame(page);
  const data = new DataRoom(page);
  const sheet = new ImportSheet(page);
  await new StartScreen(page).chooseWorkbook(workbench, given.first);
  await sheet.takeAll();
  await data.ready();
  await expect.poll(() => frame.forms()).toEqual({ valid: 8, all: 8 });

  // The second wave, from the data room's menu: the plan of the first is followed at once.
  await page
    .getByRole('button', { name: /^clear 清洗|清洗/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: '追加一期问卷' }).click();
  // A file that is refused says why in the sheet, which takes another one at once.
  const choose = sheet.dialog.getByRole('button', { name: '选择文件' });
  await workbench.chooseFile(given.old, () => choose.click());
  await sheet.dialog.getByRole('alert').getByText(/旧版/).waitFor();
  await workbench.chooseFile(given.second, () => choose.click());
  const facts = sheet.dialog.getByRole('list', { name: '与现有数据的对照' });
  await facts.getByText('3 道题与现有题目对应').waitFor();
  expect(await facts.innerText()).toMatch(/新增 1 道题.*环境满意度/);
  expect(await facts.innerText()).toMatch(/没有 1 道题.*价格满意度/);
  await picture('stack-zh');
  await sheet.finish();
  await expect.poll(() => frame.forms()).toEqual({ valid: 14, all: 14 });
  await data.header('期次').waitFor();
  const last = await data.cell('期次', 13);
  await expect.poll(() => last.innerText()).toBe('2');

  // Columns of a customer list, from the project room.
  await frame.goTo('项目');
  await page.getByRole('button', { name: '按编号并入列…' }).click();
  await workbench.chooseFile(given.customers, () => sheet.dialog.getByRole('button', { name: '选择文件' }).click());
  await sheet.proposed();
  await sheet.next();
  await sheet.next();
  await facts.getByText('14 份问卷中对上 2 份').waitFor();
  expect(await facts.innerText()).toMatch(/1 个编号在文件里出现多次.*4/);
  const go = sheet.dialog.getByRole('button', { name: '并入 2 列' });
  expect(await go.isEnabled()).toBe(false);
  await sheet.dialog.getByRole('checkbox', { name: /让编号重复的问卷留空/ }).check();
  await picture('join-zh');
  await go.click();
  await sheet.dialog.waitFor({ state: 'hidden' });
  await data.header('城市').waitFor();
  const city = await data.cell('城市', 1);
  await expect.poll(() => city.innerText()).toBe('上海');
  await picture('joined-zh');

  await page.getByRole('button', { name: /清洗/ }).first().click();
  await page.getByRole('menuitem', { name: '清洗日志与重放' }).click();
  const log = page.getByRole('list', { name: '清洗步骤' });
  await log.getByText('追加“第二期.csv”的 6 份问卷（期次：2）').waitFor();
  await log.getByText('按“编号”并入“客户.csv”的 2 列，对上 2 份').waitFor();
  await picture('log-zh');
  await page.keyboard.press('Escape');

  await frame.saved();
  await frame.closeProject();
  await new StartScreen(page).recentProject('第一期').click();
  await data.ready();
  await frame.undo(/并入“客户.csv”/).click();
  await expect.poll(() => data.header('城市').count()).toBe(0);
  await frame.undo(/追加“第二期.csv”/).click();
  await expect.poll(() => frame.forms()).toEqual({ valid: 8, all: 8 });
  await page.keyboard.press('Control+y');
  await expect.poll(() => frame.forms()).toEqual({ valid: 14, all: 14 });
  expect(workbench.complaints).toEqual([]);
  expect(workbench.foreignRequests).toEqual([]);
});

it('says the same in English', async () => {
  workbench = await openWorkbench('web', { locale: 'en-US' });
  const { page, folders } = workbench;
  await page.setViewportSize({ width: 1440, height: 900 });
  const given = files(folders.home);
  const dialog = page.getByRole('dialog', { name: /Import/ });
  await workbench.chooseFile(given.first, () => page.getByRole('button', { name: 'Open workbook…' }).click());
  const next = dialog.locator('button:enabled', { hasText: 'Next' });
  await next.click();
  await next.click();
  await dialog.locator('button:enabled', { hasText: /^Import \d+ forms$/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('tab', { name: 'Project', exact: true }).click();
  await page.getByRole('button', { name: 'Add a wave…' }).click();
  await workbench.chooseFile(given.second, () => dialog.getByRole('button', { name: 'Choose a file…' }).click());
  const facts = dialog.getByRole('list', { name: 'Compared with the existing data' });
  await facts.getByText('3 questions are the same').waitFor();
  await picture('stack-en');
  await dialog.getByRole('radio', { name: /Join columns by ID/ }).check();
  await facts.getByText('0 of 8 forms matched').waitFor();
  await picture('join-en');
  expect(await dialog.locator('button', { hasText: /^Join \d/ }).isEnabled()).toBe(false);
  expect(workbench.complaints).toEqual([]);
});
