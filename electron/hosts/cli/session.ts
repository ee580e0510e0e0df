import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Input, MethodName, Output } from '../../../shared/contract/methods.ts';
import { type ExportFormat, exportFormats } from '../../../shared/contract/vocabulary.ts';
import type { Locale } from '../../../shared/model/text.ts';
import { createServices } from '../../services/createServices.ts';
import type { Services } from '../../services/types.ts';
import { createChromiumPrinter } from '../web/chromiumPrinter.ts';
import { applicationFolder, version } from '../applicationFolder.ts';
import type { CliIo } from './arguments.ts';
import { interruptible, progressText } from './interruptible.ts';

/** The program's services for one run of a command, in a data folder of its own that goes when the run ends. */
export interface Session {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  readonly services: Services;
  readonly bytesOf: (handle: string) => Promise<Uint8Array>;
  /** Starts the browser that draws and prints, so that it is ready when the results are; for commands that will need it. */
  warmPrinter(): void;
  /** What the calls from here on are about, told before their progress. */
  during(what: string): void;
}

const printNothing = (): void => undefined;

export async function withSession<T>(io: CliIo, work: (session: Session) => Promise<T>): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), 'csi-workbench-'));
  const printer = createChromiumPrinter({ rendererFolder: join(applicationFolder(), 'out/renderer') });
  const services = await createServices({
    host: 'cli',
    version: version(),
    now: () => Date.now(),
    paths: { data, projects: join(data, 'projects'), resources: join(applicationFolder(), 'resources') },
    dialogs: null,
    printer,
    log: printNothing,
  });
  let calls = 0;
  let about = '';
  try {
    return await interruptible(io, (signal) =>
      work({
        services,
        call: async (method, input) =>
          (await services.call(method, input, {
            callId: `cli-${++calls}`,
            signal,
            report: (done, total, phase) => io.progress(`${about}${progressText(done, total, phase)}`),
          })) as never,
        bytesOf: async (handle) => readFile(services.files.get(handle).path),
        warmPrinter: () => printer.warmUp(),
        during: (what) => {
          about = `${what}  `;
        },
      }),
    );
  } finally {
    await Promise.all([services.close(), printer.close()]);
    await rm(data, { recursive: true, force: true });
  }
}

/** @throws AppError 'cli.unknownFormat' */
function parseFormats(list: string): ExportFormat[] {
  const known: readonly string[] = exportFormats;
  return list.split(',').map((format) => {
    const trimmed = format.trim();
    if (!known.includes(trimmed))
      throw new AppError('cli.unknownFormat', { format: trimmed, formats: known.join(', ') });
    return trimmed as ExportFormat;
  });
}

/** @throws AppError 'cli.unknownValue' */
export function parseReveal(list: string | undefined): NonNullable<Input<'report.export'>['reveal']> {
  return (list ?? '').split(',').flatMap((part) => {
    const wanted = part.trim();
    if (wanted === '') return [];
    if (wanted === 'personal') return ['personal' as const];
    if (wanted === 'small-groups') return ['smallGroups' as const];
    throw new AppError('cli.unknownReveal', { part: wanted });
  });
}

/** Where a command writes a report, in which formats and language. @throws AppError 'cli.missingOption', 'cli.unknownFormat', 'cli.unknownLocale' */
export function outputAsked(values: {
  readonly out?: string | undefined;
  readonly format?: string | undefined;
  readonly locale?: string | undefined;
}): { readonly out: string; readonly formats: readonly ExportFormat[]; readonly locale: Locale } {
  const { out, format = 'docx', locale = 'zh-CN' } = values;
  if (out === undefined) throw new AppError('cli.missingOption', { option: '--out' });
  const formats = parseFormats(format);
  if (locale !== 'zh-CN' && locale !== 'en') throw new AppError('cli.unknownLocale', { locale });
  return { out, formats, locale };
}

/** Drafts a report where the project has none. */
export async function draftWhereNone(session: Session, projectId: string, locale: 'zh-CN' | 'en'): Promise<void> {
  const state = await session.call('project.state', { projectId });
  if (state.entities['report']?.['main']) return;
  const { report } = await session.call('report.draft', { projectId, locale });
  await session.call('project.apply', { projectId, command: { type: 'report.set', report: report as never } });
}

/** Exports the project's report in the formats; drafts one first where the project has none. */
export async function exportReport(
  session: Session,
  projectId: string,
  formats: readonly ExportFormat[],
  locale: 'zh-CN' | 'en',
  reveal: Input<'report.export'>['reveal'] = [],
): Promise<{ name: string; bytes: Uint8Array }[]> {
  await draftWhereNone(session, projectId, locale);
  // Side by side: the Word file is laid out in a worker while the browser prints; figures are drawn once for all.
  return Promise.all(
    formats.map(async (format) => {
      const { file, name } = await session.call('report.export', { projectId, format, reveal });
      return { name, bytes: await session.bytesOf(file) };
    }),
  );
}

export const nameWithoutExtension = (path: string): string => basename(path).replace(/\.[^.]+$/, '');
