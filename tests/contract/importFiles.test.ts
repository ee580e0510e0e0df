import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import { writeSav } from '../../electron/workbooks/sav/writeSav.ts';
import type { SavFile } from '../../shared/importing/savFile.ts';
import { savVariable, surveyFile } from '../fixtures/sav/surveyFile.ts';
import { csvOf, wenjuanxingByText } from '../fixtures/imports/platformExports.ts';
import { type Harness, startServices } from './support/services.ts';

let folder: string;
let host: Harness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-import-'));
  host = await startServices(folder);
});

afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => host.call(method, input);

describe('importing text tables and exports of platforms', () => {
  const asked = { headerRows: null, firstDataRow: null, lastDataRow: null, indicatorTemplate: null, remembered: null };

  it('reads a text table as it is told, and keeps to it', async () => {
    // 很滿意 in Big5, which is also some GB18030.
    const bytes = Buffer.concat([
      Buffer.from('Q1;Q2\n1,5;'),
      Buffer.of(0xab, 0xdc, 0xba, 0xa1, 0xb7, 0x4e),
      Buffer.from('\n'),
    ]);
    const { handle: file } = await host.services.files.store('big5.csv', bytes);
    const first = await call('import.inspect', { file });
    expect(first.text?.read).toEqual({ encoding: 'gb18030', delimiter: ';', quote: '"', decimal: ',' });
    expect(first.text?.samples.find(({ encoding }) => encoding === 'big5')?.sample).toContain('很滿意');
    const told = await call('import.inspect', { file, text: { encoding: 'big5', decimal: '.' } });
    expect(told.text?.read).toMatchObject({ encoding: 'big5', decimal: '.' });
    const { rows } = await call('import.preview', { file, sheet: told.suggestedSheet, fromRow: 1, toRow: 2 });
    expect(rows).toEqual([['1,5', '很滿意']]);
    await expect(call('import.inspect', { file, text: { encoding: 'ebcdic' } } as never)).rejects.toMatchObject({
      code: 'call.badInput',
    });
  });

  it('takes a file without a heading, and one that gets its heading from the user', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [i + 1, 1 + (i % 5), 1 + (i % 4)]);
    const { handle: file } = await host.services.files.store('无表头.csv', Buffer.from(csvOf(rows)));
    const { suggestedSheet: sheet } = await call('import.inspect', { file });
    const { plan, summary } = await call('import.propose', { ...asked, file, sheet });
    expect(plan).toMatchObject({ headerRows: [0, -1], firstDataRow: 0 });
    expect(summary.rows).toBe(30);
    const again = await call('import.propose', { ...asked, file, sheet, headerRows: [0, -1], firstDataRow: 2 });
    expect(again.summary.rows).toBe(28);
    expect((await call('import.propose', { ...asked, file, sheet, headerRows: [0, 0] })).summary.rows).toBe(29);
    const { projectId } = await call('project.create', { name: '无表头', templateId: null });
    expect((await call('import.run', { projectId, file, plan, mode: 'replace' })).summary.rows).toBe(30);
    await call('project.close', { projectId });
  });

  it('refuses bad bytes by line, and marks them when asked', async () => {
    const { handle: file } = await host.services.files.store(
      'bad.csv',
      Buffer.concat([Buffer.from('a\n'), Buffer.of(0xff), Buffer.from('\n')]),
    );
    await expect(call('import.inspect', { file })).rejects.toMatchObject({
      code: 'workbook.textEncoding',
      details: { line: 2 },
    });
    const marked = await call('import.inspect', { file, text: { badBytes: 'mark' } });
    expect(marked.notices.map(({ code, cell }) => [code, cell])).toContainEqual(['read.badBytes', 'A2']);
  });

  it('recognises the platform, matches with the tree of the project, and can be corrected', async () => {
    const { handle: file } = await host.services.files.store('wjx.csv', Buffer.from(csvOf(wenjuanxingByText())));
    const { suggestedSheet: sheet } = await call('import.inspect', { file });
    const { projectId } = await call('project.create', { name: '平台', templateId: 'supermarket' });
    const proposed = await call('import.propose', { ...asked, file, sheet, keepTreeOf: projectId });
    expect(proposed.recognised).toEqual({ platform: 'wenjuanxing', codebook: null, codebooks: [] });
    expect(proposed.plan.indicatorTemplate).toBeNull();
    expect(proposed.plan.columns.find((column) => column.name === 'Q4_1')?.indicatorName).toBe('收银速度');
    const plain = await call('import.propose', { ...asked, file, sheet, platform: null });
    expect(plain.recognised.platform).toBeNull();
    expect(plain.plan.columns.some((column) => column.blankTexts)).toBe(false);
    const { summary, state } = await call('import.run', { projectId, file, plan: proposed.plan, mode: 'replace' });
    expect(summary.rows).toBe(40);
    // Weights and tree are the user's: an import changes neither.
    expect(Object.keys(state.entities['indicator']!).length).toBeGreaterThan(5);
    await call('project.close', { projectId });
  });

  it('proposes the English tree for headings in English, and either language on request', async () => {
    const questions = ['Staff attitude', 'Efficiency of the office', 'Complaint handling', 'Professionalism of staff'];
    const more = ['Gate security', 'Patrols', 'Parking', 'Fire safety', 'Elevators', 'Lighting', 'Repair quality'];
    const headings = ['Building', ...questions, ...more];
    const rows = Array.from({ length: 30 }, (_, i) => [
      `B${i % 3}`,
      ...[...questions, ...more].map((_q, j) => 1 + ((i + j) % 5)),
    ]);
    const { handle: file } = await host.services.files.store('estate.csv', Buffer.from(csvOf([headings, ...rows])));
    const { suggestedSheet: sheet } = await call('import.inspect', { file });
    const { plan } = await call('import.propose', { ...asked, file, sheet });
    expect(plan.indicatorTemplate).toBe('property.en');
    expect(plan.columns.find(({ header }) => header === 'Elevators')?.indicatorName).toBe('Lifts');
    const chinese = await call('import.propose', { ...asked, file, sheet, indicatorTemplate: 'property' });
    expect(chinese.plan.columns.find(({ header }) => header === 'Elevators')?.indicatorName).toBe('电梯运行');
    const { projectId } = await call('project.create', { name: 'Estate', templateId: null });
    const { state } = await call('import.run', { projectId, file, plan, mode: 'replace' });
    const tree = JSON.stringify(Object.values(state.entities['indicator'] ?? {}));
    for (const name of ['Maintenance', 'Lifts', 'Gate control']) expect(tree).toContain(`"name":"${name}"`);
    await call('project.close', { projectId });
  });

  it("compares a remembered plan with the dictionary of next month's file, and takes over what it declares", async () => {
    const labels = (...words: readonly string[]) => words.map((label, i) => ({ value: i + 1, label }));
    const month = async (name: string, cities: readonly string[], values: readonly number[], missing: number[]) => {
      const file: SavFile = {
        ...surveyFile(),
        multipleResponseSets: [],
        weight: null,
        variables: [
          savVariable('city', 0, {
            label: '城市',
            valueLabels: labels(...cities),
            missing: { values: missing, range: null },
          }),
        ],
        columns: [Float64Array.from(values)],
        rowCount: values.length,
      };
      return (await host.services.files.store(name, Buffer.from(writeSav(file)))).handle;
    };
    const first = await month('三月.sav', ['北京', '上海'], [1, 2, 1, 2], []);
    const sheetOf = async (file: string) => (await call('import.inspect', { file })).suggestedSheet;
    const { projectId } = await call('project.create', { name: '月度', templateId: null });
    const proposed = await call('import.propose', { ...asked, file: first, sheet: await sheetOf(first) });
    const { state } = await call('import.run', { projectId, file: first, plan: proposed.plan, mode: 'replace' });
    const [importId] = Object.keys(state.entities['import']!);

    const second = await month('四月.sav', ['北京', '上海', '广州'], [3, 2, 99, 1], [99]);
    const next = await call('import.propose', {
      ...asked,
      file: second,
      sheet: await sheetOf(second),
      remembered: { projectId, importId: importId! },
    });
    expect(next.summary.differences.map(({ code }) => code)).toEqual(['difference.newMissing', 'difference.newLabels']);
    expect(next.summary.facts[0]).toMatchObject({ answered: 3, nonAnswer: 1, outOfRange: 0 });
    await call('project.close', { projectId });
  });
});
