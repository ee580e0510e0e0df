import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { AnalysisCard } from '../../../shared/model/project.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { displayed, firstCards, moveCard, newCard } from './cardModel.ts';

type JsonRecord = Record<string, never>;

export interface Cards {
  /** null while it is not yet known what to propose. */
  readonly cards: readonly AnalysisCard[] | null;
  readonly proposals: readonly AnalysisRequest[];
  /** False while the proposed set is shown and nothing of it is saved. */
  readonly saved: boolean;
  /** The proposed set in place of an emptied list; null when nothing is proposed. */
  readonly showProposed: (() => void) | null;
  change(card: AnalysisCard): void;
  /** @returns the id of the new card */
  add(request: AnalysisRequest, after?: string): string;
  remove(id: string): void;
  move(id: string, to: number): void;
}

const wire = (card: AnalysisCard) => ({
  ...card,
  inputs: card.inputs as JsonRecord,
  options: card.options as JsonRecord,
  figureStyles: Object.fromEntries(
    Object.entries(card.figureStyles).map(([id, { colours, ...style }]) => [
      id,
      { ...style, ...(colours ? { colours: [...colours] } : {}) },
    ]),
  ),
});

/** The cards of the project: those saved, or the proposed set until the user changes something; then all of them are saved in one step. */
export function useCards(): Cards {
  const client = useClient();
  const { projectId, revision, entities } = useProject();
  const { reportError } = useReport();
  const [proposals, setProposals] = useState<readonly AnalysisRequest[] | null>(null);
  const saved = entities.card.size > 0 || entities.settings.get('main')?.cardsCleared === true;

  useEffect(() => {
    const controller = new AbortController();
    client.call('analysis.proposals', { projectId }, { signal: controller.signal }).then(
      ({ requests }) => setProposals(requests as readonly AnalysisRequest[]),
      (error: unknown) => {
        if (!controller.signal.aborted) reportError(error);
      },
    );
    return () => controller.abort();
  }, [client, projectId, revision, reportError]);

  const cards = useMemo(() => {
    if (saved) return displayed([...entities.card.values()]);
    return proposals === null ? null : firstCards(proposals);
  }, [saved, entities.card, proposals]);

  const put = useCallback(
    (next: readonly AnalysisCard[]) => {
      applyCommand(client, projectId, { type: 'cards.put', cards: next.map(wire) }).catch(reportError);
    },
    [client, projectId, reportError],
  );

  const change = useCallback(
    (card: AnalysisCard) => {
      if (saved) applyCommand(client, projectId, { type: 'card.put', card: wire(card) }).catch(reportError);
      else put((cards ?? []).map((one) => (one.id === card.id ? card : one)));
    },
    [client, projectId, reportError, saved, cards, put],
  );

  const add = useCallback(
    (request: AnalysisRequest, after?: string) => {
      const now = cards ?? [];
      const card = newCard(crypto.randomUUID(), request, now.length);
      const place = after === undefined ? now.length : now.findIndex((one) => one.id === after) + 1;
      const next = moveCard([...now, card], card.id, place);
      put(saved ? next.filter((one) => now.find((old) => old.id === one.id) !== one) : next);
      return card.id;
    },
    [cards, put, saved],
  );

  const remove = useCallback(
    (id: string) => {
      if (saved) applyCommand(client, projectId, { type: 'card.remove', id }).catch(reportError);
      else put((cards ?? []).filter((card) => card.id !== id));
    },
    [client, projectId, reportError, saved, cards, put],
  );

  const move = useCallback(
    (id: string, to: number) => {
      const next = moveCard(cards ?? [], id, to);
      const changed = saved ? next.filter((one) => cards?.find((old) => old.id === one.id) !== one) : next;
      if (changed.length > 0) put(changed);
    },
    [cards, put, saved],
  );

  const proposed = useMemo(() => firstCards(proposals ?? []), [proposals]);
  const showProposed = proposed.length > 0 ? () => put(proposed) : null;
  return { cards, proposals: proposals ?? [], saved, showProposed, change, add, remove, move };
}
