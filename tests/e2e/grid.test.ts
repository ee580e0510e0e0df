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
    await expect.poll(() => data.grid.locator('[row-index] .data-range').count()).toBe(6);
    await cell(4, 1).click({ modifiers: ['Shift'] });
    await expect.poll(() => status().innerText()).toContain('5 行 × 2 列');
    await expect.poll(() => status().innerText()).toContain('平均');
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

  it('works on several ranges at once, and fills to the last form by a double click on the handle', async () => {
    const { page } = workbench;
    const before = await textsOf(4, 3);
    await cell(0, 0).click();
    await press('Shift+ArrowDown');
    await cell(3, 2).click({ modifiers: ['Control'] });
    await expect.poll(() => status().innerText()).toContain('2 处，3 格');
    await setClipboard('7');
    await press('Control+c');
    await page.getByText('选中的几处拼不成一个整块').waitFor();
    expect(await getClipboard()).toBe('7');
    await press('Control+v');
    await waitFor([
      ['7', ...before[0]!.slice(1)],
      ['7', ...before[1]!.slice(1)],
      before[2]!,
      [...before[3]!.slice(0, 2), '7'],
    ]);
    await press('Delete');
    await waitFor([
      ['', ...before[0]!.slice(1)],
      ['', ...before[1]!.slice(1)],
      before[2]!,
      [...before[3]!.slice(0, 2), ''],
    ]);
    await press('Control+z');
    await expect.poll(() => textOf(3, 2)).toBe('7');
    await press('Control+z');
    await waitFor(before);
    // The same rows fit together into one block; a second press on a cell takes it out again.
    await cell(0, 0).click();
    await press('Shift+ArrowDown');
    await cell(0, 2).click({ modifiers: ['Control'] });
    await cell(1, 2).click({ modifiers: ['Control'] });
    await press('Control+c');
    await expect.poll(getClipboard).toBe([0, 1].map((row) => `${before[row]![0]}\t${before[row]![2]}`).join('\r\n'));
    await cell(1, 2).click({ modifiers: ['Control'] });
    await expect.poll(() => status().innerText()).toContain('2 处，3 格');
    await cell(0, 0).click();
    const box = (await cell(0, 0).boundingBox())!;
    await page.mouse.dblclick(box.x + box.width - 3, box.y + box.height - 3);
    await expect.poll(() => status().innerText()).toContain('598 行 × 1 列');
    await waitFor([0, 1, 2, 3].map((row) => [before[0]![0]!, ...before[row]!.slice(1)]));
    await press('Control+z');
    await waitFor(before);
  });

  it('goes round in a selected block with Enter and Tab, and fills it with Ctrl+Enter', async () => {
    const before = await textsOf(2, 2);
    const focused = (): Promise<string> =>
      data.grid
        .locator('.ag-cell-focus')
        .evaluate((one) => `${one.closest('.ag-row')?.getAttribute('row-index')} ${one.getAttribute('col-id')}`);
    const at = (row: number, right: number): string => `${row} ${ids[column + right]}`;
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowRight');
    for (const [key, row, right] of [
      ['Enter', 1, 0],
      ['Enter', 0, 1],
      ['Tab', 1, 0],
      ['Tab', 1, 1],
      ['Tab', 0, 0],
      ['Shift+Enter', 1, 1],
      ['Shift+Tab', 1, 0],
    ] as const) {
      await press(key);
      await expect.poll(focused).toBe(at(row, right));
      await expect.poll(() => status().innerText()).toContain('2 行 × 2 列');
    }
    await press('4', 'Enter');
    await waitFor([before[0]!, ['4', before[1]![1]!]]);
    await expect.poll(focused).toBe(at(0, 1));
    await expect.poll(() => status().innerText()).toContain('2 行 × 2 列');
    await press('3', 'Control+Enter');
    await waitFor([
      ['3', '3'],
      ['3', '3'],
    ]);
    await expect.poll(() => status().innerText()).toContain('2 行 × 2 列');
    await press('Control+z', 'Control+z');
    await waitFor(before);
  });

  it('marks what is cut and moves it where it is pasted, as one change; Escape takes the mark away', async () => {
    const before = await textsOf(4, 2);
    const marked = () => data.grid.locator('[row-index] .data-cut');
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Control+x');
    await expect.poll(() => marked().count()).toBe(2);
    expect(await textsOf(4, 2)).toEqual(before);
    await press('Escape');
    await expect.poll(() => marked().count()).toBe(0);
    await press('Control+x');
    await expect.poll(() => marked().count()).toBe(2);
    await workbench.page.screenshot({ path: join(pictures, 'grid-cut.png') });
    await cell(2, 1).click();
    await press('Control+v');
    const moved = [
      ['', before[0]![1]!],
      ['', before[1]![1]!],
      [before[2]![0]!, before[0]![0]!],
      [before[3]![0]!, before[1]![0]!],
    ];
    await waitFor(moved);
    await expect.poll(() => marked().count()).toBe(0);
    await press('Control+z');
    await waitFor(before);
    // The same from the menu of a cell.
    await cell(0, 0).click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: /剪切 1 个单元格/ }).click();
    await expect.poll(() => marked().count()).toBe(1);
    await cell(3, 1).click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: /^粘贴/ }).click();
    await waitFor([['', before[0]![1]!], before[1]!, before[2]!, [before[3]![0]!, before[0]![0]!]]);
    await cell(3, 1).click();
    await press('Control+z');
    await waitFor(before);
  });

  it('says which keys paste where the browser does not let a menu look', async () => {
    const { page } = workbench;
    await page.context().clearPermissions();
    await cell(0, 0).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^粘贴/ }).click();
    await page.getByText(/请按 Ctrl\+V/).waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
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
    await expect.poll(async () => (await data.cell(comment, 0)).innerText()).toBe(before);
    await data.showQuestion(freshness);
  });

  it('moves and selects by the keys of a spreadsheet', async () => {
    const size = async (): Promise<string> => (await status().innerText()).split('\n')[0]!;
    /** The cell with the focus: its row (0-based) and its place among the questions (1-based). */
    const focused = (): Promise<readonly number[]> =>
      workbench.page.evaluate(() => {
        const focus = document.activeElement?.closest('.ag-cell');
        const row = Number(focus?.closest('.ag-row')?.getAttribute('row-index') ?? Number.NaN);
        return [row, Number(focus?.getAttribute('aria-colindex') ?? Number.NaN) - 2];
      });
    await cell(1, 0).click();
    const [, here] = await focused();
    await press('ArrowDown', 'Shift+Enter', 'Enter', 'Tab', 'Shift+Tab');
    await expect.poll(focused).toEqual([2, here]);
    await press('Home');
    await expect.poll(focused).toEqual([2, 1]);
    // Keys that come before the grid has told where the keys before them led.
    await workbench.page.evaluate(() => {
      for (const [key, shiftKey] of [
        ['ArrowDown', false],
        ['ArrowRight', false],
        ['ArrowDown', true],
        ['ArrowRight', true],
      ] as const)
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }),
        );
    });
    await expect.poll(focused).toEqual([3, 2]);
    await expect.poll(size).toBe('2 行 × 2 列');
    await press('End');
    await expect.poll(focused).toEqual([3, 91]);
    await press('Control+End');
    await expect.poll(focused).toEqual([597, 91]);
    await press('Control+Home');
    await expect.poll(focused).toEqual([0, 1]);
    await press('PageDown');
    await expect.poll(async () => (await focused())[0]).toBeGreaterThan(10);
    await press('PageUp');
    await expect.poll(focused).toEqual([0, 1]);
    await press('Control+Shift+End');
    await expect.poll(size).toBe('598 行 × 91 列');
    await press('Control+Home', 'Shift+End');
    await expect.poll(size).toBe('1 行 × 91 列');
    await press('Control+Home');
    await expect.poll(focused).toEqual([0, 1]);
    await data.showQuestion(freshness);
    await cell(0, 0).click();
    // To the last answer before a blank, then from there back.
    await press('Control+ArrowDown');
    await expect.poll(async () => (await focused())[0]).toBeGreaterThan(1);
    const [end] = await focused();
    await expect.poll(() => textOf(end!, 0)).not.toBe('');
    await press('Control+ArrowUp');
    await expect.poll(focused).toEqual([0, here]);
    await press('Control+Shift+ArrowDown');
    await expect.poll(size).toBe(`${end! + 1} 行 × 1 列`);
    await press('Control+Space');
    await expect.poll(size).toBe('598 行 × 1 列');
    await press('Shift+Space');
    await expect.poll(size).toMatch(/× 91 列$/);
    await press('Control+Home');
    await expect.poll(focused).toEqual([0, 1]);
    await data.showQuestion(freshness);
  });

  it('types over a cell, edits by F2, and gives up by Escape', async () => {
    const before = await textsOf(2, 2);
    await cell(0, 0).click();
    const typed = before[0]![0] === '6' ? '5' : '6';
    await press(typed, 'Tab');
    await waitFor([[typed, before[0]![1]!], before[1]!]);
    await press('Shift+Tab', 'F2', 'Backspace', '4', 'Escape');
    await waitFor([[typed, before[0]![1]!], before[1]!]);
    await press('F2', 'Backspace', '4', 'Enter');
    await waitFor([['4', before[0]![1]!], before[1]!]);
    await press('Control+z', 'Control+z');
    await waitFor(before);
    // Enter after a walk by Tab goes on below where it began.
    await cell(0, 0).click();
    await press('Tab', 'Tab', 'Enter');
    await expect.poll(() => cell(1, 0).evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('fills right, cuts, and takes a block as Excel writes it', async () => {
    const { page } = workbench;
    const before = await textsOf(3, 3);
    await cell(0, 0).click();
    await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Control+r');
    const first = before[0]![0]!;
    await waitFor([[first, first, first], before[1]!, before[2]!]);
    await press('Control+z');
    await waitFor(before);
    await cell(1, 0).click();
    await press('Shift+ArrowRight', 'Control+x');
    await expect.poll(getClipboard).toBe(`${before[1]![0]}\t${before[1]![1]}`);
    await cell(0, 0).click();
    await press('Control+v');
    await waitFor([[before[1]![0]!, before[1]![1]!, before[0]![2]!], ['', '', before[1]![2]!], before[2]!]);
    await press('Control+z');
    await waitFor(before);
    // Full-width digits, thousands, quotes and blanks around numbers, a line end at the close.
    await setClipboard('７\t"8"\r\n 9 \t１０\r\n');
    await cell(0, 0).click();
    await press('Control+v');
    await waitFor([['7', '8', before[0]![2]!], ['9', '10', before[1]![2]!], before[2]!]);
    await press('Control+z');
    await waitFor(before);
    // One value over a selection fills it; a menu offers the same.
    await setClipboard('2');
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowRight', 'Control+v');
    await waitFor([['2', '2', before[0]![2]!], ['2', '2', before[1]![2]!], before[2]!]);
    await press('Control+z');
    await waitFor(before);
    await cell(0, 1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^清空/ }).click();
    await expect.poll(async () => (await textsOf(1, 3))[0]).toContain('');
    await press('Control+z');
    await waitFor(before);
  });

  it('takes texts with quotes, tabs and line ends, and thousands', async () => {
    const { page } = workbench;
    const comment = '意见和建议';
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '查找页面、命令、分析或题目' }).fill(comment);
    await page.getByRole('option', { name: comment }).last().click();
    const head = data.grid
      .locator('.ag-header-cell')
      .filter({ has: page.locator(`[title*=${JSON.stringify(comment)}]`) })
      .first();
    await head.waitFor();
    const id = (await head.getAttribute('col-id'))!;
    const at = (row: number): Locator => data.grid.locator(`[row-index="${row}"] [col-id="${id}"]`);
    const before = await Promise.all([at(0).innerText(), at(1).innerText(), at(2).innerText()]);
    await setClipboard('"第一行\n第二行，说""好"""\r\n"a\tb"\r\n1,234\r\n');
    await at(0).click();
    await press('Control+v');
    await expect.poll(async () => (await at(0).innerText()).replace(/\s/g, ' ')).toBe('第一行 第二行，说"好"');
    await expect.poll(() => at(2).innerText()).toBe('1,234');
    await at(0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+c');
    await expect.poll(getClipboard).toBe('"第一行\n第二行，说""好"""\r\n"a\tb"\r\n1,234');
    await press('Control+z');
    await expect.poll(() => Promise.all([at(0).innerText(), at(1).innerText(), at(2).innerText()])).toEqual(before);
    await data.showQuestion(freshness);
  });

  it('takes what an input method composes on a selected cell, from its first letter on', async () => {
    const comment = '您对本超市还有哪些意见和建议';
    await data.showQuestion(comment);
    const words = await data.cell(comment, 1);
    const before = await words.innerText();
    await words.click();
    const debuggerOf = await workbench.page.context().newCDPSession(workbench.page);
    const compose = (text: string): Promise<unknown> =>
      debuggerOf.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const put = (text: string): Promise<unknown> => debuggerOf.send('Input.insertText', { text });
    // Given up: the answer stands as it did.
    await compose('n');
    await expect.poll(() => words.innerText()).toBe('n');
    await compose('');
    await expect.poll(() => words.innerText()).toBe(before);
    await compose('n');
    await compose('ni');
    await put('你');
    await expect.poll(() => words.getByRole('textbox').inputValue()).toBe('你');
    await compose('hao');
    await put('好');
    await press('Enter');
    await expect.poll(() => words.innerText()).toBe('你好');
    await press('Control+z');
    await expect.poll(() => words.innerText()).toBe(before);
    await debuggerOf.detach();
    await data.showQuestion(freshness);
  });

  it('reads tables of office programs, and gives them texts that stay texts', async () => {
    const { page } = workbench;
    const comment = '您对本超市还有哪些意见和建议';
    await data.showQuestion(comment);
    const at = (row: number): Promise<Locator> => data.cell(comment, row);
    const before = await Promise.all([0, 1, 2].map(async (row) => (await at(row)).innerText()));
    const paste = (flavours: Record<string, string>): Promise<void> =>
      page.evaluate((given) => {
        const clipboardData = new DataTransfer();
        for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text);
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        );
      }, flavours);
    const expectCells = (cells: readonly string[]): Promise<void> =>
      expect
        .poll(async () => (await Promise.all(cells.map(async (_, row) => (await at(row)).textContent()))).map(String))
        .toEqual(cells);
    // Word: two paragraphs in a cell, which plain text makes two rows of.
    await (await at(0)).click();
    await paste({
      'text/plain': '第一段\n第二段\n=1+1\n',
      'text/html': `<html><head><style>p{margin:0}</style></head><body><table class=MsoTable><tr><td>
        <p>第一段<o:p></o:p></p>\n<p>第二段</p></td></tr><tr><td><p>=1+1</p></td></tr></table></body></html>`,
    });
    await expectCells(['第一段\n第二段', '=1+1', before[2]!]);
    // Looked at by F2 it keeps its lines; Alt+Enter makes another.
    await (await at(0)).click();
    await press('F2');
    const editor = (await at(0)).getByRole('textbox');
    await expect.poll(() => editor.inputValue()).toBe('第一段\n第二段');
    await press('Alt+Enter', 'x', 'Enter');
    await expectCells(['第一段\n第二段\nx', '=1+1', before[2]!]);
    await press('Control+z');
    await expectCells(['第一段\n第二段', '=1+1', before[2]!]);
    // Out again: with the question above it, marked as text.
    await (await at(1)).click();
    await press('Control+Shift+c');
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          return [await (await item!.getType('text/plain')).text(), await (await item!.getType('text/html')).text()];
        }),
      )
      .toEqual([`${comment}\r\n=1+1`, expect.stringContaining('sdnum="1033;0;@">=1+1</td>')]);
    await press('Control+z');
    await expectCells(before);
    // Excel: rows without their table, a merged cell, quotes that plain text leaves in doubt, rows that are not shown.
    await (await at(0)).click();
    await paste({
      'text/plain': '"好"\r\n\r\n价 格\r\n',
      'text/html': `<tr><td rowspan=2>&quot;好&quot;</td></tr><tr></tr>
        <tr><td>价<span style='mso-spacerun:yes'>&nbsp;</span>\n  格</td></tr><tr style='display:none'><td>x</td></tr>`,
    });
    await expectCells(['"好"', '', '价  格']);
    await press('Control+z');
    await expectCells(before);
    await data.showQuestion(freshness);
  });

  it('selects questions by their heads, fits them to their answers, and goes on finding by F3', async () => {
    const { page } = workbench;
    const label = (right: number): Locator =>
      data.grid.locator(`.ag-header-cell[col-id="${ids[column + right]}"] .data-header-label`);
    const width = (): Promise<number> =>
      data.header(freshness).evaluate((head) => Math.round(head.getBoundingClientRect().width));
    await label(0).click();
    await expect.poll(() => status().innerText()).toContain('598 行 × 1 列');
    await label(1).click({ modifiers: ['Shift'] });
    await expect.poll(() => status().innerText()).toContain('598 行 × 2 列');
    const before = await width();
    await data.header(freshness).locator('.ag-header-cell-resize').dblclick();
    await expect.poll(width).not.toBe(before);
    const fitted = await width();
    // Kept when the columns are made anew.
    await data.header(freshness).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '冻结此列', exact: true }).click();
    await expect.poll(width).toBe(fitted);
    await data.header(freshness).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '取消冻结', exact: true }).click();
    await data.showQuestion(freshness);
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
    await data.showQuestion(freshness);
  });

  it('sorts, freezes, filters by ticking, and shows labels', async () => {
    const { page } = workbench;
    const before = await textsOf(4, 1);
    const menu = async (name: string): Promise<void> => {
      await data.header(freshness).click({ button: 'right' });
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
    await expect.poll(() => data.grid.locator(`[col-id="${ids[column]}"]`).count()).toBeGreaterThan(1);
    await data.header(freshness).waitFor();
    await menu('取消冻结');
    await press('Control+Home', 'End');
    await data.header(freshness).waitFor({ state: 'detached' });
    await press('Control+Home');
    await data.showQuestion(freshness);
    await data.header(freshness).hover();
    await page.getByRole('button', { name: `按「${freshness}」筛选` }).click();
    const filter = page.getByRole('group', { name: `按「${freshness}」筛选` });
    await filter.getByRole('button', { name: '全不选' }).click();
    await data.main.getByText('显示 0 / 598 份').waitFor();
    await page.screenshot({ path: join(pictures, 'grid-nothing-shown.png') });
    await filter.locator('.data-filter-entry').filter({ hasText: '非常满意' }).getByRole('checkbox').check();
    await data.main.getByText(/显示 [1-9]\d* \/ 598 份/).waitFor();
    await expect.poll(async () => new Set((await textsOf(3, 1)).flat())).toEqual(new Set(['10']));
    await filter.getByRole('button', { name: /确\s*定/ }).click();
    await page.getByRole('button', { name: '显示全部' }).click();
    await page.getByText('598 份 · 91 题').waitFor();
    await data.main.getByText('标签', { exact: true }).click();
    await page.screenshot({ path: join(pictures, 'grid-labels.png') });
    await data.main.getByText('数值', { exact: true }).click();
    await waitFor(before);
  });

  it('goes to a form, filters by a condition, hides and brings back a column', async () => {
    const { page } = workbench;
    await press('Control+g');
    const nameBox = page.getByLabel('定位到单元格');
    await expect.poll(() => nameBox.evaluate((field) => field === document.activeElement)).toBe(true);
    await nameBox.fill(`${freshness}：300`);
    await press('Enter');
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
