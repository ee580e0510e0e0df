import type { Locator, Page } from 'playwright-core';

/** The import wizard: range, columns, summary. */
export class ImportSheet {
  readonly page: Page;
  readonly dialog: Locator;
  readonly editor: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: /导入/ });
    this.editor = this.dialog.getByRole('complementary', { name: '所选列的定义' });
  }

  /** Waits until a plan is proposed: the next step can be entered. */
  async proposed(): Promise<void> {
    await this.dialog.locator('button:enabled', { hasText: '下一步' }).waitFor();
  }

  /** Header and data rows as the first step shows them, 1-based. */
  async range(): Promise<readonly string[]> {
    const fields = ['表头起始行', '表头结束行', '数据起始行', '数据结束行'];
    return Promise.all(fields.map((name) => this.dialog.getByRole('spinbutton', { name }).inputValue()));
  }

  async next(): Promise<void> {
    await this.dialog.getByRole('button', { name: '下一步' }).click();
  }

  /** The row of a column in step two, by its letter in the sheet. */
  column(letter: string): Locator {
    return this.dialog
      .getByRole('row')
      .filter({ has: this.page.locator('.import-letter', { hasText: new RegExp(`^${letter}$`) }) });
  }

  /** Sets the type of a question in step two. */
  async setType(question: string, type: string): Promise<void> {
    await this.dialog.getByRole('row').filter({ hasText: question }).first().click();
    await this.editor.getByLabel('类型').click();
    await this.page.locator('.ant-select-item-option:visible', { hasText: type }).click();
  }

  /** The button that imports, with the number of forms in its name. */
  get go(): Locator {
    return this.dialog.getByRole('button', { name: /^导入 [\d,]+ 份问卷$/ });
  }

  async finish(): Promise<void> {
    await this.dialog.locator('button:enabled', { hasText: /^导入 [\d,]+ 份问卷$/ }).click();
    await this.dialog.waitFor({ state: 'hidden', timeout: 60_000 });
  }

  /** From the proposed plan to the imported project, changing nothing. */
  async takeAll(): Promise<void> {
    await this.proposed();
    await this.next();
    await this.editor.waitFor();
    await this.next();
    await this.finish();
  }
}
