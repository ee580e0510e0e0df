import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, timed } from './figures.ts';
import { runScript } from './processes.ts';

/** The sample evaluated with its report by the built command line, start to exit. */
export const commandLine: Bench = {
  name: 'command line',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    const evaluate = async (format: string): Promise<number> =>
      timed(5, async (run) => {
        const { code } = await runScript([
          'electron/launch/csi.mjs',
          'evaluate',
          'resources/samples/supermarket.xlsx',
          '--out',
          join(folder, `${format}-${run}`),
          '--format',
          format,
        ]);
        if (code !== 0) throw new Error(`csi evaluate --format ${format} ended with ${code}`);
      });
    try {
      return [
        { name: 'evaluate sample to docx and pdf', value: await evaluate('docx,pdf'), unit: 'ms', runs: 5, aim: 5000 },
        { name: 'evaluate sample to json', value: await evaluate('json'), unit: 'ms', runs: 5 },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
