import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod';
import { errorMessages, fillSentence } from '../../shared/contract/errorMessages.ts';
import type { WireError } from '../../shared/contract/errors.ts';
import { formatNumber } from '../../shared/format/formatNumber.ts';
import { CancelledError, InputError } from '../../shared/model/errors.ts';

/** Bugs are told to whoever keeps the log, under the id that the user sees. */
export type BugListener = (id: string, error: unknown) => void;

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** A fault of the program that has been logged under its id. */
class LoggedBug extends Error {
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(`unexpected, ${id}`, { cause });
    this.name = 'LoggedBug';
    this.id = id;
  }
}

/** Is it expected, with a sentence of its own, or a cancel? */
const isTold = (error: unknown): boolean =>
  error instanceof CancelledError ||
  isAbort(error) ||
  error instanceof LoggedBug ||
  (error instanceof InputError && errorMessages[error.code] !== undefined);

/** Logs a fault once, where it is first known to be one; everything else stays as it is. */
export function logBug(error: unknown, onBug: BugListener): unknown {
  if (isTold(error)) return error;
  const id = randomUUID().slice(0, 8);
  onBug(id, error);
  return new LoggedBug(id, error);
}

/**
 * Any thrown value as every host sends it: coded errors with their sentence, a cancel as such, everything else as a fault of ours
 * with an id and without its text, which could hold answers or paths.
 */
export function toWire(error: unknown, onBug: BugListener = () => undefined): WireError {
  if (error instanceof CancelledError || isAbort(error))
    return { kind: 'cancelled', code: 'call.cancelled', message: { zh: '已取消', en: 'Cancelled' }, details: {} };
  if (error instanceof InputError) {
    const sentence = errorMessages[error.code];
    if (sentence)
      return {
        kind: 'expected',
        code: error.code,
        message: fillSentence(sentence, error.details),
        details: error.details,
      };
  }
  const logged = logBug(error, onBug);
  const id = logged instanceof LoggedBug ? logged.id : '';
  return { kind: 'bug', code: 'bug', message: fillSentence(errorMessages['bug']!, { id }), details: { id } };
}

/** The first thing wrong with an input. What a user can type too much of is told as such, the rest for whoever wrote the call. */
export function inputProblem(method: string, error: ZodError): InputError {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys')
    return new InputError('call.unknownKey', { method, path, key: issue.keys.join(', ') });
  if (issue?.code === 'too_big' && (issue.origin === 'string' || issue.origin === 'array'))
    return new InputError(issue.origin === 'string' ? 'call.textTooLong' : 'call.tooMany', {
      method,
      path,
      most: formatNumber(Number(issue.maximum), 'integer', 'zh-CN'),
    });
  return new InputError('call.badInput', { method, path, problem: issue?.message ?? '' });
}

/** Says what is known about a fault without what could hold answers or paths: the name and the places in our program. */
export function describeBug(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/?[^\s()]*[\\/]/g, ''));
  const code = 'code' in error ? String(error.code) : '';
  return { name: error.name, code, where: frames.join(' < ') };
}
