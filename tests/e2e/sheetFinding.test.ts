import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freshness, openSheet, pictures } from './support/openSheet.ts';

/** Finding, replacing, sorting, filtering, freezing and hiding. Each test takes back what it did. */
describe('the sheet', () => {
  const sheet = openSheet();
  const { cell, columnId, textsOf, press, status, waitFor } = sheet;

  it('finds and replaces in one question', async () => {
    const { page } = sheet;
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
    const { page } = sheet;
    const comment = '您对本超市还有哪些意见和建议';
    await sheet.data.showQuestion(comment);
    const before = await (await sheet.data.cell(comment, 0)).innerText();
    const endless = `${'a'.repeat(60)}!`;
    await sheet.data.type(comment, 0, endless);
    await expect.poll(async () => (await sheet.data.cell(comment, 0)).innerText()).toBe(endless);
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
    await expect.poll(() => bar.getByRole('status').innerText()).toBe('正则表达式太慢，请改写');
    const longest = await page.evaluate(
      () => (window as unknown as { readonly frameWatch: { readonly longest: number } }).frameWatch.longest,
    );
    // The expression has three seconds; a window that waited for it would have stood still as long.
    expect(longest).toBeLessThan(2900);
    await field.fill('^a+!$');
    await expect.poll(() => bar.getByRole('status').innerText()).toMatch(/^1 处|^1 \/ 1$/);
    await field.press('Escape');
    await press('Control+z');
    await expect.poll(async () => (await sheet.data.cell(comment, 0)).innerText()).toBe(before);
    await sheet.data.showQuestion(freshness);
  });

  it('selects questions by their heads, fits them to their answers, and goes on finding by F3', async () => {
    const { page } = sheet;
    const label = (right: number): Locator =>
      sheet.data.grid.locator(`.ag-header-cell[col-id="${columnId(right)}"] .data-header-label`);
    const width = (): Promise<number> =>
      sheet.data.header(freshness).evaluate((head) => Math.round(head.getBoundingClientRect().width));
    await label(0).click();
    await expect.poll(() => status().innerText()).toContain('598 行 × 1 列');
    await label(1).click({ modifiers: ['Shift'] });
    await expect.poll(() => status().innerText()).toContain('598 行 × 2 列');
    const before = await width();
    await sheet.data.header(freshness).locator('.ag-header-cell-resize').dblclick();
    await expect.poll(width).not.toBe(before);
    const fitted = await width();
    // Kept when the columns are made anew.
    await sheet.data.header(freshness).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '冻结此列', exact: true }).click();
    await expect.poll(width).toBe(fitted);
    await sheet.data.header(freshness).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '取消冻结', exact: true }).click();
    await sheet.data.showQuestion(freshness);
    await cell(0, 0).click();
    await press('F3');
    const bar = page.getByRole('search', { name: '查找和替换' });
    await bar.getByLabel('查找', { exact: true }).fill('无法回答');
    await expect.poll(() => bar.getByRole('status').innerText()).toMatch(/\d/);
    const hit = async (): Promise<number> =>
      Number(/^(\d+) \//.exec(await bar.getByRole('status').innerText())?.[1] ?? 0);
    await press('F3');
    await expect.poll(hit).toBeGreaterThan(0);
    const first = await hit();
    await press('F3');
    await expect.poll(hit).toBe(first + 1);
    await press('Shift+F3');
    await expect.poll(hit).toBe(first);
    await press('Control+h');
    await expect.poll(() => bar.getByLabel('替换为').evaluate((one) => one === document.activeElement)).toBe(true);
    await press('Escape');
    await sheet.data.showQuestion(freshness);
  });

  it('sorts, freezes, filters by ticking, and shows labels', async () => {
    const { page } = sheet;
    const before = await textsOf(4, 1);
    const menu = async (name: string): Promise<void> => {
      await sheet.data.header(freshness).click({ button: 'right' });
      await page.getByRole('menuitem', { name, exact: true }).click();
    };
    await menu('升序');
    await expect.poll(async () => Number((await textsOf(1, 1))[0]![0])).toBeLessThanOrEqual(3);
    await menu('降序');
    // From above, blanks come last as well; the code for no answer reads as its word.
    await expect
      .poll(async () => (await textsOf(5, 1)).flat().every((shown) => shown === '10' || shown === '无法回答'))
      .toBe(true);
    await menu('取消排序');
    await waitFor(before);
    // A frozen question stays while the others go by.
    await menu('冻结此列');
    await cell(0, 0).click();
    await press('End');
    await expect.poll(() => sheet.data.grid.locator(`[col-id="${columnId(0)}"]`).count()).toBeGreaterThan(1);
    await sheet.data.header(freshness).waitFor();
    await menu('取消冻结');
    await press('Control+Home', 'End');
    await sheet.data.header(freshness).waitFor({ state: 'detached' });
    await press('Control+Home');
    await sheet.data.showQuestion(freshness);
    await sheet.data.header(freshness).hover();
    await page.getByRole('button', { name: `按“${freshness}”筛选` }).click();
    const filter = page.getByRole('group', { name: `按“${freshness}”筛选` });
    await filter.getByRole('button', { name: '全不选' }).click();
    await sheet.data.main.getByText('显示 0 / 598 份').waitFor();
    await page.screenshot({ path: join(pictures, 'grid-nothing-shown.png') });
    await filter.locator('.data-filter-entry').filter({ hasText: '非常满意' }).getByRole('checkbox').check();
    await sheet.data.main.getByText(/显示 [1-9]\d* \/ 598 份/).waitFor();
    await expect.poll(async () => new Set((await textsOf(3, 1)).flat())).toEqual(new Set(['10']));
    await filter.getByRole('button', { name: /确\s*定/ }).click();
    await page.getByRole('button', { name: '显示全部' }).click();
    await page.getByText('598 份 · 91 题').waitFor();
    // Of many answers the first are listed, the others as the list is scrolled.
    const number = '问卷编号';
    await sheet.data.showQuestion(number);
    await sheet.data.header(number).hover();
    await page.getByRole('button', { name: `按“${number}”筛选` }).click();
    const numbers = page.getByRole('group', { name: `按“${number}”筛选` });
    const lines = numbers.locator('.data-filter-entry');
    await expect.poll(() => lines.count()).toBe(40);
    await lines.last().scrollIntoViewIfNeeded();
    await expect.poll(() => lines.count()).toBeGreaterThan(40);
    await numbers.getByRole('button', { name: /确\s*定/ }).click();
    await sheet.data.showQuestion(freshness);
    await sheet.data.main.getByText('标签', { exact: true }).click();
    await page.screenshot({ path: join(pictures, 'grid-labels.png') });
    await sheet.data.main.getByText('数值', { exact: true }).click();
    await waitFor(before);
  });

  it('goes to a form, filters by a condition, hides and brings back a column', async () => {
    const { page } = sheet;
    await press('Control+g');
    const nameBox = page.getByLabel('定位到单元格');
    await expect.poll(() => nameBox.evaluate((field) => field === document.activeElement)).toBe(true);
    await nameBox.fill(`${freshness}：300`);
    await press('Enter');
    await cell(299, 0).waitFor();
    await sheet.data.header(freshness).hover();
    await page.getByRole('button', { name: `按“${freshness}”筛选` }).click();
    const filter = page.getByRole('group', { name: `按“${freshness}”筛选` });
    await filter.getByText('按条件').click();
    await filter.getByLabel('值', { exact: true }).fill('3');
    await page.getByText(/显示 \d+ \/ 598 份/).waitFor();
    await filter.getByRole('button', { name: /确\s*定|好/ }).click();
    await page.getByRole('button', { name: '显示全部' }).click();
    await page.getByText('598 份 · 91 题').waitFor();
    await sheet.data.header(freshness).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '隐藏此列' }).click();
    await page.getByRole('button', { name: '已隐藏 1 列' }).waitFor();
    await sheet.data.header(freshness).waitFor({ state: 'detached' });
    await sheet.data.showQuestion(freshness);
  });
});
