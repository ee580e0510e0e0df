import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shownTable, tableAsTsv } from '../../renderer/components/tableClipboard.ts';
import { catalogue, findAnalysis } from '../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult } from '../../shared/analyses/types.ts';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { StartScreen } from './pages/startScreen.ts';
import { pictureOfFailure } from './support/pictureOfFailure.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const sample = join(root, 'resources/samples/supermarket.xlsx');
const pictures = join(root, 'tests/.output/screens');

interface Evaluated {
  readonly analyses: number;
  readonly findings: readonly { readonly text: { readonly zh: string } }[];
  readonly evaluated: readonly { readonly request: AnalysisRequest; readonly status: string }[];
}
interface ReportFile {
  readonly results: readonly { readonly request: AnalysisRequest; readonly result: AnalysisResult | null }[];
}

const csi = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [join(root, 'out/main/csi.js'), ...args], {
    cwd: root,
    stdio: 'pipe',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });

let workbench: Workbench;
let folder = '';
/** What the command line says of the same workbook. */
let evaluated: Evaluated;
let report: ReportFile;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'csi-catalogue-'));
  csi('evaluate', sample, '--out', folder, '--format', 'json', '--all');
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  evaluated = read('findings.json') as Evaluated;
  report = read(readdirSync(folder).find((name) => name !== 'findings.json' && name.endsWith('.json'))!) as ReportFile;
  workbench = await openWorkbench('web');
  const { page } = workbench;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await new StartScreen(page).chooseWorkbook(workbench, sample);
  await new ImportSheet(page).takeAll();
  await new DataRoom(page).ready();
  await new Frame(page).goTo('分析');
});
afterEach(({ task }) => pictureOfFailure(workbench, task));
afterAll(async () => {
  await workbench.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Cells as read, without the spaces that set points under each other. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\u2004\u2007\u2008]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

const shownRows = (table: Locator): Promise<readonly (readonly string[])[]> =>
  table
    .locator('tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)));

/** Every table of the result stands on the card, cell by cell. */
async function expectTables(card: Locator, result: AnalysisResult): Promise<void> {
  for (const table of findAnalysis(result.analysis)!.tables(result)) {
    const { head, rows: lines } = shownTable(table, 'zh-CN');
    const expected = [head, ...lines];
    const shown = card.getByRole('table', { name: table.title.zh, exact: true });
    await shown.waitFor();
    const rows = await shownRows(shown);
    expect(
      rows.map((row) => row.map(plain)),
      table.title.zh,
    ).toEqual(expected.slice(0, rows.length).map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ').trim())));
    expect(rows.length, table.title.zh).toBeGreaterThan(1);
  }
}

describe('the catalogue on screen', () => {
  it('shows the whole evaluation as the command line gives it, and goes from a finding to its result', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: '全部测评' }).click();
    const panel = page.getByRole('region', { name: '全部测评' });
    await panel.getByText(`共 ${evaluated.analyses} 项结果，${evaluated.findings.length} 条发现。`).waitFor({
      timeout: 60_000,
    });
    const shown = await panel.locator('.evaluation-finding').allInnerTexts();
    expect(shown.toSorted()).toEqual(evaluated.findings.map((finding) => finding.text.zh).toSorted());
    await page.screenshot({ path: join(pictures, 'web-evaluation.png') });
    await panel.locator('.evaluation-finding').first().click();
    const card = await new AnalysisRoom(page).result();
    expect(await card.locator('.analysis-lead').innerText()).toContain(/指数为 (\d+\.\d)/.exec(shown[0]!)?.[1]);
  });

  it('opens every analysis: tables and figures, or what is missing and the way to it', async () => {
    const { page } = workbench;
    const ran = new Set(evaluated.evaluated.filter((one) => one.status === 'ok').map((one) => one.request.analysis));
    expect(ran.size).toBeGreaterThan(40);
    const analysis = new AnalysisRoom(page);
    const proposed = await page.locator('.analysis-card').count();
    for (const { id } of catalogue) {
      const card = await analysis.openById(id);
      // What is missing is told in words, or there are models to begin with.
      const calm = card.locator('.analysis-calm, .model-start');
      await card.getByRole('table').first().or(calm).first().waitFor();
      const text = await card.innerText();
      expect(text, id).not.toMatch(/NaN|undefined|Infinity|\[object|\{\{|\b[a-z]+\.[a-z]+[A-Z]\w*\b/);
      if ((await calm.count()) > 0) {
        expect(ran.has(id), id).toBe(false);
        expect(await calm.getByRole('button', { name: id === 'model.pls' ? /^ECSI/ : '去填写选项' }).count(), id).toBe(
          1,
        );
      } else {
        expect(await card.locator('.threeline tbody td').count(), id).toBeGreaterThan(0);
        if ((await card.locator('.figure-frame').count()) > 0) await analysis.drawn(card);
        expect(await card.locator('.figure-problem').count(), id).toBe(0);
      }
      // What was added leaves again: sixty cards would make every next one slower.
      if ((await page.locator('.analysis-card').count()) === proposed) continue;
      await card.focus();
      await page.keyboard.press('Delete');
      await expect.poll(() => page.locator('.analysis-card').count()).toBe(proposed);
    }
    expect(await page.locator('.ant-message-error').count()).toBe(0);
    expect(workbench.complaints).toEqual([]);
  });

  it('has the numbers of the report from the command line in its tables, and copies them as tables', async () => {
    const { page } = workbench;
    const first = new Map(
      report.results
        .flatMap(({ request, result }) => (result ? [[request.analysis, result] as const] : []))
        .toReversed(),
    );
    for (const id of ['csi.index', 'improve.quadrant', 'index.byFeature', 'text.comments']) {
      const result = first.get(id)!;
      const card = await new AnalysisRoom(page).openById(id);
      await expectTables(card, result);
      if (id !== 'csi.index') continue;
      // The clipboard holds the same table twice: as cells for a spreadsheet, as a table for Word.
      const [table] = findAnalysis(id)!.tables(result);
      await card.getByRole('button', { name: `复制表格“${table!.title.zh}”` }).click();
      await new Frame(page).notice('表格已复制').waitFor();
      const held = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const as = async (type: string): Promise<string> => (await item!.getType(type)).text();
        const html = new DOMParser().parseFromString(await as('text/html'), 'text/html');
        return {
          plain: await as('text/plain'),
          cells: [...html.querySelectorAll('table tr')].map((row) => [...row.children].map((cell) => cell.textContent)),
        };
      });
      expect(held.plain.replaceAll('\r\n', '\n')).toBe(tableAsTsv(table!, 'zh-CN').replaceAll('\r\n', '\n'));
      expect(held.cells.map((row) => row.map((cell) => cell.trim()).join('\t'))).toEqual(held.plain.split(/\r?\n/));
    }
    expect(workbench.complaints).toEqual([]);
  });

  it('shows Kano, the agreement of the ways and the certainty of quadrants cell by cell as the command line gives them', async () => {
    const { page } = workbench;
    csi('import', sample, '--out', folder);
    for (const id of ['kano.table', 'improve.agreement', 'improve.certainty']) {
      const result = JSON.parse(csi('run', id, '--data', join(folder, 'supermarket.csi'), '--json')) as AnalysisResult;
      const card = await new AnalysisRoom(page).openById(id);
      await expectTables(card, result);
    }
    expect(workbench.complaints).toEqual([]);
  });

  it('codes comments by a code book: a word becomes a code, its comments are shown, the result follows, undo takes it back', async () => {
    const { page } = workbench;
    const card = await new AnalysisRoom(page).openById('text.comments');
    await card.getByRole('button', { name: '编辑归类规则' }).click();
    const book = page.getByRole('dialog', { name: '开放题归类规则' });
    const offer = book.getByRole('region', { name: '未归类意见的常用词' }).getByRole('button').first();
    const [word, comments] = (await offer.innerText()).trim().split(/\s+/);
    await offer.click();
    const row = book.getByRole('table', { name: '类' }).locator('tbody tr').first();
    await expect.poll(() => row.locator('.comments-count').innerText()).toBe(comments);
    const found = book.getByRole('region', { name: '意见', exact: true });
    await found.getByText(`共 ${comments} 条`).waitFor();
    expect(new Set(await found.locator('mark').allInnerTexts())).toEqual(new Set([word]));
    // By keyboard: the name, then words that must not occur.
    await row.getByRole('textbox').first().fill('新的一类');
    await page.keyboard.press('Tab');
    await row.getByRole('textbox').last().fill(word!);
    await page.keyboard.press('Tab');
    await expect.poll(() => row.locator('.comments-count').innerText()).toBe('0');
    await row.getByRole('textbox').last().fill('');
    await page.keyboard.press('Tab');
    await expect.poll(() => row.locator('.comments-count').innerText()).toBe(comments);
    await page.screenshot({ path: join(pictures, 'web-codeBook.png') });
    await page.keyboard.press('Escape');
    await book.waitFor({ state: 'detached' });
    const line = card.getByRole('table', { name: '意见归类' }).locator('tr', { hasText: '新的一类' });
    await expect.poll(() => line.locator('td').first().innerText().then(plain)).toBe(comments);
    // Back to the word that must not occur.
    await new Frame(page).undo(/归类规则/).click();
    await expect.poll(() => line.locator('td').first().innerText().then(plain)).toBe('0');
    expect(workbench.complaints).toEqual([]);
  });
});
