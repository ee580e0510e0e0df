import type { ChartLook, ExportFormat } from '../../shared/contract/vocabulary.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { AnalysisRequest, JsonObject } from '../../shared/analyses/types.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import { formatDate } from '../../shared/format/formatDate.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import { defaultLook, type ReportFile, type StoredReport } from '../../shared/model/project.ts';
import type { PageLook } from '../../shared/report/reportCss.ts';
import type { Locale } from '../../shared/model/text.ts';
import { figuresIn } from '../../shared/report/figuresIn.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { indexAudit } from '../../shared/report/indexAudit.ts';
import { renderHtml } from '../../shared/report/renderHtml.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport, runsText } from '../../shared/report/resolve.ts';
import { bareDocument, wordOrigin } from '../../shared/report/wordOrigin.ts';
import type { ResolvedDocument, Unresolved } from '../../shared/report/resolved.ts';
import { resultsBook } from '../../shared/report/resultsBook.ts';
import { type DraftOptions, draftReport, templateRequests } from '../../shared/report/template.ts';
import { renderPdf } from '../export/pdf.ts';
import { startWorker, type WorkerClient } from '../jobs/channel.ts';
import type { ExportTable } from '../jobs/exportProtocol.ts';
import { createFigureDrawer } from './figureDrawer.ts';
import { outcomesOf } from './reportOutcomes.ts';
import { createReportFilesService } from './reportFilesService.ts';
import type { HostPorts } from './ports.ts';
import type { ProjectAccess } from './projectAccess.ts';
import type { CallContext, FileRegistry, ServiceTable } from './types.ts';

export interface ReportDeps {
  readonly ports: HostPorts;
  readonly files: FileRegistry;
  readonly project: (projectId: string) => ProjectAccess;
}

const workerMemoryMb = 1024;
const docxDeadlineMs = 120_000;
/** Unresolved references named in the error; the rest is counted. */
const namedReferences = 5;

function unresolvedError(unresolved: readonly Unresolved[]): AppError {
  const list = (locale: 'zh' | 'en'): string => {
    const named = unresolved.slice(0, namedReferences).map(({ section, analysis, target, reason }) => {
      const what = [analysis, target].filter((part) => part !== '').join(' ');
      return locale === 'zh' ? `“${section}”中的 ${what}（${reason.zh}）` : `${what} in "${section}" (${reason.en})`;
    });
    return named.join(locale === 'zh' ? '；' : '; ');
  };
  return new AppError('report.unresolved', { count: unresolved.length, zh: list('zh'), en: list('en') });
}

/** What a file is made from beside the resolved report. */
interface WordSources {
  readonly look: ChartLook;
  readonly title: string;
  /** The stored document without remarks. */
  readonly source: JsonObject;
  readonly page: PageLook;
  readonly letterhead: ReportFile | null;
}

const dataUrl = (file: ReportFile | undefined): string | null =>
  file?.mediaType.startsWith('image/') ? `data:${file.mediaType};base64,${file.base64}` : null;

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
}: ReportDeps): ReturnType<typeof createReportFilesService> & Pick<ServiceTable, 'report.draft' | 'report.export'> {
  const drawer = createFigureDrawer(ports.printer);
  let worker: WorkerClient<ExportTable> | null = null;

  async function draft(
    access: ProjectAccess,
    locale: Locale,
    context: CallContext,
    options: DraftOptions = { template: 'full' },
  ): Promise<StoredReport> {
    const { entities } = access;
    const proposals = await access.proposals(context);
    const outcomes = await outcomesOf(access, templateRequests({ entities, proposals }), context);
    return draftReport({ entities, proposals, outcomes, now: ports.now() }, locale, options);
  }

  function exportWorker(): WorkerClient<ExportTable> {
    if (!worker || worker.ended) worker = startWorker<ExportTable>('exportWorker', { memoryMb: workerMemoryMb });
    return worker;
  }

  /** The Word file is laid out in a worker while the browser draws the figures that Word cannot. */
  async function docx(
    document: ResolvedDocument,
    { look, source, page, letterhead, title }: WordSources,
    context: CallContext,
  ): Promise<Uint8Array> {
    const worker = exportWorker();
    const limits = { signal: context.signal, deadlineMs: docxDeadlineMs, graceMs: 0 };
    const charts = look === 'native' ? officeChartsOf(document) : new Map<string, OfficeChart>();
    const [bytes, pictures] = await Promise.all([
      worker.call('docx', { document, look: page }, limits),
      drawer.pictures(document, context, new Set(charts.keys())),
    ]);
    checkCancelled(context);
    context.report(0, 1, 'layout');
    const origin = wordOrigin(source, document);
    const finished = await worker.call('docxPictures', { docx: bytes, pictures, charts, origin }, limits);
    if (!letterhead) return finished;
    const fill = {
      title,
      subtitle: runsText(document.content.find((node) => node.type === 'subtitle')?.runs ?? []),
      date: formatDate(ports.now(), document.locale),
    };
    const file = new Uint8Array(Buffer.from(letterhead.base64, 'base64'));
    return worker.call('letterhead', { docx: finished, letterhead: file, fill }, limits);
  }

  /** Bytes of the file; analyses, figures and layout follow one another in the progress. */
  async function render(
    access: ProjectAccess,
    format: ExportFormat,
    { look, comments }: { readonly look: ChartLook; readonly comments: boolean },
    context: CallContext,
  ): Promise<{ readonly title: string; readonly bytes: Uint8Array }> {
    const { entities, revision } = access;
    if (format === 'pdf' || format === 'html' || (format === 'docx' && look === 'pictures')) ports.printer.warmUp();
    const report = entities.report.get('main') ?? (await draft(access, 'zh-CN', context));
    const { reportFile } = entities;
    const source = readDocument(report.document, reportFile);
    const requests = requestsOf(source);
    const outcomes = await outcomesOf(access, requests, context);
    const { document, unresolved } = resolveReport(source, outcomes, report.locale, report.figureStyles, { comments });
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
        revision,
        document: comments ? report.document : bareDocument(report.document as JsonObject),
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
        outcomes.get(requestKey(request)) ?? (await outcomesOf(access, [request], context)).get(requestKey(request));
      const index = indexAudit(access.snapshot(), known?.ok ? known.result : null);
      const book = resultsBook(source, document, outcomes, { title, at: ports.now(), index });
      context.report(0, 1, 'layout');
      const bytes = await exportWorker().call(
        'results',
        { book },
        { signal: context.signal, deadlineMs: docxDeadlineMs, graceMs: 0 },
      );
      checkCancelled(context);
      return { title, bytes };
    }
    const own = report.look ?? defaultLook;
    const { logo, letterhead, ...page } = own;
    const bytes = await renderFile(
      document,
      format,
      {
        look,
        title,
        source: bareDocument(report.document as JsonObject),
        page: { ...page, logo: dataUrl(reportFile.get(logo ?? '')) },
        letterhead: reportFile.get(letterhead ?? '') ?? null,
      },
      context,
    );
    checkCancelled(context);
    return { title, bytes };
  }

  async function renderFile(
    document: ResolvedDocument,
    format: 'docx' | 'pdf' | 'html',
    sources: WordSources,
    context: CallContext,
  ): Promise<Uint8Array> {
    if (format === 'docx') return docx(document, sources, context);
    const { page } = sources;
    if (format === 'html') {
      const drawings = await drawer.draw(document, context);
      return new TextEncoder().encode(
        renderHtml(document, { drawings: new Map([...drawings].map(([id, { svg }]) => [id, svg])), look: page }),
      );
    }
    const problem = await ports.printer.problem();
    if (problem) throw new AppError('report.cannotPrint', { zh: problem.zh, en: problem.en });
    const drawings = await drawer.draw(document, context);
    checkCancelled(context);
    context.report(0, 1, 'layout');
    return renderPdf(document, drawings, ports.printer, page);
  }

  return {
    ...createReportFilesService({ ports, files, project, worker: exportWorker }),
    'report.draft': async ({ projectId, locale, template, study }, context) => ({
      report: (await draft(project(projectId), locale, context, { template: template ?? 'full', study })) as never,
    }),
    'report.export': async ({ projectId, format, charts, comments }, context) => {
      const how = { look: charts ?? ('native' as const), comments: comments ?? false };
      const { title, bytes } = await render(project(projectId), format, how, context);
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
