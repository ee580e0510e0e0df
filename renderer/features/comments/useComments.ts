import { useEffect, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/methods.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';

export type CommentsRead = Output<'analysis.comments'>;
export type CommentsWanted = Omit<Input<'analysis.comments'>, 'projectId' | 'key'>;

/** Typing goes on for a moment before it is counted. */
const pauseMs = 200;

/**
 * Comments as the codes on screen see them; asked anew a moment after anything changes, the answer before stays until then.
 * current: the answer is to what is wanted now.
 */
export function useComments(wanted: CommentsWanted): {
  readonly read: CommentsRead | null;
  readonly current: boolean;
} {
  const client = useClient();
  const { projectId, revision } = useProject();
  const { reportError } = useReport();
  const [answer, setAnswer] = useState<{ readonly of: string; readonly read: CommentsRead } | null>(null);
  const asked = JSON.stringify([projectId, revision, wanted]);
  const first = answer === null;
  useEffect(() => {
    const controller = new AbortController();
    const [, , input] = JSON.parse(asked) as [string, number, CommentsWanted];
    const timer = setTimeout(
      () => {
        client.call('analysis.comments', { ...input, projectId, key: 'code-book' }, { signal: controller.signal }).then(
          (read) => {
            if (!controller.signal.aborted) setAnswer({ of: asked, read });
          },
          (error: unknown) => {
            if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
          },
        );
      },
      first ? 0 : pauseMs,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, projectId, asked, first, reportError]);
  return { read: answer?.read ?? null, current: answer?.of === asked };
}
