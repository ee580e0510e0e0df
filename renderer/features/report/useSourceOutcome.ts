import { useEffect, useState } from 'react';
import type { Outcome } from '../../../shared/report/resolve.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { runRequests } from './useOutcomes.ts';
import type { Source } from './useSources.ts';

/** What the chosen source comes to; null while none is chosen or its result is under way. Failures are shown to the user here. */
export function useSourceOutcome(source: Source | null): Outcome | null {
  const client = useClient();
  const { projectId } = useProject();
  const { reportError } = useReport();
  const [answer, setAnswer] = useState<{ readonly key: string; readonly outcome: Outcome } | null>(null);
  const known = answer !== null && answer.key === source?.key;

  useEffect(() => {
    if (!source || known) return;
    const controller = new AbortController();
    runRequests(client, projectId, [source.request], controller.signal, 'reportInsert').then(
      (outcomes) => {
        const outcome = outcomes.get(source.key);
        if (!controller.signal.aborted && outcome) setAnswer({ key: source.key, outcome });
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
      },
    );
    return () => controller.abort();
  }, [client, projectId, source, known, reportError]);

  return known ? answer.outcome : null;
}
