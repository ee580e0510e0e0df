import type { DragEvent } from 'react';
import { create } from 'zustand';
import { useNavigation } from '../../../app/navigation.ts';
import type { RoomName } from '../../../app/rooms.ts';
import type { Sending } from '../sendToReport.ts';
import '../../../styles/drag.css';

/** Says to whoever is dragged over that a result is dragged; what it is stands in the store, which other programs cannot read. */
const resultDragType = 'application/x-csi-result';

interface Dragging {
  readonly sending: Sending | null;
  /** The room the drag began in; it stays in the document until the drag ends, or the browser would end it. */
  readonly home: RoomName | null;
  /** The report was opened by holding the result over its tab: an abandoned drag goes back. */
  readonly sprung: boolean;
  spring(): void;
  /** What is dragged, once: the drag has reached its goal. */
  take(): Sending | null;
  end(): void;
}

/** The result that is being dragged. */
export const useDragging = create<Dragging>((set, get) => ({
  sending: null,
  home: null,
  sprung: false,
  spring: () => {
    if (get().sending === null) return;
    set({ sprung: true });
    useNavigation.getState().goTo('report');
  },
  take: () => {
    const { sending } = get();
    set({ sending: null, home: null, sprung: false });
    return sending;
  },
  end: () => {
    const { sending, home, sprung } = get();
    set({ sending: null, home: null, sprung: false });
    if (sending !== null && sprung && home !== null) useNavigation.getState().goTo(home);
  },
}));

/** What is carried under the pointer: the name of the result on a small card. */
function carriedCard(title: string): HTMLElement {
  const card = document.createElement('div');
  card.className = 'drag-card';
  card.textContent = title;
  document.body.append(card);
  setTimeout(() => card.remove());
  return card;
}

/** Begins to drag a result. title: what is carried under the pointer. */
export function dragResult(event: DragEvent, title: string, sending: Sending): void {
  event.stopPropagation();
  const { dataTransfer } = event;
  dataTransfer.setData(resultDragType, '');
  dataTransfer.setData('text/plain', title);
  dataTransfer.effectAllowed = 'copyMove';
  dataTransfer.setDragImage(carriedCard(title), -8, -8);
  // The document must not change while the browser begins the drag.
  setTimeout(() => {
    useDragging.setState({ sending, home: useNavigation.getState().room, sprung: false });
    // While something is dragged the mouse is silent: when it moves again, the drag is over, whatever became of its source.
    const over = ({ buttons }: MouseEvent): void => {
      if (buttons !== 0) return;
      window.removeEventListener('mousemove', over);
      useDragging.getState().end();
    };
    window.addEventListener('mousemove', over);
  });
}

export const endDrag = (): void => useDragging.getState().end();

/** Whether a result is dragged here. */
export const carriesResult = ({ dataTransfer }: { readonly dataTransfer: DataTransfer | null }): boolean =>
  dataTransfer?.types.includes(resultDragType) ?? false;
