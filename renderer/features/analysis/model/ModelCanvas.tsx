import { type DragEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  edgeOf,
  ellipse,
  itemLine,
  itemOffsets,
  itemSide,
  labelPlace,
  lineWidth,
  nameInEllipse,
  type Point,
} from '../../../../shared/charts/pathDiagram.ts';
import type { DrawnConstruct, StructuralModel } from '../../../../shared/model/structuralModel.ts';

export const itemDragType = 'application/x-csi-item';

export type Selection =
  | { readonly kind: 'construct'; readonly name: string }
  | { readonly kind: 'path'; readonly from: string; readonly to: string }
  | null;

/** What the estimate says, by name; texts ready to be written on the picture. */
export interface CanvasNumbers {
  readonly constructs: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, { readonly coefficient: number; readonly text: string; readonly faint: boolean }>;
}

export const pathKey = (from: string, to: string): string => `${from}\u0000${to}`;

export interface ModelCanvasProps {
  readonly model: StructuralModel;
  readonly numbers: CanvasNumbers;
  /** Lines under the constructs, by name: their items. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  readonly selection: Selection;
  /** The construct a path is being drawn from. */
  readonly connecting: string | null;
  onSelect(selection: Selection): void;
  onMove(name: string, to: Point): void;
  onConnect(from: string | null, to?: string): void;
  onRemove(selection: Selection): void;
  onDropItem(name: string, item: string): void;
}

const step = 12;
const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
};

interface Drag {
  readonly name: string;
  readonly kind: 'move' | 'connect';
  readonly start: Point;
  readonly at: Point;
}

/**
 * The drawing: ellipses moved by mouse or arrow keys; the dot at an ellipse's right side, or the key C, draws a path to another one;
 * Delete takes the chosen construct or path away; questions are dropped onto ellipses.
 */
export function ModelCanvas(props: ModelCanvasProps) {
  const {
    model,
    numbers,
    items: lines,
    selection,
    connecting,
    onSelect,
    onMove,
    onConnect,
    onRemove,
    onDropItem,
  } = props;
  const { t } = useTranslation('analysis');
  const svg = useRef<SVGSVGElement | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [over, setOver] = useState<string | null>(null);

  const placeOf = (construct: DrawnConstruct): Point =>
    drag?.kind === 'move' && drag.name === construct.name
      ? { x: construct.x + drag.at.x - drag.start.x, y: construct.y + drag.at.y - drag.start.y }
      : construct;
  const places = new Map(model.constructs.map((one) => [one.name, placeOf(one)]));
  const centres = model.constructs.map(({ name }) => places.get(name)!);
  const byName = new Map(model.constructs.map(({ name }, place) => [name, place]));
  const joined = model.paths.map(({ from, to }) => ({ from: byName.get(from)!, to: byName.get(to)! }));
  const offsetsOf = (name: string): readonly number[] => {
    const count = lines.get(name)?.length ?? 0;
    return count === 0 ? [] : itemOffsets(itemSide(centres, joined, byName.get(name)!, count), count);
  };
  const left = Math.min(0, ...model.constructs.map(({ x }) => x - ellipse.rx - 16));
  const itemLines = model.constructs.flatMap(({ name }) => {
    const { x, y } = places.get(name)!;
    return offsetsOf(name).map((offset, line) => itemLine(lines.get(name)?.[line] ?? '', { x, y: y + offset }));
  });
  const top = Math.min(0, ...model.constructs.map(({ name, y }) => y + Math.min(-ellipse.ry, ...offsetsOf(name)) - 16));
  const right = Math.max(720, ...model.constructs.map(({ x }) => x + ellipse.rx + 16));
  const bottom = Math.max(
    430,
    ...model.constructs.map(({ name, y }) => y + Math.max(ellipse.ry, ...offsetsOf(name)) + 16),
  );

  const pointOf = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return { x: 0, y: 0 };
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return { x, y };
  };
  const constructAt = ({ x, y }: Point): DrawnConstruct | undefined =>
    model.constructs.find((one) => Math.hypot((x - one.x) / ellipse.rx, (y - one.y) / ellipse.ry) <= 1.1);

  const begin = (kind: Drag['kind'], name: string) => (event: PointerEvent<SVGElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    svg.current?.setPointerCapture(event.pointerId);
    const at = pointOf(event);
    setDrag({ name, kind, start: at, at });
  };
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    if (drag) setDrag({ ...drag, at: pointOf(event) });
  };
  const end = (): void => {
    if (!drag) return;
    setDrag(null);
    const dx = drag.at.x - drag.start.x;
    const dy = drag.at.y - drag.start.y;
    const own = model.constructs.find(({ name }) => name === drag.name);
    if (drag.kind === 'connect') {
      const target = constructAt(drag.at);
      if (target && target.name !== drag.name) onConnect(drag.name, target.name);
    } else if (own && Math.hypot(dx, dy) > 3)
      onMove(drag.name, { x: Math.round(own.x + dx), y: Math.round(own.y + dy) });
    else if (connecting !== null && connecting !== drag.name) onConnect(connecting, drag.name);
    else onSelect({ kind: 'construct', name: drag.name });
  };
  const target = drag?.kind === 'connect' ? constructAt(drag.at) : undefined;
  const aimed = target && target.name !== drag?.name ? target.name : null;
  const draftFrom = drag ? places.get(drag.name) : undefined;
  const onKey = (construct: DrawnConstruct) => (event: KeyboardEvent<SVGElement>) => {
    const by = arrows[event.key];
    if (by) onMove(construct.name, { x: construct.x + by.x, y: construct.y + by.y });
    else if (event.key === 'Enter' || event.key === ' ') {
      if (connecting !== null && connecting !== construct.name) onConnect(connecting, construct.name);
      else onSelect({ kind: 'construct', name: construct.name });
    } else if (event.key.toLowerCase() === 'c' && !event.ctrlKey && !event.metaKey) onConnect(construct.name);
    else if (event.key === 'Escape') onConnect(null);
    else if (event.key === 'Delete') onRemove({ kind: 'construct', name: construct.name });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drop = (name: string) => (event: DragEvent<SVGElement>) => {
    const item = event.dataTransfer.getData(itemDragType);
    setOver(null);
    if (item === '') return;
    event.preventDefault();
    onDropItem(name, item);
  };

  const stretches = model.paths.flatMap(({ from, to }) => {
    const [a, b] = [places.get(from), places.get(to)];
    return a && b ? [{ from: a, to: b }] : [];
  });
  return (
    <svg
      ref={svg}
      className="model-canvas"
      viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
      role="group"
      aria-label={t('model.canvas')}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setDrag(null)}
      onPointerDown={() => onSelect(null)}
    >
      <defs>
        <marker
          id="model-arrow"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerUnits="userSpaceOnUse"
          markerWidth="12"
          markerHeight="12"
          orient="auto"
        >
          <path d="M0 0L10 5L0 10z" className="model-arrowhead" />
        </marker>
      </defs>
      {model.paths.map(({ from, to }) => {
        const [a, b] = [places.get(from), places.get(to)];
        if (!a || !b) return null;
        const [start, tip] = [edgeOf(a, b), edgeOf(b, a)];
        const at = labelPlace(a, b, itemLines, stretches);
        const number = numbers.paths.get(pathKey(from, to));
        const chosen = selection?.kind === 'path' && selection.from === from && selection.to === to;
        const choose = (): void => onSelect({ kind: 'path', from, to });
        return (
          <g
            key={pathKey(from, to)}
            className={`model-path${chosen ? ' model-chosen' : ''}${number?.faint ? ' model-faint' : ''}`}
            role="button"
            tabIndex={0}
            aria-pressed={chosen}
            aria-label={t('model.pathNamed', { from, to, value: number?.text ?? '' })}
            onPointerDown={(event) => {
              event.stopPropagation();
              choose();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') choose();
              else if (event.key === 'Delete') onRemove({ kind: 'path', from, to });
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          >
            <line className="model-path-hit" x1={start.x} y1={start.y} x2={tip.x} y2={tip.y} />
            <line
              className="model-path-line"
              style={number ? { strokeWidth: lineWidth(number.coefficient) } : undefined}
              x1={start.x}
              y1={start.y}
              x2={tip.x}
              y2={tip.y}
              markerEnd="url(#model-arrow)"
            />
            {number ? (
              <text className="model-number" x={at.x} y={at.y + 4}>
                {number.text}
              </text>
            ) : null}
          </g>
        );
      })}
      {model.constructs.map((construct) => {
        const { name, items } = construct;
        const { x, y } = places.get(name)!;
        const chosen = selection?.kind === 'construct' && selection.name === name;
        const shown = nameInEllipse(name, 13);
        const facts = numbers.constructs.get(name) ?? t('model.items', { count: items.length });
        return (
          <g
            key={name}
            className={`model-construct${chosen ? ' model-chosen' : ''}${connecting === name || over === name || aimed === name ? ' model-source' : ''}`}
            transform={`translate(${x} ${y})`}
            role="button"
            tabIndex={0}
            aria-pressed={chosen}
            aria-label={t('model.constructNamed', { name, count: items.length, facts })}
            onKeyDown={onKey(construct)}
            onFocus={() => (connecting === null ? onSelect({ kind: 'construct', name }) : undefined)}
            onPointerDown={begin('move', name)}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(itemDragType)) return;
              event.preventDefault();
              setOver(name);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={drop(name)}
          >
            <ellipse rx={ellipse.rx} ry={ellipse.ry} className={items.length === 0 ? 'model-empty' : undefined} />
            <text className="model-name" y={-2} style={{ fontSize: shown.size }}>
              {shown.text}
            </text>
            <text className="model-facts" y={14}>
              {facts}
            </text>
            {offsetsOf(name).map((offset, line) => (
              <text key={offset} className="model-item" y={offset + 4}>
                {lines.get(name)?.[line]}
              </text>
            ))}
            <circle className="model-handle" cx={ellipse.rx} r={6} onPointerDown={begin('connect', name)}>
              <title>{t('model.handle')}</title>
            </circle>
          </g>
        );
      })}
      {drag?.kind === 'connect' && draftFrom ? (
        <line
          className="model-path-draft"
          x1={edgeOf(draftFrom, drag.at).x}
          y1={edgeOf(draftFrom, drag.at).y}
          x2={drag.at.x}
          y2={drag.at.y}
        />
      ) : null}
    </svg>
  );
}
