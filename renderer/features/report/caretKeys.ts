import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

/**
 * A key acts where the caret is. A browser tells of a moved caret some time after it has moved, and on a busy machine the next key
 * comes first: Enter right after End then broke the line where the caret had been. The editor is told before each key.
 */
export const CaretKeys = Extension.create({
  name: 'caretKeys',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          keydown: (view, event) => {
            if (!event.isComposing) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
            return false;
          },
        },
      },
    }),
  ],
});
