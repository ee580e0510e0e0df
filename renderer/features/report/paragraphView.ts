import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { NodeView } from '@tiptap/pm/view';

/** A paragraph as an element that stays when its attributes change. */
function paragraphView(paragraph: Node, document: Document): NodeView {
  const dom = document.createElement('p');
  const show = (node: Node): void => {
    if (node.attrs['drafted'] === true) dom.dataset['drafted'] = 'true';
    else delete dom.dataset['drafted'];
  };
  show(paragraph);
  return {
    dom,
    contentDOM: dom,
    update(node) {
      if (node.type !== paragraph.type) return false;
      show(node);
      return true;
    },
  };
}

/**
 * The first letter a person types into a paragraph takes the program's mark off it. Drawn anew, the paragraph would take the letters
 * from under an input method that is just composing with them: Chinese began with a stray Latin letter.
 */
export const ParagraphView = Extension.create({
  name: 'paragraphView',
  addProseMirrorPlugins: () => [
    new Plugin({ props: { nodeViews: { paragraph: (node, view) => paragraphView(node, view.dom.ownerDocument) } } }),
  ],
});
