import { basename } from 'node:path';
import type { Command } from '../../shared/commands/catalogue.ts';
import type { CombineCommand } from '../../shared/commands/combine/catalogue.ts';
import type { Operation } from '../../shared/commands/types.ts';
import type { Output } from '../../shared/contract/methods.ts';
import type { Events } from '../../shared/contract/events.ts';
import { startWorker, type WorkerClient } from '../jobs/channel.ts';
import { type ProjectLock, renewEveryMs, takeLock, takeLockWherePossible } from '../storage/lockFile.ts';
import type { Change } from '../storage/projectChange.ts';
import type { HostPorts } from './ports.ts';
import { ProjectMirror } from './projectMirror.ts';
import type { DecodedImport, OpenRequest, ProjectTable, PublishOutcome, WholeState } from './projectProtocol.ts';
import { createResultStore, type ResultStore } from './resultStore.ts';
import { toWire } from './toWire.ts';
import type { EventListener } from './types.ts';

/** The saved file follows the work after this much quiet. */
const publishAfterMs = 2000;
/** Automatic versions are at least this far apart. */
const versionEveryMs = 10 * 60_000;
/** Checking and opening a file takes no longer, however it is made. */
const openDeadlineMs = 120_000;
const memoryMb = 2048;

export interface SessionDeps {
  readonly ports: HostPorts;
  readonly emit: EventListener;
  /** After each save and when the project is closed. */
  readonly onSaved: (session: ProjectSession) => void;
}

/**
 * One open project: its worker, the host's mirror of it, its results, its lock and its saving. Changes go one after another through the
 * worker; windows hear of them by events before the call returns.
 */
export class ProjectSession {
  readonly projectId: string;
  readonly target: string;
  readonly mirror: ProjectMirror;
  readonly results: ResultStore;
  readonly worker: WorkerClient<ProjectTable>;
  savedAt: string | null;
  dirty: boolean;
  /** The project's index 0-100 as last computed, for the start screen. */
  index: number | null = null;
  private readonly deps: SessionDeps;
  /** The revision as made; null for a project that existed before. */
  private readonly madeAt: number | null;
  private readonly lock: ProjectLock;
  private readonly renewing: NodeJS.Timeout;
  private publishing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private closed = false;
  /** When a version was kept last, or the project opened. */
  private versionAt: number;

  private constructor(
    deps: SessionDeps,
    request: OpenRequest,
    worker: WorkerClient<ProjectTable>,
    lock: ProjectLock,
    opened: ProjectTable['open']['output'],
    savedAt: string | null,
  ) {
    this.deps = deps;
    this.projectId = request.projectId;
    this.target = request.target;
    this.worker = worker;
    this.lock = lock;
    this.mirror = new ProjectMirror(request.projectId, opened.state);
    this.madeAt = request.create === null ? null : this.mirror.revision;
    this.results = createResultStore(this.mirror);
    this.savedAt = savedAt;
    this.dirty = opened.dirty;
    this.versionAt = deps.ports.now();
    this.renewing = setInterval(() => {
      this.lock.renew(deps.ports.now()).catch(() => deps.ports.log('project.lockNotRenewed', {}));
    }, renewEveryMs);
    this.renewing.unref();
    if (this.dirty) this.publishSoon();
  }

  /** @throws AppError 'project.locked', 'project.damaged', 'project.newer', 'project.notAProject', 'project.missing' */
  static async open(deps: SessionDeps, request: OpenRequest, savedAt: string | null): Promise<ProjectSession> {
    const take = request.create === null ? takeLockWherePossible : takeLock;
    const lock = await take(request.target, deps.ports.now());
    const worker = startWorker<ProjectTable>('projectWorker', { memoryMb });
    try {
      const opened = await worker.call('open', request, { deadlineMs: openDeadlineMs });
      if (opened.setAside) deps.ports.log('project.workingCopySetAside', {});
      return new ProjectSession(deps, request, worker, lock, opened, savedAt);
    } catch (error) {
      await worker.terminate();
      await releaseQuietly(lock, deps);
      throw error;
    }
  }

  get name(): string {
    return this.mirror.allEntities.settings.get('main')?.name ?? '';
  }

  /** Made in this run and never changed since. */
  get untouched(): boolean {
    return this.madeAt === this.mirror.revision;
  }

  state(): Output<'project.state'> {
    const { mirror } = this;
    return {
      projectId: this.projectId,
      revision: mirror.revision,
      rowCount: mirror.rowCount,
      entities: mirror.table(),
      undo: mirror.undo,
      redo: mirror.redo,
      savedAt: this.savedAt,
      dirty: this.dirty,
    };
  }

  private announce(change: Change, state: WholeState | null, cause: Events['project.changed']['cause']): void {
    if (state) this.mirror.replace(state);
    else this.mirror.follow(change);
    this.dirty = true;
    this.deps.emit('project.changed', {
      projectId: this.projectId,
      revision: change.revision,
      patch: change.patch,
      rowCount: change.rowCount,
      undo: change.undo,
      redo: change.redo,
      cause,
    });
    this.publishSoon();
  }

  /** A version is kept by itself before the first change after some time of work. */
  private async keepNowAndThen(): Promise<void> {
    const now = this.deps.ports.now();
    if (now - this.versionAt < versionEveryMs) return;
    this.versionAt = now;
    await this.keepVersion('自动保留', true);
  }

  async apply(command: Command): Promise<number> {
    return (await this.applyForChange(command)).revision;
  }

  /** As apply, with what it did. */
  async applyForChange(command: Command): Promise<Change> {
    await this.keepNowAndThen();
    const change = await this.worker.call('apply', { command, at: this.deps.ports.now() });
    this.announce(change, null, 'command');
    return change;
  }

  async undoOrRedo(direction: 'undo' | 'redo'): Promise<Output<'project.undo'>> {
    const done = await this.worker.call(direction, null);
    if (!done) return { revision: this.mirror.revision, label: null };
    this.announce(done.change, done.state, direction);
    return { revision: done.change.revision, label: done.label };
  }

  async import(decoded: DecodedImport, transfer: readonly ArrayBuffer[]): Promise<void> {
    const { change, state } = await this.worker.call('import', { decoded, at: this.deps.ports.now() }, { transfer });
    this.announce(change, state, 'import');
  }

  /** Stacks or joins a file; what that made, in order. */
  async combine(
    command: CombineCommand,
    decoded: DecodedImport,
    transfer: readonly ArrayBuffer[],
  ): Promise<readonly Operation[]> {
    await this.keepNowAndThen();
    const at = this.deps.ports.now();
    const { change, state, created } = await this.worker.call('combine', { command, decoded, at }, { transfer });
    this.announce(change, state, 'command');
    return created;
  }

  async keepVersion(name: string, automatic: boolean): Promise<string> {
    const { versionId } = await this.worker.call('keepVersion', { name, at: this.deps.ports.now(), automatic });
    this.dirty = true;
    this.publishSoon();
    return versionId;
  }

  async restoreVersion(versionId: string): Promise<void> {
    const { change, state } = await this.worker.call('restoreVersion', { versionId, at: this.deps.ports.now() });
    this.announce(change, state, 'restore');
  }

  private publishSoon(): void {
    if (this.closed) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      // The event says what is wrong; work goes on in the working copy.
      this.save().catch((error: unknown) => this.deps.ports.log('project.notSaved', { code: toWire(error).code }));
    }, publishAfterMs);
    this.timer.unref();
  }

  /** Publishes to the user's file, one save after another. @throws AppError 'project.targetBusy', 'project.targetUnwritable', 'project.diskFull' */
  save(): Promise<void> {
    const saved = this.publishing.then(() => this.publish());
    // The next save must not fail for this one's reason.
    this.publishing = saved.catch(() => undefined);
    return saved;
  }

  private async publish(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.dirty && this.savedAt !== null) return;
    const at = this.deps.ports.now();
    // A change that comes while the file is being written sets it again.
    this.dirty = false;
    try {
      const outcome = await this.worker.call('publish', { at });
      this.savedAt = new Date(at).toISOString();
      const remark = remarkOn(outcome, basename(this.target));
      const { projectId, savedAt, dirty } = this;
      const saved = { projectId, savedAt, dirty, problem: null };
      this.deps.emit('project.saved', remark ? { ...saved, remark } : saved);
      this.deps.onSaved(this);
    } catch (error) {
      this.dirty = true;
      this.deps.emit('project.saved', {
        projectId: this.projectId,
        savedAt: this.savedAt,
        dirty: true,
        problem: toWire(error).message,
      });
      throw error;
    }
  }

  /** Saves and closes. What cannot be saved stays in the working copy, which the next opening continues. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    clearInterval(this.renewing);
    try {
      if (this.dirty) await this.save();
    } catch (error) {
      this.deps.ports.log('project.notSaved', { code: toWire(error).code });
    }
    try {
      await this.publishing;
      await this.worker.call('close', null);
    } catch (error) {
      // The worker is gone; what it had committed lies in the working copy.
      this.deps.ports.log('project.notClosed', { code: toWire(error).code });
    }
    await this.worker.terminate();
    await releaseQuietly(this.lock, this.deps);
    this.deps.onSaved(this);
  }
}

/** A lock that cannot be taken away (the folder became read-only) lapses by itself: no reason to hold on to the project. */
async function releaseQuietly(lock: ProjectLock, { ports }: SessionDeps): Promise<void> {
  try {
    await lock.release();
  } catch (error) {
    ports.log('project.lockNotReleased', { code: toWire(error).code });
  }
}

function remarkOn({ movedAway, conflictKept }: PublishOutcome, name: string): { zh: string; en: string } | null {
  if (movedAway) return movedSentence(name);
  return conflictKept === null ? null : conflictSentence(conflictKept);
}

const movedSentence = (name: string): { zh: string; en: string } => ({
  zh: `“${name}”已不在原处（被移动、改名或删除），已在原处重新写出完整的一份；移走的那一份不再更新`,
  en: `“${name}” was no longer in its place (moved, renamed or deleted), so it was written there again, complete; a moved copy is not updated any more`,
});

const conflictSentence = (name: string): { zh: string; en: string } => ({
  zh: `项目文件曾被其他程序改动，那一份已另存为“${name}”`,
  en: `Another program had changed the project file; its version was kept as “${name}”`,
});
