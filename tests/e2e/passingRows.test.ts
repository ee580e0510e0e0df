import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

type Rows = readonly (readonly [place: number, cells: readonly string[]])[];

/** The sheet while it runs past: copies of its rows stand for the forms, and give way when it rests or a key goes down. */
describe('the sheet, running', () => {
  let workbench: Workbench;
  let data: DataRoom;

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    data = new DataRoom(workbench.page);
    await workbench.page.getByRole('button', { name: /示例/ }).first().click();
    await data.ready();
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(() => workbench.stop());

  /** Copies are made while nothing else goes on: those in sight, and twelve beyond. */
  const hasCopies = (): Promise<boolean> =>
    workbench.page.evaluate(() => {
      const view = document.querySelector('.data-grid .ag-grid-viewport')!;
      return (
        document.querySelector('.data-grid .data-passing')!.childElementCount >= (view.clientHeight - 64) / 28 + 12
      );
    });

  /** Lets it run by four rows a frame until copies stand in; gives what they show of the forms in sight, and after a key what the grid shows. */
  const run = async (direction: 1 | -1, key: string | null): Promise<{ copies: Rows; top: number }> => {
    await expect.poll(hasCopies).toBe(true);
    return workbench.page.evaluate(
      async ({ sign, pressed }) => {
        const view = document.querySelector<HTMLElement>('.data-grid .ag-grid-viewport')!;
        const layer = document.querySelector<HTMLElement>('.data-grid .data-passing')!;
        const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
        const inSight = (row: Element): boolean => {
          const { top, bottom } = row.getBoundingClientRect();
          const box = view.getBoundingClientRect();
          return top >= box.top + 66 && bottom <= box.bottom - 20;
        };
        for (let step = 0; step < 600; step++) {
          // To and fro: a slow machine may need many steps until it runs.
          view.scrollTop += sign * (step % 100 < 50 ? 112 : -112);
          await frame();
          if (layer.getBoundingClientRect().top < -1000 || step % 50 < 12) continue;
          await frame();
          if (layer.getBoundingClientRect().top < -1000) continue;
          const copies = [...layer.children]
            .filter(inSight)
            .map(
              (row) =>
                [
                  Math.round(Number.parseFloat((row as HTMLElement).style.top) / 28),
                  [...row.querySelectorAll('.ag-cell')].map((cell) => cell.textContent),
                ] as const,
            );
          if (pressed !== null)
            document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
          return { copies: copies.toSorted(([a], [b]) => a - b), top: view.scrollTop };
        }
        throw new Error('the sheet never ran');
      },
      { sign: direction, pressed: key },
    );
  };

  const drawn = (copies: Rows): Promise<Rows> =>
    workbench.page.evaluate(
      (places) =>
        places.map((place) => {
          const row = document.querySelector(`.ag-grid-scrolling-container > [row-index="${place}"]`);
          return [place, [...(row?.querySelectorAll('.ag-cell') ?? [])].map((cell) => cell.textContent ?? '')] as const;
        }),
      copies.map(([place]) => place),
    );
  const isAside = (): Promise<boolean> =>
    workbench.page.locator('.data-grid .data-passing').evaluate((layer) => layer.getBoundingClientRect().top < -1000);

  it('shows by its copies what the grid shows when it rests', async () => {
    const { copies } = await run(1, null);
    expect(copies.length).toBeGreaterThan(10);
    expect(copies.flatMap(([, cells]) => cells).filter((text) => text !== '').length).toBeGreaterThan(100);
    await expect.poll(() => drawn(copies)).toEqual(copies);
    await expect.poll(isAside).toBe(true);
  });

  it('does so with forms sorted and filtered', async () => {
    await data.list.getByRole('button', { name: /有效问卷/ }).click();
    const head = data.grid.locator('.ag-header-cell').nth(4);
    await head.locator('.data-tool').first().click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
    const { copies } = await run(1, null);
    const numbers = copies.map(([, [number]]) => Number(number));
    expect(numbers).not.toEqual(numbers.toSorted((a, b) => a - b));
    await expect.poll(() => drawn(copies)).toEqual(copies);
    await expect.poll(isAside).toBe(true);
  });

  it('hands over to the grid when a key goes down', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+Home');
    await data.grid.locator('[row-index="2"] .data-cell').first().click();
    await run(1, 'ArrowDown');
    await expect.poll(isAside).toBe(true);
    const focus = page.locator('.ag-cell-focus');
    await expect.poll(() => focus.evaluate((cell) => cell.closest('.ag-row')?.getAttribute('row-index'))).toBe('3');
    await expect
      .poll(() =>
        focus.evaluate((cell) => {
          const { x, y, width, height } = cell.getBoundingClientRect();
          return document.elementFromPoint(x + width / 2, y + height / 2) === cell;
        }),
      )
      .toBe(true);
  });
});
