import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../electron/export/dataTable.ts';
import { writeDataFile } from '../../electron/jobs/writeDataFile.ts';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { cellKind } from '../../shared/importing/rawCells.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import { sampleSnapshot } from '../shared/report/sampleSnapshot.ts';

/** What spreadsheets like to take for something else. */
const texts = ['很好', '=1+1', '-5 分', '0012', '<b>&amp;</b>', '😀', '_x0041_', '两行\n文字', '  空格  '];

describe('LibreOffice opens the exported data', () => {
  it('and shows every cell of every sheet as it was written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'csi-office-'));
    try {
      const snapshot = sampleSnapshot(200);
      const { rowCount } = snapshot;
      const questions = snapshot.variables.filter(({ id }) => snapshot.columns.has(id));
      const comment = { ...questions[0]!, id: 'comment' as never, name: '意见', label: '意见', scale: null };
      const day = { ...comment, id: 'day' as never, name: '日期', label: '日期' };
      const source: DataSource = {
        name: '导出',
        at: Date.UTC(2026, 0, 31),
        variables: [...questions, { ...comment, type: 'text' }, { ...day, type: 'date' }],
        columns: new Map([
          ...snapshot.columns,
          [
            'comment',
            {
              kind: 'text',
              codes: Int32Array.from({ length: rowCount }, (_, row) => (row % 11) - 1),
              dictionary: [...texts, ' '],
            },
          ],
          [
            'day',
            {
              kind: 'numeric',
              values: Float64Array.from({ length: rowCount }, (_, row) => Date.UTC(2025, 0, row, 8, 30)),
            },
          ],
        ]),
        rowCount,
        exclusions: [],
        weightId: null,
        indicators: new Map(),
        unread: [],
        log: [
          {
            type: 'cells.set',
            at: '2026-01-31T08:00:00.000Z',
            who: '王',
            label: { zh: '改', en: 'x' },
            cells: 1,
            forms: 1,
          },
        ],
      };
      const path = join(folder, '导出.xlsx');
      const options = { labels: true, personal: true, excluded: true, codebook: true, log: true, exact: true } as const;
      await writeDataFile({ path, format: 'xlsx', source, options: { ...options, locale: 'zh-CN' } }, uncontrolled);
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const out = join(folder, 'out');
      await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, path]);
      const [written, opened] = await Promise.all(
        [path, join(out, '导出.xlsx')].map(async (file) => (await readWorkbook(file, file)).sheets),
      );
      expect(opened!.map(({ name }) => name)).toEqual(['数据', '标签', '编码本', '清洗日志']);
      let compared = 0;
      written!.forEach((sheet, at) => {
        sheet.columns.forEach(({ kinds, values }, column) => {
          const other = opened![at]!;
          for (let row = 0; row < sheet.rowCount; row++) {
            const read = other.columns[column];
            const kind = read?.kinds[row] ?? cellKind.empty;
            const place = `${sheet.name}, row ${row + 1}, column ${column + 1}`;
            expect(kind, place).toBe(kinds[row]);
            if (kind === cellKind.empty) continue;
            if (kind === cellKind.text) expect(other.texts[read!.values[row]!], place).toBe(sheet.texts[values[row]!]);
            else expect(read!.values[row], place).toBe(values[row]);
            compared++;
          }
        });
      });
      expect(compared).toBeGreaterThan(2 * rowCount * questions.length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
