import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { DataRoom } from '../pages/dataRoom.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './workbench.ts';

export const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });

/** The question of the sample whose cells the tests of the sheet work on. */
export const freshness = '实际感受 / 商品新鲜度';

/** The sheet of the sample survey. Places: row 0 = the first form, right 0 = the freshness question, 1 = the one after it. */
export interface Sheet {
  /** Only inside a test. */
  readonly page: Page;
  /** Only inside a test. */
  readonly data: DataRoom;
  /** The grid's name of the column some places right of the freshness question. */
  columnId(right: number): string;
  cell(row: number, right: number): Locator;
  textOf(row: number, right: number): Promise<string>;
  /** The texts of a block that begins at the freshness question of the first form. */
  textsOf(rows: number, columns: number): Promise<string[][]>;
  /** Waits until that block shows these texts. */
  waitFor(expected: string[][]): Promise<void>;
  press(...keys: string[]): Promise<void>;
  /** The line that sums up what is selected. */
  status(): Locator;
  setClipboard(text: string): Promise<void>;
  getClipboard(): Promise<string>;
}

/** One browser session for the tests of a describe block, opened on the sheet; at the end nothing may have been complained of. */
export function openSheet(): Sheet {
  let workbench: Workbench;
  let data: DataRoom;
  let column = 0;
  let ids: string[] = [];

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    data = new DataRoom(page);
    await page.getByRole('button', { name: /示例/ }).first().click();
    await data.ready();
    await data.showQuestion(freshness);
    const id = (await data.header(freshness).getAttribute('col-id')) ?? '';
    ids = await data.grid
      .locator('.ag-header-cell')
      .evaluateAll((heads) =>
        heads
          .toSorted((a, b) => Number(a.getAttribute('aria-colindex')) - Number(b.getAttribute('aria-colindex')))
          .map((head) => head.getAttribute('col-id') ?? ''),
      );
    column = ids.indexOf(id);
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(async () => {
    const { complaints } = workbench;
    await workbench.stop();
    expect(complaints).toEqual([]);
  });

  const columnId = (right: number): string => ids[column + right] ?? '';
  const cell = (row: number, right: number): Locator =>
    data.grid.locator(`[row-index="${row}"] [col-id="${columnId(right)}"]`);
  const textOf = (row: number, right: number): Promise<string> => cell(row, right).innerText();
  const textsOf = (rows: number, columns: number): Promise<string[][]> =>
    Promise.all(
      Array.from({ length: rows }, (_, row) =>
        Promise.all(Array.from({ length: columns }, (_unused, right) => textOf(row, right))),
      ),
    );
  return {
    get page() {
      return workbench.page;
    },
    get data() {
      return data;
    },
    columnId,
    cell,
    textOf,
    textsOf,
    async waitFor(expected) {
      await expect.poll(() => textsOf(expected.length, expected[0]!.length)).toEqual(expected);
    },
    async press(...keys) {
      for (const key of keys) await workbench.page.keyboard.press(key);
    },
    status: () => workbench.page.getByRole('status', { name: '选区统计' }),
    setClipboard: (text) => workbench.page.evaluate((value) => navigator.clipboard.writeText(value), text),
    getClipboard: () => workbench.page.evaluate(() => navigator.clipboard.readText()),
  };
}
