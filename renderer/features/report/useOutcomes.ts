import { useEffect, useMemo, useRef, useState } from 'react';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import type { Outcome, Outcomes } from '../../../shared/report/resolve.ts';
import type { Client } from '../../client/createClient.ts';
import { isCancelled } from '../../app/notices.tsx';

/** Runs requests by the same door as the analysis screen; the host answers from its store what has not changed. */
export async function runRequests(
  client: Client,
  projectId: string,
  requests: readonly AnalysisRequest[],
  signal: AbortSignal,
  key: string,
): Promise<Outcomes> {
  if (requests.length === 0) return new Map();
  const { results } = await client.call('analysis.run', { projectId, requests: requests as never, key }, { signal });
  return new Map(
    requests.map((request, place): [string, Outcome] => {
      const answer = results[place];
      if (answer?.ok) return [requestKey(request), { ok: true, result: answer.result as unknown as AnalysisResult }];
      return [
        requestKey(request),
        { ok: false, message: answer ? answer.error.message : { zh: '没有结果', en: 'no result' } },
      ];
    }),
  );
}

/**
 * Results of everything the report refers to, asked again when the data have changed or new references come. Old results stay until
 * the new ones are there. A change of the report's own text asks nothing.
 */
export function useOutcomes(
  client: Client,
  projectId: string,
  requests: readonly AnalysisRequest[],
  onError: (error: unknown) => void,
): { readonly outcomes: Outcomes; readonly fresh: boolean } {
  const [dataVersion, setDataVersion] = useState(0);
  const [held, setHeld] = useState<{ readonly outcomes: Outcomes; readonly version: number; readonly keys: string }>({
    outcomes: new Map(),
    version: -1,
    keys: '',
  });
  const reportError = useRef(onError);
  useEffect(() => {
    reportError.current = onError;
  }, [onError]);

  useEffect(
    () =>
      client.on('project.changed', (event) => {
        if (event.projectId !== projectId) return;
        const textOnly =
          event.patch?.every(
            (operation) => operation.op === 'put' && ['report', 'reportFile', 'card'].includes(operation.collection),
          ) ?? false;
        if (!textOnly) setDataVersion((version) => version + 1);
      }),
    [client, projectId],
  );

  const keys = useMemo(() => requests.map(requestKey).join('\n'), [requests]);
  const current = useRef(requests);
  useEffect(() => {
    current.current = requests;
  }, [requests]);

  useEffect(() => {
    const controller = new AbortController();
    runRequests(client, projectId, current.current, controller.signal, 'report').then(
      (outcomes) => {
        if (!controller.signal.aborted) setHeld({ outcomes, version: dataVersion, keys });
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error)) reportError.current(error);
      },
    );
    return () => controller.abort();
  }, [client, projectId, dataVersion, keys]);

  return { outcomes: held.outcomes, fresh: held.version === dataVersion && held.keys === keys };
}
