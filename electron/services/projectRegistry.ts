import { access, copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/contract/errors.ts';
import type { Output } from '../../shared/contract/methods.ts';
import type { IndicatorTemplate } from '../../shared/satisfaction/template.ts';
import type { ComputePool } from '../jobs/computePool.ts';
import { projectFileName, projectExtension, projectIdOf } from './projectFileName.ts';
import { openRecentList, type RecentList } from '../storage/recentList.ts';
import { hasUnsavedWork, removeWorkingCopy, workingPath } from '../storage/workingCopy.ts';
import type { HostPorts } from './ports.ts';
import { projectFromTemplate } from './projectFromTemplate.ts';
import type { OpenRequest } from './projectProtocol.ts';
import { ProjectSession, type SessionDeps } from './projectSession.ts';
import type { EventListener } from './types.ts';

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function isInside(path: string, folder: string): boolean {
  const inner = relative(resolve(folder), resolve(path));
  return inner !== '' && !inner.startsWith('..') && !isAbsolute(inner);
}

/** The open projects, and the list of those used last. */
export interface ProjectRegistry {
  readonly recent: RecentList;
  /** @throws AppError 'project.notOpen' */
  get(projectId: string): ProjectSession;
  /** An unused path in the projects folder for a project of that name. */
  freePath(name: string): Promise<string>;
  /** template null = without indicators. */
  create(name: string, template: IndicatorTemplate | null): Promise<ProjectSession>;
  /** A file on the user's disk; one that came by upload is copied into the projects folder first. */
  openFile(path: string, name: string): Promise<ProjectSession>;
  /** @throws AppError 'project.unknownRecent' */
  openRecent(recentId: string): Promise<ProjectSession>;
  listRecent(): Promise<Output<'project.recent'>['projects']>;
  /** Publishes what is not saved, then closes. */
  close(projectId: string): Promise<void>;
  /** Removes a project that was made in this run and never changed since. @throws AppError 'project.notOpen', 'project.notUntouched' */
  discard(projectId: string): Promise<void>;
  closeAll(): Promise<void>;
}

export async function createProjectRegistry(
  ports: HostPorts,
  pool: ComputePool,
  emit: EventListener,
): Promise<ProjectRegistry> {
  const recent = await openRecentList(ports.paths.data);
  const folder = join(ports.paths.data, 'working');
  const sessions = new Map<string, ProjectSession>();
  const opening = new Map<string, Promise<ProjectSession>>();

  const onSaved = (session: ProjectSession): void => {
    recent.update(session.projectId, {
      name: session.name,
      savedAt: session.savedAt,
      rows: session.mirror.rowCount,
      index: session.index,
    });
  };
  const deps: SessionDeps = { ports, emit, onSaved };

  async function freePath(fileName: string): Promise<string> {
    await mkdir(ports.paths.projects, { recursive: true });
    const stem = fileName.slice(0, -projectExtension.length);
    for (let number = 1; ; number++) {
      const path = join(ports.paths.projects, number === 1 ? fileName : `${stem} (${number})${projectExtension}`);
      // A working copy of a file that never was saved has a right to its name, too.
      if (!(await exists(path)) && !(await exists(workingPath(folder, projectIdOf(path))))) return path;
    }
  }

  function openSession(request: OpenRequest, savedAt: string | null): Promise<ProjectSession> {
    const running = opening.get(request.projectId);
    if (running) return running;
    const open = sessions.get(request.projectId);
    if (open && !open.worker.ended) return Promise.resolve(open);
    const opened = (async () => {
      // A session whose worker has died is opened anew from its working copy.
      if (open) await open.close();
      const session = await ProjectSession.open(deps, request, savedAt);
      sessions.set(session.projectId, session);
      const known = recent.all().find((entry) => entry.recentId === session.projectId);
      session.index = known?.index ?? null;
      const { index, name } = session;
      recent.put({
        recentId: session.projectId,
        target: session.target,
        name,
        savedAt,
        index,
        rows: session.mirror.rowCount,
        usedAt: ports.now(),
      });
      return session;
    })().finally(() => opening.delete(request.projectId));
    opening.set(request.projectId, opened);
    return opened;
  }

  async function openTarget(target: string): Promise<ProjectSession> {
    const projectId = projectIdOf(target);
    const facts = await stat(target).catch(() => null);
    const savedAt = facts ? facts.mtime.toISOString() : null;
    return openSession({ folder, projectId, target, create: null, at: ports.now() }, savedAt);
  }

  return {
    recent,
    freePath: (name) => freePath(projectFileName(name)),
    get(projectId) {
      const session = sessions.get(projectId);
      if (!session) throw new AppError('project.notOpen');
      return session;
    },
    async create(name, template) {
      const target = await freePath(projectFileName(name));
      const patch = projectFromTemplate(name, template, randomUUID);
      const create = { patch, label: { zh: `新建项目“${name}”`, en: `New project “${name}”` } };
      const session = await openSession(
        { folder, projectId: projectIdOf(target), target, create, at: ports.now() },
        null,
      );
      await session.save();
      return session;
    },
    async openFile(path, name) {
      const target = resolve(path);
      const isProject =
        sessions.has(projectIdOf(target)) ||
        !isInside(target, ports.paths.data) ||
        isInside(target, ports.paths.projects);
      if (isProject) return openTarget(target);
      const own = await freePath(projectFileName(name.replace(/\.[^.]*$/, '')));
      await copyFile(target, own);
      try {
        return await openTarget(own);
      } catch (error) {
        // What cannot be opened is not kept among the projects; the upload stays for a repair.
        await rm(own, { force: true });
        throw error;
      }
    },
    async openRecent(recentId) {
      const entry = recent.all().find((one) => one.recentId === recentId);
      if (!entry) throw new AppError('project.unknownRecent');
      return openTarget(entry.target);
    },
    listRecent: () =>
      Promise.all(
        recent.all().map(async (entry) => {
          const recovered = !sessions.has(entry.recentId) && hasUnsavedWork(folder, entry.recentId);
          return {
            recentId: entry.recentId,
            name: entry.name,
            file: basename(entry.target),
            savedAt: entry.savedAt,
            index: entry.index,
            rows: entry.rows,
            available: recovered || (await exists(entry.target)),
            recovered,
          };
        }),
      ),
    async close(projectId) {
      const session = sessions.get(projectId);
      if (!session) return;
      sessions.delete(projectId);
      pool.forget(projectId);
      await session.close();
      emit('project.closed', { projectId });
    },
    async discard(projectId) {
      const session = sessions.get(projectId);
      if (!session) throw new AppError('project.notOpen');
      if (!session.untouched) throw new AppError('project.notUntouched');
      sessions.delete(projectId);
      pool.forget(projectId);
      await session.close();
      await rm(session.target, { force: true });
      removeWorkingCopy(folder, projectId);
      recent.forget(projectId);
      emit('project.closed', { projectId });
    },
    async closeAll() {
      await Promise.allSettled(opening.values());
      const open = [...sessions.values()];
      sessions.clear();
      await Promise.all(open.map((session) => session.close()));
    },
  };
}
