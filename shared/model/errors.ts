/**
 * Misuse or unusable input, thrown by computing code. code is stable ('stats.shape', 'data.noScale'); the sentence the user reads
 * is looked up in shared/contract/errorMessages.ts with details filled in. Facts about the data are results, not errors.
 */
export class InputError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  constructor(code: string, details: Readonly<Record<string, string | number | boolean | null>> = {}) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'InputError';
    this.code = code;
    this.details = details;
  }
}

/** The user stopped the work; shown to nobody. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}
