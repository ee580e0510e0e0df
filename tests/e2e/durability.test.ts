import { afterEach, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

const question = '实际感受 / 商品新鲜度';

let workbench: Workbench | null = null;
afterEach(async ({ task }) => {
  await pictureOfFailure(workbench, task);
  await workbench?.stop();
});

it('has an edit made just before the program was killed', async () => {
  workbench = await openWorkbench('web');
  await workbench.page.getByRole('button', { name: '打开示例项目' }).click();
  const data = new DataRoom(workbench.page);
  await data.ready();
  await data.showQuestion(question);
  const before = await (await data.cell(question, 0)).innerText();
  const answer = before === '2' ? '3' : '2';
  await data.type(question, 0, answer);
  const cell = await data.cell(question, 0);
  await expect.poll(() => cell.innerText()).toBe(answer);
  const name = await workbench.page.getByRole('banner').locator('.shell-project-name').innerText();
  const index = await new Frame(workbench.page).runningIndex();
  const { home } = workbench.folders;
  await workbench.kill();

  workbench = await openWorkbench('web', { home });
  const recent = new StartScreen(workbench.page).recentProject(name);
  await recent.waitFor();
  expect(await recent.innerText()).toContain('已恢复');
  await recent.click();
  const again = new DataRoom(workbench.page);
  await again.ready();
  await again.showQuestion(question);
  await expect.poll(async () => (await again.cell(question, 0)).innerText()).toBe(answer);
  const frame = new Frame(workbench.page);
  await expect.poll(() => frame.runningIndex()).toBe(index);
  const undo = frame.undo(/^撤销：/);
  await undo.click();
  await expect.poll(async () => (await again.cell(question, 0)).innerText()).toBe(before);
  expect(workbench.complaints).toEqual([]);
  expect(workbench.foreignRequests).toEqual([]);
});
