import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChromiumPrinter } from '../../electron/hosts/web/chromiumPrinter.ts';
import { findAnalysis } from '../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult, JsonObject } from '../../shared/analyses/types.ts';
import type { ExportFormat } from '../../shared/contract/vocabulary.ts';
import { inLocale } from '../../shared/model/text.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { figureNode, headingNode, resultTableNode } from '../../shared/report/templateBlocks.ts';
import { type Bench, type Figure, median } from './figures.ts';
import { root } from './processes.ts';
import { type BenchServices, startServices } from './services.ts';

const runs = 3;
const aims: Readonly<Partial<Record<ExportFormat, number>>> = { docx: 2000, pdf: 4000 };
const reports = 100;
/** A long report has so many figures. */
const manyFigures = 25;
const warmUp = 20;

/** Memory of the whole process with its workers, after what can go has gone. */
function memoryMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

interface Room {
  readonly call: BenchServices['call'];
  readonly projectId: string;
  readonly variables: readonly Variable[];
}

/** The sample opened in a running program, its report drafted. */
async function inProgram(work: (room: Room) => Promise<readonly Figure[]>): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
  const printer = createChromiumPrinter({ rendererFolder: join(root, 'out/renderer') });
  const { services, call } = await startServices({ data: join(folder, 'data'), projects: folder }, printer);
  try {
    const { projectId, entities } = await call('project.openSample', {});
    const { report: drafted } = await call('report.draft', { projectId, locale: 'zh-CN' });
    await call('project.apply', { projectId, command: { type: 'report.set', report: drafted } as never });
    return await work({ call, projectId, variables: Object.values(entities['variable']!) as unknown as Variable[] });
  } finally {
    await services.close();
    await printer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The drafted report goes on with further analyses, their figures and first tables, until it has as many figures as a long one. */
async function lengthen({ call, projectId }: Room): Promise<void> {
  const { report: drafted } = await call('report.draft', { projectId, locale: 'zh-CN' });
  const { document } = drafted as unknown as { readonly document: { readonly content: readonly JsonObject[] } };
  const { content } = document;
  const shown = JSON.stringify(content);
  let count = shown.split('"figureId"').length - 1;
  const more: JsonObject[] = [];
  const { requests } = await call('analysis.proposals', { projectId });
  const { results } = await call('analysis.run', { projectId, requests, key: 'bench' });
  for (const [place, request] of requests.entries()) {
    const outcome = results[place]!;
    const analysis = findAnalysis(request.analysis)!;
    const result = (outcome.ok ? outcome.result : null) as AnalysisResult | null;
    if (result?.status !== 'ok' || shown.includes(`"${request.analysis}"`)) continue;
    const [figure] = analysis.figures(result, 'zh-CN');
    if (!figure) continue;
    const tables = analysis.tables(result).slice(0, 2);
    more.push(
      headingNode(2, inLocale(analysis.title, 'zh-CN')),
      figureNode(request as AnalysisRequest, figure.id),
      ...tables.map(({ id }) => resultTableNode(request as AnalysisRequest, id)),
    );
    count += 1;
    if (count >= manyFigures) break;
  }
  const long = { ...(drafted as object), document: { ...document, content: [...content, ...more] } };
  await call('project.apply', { projectId, command: { type: 'report.set', report: long } as never });
}

/** Reports of the sample, each time after one answer was changed, so that results and figures are new. */
const toFiles = (
  name: string,
  what: string,
  formats: readonly ExportFormat[],
  prepare: (room: Room) => Promise<void>,
): Bench => ({
  name,
  run: () =>
    inProgram(async (room) => {
      const { call, projectId, variables } = room;
      await prepare(room);
      const rated = variables.find(({ role }) => role === 'perception')!;
      let value = 1;
      const change = async (): Promise<void> => {
        value = value === 9 ? 1 : value + 1;
        const edits = [{ variableId: rated.id as string, row: 0, value }];
        await call('project.apply', { projectId, command: { type: 'cells.set', edits } });
      };
      const figures: Figure[] = [];
      for (const format of formats) {
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
          name: `${what} to ${format}`,
          value: median(durations),
          unit: 'ms',
          runs,
          ...(aim === undefined ? {} : { aim }),
        });
      }
      return figures;
    }),
});

export const report = toFiles(
  'report to files',
  'full report of the sample',
  ['docx', 'pdf', 'xlsx', 'pptx', 'html'],
  async () => undefined,
);

export const longReport = toFiles(
  'long report to files',
  `report of ${manyFigures} figures`,
  ['docx', 'pdf'],
  lengthen,
);

/** A hundred reports by branch in a row, and the memory they leave behind. */
export const reportsByBranch: Bench = {
  name: 'reports by branch',
  run: () =>
    inProgram(async ({ call, projectId, variables }) => {
      const store = variables.find(({ label }) => label === '门店')!;
      const { segments } = await call('report.segments', { projectId, variableId: store.id });
      const each = (count: number) =>
        call('report.exportEach', {
          projectId,
          variableId: store.id,
          values: Array.from({ length: count }, (_, place) => segments[place % segments.length]!.value),
          formats: ['docx'],
        });
      await each(warmUp);
      const before = memoryMb();
      const started = performance.now();
      await each(reports);
      const took = performance.now() - started;
      const growth = memoryMb() / before;
      return [
        { name: 'one report of a branch to docx', value: took / reports, unit: 'ms', runs: reports },
        {
          name: `memory after ${reports} more, to that after ${warmUp}`,
          value: growth,
          unit: 'ratio',
          runs: 1,
          aim: 1.1,
        },
      ];
    }),
};
