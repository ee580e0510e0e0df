import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import { useTranslation } from 'react-i18next';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisCard } from '../../../shared/model/project.ts';
import { useProject } from '../../app/projectStore.ts';
import { runTask } from '../../app/tasks.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { missingInputs, requestOf } from './cardModel.ts';
import { type Answer, ResultRunner } from './resultRunner.ts';

export interface Answers {
  readonly answers: ReadonlyMap<string, Answer>;
  /** Why the whole last batch failed, if it did. */
  readonly failure: unknown;
  isFresh(id: string): boolean;
  retry(): void;
  /** Ref for the element of a card: cards in sight are kept up to date. */
  watch(id: string): (element: HTMLElement | null) => void;
}

const wireRequest = (request: AnalysisRequest) => ({
  analysis: request.analysis,
  inputs: request.inputs as Record<string, never>,
  options: request.options as Record<string, never>,
});

const inSight = (visible: ReadonlySet<string>, selectedId: string | null): ReadonlySet<string> =>
  new Set(selectedId === null ? visible : [...visible, selectedId]);

/** Answers that take longer are a task of the status line, with progress and a way to stop it. */
const taskAfterMs = 1000;

/**
 * Live answers for the cards near the window and for the one that is selected, wherever it is; they follow every change of the project.
 */
export function useAnswers(cards: readonly AnalysisCard[] | null, selectedId: string | null): Answers {
  const client = useClient();
  const { i18n } = useTranslation('analysis');
  const { projectId, revision } = useProject();
  const [runner] = useState(
    () =>
      new ResultRunner((requests, signal) =>
        runTask(
          i18n.t('card.task', { ns: 'analysis' }),
          (task) =>
            client.call(
              'analysis.run',
              { projectId, requests: requests.map(wireRequest), key: 'analysis-room' },
              { signal: task.signal, onProgress: (progress) => task.onProgress({ ...progress, phase: '' }) },
            ),
          { signal, afterMs: taskAfterMs },
        ),
      ),
  );
  const answers = useSyncExternalStore(runner.subscribe, runner.answers);
  const failure = useSyncExternalStore(runner.subscribe, runner.failure);

  useEffect(() => {
    const runnable = (cards ?? []).filter((card) => {
      const analysis = findAnalysis(card.analysis);
      return analysis !== undefined && missingInputs(analysis, requestOf(card).inputs).length === 0;
    });
    runner.want(
      revision,
      runnable.map((card) => ({ id: card.id, request: requestOf(card) })),
    );
  }, [runner, cards, revision]);
  useEffect(() => () => runner.stop(), [runner]);

  const visible = useRef(new Set<string>());
  const selected = useRef(selectedId);
  useEffect(() => {
    selected.current = selectedId;
    runner.see(inSight(visible.current, selectedId));
  }, [runner, selectedId]);
  const [watchers] = useState(() => new Map<string, (element: HTMLElement | null) => void>());
  const observer = useRef<IntersectionObserver | null>(null);
  const [watch] = useState(() => {
    const observe = (): IntersectionObserver => {
      observer.current ??= new IntersectionObserver(
        (entries) => {
          for (const entry of entries) {
            const id = (entry.target as HTMLElement).dataset.card ?? '';
            if (entry.isIntersecting) visible.current.add(id);
            else visible.current.delete(id);
          }
          runner.see(inSight(visible.current, selected.current));
        },
        { rootMargin: '800px' },
      );
      return observer.current;
    };
    return (id: string) => {
      const known = watchers.get(id);
      if (known) return known;
      let current: HTMLElement | null = null;
      const attach = (element: HTMLElement | null): void => {
        if (current) observe().unobserve(current);
        if (!element) visible.current.delete(id);
        current = element;
        if (element) observe().observe(element);
      };
      watchers.set(id, attach);
      return attach;
    };
  });

  return { answers, failure, isFresh: (id) => runner.isFresh(id), retry: () => runner.retry(), watch };
}
