import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

const hands = ['keydown', 'pointerdown'] as const;

/** Notes beside the page that the mouse brought the focus there: the page needs no frame then to tell where the keys go. */
function notePointed(view: EditorView): { destroy(): void } {
  const page = view.dom;
  let pointed = false;
  const onHand = ({ type }: Event): void => {
    pointed = type === 'pointerdown';
  };
  const onFocus = (): void => {
    page.parentElement?.toggleAttribute('data-pointed', pointed);
  };
  for (const hand of hands) window.addEventListener(hand, onHand, true);
  page.addEventListener('focus', onFocus);
  return {
    destroy: () => {
      for (const hand of hands) window.removeEventListener(hand, onHand, true);
      page.removeEventListener('focus', onFocus);
    },
  };
}

/** The page shows a frame when the focus came by the keyboard, none when it was clicked, or something that hands the focus on to it was. */
export const PointedFocus = Extension.create({
  name: 'pointedFocus',
  addProseMirrorPlugins: () => [new Plugin({ view: notePointed })],
});
