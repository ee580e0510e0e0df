import type { Node } from '@tiptap/pm/model';
import type { AnalysisRequest, JsonObject } from '../../../../shared/analyses/types.ts';
import type { HeadingKind, HeadingLevel } from '../../../../shared/report/document.ts';
import { captionLabel, HeadingCounter } from '../../../../shared/report/numbering.ts';
import { type LiveResults, liveNode } from '../liveResults.ts';
import { keyOf } from '../requestsIn.ts';

/** Something on the page that has a number, or could have one. */
export interface Numbered {
  readonly kind: 'heading' | 'figure' | 'table' | 'footnote';
  readonly position: number;
  readonly node: Node;
  /** "1.2", "附录 A", "图 3"; of a footnote its number alone; '' for headings without a number. */
  readonly label: string;
}

/** Something a cross reference can name. */
export interface ReferenceTarget {
  readonly kind: 'heading' | 'figure' | 'table';
  readonly position: number;
  /** "图 3", "1.2"; of a heading without a number its words. */
  readonly label: string;
  /** The heading's words or the caption. */
  readonly text: string;
  readonly anchor: string | null;
}

interface Counted {
  readonly kind: Numbered['kind'];
  /** Where it stands, counted from the beginning of its block. */
  readonly offset: number;
  readonly node: Node;
}

const nothing: readonly Counted[] = [];
/** Blocks of the editor are never changed in place: a letter typed in one leaves what was found in the others. */
const countedIn = new WeakMap<Node, readonly Counted[]>();

function kindOf({ type, attrs }: Node): Numbered['kind'] | null {
  switch (type.name) {
    case 'heading':
    case 'figure':
    case 'footnote':
      return type.name;
    case 'resultTable':
      return 'table';
    case 'image':
      return attrs['caption'] ? 'figure' : null;
    case 'table':
      return attrs['caption'] ? 'table' : null;
    default:
      return null;
  }
}

function countedOf(block: Node): readonly Counted[] {
  const known = countedIn.get(block);
  if (known) return known;
  const found: Counted[] = [];
  const take = (node: Node, offset: number): void => {
    const kind = kindOf(node);
    if (kind) found.push({ kind, offset, node });
  };
  take(block, 0);
  block.descendants((node, position) => take(node, position + 1));
  const counted = found.length === 0 ? nothing : found;
  countedIn.set(block, counted);
  return counted;
}

/** Figures and tables of results have a number when there is something to show; until their result is there it is kept for them. */
function isShown({ type, attrs }: Node, live: LiveResults): boolean {
  if (type.name !== 'figure' && type.name !== 'resultTable') return true;
  const request = attrs['request'] as AnalysisRequest | null;
  if (!request) return false;
  if (!live.outcomes.has(keyOf(request))) return true;
  return liveNode(type.name, attrs as JsonObject, live).nodes[0]?.type === type.name;
}

let last: { readonly document: Node; readonly live: LiveResults; readonly numbers: readonly Numbered[] } | null = null;

/** Everything the document numbers, in reading order, with the numbers the exported report will have. */
export function numbersIn(document: Node, live: LiveResults): readonly Numbered[] {
  if (last?.document === document && last.live === live) return last.numbers;
  const counter = new HeadingCounter(live.locale);
  const counts = { figure: 0, table: 0, footnote: 0 };
  const numbers: Numbered[] = [];
  document.forEach((block, start) => {
    for (const { kind, offset, node } of countedOf(block)) {
      if (!isShown(node, live)) continue;
      const label =
        kind === 'heading'
          ? counter.next(node.attrs['level'] as HeadingLevel, node.attrs['kind'] as HeadingKind)
          : kind === 'footnote'
            ? String(++counts.footnote)
            : captionLabel(kind, ++counts[kind], live.locale);
      numbers.push({ kind, position: start + offset, node, label });
    }
  });
  last = { document, live, numbers };
  return numbers;
}

/** The author's caption, else that of the result. */
function captionOf({ type, attrs }: Node, live: LiveResults): string {
  const own: unknown = attrs['caption'];
  if (typeof own === 'string' && own !== '') return own;
  const [shown] = type.name === 'figure' || type.name === 'resultTable' ? liveNode(type.name, attrs, live).nodes : [];
  return shown && 'caption' in shown && typeof shown.caption === 'string' ? shown.caption : '';
}

/** What can be referred to; what has no number for want of a result is not among it. */
export function referenceTargets(document: Node, live: LiveResults): readonly ReferenceTarget[] {
  return numbersIn(document, live).flatMap(({ kind, position, node, label }) => {
    if (kind === 'footnote') return [];
    const text = kind === 'heading' ? node.textContent : captionOf(node, live);
    const anchor = (node.attrs['anchor'] ?? null) as string | null;
    return [{ kind, position, label: label === '' ? text : label, text, anchor }];
  });
}
