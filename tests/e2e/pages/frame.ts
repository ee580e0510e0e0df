import type { Locator, Page } from 'playwright-core';

export const roomNames = ['数据', '指标', '分析', '报告', '项目'] as const;
export type RoomTitle = (typeof roomNames)[number];

/** What is around every room: tabs, undo and redo, save state, status line, notices. */
export class Frame {
  readonly page: Page;
  readonly status: Locator;
  readonly bar: Locator;
  readonly index: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bar = page.getByRole('banner');
    this.status = page.getByRole('contentinfo');
    this.index = this.status.getByRole('button', { name: /CSI/ });
  }

  tab(room: RoomTitle): Locator {
    return this.page.getByRole('tab', { name: room, exact: true });
  }

  async goTo(room: RoomTitle): Promise<void> {
    await this.tab(room).click();
    await this.page.locator(`[role=tab][aria-selected=true]:text-is("${room}")`).waitFor();
    await this.page.getByRole('main').first().waitFor();
  }

  /** "CSI 72.9 ±0.9" once it belongs to the data on screen. */
  async runningIndex(): Promise<string> {
    await this.page.locator('.shell-status-index:not(.shell-status-stale)', { hasText: /CSI\s*\d/ }).waitFor();
    return /CSI.*/.exec((await this.index.innerText()).replace(/\s+/g, ' ').trim())?.[0] ?? '';
  }

  /** How many forms count, and of how many. */
  async forms(): Promise<{ readonly valid: number; readonly all: number }> {
    const text = await this.status.getByRole('button', { name: /份有效/ }).innerText();
    const [valid = '', all = ''] = text.replaceAll(',', '').match(/\d+/g) ?? [];
    return { valid: Number(valid), all: Number(all) };
  }

  /** What the undo button would take back, as its name says. */
  undo(what: RegExp): Locator {
    return this.bar.getByRole('button', { name: what });
  }

  /** A notice at the edge of the screen. */
  notice(text: string | RegExp): Locator {
    return this.page.locator('.ant-message-notice, .ant-notification-notice').filter({ hasText: text });
  }

  /** Everything typed so far is in the user's file. */
  async saved(): Promise<void> {
    await this.bar.getByText(/^已保存 \d\d:\d\d$/).waitFor();
  }

  async closeProject(): Promise<void> {
    await this.bar.locator('[aria-haspopup=menu]').click();
    await this.page.getByRole('menuitem', { name: '关闭项目' }).click();
    await this.page.getByRole('button', { name: '打开工作簿' }).waitFor();
  }
}
