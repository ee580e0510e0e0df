/** Reads one file in this process and prints {value, processorMs, peakMb, rows}: memory can only be told apart in a process of its own. */
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { timedWithProcessor } from './figures.ts';
import { peakMemoryMb } from './processes.ts';

const file = process.argv[2]!;
let rows = 0;
const measured = await timedWithProcessor(1, async () => {
  rows = (await readWorkbook(file, file)).sheets[0]!.rowCount;
});
process.stdout.write(`${JSON.stringify({ ...measured, peakMb: peakMemoryMb(process.pid), rows })}\n`);
