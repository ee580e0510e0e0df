import { InputError } from '../../../shared/model/errors.ts';
import { randomStream } from '../../../shared/numeric/random.ts';

/** The code of the InputError that the work ends in; null when it ends well. */
export const codeOf = (work: () => unknown): string | null => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return null;
};

/** Rows of items with common factors and noise; a fixed seed per call. */
export function drawn(seed: number, n: number, k: number): Float64Array[] {
  const stream = randomStream(seed);
  const factor = Float64Array.from({ length: n }, () => stream.normal());
  return Array.from({ length: k }, () => factor.map((f) => f + stream.normal()));
}
