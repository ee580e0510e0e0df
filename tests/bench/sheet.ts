import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ordered } from '../../shared/model/project.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { DataRoom } from '../e2e/pages/dataRoom.ts';
import { StartScreen } from '../e2e/pages/startScreen.ts';
import { openWorkbench } from '../e2e/support/workbench.ts';
import { type Bench, type Figure, median } from './figures.ts';
import { startServices } from './services.ts';
import { surveyFile } from './surveyFiles.ts';

const rows = 100_000;
const runs = 5;
/** A task of this length or more is a stutter (Long Tasks API). */
const stutterMs = 50;
/** Longest wait for a cell to read as expected; after it the bench ends with the reason. */
const shownWithinMs = 30_000;

interface Watch {
  readonly ms: number;
  /** Longest task of the window's thread meanwhile, 0 when none reached 50 ms. */
  readonly longestTask: number;
  readonly longTasks: number;
}

/** Runs work and gives its time and the long tasks of the page until it is quiet again. */
async function watched(page: Page, work: () => Promise<unknown>): Promise<Watch> {
  await page.evaluate(() => {
    const durations: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) durations.push(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    Object.assign(window, { benchTasks: { durations, observer } });
  });
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  await page.waitForTimeout(300);
  const durations = await page.evaluate(() => {
    const { benchTasks } = window as unknown as {
      readonly benchTasks: { readonly durations: number[]; readonly observer: PerformanceObserver };
    };
    benchTasks.durations.push(...benchTasks.observer.takeRecords().map((entry) => entry.duration));
    benchTasks.observer.disconnect();
    return benchTasks.durations;
  });
  return { ms, longestTask: Math.max(0, ...durations), longTasks: durations.length };
}

/** Scrolls by a fixed way in each frame and gives frames per second. */
const scroll = (page: Page, axis: 'Top' | 'Left', pixels: number, frames: number): Promise<number> =>
  page.evaluate(
    async ({ property, step, count }) => {
      // Whichever part of the grid takes a far position scrolls it.
      const view = [...document.querySelectorAll<HTMLElement>('.data-grid *')].find((element) => {
        const before = element[property];
        element[property] = before + 1000;
        const moved = element[property] !== before;
        const far = element[property] >= 1000;
        if (moved) element[property] = before;
        return far;
      });
      if (!view) throw new Error(`nothing to scroll by ${property}`);
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const begun = await frame();
      const from = view[property];
      let now = begun;
      for (let i = 0; i < count; i++) {
        view[property] += step;
        now = await frame();
      }
      if (view[property] === from) throw new Error(`did not scroll by ${property}`);
      return (1000 * count) / (now - begun);
    },
    { property: `scroll${axis}` as const, step: pixels, count: frames },
  );

/**
 * Presses keys and gives the milliseconds from their event until a cell reads as expected and the frame with it is
 * drawn. Who listens is there before the key: the window may take keys before scripts that were sent earlier.
 */
async function untilShown(
  page: Page,
  keys: string,
  event: 'paste' | 'keydown',
  cell: string,
  expected: string,
): Promise<number> {
  await page.evaluate(
    ({ selector, text, name, limit }) => {
      const shown = new Promise<number>((resolve, reject) => {
        const asked = performance.now();
        let started = 0;
        window.addEventListener(
          name,
          () => {
            started = performance.now();
          },
          { capture: true, once: true },
        );
        const look = (): void => {
          const reads = document.querySelector(selector)?.textContent;
          if (started > 0 && reads === text) resolve(performance.now() - started);
          else if (performance.now() - asked > limit) {
            const heard = started > 0 ? `the cell reads ${reads ?? 'nothing'}, not ${text}` : 'no event came';
            reject(new Error(`${name}: ${heard}`));
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      // Asked for only after the key: a wait that fails meanwhile is not left without a reader.
      shown.catch(() => {});
      Object.assign(window, { benchShown: shown });
    },
    { selector: cell, text: expected, name: event, limit: shownWithinMs },
  );
  await page.keyboard.press(keys);
  return page.evaluate(() => (window as unknown as { readonly benchShown: Promise<number> }).benchShown);
}

/** The milliseconds from the press of the pointer until answers are drawn in the first row of the sheet. */
async function untilFirstAnswers(page: Page, open: () => Promise<unknown>): Promise<number> {
  await page.evaluate((limit) => {
    const drawn = new Promise<number>((resolve, reject) => {
      const asked = performance.now();
      let pressed = Number.NaN;
      window.addEventListener(
        'pointerdown',
        () => {
          pressed = performance.now();
        },
        { capture: true, once: true },
      );
      const look = (): void => {
        const cells = [...document.querySelectorAll('[row-index="0"] .data-cell')];
        if (cells.some((cell) => cell.textContent !== '' && cell.checkVisibility())) {
          resolve(performance.now() - pressed);
        } else if (performance.now() - asked > limit) reject(new Error('no answer is shown'));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    drawn.catch(() => {});
    Object.assign(window, { benchAnswers: drawn });
  }, shownWithinMs);
  await open();
  return page.evaluate(() => (window as unknown as { readonly benchAnswers: Promise<number> }).benchAnswers);
}

/** The sheet in the browser at 100,000 x 60: opening, scrolling, pasting, undoing, switching to labels, summaries. */
export const sheet: Bench = {
  name: 'sheet',
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    const figures: Figure[] = [];
    const what = `${rows} x 60`;
    const add = (name: string, unit: Figure['unit'], values: readonly number[], aim?: number): void => {
      const figure = { name: `${name}, ${what}`, unit, value: median(values), runs: values.length };
      figures.push(aim === undefined ? figure : { ...figure, aim });
    };
    const addWatched = (name: string, seen: readonly Watch[], aim?: number): void => {
      add(
        name,
        'ms',
        seen.map((one) => one.ms),
        aim,
      );
      add(
        `${name}: longest task`,
        'ms',
        seen.map((one) => one.longestTask),
        stutterMs,
      );
    };
    const repeat = async <T>(work: (run: number) => Promise<T>): Promise<T[]> => {
      const results: T[] = [];
      for (let run = 0; run < runs; run++) results.push(await work(run));
      return results;
    };
    try {
      const made = await startServices({ data: join(home, 'data'), projects: join(home, 'projects') });
      const { projectId } = await made.call('project.create', { name: 'bench', templateId: null });
      await made.importFile(projectId, await surveyFile(rows, 'xlsx'));
      const { entities } = await made.call('project.state', { projectId });
      const labels = ordered(new Map(Object.entries(entities['variable'] as unknown as Record<string, Variable>)))
        .filter((variable) => variable.scale !== null)
        .map((variable) => variable.label);
      await made.call('project.close', { projectId });
      await made.services.close();

      const workbench = await openWorkbench('web', { home });
      try {
        const { page } = workbench;
        const data = new DataRoom(page);
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        let toFirstAnswers = 0;
        const opening = await watched(page, async () => {
          toFirstAnswers = await untilFirstAnswers(page, () => new StartScreen(page).recentProject('bench').click());
          await data.ready();
        });
        addWatched('open to first answers', [{ ...opening, ms: toFirstAnswers }], 1000);
        await page.waitForTimeout(1500);

        const down = await repeat(async () => {
          let fps = 0;
          const seen = await watched(page, async () => {
            fps = await scroll(page, 'Top', 140, 120);
          });
          return { ...seen, fps };
        });
        add(
          'scroll down',
          'fps',
          down.map((one) => one.fps),
          60,
        );
        add(
          'scroll down: longest task',
          'ms',
          down.map((one) => one.longestTask),
          stutterMs,
        );
        const sideways = await repeat(async (run) => {
          let fps = 0;
          const seen = await watched(page, async () => {
            fps = await scroll(page, 'Left', run % 2 === 0 ? 40 : -40, 100);
          });
          return { ...seen, fps };
        });
        add(
          'scroll sideways',
          'fps',
          sideways.map((one) => one.fps),
          60,
        );
        add(
          'scroll sideways: longest task',
          'ms',
          sideways.map((one) => one.longestTask),
          stutterMs,
        );

        await page.keyboard.press('Control+g');
        await page.getByLabel('定位到单元格').fill('1');
        await page.keyboard.press('Enter');
        await data.ready();
        await data.showQuestion(labels[0]!);
        const first = await data.cell(labels[0]!, 0);
        const selector = `[role="grid"] [row-index="0"] [col-id="${(await first.getAttribute('col-id')) ?? ''}"]`;
        await first.click();
        const block = (shift: number): string =>
          Array.from({ length: 1000 }, (_, row) =>
            Array.from({ length: 10 }, (_unused, column) => 1 + ((row + column + shift) % 5)).join('\t'),
          ).join('\r\n');
        const undone: Watch[] = [];
        const undoneMs: number[] = [];
        const pastes = await repeat(async (run) => {
          const before = await first.innerText();
          await page.evaluate((text) => navigator.clipboard.writeText(text), block(run));
          await first.click();
          let ms = 0;
          const seen = await watched(page, async () => {
            ms = await untilShown(page, 'Control+v', 'paste', selector, String(1 + (run % 5)));
          });
          if (run < runs - 1 || before === String(1 + (run % 5))) return { ...seen, ms };
          undone.push(
            await watched(page, async () => {
              undoneMs.push(await untilShown(page, 'Control+z', 'keydown', selector, before));
            }),
          );
          return { ...seen, ms };
        });
        addWatched('paste of 10,000 cells until drawn', pastes, 1000);
        addWatched(
          'undo of it until drawn',
          undone.map((one, i) => ({ ...one, ms: undoneMs[i]! })),
          1000,
        );

        const segment = page.getByRole('radiogroup', { name: /单元格/ });
        addWatched(
          'switch between values and labels',
          await repeat((run) =>
            watched(page, async () => {
              await segment.getByText(run % 2 === 0 ? '标签' : '数值').click();
              await page.evaluate(
                () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
              );
            }),
          ),
          200,
        );
        addWatched(
          'summary of a column',
          await repeat((run) =>
            watched(page, async () => {
              const label = labels[run + 1]!;
              await data.header(label).click();
              await data.inspector.getByText(label).first().waitFor();
            }),
          ),
          200,
        );
        addWatched(
          'summary of all cells',
          await repeat(async () => {
            await first.click();
            return watched(page, async () => {
              await page.keyboard.press('Control+a');
              await page.getByRole('status', { name: '选区统计' }).getByText('100,000 行').waitFor();
            });
          }),
        );
      } finally {
        await workbench.stop();
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
    return figures;
  },
};
