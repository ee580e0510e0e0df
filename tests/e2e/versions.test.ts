import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

const freshness = '实际感受 / 商品新鲜度';

/** Each test goes on where the one before it stopped. */
describe.each(['web', 'desktop'] as const)('versions and copies of a project in the %s host', (kind) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(kind);
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(() => workbench.stop());

  const rooms = () => {
    const { page } = workbench;
    return { page, frame: new Frame(page), data: new DataRoom(page), start: new StartScreen(page) };
  };
  const answer = async (row: number): Promise<string> => {
    const { data } = rooms();
    await data.showQuestion(freshness);
    return (await data.cell(freshness, row)).innerText();
  };
  const restore = async (name: string): Promise<void> => {
    const { page, frame } = rooms();
    await frame.goTo('项目');
    const version = page.getByRole('row').filter({ hasText: name }).first();
    await version.getByRole('button', { name: '回到这个版本' }).click();
    // Each version asks for itself: the question of one before may still be leaving the screen.
    const question = page.getByRole('tooltip').filter({ hasText: name });
    // It is told for a moment only.
    const told = frame.notice('已回到所选版本').last().waitFor();
    await question.getByRole('button', { name: '回到这个版本' }).click();
    await told;
    await question.waitFor({ state: 'hidden' });
  };
  let original = '';
  let changed = '';
  let indexBefore = '';
  let indexAfter = '';

  it('keeps a named version of what is on screen', async () => {
    const { page, frame, data, start } = rooms();
    await start.openWorkbook.waitFor();
    await page.getByRole('button', { name: '打开示例项目' }).click();
    await data.ready();
    indexBefore = await frame.runningIndex();
    original = await answer(0);
    changed = original === '1' ? '2' : '1';
    await frame.goTo('项目');
    await page.getByRole('button', { name: '保留当前版本' }).click();
    const dialog = page.getByRole('dialog', { name: '保留当前版本' });
    await dialog.getByLabel('版本名称').fill('清洗前');
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const version = page.getByRole('row').filter({ hasText: '清洗前' });
    await version.waitFor();
    await expect.poll(() => version.innerText()).toContain('598');
  });

  it('goes back to it after changes, and forward again to what was kept by itself', async () => {
    const { page, frame, data } = rooms();
    await frame.goTo('数据');
    await data.ready();
    await data.showQuestion(freshness);
    await data.type(freshness, 0, changed);
    await expect.poll(() => answer(0)).toBe(changed);
    await data.exclude(freshness, 1, '作答过快', '');
    await expect.poll(() => frame.forms()).toEqual({ valid: 597, all: 598 });
    await expect.poll(() => frame.runningIndex()).toMatch(/CSI/);
    indexAfter = await frame.runningIndex();

    await restore('清洗前');
    await expect.poll(() => frame.forms()).toEqual({ valid: 598, all: 598 });
    await frame.goTo('数据');
    await data.ready();
    await expect.poll(() => answer(0)).toBe(original);
    await expect.poll(() => frame.runningIndex()).toBe(indexBefore);

    // Going back is a step for undo and redo.
    await frame.undo(/恢复版本“清洗前”/).waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => frame.forms()).toEqual({ valid: 597, all: 598 });
    await expect.poll(() => answer(0)).toBe(changed);
    await page.keyboard.press('Control+y');
    await expect.poll(() => frame.forms()).toEqual({ valid: 598, all: 598 });
    await expect.poll(() => answer(0)).toBe(original);
    // What was before it is a version of its own as well.
    await restore('恢复版本前');
    await expect.poll(() => frame.forms()).toEqual({ valid: 597, all: 598 });
    await frame.goTo('数据');
    await data.ready();
    await expect.poll(() => answer(0)).toBe(changed);
    await expect.poll(() => frame.runningIndex()).toBe(indexAfter);
    // And work goes on from there, with undo.
    await data.type(freshness, 0, original);
    await expect.poll(() => answer(0)).toBe(original);
    await page.keyboard.press('Control+z');
    await expect.poll(() => answer(0)).toBe(changed);
  });

  it('saves a copy that opens with the same data and its versions, apart from the project', async () => {
    const { page, frame, data, start } = rooms();
    const copy = await workbench.saveFile('副本.csi', () => page.keyboard.press('Control+Shift+s'));
    if (kind === 'desktop') await expect.poll(() => page.locator('.shell-task').count()).toBe(0);
    await frame.saved();
    // What is changed after the copy was made is not in it.
    await data.type(freshness, 0, original);
    await expect.poll(() => answer(0)).toBe(original);
    await frame.closeProject();
    await workbench.chooseFile(copy, () => page.getByRole('button', { name: '打开项目文件' }).click());
    await data.ready();
    await expect.poll(() => frame.forms()).toEqual({ valid: 597, all: 598 });
    await expect.poll(() => answer(0)).toBe(changed);
    await expect.poll(() => frame.runningIndex()).toBe(indexAfter);
    await frame.goTo('项目');
    await page.getByRole('row').filter({ hasText: '清洗前' }).waitFor();
    await frame.closeProject();

    // Two projects: the one that was copied, and the copy.
    await start.recent.getByRole('listitem').nth(1).waitFor();
    expect(await start.recent.getByRole('listitem').count()).toBe(2);
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);
  });
});
