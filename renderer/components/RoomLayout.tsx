import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRemembered } from '../app/remembered.ts';
import '../styles/layout.css';

export interface RoomLayoutProps {
  /** Key under which folds and widths are remembered. */
  readonly name: string;
  readonly listTitle?: string;
  /** The left panel; left out when not given. */
  readonly list?: ReactNode;
  /** Small controls at the right end of the left panel's head. */
  readonly listExtra?: ReactNode;
  /** A bar over the work: title, filters, the one primary action. */
  readonly header?: ReactNode;
  readonly children: ReactNode;
  readonly inspectorTitle?: string;
  readonly inspector?: ReactNode;
  readonly inspectorExtra?: ReactNode;
}

const limits = { list: { initial: 220, min: 160, max: 420 }, inspector: { initial: 300, min: 240, max: 520 } };
type Side = keyof typeof limits;

/** The edge of a side panel: drag it, or move it with the arrow keys. */
function Edge({ side, width, onWidth }: { readonly side: Side; readonly width: number; onWidth(width: number): void }) {
  const { t } = useTranslation();
  const start = useRef({ x: 0, width: 0 });
  const { min, max } = limits[side];
  const sign = side === 'list' ? 1 : -1;
  const clamp = (wanted: number): number => Math.round(Math.min(max, Math.max(min, wanted)));
  const onMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId))
      onWidth(clamp(start.current.width + sign * (event.clientX - start.current.x)));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onWidth(clamp(width + sign * (event.key === 'ArrowRight' ? 16 : -16)));
  };
  return (
    <div
      className={`layout-edge layout-edge-${side}`}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('layout.resize')}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onMove}
      onKeyDown={onKey}
    />
  );
}

interface SidePanelProps {
  readonly side: Side;
  readonly name: string;
  readonly title: string;
  readonly extra: ReactNode;
  readonly children: ReactNode;
}

function SidePanel({ side, name, title, extra, children }: SidePanelProps) {
  const { t } = useTranslation();
  const [folded, setFolded] = useRemembered<boolean>(`${name}.${side}.folded`, false);
  const [width, setWidth] = useRemembered<number>(`${name}.${side}.width`, limits[side].initial);
  const pointsLeft = (side === 'list') !== folded;
  const label = t(folded ? 'layout.unfold' : 'layout.fold', { panel: title });
  const toggle = (
    <Tooltip title={label} placement={side === 'list' ? 'right' : 'left'}>
      <Button
        type="text"
        size="small"
        aria-label={label}
        aria-expanded={!folded}
        icon={pointsLeft ? <LeftOutlined /> : <RightOutlined />}
        onClick={() => setFolded(!folded)}
      />
    </Tooltip>
  );
  if (folded) {
    return (
      <aside className={`layout-side layout-${side} layout-folded`} aria-label={title}>
        {toggle}
        <span className="layout-folded-title" aria-hidden="true">
          {title}
        </span>
      </aside>
    );
  }
  return (
    <aside className={`layout-side layout-${side}`} aria-label={title} style={{ width }}>
      <div className="layout-side-head">
        <h2>{title}</h2>
        <span className="layout-side-extra">{extra}</span>
        {toggle}
      </div>
      <div className="layout-side-body">{children}</div>
      <Edge side={side} width={width} onWidth={setWidth} />
    </aside>
  );
}

/** The frame of a room: its list at the left, the work, the inspector at the right. Both side panels fold; widths and folds are remembered. */
export function RoomLayout(props: RoomLayoutProps) {
  const { t } = useTranslation();
  return (
    <div className="layout-room">
      {props.list === undefined || props.list === null ? null : (
        <SidePanel side="list" name={props.name} title={props.listTitle ?? t('layout.list')} extra={props.listExtra}>
          {props.list}
        </SidePanel>
      )}
      <main className="layout-work">
        {props.header ? <div className="layout-header">{props.header}</div> : null}
        <div className="layout-work-body">{props.children}</div>
      </main>
      {props.inspector === undefined || props.inspector === null ? null : (
        <SidePanel
          side="inspector"
          name={props.name}
          title={props.inspectorTitle ?? t('layout.inspector')}
          extra={props.inspectorExtra}
        >
          {props.inspector}
        </SidePanel>
      )}
    </div>
  );
}
