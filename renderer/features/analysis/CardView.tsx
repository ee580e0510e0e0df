import { EllipsisOutlined, ExportOutlined, HolderOutlined, PushpinFilled, PushpinOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyAnalysis } from '../../../shared/analyses/types.ts';
import type { AnalysisCard, FigureStyle } from '../../../shared/model/project.ts';
import { CardBody } from './CardBody.tsx';
import type { Outcome } from './resultRunner.ts';

export const cardDragType = 'application/x-csi-card';

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
  onSelect(): void;
  onChange(card: AnalysisCard): void;
  onMove(id: string, to: number): void;
  onDuplicate(): void;
  onRemove(): void;
  onRename(): void;
  onSend(): void;
  onRetry(): void;
  /** To the options, to give what is missing. */
  onFill(): void;
}

/** A result on the page. Alt+arrows move it, Delete removes it, F2 renames it; dragging its handle moves it too. */
export function CardView(props: CardViewProps) {
  const { card, title, analysis, outcome, fresh, selected, place, count, attach } = props;
  const { t } = useTranslation('analysis');
  const [dropSide, setDropSide] = useState<'above' | 'below' | null>(null);

  const setStyle = (figureId: string, style: FigureStyle | undefined): void => {
    const { [figureId]: _before, ...rest } = card.figureStyles;
    props.onChange({ ...card, figureStyles: style ? { ...rest, [figureId]: style } : rest });
  };
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      props.onMove(card.id, place + (event.key === 'ArrowUp' ? -1 : 1));
    else if (event.key === 'Delete') props.onRemove();
    else if (event.key === 'F2') props.onRename();
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
    props.onMove(id, from < target ? target - 1 : target);
  };

  return (
    <article
      ref={attach}
      data-card={card.id}
      className={`analysis-card${selected ? ' analysis-card-selected' : ''}${dropSide ? ` analysis-drop-${dropSide}` : ''}`}
      aria-label={title}
      aria-busy={!fresh && outcome !== undefined}
      tabIndex={0}
      onFocus={props.onSelect}
      onMouseDown={props.onSelect}
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
            event.dataTransfer.effectAllowed = 'move';
          }}
        >
          <HolderOutlined aria-hidden="true" />
        </span>
        <h3 onDoubleClick={props.onRename}>{title}</h3>
        {fresh || !outcome ? null : props.failure === null ? (
          <span className="analysis-working">{t('card.working')}</span>
        ) : (
          <span className="analysis-failed">
            {props.failure}{' '}
            <Button size="small" onClick={props.onRetry}>
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
            onClick={() => props.onChange({ ...card, pinned: !card.pinned })}
          />
        </Tooltip>
        <Button
          size="small"
          className="analysis-quiet"
          icon={<ExportOutlined />}
          disabled={!outcome?.ok}
          onClick={props.onSend}
        >
          {t('card.send')}
        </Button>
        <Dropdown
          autoFocus
          trigger={['click']}
          menu={{
            items: [
              { key: 'rename', label: t('card.rename'), extra: 'F2', onClick: props.onRename },
              { key: 'duplicate', label: t('card.duplicate'), onClick: props.onDuplicate },
              {
                key: 'up',
                label: t('card.up'),
                extra: 'Alt+↑',
                disabled: place === 0,
                onClick: () => props.onMove(card.id, place - 1),
              },
              {
                key: 'down',
                label: t('card.down'),
                extra: 'Alt+↓',
                disabled: place === count - 1,
                onClick: () => props.onMove(card.id, place + 1),
              },
              { type: 'divider' },
              { key: 'remove', label: t('card.remove'), extra: 'Delete', danger: true, onClick: props.onRemove },
            ],
          }}
        >
          <Button type="text" size="small" aria-label={t('card.more', { title })} icon={<EllipsisOutlined />} />
        </Dropdown>
      </header>
      <div className={`analysis-card-body${!fresh && outcome ? ' analysis-stale' : ''}`}>
        <CardBody
          card={card}
          analysis={analysis}
          outcome={outcome}
          failure={props.failure}
          onRetry={props.onRetry}
          onFill={props.onFill}
          onStyle={setStyle}
        />
      </div>
    </article>
  );
}
