import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, type Figure, median } from './figures.ts';
import { runScript } from './processes.ts';
import { type SurveyFormat, surveyFile } from './surveyFiles.ts';

const measured: readonly (readonly [rows: number, format: SurveyFormat, runs: number])[] = [
  [1000, 'xlsx', 3],
  [10_000, 'xlsx', 3],
  [100_000, 'xlsx', 3],
  [100_000, 'csv', 3],
  [100_000, 'sav', 3],
  [300_000, 'xlsx', 1],
];

/** The data room through the services: each kind of file in, edits, paste, cleaning, undo, save, reopen, files out; peak memory of each, growth with rows. */
export const dataRoom: Bench = {
  name: 'data room',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    const figures: Figure[] = [];
    try {
      for (const [rows, format, runs] of measured) {
        const file = await surveyFile(rows, format);
        const all: Figure[][] = [];
        for (let run = 0; run < runs; run++) {
          const own = join(folder, `${rows}-${format}-${run}`);
          const { lastLine, code } = await runScript([
            'tests/bench/dataRoomOnce.ts',
            file,
            String(rows),
            own,
            String(run),
          ]);
          if (code !== 0) throw new Error(`measuring ${file} ended with ${code}`);
          all.push(JSON.parse(lastLine) as Figure[]);
          rmSync(own, { recursive: true, force: true });
        }
        for (const figure of all[0]!) {
          const same = all.flatMap((one) => one.filter(({ name }) => name === figure.name));
          const processor = same.flatMap(({ processorMs }) => processorMs ?? []);
          figures.push({
            ...figure,
            value: median(same.map(({ value }) => value)),
            ...(processor.length > 0 ? { processorMs: median(processor) } : {}),
            runs: same.reduce((sum, one) => sum + one.runs, 0),
          });
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return figures;
  },
};
