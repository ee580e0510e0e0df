import { type Editor, Extension } from '@tiptap/core';
import { Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { NodeSelection, Plugin } from '@tiptap/pm/state';
import { dropPoint } from '@tiptap/pm/transform';
import { resultNodes } from '../../../../shared/report/appendResult.ts';
import { numberNode } from '../../../../shared/report/templateBlocks.ts';
import type { Sending } from '../sendToReport.ts';
import { figureStylesMeta } from '../useReportSaving.ts';
import { useDragging } from './draggedResult.ts';

/** What is dropped, as it will stand in the text; a single number goes into the words around it. */
export function sliceOf(schema: Schema, { parts }: Sending, inText: boolean): Slice {
  const [first] = parts;
  const nodes =
    inText && parts.length === 1 && first?.number
      ? [numberNode(first.request, first.number.path, first.number.format)]
      : parts.flatMap(resultNodes);
  return new Slice(Fragment.from(nodes.map((node) => schema.nodeFromJSON(node))), 0, 0);
}

/** Puts what is sent at a place of the text, or where it fits near it. */
export function insertSending(editor: Editor, sending: Sending, position: number): void {
  const { state, view } = editor;
  const inText = state.doc.resolve(position).parent.isTextblock;
  const slice = sliceOf(state.schema, sending, inText);
  const at = dropPoint(state.doc, position, slice) ?? position;
  const tr = state.tr.replace(at, at, slice);
  const inserted = tr.doc.nodeAt(at);
  if (inserted && NodeSelection.isSelectable(inserted)) tr.setSelection(NodeSelection.create(tr.doc, at));
  view.dispatch(tr.setMeta(figureStylesMeta, sending.figureStyles));
  view.focus();
  // What was dropped is seen, also when it went under a heading far away.
  requestAnimationFrame(() => {
    const element = view.isDestroyed ? null : view.nodeDOM(at);
    if (element instanceof HTMLElement) element.scrollIntoView({ block: 'nearest' });
  });
}

/** Results dropped on the text: the mark shows where, the drop puts them there. */
export const ResultDrop = Extension.create({
  name: 'resultDrop',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            dragover(view, event) {
              const { sending } = useDragging.getState();
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
              if (!sending || !view.editable || !at) return false;
              const inText = view.state.doc.resolve(at.pos).parent.isTextblock;
              // The mark stands where this would fit.
              view.dragging = { slice: sliceOf(view.state.schema, sending, inText), move: false };
              if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
              return false;
            },
          },
          handleDrop(view, event) {
            if (useDragging.getState().sending === null) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            const sending = at ? useDragging.getState().take() : null;
            if (!at || !sending) return false;
            event.preventDefault();
            insertSending(editor, sending, at.pos);
            return true;
          },
        },
        view: (view) => ({
          destroy: useDragging.subscribe(({ sending }) => {
            if (sending === null) view.dragging = null;
          }),
        }),
      }),
    ];
  },
});
