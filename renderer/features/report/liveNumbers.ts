import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { i18next } from '../../app/i18n.ts';
import { explainNumber } from '../explain/openExplain.ts';
import { liveResultsMeta } from './editedMarks.ts';
import { askedOfNumber } from './explainNode.ts';
import { type LiveResults, liveNode } from './liveResults.ts';

const key = new PluginKey<LiveResults | null>('liveNumbers');

/** A number's words today: '…' until its result is there. */
function wordsOf(node: Node, live: LiveResults | null): { readonly text: string; readonly lost: boolean } {
  if (!live) return { text: '…', lost: false };
  const { state, nodes } = liveNode('number', node.attrs as JsonObject, live);
  const [shown] = nodes;
  const text =
    shown?.type === 'paragraph' ? shown.runs.map((run) => (run.type === 'run' ? run.text : '')).join('') : '…';
  return { text, lost: state === 'lost' };
}

/** The views of the numbers of one page, told when results or the screen's language change. */
class NumberViews {
  private readonly refreshers = new Set<() => void>();
  readonly refresh = (): void => {
    for (const refresh of this.refreshers) refresh();
  };

  view(first: Node, view: EditorView): NodeView {
    const dom = view.dom.ownerDocument.createElement('span');
    dom.classList.add('report-node', 'report-node-number', 'csi-live');
    let node = first;
    const show = (): void => {
      const { text, lost } = wordsOf(node, key.getState(view.state) ?? null);
      if (dom.textContent !== text) dom.textContent = text;
      dom.classList.toggle('report-lost', lost);
      dom.style.fontWeight = node.marks.some((mark) => mark.type.name === 'bold') ? '700' : '';
      dom.title = i18next.t('report:node.numberHint');
    };
    dom.addEventListener('dblclick', () => {
      const live = key.getState(view.state);
      const asked = live ? askedOfNumber(node.attrs as JsonObject, live) : null;
      if (asked) explainNumber(asked);
    });
    show();
    this.refreshers.add(show);
    return {
      dom,
      update: (next) => {
        if (next.type !== node.type) return false;
        node = next;
        show();
        return true;
      },
      selectNode: () => dom.classList.add('report-selected'),
      deselectNode: () => dom.classList.remove('report-selected'),
      ignoreMutation: () => true,
      destroy: () => this.refreshers.delete(show),
    };
  }
}

/**
 * Live numbers in the text, each one element with one word: the browser walks all of them for every letter typed near,
 * so that a hundred of them are felt.
 */
export const LiveNumbers = Extension.create({
  name: 'liveNumbers',
  addProseMirrorPlugins() {
    const numbers = new NumberViews();
    return [
      new Plugin<LiveResults | null>({
        key,
        state: {
          init: () => null,
          apply: (transaction, before) => (transaction.getMeta(liveResultsMeta) as LiveResults | undefined) ?? before,
        },
        props: { nodeViews: { number: (node, view) => numbers.view(node, view) } },
        view: () => {
          i18next.on('languageChanged', numbers.refresh);
          return {
            update: (view, before) => {
              if (key.getState(view.state) !== key.getState(before)) numbers.refresh();
            },
            destroy: () => i18next.off('languageChanged', numbers.refresh),
          };
        },
      }),
    ];
  },
});
