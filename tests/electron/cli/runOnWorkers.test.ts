import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readTable, runRequest } from '../../../electron/hosts/cli/readTable.ts';
import { interruptible, progressText } from '../../../electron/hosts/cli/interruptible.ts';
import { runOnWorkers } from '../../../electron/services/runOnWorkers.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';

const mobi = fileURLToPath(new URL('../../golden/oracle/data/mobi.csv', import.meta.url));
const constructs = [
  { name: 'QUAL', items: ['PERQ1', 'PERQ2', 'PERQ3', 'PERQ4'] },
  { name: 'SAT', items: ['CUSA1', 'CUSA2', 'CUSA3'] },
];
const request = runRequest.parse({
  variables: Object.fromEntries(
    constructs.flatMap(({ items }) => items.map((name) => [name, { scale: { min: 1, max: 10 } }])),
  ),
});
const asked = (resamples: number): AnalysisRequest => ({
  analysis: 'model.pls',
  inputs: {},
  options: { model: { constructs, paths: [{ from: 'QUAL', to: 'SAT' }] }, resamples, interval: 'bca' },
});

describe('an analysis of a table on the workers', () => {
  test('has the numbers of one thread, to the last digit, and tells its progress', async () => {
    const table = await readTable(mobi, undefined, request);
    const told: number[] = [];
    const result = await runOnWorkers(table, asked(600), { report: (done, total) => told.push(done / total) });
    expect(result).toEqual(runAnalysis(table, asked(600), uncontrolled));
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test('stops when asked in its midst', async () => {
    const table = await readTable(mobi, undefined, request);
    const stop = new AbortController();
    const run = runOnWorkers(table, asked(100_000), { signal: stop.signal, report: () => stop.abort() });
    await expect(run).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('Ctrl-C', () => {
  test('asks the work to stop and leaves no progress line; afterwards the program hears it no more', async () => {
    const lines: string[] = [];
    const io = { print: () => undefined, progress: (text: string) => void lines.push(text) };
    const before = process.listenerCount('SIGINT');
    const work = interruptible(io, (signal) => {
      io.progress(progressText(1, 4, 'resampling'));
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new CancelledError()));
        process.emit('SIGINT');
      });
    });
    await expect(work).rejects.toBeInstanceOf(CancelledError);
    expect(lines).toEqual(['resampling 25 %', '']);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
