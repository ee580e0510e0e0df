import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { AppError } from '../../shared/contract/errors.ts';

/** Who has a project open. */
interface LockOwner {
  readonly host: string;
  readonly user: string;
  readonly pid: number;
  /** Milliseconds since 1970; renewed while the project is open. */
  readonly time: number;
}

/** A lock that was not renewed for this long was left by a crash. */
const staleAfterMs = 3 * 60_000;
export const renewEveryMs = 60_000;

export interface ProjectLock {
  renew(now: number): Promise<void>;
  release(): Promise<void>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function ownerOf(path: string): Promise<LockOwner | null> {
  try {
    const owner = JSON.parse(await readFile(path, 'utf8')) as LockOwner;
    return typeof owner.host === 'string' && typeof owner.pid === 'number' && typeof owner.time === 'number'
      ? owner
      : null;
  } catch {
    // Unreadable or half-written by a crash: nobody's.
    return null;
  }
}

const isLive = (owner: LockOwner, now: number): boolean =>
  now - owner.time < staleAfterMs && (owner.host !== hostname() || isAlive(owner.pid));

/**
 * Takes the lock beside the project file.
 * @throws AppError 'project.locked' {user, host} while another program has it open; 'project.targetUnwritable' where no file can be made
 */
export async function takeLock(target: string, now: number): Promise<ProjectLock> {
  const path = `${target}.lock`;
  const text = (time: number): string =>
    JSON.stringify({ host: hostname(), user: userInfo().username, pid: process.pid, time } satisfies LockOwner);
  for (const lastTry of [false, true]) {
    try {
      await writeFile(path, text(now), { flag: 'wx' });
      break;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code !== 'EEXIST') throw new AppError('project.targetUnwritable', { code });
      const owner = await ownerOf(path);
      const mine = owner !== null && owner.host === hostname() && owner.pid === process.pid;
      if (lastTry || (owner && !mine && isLive(owner, now)))
        throw new AppError('project.locked', { user: owner?.user ?? '', host: owner?.host ?? '' });
      await rm(path, { force: true });
    }
  }
  return {
    renew: (time) => writeFile(path, text(time)),
    release: () => rm(path, { force: true }),
  };
}

/**
 * The lock of a project that exists; where its folder cannot be written to or is gone, none until it can be taken: its data can still be
 * looked at, and unsaved work in the working copy reached. Nobody saves there meanwhile, and saving later keeps what another has saved.
 * @throws AppError 'project.locked' {user, host}
 */
export async function takeLockWherePossible(target: string, now: number): Promise<ProjectLock> {
  let lock: ProjectLock | null = null;
  try {
    lock = await takeLock(target, now);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'project.targetUnwritable') throw error;
  }
  return {
    async renew(time) {
      if (lock) await lock.renew(time);
      else lock = await takeLock(target, time);
    },
    release: async () => lock?.release(),
  };
}
