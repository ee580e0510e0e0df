import type { Locator, Page } from 'playwright-core';

/** Results as a column of cards. */
export class AnalysisRoom {
  readonly page: Page;
  readonly list: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('complementary', { name: '分析方法' });
    this.inspector = page.getByRole('complementary', { name: '选项' });
  }

  /** Titles of every analysis of the list. */
  async members(): Promise<readonly string[]> {
    return this.list.locator('.analysis-item > span').allInnerTexts();
  }

  /** Goes to an analysis' card, or adds one. */
  async open(title: string): Promise<void> {
    await this.list
      .locator('.analysis-item')
      .filter({ has: this.page.getByText(title, { exact: true }) })
      .click();
    await this.page.locator('.analysis-item-selected', { hasText: title }).waitFor();
  }

  /** Goes to the card of an analysis by the name it has in requests, or adds one; gives the card with its numbers. */
  async openById(id: string): Promise<Locator> {
    await this.list.locator(`[data-row="${id}"]`).click();
    await this.list.locator(`[data-row="${id}"].analysis-item-selected`).waitFor();
    return this.result();
  }

  card(title: string): Locator {
    return this.page.getByRole('article').filter({ has: this.page.getByRole('heading', { level: 3, name: title }) });
  }

  /** The selected card, when its numbers belong to the data on screen. */
  async result(): Promise<Locator> {
    const card = this.page.locator('.analysis-card-selected');
    await card.scrollIntoViewIfNeeded();
    await card.locator('.analysis-card-body:not(.analysis-stale)').waitFor();
    await card.locator('.analysis-waiting').waitFor({ state: 'detached' });
    return card;
  }

  /** The charts of a card are drawn. */
  async drawn(card: Locator): Promise<void> {
    await card.locator('.figure-plot .main-svg').first().waitFor();
    await card.locator('.figure-waiting').waitFor({ state: 'detached' });
  }
}
