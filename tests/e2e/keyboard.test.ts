import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame, roomNames, type RoomTitle } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { IndicatorsRoom } from './pages/indicatorsRoom.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { readWord } from './support/documents.ts';
import { inSheet, walkByTab } from './support/focusWalk.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench('web');
});
afterEach(({ task }) => pictureOfFailure(workbench, task));
afterAll(() => workbench.stop());

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await workbench.page.keyboard.press(key);
};

/** What has the focus, by its name or its words. */
const focused = (): Promise<string> =>
  workbench.page.evaluate(() => {
    const { activeElement: active } = document;
    if (active === null || active === document.body) return '';
    return active.getAttribute('aria-label') ?? active.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
  });

/** A label of the focused field, for those named by a label beside them. */
const focusedField = (): Promise<string> =>
  workbench.page.evaluate(() => {
    const { activeElement: active } = document;
    return active instanceof HTMLInputElement ? ([...(active.labels ?? [])][0]?.textContent ?? '') : '';
  });

/** Tab until the focus is on what the name says. */
async function tabTo(name: RegExp, look: () => Promise<string> = focused): Promise<void> {
  for (let step = 0; step < 160; step++) {
    if (name.test(await look())) return;
    await press((await inSheet(workbench.page)) ? 'F6' : 'Tab');
  }
  throw new Error(`Tab never came to ${name.source}`);
}

/** Presses a key that moves the focus, and waits until it has. */
async function move(key: string): Promise<void> {
  const before = await workbench.page.evaluateHandle(() => document.activeElement);
  await press(key);
  await expect
    .poll(() => before.evaluate((element) => element !== document.activeElement), { message: key })
    .toBe(true);
  await before.dispose();
}

/** F6 until the focus is on what the name says. */
async function paneTo(name: string): Promise<void> {
  for (let step = 0; step < 5 && (await focused()) !== name; step++) await move('F6');
  expect(await focused()).toBe(name);
}

async function goTo(room: RoomTitle): Promise<void> {
  await press(`Control+${roomNames.indexOf(room) + 1}`);
  await workbench.page.locator(`[role=tab][aria-selected=true]:text-is("${room}")`).waitFor();
}

/** Every stop of the Tab key can be seen and reached, and the walk comes round, both ways. */
async function expectWalkable(): Promise<void> {
  for (const backwards of [false, true]) {
    const { stops, closed } = await walkByTab(workbench.page, { backwards });
    expect(stops.filter((stop) => !stop.marked).map((stop) => stop.name)).toEqual([]);
    expect(stops.filter((stop) => !stop.reached).map((stop) => stop.name)).toEqual([]);
    expect(stops.length).toBeGreaterThan(5);
    expect(closed).toBe(true);
  }
}

/** Opens by Enter from what has the focus now, closes by Escape: the focus is back where it was. */
async function expectEscapeReturns(role: 'dialog' | 'menu' | 'tooltip'): Promise<void> {
  const { page } = workbench;
  const before = await focused();
  await press('Enter');
  const overlay = page.locator(`[role=${role}]:visible, .ant-popover:visible`).first();
  await overlay.waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('#root') === null), { message: before })
    .toBe(true);
  await press('Escape');
  await overlay.waitFor({ state: 'hidden' });
  await expect.poll(focused).toBe(before);
}

const freshness = '实际感受 / 商品新鲜度';

describe('the main job by keyboard alone', () => {
  it('opens the sample from the first screen', async () => {
    await new StartScreen(workbench.page).openWorkbook.waitFor();
    await expectWalkable();
    await tabTo(/^超市$/);
    await expectEscapeReturns('dialog');
    await tabTo(/示例项目/);
    await press('Enter');
    await new DataRoom(workbench.page).ready();
    await new Frame(workbench.page).runningIndex();
  });

  it('walks through the data room and opens what floats over it', async () => {
    await expectWalkable();
    await tabTo(/^筛选$/);
    await expectEscapeReturns('tooltip');
    await tabTo(/^清洗/);
    await expectEscapeReturns('menu');
    await tabTo(/^新增问卷$/);
    await expectEscapeReturns('tooltip');
    await tabTo(/^导入数据$/);
    await expectEscapeReturns('dialog');
    await press('Control+k');
    await expect.poll(focused).toContain('查找页面');
    await press('Escape');
    await expect.poll(focused).toBe('导入数据');
  });

  it('begins in the first field of a dialog, stays in it, and asks before typed text is lost', async () => {
    const { page } = workbench;
    await tabTo(/^清洗/);
    await press('Enter');
    await page.getByRole('menuitem', { name: /^公式计算/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitem', { name: /^公式计算/ }).press('Enter');
    const dialog = page.getByRole('dialog', { name: '公式计算' });
    const isIn = (): Promise<boolean> =>
      dialog.evaluate((one) => one.contains(document.activeElement) && document.activeElement !== one);
    await expect.poll(focusedField).toBe('');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('cleaning-formula');
    for (const key of ['Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab', 'Tab']) {
      await press(key);
      await expect.poll(isIn).toBe(true);
    }
    // Something behind that takes the focus late does not keep it.
    await page.evaluate(() => document.querySelector<HTMLElement>('.data-grid .ag-cell')!.focus());
    await expect.poll(isIn).toBe(true);
    await dialog.getByLabel('新题名').focus();
    await page.keyboard.type('x');
    await press('Escape');
    const asked = page.getByRole('dialog', { name: '放弃已填写的内容' });
    await asked.waitFor();
    await press('Enter');
    await asked.waitFor({ state: 'hidden' });
    await expect.poll(focusedField).toBe('新题名');
    await press('Backspace', 'Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(focused).toMatch(/^清洗/);
  });

  it('moves in the sheet, edits an answer and takes it back', async () => {
    const { page } = workbench;
    const data = new DataRoom(page);
    await press('Control+k');
    await expect.poll(focused).toContain('查找页面');
    await page.keyboard.type(freshness);
    await page.getByRole('option', { name: freshness }).first().waitFor();
    await press('Enter');
    await data.header(freshness).waitFor();
    const cell = await data.cell(freshness, 0);
    await expect.poll(() => cell.evaluate((node) => node === document.activeElement)).toBe(true);

    const before = await cell.innerText();
    const good = before === '1' ? '2' : '1';
    await page.keyboard.type(good);
    await press('Enter');
    await expect.poll(() => cell.innerText()).toBe(good);
    await press('Control+z');
    await expect.poll(() => cell.innerText()).toBe(before);

    // Out of the sheet and back to the same cell.
    await press('ArrowRight', 'ArrowDown');
    const neighbour = await page.evaluate(() => document.activeElement?.getAttribute('col-id'));
    await press('F6');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.layout-inspector') !== null))
      .toBe(true);
    await press('Shift+F6');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('col-id') ?? ''))
      .toBe(neighbour ?? 'no column');
  });

  it('opens the menus of a cell and of a question, and takes all forms out after selecting all', async () => {
    const { page } = workbench;
    const cellFocused = (): Promise<boolean> =>
      page.evaluate(() => document.activeElement?.getAttribute('role') === 'gridcell');
    await press('Shift+F10');
    await page.getByRole('menuitem', { name: /^复制 1 个单元格/ }).waitFor();
    await press('Escape');
    await expect.poll(cellFocused).toBe(true);

    await press('Control+a', 'Control+e');
    const dialog = page.getByRole('dialog', { name: '剔除 598 份问卷' });
    await dialog.waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(cellFocused).toBe(true);

    await press('Control+ArrowUp', 'ArrowUp');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('columnheader');
    const head = await focused();
    await press('Shift+F10');
    await page.getByRole('menuitem', { name: '升序', exact: true }).waitFor();
    await press('Escape');
    await expect.poll(focused).toBe(head);
    await press('Tab');
    await expect.poll(cellFocused).toBe(true);
  });

  it('takes forms out by Ctrl+E when a filter has left nothing where the focus was', async () => {
    const { page } = workbench;
    const data = new DataRoom(page);
    await press('Control+End');
    await press('Shift+F6', 'Shift+F6');
    await tabTo(/^一律同分10$/);
    await press('Enter');
    await data.main.getByText('显示 10 / 598 份').waitFor();
    await move('F6');
    await press('Control+a', 'Control+e');
    const dialog = page.getByRole('dialog', { name: '剔除 10 份问卷' });
    await dialog.waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await tabTo(/^显示全部$/);
    await press('Enter');
    await data.main.getByText('598 份 · 91 题').waitFor();
  });

  it('moves in the indicator tree and changes a weight', async () => {
    const { page } = workbench;
    const indicators = new IndicatorsRoom(page);
    const frame = new Frame(page);
    await goTo('指标');
    await indicators.fresh();
    await expectWalkable();
    await paneTo('指标体系');
    await press('Home', 'ArrowDown', 'ArrowDown');
    const selected = indicators.tree.locator('[aria-selected=true]');
    await expect.poll(() => selected.getAttribute('aria-label')).toBe('商品质量');
    await press('ArrowLeft');
    await expect.poll(() => selected.getAttribute('aria-expanded')).toBe('false');
    await press('ArrowRight', 'ArrowUp');
    await expect.poll(() => selected.getAttribute('aria-label')).toBe('商品');
    const before = await indicators.cell('商品', 3).innerText();
    const index = await frame.runningIndex();
    await press('Enter', 'Tab', 'Tab');
    await page.keyboard.type('0.5');
    await press('Enter', 'Escape');
    await expect.poll(() => indicators.cell('商品', 3).innerText()).toContain('0.500');
    await expect.poll(focused).toBe('指标体系');
    await press('Control+z');
    await expect.poll(() => indicators.cell('商品', 3).innerText()).toBe(before);
    await expect.poll(() => frame.runningIndex()).toBe(index);
    await tabTo(/^模板/);
    await expectEscapeReturns('dialog');
  });

  it('opens an analysis and changes one of its options', async () => {
    const { page } = workbench;
    const analysis = new AnalysisRoom(page);
    await goTo('分析');
    const card = analysis.card('均值的区间估计');
    await analysis.card('顾客满意度指数').getByText(/95%/).first().waitFor();
    await expectWalkable();
    // The list is one stop of the Tab key; arrows, both ends, folding and typed letters move in it.
    await tabTo(/^查找分析$/);
    await press('Tab', 'Tab');
    await expect.poll(focused).toMatch(/^顾客满意度指数/);
    await press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=tree]') === null)).toBe(true);
    await press('Shift+Tab', 'Home');
    await expect.poll(focused).toMatch(/^样本与问卷/);
    const lines = page.locator('.analysis-tree [role=treeitem]');
    const count = await lines.count();
    await press('ArrowLeft');
    await expect.poll(() => lines.count()).toBeLessThan(count);
    await press('ArrowRight');
    await expect.poll(() => lines.count()).toBe(count);
    await page.keyboard.type('kano');
    await expect.poll(focused).toMatch(/^Kano 分析/);
    await press('Home');
    for (let step = 0; step < count && !(await focused()).startsWith('均值的区间估计'); step++) await move('ArrowDown');
    await press('Enter');
    await card.getByText(/95%/).first().waitFor();
    await page.locator('.analysis-item-selected', { hasText: '均值的区间估计' }).waitFor();
    await expect.poll(() => card.evaluate((node) => node === document.activeElement)).toBe(true);
    await press('F6');
    await tabTo(/置信水平/, focusedField);
    await press('Control+a');
    await page.keyboard.type('0.9');
    await press('Enter');
    await card.getByText(/90%/).first().waitFor();
    await press('Shift+F6');
    await tabTo(/^修改图题$/);
    await expectEscapeReturns('tooltip');
    await tabTo(/^图形样式$/);
    await expectEscapeReturns('tooltip');
    await tabTo(/更多操作$/);
    await expectEscapeReturns('menu');
  });

  it('writes in the report and exports it', async () => {
    const { page } = workbench;
    const report = new ReportRoom(page);
    await goTo('报告');
    await tabTo(/^生成报告$/);
    await press('Enter');
    await report.ready();
    await expectWalkable();
    await paneTo('报告正文');
    await press('Control+Home', 'ArrowDown', 'End', 'Enter');
    await page.keyboard.type('只用键盘写下的一句。');
    await expect.poll(() => report.paper.innerText()).toContain('只用键盘写下的一句。');
    await tabTo(/^其他格式和操作$/);
    await expectEscapeReturns('menu');
    await tabTo(/^导出 Word$/);
    const docx = await workbench.saveFile('keyboard.docx', () => press('Enter'));
    expect((await readWord(page, docx)).text).toContain('只用键盘写下的一句。');
  });

  it('keeps a version from the project room', async () => {
    const { page } = workbench;
    await goTo('项目');
    await page.getByRole('heading', { name: '导入记录' }).waitFor();
    await expectWalkable();
    await tabTo(/^保留当前版本$/);
    await expectEscapeReturns('dialog');
    await press('Enter');
    await page.getByRole('dialog', { name: '保留当前版本' }).waitFor();
    await expect.poll(focusedField).not.toBe('');
    await page.keyboard.type('键盘版');
    await press('Enter');
    await page.getByText('键盘版').first().waitFor();
    await expect.poll(focused).toBe('保留当前版本');
  });

  it('imports a file, cleans it, takes a form out with a reason and back in, and exports the answers', async () => {
    const { page, folders } = workbench;
    const data = new DataRoom(page);
    const frame = new Frame(page);
    const wizard = new ImportSheet(page);
    const [question, made] = ['环境满意度（1-5分）', '环境满意度（1-5分）_s'];
    const file = join(folders.home, '键盘.csv');
    writeFileSync(
      file,
      `编号,${question}\r\n${[1, 2, 3, 4, 5, 5].map((answer, row) => `K${row},${answer}`).join('\r\n')}`,
    );
    /** A command by its name in the palette. */
    const run = async (name: string): Promise<void> => {
      await press('Control+k');
      await expect.poll(focused).toContain('查找页面');
      await page.keyboard.type(name);
      await page.locator('[role=option][aria-selected=true]', { hasText: name }).waitFor();
      await press('Enter');
    };
    await run('关闭项目');
    await new StartScreen(page).openWorkbook.waitFor();
    await tabTo(/^打开工作簿$/);
    await workbench.chooseFile(file, () => press('Enter'));
    for (const name of [/^下一步$/, /^下一步$/, /^导入 6 份问卷$/]) {
      await wizard.dialog.locator('button:enabled', { hasText: name }).waitFor();
      await tabTo(name);
      await press('Enter');
    }
    await wizard.dialog.waitFor({ state: 'hidden' });
    await data.ready();

    await run(question);
    await run('换算量表');
    const dialog = page.getByRole('dialog', { name: '换算量表' });
    await dialog.locator('button:enabled', { hasText: /^应\s*用$/ }).waitFor();
    await tabTo(/^应\s*用$/);
    await press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await run(made);
    const cell = await data.cell(made, 0);
    await expect.poll(() => cell.evaluate((node) => node === document.activeElement)).toBe(true);
    await expect.poll(() => cell.innerText()).toBe('0');

    // The name box has the focus at once: what is typed goes there.
    await press('Control+g');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('定位到单元格');
    await page.keyboard.type('4');
    await press('Enter');
    const fourth = await data.cell(made, 3);
    await expect.poll(() => fourth.evaluate((node) => node === document.activeElement)).toBe(true);
    await press('Control+e');
    await page.getByRole('dialog', { name: '剔除第 4 份问卷' }).waitFor();
    await expect.poll(focusedField).toBe('原因');
    await press('Tab');
    await expect.poll(focusedField).toBe('说明（可不填）');
    await page.keyboard.type('同一人');
    await press('Enter');
    await expect.poll(() => frame.forms()).toEqual({ valid: 5, all: 6 });
    await press('Control+z');
    await expect.poll(() => frame.forms()).toEqual({ valid: 6, all: 6 });
    // A closed list of choices leaves Ctrl+Enter to the dialog.
    await press('Control+e');
    await expect.poll(focusedField).toBe('原因');
    await press('Control+Enter');
    await expect.poll(() => frame.forms()).toEqual({ valid: 5, all: 6 });
    await press('Control+z');
    await expect.poll(() => frame.forms()).toEqual({ valid: 6, all: 6 });

    await goTo('项目');
    await tabTo(/^导出…$/);
    const saved = await workbench.saveFile('键盘.xlsx', () => press('Enter'));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(saved);
    expect(book.worksheets[0]!.getColumn(3).values.slice(2)).toEqual([0, 25, 50, 75, 100, 100]);
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);
  });
});
