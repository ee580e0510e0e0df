import type { AnalysisRequest, AnalysisResult, Json } from '../../shared/analyses/types.ts';
import { reasonTexts } from '../../shared/analyses/reasonTexts.ts';
import { CancelledError, InputError } from '../../shared/model/errors.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import type { ComputePool } from '../jobs/computePool.ts';
import { type ProjectAccess, type RunOutcome, snapshotOfMirror } from './projectAccess.ts';
import type { ProjectRegistry } from './projectRegistry.ts';
import type { ProjectSession } from './projectSession.ts';
import { createSegmentAccess, type SegmentAccess, type SegmentChoice } from './segmentAccess.ts';
import { inTurn, SharedWork } from './sharedWork.ts';
import type { CallContext, ServiceTable } from './types.ts';

export interface AnalysisDeps {
  readonly projects: ProjectRegistry;
  readonly pool: ComputePool;
  readonly toError: (error: unknown) => Extract<RunOutcome, { ok: false }>['error'];
}

export interface AnalysisService {
  readonly table: Pick<
    ServiceTable,
    'analysis.run' | 'analysis.evaluateAll' | 'analysis.proposals' | 'analysis.comments'
  >;
  access(projectId: string): ProjectAccess;
  /** The project seen through one segment; whoever asked closes it. */
  segment(projectId: string, choice: SegmentChoice): SegmentAccess;
}

const noReason = { zh: '数据不满足该方法的条件', en: 'the data do not meet the conditions of the method' };

/** Requests of one call that compute at the same time; as many as there are workers. */
const atOnce = 2;

/** The project's index as the start screen shows it; null unless the result is the whole project's own. */
function indexOf(request: AnalysisRequest, result: AnalysisResult): number | null {
  if (
    result.analysis !== 'csi.index' ||
    result.status !== 'ok' ||
    Object.keys(request.inputs).length + Object.keys(request.options).length > 0
  )
    return null;
  const overall: Json | undefined = result.values.overall;
  if (typeof overall !== 'object' || overall === null || !('index' in overall)) return null;
  return typeof overall.index === 'number' ? overall.index : null;
}

/**
 * Results for requests: from the store where nothing they read has changed, else computed, in the order asked. A new call under the same
 * key takes the place of the one still running.
 */
export function createAnalysisService(deps: AnalysisDeps): AnalysisService {
  const running = new Map<string, AbortController>();
  const shared = new SharedWork<AnalysisResult>();

  /** Does the work in place of what still runs under the same slot. */
  async function inPlaceOf<T>(slot: string, asked: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    running.get(slot)?.abort();
    const replaced = new AbortController();
    running.set(slot, replaced);
    try {
      return await work(AbortSignal.any([asked, replaced.signal]));
    } finally {
      if (running.get(slot) === replaced) running.delete(slot);
    }
  }

  async function runOne(
    session: ProjectSession,
    request: AnalysisRequest,
    signal: AbortSignal,
    report: CallContext['report'],
  ): Promise<RunOutcome> {
    const key = requestKey(request);
    const found = session.results.find(key);
    if (found) return { ok: true, result: found };
    try {
      // Asked for at another revision it is other work: the data it would read may differ.
      const result = await shared.join(
        `${session.projectId} ${session.mirror.revision} ${key}`,
        signal,
        async (stop) => {
          const computed = await deps.pool.run(() => session.mirror, request, { signal: stop, report });
          session.results.keep(key, computed.result, computed.reads);
          session.index = indexOf(request, computed.result) ?? session.index;
          return computed.result;
        },
      );
      return { ok: true, result };
    } catch (error) {
      if (error instanceof CancelledError || signal.aborted) throw new CancelledError();
      return { ok: false, error: deps.toError(error) };
    }
  }

  function runAll(
    session: ProjectSession,
    requests: readonly AnalysisRequest[],
    signal: AbortSignal,
    report: CallContext['report'],
  ): Promise<RunOutcome[]> {
    let done = 0;
    // Shares of the requests under way, so that a long one is seen to move.
    const shares = new Map<AnalysisRequest, number>();
    const tell = (): void => {
      const begun = [...shares.values()].reduce((sum, share) => sum + share, 0);
      report(done + begun, requests.length, 'analysis');
    };
    return inTurn(requests, atOnce, async (request) => {
      const outcome = await runOne(session, request, signal, (part, total) => {
        shares.set(request, total > 0 ? Math.min(1, part / total) : 0);
        tell();
      });
      shares.delete(request);
      done++;
      tell();
      return outcome;
    });
  }

  function access(projectId: string): ProjectAccess {
    const session = deps.projects.get(projectId);
    const { mirror } = session;
    return {
      projectId,
      revision: mirror.revision,
      rowCount: mirror.rowCount,
      entities: mirror.allEntities,
      snapshot: () => snapshotOfMirror(mirror),
      run: (requests, context) => runAll(session, requests, context.signal, context.report),
      dataHash: () => session.worker.call('dataHash', null),
      apply: (command) => session.apply(command),
      proposals: (context) => deps.pool.proposals(() => mirror, { signal: context.signal }),
    };
  }

  return {
    access,
    segment: (projectId, choice) =>
      createSegmentAccess(
        deps.projects.get(projectId).mirror,
        deps.pool,
        deps.toError,
        access(projectId).dataHash,
        choice,
      ),
    table: {
      'analysis.run': async (input, context) => {
        const session = deps.projects.get(input.projectId);
        const { revision } = session.mirror;
        return inPlaceOf(`${input.projectId} ${input.key}`, context.signal, async (signal) => {
          const outcomes = await runAll(session, input.requests as readonly AnalysisRequest[], signal, context.report);
          return {
            revision,
            results: outcomes.map((outcome) =>
              outcome.ok
                ? { ok: true as const, result: outcome.result as never }
                : {
                    ok: false as const,
                    error: {
                      code: outcome.error.code,
                      message: outcome.error.message,
                      details: outcome.error.details as never,
                    },
                  },
            ),
          };
        });
      },
      'analysis.comments': ({ projectId, key, request, ...asked }, context) => {
        const session = deps.projects.get(projectId);
        return inPlaceOf(`${projectId} ${key}`, context.signal, async (signal) => {
          const read = await deps.pool.comments(
            () => session.mirror,
            { ...asked, request: request as AnalysisRequest },
            { signal, report: context.report },
          );
          return {
            ...read,
            codes: read.codes.map((code) => ({ ...code, any: [...code.any] })),
            page: read.page.map((one) => ({ ...one, marks: one.marks.map(([start, end]) => [start, end]) })),
            words: [...read.words],
          };
        });
      },
      'analysis.evaluateAll': async ({ projectId }, context) => {
        const session = deps.projects.get(projectId);
        const computed = await deps.pool.evaluateAll(() => session.mirror, {
          signal: context.signal,
          report: context.report,
        });
        let { revision } = session.mirror;
        const evaluated = computed.evaluations.map(({ request, result, refused, reads }) => {
          if (result === null) {
            const { message } = deps.toError(new InputError(refused!.code, refused!.details));
            return { request: request as never, status: 'refused' as const, n: null, message };
          }
          revision = result.revision;
          session.results.keep(requestKey(request), result, reads);
          session.index = indexOf(request, result) ?? session.index;
          const reason = result.status === 'ok' ? null : (reasonTexts[result.reason ?? ''] ?? noReason);
          return { request: request as never, status: result.status, n: result.n, message: reason };
        });
        return { revision, evaluated, findings: computed.findings as never };
      },
      'analysis.proposals': async ({ projectId }, context) => {
        const { mirror } = deps.projects.get(projectId);
        const requests = await deps.pool.proposals(() => mirror, { signal: context.signal });
        return { requests: requests as never };
      },
    },
  };
}
