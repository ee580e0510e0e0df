import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savOf } from '../../electron/export/dataSav.ts';
import { dataTable } from '../../electron/export/dataTable.ts';
import { writeCsv } from '../../electron/export/dataCsv.ts';
import { writeSav } from '../../electron/workbooks/sav/writeSav.ts';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../shared/importing/applyPlan.ts';
import { proposePlan } from '../../shared/importing/proposePlan.ts';
import { variableId } from '../../shared/model/ids.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { Bench, Figure } from './figures.ts';
import { makeWorkbook } from './makeWorkbook.ts';
import { runScript } from './processes.ts';

/** The same survey as .csv and .sav, beside the workbook. */
async function alsoAs(workbook: string): Promise<readonly string[]> {
  const sheet = (await readWorkbook(workbook, workbook)).sheets[0]!;
  const { variables, columns } = applyPlan(sheet, proposePlan(sheet));
  const questions = variables.map((draft, i) => ({
    ...draft,
    id: variableId(`v${i}`),
    indicatorId: null,
    source: null,
  }));
  const table = dataTable(
    {
      name: 'bench',
      at: 0,
      variables: questions,
      columns: new Map(questions.map(({ id }, i) => [id, columns[i]!])),
      rowCount: sheet.rowCount - 1,
      exclusions: [],
      weightId: null,
      indicators: new Map(),
      log: [],
    },
    { labels: false, personal: true, excluded: true, codebook: false, log: false, exact: true, locale: 'zh-CN' },
  );
  const pieces: Uint8Array[] = [];
  writeCsv(table, { write: (bytes) => void pieces.push(bytes) }, uncontrolled);
  const [csv, sav] = [workbook.replace(/xlsx$/, 'csv'), workbook.replace(/xlsx$/, 'sav')];
  writeFileSync(csv, Buffer.concat(pieces));
  writeFileSync(sav, writeSav(savOf(table, 'bench')));
  return [csv, sav];
}

/** The data room through the services: each kind of file in, edits, paste, undo, save, reopen, files out, memory after each, growth with rows. */
export const dataRoom: Bench = {
  name: 'data room',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    const figures: Figure[] = [];
    try {
      for (const rows of [1000, 10_000, 100_000, 300_000]) {
        const workbook = join(folder, `${rows}.xlsx`);
        writeFileSync(workbook, makeWorkbook({ rows, columns: 60 }));
        const files = [workbook, ...(rows === 100_000 ? await alsoAs(workbook) : [])];
        for (const [i, file] of files.entries()) {
          const own = join(folder, `${rows}-${i}`);
          const { lastLine } = await runScript(['tests/bench/dataRoomOnce.ts', file, String(rows), own]);
          figures.push(...(JSON.parse(lastLine) as Figure[]));
          rmSync(own, { recursive: true, force: true });
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return figures;
  },
};
