import type { Locator, Page } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';

/** Settings, versions, imports and the files that go out. */
export class ProjectRoom {
  readonly page: Page;
  /** The part that writes the answers as files. */
  readonly section: Locator;

  constructor(page: Page) {
    this.page = page;
    this.section = page.locator('.project-export');
  }

  async choose(format: 'xlsx' | 'csv' | 'sav' | 'csi'): Promise<void> {
    await this.section.getByRole('radio', { name: `(.${format})` }).check();
  }

  /** Writes the answers in a format with the options now ticked; gives where the file was saved. */
  async exportAs(workbench: Workbench, format: 'xlsx' | 'csv' | 'sav' | 'csi', name: string): Promise<string> {
    await this.choose(format);
    return workbench.saveFile(name, () => this.section.getByRole('button', { name: '导出…' }).click());
  }
}
