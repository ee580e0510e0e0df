import { AppError, type WireError } from '../../shared/contract/errors.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { rowsOfConditions } from '../../shared/model/filterRows.ts';
import type { VariableId } from '../../shared/model/ids.ts';
import { CancelledError } from '../../shared/model/errors.ts';
import type { FilterCondition, StoredReport } from '../../shared/model/project.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import { leastForms, reportOfSegment, segmentsOf } from '../../shared/report/segments.ts';
import type { ComputePool, ComputeSource } from '../jobs/computePool.ts';
import { type ProjectAccess, type RunOutcome, snapshotOfMirror } from './projectAccess.ts';
import type { ProjectMirror } from './projectMirror.ts';
import { inTurn, SharedWork } from './sharedWork.ts';

/** A question and one of its answers. */
export interface SegmentChoice {
  readonly variableId: string;
  readonly value: number | string;
}

export interface SegmentAccess extends Omit<ProjectAccess, 'apply'> {
  /** Words of the answer that makes the segment. */
  readonly label: string;
  /** A report about the segment instead of the whole. */
  named(report: StoredReport): StoredReport;
  /** Lets the workers forget the segment; after the last run. */
  close(): void;
}

const atOnce = 2;

/**
 * An open project seen through the forms of one segment: its filter holds one condition more, its report speaks of the segment. Results are
 * kept as long as the access, so that several formats compute them once; the project's own results are not touched.
 *
 * @throws AppError 'report.noSuchSegment', 'report.segmentTooSmall'; InputError 'data.unknownVariable', 'report.segmentPersonal'
 */
export function createSegmentAccess(
  mirror: ProjectMirror,
  pool: ComputePool,
  toError: (error: unknown) => WireError,
  dataHash: ProjectAccess['dataHash'],
  choice: SegmentChoice,
): SegmentAccess {
  const whole = snapshotOfMirror(mirror);
  const segment = segmentsOf(whole, choice.variableId as VariableId).find(({ value }) => value === choice.value);
  const variable = whole.variables.find(({ id }) => id === choice.variableId)!;
  if (!segment) throw new AppError('report.noSuchSegment', { question: variable.label, value: String(choice.value) });
  const { label, n } = segment;
  const least = leastForms(whole);
  if (n < least) throw new AppError('report.segmentTooSmall', { segment: label, n, least });

  const condition: FilterCondition = { variableId: choice.variableId, values: [choice.value] };
  const { revision } = mirror;
  const facts = mirror.facts();
  const conditions = [...facts.conditions, condition];
  const source: ComputeSource = {
    projectId: `${mirror.projectId} ${JSON.stringify(choice)} ${revision}`,
    revision,
    rowCount: mirror.rowCount,
    factsVersion: revision,
    facts: () => ({ ...facts, conditions, segment: condition }),
    steps: mirror.steps,
    stepsVersion: revision,
    columns: new Map(mirror.columns),
  };
  const main = mirror.allEntities.report.get('main');
  const results = new Map<string, RunOutcome>();
  const runs = new SharedWork<RunOutcome>();
  async function runOne(request: AnalysisRequest, signal: AbortSignal): Promise<RunOutcome> {
    try {
      return { ok: true, result: (await pool.run(() => source, request, { signal })).result };
    } catch (error) {
      if (error instanceof CancelledError || signal.aborted) throw new CancelledError();
      return { ok: false, error: toError(error) };
    }
  }
  let busy = 0;
  let closed = false;
  const forgetWhenDone = (): void => {
    if (closed && busy === 0) pool.forget(source.projectId);
  };
  async function busily<T>(work: () => Promise<T>): Promise<T> {
    busy++;
    try {
      return await work();
    } finally {
      busy--;
      forgetWhenDone();
    }
  }

  return {
    projectId: mirror.projectId,
    label,
    revision,
    rowCount: mirror.rowCount,
    // A report made final speaks of the whole: only the living one is taken over.
    entities: { ...mirror.allEntities, report: new Map(main ? [['main', main]] : []) },
    named: (report) => reportOfSegment(report, variable, label),
    snapshot: () => ({
      ...whole,
      filter: rowsOfConditions(conditions, whole.columns, whole.rowCount),
      segment: rowsOfConditions([condition], whole.columns, whole.rowCount),
    }),
    dataHash,
    run: (requests, { signal, report }) =>
      busily(() => {
        let done = 0;
        return inTurn(requests, atOnce, async (request) => {
          const key = requestKey(request);
          const outcome = results.get(key) ?? (await runs.join(key, signal, (stop) => runOne(request, stop)));
          results.set(key, outcome);
          report(++done, requests.length, 'analysis');
          return outcome;
        });
      }),
    proposals: ({ signal }) => busily(() => pool.proposals(() => source, { signal })),
    close() {
      closed = true;
      forgetWhenDone();
    },
  };
}
