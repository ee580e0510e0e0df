import { z } from 'zod';
import { personalKinds } from '../cleaning/personalColumns.ts';
import { command } from '../commands/catalogue.ts';
import { joinKey } from '../commands/combine/joinFile.ts';
import { waveMark } from '../commands/combine/wave.ts';
import { surveyPlatformIds } from '../importing/profiles/platformIds.ts';
import { defineMethods } from './defineMethods.ts';
import * as s from './schemas.ts';
import { chartLooks, dataFormats, exportFormats, revealedParts, studyKinds, templateKinds } from './vocabulary.ts';

const nothing = z.strictObject({});
const done = z.strictObject({});
const ofProject = z.strictObject({ projectId: s.projectId });
const fileOut = z.strictObject({ file: s.fileHandle, name: z.string(), size: z.int() });

/**
 * THE CONTRACT: every method of the program, for all hosts. Types of services, clients, IPC, HTTP and command line are inferred from here.
 * Input is parsed at the host's edge, unknown keys are refused. Adding a method: an entry here, a function in electron/services, a contract test.
 */
export const methods = defineMethods({
  'host.info': {
    input: nothing,
    output: z.strictObject({
      host: z.enum(['desktop', 'web', 'cli']),
      version: z.string(),
      nativeDialogs: z.boolean(),
      canPrintPdf: z.boolean(),
    }),
    effect: 'read',
  },
  /** Native open dialog (desktop). The web client uploads instead and gets the same kind of handle. */
  'files.choose': {
    input: z.strictObject({ purpose: z.enum(['workbook', 'project']) }),
    output: z.strictObject({
      chosen: z.strictObject({ file: s.fileHandle, name: z.string(), size: z.int() }).nullable(),
    }),
    effect: 'read',
  },
  /** Native save dialog for a produced file (desktop). The web client downloads instead. */
  'files.saveAs': {
    input: z.strictObject({ file: s.fileHandle, name: z.string().max(200) }),
    output: z.strictObject({ saved: z.boolean() }),
    effect: 'read',
  },
  /** Hands bytes made in the window (a chart as PNG or SVG) to the host so that they can be saved. */
  'files.store': {
    input: z.strictObject({ name: z.string().max(200), base64: z.string().max(64 * 1024 * 1024) }),
    output: fileOut,
    effect: 'read',
  },

  'project.recent': { input: nothing, output: z.strictObject({ projects: z.array(s.recentProject) }), effect: 'read' },
  'project.forget': { input: z.strictObject({ recentId: z.string() }), output: done, effect: 'write' },
  'project.create': {
    input: z.strictObject({ name: z.string().min(1).max(120), templateId: z.string().nullable() }),
    output: s.projectState,
    effect: 'write',
  },
  'project.openSample': { input: nothing, output: s.projectState, effect: 'job' },
  'project.open': {
    input: z.union([z.strictObject({ recentId: z.string() }), z.strictObject({ file: s.fileHandle })]),
    output: s.projectState,
    effect: 'job',
  },
  /** Why a project file does not open, and what of it can be had: a whole backup, the newest whole version, the readable parts. */
  'project.examine': {
    input: z.strictObject({ source: s.projectSource }),
    output: s.projectExamined,
    effect: 'job',
  },
  /** Brings what is readable of a damaged file into a new project; the file itself is only read. lost: what is missing now. */
  'project.salvage': {
    input: z.strictObject({ source: s.projectSource, from: z.enum(['readable', 'version', 'backup']) }),
    output: z.strictObject({ state: s.projectState, lost: z.array(s.bilingual) }),
    effect: 'job',
  },
  'project.state': { input: ofProject, output: s.projectState, effect: 'read' },
  'project.save': { input: ofProject, output: z.strictObject({ savedAt: z.string() }), effect: 'write' },
  'project.saveCopy': { input: ofProject, output: fileOut, effect: 'job' },
  'project.close': { input: ofProject, output: done, effect: 'write' },
  /** Removes a project made in this run to which nothing was done, with its file: the import it was made for did not take place. */
  'project.discard': { input: ofProject, output: done, effect: 'write', errors: ['project.notUntouched'] },

  /** Every saved change but an import. The new entities and cells arrive with the 'project.changed' event, before this returns. */
  'project.apply': {
    input: z.strictObject({ projectId: s.projectId, command }),
    output: z.strictObject({ revision: z.int() }),
    effect: 'write',
  },
  'project.undo': {
    input: ofProject,
    output: z.strictObject({ revision: z.int(), label: s.bilingual.nullable() }),
    effect: 'write',
  },
  'project.redo': {
    input: ofProject,
    output: z.strictObject({ revision: z.int(), label: s.bilingual.nullable() }),
    effect: 'write',
  },
  'project.history': {
    input: z.strictObject({ projectId: s.projectId, limit: z.int().min(1).max(1000) }),
    output: z.strictObject({
      entries: z.array(z.strictObject({ sequence: z.int(), at: z.string(), label: s.bilingual, undone: z.boolean() })),
    }),
    effect: 'read',
  },

  /** What was done to the data since the import, in words and as commands that can be replayed on the same file. Keys of pseudonyms are left out. */
  'project.log': { input: ofProject, output: z.strictObject({ log: s.cleaningLog }), effect: 'read' },
  /** Applies a log's commands one after another; matches: the data are now the same as where the log was written. */
  'project.replay': {
    input: z.strictObject({
      projectId: s.projectId,
      log: s.cleaningLog,
      pseudonymKey: z.string().max(200).nullable(),
      /** The files that steps of the log bring in; which is which is known by their contents. */
      files: z.array(s.fileHandle).max(100).optional(),
    }),
    output: z.strictObject({ applied: z.int(), matches: z.boolean() }),
    effect: 'job',
  },

  /** What a command would do, without doing it: how many answers, which become which, and which questions come and go. */
  'cleaning.preview': {
    input: z.strictObject({ projectId: s.projectId, command }),
    output: s.commandPreview,
    effect: 'read',
  },
  /** Questions that look as if they held personal data; matches: answers of that form. */
  'cleaning.personal': {
    input: ofProject,
    output: z.strictObject({
      found: z.array(
        z.strictObject({ variableId: z.string(), kind: z.enum(personalKinds), matches: z.int(), answers: z.int() }),
      ),
    }),
    effect: 'read',
  },

  'version.list': {
    input: ofProject,
    output: z.strictObject({
      versions: z.array(
        z.strictObject({
          versionId: z.string(),
          name: z.string(),
          at: z.string(),
          rows: z.int(),
          automatic: z.boolean(),
        }),
      ),
    }),
    effect: 'read',
  },
  'version.keep': {
    input: z.strictObject({ projectId: s.projectId, name: z.string().min(1).max(120) }),
    output: z.strictObject({ versionId: z.string() }),
    effect: 'write',
  },
  /** Goes back to a kept version; the state before is kept as an automatic version first. */
  'version.restore': {
    input: z.strictObject({ projectId: s.projectId, versionId: z.string() }),
    output: s.projectState,
    effect: 'write',
  },

  /** Reads a workbook (in a worker with limits) and keeps it for the following import calls under the same handle. */
  'import.inspect': {
    input: z.strictObject({
      file: s.fileHandle,
      /** For text tables: what is not to be found out. Kept for the calls that follow on the same file. */
      text: s.textFileChoices.optional(),
    }),
    output: z.strictObject({
      fileName: z.string(),
      sheets: z.array(s.sheetInfo),
      notices: z.array(s.readNotice),
      suggestedSheet: z.string(),
      /** How a text table was read, and its beginning in every encoding; null for workbooks. */
      text: z.strictObject({ read: s.textFileFacts, samples: z.array(s.encodingSample) }).nullable(),
    }),
    effect: 'job',
  },
  /** Cells as text, for the raw preview. Rows 0-based, to exclusive. */
  'import.preview': {
    input: z.strictObject({ file: s.fileHandle, sheet: z.string(), fromRow: z.int().min(0), toRow: z.int().min(0) }),
    output: z.strictObject({ rows: z.array(z.array(z.string())) }),
    effect: 'read',
  },
  /** A plan for the sheet. Given parts (header rows, range, template, remembered plan of an earlier import) are kept, the rest is proposed. */
  'import.propose': {
    input: z.strictObject({
      file: s.fileHandle,
      sheet: z.string(),
      headerRows: s.headerRows.nullable(),
      firstDataRow: z.int().min(0).nullable(),
      lastDataRow: z.int().min(0).nullable(),
      indicatorTemplate: z.string().nullable(),
      /** Id of an import record of this project whose plan should be applied to this file. */
      remembered: z.strictObject({ projectId: s.projectId, importId: z.string() }).nullable(),
      /** Project whose own tree stays: questions are matched with its lowest-level indicators, and no template is proposed. */
      keepTreeOf: s.projectId.nullable().optional(),
      /** Survey platform the file comes from; null = none; absent = recognised by its headings. */
      platform: z.enum(surveyPlatformIds).nullable().optional(),
      /** Sheet of the workbook that is the codebook; null = none; absent = the one that fits. */
      codebook: z.string().nullable().optional(),
    }),
    output: z.strictObject({ plan: s.importPlan, summary: s.importSummary, recognised: s.recognised }),
    effect: 'job',
  },
  /** What the (corrected) plan would do. */
  'import.check': {
    input: z.strictObject({ file: s.fileHandle, plan: s.importPlan }),
    output: s.importSummary,
    effect: 'job',
  },
  /**
   * What bringing a file into the data there are would meet. stack: questions it has too, new and missing ones, those made or cleaned in the
   * project, and whether the wave mark is a new question; join: how forms and rows meet by the key, and the names of the new questions.
   */
  'import.combineCheck': {
    input: z.strictObject({
      projectId: s.projectId,
      file: s.fileHandle,
      plan: s.importPlan,
      how: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('stack'), wave: waveMark.nullable() }),
        z.strictObject({ kind: z.literal('join'), key: joinKey }),
      ]),
    }),
    output: s.combineCheck,
    effect: 'job',
  },
  /** Brings columns of the file to the forms with the same key, as one change that can be undone. repeated: keys that several rows of the file have. */
  'import.join': {
    input: z.strictObject({
      projectId: s.projectId,
      file: s.fileHandle,
      plan: s.importPlan,
      key: joinKey,
      repeated: z.enum(['refuse', 'leaveBlank']),
    }),
    output: z.strictObject({ state: s.projectState, summary: s.importSummary }),
    effect: 'job',
  },
  /**
   * Imports into the project. mode 'replace': the project's forms and questions are replaced (an automatic version is kept first); 'append':
   * forms are stacked behind those there are, with a wave mark where one is given, as one change that can be undone.
   */
  'import.run': {
    input: z.strictObject({
      projectId: s.projectId,
      file: s.fileHandle,
      plan: s.importPlan,
      mode: z.enum(['replace', 'append']),
      wave: waveMark.nullable().optional(),
    }),
    output: z.strictObject({ state: s.projectState, summary: s.importSummary }),
    effect: 'job',
  },

  'data.columns': {
    input: z.strictObject({ projectId: s.projectId, variables: z.array(z.string()) }),
    output: z.strictObject({ revision: z.int(), columns: z.array(s.packedColumn) }),
    effect: 'read',
  },
  /** Where a form's answer came from: the untouched cell of the imported file, and every change since. */
  'data.origin': {
    input: z.strictObject({ projectId: s.projectId, variableId: z.string(), row: z.int().min(0) }),
    output: z.strictObject({
      file: z.string().nullable(),
      sheet: z.string().nullable(),
      cell: z.string().nullable(),
      raw: z.string().nullable(),
      changes: z.array(z.strictObject({ at: z.string(), from: s.cellContent, to: s.cellContent })),
    }),
    effect: 'read',
  },
  /** Rows of current values that differ from the imported ones, per variable, ascending as spans ("0-99,105"): the corner marks of the grid. */
  'data.changed': {
    input: ofProject,
    output: z.strictObject({ changed: z.record(z.string(), z.string()) }),
    effect: 'read',
  },
  /** What cells of the files said that their questions could not take (blank answers, words kept): per variable rows, and places in texts. */
  'data.unread': {
    input: ofProject,
    output: z.strictObject({
      unread: z.record(z.string(), z.strictObject({ rows: z.array(z.int()), texts: z.array(z.int()) })),
      texts: z.array(z.string()),
    }),
    effect: 'read',
  },
  /** Forms flagged by the standard checks (duplicates, speeders, straight-lining, blanks, out of scale, cells not read): rows 0-based. */
  'data.checks': {
    input: ofProject,
    output: z.strictObject({
      checks: z.array(
        z.strictObject({
          code: z.string(),
          title: s.bilingual,
          rows: z.array(z.int()),
          details: s.bilingual,
          variableIds: z.array(z.string()),
          checked: z.boolean(),
        }),
      ),
    }),
    effect: 'job',
  },

  /** The answers as a file for other programs, or the project itself. Personal columns stay out unless asked for. */
  'data.export': {
    input: z.strictObject({ projectId: s.projectId, format: z.enum(dataFormats), options: s.dataExportOptions }),
    output: fileOut,
    effect: 'job',
  },

  /** Results for requests, from the store where nothing they read has changed, computed otherwise. One failed request gives its error in its place. */
  'analysis.run': {
    input: z.strictObject({ projectId: s.projectId, requests: z.array(s.analysisRequest).max(2000), key: z.string() }),
    output: z.strictObject({
      revision: z.int(),
      results: z.array(
        z.union([
          z.strictObject({ ok: z.literal(true), result: z.json() }),
          z.strictObject({
            ok: z.literal(false),
            error: z.strictObject({ code: z.string(), message: s.bilingual, details: z.json() }),
          }),
        ]),
      ),
    }),
    effect: 'job',
  },
  /**
   * Every applicable analysis on every applicable question, indicator and feature; the results are kept, so that analysis.run answers
   * each of the requests at once. findings: what is worth knowing, by kind and size.
   */
  'analysis.evaluateAll': {
    input: ofProject,
    output: z.strictObject({
      revision: z.int(),
      evaluated: z.array(s.evaluated),
      findings: z.array(s.finding),
    }),
    effect: 'job',
  },
  /** What the catalogue would run on this project by itself. */
  'analysis.proposals': {
    input: ofProject,
    output: z.strictObject({ requests: z.array(s.analysisRequest) }),
    effect: 'read',
  },

  /**
   * Comments as the codes of a request of text.comments see them: how many get each code (the code book, then those made from names of
   * indicators), a page of the ones that are shown with the stretches of text that count, and what those without a code speak of.
   * show: a place in the codes. row: form, 0-based.
   */
  'analysis.comments': {
    input: z.strictObject({
      projectId: s.projectId,
      request: s.analysisRequest,
      show: z.union([z.int().min(0), z.enum(['uncoded', 'all'])]),
      word: z.string().max(60).nullable(),
      from: z.int().min(0),
      count: z.int().min(0).max(500),
      key: z.string(),
    }),
    output: z.strictObject({
      comments: z.int(),
      uncoded: z.int(),
      codes: z.array(
        z.strictObject({
          name: z.string(),
          any: z.array(z.string()),
          indicator: z.string().nullable(),
          own: z.boolean(),
          comments: z.int(),
        }),
      ),
      shown: z.int(),
      page: z.array(z.strictObject({ row: z.int(), text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) })),
      words: z.array(z.strictObject({ word: z.string(), comments: z.int() })),
    }),
    effect: 'job',
    errors: ['comments.codeRule', 'comments.notText', 'comments.noSuchCode'],
  },

  /** Where a number of a result comes from (shared/explain/types.ts, Explanation), and the steps of cleaning that concern its questions. */
  'explain.number': {
    input: z.strictObject({ projectId: s.projectId, request: s.analysisRequest, target: s.numberTarget }),
    output: z.strictObject({ explanation: z.json(), steps: z.array(s.dataStep) }),
    effect: 'job',
    errors: ['explain.noNumber', 'explain.noResult'],
  },
  /** Answers to the questions that count for a number, or those that do not and why, each with its cell Sheet!A1 of the imported file. */
  'explain.cells': {
    input: z.strictObject({
      projectId: s.projectId,
      variableIds: z.array(z.string()).max(2000),
      /** Whose number it is: whether forms without a weight, a stratum or a cluster are out. */
      analysis: z.string().optional(),
      group: z.strictObject({ variableId: z.string(), label: z.string() }).nullable(),
      /** Of these forms alone: those that are all of them. */
      counted: z
        .array(
          z.union([
            z.strictObject({ variableId: z.string(), label: z.string() }),
            z.strictObject({ satisfied: z.boolean(), threshold: z.number() }),
            z.strictObject({ answered: z.array(z.array(z.string()).max(2000).readonly()).max(2000).readonly() }),
            z.strictObject({ listed: z.array(s.formRange).max(100_000).readonly(), shown: s.bilingual }),
          ]),
        )
        .max(4)
        .readonly()
        .optional(),
      which: z.enum(['used', 'notUsed']),
      from: z.int().min(0),
      count: z.int().min(1).max(500),
    }),
    output: z.strictObject({ used: z.int(), notUsed: z.int(), cells: z.array(s.tracedCell) }),
    effect: 'job',
    errors: ['data.unknownVariable'],
  },

  /** A fresh report from the template for the kind of study, as a ProseMirror document; not saved by itself. */
  'report.draft': {
    input: z.strictObject({
      projectId: s.projectId,
      locale: z.enum(['zh-CN', 'en']),
      /** Absent: the full report. */
      template: z.enum(templateKinds).optional(),
      /** What was evaluated; absent: as the project's name suggests. */
      study: z.enum(studyKinds).optional(),
    }),
    output: z.strictObject({ report: z.json() }),
    effect: 'job',
  },
  /** Makes the report final: its text, its results and the hash of the data are kept; exports give these numbers until it is unfrozen. */
  'report.freeze': {
    input: ofProject,
    output: z.strictObject({ at: z.string() }),
    effect: 'job',
    errors: ['report.none', 'report.frozen', 'report.unresolved'],
  },
  /** Where the data say something else today than the final report. sameData: answers and definitions are those of the final report. */
  'report.differences': {
    input: ofProject,
    output: z.strictObject({
      at: z.string(),
      sameData: z.boolean(),
      differences: z.array(s.frozenDifference),
    }),
    effect: 'job',
    errors: ['report.notFrozen'],
  },
  'report.export': {
    input: z.strictObject({
      projectId: s.projectId,
      format: z.enum(exportFormats),
      charts: z.enum(chartLooks).optional(),
      /** Remarks of readers go into the file. Absent: they stay out. */
      comments: z.boolean().optional(),
      /** What is shown though it is kept back otherwise. Absent: nothing. */
      reveal: z.array(z.enum(revealedParts)).optional(),
      /** Of a report that has to be drafted. */
      locale: z.enum(['zh-CN', 'en']).optional(),
      /** Drafted from the results in place of the project's own report. */
      anew: z.boolean().optional(),
      /** The report of the forms with this answer alone. */
      segment: z.strictObject({ variableId: z.string(), value: z.union([z.number(), z.string()]) }).optional(),
    }),
    output: fileOut,
    effect: 'job',
  },
  /** What was changed in an exported Word file since, beside what the project has there now. */
  'report.readWord': {
    input: z.strictObject({ projectId: s.projectId, file: s.fileHandle }),
    output: z.strictObject({ changes: z.array(s.wordChange), tablesChanged: z.int() }),
    effect: 'job',
  },
  /** The report with the changes of such a file: those chosen by their ids, else all but conflicts. Not saved by itself. */
  'report.mergeWord': {
    input: z.strictObject({
      projectId: s.projectId,
      file: s.fileHandle,
      choices: z.record(z.string(), z.enum(['word', 'project'])),
    }),
    output: z.strictObject({ report: z.json() }),
    effect: 'job',
  },

  /** Report templates of the user's own, newest first. */
  'template.list': { input: nothing, output: z.strictObject({ templates: z.array(s.reportTemplate) }), effect: 'read' },
  'template.save': {
    input: z.strictObject({ projectId: s.projectId, name: z.string().min(1).max(120) }),
    output: s.reportTemplate,
    effect: 'write',
  },
  'template.remove': { input: z.strictObject({ id: z.string() }), output: done, effect: 'write' },
  /** The template as a file for others. */
  'template.share': { input: z.strictObject({ id: z.string() }), output: fileOut, effect: 'read' },
  /** A template file of others comes into the list. */
  'template.take': { input: z.strictObject({ file: s.fileHandle }), output: s.reportTemplate, effect: 'write' },
  /** A report for this project from a template of the user's own, with the pictures and letterhead it names; neither is saved by itself. */
  'template.draft': {
    input: z.strictObject({ projectId: s.projectId, id: z.string() }),
    output: z.strictObject({ report: z.json(), files: z.array(s.reportFile) }),
    effect: 'job',
  },
  /** The answers to a question that reports of their own may be written about; n: forms in use. */
  'report.segments': {
    input: z.strictObject({ projectId: s.projectId, variableId: z.string() }),
    output: z.strictObject({
      segments: z.array(
        z.strictObject({
          value: z.union([z.number(), z.string()]),
          label: z.string(),
          n: z.int(),
          enough: z.boolean(),
        }),
      ),
    }),
    effect: 'read',
  },
  /** A report for each segment in each format, by the project's own report, as one zip; what failed is listed and leaves the others alone. */
  'report.exportEach': {
    input: z.strictObject({
      projectId: s.projectId,
      variableId: z.string(),
      values: z
        .array(z.union([z.number(), z.string()]))
        .min(1)
        .max(1000),
      formats: z.array(z.enum(exportFormats)).min(1),
      charts: z.enum(chartLooks).optional(),
      reveal: z.array(z.enum(revealedParts)).optional(),
      locale: z.enum(['zh-CN', 'en']).optional(),
      anew: z.boolean().optional(),
    }),
    output: fileOut.extend({
      made: z.int(),
      failed: z.array(z.strictObject({ segment: z.string(), format: z.enum(exportFormats), message: s.bilingual })),
    }),
    effect: 'job',
  },
});

export type Methods = typeof methods;
export type MethodName = keyof Methods;
export type Input<M extends MethodName> = z.infer<Methods[M]['input']>;
export type Output<M extends MethodName> = z.infer<Methods[M]['output']>;
