/** Reads one file in this process and prints {ms, cpuMs, peakMb, rows}: memory can only be told apart in a process of its own. */
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { peakMemoryMb } from './processes.ts';

const file = process.argv[2]!;
const before = process.cpuUsage();
const started = performance.now();
const workbook = await readWorkbook(file, file);
const ms = performance.now() - started;
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  `${JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb: peakMemoryMb(process.pid), rows: workbook.sheets[0]!.rowCount })}\n`,
);
