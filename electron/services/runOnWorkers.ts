import type { AnalysisRequest, AnalysisResult } from '../../shared/analyses/types.ts';
import type { Snapshot } from '../../shared/model/dataset.ts';
import type { CallOptions } from '../jobs/channel.ts';
import { createComputePool } from '../jobs/computePool.ts';
import { toShared } from '../storage/memoryColumn.ts';

/**
 * One analysis of data that belong to no project, in the workers of the workbench: they share its replicates, tell their progress and
 * stop when asked. The result is that of runAnalysis.
 * @throws CancelledError, and what the analysis threw
 */
export async function runOnWorkers(
  { revision, rowCount, variables, columns, indicators, exclusions, design, settings }: Snapshot,
  request: AnalysisRequest,
  options: Pick<CallOptions, 'signal' | 'report'>,
): Promise<AnalysisResult> {
  const source = {
    projectId: 'table',
    revision,
    rowCount,
    factsVersion: 0,
    facts: () => ({ variables, indicators, exclusions, design, settings, model: null, conditions: [] }),
    steps: [],
    stepsVersion: 0,
    columns: new Map([...columns].map(([id, column]) => [id as string, { column: toShared(column), version: 0 }])),
  };
  const pool = createComputePool();
  try {
    const { result } = await pool.run(() => source, request, options);
    return result;
  } finally {
    await pool.close();
  }
}
