import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { liveResultsMeta } from '../editedMarks.ts';
import type { LiveResults } from '../liveResults.ts';
import { type Numbered, numbersIn } from './reportNumbers.ts';

interface Numbering {
  readonly live: LiveResults | null;
  readonly shown: readonly Shown[];
  readonly decorations: DecorationSet;
}

/** What stands before a heading or a caption, or in place of a footnote's sign. */
interface Shown {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** The caption of a table of the author's, which shows it above itself; '' for others, which have theirs. */
  readonly caption: string;
}

const key = new PluginKey<Numbering>('reportNumbering');

const shownOf = ({ kind, node, position, label }: Numbered): Shown => ({
  from: position,
  to: position + node.nodeSize,
  // Figures and tables stand as "图 3" before their words, headings have their own gap.
  label: kind === 'figure' || kind === 'table' ? `${label}\u3000` : label,
  caption: node.type.name === 'table' ? String(node.attrs['caption']) : '',
});

const labelled = (numbers: readonly Numbered[]): readonly Shown[] =>
  numbers.filter(({ label }) => label !== '').map(shownOf);

/** Labels are the program's own words and figures: no character of them ends a CSS string. */
const markOf = ({ from, to, label, caption }: Shown): Decoration =>
  Decoration.node(from, to, {
    style: `--report-number: "${label}"`,
    ...(caption === '' ? {} : { 'data-caption': caption }),
  });

const same = (one: Shown, other: Shown | undefined): boolean =>
  one.label === other?.label && one.caption === other.caption;

/**
 * The document's numbers as the page shows them. A letter moves the marks that are there; they are made anew only when what is numbered
 * has changed.
 */
function number(document: Node, live: LiveResults | null, before: Numbering | null, moved: DecorationSet): Numbering {
  if (!live) return { live, shown: [], decorations: DecorationSet.empty };
  const shown = labelled(numbersIn(document, live));
  if (before && shown.length === before.shown.length && shown.every((one, place) => same(one, before.shown[place]))) {
    const places = new Set(moved.find().map(({ from, to }) => `${from} ${to}`));
    if (places.size === shown.length && shown.every(({ from, to }) => places.has(`${from} ${to}`)))
      return { live, shown, decorations: moved };
  }
  return { live, shown, decorations: DecorationSet.create(document, shown.map(markOf)) };
}

export function numberingPlugin(): Plugin<Numbering> {
  return new Plugin<Numbering>({
    key,
    state: {
      init: (_config, { doc }) => number(doc, null, null, DecorationSet.empty),
      apply(transaction, before) {
        const live = (transaction.getMeta(liveResultsMeta) as LiveResults | undefined) ?? before.live;
        if (!transaction.docChanged && live === before.live) return before;
        return number(transaction.doc, live, before, before.decorations.map(transaction.mapping, transaction.doc));
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations ?? null },
  });
}

/**
 * Numbers headings, captions and footnotes as the exported report does. CSS counters would tie every block of the page to all before it,
 * and the browser could leave none of them out of its work for a key.
 */
export const ReportNumbering = Extension.create({
  name: 'reportNumbering',
  addProseMirrorPlugins: () => [numberingPlugin()],
});
