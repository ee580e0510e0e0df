import type { ChartLook, ExportFormat } from '../../shared/contract/vocabulary.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import type { StoredReport } from '../../shared/model/project.ts';
import type { Locale } from '../../shared/model/text.ts';
import { frozenOutcomes } from '../../shared/report/frozenReport.ts';
import { figuresIn } from '../../shared/report/figuresIn.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { indexAudit } from '../../shared/report/indexAudit.ts';
import { renderHtml } from '../../shared/report/renderHtml.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import type { ResolvedDocument } from '../../shared/report/resolved.ts';
import { reportGuard } from '../../shared/report/protect.ts';
import { resultsBook } from '../../shared/report/resultsBook.ts';
import { draftReport, templateRequests } from '../../shared/report/template.ts';
import { renderPdf } from '../export/pdf.ts';
import { startWorker, type WorkerClient } from '../jobs/channel.ts';
import type { ExportTable } from '../jobs/exportProtocol.ts';
import { createFigureDrawer } from './figureDrawer.ts';
import type { HostPorts } from './ports.ts';
import type { ProjectAccess } from './projectAccess.ts';
import { differencesOf, freezeReport, outcomesOf, unresolvedError } from './reportFreezing.ts';
import type { CallContext, FileRegistry, ServiceTable } from './types.ts';

export interface ReportDeps {
  readonly ports: HostPorts;
  readonly files: FileRegistry;
  readonly project: (projectId: string) => ProjectAccess;
}

const workerMemoryMb = 1024;
const docxDeadlineMs = 120_000;
/** The figures that Office draws itself, by id. */
const officeChartsOf = ({ content }: ResolvedDocument): ReadonlyMap<string, OfficeChart> =>
  new Map(
    figuresIn(content).flatMap(({ id, figure }): [string, OfficeChart][] => {
      const chart = officeChart(figure);
      return chart ? [[id, chart]] : [];
    }),
  );

const checkCancelled = ({ signal }: CallContext): void => {
  if (signal.aborted) throw new CancelledError();
};

/**
 * Drafting and exporting the report. An export reads the project once, runs what the report refers to (from the store where nothing
 * changed), draws, renders, and stores the file last: a failure or a cancel leaves nothing behind.
 */
export function createReportService({
  ports,
  files,
  project,
}: ReportDeps): Pick<ServiceTable, 'report.draft' | 'report.export' | 'report.freeze' | 'report.differences'> {
  const drawer = createFigureDrawer(ports.printer);
  let worker: WorkerClient<ExportTable> | null = null;

  async function draft(access: ProjectAccess, locale: Locale, context: CallContext): Promise<StoredReport> {
    const { entities } = access;
    const proposals = await access.proposals(context);
    const outcomes = await outcomesOf(access, templateRequests({ entities, proposals }), context);
    return draftReport({ entities, proposals, outcomes, now: ports.now() }, locale);
  }

  function exportWorker(): WorkerClient<ExportTable> {
    if (!worker || worker.ended) worker = startWorker<ExportTable>('exportWorker', { memoryMb: workerMemoryMb });
    return worker;
  }

  /** The Word file is laid out in a worker while the browser draws the figures that Word cannot. */
  async function docx(document: ResolvedDocument, look: ChartLook, context: CallContext): Promise<Uint8Array> {
    const worker = exportWorker();
    const limits = { signal: context.signal, deadlineMs: docxDeadlineMs, graceMs: 0 };
    const charts = look === 'native' ? officeChartsOf(document) : new Map<string, OfficeChart>();
    const [bytes, pictures] = await Promise.all([
      worker.call('docx', { document }, limits),
      drawer.pictures(document, context, new Set(charts.keys())),
    ]);
    checkCancelled(context);
    context.report(0, 1, 'layout');
    return worker.call('docxPictures', { docx: bytes, pictures, charts }, limits);
  }

  /** Bytes of the file; analyses, figures and layout follow one another in the progress. */
  async function render(
    access: ProjectAccess,
    format: ExportFormat,
    look: ChartLook,
    context: CallContext,
  ): Promise<{ readonly title: string; readonly bytes: Uint8Array }> {
    const { entities, revision } = access;
    if (format === 'pdf' || format === 'html' || (format === 'docx' && look === 'pictures')) ports.printer.warmUp();
    const report =
      entities.report.get('frozen') ?? entities.report.get('main') ?? (await draft(access, 'zh-CN', context));
    const { freeze } = report;
    const guard = reportGuard(entities);
    const source = readDocument(report.document);
    const requests = requestsOf(source);
    const outcomes = freeze ? frozenOutcomes(freeze) : await outcomesOf(access, requests, context);
    const { document, unresolved } = resolveReport(source, outcomes, report.locale, report.figureStyles, guard);
    if (unresolved.length > 0) throw unresolvedError(unresolved);
    checkCancelled(context);
    const title = document.title === '' ? report.title : document.title;
    if (format === 'json') {
      const results = requests.map((request) => {
        const outcome = outcomes.get(requestKey(request));
        return { request, result: outcome?.ok ? outcome.result : null };
      });
      const content = {
        program: 'csi-workbench',
        version: ports.version,
        title,
        locale: report.locale,
        revision: freeze?.revision ?? revision,
        ...(freeze ? { frozen: { at: freeze.at, dataHash: freeze.dataHash } } : {}),
        document: report.document,
        resolved: withoutFigures(document),
        results,
      };
      return { title, bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`) };
    }
    if (format === 'xlsx') {
      const request: AnalysisRequest = requests.find(({ analysis }) => analysis === 'csi.index') ?? {
        analysis: 'csi.index',
        inputs: {},
        options: {},
      };
      const known =
        outcomes.get(requestKey(request)) ??
        (freeze ? undefined : (await outcomesOf(access, [request], context)).get(requestKey(request)));
      // The sheets that recompute the index do so from the answers of today: beside other numbers of a final report they would contradict it.
      const current = !freeze || freeze.dataHash === (await access.dataHash());
      const index = current ? indexAudit(access.snapshot(), known?.ok ? known.result : null) : null;
      const book = resultsBook(source, document, outcomes, { title, at: ports.now(), index }, guard);
      context.report(0, 1, 'layout');
      const bytes = await exportWorker().call(
        'results',
        { book },
        { signal: context.signal, deadlineMs: docxDeadlineMs, graceMs: 0 },
      );
      checkCancelled(context);
      return { title, bytes };
    }
    const bytes = await renderFile(document, format, look, context);
    checkCancelled(context);
    return { title, bytes };
  }

  async function renderFile(
    document: ResolvedDocument,
    format: 'docx' | 'pdf' | 'html',
    look: ChartLook,
    context: CallContext,
  ): Promise<Uint8Array> {
    if (format === 'docx') return docx(document, look, context);
    if (format === 'html') {
      const drawings = await drawer.draw(document, context);
      return new TextEncoder().encode(
        renderHtml(document, { drawings: new Map([...drawings].map(([id, { svg }]) => [id, svg])) }),
      );
    }
    const problem = await ports.printer.problem();
    if (problem) throw new AppError('report.cannotPrint', { zh: problem.zh, en: problem.en });
    const drawings = await drawer.draw(document, context);
    checkCancelled(context);
    context.report(0, 1, 'layout');
    return renderPdf(document, drawings, ports.printer);
  }

  return {
    'report.draft': async ({ projectId, locale }, context) => ({
      report: (await draft(project(projectId), locale, context)) as never,
    }),
    'report.freeze': ({ projectId }, context) => freezeReport(project(projectId), ports.now(), context),
    'report.differences': ({ projectId }, context) => differencesOf(project(projectId), context),
    'report.export': async ({ projectId, format, charts }, context) => {
      const { title, bytes } = await render(project(projectId), format, charts ?? 'native', context);
      const { handle, name, size } = await files.store(`${title === '' ? 'report' : title}.${format}`, bytes);
      context.report(1, 1, 'file');
      return { file: handle, name, size };
    },
  };
}

/** The resolved report for the JSON file: captions and texts; the plotly figures can be had from the results again. */
function withoutFigures(document: ResolvedDocument): unknown {
  return {
    ...document,
    content: document.content.map((node) => (node.type === 'figure' ? { ...node, figure: node.figure.id } : node)),
  };
}
