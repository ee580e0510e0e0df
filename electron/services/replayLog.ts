import { type CleaningLog, indicatorPath, withIds } from '../../shared/cleaning/log.ts';
import { command } from '../../shared/commands/catalogue.ts';
import { combineCommand, isCombining } from '../../shared/commands/combine/catalogue.ts';
import { fileOfCommand } from '../../shared/commands/combine/parts.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { importPlan, textFileChoices } from '../../shared/contract/schemas.ts';
import type { ImportPlan } from '../../shared/importing/plan.ts';
import type { TextFileChoices } from '../../shared/importing/textFile.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import type { ImportService } from './importService.ts';
import type { ProjectSession } from './projectSession.ts';
import type { CallContext } from './types.ts';

/** The ids of this project for those of the log, by names of questions and places of indicators. */
function idsOfStart(session: ProjectSession, log: CleaningLog): Map<string, string> {
  const { variable, indicator } = session.mirror.allEntities;
  const ids = new Map<string, string>();
  const byName = new Map([...variable.values()].map((one) => [one.name, one.id as string]));
  const byPath = new Map([...indicator.keys()].map((id) => [indicatorPath(id, indicator), id]));
  for (const [old, name] of Object.entries(log.start.variable)) {
    const id = byName.get(name);
    // Only what the log speaks of has to be there.
    if (id === undefined && JSON.stringify(log.entries).includes(JSON.stringify(old)))
      throw new AppError('log.questionMissing', { name });
    if (id !== undefined) ids.set(old, id);
  }
  for (const [old, path] of Object.entries(log.start.indicator)) {
    const id = byPath.get(path);
    if (id !== undefined) ids.set(old, id);
  }
  return ids;
}

function withKey(given: Readonly<Record<string, unknown>>, key: string | null, step: number): unknown {
  const { how } = given;
  if (typeof how !== 'object' || how === null || !('key' in how) || how.key !== '') return given;
  if (key === null || key === '') throw new AppError('log.keyNeeded', { step });
  return { ...given, how: { ...how, key } };
}

type Made = readonly { readonly collection: string; readonly id: string }[];

/** What the steps of a log need beside the project: keys, files by their contents, and the reading of files. */
export interface ReplayTools {
  readonly pseudonymKey: string | null;
  readonly imports: Pick<ImportService, 'combineInto' | 'readAs'>;
  /** Handles of the files at hand by the SHA-256 of their bytes. */
  readonly files: ReadonlyMap<string, string>;
}

/** @throws AppError 'log.fileMissing' naming the first file that a step brings in and that is not at hand */
function checkFiles(log: CleaningLog, files: ReplayTools['files']): void {
  log.entries.forEach((entry, index) => {
    if (!isCombining(entry.command['type'])) return;
    const file = fileOfCommand.safeParse(entry.command['file']);
    if (!file.success) throw new AppError('log.invalid', { step: index + 1 });
    if (!files.has(file.data.sha256)) throw new AppError('log.fileMissing', { step: index + 1, file: file.data.name });
  });
}

/**
 * Applies the commands of a log to this project, each an own step that can be undone. What a step makes gets the part of what it made
 * in the log, so that later steps speak of it. Files that were stacked or joined are read again by the same plan.
 *
 * @throws AppError 'log.questionMissing', 'log.fileMissing' before anything is done; 'log.invalid', 'log.keyNeeded', 'log.differs' and what a
 * command refuses at the step where it happens: the steps before stand
 */
export async function replayLog(
  session: ProjectSession,
  log: CleaningLog,
  { pseudonymKey, imports, files }: ReplayTools,
  context: CallContext,
): Promise<{ applied: number; matches: boolean }> {
  const ids = idsOfStart(session, log);
  checkFiles(log, files);

  async function applied(given: unknown, step: number): Promise<Made> {
    const parsed = command.safeParse(given);
    if (!parsed.success) throw new AppError('log.invalid', { step });
    const before = session.mirror.allEntities;
    const known = new Set(
      [...before.variable.keys(), ...before.indicator.keys(), ...before.rule.keys(), ...before.weighting.keys()].concat(
        [...before.exclusion.keys(), ...before.design.keys(), ...before.filter.keys()],
      ),
    );
    const { patch } = await session.applyForChange(parsed.data);
    return (patch ?? []).flatMap((operation) =>
      operation.op === 'put' && operation.value !== null && !known.has(operation.id) ? [operation] : [],
    );
  }

  async function combined(given: unknown, step: number): Promise<Made> {
    const parsed = combineCommand.safeParse(given);
    const plan = parsed.success ? importPlan.safeParse(parsed.data.plan) : null;
    const read = parsed.success ? textFileChoices.safeParse(parsed.data.file.read ?? {}) : null;
    if (!parsed.success || !plan?.success || !read?.success) throw new AppError('log.invalid', { step });
    const file = files.get(parsed.data.file.sha256)!;
    await imports.readAs(file, read.data as TextFileChoices);
    const wanted = plan.data as ImportPlan;
    const { created } = await imports.combineInto(session, file, wanted, () => parsed.data, context);
    return created.flatMap((operation) => (operation.op === 'put' ? [operation] : []));
  }

  for (const [index, entry] of log.entries.entries()) {
    if (context.signal.aborted) throw new CancelledError();
    const step = index + 1;
    const given = withIds(withKey(entry.command, pseudonymKey, step), ids);
    const made = isCombining(entry.command['type']) ? await combined(given, step) : await applied(given, step);
    const own = entry.created.filter(({ id }) => !isFixed(id));
    const here = made.filter(({ id }) => !isFixed(id));
    if (own.length !== here.length || own.some(({ collection }, i) => here[i]?.collection !== collection))
      throw new AppError('log.differs', { step, label: entry.label.zh });
    own.forEach(({ id }, i) => ids.set(id, here[i]!.id));
    context.report(step, log.entries.length, 'replay');
  }
  const hash = await session.worker.call('dataHash', null);
  return { applied: log.entries.length, matches: hash === log.dataHash };
}

/** Ids that mean the same in every project: rows of excluded forms, the one entity of its kind, the first level of weights. */
const isFixed = (id: string): boolean => /^(?:\d+|main|root)$/.test(id);
