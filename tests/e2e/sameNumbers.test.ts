import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AnalysisRoom } from './pages/analysisRoom.ts';
import { DataRoom } from './pages/dataRoom.ts';
import { Frame } from './pages/frame.ts';
import { ImportSheet } from './pages/importSheet.ts';
import { ReportRoom } from './pages/reportRoom.ts';
import { StartScreen } from './pages/startScreen.ts';
import { readWord } from './support/documents.ts';
import { openWorkbench, root, type Workbench } from './support/workbench.ts';

const sample = join(root, 'resources/samples/supermarket.xlsx');

interface ReportFile {
  readonly results: readonly {
    readonly request: { readonly analysis: string };
    readonly result: { readonly values: { readonly overall?: { readonly index?: number } } } | null;
  }[];
}

/** The index in a report exported as JSON, to full precision. */
const indexOf = (path: string): number | undefined => indexIn(readFileSync(path, 'utf8'));

function indexIn(json: string): number | undefined {
  const file = JSON.parse(json) as ReportFile;
  return file.results.find((one) => one.request.analysis === 'csi.index')?.result?.values.overall?.index;
}

let workbench: Workbench;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-same-'));
  workbench = await openWorkbench('web');
});
afterAll(async () => {
  await workbench.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('gives one index on screen, in the report, and from the command line', async () => {
  const { page } = workbench;
  execFileSync(
    process.execPath,
    [join(root, 'out/main/csi.js'), 'evaluate', sample, '--out', folder, '--format', 'json,docx'],
    { cwd: root, stdio: 'pipe' },
  );
  const written = readdirSync(folder);
  const path = (ending: string): string => join(folder, written.find((name) => name.endsWith(ending)) ?? '');
  const fromCommandLine = indexOf(path('.json'));
  expect(fromCommandLine).toBeGreaterThan(0);
  const shown = (fromCommandLine ?? Number.NaN).toFixed(2);
  expect((await readWord(page, path('.docx'))).text).toContain(shown);

  await new StartScreen(page).chooseWorkbook(workbench, sample);
  await new ImportSheet(page).takeAll();
  await new DataRoom(page).ready();
  const frame = new Frame(page);
  await expect.poll(() => frame.runningIndex()).toContain(`CSI ${(fromCommandLine ?? Number.NaN).toFixed(1)}`);
  await frame.goTo('分析');
  await expect
    .poll(() => new AnalysisRoom(page).card('顾客满意度指数').locator('.analysis-lead').innerText())
    .toContain(shown);

  await frame.goTo('报告');
  const report = new ReportRoom(page);
  await report.draft();
  const exported = await workbench.saveFile('report.json', () => report.chooseFormat('数据（JSON）'));
  expect(indexOf(exported)).toBe(fromCommandLine);

  // One report for each shop: the same from the dialog as from the command line, and none like the whole.
  const program = (...args: readonly string[]): Buffer =>
    execFileSync(process.execPath, [join(root, 'out/main/csi.js'), ...args], { cwd: root, stdio: 'pipe' });
  program('import', sample, '--out', folder);
  const shops = join(folder, 'shops');
  program('report', join(folder, 'supermarket.csi'), '--out', shops, '--by', '门店', '--format', 'json');
  const zip = unzipSync(readFileSync(await workbench.saveFile('shops.zip', () => report.exportEach('JSON'))));
  const shopOf = (name: string): string => / - (.+)\.json$/.exec(name)?.[1] ?? '';
  const here = new Map(Object.entries(zip).map(([name, bytes]) => [shopOf(name), indexIn(strFromU8(bytes))]));
  const there = new Map(
    readdirSync(shops).map((name) => [shopOf(name), indexIn(readFileSync(join(shops, name), 'utf8'))]),
  );
  expect(here).toEqual(there);
  expect([...here.keys()].toSorted()).toEqual(['东湖店', '中心店', '大学城店', '西城店'].toSorted());
  expect(new Set([...here.values(), fromCommandLine]).size).toBe(5);
  expect(workbench.complaints).toEqual([]);
  expect(workbench.foreignRequests).toEqual([]);
});
