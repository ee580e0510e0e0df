import type { Bilingual } from '../model/text.ts';
import { InputError } from '../model/errors.ts';

/**
 * expected: the user or caller can do something about it; the sentence says what.
 * cancelled: the user stopped it; shown to nobody. bug: ours, logged with an id.
 */
export type ErrorKind = 'expected' | 'cancelled' | 'bug';

/** An error with a stable code, for the services. Same shape as InputError, which the computing rooms throw. */
export class AppError extends InputError {
  constructor(code: string, details: Readonly<Record<string, string | number | boolean | null>> = {}) {
    super(code, details);
    this.name = 'AppError';
  }
}

/** What an error looks like on every wire. */
export interface WireError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: Bilingual;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}
