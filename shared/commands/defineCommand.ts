import type { z } from 'zod';
import type { CommandOutcome, ProjectReader } from './types.ts';

/** One saved change: its schema (the wire form, with a literal type) and the pure function that plans its patch. */
export interface CommandDefinition<S extends z.ZodType> {
  readonly schema: S;
  /** @throws InputError when the change is not possible; nothing is written then. */
  plan(input: z.infer<S>, project: ProjectReader): CommandOutcome;
}

export function defineCommand<S extends z.ZodType>(definition: CommandDefinition<S>): CommandDefinition<S> {
  return definition;
}
