import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { Output } from '../../../shared/contract/methods.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { runTask } from '../../app/tasks.ts';
import { useClient } from '../../client/ClientContext.tsx';

export type EvaluationOutput = Output<'analysis.evaluateAll'>;

/** The last evaluation of the open project, kept while the user is in other rooms. */
const useLastEvaluation = create<{ readonly projectId: string | null; readonly output: EvaluationOutput | null }>(
  () => ({
    projectId: null,
    output: null,
  }),
);

export interface EvaluationState {
  readonly output: EvaluationOutput | null;
  /** The project has changed since. */
  readonly stale: boolean;
  /** 0-1 while it runs, else null. */
  readonly share: number | null;
  run(): void;
  cancel(): void;
}

/** Runs every applicable analysis; starts by itself when there is nothing to show yet. */
export function useEvaluation(): EvaluationState {
  const client = useClient();
  const { t } = useTranslation('analysis');
  const { projectId, revision } = useProject();
  const { reportError } = useReport();
  const last = useLastEvaluation();
  const [share, setShare] = useState<number | null>(null);
  const controller = useRef<AbortController | null>(null);

  const run = useCallback(() => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setShare(0);
    runTask(t('evaluation.task'), ({ signal, onProgress }) =>
      client.call(
        'analysis.evaluateAll',
        { projectId },
        {
          signal: AbortSignal.any([signal, own.signal]),
          onProgress: (progress) => {
            onProgress({ ...progress, phase: '' });
            if (controller.current === own) setShare(progress.total > 0 ? progress.done / progress.total : 0);
          },
        },
      ),
    )
      .then((output) => useLastEvaluation.setState({ projectId, output }), reportError)
      .finally(() => {
        if (controller.current !== own) return;
        controller.current = null;
        setShare(null);
      });
  }, [client, projectId, reportError, t]);

  const output = last.projectId === projectId ? last.output : null;
  const started = useRef(false);
  useEffect(() => {
    if (started.current || output !== null) return;
    started.current = true;
    run();
  }, [output, run]);
  useEffect(
    () => () => {
      controller.current?.abort();
      started.current = false;
    },
    [],
  );

  return {
    output,
    stale: output !== null && output.revision < revision,
    share,
    run,
    cancel: () => controller.current?.abort(),
  };
}
