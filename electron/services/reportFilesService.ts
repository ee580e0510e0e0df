import { readFile } from 'node:fs/promises';
import type { JsonObject } from '../../shared/analyses/types.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { StoredReport } from '../../shared/model/project.ts';
import { draftContext } from '../../shared/report/drafting/draftContext.ts';
import { guessStudy, studyKinds } from '../../shared/report/drafting/studyWords.ts';
import { mergeWord, type WordMerge } from '../../shared/report/wordReturn/mergeWord.ts';
import { fitTemplate, makeTemplate, templateMapping } from '../../shared/report/ownTemplate.ts';
import { reportGuard } from '../../shared/report/guard/reportGuard.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import { draftReport, templateKinds, templateRequests } from '../../shared/report/template.ts';
import type { WorkerClient } from '../jobs/channel.ts';
import type { ExportTable } from '../jobs/exportProtocol.ts';
import type { HostPorts } from './ports.ts';
import { outcomesOf } from './reportFreezing.ts';
import { createTemplateStore } from './reportTemplates.ts';
import type { ProjectAccess } from './projectAccess.ts';
import type { CallContext, FileRegistry, ServiceTable } from './types.ts';

export interface ReportFilesDeps {
  readonly ports: HostPorts;
  readonly files: FileRegistry;
  readonly project: (projectId: string) => ProjectAccess;
  readonly worker: () => WorkerClient<ExportTable>;
}

const readDeadlineMs = 60_000;
/** A report of some hundred pages with pictures. */
const largestWordFile = 64 * 1024 * 1024;

type Names =
  | 'report.readWord'
  | 'report.mergeWord'
  | `template.${'list' | 'save' | 'remove' | 'share' | 'take' | 'draft'}`;

/** Reports that come back from Word, and templates of the user's own. */
export function createReportFilesService({
  ports,
  files,
  project,
  worker,
}: ReportFilesDeps): Pick<ServiceTable, Names> {
  const templates = createTemplateStore(ports.paths.data, () => ports.now());

  const reportOf = (access: ProjectAccess): StoredReport => {
    const report = access.entities.report.get('main');
    if (!report) throw new AppError('report.none');
    return report;
  };

  async function merge(
    access: ProjectAccess,
    handle: string,
    context: CallContext,
  ): Promise<{ report: StoredReport; merge: WordMerge }> {
    const report = reportOf(access);
    const { path, size } = files.get(handle);
    if (size > largestWordFile) throw new AppError('report.wordTooLarge');
    const file = new Uint8Array(await readFile(path));
    const limits = { signal: context.signal, deadlineMs: readDeadlineMs, graceMs: 0 };
    const { origin, paragraphs, remarks } = await worker().call('readWord', { file }, limits);
    const source = readDocument(report.document, access.entities.reportFile);
    const outcomes = await outcomesOf(access, requestsOf(source), context);
    const { document } = resolveReport(
      source,
      outcomes,
      report.locale,
      report.figureStyles,
      reportGuard(access.entities),
    );
    return { report, merge: mergeWord(origin, paragraphs, report.document as JsonObject, document, remarks) };
  }

  return {
    'report.readWord': async ({ projectId, file }, context) => {
      const { merge: found } = await merge(project(projectId), file, context);
      return {
        changes: found.changes.map((change) => ({ ...change, numbersTyped: [...change.numbersTyped] })),
        tablesChanged: found.tablesChanged,
      };
    },
    'report.mergeWord': async ({ projectId, file, choices }, context) => {
      const { report, merge: found } = await merge(project(projectId), file, context);
      return { report: { ...report, document: found.apply(choices) } as never };
    },
    'template.list': async () => ({ templates: [...(await templates.list())] }),
    'template.save': async ({ projectId, name }, context) => {
      const access = project(projectId);
      const { entities } = access;
      const report = reportOf(access);
      const proposals = await access.proposals(context);
      const wanted = studyKinds.flatMap((study) =>
        templateRequests({ entities, proposals }, study).map((request) => [requestKey(request), request] as const),
      );
      const outcomes = await outcomesOf(access, [...new Map(wanted).values()], context);
      const source = { entities, proposals, outcomes, now: ports.now() };
      const drafts = templateKinds.flatMap((template) =>
        studyKinds.map((study) => {
          const { document } = draftReport(source, report.locale, { template, study });
          return { template, document: document as JsonObject };
        }),
      );
      return templates.put(makeTemplate(name, report, entities.reportFile, drafts));
    },
    'template.remove': async ({ id }) => {
      await templates.remove(id);
      return {};
    },
    'template.share': async ({ id }) => {
      const template = await templates.read(id);
      const bytes = new TextEncoder().encode(JSON.stringify(template));
      const { handle, name, size } = await files.store(`${template.name}.csitemplate`, bytes);
      return { file: handle, name, size };
    },
    'template.take': async ({ file }) => templates.put(await templates.readFrom(files.get(file).path)),
    'template.draft': async ({ projectId, id }, context) => {
      const access = project(projectId);
      const template = await templates.read(id);
      const { entities } = access;
      const proposals = await access.proposals(context);
      const mapping = templateMapping(template, [...templateRequests({ entities, proposals }), ...proposals]);
      const { drafted, locale } = template;
      const own = drafted ? templateRequests({ entities, proposals }) : [];
      const outcomes = await outcomesOf(access, [...mapping.values(), ...own], context);
      const study = guessStudy(entities.settings.get('main')?.name ?? '');
      const source = { entities, proposals, outcomes, now: ports.now() };
      const { title } = draftContext(source, locale, study);
      // The kind of study is the project's own: a supermarket's purpose is not that of the next client.
      const draft = drafted ? draftReport(source, locale, { template: drafted.template, study }).document : null;
      const report = fitTemplate(template, mapping, outcomes, title, draft as JsonObject | null);
      return { report: report as never, files: [...template.files] };
    },
  };
}
