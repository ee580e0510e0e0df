import { useEffect, useMemo, useState } from 'react';
import { flatItems, hasIndex } from '../../shared/analyses/projectIndex.ts';
import type { AnalysisResult } from '../../shared/analyses/types.ts';
import { valueAt } from '../../shared/format/sentenceText.ts';
import { useClient } from '../client/ClientContext.tsx';
import { isCancelled } from './notices.tsx';
import { useProject } from './projectStore.ts';
import { logFailedLookup } from './failedLookup.ts';
import { runningRequests } from './runningRequests.ts';

export interface RunningIndex {
  readonly index: number | null;
  /** Half width of the interval of the index. */
  readonly half: number | null;
  readonly alpha: number | null;
  /** The numbers are of an earlier revision; new ones are being computed. */
  readonly stale: boolean;
}

const nothing: RunningIndex = { index: null, half: null, alpha: null, stale: false };

function numberAt(result: AnalysisResult | null, path: string): number | null {
  const value = result?.status === 'ok' ? valueAt(result.values, path) : null;
  return typeof value === 'number' ? value : null;
}

/** The index of the project with its certainty and the alpha of its questions, computed again after every change. */
export function useRunningIndex(): RunningIndex {
  const client = useClient();
  const { projectId, revision, rowCount, entities } = useProject();
  const [running, setRunning] = useState<{ readonly numbers: Omit<RunningIndex, 'stale'>; readonly revision: number }>({
    numbers: nothing,
    revision: -1,
  });
  // Without a tree that measures anything the index is that of the rating questions with equal weights, as the analysis room proposes it.
  const { indicator, variable } = entities;
  const items = useMemo(() => {
    const variables = [...variable.values()];
    return hasIndex({ indicators: [...indicator.values()], variables }) ? [] : flatItems(variables);
  }, [indicator, variable]);
  const possible = rowCount > 0 && (indicator.size > 0 || items.length > 0);

  useEffect(() => {
    if (!possible) return;
    const controller = new AbortController();
    client
      .call(
        'analysis.run',
        { projectId, requests: runningRequests(items) as never, key: 'status' },
        { signal: controller.signal },
      )
      .then(({ results }) => {
        if (controller.signal.aborted) return;
        const [index, alpha] = results.map((one) => (one.ok ? (one.result as unknown as AnalysisResult) : null));
        const lower = numberAt(index ?? null, 'overall.interval.lower');
        const upper = numberAt(index ?? null, 'overall.interval.upper');
        setRunning({
          revision,
          numbers: {
            index: numberAt(index ?? null, 'overall.index'),
            half: lower === null || upper === null ? null : (upper - lower) / 2,
            alpha: numberAt(alpha ?? null, 'overall.alpha'),
          },
        });
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted || isCancelled(error)) return;
        logFailedLookup('running index', error);
        setRunning({ numbers: nothing, revision });
      });
    return () => controller.abort();
  }, [client, projectId, revision, possible, items]);

  if (!possible) return nothing;
  return { ...running.numbers, stale: running.revision !== revision };
}
