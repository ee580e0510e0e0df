import { Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { typedAddress } from '../../../../shared/report/linkAddress.ts';

/** An address stands between blanks, Chinese marks, quotes or brackets; a stop at its end belongs to the sentence. */
const addressAtEnd = /(?:https?:\/\/|www\.|[\w.+-]+@)[^\s\u3000-\u303F\uFF00-\uFFEF\uFFFC“”‘’"<>]+$/i;
const stopsAtEnd = /[.,;:!?)\]'…]+$/;
/** What comes after an address that is finished. */
const endsAddress = /^[\s\u3000-\u303F\uFF00-\uFFEF]$/;

/** Makes a link of the address that ends at the caret. null: none does, or it is one already. */
export function linkTyped(state: EditorState): Transaction | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.inlineContent) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '\uFFFC');
  const typed = addressAtEnd.exec(before)?.[0].replace(stopsAtEnd, '');
  const address = typed === undefined ? null : typedAddress(typed);
  if (typed === undefined || address === null) return null;
  const from = $from.start() + before.lastIndexOf(typed);
  const mark = state.schema.marks['link']!;
  if (state.doc.rangeHasMark(from, from + typed.length, mark)) return null;
  return state.tr.addMark(from, from + typed.length, mark.create({ href: address })).removeStoredMark(mark);
}

/** The link is a step of its own: undone once, the words stay as they were typed. */
function link(view: EditorView): void {
  const linked = linkTyped(view.state);
  if (!linked) return;
  view.dispatch(closeHistory(linked));
  view.dispatch(closeHistory(view.state.tr));
}

/** A web address or a mailbox becomes a link when it has been typed, as in Word. */
export const TypedLinks = Extension.create({
  name: 'typedLinks',
  priority: 900,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleTextInput(view, _from, _to, text, insertion) {
          if (view.composing || !endsAddress.test(text)) return false;
          const linked = linkTyped(view.state);
          if (!linked) return false;
          // The blank first and the link after it: undoing takes the link alone.
          view.dispatch(insertion());
          const { tr } = view.state;
          for (const step of linked.steps) tr.step(step);
          view.dispatch(closeHistory(tr));
          view.dispatch(closeHistory(view.state.tr));
          return true;
        },
        handleKeyDown(view, event) {
          if (event.key === 'Enter' && !event.isComposing && view.editable) link(view);
          return false;
        },
      },
    }),
  ],
});
