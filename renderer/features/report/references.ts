import type { Editor } from '@tiptap/core';
import type { ReferenceTarget } from './numbering/reportNumbers.ts';

/** A reference at the caret; what it names gets an anchor when it has none. One step of undo. */
export function insertReference(editor: Editor, target: ReferenceTarget): void {
  const anchor = target.anchor ?? crypto.randomUUID();
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      if (target.anchor === null) tr.setNodeAttribute(target.position, 'anchor', anchor);
      return true;
    })
    .insertContent({ type: 'crossReference', attrs: { target: anchor } })
    .run();
}

/** A footnote after the caret, selected so that its text can be written at the right. */
export function insertFootnote(editor: Editor): void {
  const { to } = editor.state.selection;
  if (!editor.state.doc.resolve(to).parent.inlineContent) return;
  editor
    .chain()
    .focus()
    .insertContentAt(to, { type: 'footnote', attrs: { text: '' } })
    .setNodeSelection(to)
    .run();
}
