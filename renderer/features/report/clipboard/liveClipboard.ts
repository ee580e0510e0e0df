import { Extension } from '@tiptap/core';
import { DOMSerializer, type Fragment, type Node, type Schema, type Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { JsonObject } from '../../../../shared/analyses/types.ts';
import type { TableContent } from '../../../../shared/report/resolved.ts';
import { runsText } from '../../../../shared/report/textRuns.ts';
import { cellText, tsvRows } from '../../../components/tableClipboard.ts';
import { liveNode, type LiveResults } from '../liveResults.ts';
import { referenceTargets } from '../numbering/reportNumbers.ts';

/** The whole report, by which references are numbered, and the results of the moment. */
interface Live {
  readonly document: Node;
  readonly results: LiveResults;
}

/** What a live node shows, for other programs: a text, or a table with its caption. */
interface Shown {
  readonly text: string;
  readonly table?: TableContent;
}

/** @param document  the whole report, by which references are numbered */
export function shownOf(type: string, attrs: JsonObject, document: Node, live: LiveResults): Shown {
  if (type === 'crossReference') {
    const target = referenceTargets(document, live).find(({ anchor }) => anchor === attrs['target']);
    return { text: target?.label ?? '' };
  }
  if (!['number', 'finding', 'resultTable', 'figure'].includes(type)) return { text: '' };
  const [node] = liveNode(type, attrs, live).nodes;
  if (node?.type === 'paragraph') return { text: runsText(node.runs) };
  if (node?.type === 'resultTable') return { text: node.caption, table: node.table };
  if (node?.type === 'figure') return { text: node.caption };
  return { text: node?.type === 'notice' ? node.text : '' };
}

/** The plain text of what is copied: live numbers as they are shown, tables with tabs. */
export function liveText({ content }: Slice, document: Node, live: LiveResults): string {
  return content.textBetween(0, content.size, '\n', (node) => {
    if (node.type.name === 'hardBreak') return '\n';
    const { text, table } = shownOf(node.type.name, node.attrs as JsonObject, document, live);
    if (!table) return text;
    return [text, tsvRows([table.columns.map(({ title }) => title), ...table.rows.map(({ cells }) => cells)])].join(
      '\n',
    );
  });
}

/** A three-line table as other programs take it. */
function tableElement(table: TableContent, document: Document): HTMLTableElement {
  const element = document.createElement('table');
  element.style.borderCollapse = 'collapse';
  const last = table.rows.length - 1;
  const row = (tag: 'th' | 'td', cells: readonly string[], lines: string, indent = 0): void => {
    const line = element.appendChild(document.createElement('tr'));
    cells.forEach((text, column) => {
      const cell = line.appendChild(document.createElement(tag));
      cell.textContent = column === 0 ? `${'\u3000'.repeat(indent)}${text}` : cellText(text);
      cell.style.cssText = `text-align:${table.columns[column]?.align ?? 'left'};padding:2pt 6pt;${lines}`;
    });
  };
  row(
    'th',
    table.columns.map(({ title }) => title),
    'border-top:1.5pt solid black;border-bottom:.75pt solid black',
  );
  table.rows.forEach(({ cells, depth }, place) =>
    row('td', cells, place === last ? 'border-bottom:1.5pt solid black' : '', depth),
  );
  return element;
}

/**
 * What is copied, for other programs: live nodes carry what they show now, with what a report keeps back kept back. Pasted into a report
 * they are live again, whatever they showed.
 */
class LiveSerializer extends DOMSerializer {
  private readonly live: () => Live;

  constructor(schema: Schema, live: () => Live) {
    super(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema));
    this.live = live;
  }

  override serializeFragment(
    fragment: Fragment,
    options: { document?: Document } = {},
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const whole = super.serializeFragment(fragment, options, target);
    if (target !== undefined) return whole;
    // Live nodes in the order of the document, which is that of their elements.
    const nodes: Node[] = [];
    fragment.descendants((node) => void (node.type.spec.atom === true && node.isLeaf ? nodes.push(node) : 0));
    const elements = whole.querySelectorAll<HTMLElement>('[data-csi]');
    let next = 0;
    for (const node of nodes) {
      const element = elements[next];
      if (element?.dataset['csi'] !== node.type.name) continue;
      this.fill(element, node);
      next++;
    }
    return whole;
  }

  private fill(element: HTMLElement, node: Node): void {
    const { document, results } = this.live();
    const { text, table } = shownOf(node.type.name, node.attrs as JsonObject, document, results);
    const page = element.ownerDocument;
    if (node.isInline) {
      element.textContent = text;
      return;
    }
    element.textContent = '';
    if (text !== '') element.appendChild(page.createElement('p')).textContent = text;
    if (!table) return;
    element.append(tableElement(table, page));
    for (const note of table.notes) element.appendChild(page.createElement('p')).textContent = note;
  }
}

/** Copied and dragged words say what they showed. */
export const LiveClipboard = Extension.create({
  name: 'liveClipboard',
  // Before the text of the editor's own, which knows no numbers.
  priority: 1000,
  addProseMirrorPlugins() {
    const { editor } = this;
    const live = (): Live => ({ document: editor.state.doc, results: editor.storage.findingCommands.live });
    return [
      new Plugin({
        props: {
          clipboardSerializer: new LiveSerializer(editor.schema, live),
          clipboardTextSerializer(slice) {
            const { document, results } = live();
            return liveText(slice, document, results);
          },
        },
      }),
    ];
  },
});
