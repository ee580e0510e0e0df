/** Reads one workbook in this process and prints {ms, peakMb, rows}: memory can only be told apart in a process of its own. */
import { readFileSync } from 'node:fs';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { peakMemoryMb } from './processes.ts';

const bytes = readFileSync(process.argv[2]!);
const started = performance.now();
const workbook = await readWorkbook('bench.xlsx', bytes);
const ms = performance.now() - started;
process.stdout.write(
  `${JSON.stringify({ ms, peakMb: peakMemoryMb(process.pid), rows: workbook.sheets[0]!.rowCount })}\n`,
);
