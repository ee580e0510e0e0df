import { AppError, type WireError } from '../../shared/contract/errors.ts';
import type { Input, Output } from '../../shared/contract/methods.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import type { Locale } from '../../shared/model/text.ts';
import { reportFileName, safeFileName } from './safeFileName.ts';
import type { CallContext, FileRegistry } from './types.ts';
import { createZipArchive } from './zipArchive.ts';

type EachInput = Input<'report.exportEach'>;
type Failed = Output<'report.exportEach'>['failed'];

export interface ReportFile {
  /** With its ending. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface EachDeps {
  readonly files: FileRegistry;
  now(): number;
  toError(error: unknown): WireError;
  /** One report. @throws AppError */
  write(value: number | string, format: EachInput['formats'][number], context: CallContext): Promise<ReportFile>;
  /** How the answer is called. */
  labelOf(value: number | string): string;
}

/** Failures named in the error where nothing could be written. */
const named = 3;

/**
 * The reports of all segments, one after another, into a zip on the disk: what is in memory is one segment's files. A report that cannot be
 * written is listed and the next begun; a cancel leaves nothing behind.
 *
 * @throws AppError 'report.allFailed' when there is not one; CancelledError
 */
export async function exportEach(
  { values, formats }: Pick<EachInput, 'values' | 'formats'>,
  title: string,
  locale: Locale,
  context: CallContext,
  deps: EachDeps,
): Promise<Output<'report.exportEach'>> {
  const path = await deps.files.pathFor(
    reportFileName(`${title}${locale === 'zh-CN' ? '（分组）' : ' by group'}`, 'zip'),
  );
  const zip = createZipArchive(path, deps.now());
  const names = new Set<string>();
  const freeName = (wanted: string): string => {
    const dot = wanted.lastIndexOf('.');
    let name = wanted;
    // Two answers may be called the same, and systems differ in what letters they tell apart.
    for (let again = 2; names.has(name.toLowerCase()); again++)
      name = `${wanted.slice(0, dot)} (${again})${wanted.slice(dot)}`;
    names.add(name.toLowerCase());
    return name;
  };
  const failed: Failed = [];
  let made = 0;
  try {
    for (const [place, value] of values.entries()) {
      if (context.signal.aborted) throw new CancelledError();
      const label = deps.labelOf(value);
      context.report(place, values.length, 'segments');
      // Side by side: the Word file is laid out in a worker while the browser prints.
      const written = await Promise.allSettled(
        formats.map((format) => deps.write(value, format, { ...context, report: () => undefined })),
      );
      for (const [index, outcome] of written.entries()) {
        if (outcome.status === 'fulfilled') {
          await zip.add(freeName(safeFileName(outcome.value.name)), outcome.value.bytes);
          made++;
          continue;
        }
        if (context.signal.aborted || outcome.reason instanceof CancelledError) throw new CancelledError();
        failed.push({ segment: label, format: formats[index]!, message: deps.toError(outcome.reason).message });
      }
    }
    if (made === 0) {
      const list = (language: 'zh' | 'en'): string =>
        failed
          .slice(0, named)
          .map(({ message }) => message[language])
          .join(language === 'zh' ? '；' : '; ');
      throw new AppError('report.allFailed', { count: failed.length, zh: list('zh'), en: list('en') });
    }
    context.report(values.length, values.length, 'segments');
    await zip.finish();
  } catch (error) {
    await zip.drop();
    throw error;
  }
  const { handle, name, size } = await deps.files.adopt(path);
  return { file: handle, name, size, made, failed };
}
