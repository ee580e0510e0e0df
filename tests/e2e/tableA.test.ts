import { afterEach, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { IndicatorsRoom } from './pages/indicatorsRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

/** One customer's scores, 0-100, in the order of the template's nine questions: a published worked example. */
const scores = [76.2, 85.4, 72.1, 68.5, 75.0, 80.2, 73.6, 78.8, 90.0];

let workbench: Workbench | null = null;
afterEach(async ({ task }) => {
  await pictureOfFailure(workbench, task);
  await workbench?.stop();
});

it('shows the index of the worked example for a form typed in by hand', async () => {
  workbench = await openWorkbench('web');
  const { page } = workbench;
  const frame = new Frame(page);
  const data = new DataRoom(page);
  await new StartScreen(page).newFromTemplate('产品与服务质量', '表 A');
  await page.getByRole('button', { name: '手工录入' }).click();
  await data.ready();

  await data.grid.locator('[row-index="0"] .data-cell').first().click();
  for (const score of scores) {
    // A quick typist: about 30 keys a second.
    await page.keyboard.type(String(score), { delay: 30 });
    await page.keyboard.press('Tab');
  }
  await expect.poll(() => frame.runningIndex()).toMatch(/CSI 76\.7/);
  const indicators = new IndicatorsRoom(page);
  await frame.goTo('指标');
  await expect.poll(() => indicators.score('顾客满意度')).toBe('76.73');
  await expect.poll(() => indicators.score('产品质量')).toBe('75.27');
  await expect.poll(() => indicators.score('服务质量')).toBe('77.36');
  expect(workbench.complaints).toEqual([]);
  expect(workbench.foreignRequests).toEqual([]);
});
