import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { ProjectRoom } from './pages/projectRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { hostileComment, longQuestion, messyForm, messyForms, ratings } from './support/messySurvey.ts';
import { openMessySurvey } from './support/openMessySurvey.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const pictures = join(root, 'tests/.output/screens');
mkdirSync(pictures, { recursive: true });
/** The form (0-based) taken out, and the answer typed over. */
const excluded = 3;
const edited = { row: 0, question: ratings[1]!, answer: '1' };
const personal = ['姓名', '手机号'];

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** What a file must hold of a question, form by form, as numbers and texts. */
function truth(question: string, forms: readonly number[]): (string | number | null)[] {
  return forms.map((row) => {
    if (row === edited.row && question === edited.question) return Number(edited.answer);
    const answer = messyForm(row)[question] ?? null;
    return answer instanceof Date
      ? answer.toISOString().slice(0, 10)
      : typeof answer === 'string'
        ? answer.trim()
        : answer;
  });
}
const counted = Array.from({ length: messyForms }, (_, row) => row).filter((row) => row !== excluded);
const all = Array.from({ length: messyForms }, (_, row) => row);
const numeric = ['年龄', '是否有会员卡', ...ratings, longQuestion];

describe('data as files', () => {
  let workbench: Workbench;
  let data: DataRoom;
  let project: ProjectRoom;

  beforeAll(async () => {
    workbench = await openWorkbench('web');
    const { page } = workbench;
    data = await openMessySurvey(workbench);
    await data.showQuestion(edited.question);
    expect(await (await data.cell(edited.question, edited.row)).innerText()).not.toBe(edited.answer);
    await data.type(edited.question, edited.row, edited.answer);
    await data.exclude(edited.question, excluded, '重复提交', '同一人');
    await new Frame(page).goTo('项目');
    project = new ProjectRoom(page);
  });
  afterEach(({ task }) => pictureOfFailure(workbench, task));
  afterAll(async () => {
    await workbench.stop();
  });

  const read = async (path: string): Promise<ExcelJS.Workbook> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    return book;
  };
  const headsOf = (sheet: ExcelJS.Worksheet): string[] =>
    Array.from({ length: sheet.columnCount }, (_, index) => sheet.getRow(1).getCell(index + 1).text);
  /** The values of the column whose heading ends with the question. */
  const columnOf = (sheet: ExcelJS.Worksheet, question: string): (string | number | null)[] => {
    const place = headsOf(sheet).findIndex((head) => head.endsWith(question)) + 1;
    expect(place, question).toBeGreaterThan(0);
    return Array.from({ length: sheet.rowCount - 1 }, (_, row) => {
      const { value } = sheet.getRow(row + 2).getCell(place);
      if (value === null || typeof value === 'number' || typeof value === 'string') return value;
      expect(value, `${question} row ${row}`).toBeInstanceOf(Date);
      return (value as Date).toISOString().slice(0, 10);
    });
  };

  it('.xlsx holds every answer of the forms that count, the codebook and the log; nothing personal, nothing that runs', async () => {
    const path = await project.exportAs(workbench, 'xlsx', '数据.xlsx');
    const book = await read(path);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['数据', '标签', '编码本', '清洗日志']);
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(1 + counted.length);
    for (const question of ['编号', '填表日期', '城市', '买过什么', ...numeric])
      expect(columnOf(sheet, question), question).toEqual(truth(question, counted));
    const heads = headsOf(sheet);
    for (const question of personal)
      expect(
        heads.some((head) => head.endsWith(question)),
        question,
      ).toBe(false);
    expect(columnOf(sheet, '意见')).toContain(hostileComment);
    for (const one of book.worksheets)
      one.eachRow((row) => row.eachCell((cell) => expect(cell.type, cell.address).not.toBe(ExcelJS.ValueType.Formula)));
    const written = JSON.stringify(book.worksheets.map((one) => one.getSheetValues()));
    expect(written).not.toContain('王小明');
    expect(written).not.toContain(String(messyForm(0)['手机号']));
    expect(JSON.stringify(book.getWorksheet('清洗日志')?.getSheetValues())).toContain('剔除');
  });

  it('.xlsx holds personal columns and excluded forms when they are asked for, once', async () => {
    const { page } = workbench;
    await project.section.getByRole('checkbox', { name: /包含个人信息/ }).check();
    await project.section.getByRole('checkbox', { name: /被剔除的问卷/ }).check();
    await page.screenshot({ path: join(pictures, 'export-xlsx.png') });
    const sheet = (await read(await project.exportAs(workbench, 'xlsx', '全部.xlsx'))).worksheets[0]!;
    expect(columnOf(sheet, '姓名')).toEqual(truth('姓名', all));
    expect(columnOf(sheet, '编号')).toEqual(truth('编号', all));
    expect(JSON.stringify(sheet.getRow(2 + excluded).values)).toMatch(/重复提交|同一人/);
    expect(await project.section.getByRole('checkbox', { name: /包含个人信息/ }).isChecked()).toBe(false);
    await project.section.getByRole('checkbox', { name: /被剔除的问卷/ }).uncheck();
  });

  it('.csv has the same answers, and no cell that a spreadsheet would run', async () => {
    const text = readFileSync(await project.exportAs(workbench, 'csv', '数据.csv'), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const [heads = [], ...rows] = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true }).data;
    expect(rows).toHaveLength(counted.length);
    for (const question of ['编号', '城市', '填表日期', ...numeric]) {
      const place = heads.findIndex((head) => head.endsWith(question));
      const labelled = rows.map((row) => row[place]);
      expect(labelled, question).toEqual(truth(question, counted).map((answer) => String(answer ?? '')));
    }
    for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/^[=+@\t\r]|^-(?!\d)/);
    expect(rows.flat()).toContain(`'${hostileComment}`);
    expect(text).not.toContain('王小明');
  });

  it('.sav is read by PSPP, and imported again gives the same sheet', async () => {
    const { page } = workbench;
    const path = await project.exportAs(workbench, 'sav', '数据.sav');
    // Where PSPP is not installed, our own reader below is the only witness.
    if (onPath('pspp-convert')) {
      const table = join(workbench.folders.saved, 'pspp.csv');
      execFileSync('pspp-convert', [path, table], { stdio: ['ignore', 'pipe', 'pipe'] });
      const [heads = [], ...rows] = Papa.parse<string[]>(readFileSync(table, 'utf8'), { skipEmptyLines: true }).data;
      expect(rows).toHaveLength(counted.length);
      const place = heads.indexOf('年龄');
      expect(rows.map((row) => row[place]!.trim())).toEqual(
        truth('年龄', counted).map((answer) => String(answer ?? '')),
      );
    }
    await new Frame(page).closeProject();
    await new StartScreen(page).chooseWorkbook(workbench, path);
    await new ImportSheet(page).takeAll();
    await data.ready();
    for (const question of ['编号', edited.question]) {
      await data.showQuestion(question);
      const shown = await Promise.all([0, 1, 2, 3, 4].map(async (row) => (await data.cell(question, row)).innerText()));
      expect(shown, question).toEqual(truth(question, counted.slice(0, 5)).map(String));
    }
    expect(await data.header('姓名').count()).toBe(0);
    await new Frame(page).closeProject();
    await new StartScreen(page).recentProject('混乱的问卷').click();
    await data.ready();
    await new Frame(page).goTo('项目');
  });

  it('.csi carries personal columns only when it is asked to be the whole project', async () => {
    const { page } = workbench;
    const frame = new Frame(page);
    const openAgain = async (path: string): Promise<void> => {
      await frame.closeProject();
      await workbench.chooseFile(path, () => page.getByRole('button', { name: '打开项目文件' }).click());
      await data.ready();
    };
    const handover = await project.exportAs(workbench, 'csi', '交付.csi');
    await project.section.getByRole('checkbox', { name: /包含个人信息/ }).check();
    const whole = await project.exportAs(workbench, 'csi', '项目.csi');

    expect(readFileSync(handover).includes('王小明')).toBe(false);
    await openAgain(handover);
    expect(await data.header('姓名').count()).toBe(0);
    expect((await frame.forms()).all).toBe(messyForms);

    await openAgain(whole);
    await data.showQuestion('姓名');
    await expect.poll(() => frame.forms()).toEqual({ valid: counted.length, all: messyForms });
    await data.showQuestion(edited.question);
    await expect.poll(async () => (await data.cell(edited.question, edited.row)).innerText()).toBe(edited.answer);
    expect(workbench.complaints).toEqual([]);
    expect(workbench.foreignRequests).toEqual([]);
  });
});
