import type { Node } from '@tiptap/pm/model';

/** Which node of the document (0 = first, counted at its top) stands at a place of the editor's. */
export const nodeAt = (doc: Node, position: number): number => {
  const resolved = doc.resolve(Math.min(position, doc.content.size));
  return Math.min(resolved.index(0), Math.max(0, doc.childCount - 1));
};

/** The editor's place before a node of the document; the end where there is no such node. */
export function positionOf(doc: Node, node: number): number {
  let position = 0;
  for (let before = 0; before < Math.min(node, doc.childCount); before++) position += doc.child(before).nodeSize;
  return position;
}
