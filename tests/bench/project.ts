import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Figure } from './figures.ts';
import { runScript } from './processes.ts';
import { surveyFile } from './surveyFiles.ts';

/** Import, edit to refreshed numbers, undo, save and reopen through the services, each size in a process of its own. */
export const project: Bench = {
  name: 'project',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    const figures: Figure[] = [];
    try {
      for (const [rows, runs] of [
        [1000, 5],
        [10_000, 5],
        [100_000, 3],
      ] as const) {
        const file = await surveyFile(rows, 'xlsx');
        const args = ['tests/bench/projectOnce.ts', file, String(rows), String(runs), folder];
        const { lastLine, code } = await runScript(args);
        if (code !== 0) throw new Error(`measuring ${rows} rows ended with ${code}`);
        figures.push(...(JSON.parse(lastLine) as Figure[]));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return figures;
  },
};
