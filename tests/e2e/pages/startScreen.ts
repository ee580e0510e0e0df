import type { Locator, Page } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';

/** The first screen: what can be opened, and what was opened lately. */
export class StartScreen {
  readonly page: Page;
  readonly openWorkbook: Locator;
  readonly recent: Locator;

  constructor(page: Page) {
    this.page = page;
    this.openWorkbook = page.getByRole('button', { name: '打开工作簿' });
    this.recent = page.getByRole('region', { name: '最近的项目' });
  }

  /** Chooses a workbook in the file dialog; the wizard opens on it. */
  async chooseWorkbook(workbench: Workbench, path: string): Promise<void> {
    await workbench.chooseFile(path, () => this.openWorkbook.click());
  }

  recentProject(name: string): Locator {
    return this.recent.getByRole('button').filter({ hasText: name }).first();
  }

  async newFromTemplate(template: string, name: string): Promise<void> {
    await this.page.getByRole('button', { name: template, exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: '新建项目' });
    await dialog.getByLabel('项目名称').fill(name);
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}
