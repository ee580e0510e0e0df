import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });
const freshness = '实际感受 / 商品新鲜度';

/** The sheet by keyboard and mouse, as a user of spreadsheets expects it. Each test takes back what it did. */
describe('the sheet', () => {
  let workbench: Workbench;
  let data: DataRoom;
  let column = 0;
  let ids: string[] = [];

  /** The cell some columns right of the freshness question. */
  const cell = (row: number, right: number): Locator =>
    data.grid.locator(`[row-index="${row}"] [col-id="${ids[column + right] ?? ''}"]`);
  const textOf = (row: number, right: number): Promise<string> => cell(row, right).innerText();
  const textsOf = (rows: number, columns: number): Promise<string[][]> =>
    Promise.all(
      Array.from({ length: rows }, (_, row) =>
        Promise.all(Array.from({ length: columns }, (_unused, right) => textOf(row, right))),
      ),
    );
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };
  const status = (): Locator => workbench.page.getByRole('status', { name: '选区统计' });
  const setClipboard = (text: string): Promise<void> =>
    workbench.page.evaluate((value) => navigator.clipboard.writeText(value), text);
  const getClipboard = (): Promise<string> => workbench.page.evaluate(() => navigator.clipboard.readText());
  const waitFor = async (expected: string[][]): Promise<void> => {
    await expect.poll(() => textsOf(expected.length, expected[0]!.length)).toEqual(expected);
  };

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    data = new DataRoom(page);
    await page.getByRole('button', { name: /示例/ }).first().click();
    await data.ready();
    await data.showQuestion(freshness);
    const id = (await data.header(freshness).getAttribute('col-id')) ?? '';
    ids = await data.grid
      .locator('.ag-header-cell')
      .evaluateAll((heads) =>
        heads
          .toSorted((a, b) => Number(a.getAttribute('aria-colindex')) - Number(b.getAttribute('aria-colindex')))
          .map((head) => head.getAttribute('col-id') ?? ''),
      );
    column = ids.indexOf(id);
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(async () => {
    await workbench.stop();
  });

  it('selects by keyboard and mouse, and sums up', async () => {
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight');
    await expect.poll(() => status().innerText()).toContain('3 行 × 2 列');
    expect(await data.grid.locator('.data-range').count()).toBe(6);
    await cell(4, 1).click({ modifiers: ['Shift'] });
    await expect.poll(() => status().innerText()).toContain('5 行 × 2 列');
    expect(await status().innerText()).toContain('平均');
    await cell(1, 0).hover();
    await workbench.page.mouse.down();
    await cell(3, 1).hover();
    await workbench.page.mouse.up();
    await expect.poll(() => status().innerText()).toContain('3 行 × 2 列');
    await press('Control+a');
    await expect.poll(() => status().innerText()).toContain('598 行 × 91 列');
    await press('Escape');
    await expect.poll(() => status().innerText()).toContain('1 行 × 1 列');
  });

  it('copies and pastes a block, and takes it back in one step', async () => {
    const before = await textsOf(4, 2);
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowRight', 'Control+c');
    await expect.poll(getClipboard).toBe(`${before[0]!.join('\t')}\r\n${before[1]!.join('\t')}`);
    await setClipboard('3\t4\r\n5\t6\r\n');
    await cell(2, 0).click();
    await press('Control+v');
    await waitFor([before[0]!, before[1]!, ['3', '4'], ['5', '6']]);
    await workbench.page.screenshot({ path: join(pictures, 'grid-pasted.png') });
    await press('Control+z');
    await waitFor(before);
  });

  it('lists what cannot be pasted and pastes the rest on demand', async () => {
    const before = await textsOf(2, 2);
    await setClipboard('11\t4\n很好吃\t6');
    await cell(0, 0).click();
    await press('Control+v');
    const dialog = workbench.page.getByRole('dialog', { name: '有些单元格放不进去' });
    await dialog.getByText('很好吃').waitFor();
    await workbench.page.screenshot({ path: join(pictures, 'grid-refused.png') });
    await dialog.getByRole('button', { name: /只改其余/ }).click();
    await waitFor([
      [before[0]![0]!, '4'],
      [before[1]![0]!, '6'],
    ]);
    await cell(0, 0).click();
    await press('Control+z');
    await waitFor(before);
  });

  it('fills down, clears, and fills by the handle', async () => {
    const before = await textsOf(4, 1);
    const first = before[0]![0]!;
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
    await waitFor([[first], [first], [first], before[3]!]);
    await press('Control+z');
    await waitFor(before);
    await press('Delete');
    await waitFor([[''], [''], [''], before[3]!]);
    await press('Control+z');
    await waitFor(before);
    await cell(0, 0).click();
    const box = (await cell(0, 0).boundingBox())!;
    await workbench.page.mouse.move(box.x + box.width - 3, box.y + box.height - 3);
    await workbench.page.mouse.down();
    await cell(3, 0).hover();
    await workbench.page.mouse.up();
    await waitFor([[first], [first], [first], [first]]);
    await press('Control+z');
    await waitFor(before);
  });

  it('finds and replaces in one question', async () => {
    const { page } = workbench;
    await cell(0, 0).click();
    await press('Control+f');
    const bar = page.getByRole('search', { name: '查找和替换' });
    await bar.getByLabel('查找', { exact: true }).fill('^7$');
    await bar.getByLabel('匹配方式').click();
    await page.locator('.ant-select-item-option', { hasText: '正则表达式' }).click();
    await bar.getByLabel('只在当前题').check();
    await expect.poll(() => bar.getByRole('status').innerText()).toMatch(/^\d+ 处|^\d+ \/ \d+$/);
    const count = Number(/(\d+)(?: 处)?$/.exec(await bar.getByRole('status').innerText())?.[1]);
    expect(count).toBeGreaterThan(10);
    await bar.getByLabel('替换为').fill('8');
    await page.screenshot({ path: join(pictures, 'grid-find.png') });
    await bar.getByRole('button', { name: '全部替换' }).click();
    await page.getByText(`已替换 ${count} 个单元格`).waitFor();
    await expect.poll(() => bar.getByRole('status').innerText()).toBe('没有找到');
    await bar.getByLabel('查找', { exact: true }).press('Escape');
    await press('Control+z');
    await press('Control+f');
    await bar.getByLabel('查找', { exact: true }).fill('7');
    await expect.poll(() => bar.getByRole('status').innerText()).toMatch(/\d/);
    await press('Escape');
  });

  it('gives up an expression that never ends, while the window stays usable', async () => {
    const { page } = workbench;
    const comment = '您对本超市还有哪些意见和建议';
    await data.showQuestion(comment);
    const before = await (await data.cell(comment, 0)).innerText();
    const endless = `${'a'.repeat(60)}!`;
    await data.type(comment, 0, endless);
    await expect.poll(async () => (await data.cell(comment, 0)).innerText()).toBe(endless);
    await press('Control+f');
    const bar = page.getByRole('search', { name: '查找和替换' });
    await bar.getByLabel('匹配方式').click();
    await page.locator('.ant-select-item-option', { hasText: '正则表达式' }).click();
    const field = bar.getByLabel('查找', { exact: true });
    await page.evaluate(() => {
      let last = performance.now();
      const watch = { longest: 0 };
      const look = (now: number): void => {
        watch.longest = Math.max(watch.longest, now - last);
        last = now;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      Object.assign(window, { frameWatch: watch });
    });
    await field.fill('^(a+)+$');
    await expect.poll(() => bar.getByRole('status').innerText(), { timeout: 20_000 }).toBe('正则表达式太慢，请改写');
    const longest = await page.evaluate(
      () => (window as unknown as { readonly frameWatch: { readonly longest: number } }).frameWatch.longest,
    );
    // The expression has three seconds; frames went on meanwhile.
    expect(longest).toBeLessThan(2000);
    await field.fill('^a+!$');
    await expect.poll(() => bar.getByRole('status').innerText()).toMatch(/^1 处|^1 \/ 1$/);
    await field.press('Escape');
    await press('Control+z');
    await expect.poll(async () => (await data.cell(comment, 0)).innerText()).toBe(before);
    await data.showQuestion(freshness);
  });

  it('goes to a form, filters by a condition, hides and brings back a column', async () => {
    const { page } = workbench;
    await press('Control+g');
    const jump = page.getByRole('dialog', { name: '定位到单元格' });
    await jump.getByLabel('问卷序号').fill('300');
    await jump.getByRole('button', { name: '定位' }).click();
    await cell(299, 0).waitFor();
    await data.header(freshness).hover();
    await page.getByRole('button', { name: `按「${freshness}」筛选` }).click();
    const filter = page.getByRole('group', { name: `按「${freshness}」筛选` });
    await filter.getByText('按条件').click();
    await filter.getByLabel('值', { exact: true }).fill('3');
    await page.getByText(/显示 \d+ \/ 598 份/).waitFor();
    await filter.getByRole('button', { name: /确\s*定|好/ }).click();
    await page.getByRole('button', { name: '显示全部' }).click();
    await page.getByText('598 份 · 91 题').waitFor();
    await data.header(freshness).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '隐藏此列' }).click();
    await page.getByRole('button', { name: '已隐藏 1 列' }).waitFor();
    await data.header(freshness).waitFor({ state: 'detached' });
    await data.showQuestion(freshness);
    expect(workbench.complaints).toEqual([]);
  });
});
