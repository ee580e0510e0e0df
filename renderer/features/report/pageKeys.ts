import { Extension } from '@tiptap/core';
import { Selection, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** What of the last screen is still seen on the next: a few lines to find one's way. */
const overlap = 48;
/** So far from the edge of the sheet's window the caret is looked for. */
const edge = 12;

/** Where the caret was put, and where on the screen it would stand if there were letters there: figures and tables have none. */
interface Put {
  readonly selection: Selection;
  readonly x: number;
  readonly y: number;
  readonly scrolled: number;
}

/** The part of the window the page is read in, below what stays over it. */
function readIn(scroller: Element): { readonly top: number; readonly bottom: number } {
  const { top, bottom } = scroller.getBoundingClientRect();
  const over = [...scroller.querySelectorAll('.report-find, .review-strip')].map(
    (strip) => strip.getBoundingClientRect().bottom,
  );
  return { top: Math.max(top, ...over), bottom };
}

/** Where a screen further begins and which place of the document that is; null: the page is not shown. */
function turn(view: EditorView, direction: 1 | -1, extend: boolean, last: Put | null): Put | null {
  const scroller = view.dom.closest('.layout-work-body');
  if (!scroller) return null;
  const { selection, doc } = view.state;
  const { top, bottom } = readIn(scroller);
  const step = Math.max(bottom - top - overlap, overlap);
  const goesOn = last?.selection.eq(selection) === true && Math.abs(last.scrolled - scroller.scrollTop) < 2;
  const caret = goesOn ? null : view.coordsAtPos(selection.head);
  const [x, y] = goesOn ? [last.x, last.y] : [caret!.left, (caret!.top + caret!.bottom) / 2];
  const before = scroller.scrollTop;
  // A caret out of sight is where one goes on from, as in Word.
  const inSight = Math.min(Math.max(y, top + edge), bottom - edge);
  scroller.scrollTop = before + (y - inSight) + direction * step;
  const wanted = y + direction * step - (scroller.scrollTop - before);
  const put = Math.min(Math.max(wanted, top + edge), bottom - edge);
  const page = view.dom.getBoundingClientRect();
  const found = view.posAtCoords({ left: Math.min(Math.max(x, page.left + 1), page.right - 1), top: put });
  const end = direction > 0 ? Selection.atEnd(doc) : Selection.atStart(doc);
  // The last screen is shown already: the caret goes to its end.
  const near =
    !found || (scroller.scrollTop === before && Math.abs(wanted - put) > 1)
      ? end
      : Selection.near(doc.resolve(found.pos), direction);
  const chosen = extend ? TextSelection.between(selection.$anchor, near.$head, -direction) : near;
  return { selection: chosen, x, y: put, scrolled: scroller.scrollTop };
}

/** PageDown and PageUp move the caret by a screen, with Shift they select: a browser leaves it before the first table or figure. */
export const PageKeys = Extension.create({
  name: 'pageKeys',
  addKeyboardShortcuts() {
    let last: Put | null = null;
    const by = (direction: 1 | -1, extend: boolean) => (): boolean => {
      const { view } = this.editor;
      last = turn(view, direction, extend, last);
      if (!last) return false;
      view.dispatch(view.state.tr.setSelection(last.selection));
      return true;
    };
    return {
      PageDown: by(1, false),
      PageUp: by(-1, false),
      'Shift-PageDown': by(1, true),
      'Shift-PageUp': by(-1, true),
    };
  },
});
