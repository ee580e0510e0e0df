import { type InputRef, Button, Skeleton } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import type { AnalysisCard } from '../../../shared/model/project.ts';
import { useNavigation } from '../../app/navigation.ts';
import { sentenceOf, useReport } from '../../app/notices.tsx';
import { goToInspectorForm } from '../../app/panes.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { RoomLayout } from '../../components/RoomLayout.tsx';
import { useStable } from '../../components/useStable.ts';
import { SendDialog } from '../report/drag/SendDialog.tsx';
import { useSendToReport } from '../report/sendToReport.ts';
import { AnalysisList } from './AnalysisList.tsx';
import { CardInspector } from './CardInspector.tsx';
import { type CardActions, CardView } from './CardView.tsx';
import { cardTitle, requestKey, requestOf } from './cardModel.ts';
import { EvaluationPanel } from './EvaluationPanel.tsx';
import { keepInPlace } from './keepInPlace.ts';
import { useAnswers } from './useAnswers.ts';
import { useCards } from './useCards.ts';
import './analysis.css';

/** Results as a column of cards: the catalogue at the left, the options of the selected card at the right. Everything follows the data live. */
export default function AnalysisRoom() {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const project = useProject();
  const { reportDone, reportError } = useReport();
  const startImport = useNavigation((state) => state.startImport);
  const target = useNavigation((state) => state.target);
  const arrived = useNavigation((state) => state.arrived);
  const sendToReport = useSendToReport();
  const { cards, proposals, saved, showProposed, add, change, move, remove } = useCards();
  // reveal grows with every card that should be brought into view.
  const [selection, setSelection] = useState<{ readonly id: string | null; readonly reveal: number }>({
    id: null,
    reveal: 0,
  });
  const [evaluating, setEvaluating] = useState(false);
  const [sending, setSending] = useState<{
    readonly card: AnalysisCard;
    readonly result: AnalysisResult;
    readonly shown: string | null;
  } | null>(null);
  const revealed = useRef(0);
  const titleField = useRef<InputRef | null>(null);
  const column = useRef<HTMLDivElement | null>(null);
  const endKeeping = useRef((): void => undefined);

  const selected = cards?.find((card) => card.id === selection.id) ?? cards?.[0] ?? null;
  const { answers, failure, isFresh, retry, watch } = useAnswers(cards, selected?.id ?? null);
  const selectedAnalysis = selected ? findAnalysis(selected.analysis) : undefined;
  const counts = useMemo(() => {
    const table = new Map<string, number>();
    for (const card of cards ?? []) table.set(card.analysis, (table.get(card.analysis) ?? 0) + 1);
    return table;
  }, [cards]);

  const show = useCallback((id: string) => {
    setEvaluating(false);
    setSelection((before) => ({ id, reveal: before.reveal + 1 }));
  }, []);
  const select = (id: string): void => setSelection((before) => (before.id === id ? before : { ...before, id }));

  const addCard = useCallback(
    (analysis: string) => {
      const proposed = proposals.filter((request) => request.analysis === analysis);
      const unused = proposed.find(
        (request) =>
          !cards?.some(
            (card) => card.analysis === analysis && JSON.stringify(card.inputs) === JSON.stringify(request.inputs),
          ),
      );
      const id = add(unused ?? proposed[0] ?? { analysis, inputs: {}, options: {} }, selected?.id);
      show(id);
    },
    [add, cards, proposals, selected?.id, show],
  );
  const open = useCallback(
    (analysis: string) => {
      const own = (cards ?? []).filter((card) => card.analysis === analysis);
      const next = own[(own.findIndex((card) => card.id === selected?.id) + 1) % Math.max(1, own.length)];
      if (!next) {
        addCard(analysis);
        return;
      }
      show(next.id);
    },
    [addCard, cards, selected?.id, show],
  );

  /** The card that asks exactly this, or a new one. */
  const openRequest = (request: AnalysisRequest): void => {
    const key = requestKey(request);
    const own = cards?.find((card) => requestKey(requestOf(card)) === key);
    show(own ? own.id : add(request, selected?.id));
  };

  useEffect(() => {
    if (target?.kind !== 'analysis' || cards === null) return;
    const frame = requestAnimationFrame(() => {
      arrived();
      open(target.id);
    });
    return () => cancelAnimationFrame(frame);
  }, [target, cards, arrived, open]);

  // A card just added appears with the host's event; then it is brought into view once.
  useEffect(() => {
    if (revealed.current === selection.reveal || selection.id === null) return;
    const element = column.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(selection.id)}"]`);
    if (!element) return;
    revealed.current = selection.reveal;
    element.scrollIntoView({ block: 'start' });
    element.focus({ preventScroll: true });
    endKeeping.current();
    endKeeping.current = keepInPlace(column.current!, element);
  }, [selection, cards]);
  useEffect(() => () => endKeeping.current(), []);

  const rename = (id: string): void => {
    select(id);
    requestAnimationFrame(() => titleField.current?.focus({ cursor: 'all' }));
  };

  const actions = useStable<CardActions>({
    onSelect: (card) => select(card.id),
    onChange: change,
    onMove: (id, to) => move(id, Math.max(0, to)),
    onDuplicate: (card) => show(add(requestOf(card), card.id)),
    onRemove: (card) => {
      remove(card.id);
      reportDone(t('card.removed'));
    },
    onRename: (card) => rename(card.id),
    onSend: (card, shown) => {
      sendToReport.card(card, shown).then(() => reportDone(t('card.sent')), reportError);
    },
    onSendTo: (card, result, shown) => setSending({ card, result, shown }),
    onRetry: retry,
    onFill: (card) => {
      select(card.id);
      requestAnimationFrame(goToInspectorForm);
    },
  });

  if (project.entities.variable.size === 0) {
    return (
      <EmptyState
        title={t('empty.title')}
        actions={
          <Button type="primary" onClick={() => startImport()}>
            {t('empty.import')}
          </Button>
        }
      >
        {t('empty.text')}
      </EmptyState>
    );
  }

  return (
    <RoomLayout
      name="analysis"
      listTitle={t('list.title')}
      list={
        <AnalysisList
          counts={counts}
          selected={evaluating ? null : (selected?.analysis ?? null)}
          onOpen={open}
          onAdd={addCard}
          evaluating={evaluating}
          onEvaluate={() => setEvaluating((before) => !before)}
        />
      }
      inspectorTitle={t('inspector.heading')}
      inspector={
        evaluating ? (
          <p className="analysis-none">{t('evaluation.what')}</p>
        ) : selected && selectedAnalysis ? (
          <CardInspector card={selected} analysis={selectedAnalysis} titleField={titleField} onChange={change} />
        ) : (
          <p className="analysis-none">{t('inspector.none')}</p>
        )
      }
    >
      {sending ? <SendDialog {...sending} onClose={() => setSending(null)} /> : null}
      {evaluating ? <EvaluationPanel onOpen={openRequest} onClose={() => setEvaluating(false)} /> : null}
      <div className="analysis-column" ref={column} hidden={evaluating}>
        {cards === null ? <Skeleton active title={false} paragraph={{ rows: 8 }} className="analysis-waiting" /> : null}
        {cards?.length === 0 ? (
          <EmptyState
            as="div"
            title={t('empty.noneTitle')}
            actions={
              saved && showProposed ? (
                <Button type="primary" onClick={showProposed}>
                  {t('empty.showProposed')}
                </Button>
              ) : null
            }
          >
            {t(saved && showProposed ? 'empty.clearedText' : 'empty.noneText')}
          </EmptyState>
        ) : null}
        {cards?.map((card, place) => (
          <CardView
            key={card.id}
            card={card}
            title={cardTitle(card, project.entities.variable, locale)}
            analysis={findAnalysis(card.analysis)}
            outcome={answers.get(card.id)?.outcome}
            fresh={isFresh(card.id)}
            failure={failure === null ? null : (sentenceOf(failure, locale) ?? t('card.failed'))}
            selected={card.id === selected?.id}
            place={place}
            count={cards.length}
            attach={watch(card.id)}
            actions={actions}
          />
        ))}
      </div>
    </RoomLayout>
  );
}
