import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

it('draws a model by mouse and keyboard, refuses what cannot be, keeps it as a file, shows live estimates', async () => {
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
  await expect.poll(() => canvas.locator('.model-number').count()).toBeGreaterThan(0);
  await expect.poll(() => card.locator('.analysis-lead').innerText()).toContain('“顾客满意”的指数为');

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

  // By mouse: moved, joined by its handle, given a question; each is one step back.
  const place = async (name: string) => {
    const { x, y, width, height } = (await construct(name).locator('ellipse').boundingBox())!;
    return { x: x + width / 2, y: y + height / 2, right: x + width };
  };
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
  };
  await canvas.scrollIntoViewIfNeeded();
  const value = await place('感知价值');
  const at = await construct('感知价值').getAttribute('transform');
  await drag(value, { x: value.x + 30, y: value.y + 20 });
  await expect.poll(() => construct('感知价值').getAttribute('transform')).not.toBe(at);
  const paths = await canvas.locator('.model-path').count();
  const moved = await place('感知价值');
  await drag({ x: moved.right, y: moved.y }, await place('顾客忠诚'));
  await expect.poll(() => canvas.locator('.model-path').count()).toBe(paths + 1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => canvas.locator('.model-path').count()).toBe(paths);
  await page.keyboard.press('Control+z');
  await expect.poll(() => construct('感知价值').getAttribute('transform')).toBe(at);

  // The picture as a file and back; a file that is no model is told with the place.
  const file = await workbench.saveFile('结构方程模型.json', () =>
    card.getByRole('button', { name: '保存模型' }).click(),
  );
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { readonly constructs: readonly { readonly name: string }[] };
  const wrong = join(workbench.folders.home, 'wrong.json');
  writeFileSync(wrong, JSON.stringify({ ...saved, paths: [{ from: '顾客满意', to: '没有' }] }));
  const open = () => card.locator('.model-bar').getByRole('button', { name: '打开模型文件' }).click();
  await workbench.chooseFile(wrong, open);
  await expect.poll(() => card.getByRole('alert').innerText()).toContain('model.paths[0].to');
  writeFileSync(wrong, JSON.stringify({ ...saved, paths: [] }));
  await workbench.chooseFile(wrong, open);
  await expect.poll(() => canvas.locator('.model-path').count()).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => canvas.locator('.model-path').count()).toBe(paths);

  // A construct taken away leaves its questions, to be dropped onto one of one's own.
  const count = await canvas.locator('.model-construct').count();
  await construct('感知价值').focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => canvas.locator('.model-construct').count()).toBe(count - 1);
  await card.getByRole('button', { name: '添加潜变量' }).click();
  await expect.poll(() => canvas.locator('.model-construct').count()).toBe(count);
  await card.locator('.model-free summary').click();
  const free = await card.locator('.model-free li').count();
  await card.locator('.model-free li').first().dragTo(canvas.locator('.model-construct.model-chosen'));
  await expect.poll(() => card.locator('.model-free li').count()).toBe(free - 1);
  await card.getByRole('button', { name: '删除所选' }).click();
  await expect.poll(() => canvas.locator('.model-construct').count()).toBe(count - 1);
  expect(workbench.complaints).toEqual([]);
});
