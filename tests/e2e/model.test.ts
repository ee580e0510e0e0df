import { afterEach, expect, it } from 'vitest';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { Frame } from './pages/frame.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

let workbench: Workbench | null = null;
afterEach(async ({ task }) => {
  await pictureOfFailure(workbench, task);
  await workbench?.stop();
});

it('draws a model, connects by keyboard, refuses a loop and shows live estimates', async () => {
  workbench = await openWorkbench('web');
  const { page } = workbench;
  await page.getByRole('button', { name: '打开示例项目' }).click();
  await new Frame(page).goTo('分析');
  const room = new AnalysisRoom(page);
  await room.open('结构方程模型（PLS）');
  const card = page.locator('.analysis-card-selected');
  await card.getByRole('button', { name: 'ACSI（Fornell）美国顾客满意度指数' }).click();
  const canvas = card.getByRole('group', { name: /模型图/ });
  await canvas.waitFor();
  const construct = (name: string) => canvas.getByRole('button', { name: new RegExp(`^${name}，`) });

  // The sample's questions lie where their roles put them, and the result is there at once.
  await expect.poll(() => canvas.locator('.model-number').count(), { timeout: 20_000 }).toBeGreaterThan(0);
  await expect
    .poll(() => card.locator('.analysis-lead').innerText(), { timeout: 20_000 })
    .toContain('“顾客满意”的指数为');

  // A loop is refused with its names, by keyboard: C, then Enter on the target.
  await construct('顾客忠诚').focus();
  await page.keyboard.press('c');
  await construct('顾客期望').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => card.getByRole('alert').innerText()).toContain('会形成循环');

  // Arrow keys move a construct, and the place is kept.
  const before = await construct('顾客期望').getAttribute('transform');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => construct('顾客期望').getAttribute('transform')).not.toBe(before);

  // A construct of one's own, dragged onto with the mouse.
  const count = await canvas.locator('.model-construct').count();
  await card.getByRole('button', { name: '添加潜变量' }).click();
  await expect.poll(() => canvas.locator('.model-construct').count()).toBe(count + 1);
  await card.getByRole('button', { name: '删除所选' }).click();
  await expect.poll(() => canvas.locator('.model-construct').count()).toBe(count);
  expect(workbench.complaints).toEqual([]);
});
