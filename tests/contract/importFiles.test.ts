import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
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
});
