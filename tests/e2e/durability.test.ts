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
  const edit = async (form: number): Promise<{ readonly before: string; readonly answer: string }> => {
    const cell = await data.cell(question, form);
    const before = await cell.innerText();
    const answer = before === '2' ? '3' : '2';
    await data.type(question, form, answer);
    await expect.poll(() => cell.innerText()).toBe(answer);
    return { before, answer };
  };
  const first = await edit(0);
  const name = await workbench.page.getByRole('banner').locator('.shell-project-name').innerText();
  const index = await new Frame(workbench.page).runningIndex();
  // The last one has no time to reach the project's file.
  const last = await edit(1);
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
  const shown = async (form: number): Promise<string> => (await again.cell(question, form)).innerText();
  await expect.poll(() => shown(0)).toBe(first.answer);
  await expect.poll(() => shown(1)).toBe(last.answer);
  const frame = new Frame(workbench.page);
  const undo = frame.undo(/^撤销：/);
  await undo.click();
  await expect.poll(() => shown(1)).toBe(last.before);
  await expect.poll(() => frame.runningIndex()).toBe(index);
  await undo.click();
  await expect.poll(() => shown(0)).toBe(first.before);
  expect(workbench.complaints).toEqual([]);
  expect(workbench.foreignRequests).toEqual([]);
});
