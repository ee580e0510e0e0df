import { type Editor, Extension } from '@tiptap/core';
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';
import { originNow } from '../../../shared/report/editedSentence.ts';
import { liveResultsMeta } from './editedMarks.ts';
import { findingOrigin } from './findingCommands.ts';
import type { LiveResults } from './liveResults.ts';

/**
 * A finding that came by its place alone - from a report of before, or just put in - learns what it tells of, and its words, as soon as its
 * result is there: from then on it is known by that.
 */
export const BoundFindings = Extension.create({
  name: 'boundFindings',
  addProseMirrorPlugins() {
    return [plugin(this.editor)];
  },
});

/** The change that tells the findings of a document what they tell of; null: each knows, or has no result yet. */
export function boundFindings(state: EditorState, live: LiveResults): Transaction | null {
  const { tr } = state;
  state.doc.descendants((node, position) => {
    if (node.type.name !== 'finding') return !node.isTextblock;
    if (node.attrs['index'] === null || node.attrs['about'] !== null) return false;
    const now = originNow(findingOrigin(node.attrs), live.outcomes, live.locale);
    if (now) tr.setNodeMarkup(position, null, { ...node.attrs, about: now.about, told: now.told });
    return false;
  });
  return tr.docChanged ? tr : null;
}

function plugin(editor: Editor): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, after) {
      const news = transactions.some((one) => one.docChanged || one.getMeta(liveResultsMeta) !== undefined);
      return news && editor.isEditable ? boundFindings(after, editor.storage.findingCommands.live) : null;
    },
  });
}
