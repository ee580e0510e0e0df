import { describe, expect, it } from 'vitest';
import { freshness, openSheet } from './support/openSheet.ts';

/** Selecting, typing and filling by keyboard and mouse, as a user of spreadsheets expects it. Each test takes back what it did. */
describe('the sheet', () => {
  const sheet = openSheet();
  const { cell, columnId, textOf, textsOf, press, status, setClipboard, getClipboard, waitFor } = sheet;

  it('selects by keyboard and mouse, and sums up', async () => {
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight');
    await expect.poll(() => status().innerText()).toContain('3 行 × 2 列');
    await expect.poll(() => sheet.data.grid.locator('[row-index] .data-range').count()).toBe(6);
    await cell(4, 1).click({ modifiers: ['Shift'] });
    await expect.poll(() => status().innerText()).toContain('5 行 × 2 列');
    await expect.poll(() => status().innerText()).toContain('平均');
    await cell(1, 0).hover();
    await sheet.page.mouse.down();
    await cell(3, 1).hover();
    await sheet.page.mouse.up();
    await expect.poll(() => status().innerText()).toContain('3 行 × 2 列');
    await press('Control+a');
    await expect.poll(() => status().innerText()).toContain('598 行 × 91 列');
    await press('Escape');
    await expect.poll(() => status().innerText()).toContain('1 行 × 1 列');
    // The outline is grey while the keys go elsewhere.
    const outline = (): Promise<string> =>
      sheet.data.grid.locator('[row-index] .data-range-top').evaluate((edge) => getComputedStyle(edge).borderTopColor);
    const inSheet = await outline();
    await press('Control+g');
    await expect.poll(outline).not.toBe(inSheet);
    await press('Escape');
    await expect.poll(outline).toBe(inSheet);
  });

  it('moves and selects by the keys of a spreadsheet', async () => {
    const size = async (): Promise<string> => (await status().innerText()).split('\n')[0]!;
    /** The cell with the focus: its row (0-based) and its place among the questions (1-based). */
    const focused = (): Promise<readonly number[]> =>
      sheet.page.evaluate(() => {
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
    await sheet.page.evaluate(() => {
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
    await sheet.data.showQuestion(freshness);
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
    await sheet.data.showQuestion(freshness);
  });

  it('works on several ranges at once, and fills to the last form by a double click on the handle', async () => {
    const { page } = sheet;
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
      sheet.data.grid
        .locator('.ag-cell-focus')
        .evaluate((one) => `${one.closest('.ag-row')?.getAttribute('row-index')} ${one.getAttribute('col-id')}`);
    const at = (row: number, right: number): string => `${row} ${columnId(right)}`;
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
    await sheet.page.mouse.move(box.x + box.width - 3, box.y + box.height - 3);
    await sheet.page.mouse.down();
    await cell(3, 0).hover();
    await sheet.page.mouse.up();
    await waitFor([[first], [first], [first], [first]]);
    await press('Control+z');
    await waitFor(before);
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

  it('takes what an input method composes on a selected cell, from its first letter on', async () => {
    const comment = '您对本超市还有哪些意见和建议';
    await sheet.data.showQuestion(comment);
    const words = await sheet.data.cell(comment, 1);
    const before = await words.innerText();
    await words.click();
    const debuggerOf = await sheet.page.context().newCDPSession(sheet.page);
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
    await sheet.data.showQuestion(freshness);
  });
});
