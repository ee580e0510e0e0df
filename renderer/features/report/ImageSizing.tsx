import type { NodeViewProps } from '@tiptap/react';
import { type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { textWidthMm } from '../../../shared/report/document.ts';

/** Narrowest picture, as in the inspector. */
const leastMm = 40;
const pixelsPerMm = 96 / 25.4;

/** A width a picture may have: whole millimetres between the narrowest and the page's text. */
export const pictureWidth = (widthMm: number): number => Math.min(textWidthMm, Math.max(leastMm, Math.round(widthMm)));

/** The corner of a chosen picture: dragged, the picture grows and shrinks about its middle; let go, it is one step of undo. */
export function ImageSizing({
  props: { editor, node, getPos },
  onSize,
}: {
  readonly props: NodeViewProps;
  /** Told the width while the corner is dragged, in millimetres; null: it has been let go. */
  onSize(widthMm: number | null): void;
}) {
  const { t } = useTranslation('report');
  const grip = useRef<{ readonly x: number; readonly widthMm: number } | null>(null);
  const widthMm = Number(node.attrs['widthMm']);
  /** The picture stands in the middle: its edge follows the pointer when it grows by twice the way. */
  const widthAt = (event: PointerEvent, from: NonNullable<typeof grip.current>): number =>
    pictureWidth(from.widthMm + (2 * (event.clientX - from.x)) / pixelsPerMm);
  return (
    <span
      className="report-size-handle"
      title={t('node.sizeHint')}
      onPointerDown={(event) => {
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, widthMm };
      }}
      onPointerMove={(event) => {
        if (grip.current) onSize(widthAt(event, grip.current));
      }}
      onPointerUp={(event) => {
        const from = grip.current;
        grip.current = null;
        onSize(null);
        const position = getPos();
        if (!from || position === undefined) return;
        const next = widthAt(event, from);
        if (next !== widthMm)
          editor
            .chain()
            .command(({ tr }) => {
              tr.setNodeAttribute(position, 'widthMm', next);
              return true;
            })
            .setNodeSelection(position)
            .focus()
            .run();
      }}
      onPointerCancel={() => {
        grip.current = null;
        onSize(null);
      }}
    />
  );
}
