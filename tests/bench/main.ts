/** `npm run bench [name …]`: measures and prints a table, then all figures as one JSON line; also written to tests/.output/bench.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { commandLine } from './commandLine.ts';
import type { Bench, Figure } from './figures.ts';
import { dataRoom } from './dataRoom.ts';
import { firstScreen } from './firstScreen.ts';
import { root } from './processes.ts';
import { project } from './project.ts';
import { reading } from './reading.ts';

const benches: readonly Bench[] = [reading, project, dataRoom, commandLine, firstScreen];
const wanted = process.argv.slice(2);
const figures: Figure[] = [];
for (const bench of benches.filter((one) => wanted.length === 0 || wanted.some((name) => one.name.includes(name)))) {
  process.stdout.write(`\n${bench.name}\n`);
  for (const figure of await bench.run()) {
    figures.push(figure);
    const aim = figure.aim === undefined ? '' : `aim ${figure.aim}`;
    process.stdout.write(
      `  ${figure.name.padEnd(46)} ${figure.value.toFixed(figure.value < 100 ? 1 : 0).padStart(9)} ${figure.unit.padEnd(7)} median of ${figure.runs}  ${aim}\n`,
    );
  }
}
const report = { node: process.version, cores: cpus().length, figures };
mkdirSync(join(root, 'tests/.output'), { recursive: true });
writeFileSync(join(root, 'tests/.output/bench.json'), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`\n${JSON.stringify(report)}\n`);
