/** Measures one file in a process of its own: node dataRoomOnce.ts FILE ROWS FOLDER RUN; prints figures as JSON. The slow exports are measured in run 0 only. */
import { mkdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Figure, timedWithProcessor } from './figures.ts';
import { forgetPeakMemory, peakMemoryMb } from './processes.ts';
import { startServices } from './services.ts';

const [file = '', rowText = '0', folder = '', runText = '0'] = process.argv.slice(2);
const rows = Number(rowText);
mkdirSync(folder, { recursive: true });
const what = `${rows} x 60 ${extname(file)}`;
const figures: Figure[] = [];

async function step(name: string, runs: number, work: (run: number) => Promise<unknown>, aim?: number): Promise<void> {
  forgetPeakMemory();
  const measured = await timedWithProcessor(runs, work);
  figures.push({ name: `${name}, ${what}`, ...measured, unit: 'ms', runs, ...(aim === undefined ? {} : { aim }) });
  const peak = peakMemoryMb(process.pid);
  if (!Number.isNaN(peak)) figures.push({ name: `${name}, ${what}: peak memory`, value: peak, unit: 'MB', runs: 1 });
}

const projects = join(folder, 'projects');
const { services, call, importFile } = await startServices({ data: join(folder, 'data'), projects });
const { projectId } = await call('project.create', { name: 'bench', templateId: null });
await step('import', 1, () => importFile(projectId, file));
const { entities } = await call('project.state', { projectId });
const items = (Object.values(entities['variable']!) as { id: string; scale: { max: number } | null }[])
  .filter((variable) => variable.scale !== null)
  .map((variable) => variable.id);
const setCells = (edits: { variableId: string; row: number; value: number }[]): Promise<unknown> =>
  call('project.apply', { projectId, command: { type: 'cells.set', edits } });
await step('edit of a cell', 7, (run) => setCells([{ variableId: items[run % items.length]!, row: run, value: 5 }]));
const block = Math.min(rows, 1000);
await step(
  'paste of 10,000 cells',
  3,
  (run) =>
    setCells(
      items
        .slice(0, 10)
        .flatMap((variableId) =>
          Array.from({ length: block }, (_, row) => ({ variableId, row, value: 1 + ((row + run) % 5) })),
        ),
    ),
  1000,
);
await step('undo', 3, () => call('project.undo', { projectId }));
const reverse = (variableIds: string[]): Promise<unknown> =>
  call('project.apply', {
    projectId,
    command: { type: 'cleaning.reverse', variableIds, into: null, where: null },
  });
await step('reverse of a question in place', 3, (run) => reverse([items[20 + run]!]));
await step('reverse of ten questions in place', 1, () => reverse(items.slice(30, 40)));
await step('save', 1, () => call('project.save', { projectId }));
await call('project.close', { projectId });
await step(
  'reopen',
  3,
  async (run) => {
    if (run > 0) await call('project.close', { projectId });
    await call('project.open', { recentId: projectId });
  },
  rows <= 100_000 ? 1000 : undefined,
);
figures.push({
  name: `project file against its source, ${what}`,
  value: statSync(join(projects, 'bench.csi')).size / statSync(file).size,
  unit: 'ratio',
  runs: 1,
  ...(extname(file) === '.xlsx' && rows === 100_000 ? { aim: 1.5 } : {}),
});
const options = {
  labels: false,
  personal: true,
  excluded: true,
  codebook: true,
  log: true,
  exact: true,
  locale: 'zh-CN' as const,
};
if (extname(file) === '.xlsx' && rows === 100_000 && runText === '0')
  for (const format of ['csv', 'sav', 'xlsx'] as const)
    await step(`export as .${format}`, 1, () => call('data.export', { projectId, format, options }));
await services.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
