/** Measures one size in a process of its own, so that memory can be told apart: node projectOnce.ts WORKBOOK ROWS RUNS FOLDER; prints figures as JSON. */
import { join } from 'node:path';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import { createServices } from '../../electron/services/createServices.ts';
import type { PagePrinter } from '../../electron/services/ports.ts';
import type { Services } from '../../electron/services/types.ts';
import { type Figure, median, timed } from './figures.ts';
import { peakMemoryMb, root } from './processes.ts';

/** Nothing is printed here. */
const noPrinter: PagePrinter = {
  problem: () => Promise.resolve({ zh: '不打印', en: 'no printing' }),
  warmUp: () => undefined,
  figurePngs: () => Promise.reject(new Error('no printer in this bench')),
  drawFigures: () => Promise.reject(new Error('no printer in this bench')),
  readerScript: () => Promise.reject(new Error('no printer in this bench')),
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

async function measure(file: string, rows: number, runs: number, folder: string): Promise<Figure[]> {
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
  const imports: number[] = [];
  for (let run = 0; run < runs; run++) {
    if (projectId !== '') await call('project.close', { projectId });
    projectId = (await call('project.create', { name: `bench ${rows}`, templateId: null })).projectId;
    const started = performance.now();
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
    await call('import.run', { projectId, file: handle, plan, mode: 'replace' });
    imports.push(performance.now() - started);
    if (run === 0)
      figures.push({
        name: `import ${rows} x 60, peak memory after the first`,
        value: peakMemoryMb(process.pid),
        unit: 'MB',
        runs: 1,
        ...(rows === 100_000 ? { aim: 600 } : {}),
      });
  }
  const imported = median(imports);
  figures.push({
    name: `import ${rows} x 60 into a project`,
    value: imported,
    unit: 'ms',
    runs,
    aim: rows === 10_000 ? 1000 : 4000,
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
  const saves: number[] = [];
  for (let run = 0; run < runs; run++) {
    await call('project.apply', {
      projectId,
      command: { type: 'cells.set', edits: [{ variableId: items[0]!, row: run, value: 1 + (run % 10) }] },
    });
    saves.push(await timed(1, () => call('project.save', { projectId })));
  }
  figures.push({
    name: `save after an edit, ${rows} x 60`,
    value: median(saves),
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

const [file, rows, runs, folder] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await measure(file!, Number(rows), Number(runs), folder!))}\n`);
