import { isDeepStrictEqual } from 'node:util';
import type { CombineCommand } from '../../shared/commands/combine/catalogue.ts';
import type { Operation } from '../../shared/commands/types.ts';
import type { Input, Output } from '../../shared/contract/methods.ts';
import type { ImportPlan } from '../../shared/importing/plan.ts';
import type { TextFileChoices } from '../../shared/importing/textFile.ts';
import { ordered } from '../../shared/model/project.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { type CallOptions, startWorker, type WorkerClient } from '../jobs/channel.ts';
import type { ProposalParts, Proposed, WorkbookTable } from '../jobs/workbookProtocol.ts';
import { checkJoin, checkStack, numberingOf } from './combineCheck.ts';
import { planOfRecord } from './planOfRecord.ts';
import type { ProjectRegistry } from './projectRegistry.ts';
import type { ProjectSession } from './projectSession.ts';
import type { CallContext, FileRegistry, ServiceTable } from './types.ts';

type ImportMethods = Extract<keyof ServiceTable, `import.${string}`>;

export interface ImportService {
  readonly table: Pick<ServiceTable, ImportMethods>;
  /** The default plan for the likeliest sheet. */
  proposeFor(file: string, indicatorTemplate: string | null, context: CallContext): Promise<Proposed>;
  /** The file's forms take the place of the project's data. */
  runInto(session: ProjectSession, file: string, plan: ImportPlan, context: CallContext): Promise<Proposed['summary']>;
  /** Reads a text table anew as told from now on. */
  readAs(file: string, choices: TextFileChoices): Promise<void>;
  /** Brings a file into the data there are, as one change that can be undone. created: what it made, in order. */
  combineInto(
    session: ProjectSession,
    file: string,
    plan: ImportPlan,
    commandFor: (source: CombineCommand['file']) => CombineCommand,
    context: CallContext,
  ): Promise<{ readonly summary: Proposed['summary']; readonly created: readonly Operation[] }>;
  close(): Promise<void>;
}

/** JavaScript heap of a reading worker: a hostile workbook ends it, not the program. */
const memoryMb = 1536;
const readDeadlineMs = 120_000;
/** A read workbook nobody asks for is dropped after this. */
const keepMs = 10 * 60_000;
const mostKept = 2;
const graceMs = 1500;

type Decoded = WorkbookTable['decode']['output'];

/** A plan as it stands in a journal: without what is not set. */
const toJson = (plan: Input<'import.run'>['plan']): CombineCommand['plan'] =>
  JSON.parse(JSON.stringify(plan)) as CombineCommand['plan'];

interface OpenWorkbook {
  readonly worker: WorkerClient<WorkbookTable>;
  readonly inspected: Promise<Output<'import.inspect'>>;
  timer: NodeJS.Timeout | null;
}

/**
 * Importing workbooks. Each one is read by a worker of its own, with limits, which keeps it while the wizard works on it; answers and
 * raw cells move from there to the project's worker without being copied.
 */
export function createImportService({
  files,
  projects,
}: {
  readonly files: FileRegistry;
  readonly projects: ProjectRegistry;
}): ImportService {
  const workbooks = new Map<string, OpenWorkbook>();
  /** How the user wants text tables read; kept longer than the workbook, which may have to be read again. */
  const choices = new Map<string, TextFileChoices>();

  async function drop(file: string): Promise<void> {
    const open = workbooks.get(file);
    if (!open) return;
    workbooks.delete(file);
    if (open.timer) clearTimeout(open.timer);
    await open.worker.terminate();
  }

  const optionsOf = (context: CallContext): CallOptions => ({
    signal: context.signal,
    report: context.report,
    graceMs,
  });

  async function read(file: string, context: CallContext): Promise<OpenWorkbook> {
    const { path, name } = files.get(file);
    const known = workbooks.get(file);
    if (known && !known.worker.ended) {
      workbooks.delete(file);
      workbooks.set(file, known);
      touch(file, known);
      return known;
    }
    for (const oldest of [...workbooks.keys()].slice(0, Math.max(0, workbooks.size - mostKept + 1))) await drop(oldest);
    const worker = startWorker<WorkbookTable>('workbookWorker', { memoryMb });
    const inspected = worker.call(
      'read',
      { path, fileName: name, text: choices.get(file) ?? {} },
      { ...optionsOf(context), deadlineMs: readDeadlineMs },
    );
    const open: OpenWorkbook = { worker, inspected, timer: null };
    workbooks.set(file, open);
    touch(file, open);
    try {
      await inspected;
    } catch (error) {
      await drop(file);
      throw error;
    }
    return open;
  }

  function touch(file: string, open: OpenWorkbook): void {
    if (open.timer) clearTimeout(open.timer);
    open.timer = setTimeout(() => void drop(file), keepMs);
    open.timer.unref();
  }

  /** Reads the file anew when the way to read it has changed. */
  async function choose(file: string, wanted: TextFileChoices): Promise<void> {
    if (isDeepStrictEqual(choices.get(file) ?? {}, wanted)) return;
    choices.set(file, wanted);
    await drop(file);
  }

  /** The workbook, read by now. */
  async function ready(file: string, context: CallContext): Promise<OpenWorkbook> {
    const open = await read(file, context);
    await open.inspected;
    return open;
  }

  async function propose(file: string, parts: ProposalParts, context: CallContext): Promise<Proposed> {
    const { worker } = await ready(file, context);
    return worker.call('propose', parts, optionsOf(context));
  }

  async function decode(file: string, plan: ImportPlan, context: CallContext): Promise<Decoded> {
    const { worker } = await ready(file, context);
    const decoded = await worker.call('decode', { plan }, optionsOf(context));
    // The worker has given its workbook away.
    await drop(file);
    context.report(0, 1, 'store');
    return decoded;
  }

  const runInto: ImportService['runInto'] = async (session, file, plan, context) => {
    const { decoded, summary, buffers } = await decode(file, plan, context);
    await session.import(decoded, buffers);
    return summary;
  };

  const combineInto: ImportService['combineInto'] = async (session, file, plan, commandFor, context) => {
    const read = choices.get(file);
    const { decoded, summary, buffers } = await decode(file, plan, context);
    const told = read && Object.keys(read).length > 0 ? { read: { ...read } } : {};
    const command = commandFor({ name: decoded.fileName, sha256: decoded.sha256, ...told });
    return { summary, created: await session.combine(command, decoded, buffers) };
  };

  function rememberedPlan(
    remembered: { readonly projectId: string; readonly importId: string } | null,
  ): ImportPlan | null {
    if (!remembered) return null;
    const { allEntities: entities } = projects.get(remembered.projectId).mirror;
    const record = entities.import.get(remembered.importId);
    if (!record) throw new AppError('import.unknownRecord', { importId: remembered.importId });
    return planOfRecord(record, entities.variable);
  }

  /** Names of a project's lowest-level indicators, in order. */
  function leavesOf(projectId: string): readonly string[] {
    const indicators = ordered(projects.get(projectId).mirror.allEntities.indicator);
    const parents = new Set(indicators.map((indicator) => indicator.parentId));
    return indicators.filter((indicator) => !parents.has(indicator.id)).map((leaf) => leaf.name);
  }

  return {
    runInto,
    combineInto,
    readAs: choose,
    async proposeFor(file, indicatorTemplate, context) {
      const { inspected } = await ready(file, context);
      const { suggestedSheet } = await inspected;
      return propose(
        file,
        {
          sheet: suggestedSheet,
          headerRows: null,
          firstDataRow: null,
          lastDataRow: null,
          indicatorTemplate,
          remembered: null,
        },
        context,
      );
    },
    async close() {
      await Promise.all([...workbooks.keys()].map(drop));
    },
    table: {
      'import.inspect': async ({ file, text }, context) => {
        if (text) await choose(file, text as TextFileChoices);
        return (await ready(file, context)).inspected;
      },
      'import.preview': async ({ file, sheet, fromRow, toRow }, context) => {
        const { worker } = await ready(file, context);
        return { rows: await worker.call('preview', { sheet, fromRow, toRow }, optionsOf(context)) };
      },
      'import.propose': async ({ file, remembered, keepTreeOf, ...parts }, context) =>
        (await propose(
          file,
          {
            ...parts,
            remembered: rememberedPlan(remembered),
            treeLeaves: keepTreeOf ? leavesOf(keepTreeOf) : undefined,
          },
          context,
        )) as Output<'import.propose'>,
      'import.check': async ({ file, plan }, context) => {
        const { worker } = await ready(file, context);
        return (await worker.call('check', { plan: plan as ImportPlan }, optionsOf(context))) as Output<'import.check'>;
      },
      'import.combineCheck': async ({ projectId, file, plan, how }, context) => {
        const session = projects.get(projectId);
        const given = plan as ImportPlan;
        const { worker } = await ready(file, context);
        if (how.kind === 'stack') {
          const identity = await worker.call('identity', null, optionsOf(context));
          const own = numberingOf(session, given);
          const numbers = own && (await worker.call('column', { plan: given, column: own.column }, optionsOf(context)));
          return checkStack(session, identity, given, how.wave, own && numbers ? { ...own, column: numbers } : null);
        }
        const column = await worker.call('column', { plan: given, column: how.key.column }, optionsOf(context));
        if (!column) throw new AppError('join.noKey', {});
        return checkJoin(session, given, how.key, column);
      },
      'import.run': async ({ projectId, file, plan, mode, wave }, context) => {
        const session = projects.get(projectId);
        if (mode === 'replace') {
          const summary = await runInto(session, file, plan as ImportPlan, context);
          return { state: session.state(), summary: summary as Output<'import.run'>['summary'] };
        }
        const { summary } = await combineInto(
          session,
          file,
          plan as ImportPlan,
          (source) => ({ type: 'data.stack', file: source, plan: toJson(plan), wave: wave ?? null }),
          context,
        );
        return { state: session.state(), summary: summary as Output<'import.run'>['summary'] };
      },
      'import.join': async ({ projectId, file, plan, key, repeated }, context) => {
        const session = projects.get(projectId);
        const { summary } = await combineInto(
          session,
          file,
          plan as ImportPlan,
          (source) => ({ type: 'data.join', file: source, plan: toJson(plan), key, repeated }),
          context,
        );
        return { state: session.state(), summary: summary as Output<'import.run'>['summary'] };
      },
    },
  };
}
