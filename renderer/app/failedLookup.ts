import { ClientError } from '../client/ClientError.ts';
import { isCancelled } from './notices.tsx';

/**
 * For the log: something the window looked up by itself, that nobody waits for, could not be had. Work that was stopped, or whose project
 * has been closed meanwhile, is no fault.
 */
export function logFailedLookup(what: string, error: unknown): void {
  if (isCancelled(error) || (error instanceof ClientError && error.code === 'project.notOpen')) return;
  console.error(what, error);
}
