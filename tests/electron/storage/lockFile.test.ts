import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { takeLock, takeLockWherePossible } from '../../../electron/storage/lockFile.ts';
import { noon, withFolder } from '../support/projects.ts';

const write = (path: string, owner: object) => writeFileSync(`${path}.lock`, JSON.stringify({ user: 'li', ...owner }));
/** The parent runs as long as this test does. */
const otherProcess = process.ppid;

it('belongs to who took it, until released', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'a.csi');
    const lock = await takeLock(path, noon);
    expect(JSON.parse(readFileSync(`${path}.lock`, 'utf8'))).toMatchObject({
      host: hostname(),
      pid: process.pid,
      time: noon,
    });
    await lock.renew(noon + 5);
    expect(JSON.parse(readFileSync(`${path}.lock`, 'utf8'))).toMatchObject({ time: noon + 5 });
    await lock.release();
    expect(existsSync(`${path}.lock`)).toBe(false);
  }));

it('is refused while another program or machine renews it', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'a.csi');
    write(path, { host: hostname(), pid: otherProcess, time: noon - 1000 });
    await expect(takeLock(path, noon)).rejects.toMatchObject({ code: 'project.locked', details: { user: 'li' } });
    write(path, { host: 'elsewhere', pid: 1, time: noon - 1000 });
    await expect(takeLock(path, noon)).rejects.toMatchObject({
      code: 'project.locked',
      details: { host: 'elsewhere' },
    });
  }));

it('is refused while a program of another user holds it, of which the system only says that it may not be touched', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'a.csi');
    write(path, { host: hostname(), pid: otherProcess, time: noon - 1000 });
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    try {
      await expect(takeLock(path, noon)).rejects.toMatchObject({ code: 'project.locked' });
    } finally {
      kill.mockRestore();
    }
  }));

it('is taken over when its owner is gone, silent, or unreadable', () =>
  withFolder(async (folder) => {
    for (const left of [
      { host: hostname(), pid: 2 ** 22 + 1, time: noon },
      { host: hostname(), pid: otherProcess, time: noon - 3_600_000 },
      { host: 'elsewhere', pid: 1, time: noon - 3_600_000 },
      {},
    ]) {
      const path = join(folder, 'a.csi');
      write(path, left);
      const lock = await takeLock(path, noon);
      await lock.release();
    }
  }));

it('waits where no file can be made, and is taken as soon as one can', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'away', 'a.csi');
    await expect(takeLock(path, noon)).rejects.toMatchObject({ code: 'project.targetUnwritable' });
    const lock = await takeLockWherePossible(path, noon);
    await expect(lock.renew(noon + 1)).rejects.toMatchObject({ code: 'project.targetUnwritable' });
    mkdirSync(join(folder, 'away'));
    await lock.renew(noon + 2);
    expect(JSON.parse(readFileSync(`${path}.lock`, 'utf8'))).toMatchObject({ time: noon + 2 });
    await lock.release();
    expect(existsSync(`${path}.lock`)).toBe(false);
    write(path, { host: 'elsewhere', pid: 1, time: noon });
    await expect(takeLockWherePossible(path, noon)).rejects.toMatchObject({ code: 'project.locked' });
  }));
