import { type Editor, Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { FindingOrigin } from '../../../shared/report/document.ts';
import { checkEdited, type EditedChange } from '../../../shared/report/editedSentence.ts';
import type { LiveResults } from './liveResults.ts';

/** A taken-over sentence that wants a look, and where it stands in the editor's document. */
export interface Flag extends EditedChange {
  readonly position: number;
}

interface Review {
  readonly live: LiveResults | null;
  readonly flags: readonly Flag[];
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Review>('editedMarks');
/** A transaction's results that have come. */
export const liveResultsMeta = 'liveResults';

/** The author's letters of a paragraph; a live number stands as one letter that is no digit. */
const typedOf = (node: Node): string => node.textBetween(0, node.content.size, undefined, '\uFFFC');

/** Paragraphs of the editor are never changed in place: what was found for one holds as long as the results do. */
const found = new WeakMap<Node, { readonly live: LiveResults; readonly change: EditedChange | null }>();

function changeOf(node: Node, live: LiveResults): EditedChange | null {
  const before = found.get(node);
  if (before?.live === live) return before.change;
  const change = checkEdited(node.attrs['origin'] as FindingOrigin, typedOf(node), live.outcomes, live.locale);
  found.set(node, { live, change });
  return change;
}

const noFlags: readonly Flag[] = [];

function review(doc: Node, live: LiveResults | null): Review {
  if (!live) return { live, flags: noFlags, decorations: DecorationSet.empty };
  const flags: Flag[] = [];
  const marks: Decoration[] = [];
  doc.descendants((node, position) => {
    if (node.type.name !== 'paragraph') return !node.isLeaf;
    if (node.attrs['origin'] === null) return false;
    const change = changeOf(node, live);
    if (!change) return false;
    flags.push({ ...change, position });
    marks.push(
      Decoration.node(position, position + node.nodeSize, { class: `report-flag report-flag-${change.kind}` }),
    );
    return false;
  });
  // The same list of none as before: what lists the flags is not drawn again for a letter.
  if (flags.length === 0) return { live, flags: noFlags, decorations: DecorationSet.empty };
  return { live, flags, decorations: DecorationSet.create(doc, marks) };
}

/** The sentences to look at, in reading order. */
export const flagsOf = (editor: Editor): readonly Flag[] => key.getState(editor.state)?.flags ?? [];

/**
 * Compares the taken-over sentences with results that have come, and numbers the document by what they show. Nothing is left to compare
 * in an editor that was closed.
 */
export function reviewWith(editor: Editor, live: LiveResults): void {
  if (editor.isDestroyed) return;
  const { tr } = editor.state;
  // What findings learn from results is no change of the author's.
  editor.view.dispatch(tr.setMeta(liveResultsMeta, live).setMeta('addToHistory', false).setMeta('preventUpdate', true));
}

/** Marks taken-over sentences that the data have moved away from, and takes the program's mark off what a person changes. */
export const EditedMarks = Extension.create({
  name: 'editedMarks',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [plugin(editor)];
  },
});

/** What comes from the stored report is put on the page as it is. */
const isLoading = (transaction: Transaction): boolean => transaction.getMeta('preventUpdate') === true;

function plugin(editor: Editor): Plugin<Review> {
  return new Plugin<Review>({
    key,
    // A final report is not changed, whatever the way: keys, commands of a menu, the inspector.
    filterTransaction: (transaction) => editor.isEditable || !transaction.docChanged || isLoading(transaction),
    state: {
      init: (_, { doc }) => review(doc, null),
      apply(transaction, before, _old, { doc }) {
        const live = (transaction.getMeta(liveResultsMeta) as LiveResults | undefined) ?? before.live;
        return transaction.docChanged || live !== before.live ? review(doc, live) : before;
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations ?? null },
    appendTransaction(transactions, before, after) {
      const changed = transactions.filter((one) => one.docChanged && !isLoading(one));
      if (changed.length === 0) return null;
      const { tr } = after;
      before.doc.descendants((node, position) => {
        if (node.type.name !== 'paragraph') return !node.isLeaf;
        if (node.attrs['drafted'] !== true) return false;
        let at = position;
        for (const one of changed) at = one.mapping.map(at, 1);
        const now = after.doc.nodeAt(at);
        if (
          now &&
          now !== node &&
          now.type === node.type &&
          now.attrs['drafted'] === true &&
          !now.content.eq(node.content)
        )
          tr.setNodeAttribute(at, 'drafted', false);
        return false;
      });
      return tr.docChanged ? tr : null;
    },
  });
}
