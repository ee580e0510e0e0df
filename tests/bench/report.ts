import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChromiumPrinter } from '../../electron/hosts/web/chromiumPrinter.ts';
import type { ExportFormat } from '../../shared/contract/vocabulary.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { type Bench, type Figure, median } from './figures.ts';
import { root } from './processes.ts';
import { startServices } from './services.ts';

const runs = 5;
const aims: Readonly<Partial<Record<ExportFormat, number>>> = { docx: 2000, pdf: 4000 };
const reports = 100;

/** Memory of the whole process with its workers, after what can go has gone. */
function memoryMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

/**
 * The full report of the sample in a running program, each time after one answer was changed, so that results and figures are new; and a
 * hundred reports by branch in a row, with the memory they leave behind.
 */
export const report: Bench = {
  name: 'report',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
    const printer = createChromiumPrinter({ rendererFolder: join(root, 'out/renderer') });
    const { services, call } = await startServices({ data: join(folder, 'data'), projects: folder }, printer);
    try {
      const figures: Figure[] = [];
      const { projectId, entities } = await call('project.openSample', {});
      const { report: drafted } = await call('report.draft', { projectId, locale: 'zh-CN' });
      await call('project.apply', { projectId, command: { type: 'report.set', report: drafted } as never });
      const variables = Object.values(entities['variable']!) as unknown as Variable[];
      const rated = variables.find(({ role }) => role === 'perception')!;
      let value = 1;
      const change = async (): Promise<void> => {
        value = value === 9 ? 1 : value + 1;
        const edits = [{ variableId: rated.id as string, row: 0, value }];
        await call('project.apply', { projectId, command: { type: 'cells.set', edits } });
      };
      for (const format of ['docx', 'pdf', 'xlsx', 'pptx', 'html'] as const) {
        await call('report.export', { projectId, format });
        const durations: number[] = [];
        for (let run = 0; run < runs; run++) {
          await change();
          const started = performance.now();
          await call('report.export', { projectId, format });
          durations.push(performance.now() - started);
        }
        const aim = aims[format];
        figures.push({
          name: `full report of the sample to ${format}`,
          value: median(durations),
          unit: 'ms',
          runs,
          ...(aim === undefined ? {} : { aim }),
        });
      }

      const store = variables.find(({ label }) => label === '门店')!;
      const { segments } = await call('report.segments', { projectId, variableId: store.id });
      const each = (count: number) =>
        call('report.exportEach', {
          projectId,
          variableId: store.id,
          values: Array.from({ length: count }, (_, place) => segments[place % segments.length]!.value),
          formats: ['docx'],
        });
      await each(reports / 5);
      const before = memoryMb();
      const started = performance.now();
      await each(reports);
      const took = performance.now() - started;
      figures.push(
        { name: `a report by branch to docx, of ${reports}`, value: took / reports, unit: 'ms', runs: reports },
        {
          name: `memory after ${reports} reports, over that after 20`,
          value: memoryMb() / before,
          unit: 'ratio',
          runs: 1,
          aim: 1.1,
        },
      );
      return figures;
    } finally {
      await services.close();
      await printer.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
