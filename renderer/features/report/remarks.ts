import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { CommentAttrs } from '../../../shared/report/document.ts';

/** A remark with the words it is about and where they begin. */
export interface Remark extends CommentAttrs {
  readonly position: number;
  readonly quote: string;
}

/** Every remark of the document once, in the order of its words. */
export function remarksIn(document: Node): readonly Remark[] {
  const found = new Map<string, Remark>();
  document.descendants((node, position) => {
    if (!node.isInline) return;
    for (const mark of node.marks) {
      if (mark.type.name !== 'comment') continue;
      const attrs = mark.attrs as CommentAttrs;
      const before = found.get(attrs.id);
      const words = node.isText ? (node.text ?? '') : '…';
      found.set(attrs.id, before ? { ...before, quote: before.quote + words } : { ...attrs, position, quote: words });
    }
  });
  return [...found.values()];
}

/** Begins a remark on the selected words. Returns its id, null where nothing is selected. */
export function addRemark(editor: Editor, author: string): string | null {
  const { empty } = editor.state.selection;
  if (empty) return null;
  const id = crypto.randomUUID();
  const attrs: CommentAttrs = { id, author, text: '', at: new Date().toISOString(), resolved: false };
  return editor
    .chain()
    .focus()
    .setMark('comment', { ...attrs })
    .run()
    ? id
    : null;
}

/** Changes a remark wherever its words are; null takes it away. */
export function changeRemark(editor: Editor, id: string, changes: Partial<CommentAttrs> | null): void {
  const { state, view } = editor;
  const { tr } = state;
  state.doc.descendants((node, position) => {
    if (!node.isInline) return;
    const mark = node.marks.find((one) => one.type.name === 'comment' && one.attrs['id'] === id);
    if (!mark) return;
    tr.removeMark(position, position + node.nodeSize, mark);
    if (changes) tr.addMark(position, position + node.nodeSize, mark.type.create({ ...mark.attrs, ...changes }));
  });
  if (tr.docChanged) view.dispatch(tr);
}
