import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, Plugin, PluginKey, type Selection, TextSelection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { liveResultsMeta } from '../editedMarks.ts';
import type { LiveResults } from '../liveResults.ts';
import { type FindQuery, findInDocument, type Found } from './findInDocument.ts';
import { type FoundMark, useFoundMarks } from './foundMarks.ts';
import { type Replaced, replaceFound } from './replaceFound.ts';

interface FindState {
  readonly query: FindQuery;
  readonly live: LiveResults;
  readonly found: readonly Found[];
  readonly current: number;
  /** Grows with every step to a place: it is then brought into sight. Typing elsewhere moves nothing. */
  readonly steps: number;
  /** What the last replacing did; null: nothing was replaced since the search began. */
  readonly told: Replaced | null;
}

export const findKey = new PluginKey<FindState>('reportFind');
const noResults: LiveResults = { outcomes: new Map(), locale: 'zh-CN', figureStyles: {} };
const nothing = (live: LiveResults): FindState => ({
  query: { text: '', matchCase: false },
  live,
  found: [],
  current: -1,
  steps: 0,
  told: null,
});
/** Marked at most; the count goes on. */
const mostMarked = 2000;

/** Nodes are framed where the found place is in them; the letters in them their views mark. */
const marks = (state: EditorState, { found, current }: FindState): DecorationSet =>
  DecorationSet.create(
    state.doc,
    found.slice(0, mostMarked).flatMap(({ from, to, inside }, place) => {
      if (!inside)
        return [
          Decoration.inline(from, to, { class: place === current ? 'report-found report-found-now' : 'report-found' }),
        ];
      if (place !== current) return [];
      const isInline = state.doc.nodeAt(from)?.isInline;
      const look = { class: 'report-found-in' };
      return [isInline ? Decoration.inline(from, to, look) : Decoration.node(from, to, look)];
    }),
  );

/** What the views of nodes have to mark. */
function tellViews({ found, current, steps }: FindState): void {
  const inNodes = new Map<number, FoundMark[]>();
  for (const [place, { from, inside }] of found.slice(0, mostMarked).entries()) {
    if (!inside) continue;
    const here = inNodes.get(from) ?? [];
    here.push({ ...inside, now: place === current });
    inNodes.set(from, here);
  }
  useFoundMarks.setState({ marks: inNodes, steps });
}

/** Letters and notes are selected; of a table of the author's, whose caption was found, its first cell gets the caret. */
function selectionAt(document: Node, { from, to, inside }: Found): Selection {
  const node = inside ? document.nodeAt(from) : null;
  if (!node) return TextSelection.create(document, from, to);
  return node.isAtom ? NodeSelection.create(document, from) : TextSelection.near(document.resolve(from + 1));
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    findReplace: {
      /** Marks a text everywhere; an empty text ends the search. */
      find: (query: FindQuery) => ReturnType;
      /** Goes to the next (1) or previous (-1) place. */
      findStep: (step: 1 | -1) => ReturnType;
      /** Replaces the current place, or all of them as one step of undo. What follows the data is left alone and counted. */
      replaceFound: (text: string, all: boolean) => ReturnType;
    };
  }
}

/** Find and replace over all words of the page; live numbers and the program's sentences are found, never changed. */
export const FindReplace = Extension.create({
  name: 'findReplace',
  addProseMirrorPlugins: () => [
    new Plugin<FindState>({
      key: findKey,
      state: {
        init: () => nothing(noResults),
        apply(transaction, before, _old, state) {
          const live = (transaction.getMeta(liveResultsMeta) as LiveResults | undefined) ?? before.live;
          const given = transaction.getMeta(findKey) as Partial<FindState> | undefined;
          const query = given?.query ?? before.query;
          if (query.text === '') return before.query.text === '' && before.live === live ? before : nothing(live);
          if (!given && !transaction.docChanged && live === before.live) return before;
          const anew = given?.query !== undefined || transaction.docChanged;
          const found = anew || live !== before.live ? findInDocument(state.doc, query, live) : before.found;
          const { from } = state.selection;
          const next = found.findIndex((one) => one.from >= from);
          const nearest = found.length === 0 ? -1 : next < 0 ? 0 : next;
          const current = given?.current ?? (anew ? nearest : before.current);
          return {
            query,
            live,
            found,
            current: Math.min(current, found.length - 1),
            steps: before.steps + (given ? 1 : 0),
            told: given?.told ?? (given?.query ? null : before.told),
          };
        },
      },
      view: () => ({
        update(view, before) {
          const [now, was] = [findKey.getState(view.state), findKey.getState(before)];
          if (!now || now === was) return;
          if (now.found.length > 0 || (was?.found.length ?? 0) > 0) tellViews(now);
          // The field of the bar has the focus: the editor by itself scrolls to a selection only where it has it.
          if (now.steps <= (was?.steps ?? 0)) return;
          // What stands in a node its view brings into sight once it is marked.
          const place = view.dom.querySelector('.report-found-in, .report-found-now:not(mark)');
          place?.scrollIntoView({ block: 'nearest' });
        },
        destroy: () => useFoundMarks.setState({ marks: new Map(), steps: 0 }),
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
          dispatch?.(
            tr.setMeta(findKey, { current }).setSelection(selectionAt(tr.doc, own.found[current]!)).scrollIntoView(),
          );
          return true;
        },
      replaceFound:
        (text, all) =>
        ({ tr, state, dispatch }) => {
          const own = findKey.getState(state);
          const places = all ? own?.found : own?.found.slice(own.current, own.current + 1);
          if (!own || !places || places.length === 0) return false;
          const told = replaceFound(tr, places, text);
          const next = (own.current + 1) % own.found.length;
          const [first] = places;
          if (first && !all && told.replaced === 0) {
            tr.setMeta(findKey, { current: next, told }).setSelection(selectionAt(tr.doc, own.found[next]!));
          } else {
            tr.setMeta(findKey, { told });
            const end = first && !first.inside ? first.from + text.length : null;
            if (first && !all && end !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(end)));
          }
          dispatch?.(tr.scrollIntoView());
          return true;
        },
    };
  },
});
