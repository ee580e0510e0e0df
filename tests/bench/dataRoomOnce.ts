/** Measures one file in a process of its own: node dataRoomOnce.ts FILE ROWS FOLDER; prints figures as JSON. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createServices } from '../../electron/services/createServices.ts';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import { type Figure, timed } from './figures.ts';
import { root } from './processes.ts';

const [file = '', rowText = '0', folder = ''] = process.argv.slice(2);
const rows = Number(rowText);
mkdirSync(folder, { recursive: true });
const what = `${rows} x 60 ${extname(file)}`;
const figures: Figure[] = [];

/** Resident memory now, in MB: what the step before has left. */
function noteMemory(after: string): void {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  figures.push({
    name: `memory after ${after}, ${what}`,
    value: Number(found?.[1] ?? Number.NaN) / 1024,
    unit: 'MB',
    runs: 1,
  });
}

async function step(name: string, runs: number, work: (run: number) => Promise<unknown>, aim?: number): Promise<void> {
  const value = await timed(runs, work);
  figures.push({ name: `${name}, ${what}`, value, unit: 'ms', runs, ...(aim === undefined ? {} : { aim }) });
  if (process.platform === 'linux') noteMemory(name);
}

const projects = join(folder, 'projects');
const services = await createServices({
  host: 'cli',
  version: 'bench',
  now: () => Date.now(),
  paths: { data: join(folder, 'data'), projects, resources: join(root, 'resources') },
  dialogs: null,
  printer: {
    problem: () => Promise.resolve({ zh: '不打印', en: 'no printing' }),
    warmUp: () => undefined,
    figurePngs: () => Promise.reject(new Error('no printer in this bench')),
    drawFigures: () => Promise.reject(new Error('no printer in this bench')),
    printPdf: () => Promise.reject(new Error('no printer in this bench')),
    close: () => Promise.resolve(),
  },
  log: () => undefined,
});
let calls = 0;
const call = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> =>
  (await services.call(method, input, {
    callId: `bench-${++calls}`,
    signal: new AbortController().signal,
    report: () => undefined,
  })) as Output<M>;

const { projectId } = await call('project.create', { name: 'bench', templateId: null });
await step('import', 1, async () => {
  const { handle } = await services.files.adopt(file);
  const { suggestedSheet: sheet } = await call('import.inspect', { file: handle });
  const { plan } = await call('import.propose', {
    file: handle,
    sheet,
    headerRows: null,
    firstDataRow: null,
    lastDataRow: null,
    indicatorTemplate: null,
    remembered: null,
  });
  await call('import.run', { projectId, file: handle, plan, mode: 'replace' });
});
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
  ...(extname(file) === '.xlsx' ? { aim: 1.5 } : {}),
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
if (extname(file) === '.xlsx' && rows <= 100_000)
  for (const format of ['csv', 'sav', 'xlsx'] as const)
    await step(`export as .${format}`, 1, () => call('data.export', { projectId, format, options }));
await services.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
