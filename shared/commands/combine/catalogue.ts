import { z } from 'zod';
import type { ProjectReader } from '../types.ts';
import { joinSchema, planJoin } from './joinFile.ts';
import type { CombineInput, CombineOutcome } from './parts.ts';
import { planStack, stackSchema } from './stackFile.ts';

/** Changes that need another file beside the project; in the journal and the log they stand among the others. */
export const combineCommand = z.discriminatedUnion('type', [stackSchema, joinSchema]);
export type CombineCommand = z.infer<typeof combineCommand>;

export const isCombining = (type: unknown): boolean => type === 'data.stack' || type === 'data.join';

/** Plans a change that brings in a file. @throws InputError when it is not possible; nothing is written then. */
export const planCombine = (command: CombineCommand, input: CombineInput, project: ProjectReader): CombineOutcome =>
  command.type === 'data.stack' ? planStack(command, input, project) : planJoin(command, input, project);
