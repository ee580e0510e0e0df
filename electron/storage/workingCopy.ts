import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomicWrite.ts';
import type { Fingerprint } from './publish.ts';

/** What stands beside a working copy: whose it is and what of it has reached the user's file. */
export interface WorkingFacts {
  readonly target: string;
  /** Number of commits in the saved file; the working copy is newer when it has more. */
  readonly publishedWrites: number;
  readonly fingerprint: Fingerprint | null;
  /** Commits exist that the saved file does not have. Set before the first of them. */
  readonly dirty: boolean;
}

export const workingPath = (folder: string, projectId: string): string => join(folder, `${projectId}.db`);
const factsPath = (folder: string, projectId: string): string => join(folder, `${projectId}.json`);

export function readWorkingFacts(folder: string, projectId: string): WorkingFacts | null {
  const path = factsPath(folder, projectId);
  if (!existsSync(path)) return null;
  try {
    const facts = JSON.parse(readFileSync(path, 'utf8')) as Partial<WorkingFacts>;
    if (typeof facts.target !== 'string' || typeof facts.publishedWrites !== 'number') return null;
    return {
      target: facts.target,
      publishedWrites: facts.publishedWrites,
      fingerprint: facts.fingerprint ?? null,
      dirty: facts.dirty === true,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const writeWorkingFacts = (folder: string, projectId: string, facts: WorkingFacts): void =>
  writeAtomically(factsPath(folder, projectId), JSON.stringify(facts));

/** Is there a working copy with commits that its saved file does not have? */
export const hasUnsavedWork = (folder: string, projectId: string): boolean =>
  existsSync(workingPath(folder, projectId)) && readWorkingFacts(folder, projectId)?.dirty === true;

export function removeWorkingCopy(folder: string, projectId: string): void {
  const path = workingPath(folder, projectId);
  // Facts last: a crash in between leaves facts without a copy, which says nothing.
  for (const file of [`${path}-wal`, `${path}-shm`, path, factsPath(folder, projectId)]) rmSync(file, { force: true });
}
