import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame, roomNames } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { IndicatorsRoom } from './pages/indicatorsRoom.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeAnswer {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }[];
}

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench('web');
});
afterEach(({ task }) => pictureOfFailure(workbench, task));
afterAll(() => workbench.stop());

/** Serious and critical violations of what the window shows, one line each. */
async function violations(): Promise<readonly string[]> {
  const { page } = workbench;
  // Through the debugger, past the page's policy, which forbids injected scripts.
  await page.evaluate(axeSource);
  const answer = await page.evaluate(() => {
    const { axe } = globalThis as unknown as {
      readonly axe: { run(context: Document, options: object): Promise<AxeAnswer> };
    };
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return answer.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map(
      (one) =>
        `${one.id}: ${one.nodes
          .slice(0, 3)
          .map((node) => node.target.join(' '))
          .join(' | ')} (${one.nodes.length})`,
    );
}

describe('every room has no serious barrier', () => {
  it('start', async () => {
    await new StartScreen(workbench.page).openWorkbook.waitFor();
    expect(await violations()).toEqual([]);
  });

  it.each(['快速上手', '快捷键', '术语', '方法'])('help by F1: %s', async (part) => {
    const { page } = workbench;
    if (part === '快速上手') await page.keyboard.press('F1');
    const help = page.getByRole('dialog', { name: '帮助' });
    await help.getByRole('tab', { name: part }).click();
    await help.getByRole('tabpanel', { name: part }).waitFor();
    expect(await violations()).toEqual([]);
    if (part !== '方法') return;
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
  });

  it.each([0, 1, 2])('import, step %i', async (step) => {
    const sheet = new ImportSheet(workbench.page);
    if (step === 0) {
      await new StartScreen(workbench.page).chooseWorkbook(workbench, join(root, 'resources/samples/supermarket.xlsx'));
      await sheet.proposed();
    } else {
      await sheet.next();
      await (step === 1 ? sheet.editor : sheet.go).waitFor();
    }
    expect(await violations()).toEqual([]);
    if (step === 2) await sheet.finish();
  });

  it.each(roomNames)('%s', async (room) => {
    const { page } = workbench;
    await page.keyboard.press(`Control+${roomNames.indexOf(room) + 1}`);
    await page.locator(`[role=tab][aria-selected=true]:text-is("${room}")`).waitFor();
    if (room === '数据') await new DataRoom(page).ready();
    if (room === '指标') await new IndicatorsRoom(page).fresh();
    if (room === '报告') await new ReportRoom(page).draft();
    if (room === '分析') await page.locator('.figure-plot .main-svg').first().waitFor();
    await new Frame(page).runningIndex();
    expect(await violations()).toEqual([]);
  });
});
