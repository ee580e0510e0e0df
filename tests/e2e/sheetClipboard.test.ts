import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freshness, openSheet, pictures } from './support/openSheet.ts';

/** What goes in and out by the clipboard, from and for other programs. Each test takes back what it did. */
describe('the sheet', () => {
  const sheet = openSheet();
  const { cell, textsOf, press, setClipboard, getClipboard, waitFor } = sheet;

  it('copies and pastes a block, and takes it back in one step', async () => {
    const before = await textsOf(4, 2);
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowRight', 'Control+c');
    await expect.poll(getClipboard).toBe(`${before[0]!.join('\t')}\r\n${before[1]!.join('\t')}`);
    await setClipboard('3\t4\r\n5\t6\r\n');
    await cell(2, 0).click();
    await press('Control+v');
    await waitFor([before[0]!, before[1]!, ['3', '4'], ['5', '6']]);
    await sheet.page.screenshot({ path: join(pictures, 'grid-pasted.png') });
    await press('Control+z');
    await waitFor(before);
  });

  it('copies and cuts the whole sheet, which is there when the window says so', async () => {
    const { page } = sheet;
    await cell(0, 0).click();
    await press('Control+a', 'Control+c');
    await page.getByText('已复制 54,418 个单元格').waitFor();
    const lines = (await getClipboard()).split('\r\n');
    expect(lines.length).toBeGreaterThanOrEqual(598);
    expect(lines[0]!.split('\t')).toHaveLength(91);
    expect(lines[0]).toMatch(/^S0001\t/);
    await press('Control+x');
    await page.getByText(/^已剪切 54,418 个单元格/).waitFor();
    await page.locator('.data-cut').first().waitFor();
    await press('Escape');
    await expect.poll(() => page.locator('.data-cut').count()).toBe(0);
  });

  it('lists what cannot be pasted and pastes the rest on demand', async () => {
    const before = await textsOf(2, 2);
    await setClipboard('11\t4\n很好吃\t6');
    await cell(0, 0).click();
    await press('Control+v');
    const dialog = sheet.page.getByRole('dialog', { name: '有些单元格放不进去' });
    await dialog.getByText('很好吃').waitFor();
    await sheet.page.screenshot({ path: join(pictures, 'grid-refused.png') });
    await dialog.getByRole('button', { name: /只改其余/ }).click();
    await waitFor([
      [before[0]![0]!, '4'],
      [before[1]![0]!, '6'],
    ]);
    await cell(0, 0).click();
    await press('Control+z');
    await waitFor(before);
  });

  it('marks what is cut and moves it where it is pasted, as one change; Escape takes the mark away', async () => {
    const before = await textsOf(4, 2);
    const marked = () => sheet.data.grid.locator('[row-index] .data-cut');
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Control+x');
    await expect.poll(() => marked().count()).toBe(2);
    expect(await textsOf(4, 2)).toEqual(before);
    await press('Escape');
    await expect.poll(() => marked().count()).toBe(0);
    await press('Control+x');
    await expect.poll(() => marked().count()).toBe(2);
    await sheet.page.screenshot({ path: join(pictures, 'grid-cut.png') });
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
    await sheet.page.getByRole('menuitem', { name: /剪切 1 个单元格/ }).click();
    await expect.poll(() => marked().count()).toBe(1);
    await cell(3, 1).click({ button: 'right' });
    await sheet.page.getByRole('menuitem', { name: /^粘贴/ }).click();
    await waitFor([['', before[0]![1]!], before[1]!, before[2]!, [before[3]![0]!, before[0]![0]!]]);
    await cell(3, 1).click();
    await press('Control+z');
    await waitFor(before);
  });

  it('says which keys paste where the browser does not let a menu look', async () => {
    const { page } = sheet;
    await page.context().clearPermissions();
    await cell(0, 0).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^粘贴/ }).click();
    await page.getByText(/请按 Ctrl\+V/).waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  it('fills right, cuts, and takes a block as Excel writes it', async () => {
    const { page } = sheet;
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
    const { page } = sheet;
    const comment = '意见和建议';
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '查找页面、命令、分析或题目' }).fill(comment);
    await page.getByRole('option', { name: comment }).last().click();
    const head = sheet.data.grid
      .locator('.ag-header-cell')
      .filter({ has: page.locator(`[title*=${JSON.stringify(comment)}]`) })
      .first();
    await head.waitFor();
    const id = (await head.getAttribute('col-id'))!;
    const at = (row: number): Locator => sheet.data.grid.locator(`[row-index="${row}"] [col-id="${id}"]`);
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
    await sheet.data.showQuestion(freshness);
  });

  it('reads tables of office programs, and gives them texts that stay texts', async () => {
    const { page } = sheet;
    const comment = '您对本超市还有哪些意见和建议';
    await sheet.data.showQuestion(comment);
    const at = (row: number): Promise<Locator> => sheet.data.cell(comment, row);
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
    await sheet.data.showQuestion(freshness);
  });
});
