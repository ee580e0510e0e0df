import type { Locator, Page } from 'playwright-core';

/** The indicator tree with its weights and scores. */
export class IndicatorsRoom {
  readonly page: Page;
  readonly main: Locator;
  readonly tree: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.tree = page.getByRole('treegrid', { name: '指标体系' });
    this.inspector = page.locator('.layout-inspector');
  }

  row(name: string): Locator {
    return this.tree.getByRole('row', { name, exact: true });
  }

  /** A cell of a row: 0 name, 1 definition, 2 questions, 3 weight, 4 composite weight, 5 score. */
  cell(name: string, column: number): Locator {
    return this.row(name).getByRole('gridcell').nth(column);
  }

  score(name: string): Promise<string> {
    return this.cell(name, 5).innerText();
  }

  /** Scores belong to the weights and data on screen. */
  async fresh(): Promise<void> {
    await this.page.locator('.indicators-table:not(.indicators-stale)').waitFor();
  }

  async setWeight(name: string, weight: string): Promise<void> {
    await this.tree.getByRole('button', { name: `修改“${name}”的权重` }).click();
    const field = this.tree.getByRole('textbox', { name: '权重' });
    await field.fill(weight);
    await field.press('Enter');
    // Enter goes on to the next sibling's weight: leave it as it is.
    await this.page.keyboard.press('Escape');
  }
}
