import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

export interface Found {
  readonly from: number;
  readonly to: number;
}
export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
}
interface FindState {
  readonly query: FindQuery;
  readonly found: readonly Found[];
  readonly current: number;
  /** Grows with every step to a place: it is then brought into sight. Typing elsewhere moves nothing. */
  readonly steps: number;
}

export const findKey = new PluginKey<FindState>('reportFind');
const nothing: FindState = { query: { text: '', matchCase: false }, found: [], current: -1, steps: 0 };
/** Marked at most; the count goes on. */
const mostMarked = 2000;

/** Where a text stands in the document: within one paragraph, across changes of look, not across live numbers. */
export function findInDocument(document: Node, { text, matchCase }: FindQuery): readonly Found[] {
  if (text === '' || text.includes('\uffff')) return [];
  const wanted = matchCase ? text : text.toLowerCase();
  const found: Found[] = [];
  document.descendants((block, position) => {
    if (!block.isTextblock) return true;
    // One character per place in the paragraph, so that places in the text are places in the document.
    const whole = block.textBetween(0, block.content.size, '\uffff', (leaf) => '\uffff'.repeat(leaf.nodeSize));
    const searched = matchCase ? whole : whole.toLowerCase();
    // Lower case of few letters is longer than the letter: such a paragraph is searched as it is.
    const base = searched.length === whole.length ? searched : whole;
    for (let at = base.indexOf(wanted); at >= 0; at = base.indexOf(wanted, at + wanted.length))
      found.push({ from: position + 1 + at, to: position + 1 + at + wanted.length });
    return false;
  });
  return found;
}

const marks = (state: EditorState, { found, current }: FindState): DecorationSet =>
  DecorationSet.create(
    state.doc,
    found
      .slice(0, mostMarked)
      .map(({ from, to }, place) =>
        Decoration.inline(from, to, { class: place === current ? 'report-found report-found-now' : 'report-found' }),
      ),
  );

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    findReplace: {
      /** Marks a text everywhere; an empty text ends the search. */
      find: (query: FindQuery) => ReturnType;
      /** Goes to the next (1) or previous (-1) place. */
      findStep: (step: 1 | -1) => ReturnType;
      /** Replaces the current place, or all of them as one step of undo. */
      replaceFound: (text: string, all: boolean) => ReturnType;
    };
  }
}

/** Find and replace in the report's own words; live numbers are never touched. */
export const FindReplace = Extension.create({
  name: 'findReplace',
  addProseMirrorPlugins: () => [
    new Plugin<FindState>({
      key: findKey,
      state: {
        init: () => nothing,
        apply(transaction, before, _old, state) {
          const given = transaction.getMeta(findKey) as Partial<FindState> | undefined;
          const query = given?.query ?? before.query;
          if (query.text === '') return nothing;
          if (!given && !transaction.docChanged) return before;
          const found = given?.query || transaction.docChanged ? findInDocument(state.doc, query) : before.found;
          const from = state.selection.from;
          const next = found.findIndex((one) => one.from >= from);
          const nearest = found.length === 0 ? -1 : next < 0 ? 0 : next;
          const current = given?.current ?? (given?.query || transaction.docChanged ? nearest : before.current);
          return { query, found, current: Math.min(current, found.length - 1), steps: before.steps + (given ? 1 : 0) };
        },
      },
      // The field of the bar has the focus: the editor by itself scrolls to a selection only where it has it.
      view: () => ({
        update({ state, dom }, before) {
          const steps = findKey.getState(state)?.steps ?? 0;
          if (steps > (findKey.getState(before)?.steps ?? 0))
            dom.querySelector('.report-found-now')?.scrollIntoView({ block: 'nearest' });
        },
      }),
      props: {
        decorations(state) {
          const own = findKey.getState(state);
          return own && own.found.length > 0 ? marks(state, own) : DecorationSet.empty;
        },
      },
    }),
  ],
  addCommands() {
    return {
      find:
        (query) =>
        ({ tr, dispatch }) => {
          dispatch?.(tr.setMeta(findKey, { query }));
          return true;
        },
      findStep:
        (step) =>
        ({ tr, state, dispatch }) => {
          const own = findKey.getState(state);
          if (!own || own.found.length === 0) return false;
          const current = (own.current + step + own.found.length) % own.found.length;
          const { from, to } = own.found[current]!;
          dispatch?.(
            tr
              .setMeta(findKey, { current })
              .setSelection(TextSelection.create(tr.doc, from, to))
              .scrollIntoView(),
          );
          return true;
        },
      replaceFound:
        (text, all) =>
        ({ tr, state, dispatch }) => {
          const own = findKey.getState(state);
          const places = all ? own?.found : own?.found.slice(own.current, own.current + 1);
          if (!places || places.length === 0) return false;
          // From the end, so that places before stay where they are; the look of the first letter stays.
          for (const { from, to } of places.toReversed()) {
            if (text === '') tr.delete(from, to);
            else {
              const looks = tr.doc.resolve(from + 1).marks();
              tr.replaceWith(from, to, state.schema.text(text, looks));
            }
          }
          const [first] = places;
          tr.setMeta(findKey, {});
          if (first && !all) tr.setSelection(TextSelection.near(tr.doc.resolve(first.from + text.length)));
          dispatch?.(tr.scrollIntoView());
          return true;
        },
    };
  },
});
