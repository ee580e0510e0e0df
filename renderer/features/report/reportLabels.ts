import type { Node } from '@tiptap/pm/model';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { HeadingKind, HeadingLevel } from '../../../shared/report/document.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { captionLabel, HeadingCounter } from '../../../shared/report/numbering.ts';
import type { LiveResults } from './liveResults.ts';

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

const keys = new WeakMap<object, string>();
/** The key of a request that a node carries; nodes keep their attributes as long as they are not changed. */
export function keyOf(request: AnalysisRequest): string {
  const known = keys.get(request);
  if (known !== undefined) return known;
  const key = requestKey(request);
  keys.set(request, key);
  return key;
}

let last: { readonly document: Node; readonly live: LiveResults; readonly targets: readonly ReferenceTarget[] } | null =
  null;

/** What is numbered in the document, as the export will number it: figures whose result cannot be had have no number. */
export function referenceTargets(document: Node, live: LiveResults): readonly ReferenceTarget[] {
  if (last?.document === document && last.live === live) return last.targets;
  const counter = new HeadingCounter(live.locale);
  const counts = { figure: 0, table: 0 };
  const targets: ReferenceTarget[] = [];
  document.descendants((node, position) => {
    const anchor = (node.attrs['anchor'] ?? null) as string | null;
    const caption = (node.attrs['caption'] ?? null) as string | null;
    const add = (kind: 'figure' | 'table', text: string): void => {
      counts[kind]++;
      targets.push({ kind, position, label: captionLabel(kind, counts[kind], live.locale), text, anchor });
    };
    switch (node.type.name) {
      case 'heading': {
        const text = node.textContent;
        const label = counter.next(node.attrs['level'] as HeadingLevel, node.attrs['kind'] as HeadingKind);
        targets.push({ kind: 'heading', position, label: label === '' ? text : label, text, anchor });
        return false;
      }
      case 'figure':
      case 'resultTable': {
        const request = node.attrs['request'] as AnalysisRequest | null;
        const outcome = request ? live.outcomes.get(keyOf(request)) : undefined;
        if (!outcome || (outcome.ok && outcome.result.status === 'ok'))
          add(node.type.name === 'figure' ? 'figure' : 'table', caption ?? '');
        return false;
      }
      case 'image':
        if (caption) add('figure', caption);
        return false;
      case 'table':
        if (caption) add('table', caption);
        return true;
      default:
        return !node.isTextblock;
    }
  });
  last = { document, live, targets };
  return targets;
}
