import { rm } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Input } from '../../../shared/contract/methods.ts';
import type { ExportFormat } from '../../../shared/contract/vocabulary.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { toWire } from '../../services/toWire.ts';
import type { CliIo } from './arguments.ts';
import { writeOutputs } from './files.ts';
import type { Session } from './session.ts';

export interface EachChoice {
  readonly projectId: string;
  /** Name or wording of the question. */
  readonly by: string;
  readonly formats: readonly ExportFormat[];
  /** Of reports that have to be drafted. */
  readonly locale: 'zh-CN' | 'en';
  /** Each drafted from its own results, in place of the project's report with other numbers. */
  readonly anew: boolean;
  readonly folder: string;
  readonly reveal: NonNullable<Input<'report.export'>['reveal']>;
}

/**
 * A report for every answer to the question, each written as soon as it is made, so that memory and disk stay level however many there are.
 * A report that fails leaves the others alone.
 *
 * @throws AppError 'data.unknownVariable', 'report.someFailed' after all others have been written
 */
export async function reportEach(session: Session, choice: EachChoice, io: CliIo): Promise<void> {
  const { projectId, by, formats, locale, anew, folder, reveal } = choice;
  const { entities } = await session.call('project.state', { projectId });
  const variables = Object.values(entities['variable'] ?? {}) as unknown as Variable[];
  const question = variables.find(({ id, name, label }) => id === by || name === by || label === by);
  if (!question) throw new AppError('data.unknownVariable', { variable: by });
  const variableId = question.id as string;
  const { segments } = await session.call('report.segments', { projectId, variableId });
  const failed: { readonly what: string; readonly zh: string; readonly en: string }[] = [];
  let made = 0;
  for (const [place, { label, value }] of segments.entries()) {
    session.during(`${place + 1}/${segments.length} ${label}`);
    const outcomes = await Promise.allSettled(
      formats.map((format) =>
        session.call('report.export', { projectId, format, locale, anew, reveal, segment: { variableId, value } }),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') {
        if (outcome.reason instanceof CancelledError) throw outcome.reason;
        failed.push({ what: `${label} ${formats[index]}`, ...toWire(outcome.reason).message });
        continue;
      }
      const { file, name } = outcome.value;
      const [path] = await writeOutputs(folder, [{ name, bytes: await session.bytesOf(file) }]);
      await rm(session.services.files.get(file).path, { force: true });
      io.progress('');
      io.print(path!);
      made++;
    }
  }
  if (failed.length > 0)
    throw new AppError('report.someFailed', {
      made,
      failed: failed.length,
      zh: failed.map(({ what, zh }) => `${what}：${zh}`).join('；'),
      en: failed.map(({ what, en }) => `${what}: ${en}`).join('; '),
    });
}
