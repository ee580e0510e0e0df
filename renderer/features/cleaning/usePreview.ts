import { useEffect, useState } from 'react';
import type { Command } from '../../../shared/commands/catalogue.ts';
import type { Output } from '../../../shared/contract/methods.ts';
import { isCancelled, sentenceOf } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';

export type Preview = Output<'cleaning.preview'>;
export type PreviewState =
  | { readonly state: 'incomplete' }
  | { readonly state: 'working' }
  | { readonly state: 'ready'; readonly preview: Preview }
  | { readonly state: 'refused'; readonly sentence: string };

const pauseMs = 250;

/** What a command would do to the data as they are now; asked for again after a pause in typing. null = not complete yet. */
export function usePreview(command: Command | null): PreviewState {
  const client = useClient();
  const locale = useLocale();
  const { projectId, revision } = useProject();
  const [answer, setAnswer] = useState<{ readonly key: string; readonly result: PreviewState } | null>(null);
  const key = command === null ? null : `${revision} ${JSON.stringify(command)}`;
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const asked = JSON.parse(key.slice(key.indexOf(' ') + 1)) as Command;
      client
        .call('cleaning.preview', { projectId, command: asked }, { signal: controller.signal })
        .then((preview) => setAnswer({ key, result: { state: 'ready', preview } }))
        .catch((error: unknown) => {
          if (controller.signal.aborted || isCancelled(error)) return;
          const sentence = sentenceOf(error, locale) ?? String(error);
          setAnswer({ key, result: { state: 'refused', sentence } });
        });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, projectId, key, locale]);
  if (key === null) return { state: 'incomplete' };
  return answer?.key === key ? answer.result : { state: 'working' };
}
