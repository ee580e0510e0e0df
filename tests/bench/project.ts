import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import { createServices } from '../../electron/services/createServices.ts';
import type { PagePrinter } from '../../electron/services/ports.ts';
import type { Services } from '../../electron/services/types.ts';
import { type Bench, type Figure, timed } from './figures.ts';
import { makeWorkbook } from './makeWorkbook.ts';
import { peakMemoryMb, root } from './processes.ts';

/** Nothing is printed here. */
const noPrinter: PagePrinter = {
  problem: () => Promise.resolve({ zh: '不打印', en: 'no printing' }),
  drawFigures: () => Promise.reject(new Error('no printer in this bench')),
  printPdf: () => Promise.reject(new Error('no printer in this bench')),
  close: () => Promise.resolve(),
};

function caller(services: Services) {
  let calls = 0;
  return async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> =>
    (await services.call(method, input, {
      callId: `bench-${++calls}`,
      signal: new AbortController().signal,
      report: () => undefined,
    })) as Output<M>;
}

async function measure(rows: number, runs: number, folder: string): Promise<Figure[]> {
  const file = join(folder, `${rows}.xlsx`);
  writeFileSync(file, makeWorkbook({ rows, columns: 60 }));
  const services = await createServices({
    host: 'cli',
    version: 'bench',
    now: () => Date.now(),
    paths: {
      data: join(folder, `data-${rows}`),
      projects: join(folder, `projects-${rows}`),
      resources: join(root, 'resources'),
    },
    dialogs: null,
    printer: noPrinter,
    log: () => undefined,
  });
  const call = caller(services);
  const figures: Figure[] = [];
  let projectId = '';
  const imported = await timed(runs, async () => {
    if (projectId !== '') await call('project.close', { projectId });
    const { handle } = await services.files.adopt(file);
    const { suggestedSheet } = await call('import.inspect', { file: handle });
    const { plan } = await call('import.propose', {
      file: handle,
      sheet: suggestedSheet,
      headerRows: null,
      firstDataRow: null,
      lastDataRow: null,
      indicatorTemplate: null,
      remembered: null,
    });
    const state = await call('project.create', { name: `bench ${rows}`, templateId: null });
    projectId = state.projectId;
    await call('import.run', { projectId, file: handle, plan, mode: 'replace' });
  });
  figures.push({
    name: `import ${rows} x 60 into a project`,
    value: imported,
    unit: 'ms',
    runs,
    aim: rows === 10_000 ? 1000 : 4000,
  });
  figures.push({
    name: `import ${rows} x 60, peak memory`,
    value: peakMemoryMb(process.pid),
    unit: 'MB',
    runs: 1,
    ...(rows === 100_000 ? { aim: 600 } : {}),
  });

  const state = await call('project.state', { projectId });
  const ratings = Object.values(state.entities['variable']!).filter(
    (variable) => (variable as { scale: unknown }).scale !== null,
  ) as unknown as { id: string; name: string }[];
  const items = ratings.slice(0, 20).map((variable) => variable.id);
  const requests = [
    { analysis: 'csi.index', inputs: { items }, options: {} },
    { analysis: 'distribution.normality', inputs: { items }, options: {} },
    { analysis: 'reliability.cronbachAlpha', inputs: { items }, options: {} },
    { analysis: 'describe.statistics', inputs: { items }, options: {} },
  ];
  const first = await call('analysis.run', { projectId, requests, key: 'screen' });
  const failed = first.results.find((one) => !one.ok);
  if (failed) throw new Error(`bench analysis failed: ${JSON.stringify(failed)}`);
  const refreshed = await timed(Math.max(runs, 7), async (run) => {
    await call('project.apply', {
      projectId,
      command: {
        type: 'cells.set',
        edits: [{ variableId: items[run % items.length]!, row: run, value: 1 + ((run * 3) % 10) }],
      },
    });
    await call('analysis.run', { projectId, requests, key: 'screen' });
  });
  figures.push({
    name: `edit to four refreshed results, ${rows} x 60`,
    value: refreshed,
    unit: 'ms',
    runs: Math.max(runs, 7),
    ...(rows === 10_000 ? { aim: 100 } : {}),
  });
  figures.push({
    name: `undo, ${rows} x 60`,
    value: await timed(5, () => call('project.undo', { projectId })),
    unit: 'ms',
    runs: 5,
  });
  figures.push({
    name: `save, ${rows} x 60`,
    value: await timed(runs, () => call('project.save', { projectId })),
    unit: 'ms',
    runs,
  });
  await call('project.close', { projectId });
  const [recent] = (await call('project.recent', {})).projects;
  const reopened = await timed(runs, async () => {
    const opened = await call('project.open', { recentId: recent!.recentId });
    await call('project.close', { projectId: opened.projectId });
  });
  figures.push({ name: `reopen and close, ${rows} x 60`, value: reopened, unit: 'ms', runs });
  await services.close();
  return figures;
}

/** Import, edit to refreshed numbers, undo, save and reopen through the services. */
export const project: Bench = {
  name: 'project',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    try {
      return [
        ...(await measure(1000, 5, folder)),
        ...(await measure(10_000, 5, folder)),
        ...(await measure(100_000, 3, folder)),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
