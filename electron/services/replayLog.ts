import { type CleaningLog, indicatorPath, withIds } from '../../shared/cleaning/log.ts';
import { command } from '../../shared/commands/catalogue.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { CancelledError } from '../../shared/model/errors.ts';
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

/**
 * Applies the commands of a log to this project, each an own step that can be undone. What a step makes gets the part of what it made
 * in the log, so that later steps speak of it.
 *
 * @throws AppError 'log.questionMissing' before anything is done; 'log.invalid', 'log.keyNeeded', 'log.differs' and what a command refuses
 * at the step where it happens: the steps before stand
 */
export async function replayLog(
  session: ProjectSession,
  log: CleaningLog,
  pseudonymKey: string | null,
  context: CallContext,
): Promise<{ applied: number; matches: boolean }> {
  const ids = idsOfStart(session, log);
  for (const [index, entry] of log.entries.entries()) {
    if (context.signal.aborted) throw new CancelledError();
    const step = index + 1;
    const parsed = command.safeParse(withIds(withKey(entry.command, pseudonymKey, step), ids));
    if (!parsed.success) throw new AppError('log.invalid', { step });
    const before = session.mirror.allEntities;
    const known = new Set(
      [...before.variable.keys(), ...before.indicator.keys(), ...before.rule.keys(), ...before.weighting.keys()].concat(
        [...before.exclusion.keys(), ...before.design.keys(), ...before.filter.keys()],
      ),
    );
    const { patch } = await session.applyForChange(parsed.data);
    const made = (patch ?? []).flatMap((operation) =>
      operation.op === 'put' && operation.value !== null && !known.has(operation.id) ? [operation] : [],
    );
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
