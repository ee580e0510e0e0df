import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { checkProjectFile } from '../storage/checkProjectFile.ts';
import { ProjectStore } from '../storage/projectStore.ts';
import { writeSealedCopy } from '../storage/publish.ts';
import type { Loss } from '../storage/bringOver.ts';
import { salvage } from '../storage/salvage.ts';
import { serveWorker } from './channel.ts';
import type { Examined, RepairTable } from './repairProtocol.ts';

const label = { zh: '从损坏的文件抢救', en: 'Salvage from a damaged file' };
const labelOfVersion = (version: { readonly name: string }): { zh: string; en: string } => ({
  zh: `恢复版本“${version.name}”`,
  en: `Restore version “${version.name}”`,
});
const backupOf = (path: string): string => `${path}.bak`;

/** Salvages into a database of its own and lets it be looked at; nothing of it stays. */
function withSalvaged<T>(
  request: { readonly path: string; readonly folder: string; readonly at: number },
  work: (store: ProjectStore, losses: readonly Loss[]) => T,
): T {
  const stem = join(request.folder, `salvage-${randomUUID()}`);
  const [scratch, fresh] = [`${stem}.scratch`, `${stem}.db`];
  let store: ProjectStore | null = null;
  try {
    const losses = salvage(request.path, scratch, fresh, request.at, label);
    store = new ProjectStore(fresh);
    return work(store, losses);
  } finally {
    store?.close();
    for (const base of [scratch, fresh])
      for (const part of ['', '-wal', '-shm', '-journal']) rmSync(base + part, { force: true });
  }
}

function problemOf(path: string): Examined['problem'] {
  try {
    checkProjectFile(path);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, details: error.details };
  }
}

serveWorker<RepairTable>({
  examine(request) {
    const { path } = request;
    const backup = backupOf(path);
    const backupAt = problemOf(backup) === null ? statSync(backup).mtimeMs : null;
    const problem = problemOf(path);
    let readable: Pick<Examined, 'losses' | 'version'> = { losses: null, version: null };
    if (problem !== null && problem.code !== 'project.missing') {
      try {
        readable = withSalvaged(request, (store, losses) => {
          const newest = store.listVersions()[0];
          return { losses, version: newest ? { name: newest.name, at: newest.at } : null };
        });
      } catch (error) {
        // Nothing of it can be read: the answer says so.
        if (!(error instanceof AppError)) throw error;
      }
    }
    return { output: { problem, backupAt, ...readable } };
  },
  salvage(request) {
    const { path, into, from, at } = request;
    if (from === 'backup') {
      // The copy is what is checked.
      try {
        copyFileSync(backupOf(path), into);
        checkProjectFile(into);
      } catch (error) {
        rmSync(into, { force: true });
        throw error instanceof AppError ? error : new AppError('project.missing');
      }
      return { output: [] };
    }
    const losses = withSalvaged(request, (store, lost) => {
      if (from === 'version') {
        const newest = store.listVersions()[0];
        if (!newest) throw new AppError('version.unknown');
        store.restoreVersion(newest.versionId, { before: label.zh, label: labelOfVersion }, at);
      }
      try {
        store.collectGarbage();
        writeSealedCopy(store.connection, into);
      } catch (error) {
        rmSync(into, { force: true });
        throw error;
      }
      // A version that is whole replaces the answers that were lost.
      return from === 'version'
        ? lost.filter(({ code }) => code !== 'answers' && code !== 'texts' && code !== 'facts')
        : lost;
    });
    return { output: losses };
  },
});
