import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultsWorkbook } from '../../electron/export/resultsWorkbook.ts';
import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import type { Column, Snapshot } from '../../shared/model/dataset.ts';
import { variableId } from '../../shared/model/ids.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { bookOf } from '../shared/report/bookOf.ts';
import { sampleSnapshot } from '../shared/report/sampleSnapshot.ts';

/** Gaps, a question more on one indicator, a scale where small is good, and weights as asked. */
function survey(design: 'none' | 'survey' | 'frequency'): Snapshot {
  const plain = sampleSnapshot(60);
  const columns = new Map(plain.columns);
  const numbers = (name: string): Float64Array => {
    const column = plain.columns.get(variableId(name));
    if (column?.kind !== 'numeric') throw new Error(name);
    return column.values;
  };
  const put = (name: string, values: Float64Array): void =>
    void columns.set(variableId(name), { kind: 'numeric', values } satisfies Column);
  put(
    'q1',
    numbers('q1').map((value, row) => (row % 7 === 3 ? Number.NaN : value)),
  );
  put(
    'q4',
    numbers('q4').map((value, row) => (row % 5 === 2 ? 99 : value)),
  );
  put(
    'extra',
    numbers('q2').map((value, row) => (row % 4 === 1 ? Number.NaN : 11 - value)),
  );
  put(
    'w',
    numbers('q3').map((_, row) => (design === 'frequency' ? 1 + (row % 3) : 0.5 + 0.1 * (row % 11))),
  );
  const q2 = plain.variables.find(({ name }) => name === 'Q2')!;
  const add = (name: string, changes: Partial<Variable>): Variable => ({
    ...q2,
    ...changes,
    id: variableId(name),
    name,
    label: name,
    order: 90,
  });
  return {
    ...plain,
    columns,
    variables: [
      ...plain.variables,
      add('extra', { scale: { ...q2.scale!, direction: 'descending' } }),
      add('w', { role: 'weight', scale: null, indicatorId: null }),
    ],
    design:
      design === 'none' ? plain.design : { ...plain.design, weight: { variableId: variableId('w'), kind: design } },
  };
}

/** The workbook without the values its formulas carry: what it shows must be computed. */
function withoutValues(bytes: Uint8Array): Uint8Array {
  const files = Object.entries(unzipSync(bytes)).map(([path, part]): [string, Uint8Array] => [
    path,
    path.startsWith('xl/worksheets/sheet') ? strToU8(strFromU8(part).replaceAll(/<\/f><v>[^<]*<\/v>/g, '</f>')) : part,
  ]);
  return zipSync(Object.fromEntries(files));
}

describe('LibreOffice computes the index from the answers in the results workbook', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'csi-office-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function computed(bytes: Uint8Array, name: string): Promise<ReadonlyMap<string, number>> {
    const path = join(folder, `${name}.xlsx`);
    writeFileSync(path, withoutValues(bytes));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const out = join(folder, 'out');
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, path]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(join(out, `${name}.xlsx`)) as never);
    const rows = new Map<string, number>();
    book.getWorksheet('指数')!.eachRow((row) => {
      const { value } = row.getCell(6);
      const result = typeof value === 'object' && value !== null && 'result' in value ? value.result : value;
      if (typeof result === 'number') rows.set(row.getCell(1).text, result);
    });
    return rows;
  }

  it.each([
    ['none', 'renormalise'],
    ['none', 'listwise'],
    ['survey', 'renormalise'],
    ['frequency', 'renormalise'],
  ] as const)('weights %s, gaps %s', async (design, missing) => {
    const snapshot = survey(design);
    const request = { analysis: 'csi.index', inputs: {}, options: { missing } };
    const { values } = runAnalysis(snapshot, request);
    const overall = values['overall'] as {
      readonly index: number;
      readonly indexOfMeans: number;
      readonly n: number;
      readonly sd: number;
      readonly se: number;
      readonly interval: { readonly lower: number; readonly upper: number };
    };
    const rows = await computed(resultsWorkbook(bookOf(snapshot, request)), `${design}-${missing}`);
    const near = (name: string, value: number): void =>
      expect(Math.abs(rows.get(name)! - value), name).toBeLessThan(1e-9);
    near('份数 n', overall.n);
    near('顾客满意度指数 CSI', overall.index);
    near('标准差', overall.sd);
    near('标准误', overall.se);
    near('置信区间下限', overall.interval.lower);
    near('置信区间上限', overall.interval.upper);
    near('由各指标均值汇总（ΣW·均值/ΣW）', overall.indexOfMeans);
    for (const node of values['nodes'] as readonly { id: string; score: number }[])
      near(snapshot.indicators.find(({ id }) => id === node.id)!.name, node.score);
  });
});
