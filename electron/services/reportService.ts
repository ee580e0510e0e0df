import { createHash } from 'node:crypto';
import type { ChartLook, ExportFormat } from '../../shared/contract/vocabulary.ts';
import type { Input } from '../../shared/contract/methods.ts';
import { AppError, type WireError } from '../../shared/contract/errors.ts';
import type { AnalysisRequest, JsonObject } from '../../shared/analyses/types.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import type { VariableId } from '../../shared/model/ids.ts';
import { formatDate } from '../../shared/format/formatDate.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import type { ReportFile as StoredFile, StoredReport } from '../../shared/model/project.ts';
import { pageLookOf } from '../../shared/report/pageLook.ts';
import type { PageLook } from '../../shared/report/reportCss.ts';
import type { Locale } from '../../shared/model/text.ts';
import { defaultFigureWidthMm } from '../../shared/report/document.ts';
import { frozenOutcomes } from '../../shared/report/frozenReport.ts';
import { figuresIn } from '../../shared/report/figuresIn.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { inlineScript } from '../../shared/report/reading.ts';
import { gatherNotices } from '../../shared/report/gatherNotices.ts';
import { indexAudit } from '../../shared/report/indexAudit.ts';
import { renderHtml } from '../../shared/report/renderHtml.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import { runsText } from '../../shared/report/textRuns.ts';
import { guardedAudit } from '../../shared/report/guard/guardedAudit.ts';
import { reportGuard, type Revealed } from '../../shared/report/guard/reportGuard.ts';
import { bareDocument, type WordOrigin, wordOrigin } from '../../shared/report/wordOrigin.ts';
import type { ResolvedDocument, ResolvedNode } from '../../shared/report/resolved.ts';
import { reportData } from '../../shared/report/reportData.ts';
import { resultsBook } from '../../shared/report/resultsBook.ts';
import { leastForms, segmentsOf, withoutUntold } from '../../shared/report/segments.ts';
import { type Deck, figuresOfDeck } from '../../shared/report/slides/deck.ts';
import { slidesOf } from '../../shared/report/slides/slidesOf.ts';
import { type DraftOptions, draftReport, templateRequests } from '../../shared/report/template.ts';
import { renderPdf } from '../export/pdf.ts';
import { startWorker, type WorkerClient } from '../jobs/channel.ts';
import type { ExportTable } from '../jobs/exportProtocol.ts';
import { createFigureDrawer } from './figureDrawer.ts';
import { reportFileName } from './safeFileName.ts';
import { createReportFilesService } from './reportFilesService.ts';
import type { HostPorts } from './ports.ts';
import { createOpenSegments } from './openSegments.ts';
import type { ProjectAccess } from './projectAccess.ts';
import { exportEach, type ReportFile } from './reportEach.ts';
import { differencesOf, freezeReport, outcomesOf, unresolvedError } from './reportFreezing.ts';
import type { SegmentAccess, SegmentChoice } from './segmentAccess.ts';
import type { CallContext, FileRegistry, ServiceTable } from './types.ts';

export interface ReportDeps {
  readonly ports: HostPorts;
  readonly files: FileRegistry;
  readonly project: (projectId: string) => ProjectAccess;
  readonly segment: (projectId: string, choice: SegmentChoice) => SegmentAccess;
  readonly toError: (error: unknown) => WireError;
}

/** What a report reads of its project, or of one segment. */
type ReportSource = Omit<ProjectAccess, 'apply'>;
type ExportChoice = Omit<Input<'report.export'>, 'projectId' | 'segment'>;

const workerMemoryMb = 1024;
const docxDeadlineMs = 120_000;

/** What a file is made from beside the resolved report. */
interface FileSources {
  readonly look: ChartLook;
  readonly title: string;
  /** What a Word file says it was made from; null: it is not to be read back. */
  readonly origin: WordOrigin | null;
  readonly page: PageLook;
  readonly letterhead: StoredFile | null;
}

/** The figures that Office draws itself, by id. */
const officeChartsOf = ({ content }: Pick<ResolvedDocument, 'content'>): ReadonlyMap<string, OfficeChart> =>
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
  segment,
  toError,
}: ReportDeps): ReturnType<typeof createReportFilesService> &
  Pick<
    ServiceTable,
    'report.draft' | 'report.export' | 'report.segments' | 'report.exportEach' | 'report.freeze' | 'report.differences'
  > {
  const drawer = createFigureDrawer(ports.printer);
  const segments = createOpenSegments(segment, (projectId) => project(projectId).revision);
  let worker: WorkerClient<ExportTable> | null = null;

  async function draft(
    access: ReportSource,
    locale: Locale,
    context: CallContext,
    options: DraftOptions = { template: 'full' },
  ): Promise<StoredReport> {
    const { entities } = access;
    const proposals = await access.proposals(context);
    const outcomes = await outcomesOf(access, templateRequests({ entities, proposals }, options.study), context);
    return draftReport({ entities, proposals, outcomes, now: ports.now() }, locale, options);
  }

  function exportWorker(): WorkerClient<ExportTable> {
    if (!worker || worker.ended) worker = startWorker<ExportTable>('exportWorker', { memoryMb: workerMemoryMb });
    return worker;
  }

  /** The Word file is laid out in a worker while the browser draws the figures that Word cannot. */
  async function docx(
    document: ResolvedDocument,
    { look, origin, page, letterhead, title }: FileSources,
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

  /** Slides are laid out in the worker; the browser draws what PowerPoint cannot. */
  async function pptx(deck: Deck, look: ChartLook, page: PageLook, context: CallContext): Promise<Uint8Array> {
    const figures = figuresOfDeck(deck).map(
      (block): ResolvedNode => ({ ...block, label: '', widthMm: defaultFigureWidthMm }),
    );
    const document: ResolvedDocument = { locale: deck.locale, title: deck.title, content: figures };
    const charts = look === 'native' ? officeChartsOf(document) : new Map<string, OfficeChart>();
    const pictures = await drawer.pictures(document, context, new Set(charts.keys()));
    checkCancelled(context);
    context.report(0, 1, 'layout');
    const program = deck.locale === 'zh-CN' ? '满意度测评工作台' : 'CSI Workbench';
    const facts = { at: ports.now(), program, look: page };
    const limits = { signal: context.signal, deadlineMs: docxDeadlineMs, graceMs: 0 };
    return exportWorker().call('pptx', { deck, pictures, charts, facts }, limits);
  }

  /** Bytes of the file; analyses, figures and layout follow one another in the progress. */
  async function render(
    access: ReportSource,
    format: ExportFormat,
    {
      look,
      comments,
      reveal,
    }: { readonly look: ChartLook; readonly comments: boolean; readonly reveal: readonly Revealed[] },
    context: CallContext,
    choice: { readonly locale: Locale; readonly segment: SegmentAccess | null; readonly anew: boolean },
  ): Promise<{ readonly title: string; readonly bytes: Uint8Array }> {
    const { entities, revision } = access;
    if (format === 'pdf' || format === 'html' || (format === 'docx' && look === 'pictures')) ports.printer.warmUp();
    const known = choice.anew ? undefined : (entities.report.get('frozen') ?? entities.report.get('main'));
    const whole = known ?? (await draft(access, choice.locale, context));
    const report = choice.segment?.named(whole) ?? whole;
    const { freeze } = report;
    const guard = reportGuard(entities, reveal);
    const { reportFile } = entities;
    const written = readDocument(report.document, reportFile);
    const requests = requestsOf(written);
    const outcomes = freeze ? frozenOutcomes(freeze) : await outcomesOf(access, requests, context);
    const source = choice.segment ? withoutUntold(written, outcomes, report.locale) : written;
    const resolution = resolveReport(source, outcomes, report.locale, report.figureStyles, guard, { comments });
    if (resolution.unresolved.length > 0) throw unresolvedError(resolution.unresolved);
    const document = gatherNotices(resolution.document);
    checkCancelled(context);
    const title = document.title === '' ? report.title : document.title;
    if (format === 'json') {
      const content = reportData({
        version: ports.version,
        title,
        locale: report.locale,
        revision,
        freeze: freeze ?? null,
        document: report.document as JsonObject,
        resolved: resolution.document,
        requests,
        outcomes,
        guard,
        comments,
      });
      return { title, bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`) };
    }
    if (format === 'pptx' || format === 'xlsx') {
      // Slides and workbook open with the index, whether the report names it or not.
      const request: AnalysisRequest = requests.find(({ analysis }) => analysis === 'csi.index') ?? {
        analysis: 'csi.index',
        inputs: {},
        options: {},
      };
      const key = requestKey(request);
      const index = outcomes.get(key) ?? (freeze ? undefined : (await outcomesOf(access, [request], context)).get(key));
      if (format === 'pptx') {
        const all = index ? new Map([...outcomes, [key, index]]) : outcomes;
        const { locale, figureStyles } = report;
        const deck = slidesOf({ document: source, resolved: document, outcomes: all, locale, figureStyles, guard });
        return { title, bytes: await pptx(deck, look, pageLookOf(report.look, reportFile), context) };
      }
      // The sheets that recompute the index do so from the answers of today: beside other numbers of a final report they would contradict it.
      const current = !freeze || freeze.dataHash === (await access.dataHash());
      const audit = current ? indexAudit(access.snapshot(), index?.ok ? index.result : null) : null;
      const guarded = audit && guardedAudit(audit, guard.smallest);
      const facts = { title, at: ports.now(), index: guarded, indexKeptBack: audit !== null && guarded === null };
      const book = resultsBook(source, document, outcomes, facts, guard);
      context.report(0, 1, 'layout');
      const bytes = await exportWorker().call(
        'results',
        { book },
        { signal: context.signal, deadlineMs: docxDeadlineMs, graceMs: 0 },
      );
      checkCancelled(context);
      return { title, bytes };
    }
    const sources: FileSources = {
      look,
      title,
      // The file of a segment is not taken back: its text is that of one group.
      origin: choice.segment ? null : wordOrigin(bareDocument(report.document as JsonObject), document),
      page: pageLookOf(report.look, reportFile),
      letterhead: reportFile.get(report.look?.letterhead ?? '') ?? null,
    };
    const bytes = await renderFile(document, format, sources, context);
    checkCancelled(context);
    return { title, bytes };
  }

  async function renderFile(
    document: ResolvedDocument,
    format: 'docx' | 'pdf' | 'html',
    sources: FileSources,
    context: CallContext,
  ): Promise<Uint8Array> {
    if (format === 'docx') return docx(document, sources, context);
    const { page } = sources;
    if (format === 'html') {
      const drawings = await drawer.draw(document, context);
      checkCancelled(context);
      context.report(0, 1, 'layout');
      const script = inlineScript(await ports.printer.readerScript());
      const reader = { script, sha256: createHash('sha256').update(script).digest('base64') };
      return new TextEncoder().encode(
        renderHtml(document, {
          drawings: new Map([...drawings].map(([id, { svg }]) => [id, svg])),
          reader,
          look: page,
        }),
      );
    }
    const problem = await ports.printer.problem();
    if (problem) throw new AppError('report.cannotPrint', { zh: problem.zh, en: problem.en });
    const drawings = await drawer.draw(document, context);
    checkCancelled(context);
    context.report(0, 1, 'layout');
    return renderPdf(document, drawings, ports.printer, page);
  }

  async function exported(
    access: ReportSource,
    { format, charts, locale, anew, comments, reveal }: ExportChoice,
    context: CallContext,
    of: SegmentAccess | null = null,
  ): Promise<ReportFile> {
    const choice = { locale: locale ?? 'zh-CN', segment: of, anew: anew ?? false };
    const { title, bytes } = await render(
      access,
      format,
      { look: charts ?? 'native', comments: comments ?? false, reveal: reveal ?? [] },
      context,
      choice,
    );
    return { name: reportFileName(`${title === '' ? 'report' : title}${of ? ` - ${of.label}` : ''}`, format), bytes };
  }

  return {
    ...createReportFilesService({ ports, files, project, worker: exportWorker }),
    'report.draft': async ({ projectId, locale, template, study }, context) => ({
      report: (await draft(project(projectId), locale, context, { template: template ?? 'full', study })) as never,
    }),
    'report.freeze': ({ projectId }, context) => freezeReport(project(projectId), ports.now(), context),
    'report.differences': ({ projectId }, context) => differencesOf(project(projectId), context),
    'report.export': async ({ projectId, segment: choice, ...how }, context) => {
      const { name: fileName, bytes } = choice
        ? await segments.use(projectId, choice, (access) => exported(access, how, context, access))
        : await exported(project(projectId), how, context);
      const { handle, name, size } = await files.store(fileName, bytes);
      context.report(1, 1, 'file');
      return { file: handle, name, size };
    },
    'report.segments': ({ projectId, variableId }) => {
      const snapshot = project(projectId).snapshot();
      const found = segmentsOf(snapshot, variableId as VariableId);
      return Promise.resolve({ segments: found.map((one) => ({ ...one, enough: one.n >= leastForms(snapshot) })) });
    },
    'report.exportEach': async ({ projectId, variableId, values, formats, ...how }, context) => {
      const access = project(projectId);
      const { title, locale } = access.entities.report.get('main') ?? { title: '', locale: 'zh-CN' };
      const name = title === '' ? (access.entities.settings.get('main')?.name ?? '') : title;
      const known = segmentsOf(access.snapshot(), variableId as VariableId);
      const labels = new Map(known.map(({ value, label }) => [value, label]));
      return exportEach({ values, formats }, name === '' ? 'report' : name, locale, context, {
        files,
        now: ports.now,
        toError,
        labelOf: (value) => labels.get(value) ?? String(value),
        write: (value, format, own) =>
          segments.use(projectId, { variableId, value }, (one) => exported(one, { ...how, format }, own, one)),
      });
    },
  };
}
