/** `npm run bench [name …]`: measures and prints a table, then all figures as one JSON line; also written to tests/.output/bench.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { analyses } from './analyses.ts';
import { commandLine } from './commandLine.ts';
import { dataRoom } from './dataRoom.ts';
import { evaluateEverything } from './evaluateAll.ts';
import { type Bench, type Figure, lineOf } from './figures.ts';
import { firstScreen } from './firstScreen.ts';
import { model } from './model.ts';
import { multivariate } from './multivariate.ts';
import { reportTyping } from './reportTyping.ts';
import { longReport, report, reportsByBranch } from './report.ts';
import { root } from './processes.ts';
import { project } from './project.ts';
import { reading } from './reading.ts';
import { satisfaction } from './satisfaction.ts';
import { sheet } from './sheet.ts';

const benches: readonly Bench[] = [
  reading,
  project,
  dataRoom,
  analyses,
  multivariate,
  satisfaction,
  model,
  sheet,
  reportTyping,
  report,
  longReport,
  reportsByBranch,
  evaluateEverything,
  commandLine,
  firstScreen,
];
const wanted = process.argv.slice(2);
const figures: Figure[] = [];
for (const bench of benches.filter((one) => wanted.length === 0 || wanted.some((name) => one.name.includes(name)))) {
  process.stdout.write(`\n${bench.name}\n`);
  for (const figure of await bench.run()) {
    figures.push(figure);
    process.stdout.write(`${lineOf(figure)}\n`);
  }
}
const summary = { node: process.version, cores: cpus().length, figures };
mkdirSync(join(root, 'tests/.output'), { recursive: true });
writeFileSync(join(root, 'tests/.output/bench.json'), `${JSON.stringify(summary, null, 2)}\n`);
process.stdout.write(`\n${JSON.stringify(summary)}\n`);
