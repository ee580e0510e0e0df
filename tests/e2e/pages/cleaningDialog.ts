import type { Locator, Page } from 'playwright-core';

/** One of the dialogs that change the data: questions, how, a preview of what would happen. */
export class CleaningDialog {
  readonly page: Page;
  readonly dialog: Locator;
  readonly preview: Locator;

  constructor(page: Page, title: string) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: title, exact: true });
    this.preview = this.dialog.locator('.cleaning-preview');
  }

  /** From the button over the sheet. */
  static async fromToolbar(page: Page, title: string): Promise<CleaningDialog> {
    await page
      .getByRole('main')
      .getByRole('button', { name: /^clear 清洗/ })
      .click();
    await page.getByRole('menuitem', { name: `${title}…`, exact: true }).click();
    return CleaningDialog.shown(page, title);
  }

  /** From the menu of a column, given its head. */
  static async fromColumn(page: Page, head: Locator, title: string): Promise<CleaningDialog> {
    await head.click({ button: 'right' });
    await page.getByRole('menuitem', { name: '清洗' }).hover();
    await page.getByRole('menuitem', { name: `${title}…`, exact: true }).click();
    return CleaningDialog.shown(page, title);
  }

  /** From the command palette. */
  static async fromPalette(page: Page, title: string): Promise<CleaningDialog> {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '查找页面、命令、分析或题目' }).fill(title);
    await page
      .getByRole('option', { name: `${title}…` })
      .first()
      .click();
    return CleaningDialog.shown(page, title);
  }

  private static async shown(page: Page, title: string): Promise<CleaningDialog> {
    const dialog = new CleaningDialog(page, title);
    await dialog.dialog.waitFor();
    return dialog;
  }

  /** The questions chosen in it. */
  async questions(): Promise<readonly string[]> {
    const field = this.dialog.locator('.ant-form-item').filter({ has: this.page.locator('#cleaning-questions') });
    const many = await field.locator('.ant-select-selection-item').allInnerTexts();
    return many.length > 0 ? many : [await field.locator('.ant-select-content').innerText()];
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  async choose(label: string, option: string): Promise<void> {
    await this.field(label).click();
    await this.page.locator('.ant-select-item-option:visible', { hasText: option }).first().click();
  }

  /** Lines of a recoding; as many are added as are needed. */
  async pairs(lines: readonly (readonly [from: string, to: string, label: string])[]): Promise<void> {
    for (const [index, line] of lines.entries()) {
      const part = (name: string): Locator => this.field(`第 ${index + 1} 行，${name}`);
      if ((await part('原答案').count()) === 0) await this.dialog.getByRole('button', { name: '加一行' }).click();
      for (const [place, name] of (['原答案', '新值', '标签'] as const).entries()) await part(name).fill(line[place]!);
    }
  }

  /** The preview as it reads, once it has come. */
  async seen(): Promise<string> {
    await this.preview.waitFor();
    return this.preview.innerText();
  }

  async apply(): Promise<void> {
    await this.dialog.locator('button:enabled', { hasText: /应\s*用/ }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: '关闭' }).first().click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
