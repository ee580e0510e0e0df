import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, type Figure, median } from './figures.ts';
import { makeWorkbook } from './makeWorkbook.ts';
import { runScript } from './processes.ts';

/** The workbook reader alone, each run in a process of its own, and its growth with rows. */
export const reading: Bench = {
  name: 'reading .xlsx',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    const figures: Figure[] = [];
    try {
      for (const { rows, runs, aim } of [
        { rows: 1000, runs: 5, aim: undefined },
        { rows: 10_000, runs: 5, aim: 1000 },
        { rows: 100_000, runs: 3, aim: 4000 },
      ]) {
        const file = join(folder, `${rows}.xlsx`);
        writeFileSync(file, makeWorkbook({ rows, columns: 60 }));
        const measured: { ms: number; peakMb: number }[] = [];
        for (let run = 0; run < runs; run++)
          measured.push(
            JSON.parse((await runScript(['tests/bench/readWorkbookOnce.ts', file])).lastLine) as {
              ms: number;
              peakMb: number;
            },
          );
        figures.push({
          name: `read ${rows} x 60`,
          value: median(measured.map((one) => one.ms)),
          unit: 'ms',
          runs,
          ...(aim === undefined ? {} : { aim }),
        });
        figures.push({
          name: `read ${rows} x 60, peak memory`,
          value: median(measured.map((one) => one.peakMb)),
          unit: 'MB',
          runs,
          ...(rows === 100_000 ? { aim: 600 } : {}),
        });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return figures;
  },
};
