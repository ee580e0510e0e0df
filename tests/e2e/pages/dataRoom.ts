import type { Locator, Page } from 'playwright-core';

/** The sheet with its list of checks and its inspector. */
export class DataRoom {
  readonly page: Page;
  readonly main: Locator;
  readonly list: Locator;
  readonly inspector: Locator;
  readonly grid: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.list = page.getByRole('complementary', { name: '问卷与检查' });
    this.inspector = page.getByRole('complementary', { name: '属性', exact: true });
    this.grid = page.getByRole('grid');
  }

  /** The sheet shows its first answers. */
  async ready(): Promise<void> {
    await this.grid.locator('[row-index="0"] .data-cell').first().waitFor();
  }

  header(label: string): Locator {
    return this.grid.locator('.ag-header-cell').filter({ has: this.page.locator(`[title=${JSON.stringify(label)}]`) });
  }

  /** Scrolls a question into the drawn part of the sheet, by the command palette as a user would find it. */
  async showQuestion(label: string): Promise<void> {
    if (await this.header(label).isVisible()) return;
    await this.page.keyboard.press('Control+k');
    const field = this.page.getByRole('combobox', { name: '查找页面、命令、分析或题目' });
    await field.fill(label);
    await this.page.getByRole('option', { name: label }).first().click();
    await this.header(label).waitFor();
  }

  /** The cell of a question in a displayed row (0-based). */
  async cell(label: string, row: number): Promise<Locator> {
    const id = await this.header(label).getAttribute('col-id');
    return this.grid.locator(`[row-index="${row}"] [col-id="${id ?? ''}"]`);
  }

  /** Types over a cell by keyboard: F2, the text, Enter. */
  async type(label: string, row: number, text: string): Promise<void> {
    const cell = await this.cell(label, row);
    await cell.click();
    await this.page.keyboard.press('F2');
    const editor = cell.getByRole('textbox');
    await editor.waitFor();
    await editor.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Takes a form out by Ctrl+E on one of its cells, with a reason. */
  async exclude(label: string, row: number, reason: string, note: string): Promise<void> {
    await (await this.cell(label, row)).click();
    await this.page.keyboard.press('Control+e');
    const dialog = this.page.getByRole('dialog', { name: /^剔除/ });
    await dialog.getByLabel('原因').click();
    await this.page.locator('.ant-select-item-option', { hasText: reason }).click();
    await dialog.getByLabel('说明（可不填）').fill(note);
    await dialog.getByRole('button', { name: '剔除' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** An entry of the left list, "有效问卷" or a check, with its count. */
  entry(title: string): Locator {
    return this.list.getByRole('button').filter({ hasText: title });
  }
}
