import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { IndicatorsRoom } from './pages/indicatorsRoom.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { readPdfText, readWord } from './support/documents.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const sample = join(root, 'resources/samples/supermarket.xlsx');
const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });

/** "CSI 72.9 ±0.9" -> 72.9 */
const indexIn = (text: string): number => Number(/CSI (\d+\.\d+)/.exec(text)?.[1] ?? Number.NaN);
const freshness = '实际感受 / 商品新鲜度';
const sentence = '管理层意见：收银排队应在本季度内改进。';

/** The whole job of a consultant, step by step in one window: each test goes on where the one before it stopped. */
describe.each(['web', 'desktop'] as const)('the main job in the %s host', (kind) => {
  let workbench: Workbench;
  let indexAfterEdits = '';
  /** With two digits, as the findings tell it. */
  let fullIndex = '';

  const rooms = () => {
    const { page } = workbench;
    return {
      page,
      frame: new Frame(page),
      start: new StartScreen(page),
      sheet: new ImportSheet(page),
      data: new DataRoom(page),
      indicators: new IndicatorsRoom(page),
      analysis: new AnalysisRoom(page),
      report: new ReportRoom(page),
    };
  };
  const picture = (name: string): Promise<unknown> =>
    workbench.page.screenshot({ path: join(pictures, `${kind}-${name}.png`) });

  beforeAll(async () => {
    workbench = await openWorkbench(kind);
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(async () => {
    await workbench.stop();
  });

  it('opens a workbook in three steps', async () => {
    const { page, frame, start, sheet, data } = rooms();
    await start.openWorkbook.waitFor();
    await picture('1-start');
    await start.chooseWorkbook(workbench, sample);

    await sheet.proposed();
    expect(await sheet.range()).toEqual(['3', '4', '5', '602']);
    await sheet.dialog.getByText('商品新鲜度').first().waitFor();
    await picture('2-import-range');

    await sheet.next();
    await sheet.column('A').click();
    await sheet.editor.getByLabel('简称').fill('编号');
    await sheet.editor.getByLabel('简称').press('Enter');
    await expect.poll(() => sheet.column('A').locator('small').innerText()).toBe('编号');
    await sheet.dialog.getByText(/^全部 91$/).waitFor();
    await picture('3-import-columns');

    await sheet.next();
    await sheet.dialog.getByText(/道题归入指标（共 \d+ 道评价题）/).waitFor();
    await expect.poll(() => sheet.go.innerText()).toBe('导入 598 份问卷');
    await picture('4-import-summary');
    await sheet.finish();

    await data.ready();
    await frame.notice('已导入 598 份问卷、91 道题').waitFor();
    await expect.poll(() => frame.forms()).toEqual({ valid: 598, all: 598 });
    await expect.poll(() => frame.runningIndex()).toBe('CSI 72.9 ±0.9');
    await page.getByText('598 份 · 91 题').waitFor();
  });

  it('edits answers, and undoes and redoes them by keyboard', async () => {
    const { page, frame, data } = rooms();
    await data.showQuestion(freshness);
    const cell = await data.cell(freshness, 0);
    const before = await cell.innerText();

    await data.type(freshness, 0, '11');
    const refusal = page.getByRole('alert').filter({ hasText: '没有修改：“11”' });
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain('量表范围是 1–10');
    expect(await cell.innerText()).toBe(before);

    // Answers arrive from the host while the next one is being typed: none may be lost.
    await (await data.cell(freshness, 0)).click();
    const typed = ['3', '1', '4', '1', '5', '9', '2', '6', '5', '3'];
    for (const answer of typed) {
      await page.keyboard.type(answer);
      await page.keyboard.press('Enter');
    }
    for (const [row, answer] of typed.entries()) {
      const one = await data.cell(freshness, row);
      await expect.poll(() => one.innerText(), { message: `row ${row}` }).toBe(answer);
    }
    await frame.runningIndex();
    for (let step = 0; step < typed.length; step++) await page.keyboard.press('Control+z');
    await expect.poll(() => cell.innerText()).toBe(before);

    const good = before === '1' ? '2' : '1';
    await data.type(freshness, 0, good);
    await expect.poll(() => cell.innerText()).toBe(good);
    await expect.poll(() => cell.getAttribute('class')).toContain('data-cell-changed');
    await picture('5-data');

    await cell.click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => cell.innerText()).toBe(before);
    await page.keyboard.press('Control+y');
    await expect.poll(() => cell.innerText()).toBe(good);
    await expect.poll(() => frame.runningIndex()).toMatch(/CSI 72\.9/);
  });

  it('takes a form out with a reason and shows what a check found', async () => {
    const { frame, data } = rooms();
    await data.exclude(freshness, 1, '作答过快', '填答用时 12 秒');
    await expect.poll(() => frame.forms()).toEqual({ valid: 597, all: 598 });
    await data.entry('已剔除').first().click();
    await data.main.getByText('显示 1 / 598 份').waitFor();
    await expect.poll(() => data.entry('作答过快').first().innerText()).toContain('1');

    const check = data.list.locator('.data-entry-doubt').first();
    const found = Number((await check.locator('.data-entry-count').innerText()).replaceAll(',', ''));
    expect(found).toBeGreaterThan(0);
    await check.click();
    await data.main.getByText(`显示 ${found} / 598 份`).waitFor();
    await picture('6-data-check');
    await data.main.getByRole('button', { name: '显示全部' }).click();
    await data.main.getByText('598 份 · 91 题').waitFor();
    indexAfterEdits = await frame.runningIndex();
  });

  it('reads the indicator tree, mends a wrong weight, and judges pairs', async () => {
    const { page, frame, indicators } = rooms();
    await frame.goTo('指标');
    await indicators.fresh();
    await indicators.main.getByText('3 个一级指标，20 个末级指标，共 3 级').waitFor();
    expect((await indicators.cell('商品新鲜度', 2).innerText()).split('\n')).toEqual([
      '期',
      'A1',
      '感',
      'B1',
      '重',
      'C1',
    ]);
    expect(Number(await indicators.score('商品新鲜度'))).toBeGreaterThan(75);
    await picture('7-indicators');

    const whole = await indicators.score('顾客满意度');
    const weight = await indicators.cell('价格', 3).innerText();
    await indicators.setWeight('价格', '0.5');
    await indicators.main.getByText(/1 处权重合计不为 1，无法计算指数/).waitFor();
    await indicators.tree.getByRole('button', { name: /≠ 1$/ }).click();
    await page.getByRole('button', { name: '按比例归一' }).click();
    await indicators.main.getByText('✓ 各级权重合计均为 1').waitFor();
    await indicators.fresh();
    expect(await indicators.score('顾客满意度')).not.toBe(whole);
    await page.keyboard.press('Escape');
    await indicators.tree.focus();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => indicators.score('顾客满意度')).toBe(whole);
    await expect.poll(() => indicators.cell('价格', 3).innerText()).toBe(weight);

    await indicators.row('价格').getByText('价格', { exact: true }).click();
    await indicators.inspector.getByText('层次分析', { exact: true }).click();
    const judge = async (pair: string, value: string): Promise<void> => {
      const cell = indicators.inspector.getByRole('textbox', { name: pair });
      await cell.fill(value);
      await cell.press('Enter');
    };
    await judge('“价格水平”与“促销活动”相比', '3');
    await judge('“促销活动”与“标价准确”相比', '3');
    await judge('“价格水平”与“标价准确”相比', '1/9');
    await indicators.inspector.getByText(/CR = [\d.]+ ≥ 0\.10，判断前后不够一致/).waitFor();
    await judge('“价格水平”与“标价准确”相比', '9');
    await indicators.inspector.getByText(/CR = 0\.0\d* < 0\.10，判断一致性可以接受/).waitFor();
    // The matrix shows a judgment at once, the tree when it is saved.
    const priority = await indicators.inspector.locator('.indicators-priority').first().innerText();
    await expect.poll(() => indicators.cell('价格水平', 3).innerText()).toContain(priority);
    await picture('8-indicators-ahp');
    await indicators.tree.focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z');
    await expect.poll(() => indicators.score('顾客满意度')).toBe(whole);
    await expect.poll(() => frame.runningIndex()).toBe(indexAfterEdits);
  });

  it('gives results for the usual analyses of the list', async () => {
    const { frame, analysis } = rooms();
    await frame.goTo('分析');
    const index = analysis.card('顾客满意度指数');
    await index.getByText(/95%/).first().waitFor();
    await analysis.drawn(index);
    await picture('9-analysis');

    const members = await analysis.members();
    const usual = [
      '顾客满意度指数',
      '描述统计',
      '频数分布',
      '正态性检验与 P-P 图',
      '信度（Cronbach α）',
      '象限法选择改进对象',
      '分顾客特征的指数',
    ];
    expect(members).toEqual(expect.arrayContaining(usual));
    const judgments: Readonly<Record<string, string>> = {
      层次分析法权重: '质量 1 3 5\n价格 1/3 1 2\n服务 1/5 1/2 1',
      多位专家的层次分析法: '质量 1 3\n价格 1/3 1\n质量 1 5\n价格 1/5 1',
    };
    // That every analysis of the catalogue has tables, figures and sentences for its card is tested without a window.
    const looked = members.filter((title) => usual.includes(title) || title in judgments);
    for (const [place, title] of looked.entries()) {
      await analysis.open(title);
      const matrix = judgments[title];
      if (matrix !== undefined) {
        await analysis.inspector.locator('.options-matrix').fill(matrix);
        await analysis.inspector.locator('.options-matrix').blur();
      }
      const card = await analysis.result();
      expect(await card.getAttribute('aria-label'), title).toContain(title);
      await card.getByRole('table').first().waitFor();
      expect(await card.locator('.analysis-calm').count(), title).toBe(0);
      expect((await card.getByRole('table').first().innerText()).length, title).toBeGreaterThan(20);
      for (const plot of await card.locator('.figure-frame').all()) {
        // Figures are drawn when they are near the window.
        await plot.scrollIntoViewIfNeeded();
        await plot.locator('.main-svg').first().waitFor();
        expect(await plot.getByRole('img').first().getAttribute('aria-label'), title).toMatch(/\S/);
      }
      await picture(`10-analysis-${String(place + 1).padStart(2, '0')}`);
      if (title === '正态性检验与 P-P 图') {
        const text = await card.innerText();
        for (const test of ['Shapiro-Wilk', 'Lilliefors', 'Anderson-Darling']) expect(text).toContain(test);
        // The histogram and the P-P plot take turns.
        const figures = card.locator('.ant-segmented-item');
        expect((await figures.allInnerTexts()).join()).toMatch(/P-P/);
        expect(await figures.count()).toBeGreaterThan(1);
        for (const figure of await figures.all()) {
          await figure.click();
          await analysis.drawn(card);
        }
      }
    }
  });

  it('moves the index on screen when answers change', async () => {
    const { page, frame, data, analysis } = rooms();
    const before = await frame.runningIndex();
    await frame.goTo('分析');
    const lead = analysis.card('顾客满意度指数').locator('.analysis-lead').first();
    const sentenceBefore = await lead.innerText();
    await frame.goTo('数据');
    await data.ready();
    await data.showQuestion(freshness);
    await (await data.cell(freshness, 2)).click();
    for (let form = 0; form < 40; form++) {
      await page.keyboard.type('1');
      await page.keyboard.press('Enter');
    }
    await expect.poll(() => frame.runningIndex()).not.toBe(before);
    // Every answer typed has arrived when the last one has its mark.
    await expect
      .poll(async () => (await data.cell(freshness, 41)).getAttribute('class'))
      .toContain('data-cell-changed');
    const after = await frame.runningIndex();
    expect(indexIn(after)).toBeLessThan(indexIn(before));
    await frame.goTo('分析');
    await expect.poll(() => lead.innerText()).not.toBe(sentenceBefore);
    fullIndex = /\d+\.\d\d/.exec(await lead.innerText())?.[0] ?? '';
    expect(Number(fullIndex)).toBeCloseTo(indexIn(after), 0);
    indexAfterEdits = after;
  });

  it('drafts the report, takes a sentence of the author, and exports Word and PDF', async () => {
    const { page, frame, report } = rooms();
    await frame.goTo('报告');
    await report.draft();
    await picture('11-report');
    const shown = await report.paper.innerText();
    expect(shown).toContain(fullIndex);
    if (kind === 'desktop') {
      // To the pages and back by the window's menu.
      const pages = page.getByRole('region', { name: '分页预览' });
      workbench.chooseMenu('报告：分页预览或编辑');
      await pages.waitFor();
      workbench.chooseMenu('报告：分页预览或编辑');
      await report.paper.waitFor();
    }
    await report.write('摘要', sentence);
    await expect.poll(() => report.paper.innerText()).toContain(sentence);
    await report.paper.locator('.figure-frame').first().scrollIntoViewIfNeeded();
    await report.paper.locator('.figure-plot .main-svg').first().waitFor();
    await picture('12-report-figure');

    const docx = await workbench.saveFile(`${kind}.docx`, () => report.chooseFormat('Word'));
    await frame
      .notice(/已导出：.*docx/)
      .first()
      .waitFor();
    const word = await readWord(page, docx);
    expect(word.malformed).toEqual([]);
    expect(word.text).toContain(sentence);
    expect(word.text).toContain(fullIndex);
    expect(word.headings.map((heading) => heading.text)).toEqual(expect.arrayContaining(['摘要']));
    expect(new Set(word.headings.map((heading) => heading.style)).size).toBeGreaterThan(1);
    expect(word.fields.some((field) => field.startsWith('TOC'))).toBe(true);
    expect(word.pictures + word.charts).toBeGreaterThan(3);
    expect(word.charts).toBeGreaterThan(3);
    expect(word.tables).toBeGreaterThan(5);
    const spoken = await report.paper.locator('.csi-finding .csi-live').allInnerTexts();
    expect(spoken.length).toBeGreaterThan(20);
    for (const number of spoken) expect(word.text).toContain(number);

    const pdf = await workbench.saveFile(`${kind}.pdf`, () => report.chooseFormat('PDF'));
    await frame
      .notice(/已导出：.*pdf/)
      .first()
      .waitFor({ timeout: 60_000 });
    const text = readPdfText(pdf).replace(/\s+/g, '');
    expect(text).toContain('摘要');
    expect(text).toContain(sentence.replace(/\s+/g, ''));
    expect(text).toContain(fullIndex);
  });

  it('is the same after a reload, and after the program was started again', async () => {
    const { page, frame, report } = rooms();
    await frame.saved();
    if (kind === 'web') {
      await page.reload();
      await frame.tab('数据').waitFor();
      await expect.poll(() => frame.runningIndex()).toBe(indexAfterEdits);
      await frame.goTo('报告');
      await report.ready();
      expect(await report.paper.innerText()).toContain(sentence);
    }
    await frame.goTo('项目');
    await page.getByRole('heading', { name: '导入记录' }).waitFor();
    await picture('13-project');
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);

    await workbench.stop({ keepFolders: true });
    workbench = await openWorkbench(kind, { home: workbench.folders.home });
    const again = rooms();
    const recent = again.start.recentProject('supermarket');
    await recent.waitFor();
    expect(await recent.innerText()).toContain(`CSI ${indexIn(indexAfterEdits).toFixed(1)}`);
    await picture('14-start-again');
    await recent.click();
    await again.data.ready();
    await expect.poll(() => again.frame.runningIndex()).toBe(indexAfterEdits);
    await expect.poll(() => again.frame.forms()).toEqual({ valid: 597, all: 598 });
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);
  });
});
