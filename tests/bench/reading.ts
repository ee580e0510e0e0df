import { type Bench, type Figure, median, type Peer, type Timed } from './figures.ts';
import { runScript } from './processes.ts';
import { type SurveyFormat, surveyFile } from './surveyFiles.ts';

/** At 100,000 x 60, in milliseconds. */
const peers: Readonly<Record<SurveyFormat, readonly Peer[]>> = {
  xlsx: [
    { name: 'readxl', value: 2500 },
    { name: 'openpyxl', value: 13_700 },
  ],
  csv: [
    { name: 'pandas', value: 170 },
    { name: 'data.table', value: 40 },
  ],
  sav: [{ name: 'haven', value: 800 }],
};

const sizes = [
  [1000, 3],
  [10_000, 3],
  [100_000, 5],
  [300_000, 1],
] as const;

/** The readers alone, each run in a process of its own, and their growth with rows. */
export const reading: Bench = {
  name: 'reading',
  async run() {
    const figures: Figure[] = [];
    for (const format of ['xlsx', 'csv', 'sav'] as const)
      for (const [rows, runs] of sizes) {
        if (rows > 100_000 && format !== 'xlsx') continue;
        const file = await surveyFile(rows, format);
        const measured: (Timed & { readonly peakMb: number })[] = [];
        for (let run = 0; run < runs; run++) {
          const { lastLine, code } = await runScript(['tests/bench/readWorkbookOnce.ts', file]);
          if (code !== 0) throw new Error(`reading ${file} ended with ${code}`);
          measured.push(JSON.parse(lastLine) as (typeof measured)[number]);
        }
        const what = `${rows} x 60 .${format}`;
        const beside = rows === 100_000 ? { peers: peers[format] } : {};
        const processorMs = median(measured.map((one) => one.processorMs));
        const value = median(measured.map((one) => one.value));
        figures.push(
          { name: `read ${what}`, value, processorMs, unit: 'ms', runs, ...beside },
          { name: `read ${what}: peak memory`, value: median(measured.map((one) => one.peakMb)), unit: 'MB', runs },
        );
      }
    return figures;
  },
};
