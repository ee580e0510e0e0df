import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/methods.ts';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { logFailedLookup } from '../../app/failedLookup.ts';
import { formsOfSpans, type SomeForms } from './formSpans.ts';

export type Check = Output<'data.checks'>['checks'][number];

/** Wait for a pause in a run of edits before asking again. */
const pauseMs = 400;

const nothing: readonly Check[] = [];
const noneUnread: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map();

/** Forms the standard checks flag, looked up again after changes; the last answer stays until the new one is there. null before the first. */
export function useChecks(): readonly Check[] | null {
  const client = useClient();
  const { projectId, revision, rowCount } = useProject();
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const first = checks === null;
  const empty = rowCount === 0;
  useEffect(() => {
    if (empty) return;
    const controller = new AbortController();
    const timer = setTimeout(
      () => {
        client
          .call('data.checks', { projectId }, { signal: controller.signal })
          .then((answer) => setChecks(answer.checks))
          .catch((error: unknown) => {
            if (!controller.signal.aborted) logFailedLookup('checks', error);
          });
      },
      first ? 0 : pauseMs,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, projectId, revision, first, empty]);
  return empty ? nothing : checks;
}

/** Per question the forms whose cell in the file held what the question cannot take, with what it said. */
export function useUnreadCells(): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const client = useClient();
  const { projectId, revision, entities } = useProject();
  const [unread, setUnread] = useState<ReadonlyMap<string, ReadonlyMap<number, string>>>(new Map());
  // Most projects have none: nothing is asked then.
  const any = [...entities.variable.values()].some((variable) => (variable.unread?.length ?? 0) > 0);
  useEffect(() => {
    if (!any) return;
    let stale = false;
    const timer = setTimeout(() => {
      client
        .call('data.unread', { projectId })
        .then(({ unread: found, texts }) => {
          if (stale) return;
          const entries = Object.entries(found).map(
            ([id, { rows, texts: places }]) =>
              [id, new Map(rows.map((row, index) => [row, texts[places[index]!]!] as const))] as const,
          );
          setUnread(new Map(entries));
        })
        .catch((error: unknown) => logFailedLookup('cells not read', error));
    }, 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [client, projectId, revision, any]);
  return any ? unread : noneUnread;
}

/** Per question the forms whose answer is no longer what the file said: the corner marks. */
export function useChangedCells(): ReadonlyMap<string, SomeForms> {
  const client = useClient();
  const { projectId, revision } = useProject();
  const [changed, setChanged] = useState<ReadonlyMap<string, SomeForms>>(new Map());
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      client
        .call('data.changed', { projectId })
        .then((answer) => {
          if (stale) return;
          setChanged(new Map(Object.entries(answer.changed).map(([id, spans]) => [id, formsOfSpans(spans)])));
        })
        .catch((error: unknown) => logFailedLookup('changed cells', error));
    }, 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [client, projectId, revision]);
  return changed;
}
