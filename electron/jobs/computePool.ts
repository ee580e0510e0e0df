import { availableParallelism } from 'node:os';
import type { CommentsAsked } from '../../shared/analyses/commentReading.ts';
import type { AnalysisRequest, AnalysisResult } from '../../shared/analyses/types.ts';
import type { NumberTarget } from '../../shared/explain/types.ts';
import type { DataStep } from '../../shared/model/dataset.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import type { Rule } from '../../shared/model/rule.ts';
import type { MemoryColumn } from '../storage/memoryColumn.ts';
import { type CallOptions, startWorker, type WorkerClient } from './channel.ts';
import type { AnswersAsked, ComputedResult, ComputeTable, EvaluationPart, SnapshotFacts } from './computeProtocol.ts';
import { joinParts } from './joinParts.ts';
import { isOpen, letHelpersLeave, type ReplicateOffer } from './replicateShare.ts';
import { createTurns, releaseHelpers, type SharedTurns } from './turns.ts';

/** An open project as the pool sees it: versions grow with each change, so that a worker is told only what is new to it. */
export interface ComputeSource {
  readonly projectId: string;
  readonly revision: number;
  readonly rowCount: number;
  readonly factsVersion: number;
  facts(): SnapshotFacts;
  readonly steps: readonly DataStep[];
  readonly stepsVersion: number;
  readonly columns: ReadonlyMap<string, { readonly column: MemoryColumn; readonly version: number }>;
}

interface Known {
  revision: number;
  factsVersion: number;
  stepsVersion: number;
  columns: Map<string, number>;
}

interface Member {
  client: WorkerClient<ComputeTable>;
  readonly known: Map<string, Known>;
  busy: boolean;
}

interface Task {
  readonly source: () => ComputeSource;
  readonly options: CallOptions;
  work(client: WorkerClient<ComputeTable>, options: CallOptions): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface ComputePool {
  /** Runs when a worker is free, in the order of asking. source is read at that moment. @throws CancelledError, AppError 'jobs.*', what the analysis threw */
  run(source: () => ComputeSource, request: AnalysisRequest, options: CallOptions): Promise<ComputedResult>;
  proposals(source: () => ComputeSource, options: CallOptions): Promise<ComputeTable['proposals']['output']>;
  /** Everything applicable in one go, with what is worked out shared; on every worker that nobody else waits for. */
  evaluateAll(source: () => ComputeSource, options: CallOptions): Promise<EvaluationPart>;
  checks(
    source: () => ComputeSource,
    rules: readonly Rule[],
    options: CallOptions,
  ): Promise<ComputeTable['checks']['output']>;
  explain(
    source: () => ComputeSource,
    result: AnalysisResult,
    target: NumberTarget,
    options: CallOptions,
  ): Promise<ComputeTable['explain']['output']>;
  answers(
    source: () => ComputeSource,
    asked: AnswersAsked,
    options: CallOptions,
  ): Promise<ComputeTable['answers']['output']>;
  comments(
    source: () => ComputeSource,
    asked: CommentsAsked,
    options: CallOptions,
  ): Promise<ComputeTable['comments']['output']>;
  forget(projectId: string): void;
  close(): Promise<void>;
}

/** A cancelled computation that does not look at its flag is ended with its worker after this. */
const graceMs = 1500;
const memoryMb = 1024;

/** At most two workers that compute; each keeps the projects it was told about, answers lie in memory shared with their owner. */
export function createComputePool(size: number = Math.min(2, availableParallelism())): ComputePool {
  const start = (): Member => ({
    client: startWorker<ComputeTable>('computeWorker', { memoryMb }),
    known: new Map(),
    busy: false,
  });
  const members: Member[] = [];
  const queue: Task[] = [];
  const helped = new Set<SharedTurns>();
  /** Replicates that running computations would share. */
  const offers = new Set<ReplicateOffer>();
  let closed = false;

  async function tell(member: Member, source: ComputeSource): Promise<void> {
    const known = member.known.get(source.projectId);
    if (known && known.revision === source.revision) return;
    const columns = new Map<string, MemoryColumn>();
    for (const [id, { column, version }] of source.columns)
      if (known?.columns.get(id) !== version) columns.set(id, column);
    const removed = known ? [...known.columns.keys()].filter((id) => !source.columns.has(id)) : [];
    const facts = known?.factsVersion === source.factsVersion ? null : source.facts();
    // The project may change while the worker is being told: what it knows then is what it was told.
    const { projectId, revision, rowCount, factsVersion, steps, stepsVersion } = source;
    const told = new Map([...source.columns].map(([id, { version }]) => [id, version]));
    await member.client.call('update', {
      projectId,
      revision,
      rowCount,
      facts,
      steps: known?.stepsVersion === stepsVersion ? null : steps,
      columns,
      removed,
    });
    member.known.set(projectId, { revision, factsVersion, stepsVersion, columns: told });
  }

  function freeMember(): Member | undefined {
    const free = members.find((member) => !member.busy);
    if (free || members.length >= size) return free;
    const added = start();
    members.push(added);
    return added;
  }

  function revive(member: Member): void {
    if (!member.client.ended) return;
    member.client = startWorker<ComputeTable>('computeWorker', { memoryMb });
    member.known.clear();
  }

  async function perform(member: Member, task: Task): Promise<void> {
    member.busy = true;
    const open: ReplicateOffer[] = [];
    try {
      if (task.options.signal?.aborted) throw new CancelledError();
      revive(member);
      await tell(member, task.source());
      const offer = (offered: ReplicateOffer): void => {
        open.push(offered);
        offers.add(offered);
        next();
      };
      task.resolve(await task.work(member.client, { ...task.options, graceMs, offer }));
    } catch (error) {
      task.reject(error);
    } finally {
      for (const offered of open) offers.delete(offered);
      member.busy = false;
      next();
    }
  }

  /** A worker nobody else needs helps another one. */
  async function help(member: Member, offer: ReplicateOffer): Promise<void> {
    member.busy = true;
    try {
      revive(member);
      await member.client.call('help', offer);
    } catch {
      // What it has left undone is done by the computation itself, which also meets the cause where there is one.
      offers.delete(offer);
    } finally {
      member.busy = false;
      next();
    }
  }

  function next(): void {
    while (queue.length > 0 && !closed) {
      const member = freeMember();
      if (!member) {
        // Somebody waits: those who only help with a long piece of work come free after their present turn.
        for (const turns of helped) releaseHelpers(turns);
        for (const offer of offers) letHelpersLeave(offer, true);
        return;
      }
      void perform(member, queue.shift()!);
    }
    for (const offer of offers) {
      if (closed) return;
      if (!isOpen(offer)) {
        offers.delete(offer);
        continue;
      }
      const member = freeMember();
      if (!member) return;
      letHelpersLeave(offer, false);
      void help(member, offer);
    }
  }

  function ask<T>(
    source: () => ComputeSource,
    options: CallOptions,
    work: (client: WorkerClient<ComputeTable>, options: CallOptions, projectId: string) => Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (closed) {
        reject(new CancelledError());
        return;
      }
      queue.push({
        source,
        options,
        work: (client, given) => work(client, given, source().projectId),
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      next();
    });
  }

  /** One worker, and another that helps as long as nobody waits for it. */
  async function evaluateTogether(
    source: () => ComputeSource,
    options: CallOptions,
    withHelper: boolean,
  ): Promise<EvaluationPart[]> {
    const turns = createTurns();
    const failed = new AbortController();
    const given = {
      ...options,
      signal: options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal,
    };
    const part = (helper: boolean): Promise<EvaluationPart> =>
      ask(source, given, (client, callOptions, projectId) =>
        client.call('evaluateAll', { projectId, turns, helper }, callOptions),
      );
    const begun = withHelper ? [part(false), part(true)] : [part(false)];
    helped.add(turns);
    try {
      return await Promise.all(begun);
    } catch (error) {
      failed.abort();
      throw error;
    } finally {
      helped.delete(turns);
    }
  }

  return {
    run: (source, request, options) =>
      ask(source, options, (client, given, projectId) => client.call('run', { projectId, request }, given)),
    proposals: (source, options) =>
      ask(source, options, (client, given, projectId) => client.call('proposals', { projectId }, given)),
    async evaluateAll(source, options) {
      const parts = await evaluateTogether(source, options, members.filter((member) => member.busy).length < size - 1);
      // Changed between the start of the one and the other: they would not belong together.
      const apart = parts.some(({ revision }) => revision !== parts[0]!.revision);
      return joinParts(apart ? await evaluateTogether(source, options, false) : parts);
    },
    checks: (source, rules, options) =>
      ask(source, options, (client, given, projectId) => client.call('checks', { projectId, rules }, given)),
    explain: (source, result, target, options) =>
      ask(source, options, (client, given, projectId) => client.call('explain', { projectId, result, target }, given)),
    answers: (source, asked, options) =>
      ask(source, options, (client, given, projectId) => client.call('answers', { projectId, ...asked }, given)),
    comments: (source, asked, options) =>
      ask(source, options, (client, given, projectId) => client.call('comments', { projectId, asked }, given)),
    forget(projectId) {
      for (const member of members) {
        if (!member.known.delete(projectId) || member.client.ended) continue;
        // Only frees memory; a worker that has ended meanwhile has nothing to free.
        member.client.call('forget', { projectId }).catch(() => undefined);
      }
    },
    async close() {
      closed = true;
      for (const task of queue.splice(0)) task.reject(new CancelledError());
      await Promise.all(members.map((member) => member.client.terminate()));
    },
  };
}
