import { Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import { type EditorState, NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorProps, EditorView } from '@tiptap/pm/view';

/** Letters and figures of which words are made; every Chinese one is a word or a part of one. */
const wordLetter = /[\p{L}\p{N}\p{M}_]/u;

/** Does a word begin with this letter? After a blank, a stop or another look of the text one does. */
function beginsWord({ selection }: EditorState, letter: string): boolean {
  const { $from } = selection;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, '', ' ');
  // An underscore ends what input rules make slanted; they are left to see it.
  return letter !== '_' && wordLetter.test(letter) && !wordLetter.test(before);
}

/** Tells the editor where the caret is; browsers do so some time after it has moved. */
const tellCaret = (view: EditorView): boolean => view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));

/**
 * Puts a typed letter into the document, which draws it. Left to itself the browser edits the page first and the document reads the
 * page again: in a long report that takes twice as long. What an input method still composes stays the browser's.
 */
function putLetter(view: EditorView, { inputType, data, isComposing }: InputEvent): boolean {
  if (inputType !== 'insertText' || data === null || /[\r\n]/.test(data) || isComposing || view.composing) return false;
  tellCaret(view);
  const { selection } = view.state;
  if (!view.editable || !(selection instanceof TextSelection)) return false;
  const insertion = () => view.state.tr.insertText(data).scrollIntoView();
  const { from, to } = selection;
  if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, data, insertion)))
    view.dispatch(insertion());
  return true;
}

/** A figure, a table of results or a sentence of the program is chosen as a whole: it has no line for the caret to run along. */
const isBlockChosen = ({ selection }: EditorState): boolean =>
  selection instanceof NodeSelection && selection.node.isBlock;

/** Puts the caret back where it was when the focus comes to the page, unless the mouse brings both: it says itself where the caret goes. */
function caretOnFocus(): NonNullable<EditorProps['handleDOMEvents']> {
  let pressed = false;
  return {
    mousedown: () => {
      pressed = true;
      // The browser moves the focus within the press.
      setTimeout(() => (pressed = false));
      return false;
    },
    focus: (view) => {
      if (!pressed) view.focus();
      return false;
    },
  };
}

/**
 * A key acts where the caret is. A browser tells of a moved caret some time after it has moved, and on a busy machine the next key
 * comes first: Enter right after End then broke the line where the caret had been. The editor is told before each key. And when the
 * page gets the focus back from a dialog, the caret is where it was: browsers put it at the beginning.
 *
 * What is typed is undone word by word, what an input method puts in (a Chinese word or phrase) as one. Ctrl+Enter begins a page. Home and
 * End leave a chosen figure chosen.
 */
export const CaretKeys = Extension.create({
  name: 'caretKeys',
  // Before the line break that Ctrl+Enter is elsewhere.
  priority: 1000,
  addKeyboardShortcuts() {
    // Left to the browser, the caret goes to the nearest text, which may be a page further.
    const stay = (): boolean => isBlockChosen(this.editor.state);
    return {
      Home: stay,
      End: stay,
      'Mod-Enter': () => {
        const { $from } = this.editor.state.selection;
        // Pages do not break inside lists and tables.
        if ($from.depth !== 1 || !$from.parent.isTextblock) return true;
        return this.editor
          .chain()
          .command(({ tr, state }) => {
            tr.deleteSelection();
            const { selection } = tr;
            const atStart = selection.$from.parentOffset === 0;
            if (!atStart) tr.split(selection.from);
            tr.insert(tr.selection.$from.before(), state.schema.nodes['pageBreak']!.create());
            return true;
          })
          .scrollIntoView()
          .run();
      },
    };
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          keydown: (view, event) => {
            if (!event.isComposing) tellCaret(view);
            return false;
          },
          beforeinput: (view, event) => {
            if (!putLetter(view, event)) return false;
            event.preventDefault();
            return true;
          },
          ...caretOnFocus(),
          compositionstart: (view) => {
            view.dispatch(closeHistory(view.state.tr));
            return false;
          },
        },
        // The letter itself carries the mark: a transaction of its own would put the caret back before it, and be drawn.
        handleTextInput(view, _from, _to, text, insertion) {
          if (view.composing || !beginsWord(view.state, text)) return false;
          view.dispatch(closeHistory(insertion()));
          return true;
        },
      },
    }),
  ],
});
