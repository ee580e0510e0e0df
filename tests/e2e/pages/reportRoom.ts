import type { Locator, Page } from 'playwright-core';

/** The report as a page to write on. */
export class ReportRoom {
  readonly page: Page;
  readonly main: Locator;
  readonly paper: Locator;
  readonly outline: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.paper = page.getByRole('textbox', { name: '报告正文' });
    this.outline = page.getByRole('navigation', { name: '大纲' });
  }

  /** Has the program write the report; ready when every number in it is there. */
  async draft(): Promise<void> {
    await this.main.getByRole('button', { name: '生成报告' }).click();
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.paper.waitFor({ timeout: 60_000 });
    await this.page.locator('.report-desk[aria-busy=false]').waitFor({ timeout: 60_000 });
    await this.page.locator('.report-waiting').first().waitFor({ state: 'detached' });
  }

  /** Goes to a heading and starts a paragraph of its own below it. */
  async write(heading: string, sentence: string): Promise<void> {
    await this.outline.getByRole('button', { name: heading }).first().click();
    const place = this.paper.getByRole('heading', { name: heading }).first();
    await place.click();
    await this.page.keyboard.press('End');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.type(sentence);
  }

  /** Opens the list of formats and takes one by the keyboard: what it opens or starts does not get the rest of the press. */
  async chooseFormat(format: string): Promise<void> {
    await this.main.getByRole('button', { name: '其他格式和操作' }).press('Enter');
    await this.page.getByRole('menuitem', { name: format, exact: true }).press('Enter');
  }

  /** One report for each answer to the question the dialog proposes, in one format. */
  async exportEach(format: string): Promise<void> {
    await this.chooseFormat('分组导出：每组各出一份…');
    const dialog = this.page.getByRole('dialog', { name: '每组各出一份报告' });
    await dialog.getByRole('checkbox', { name: '东湖店' }).waitFor();
    await dialog.getByRole('checkbox', { name: 'Word', exact: true }).uncheck();
    await dialog.getByRole('checkbox', { name: format, exact: true }).check();
    // What reports keep back is asked for with a warning, and not remembered.
    const few = dialog.getByRole('group', { name: '一并列出' }).getByRole('checkbox', { name: /^人数过少的组/ });
    await few.check();
    await dialog
      .getByRole('alert')
      .getByText(/可能认出受访者/)
      .waitFor();
    await few.uncheck();
    await dialog.getByRole('button', { name: /^导出 \d+ 份$/ }).click();
  }
}
