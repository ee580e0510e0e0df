import type { Node } from '@tiptap/pm/model';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';

/**
 * Puts another document in place of the one shown, exchanging only what differs: the caret and what is drawn of the rest stay. A caret
 * inside of what is exchanged comes to its beginning.
 * @returns null where both are the same
 */
export function exchangeDocument({ doc, selection, tr }: EditorState, next: Node): Transaction | null {
  const from = doc.content.findDiffStart(next.content);
  if (from === null) return null;
  const ends = doc.content.findDiffEnd(next.content)!;
  // Equal neighbours may be counted at both ends.
  const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
  const [to, nextTo] = [ends.a + overlap, ends.b + overlap];
  tr.replace(from, to, next.slice(from, nextTo));
  // Pieces cut open may be put together otherwise than they were.
  if (!tr.doc.eq(next)) tr.replaceWith(0, tr.doc.content.size, next.content);
  const isInside = selection.from <= to && selection.to >= from;
  return isInside ? tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)))) : tr;
}
