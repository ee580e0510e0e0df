import { EllipsisOutlined, ExportOutlined, HolderOutlined, PushpinFilled, PushpinOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { type DragEvent, type KeyboardEvent, memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisResult, AnyAnalysis } from '../../../shared/analyses/types.ts';
import type { AnalysisCard, FigureStyle } from '../../../shared/model/project.ts';
import { useStable } from '../../components/useStable.ts';
import { dragResult, endDrag } from '../report/drag/draggedResult.ts';
import { usualSending } from '../report/sendToReport.ts';
import { CardBody } from './CardBody.tsx';
import type { Outcome } from './resultRunner.ts';

const cardDragType = 'application/x-csi-card';

/** What can be done with a card; each says which. */
export type CardActions = {
  readonly onSelect: (card: AnalysisCard) => void;
  readonly onChange: (card: AnalysisCard) => void;
  readonly onMove: (id: string, to: number) => void;
  readonly onDuplicate: (card: AnalysisCard) => void;
  readonly onRemove: (card: AnalysisCard) => void;
  readonly onRename: (card: AnalysisCard) => void;
  /** shown: id of the figure that the card shows, null = the first. */
  readonly onSend: (card: AnalysisCard, shown: string | null) => void;
  /** Asks what of the result goes into the report, and where. */
  readonly onSendTo: (card: AnalysisCard, result: AnalysisResult, shown: string | null) => void;
  readonly onRetry: () => void;
  /** To the options, to give what is missing. */
  readonly onFill: (card: AnalysisCard) => void;
};

export interface CardViewProps {
  readonly card: AnalysisCard;
  readonly title: string;
  readonly analysis: AnyAnalysis | undefined;
  readonly outcome: Outcome | undefined;
  readonly fresh: boolean;
  readonly failure: string | null;
  readonly selected: boolean;
  readonly place: number;
  readonly count: number;
  attach(element: HTMLElement | null): void;
  /** The same object at every render. */
  readonly actions: CardActions;
}

/** A result on the page. Alt+arrows move it, Delete removes it, F2 renames it; dragging its handle moves it too. */
export const CardView = memo(function CardView(props: CardViewProps) {
  const { card, title, analysis, outcome, fresh, selected, place, count, attach, actions } = props;
  const { t } = useTranslation('analysis');
  const [dropSide, setDropSide] = useState<'above' | 'below' | null>(null);
  const [shown, setShown] = useState<string | null>(null);

  const setStyle = (figureId: string, style: FigureStyle | undefined): void => {
    const { [figureId]: _before, ...rest } = card.figureStyles;
    actions.onChange({ ...card, figureStyles: style ? { ...rest, [figureId]: style } : rest });
  };
  // The result below is drawn anew only when it changes.
  const result = useStable({
    onStyle: setStyle,
    onShow: setShown,
    onFill: () => actions.onFill(card),
    onRetry: () => actions.onRetry(),
  });
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      actions.onMove(card.id, place + (event.key === 'ArrowUp' ? -1 : 1));
    else if (event.key === 'Delete') actions.onRemove(card);
    else if (event.key === 'F2') actions.onRename(card);
    else return;
    event.preventDefault();
  };
  const side = (event: DragEvent<HTMLElement>): 'above' | 'below' => {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY < box.top + Math.min(160, box.height / 2) ? 'above' : 'below';
  };
  const onDrop = (event: DragEvent<HTMLElement>): void => {
    const id = event.dataTransfer.getData(cardDragType);
    setDropSide(null);
    if (!id || id === card.id) return;
    event.preventDefault();
    const target = place + (side(event) === 'below' ? 1 : 0);
    // The moving card leaves its own place first.
    const from = Number(event.dataTransfer.getData(`${cardDragType}-place`));
    actions.onMove(id, from < target ? target - 1 : target);
  };

  return (
    <article
      ref={attach}
      data-card={card.id}
      className={`analysis-card${selected ? ' analysis-card-selected' : ''}${dropSide ? ` analysis-drop-${dropSide}` : ''}`}
      aria-label={title}
      aria-busy={!fresh && outcome !== undefined}
      tabIndex={0}
      onFocus={() => actions.onSelect(card)}
      onMouseDown={() => actions.onSelect(card)}
      onKeyDown={onKey}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(cardDragType)) return;
        event.preventDefault();
        setDropSide(side(event));
      }}
      onDragLeave={() => setDropSide(null)}
      onDrop={onDrop}
    >
      <header className="analysis-card-head">
        <span
          className="analysis-handle"
          draggable
          title={t('card.drag')}
          onDragStart={(event) => {
            event.dataTransfer.setData(cardDragType, card.id);
            event.dataTransfer.setData(`${cardDragType}-place`, String(place));
            // Within the column the card is moved; held over the report's tab its result goes there.
            if (outcome?.ok) dragResult(event, title, usualSending(card, outcome.result, shown));
            else event.dataTransfer.effectAllowed = 'move';
          }}
          onDragEnd={endDrag}
        >
          <HolderOutlined aria-hidden="true" />
        </span>
        <h3 onDoubleClick={() => actions.onRename(card)}>{title}</h3>
        {fresh || !outcome ? null : props.failure === null ? (
          <span className="analysis-working">{t('card.working')}</span>
        ) : (
          <span className="analysis-failed">
            {props.failure}{' '}
            <Button size="small" onClick={actions.onRetry}>
              {t('card.retry')}
            </Button>
          </span>
        )}
        <Tooltip title={t(card.pinned ? 'card.unpin' : 'card.pin')}>
          <Button
            type="text"
            size="small"
            className={card.pinned ? 'analysis-pinned' : 'analysis-quiet'}
            aria-label={t(card.pinned ? 'card.unpin' : 'card.pin')}
            aria-pressed={card.pinned}
            icon={card.pinned ? <PushpinFilled /> : <PushpinOutlined />}
            onClick={() => actions.onChange({ ...card, pinned: !card.pinned })}
          />
        </Tooltip>
        <Button
          size="small"
          className="analysis-quiet"
          icon={<ExportOutlined />}
          disabled={!outcome?.ok}
          onClick={() => actions.onSend(card, shown)}
        >
          {t('card.send')}
        </Button>
        <Dropdown
          autoFocus
          trigger={['click']}
          menu={{
            items: [
              { key: 'rename', label: t('card.rename'), extra: 'F2', onClick: () => actions.onRename(card) },
              {
                key: 'sendTo',
                label: t('card.sendTo'),
                disabled: !outcome?.ok,
                onClick: () => outcome?.ok && actions.onSendTo(card, outcome.result, shown),
              },
              { key: 'duplicate', label: t('card.duplicate'), onClick: () => actions.onDuplicate(card) },
              {
                key: 'up',
                label: t('card.up'),
                extra: 'Alt+↑',
                disabled: place === 0,
                onClick: () => actions.onMove(card.id, place - 1),
              },
              {
                key: 'down',
                label: t('card.down'),
                extra: 'Alt+↓',
                disabled: place === count - 1,
                onClick: () => actions.onMove(card.id, place + 1),
              },
              { type: 'divider' },
              {
                key: 'remove',
                label: t('card.remove'),
                extra: 'Delete',
                danger: true,
                onClick: () => actions.onRemove(card),
              },
            ],
          }}
        >
          <Button type="text" size="small" aria-label={t('card.more', { title })} icon={<EllipsisOutlined />} />
        </Dropdown>
      </header>
      <div className={`analysis-card-body${!fresh && outcome ? ' analysis-stale' : ''}`}>
        <CardBody card={card} analysis={analysis} outcome={outcome} failure={props.failure} shown={shown} {...result} />
      </div>
    </article>
  );
});
