import { type Editor, getMarkRange, Mark } from '@tiptap/core';
import { type EditorState, Plugin, TextSelection } from '@tiptap/pm/state';
import { linkAddress } from '../../../../shared/report/linkAddress.ts';

/** A stretch of the page that leads somewhere, or could. */
export interface LinkPlace {
  readonly from: number;
  readonly to: number;
  /** Where it leads; null = it does not yet. */
  readonly address: string | null;
  /** Its words; null where live numbers or notes stand among them. */
  readonly words: string | null;
}

function wordsIn({ doc }: EditorState, from: number, to: number): string | null {
  let plain = true;
  doc.nodesBetween(from, to, (node) => {
    if (node.isInline && !node.isText) plain = false;
  });
  return plain ? doc.textBetween(from, to) : null;
}

/**
 * The link the caret stands in, else the selected words, else the place of the caret.
 *
 * @returns null where no link can be: several paragraphs are selected, or a figure
 */
export function linkPlace(state: EditorState): LinkPlace | null {
  const { $from, $to, from, to, empty } = state.selection;
  if (!$from.parent.inlineContent || !$from.sameParent($to)) return null;
  const type = state.schema.marks['link']!;
  const around = getMarkRange($from, type) ?? (empty ? undefined : getMarkRange(state.doc.resolve(from + 1), type));
  if (around && around.to >= to) {
    const mark = state.doc.nodeAt(around.from)?.marks.find((one) => one.type === type);
    return { ...around, address: String(mark?.attrs['href'] ?? ''), words: wordsIn(state, around.from, around.to) };
  }
  return { from, to, address: null, words: wordsIn(state, from, to) };
}

/** Words lead to an address from now on; other words take their place where they are given. One step of undo. */
export function setLink(editor: Editor, place: LinkPlace, address: string, words: string | null): void {
  const mark = editor.schema.marks['link']!.create({ href: address });
  editor
    .chain()
    .focus()
    .command(({ tr, state }) => {
      const { from, to } = place;
      const fresh = words !== null && words !== place.words && words !== '';
      if (fresh) {
        // The look of the first letter stays; remarks stay on it.
        const looks = state.doc.resolve(Math.min(from + 1, to)).marks();
        tr.replaceWith(from, to, state.schema.text(words, mark.addToSet(looks)));
      } else tr.addMark(from, to, mark);
      const end = fresh ? from + words.length : to;
      tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(mark.type);
      return true;
    })
    .run();
}

export function removeLink(editor: Editor, { from, to }: LinkPlace): void {
  editor
    .chain()
    .focus()
    .command(({ tr, state }) => {
      tr.removeMark(from, to, state.schema.marks['link']!);
      return true;
    })
    .run();
}

/**
 * Words that lead out of the report. In the window they are words that tell their address: the program opens nothing. Copied they are
 * links, as other programs know them; pasted links with any other address than linkAddress allows are plain words.
 */
export const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({
    href: {
      default: '',
      parseHTML: (element: HTMLElement): string => linkAddress(element.getAttribute('href')?.trim()) ?? '',
    },
  }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element: HTMLElement) => (linkAddress(element.getAttribute('href')?.trim()) === null ? false : null),
    },
  ],
  renderHTML: ({ mark }) => {
    const address = linkAddress(mark.attrs['href']);
    return address === null ? ['span', 0] : ['a', { href: address, rel: 'noopener noreferrer' }, 0];
  },
  addMarkView:
    () =>
    ({ mark, view }) => {
      const dom = view.dom.ownerDocument.createElement('span');
      dom.className = 'csi-link';
      dom.title = String(mark.attrs['href']);
      return { dom, contentDOM: dom };
    },
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        // An address pasted over words is where they lead; pasted by itself it leads to itself.
        handlePaste(view, event) {
          const address = linkAddress(event.clipboardData?.getData('text/plain').trim());
          const place = address === null ? null : linkPlace(view.state);
          if (address === null || !place) return false;
          const { state } = view;
          const { from, to, empty } = state.selection;
          const mark = state.schema.marks['link']!.create({ href: address });
          const { tr } = state;
          if (empty) tr.replaceWith(from, to, state.schema.text(address, mark.addToSet(state.selection.$from.marks())));
          else tr.addMark(from, to, mark).setSelection(TextSelection.create(tr.doc, to));
          view.dispatch(tr.removeStoredMark(mark.type).setMeta('paste', true).scrollIntoView());
          return true;
        },
      },
    }),
  ],
});
