import type { z } from 'zod';

/** read: no change; write: changes the project; job: long, reports progress and can be cancelled (a job may also write at its end). */
export type Effect = 'read' | 'write' | 'job';

export interface MethodDefinition {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly effect: Effect;
}

export function defineMethods<const T extends Record<string, MethodDefinition>>(table: T): T {
  return table;
}
