import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });
const question = '实际感受 / 商品新鲜度';
const forms = 598;
const name = '超市顾客满意度调查（示例）';

/** Project files that do not open: the reason is said, what can be had is offered, and the file itself is never written to. */
describe('a damaged project', () => {
  let workbench: Workbench;
  let start: StartScreen;
  let data: DataRoom;
  let frame: Frame;
  /** The file of the user, and a whole copy of it. */
  let target = '';
  let whole = Buffer.alloc(0);
  let answer = '';

  const dialog = (): Locator => workbench.page.getByRole('dialog', { name: '项目文件无法打开' });
  const shown = async (): Promise<string> => {
    await data.ready();
    await data.showQuestion(question);
    return (await data.cell(question, 0)).innerText();
  };
  /** The project the others were salvaged from: the oldest of the list. */
  const original = (): Locator => start.recent.locator('.start-project').filter({ hasText: name }).last();
  /** Opens a file by the dialog for project files. */
  const openFile = (bytes: Uint8Array, fileName: string): Promise<void> => {
    const path = join(workbench.folders.home, fileName);
    writeFileSync(path, bytes);
    return workbench.chooseFile(path, () => workbench.page.getByRole('button', { name: '打开项目文件' }).click());
  };

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    const { page } = workbench;
    start = new StartScreen(page);
    data = new DataRoom(page);
    frame = new Frame(page);
  });
  afterEach(async ({ task }) => {
    await pictureOfFailure(workbench, task);
  });
  afterAll(async () => {
    await workbench.stop();
  });

  it('was saved twice and keeps a version', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: '打开示例项目' }).click();
    await data.ready();
    await data.showQuestion(question);
    const before = await (await data.cell(question, 0)).innerText();
    answer = before === '2' ? '3' : '2';
    await page.keyboard.press('Control+s');
    await frame.saved();
    await data.type(question, 0, answer);
    await expect.poll(async () => (await data.cell(question, 0)).innerText()).toBe(answer);
    await frame.goTo('项目');
    await page.getByRole('button', { name: '保留当前版本' }).click();
    const keep = page.getByRole('dialog');
    await keep.getByRole('textbox').fill('改了一个答案');
    await keep.getByRole('button', { name: /确\s*定/ }).click();
    await keep.waitFor({ state: 'hidden' });
    await frame.closeProject();
    const files = readdirSync(workbench.folders.projects).filter((one) => one.endsWith('.csi'));
    expect(files).toHaveLength(1);
    target = join(workbench.folders.projects, files[0]!);
    whole = readFileSync(target);
  });

  it('cut short: says so, and opens what can be read as a new project', async () => {
    const damaged = whole.subarray(0, whole.length - 8192);
    writeFileSync(target, damaged);
    await original().click();
    await dialog().getByText(/损坏/).waitFor();
    await dialog().getByText('原文件不会被改动').waitFor();
    await workbench.page.screenshot({ path: join(pictures, 'damaged-truncated.png') });
    await dialog().getByRole('button', { name: '抢救可读的部分' }).click();
    await expect.poll(() => shown()).toBe(answer);
    await expect.poll(() => frame.forms()).toEqual({ valid: forms, all: forms });
    expect(readFileSync(target).equals(damaged)).toBe(true);
    await frame.closeProject();
    // Beside the damaged one it has a name of its own.
    await start.recent.getByText(`${name}（修复）`, { exact: true }).waitFor();
  });

  it('emptied, with a backup beside it: opens the file as it was saved before', async () => {
    const damaged = Buffer.alloc(0);
    writeFileSync(target, damaged);
    await original().click();
    await dialog().getByText('空的（0 字节）').waitFor();
    await workbench.page.screenshot({ path: join(pictures, 'damaged-empty.png') });
    await dialog()
      .getByRole('button', { name: /打开上一次保存的备份/ })
      .click();
    await shown();
    await expect.poll(() => frame.forms()).toEqual({ valid: forms, all: forms });
    expect(readFileSync(target).equals(damaged)).toBe(true);
    await frame.closeProject();
  });

  it('with bytes flipped: goes back to the version kept in it', async () => {
    const damaged = Buffer.from(whole);
    // The last pages hold what was written last, beside the version that was kept.
    for (let at = Math.floor(damaged.length * 0.9); at < damaged.length * 0.9 + 64; at++) damaged[at]! ^= 0xff;
    await openFile(damaged, '翻转　全角（测試）.csi');
    await dialog().getByText(/损坏/).waitFor();
    await workbench.page.screenshot({ path: join(pictures, 'damaged-flipped.png') });
    const offers = await dialog().locator('.start-repairs').getByRole('button').allInnerTexts();
    expect(offers.length).toBeGreaterThan(0);
    await dialog().locator('.start-repairs').getByRole('button').first().click();
    await data.ready();
    expect((await frame.forms()).all).toBe(forms);
    expect(readFileSync(join(workbench.folders.home, '翻转　全角（测試）.csi')).equals(damaged)).toBe(true);
    await frame.closeProject();
  });

  it.each([
    ['of another program', () => readFileSync(join(root, 'resources/samples/supermarket.xlsx')), /不是.*项目/],
    ['that is empty', () => Buffer.alloc(0), /空的/],
    [
      'of a newer program',
      () => {
        const newer = Buffer.from(whole);
        newer.writeUInt32BE(99, 60);
        return newer;
      },
      /更新|新版/,
    ],
  ] as const)('a file %s is refused with the reason', async (title, bytes, reason) => {
    const before = readdirSync(workbench.folders.projects);
    const given = bytes();
    await openFile(given, `${title}.csi`);
    const notice = frame.notice(reason);
    await notice.waitFor();
    await workbench.page.screenshot({ path: join(pictures, `refused ${title}.png`) });
    await notice.getByRole('button').first().click();
    await notice.waitFor({ state: 'detached' });
    await start.openWorkbook.waitFor();
    expect(readdirSync(workbench.folders.projects)).toEqual(before);
    expect(readFileSync(join(workbench.folders.home, `${title}.csi`)).equals(given)).toBe(true);
  });

  it('that was moved away is shown as missing, and opens again when it is back', async () => {
    const { page } = workbench;
    writeFileSync(target, whole);
    const away = join(workbench.folders.home, '移走.csi');
    renameSync(target, away);
    await page.reload();
    await start.recent.getByText('文件不在原处').waitFor();
    const missing = start.recent.getByRole('button', { disabled: true });
    expect(await missing.innerText()).toContain(name);
    await page.screenshot({ path: join(pictures, 'start-missing.png') });
    renameSync(away, target);
    await page.reload();
    await start.recent.getByText('文件不在原处').waitFor({ state: 'detached' });
  });

  it('open in another window is refused there, and neither loses anything', async () => {
    await original().click();
    await expect.poll(() => shown()).toBe(answer);
    const other = await openWorkbench('web', { home: workbench.folders.home });
    try {
      const there = new StartScreen(other.page);
      await there.recentProject(name).click();
      await new Frame(other.page).notice(/另一个|其他|正在/).waitFor();
      await other.page.screenshot({ path: join(pictures, 'locked.png') });
    } finally {
      await other.stop({ keepFolders: true });
    }
    const typed = answer === '4' ? '5' : '4';
    await data.type(question, 1, typed);
    await expect.poll(async () => (await data.cell(question, 1)).innerText()).toBe(typed);
    await frame.saved();
    await frame.closeProject();
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);
  });
});
