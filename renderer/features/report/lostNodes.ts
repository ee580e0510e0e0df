import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { toldText } from '../../../shared/report/document.ts';
import { findingOrigin } from './findingCommands.ts';
import { type LiveResults, liveNode } from './liveResults.ts';

/** Kinds of nodes that are references to results. */
const references = ['finding', 'number', 'resultTable', 'figure'] as const;
type ReferenceKind = (typeof references)[number];

/** A reference the results of today do not answer: an export stops at it. */
export interface LostNode {
  readonly kind: ReferenceKind;
  readonly position: number;
  readonly size: number;
  /** Title of the analysis it asks. */
  readonly analysis: string;
  /** The heading it stands under; empty before the first. */
  readonly section: string;
  /** Why there is no result for it. */
  readonly reason: string;
  /** A sentence as it read when it was put in; empty where that is not known, and for all else. */
  readonly told: string;
}

type Found = Omit<LostNode, 'section'>;

/** Parts of the document are never changed in place: what was found in one holds as long as the results do. */
const known = new WeakMap<Node, { readonly live: LiveResults; readonly found: readonly Found[] }>();

const isReference = (name: string): name is ReferenceKind => (references as readonly string[]).includes(name);

/** Positions are from the part's own beginning. */
function lostIn(part: Node, live: LiveResults): readonly Found[] {
  const before = known.get(part);
  if (before?.live === live) return before.found;
  const found: Found[] = [];
  const look = (node: Node, position: number): boolean => {
    const { name } = node.type;
    if (!isReference(name)) return !node.isLeaf;
    const { state, reason } = liveNode(name, node.attrs as JsonObject, live);
    if (state !== 'lost') return false;
    const analysis = findAnalysis((node.attrs['request'] as AnalysisRequest | null)?.analysis ?? '');
    found.push({
      kind: name,
      position,
      size: node.nodeSize,
      analysis: analysis ? inLocale(analysis.title, live.locale) : '',
      reason: reason ? inLocale(reason, live.locale) : '',
      told: name === 'finding' ? toldText(findingOrigin(node.attrs).told ?? []) : '',
    });
    return false;
  };
  if (look(part, 0)) part.descendants((node, position) => look(node, position + 1));
  known.set(part, { live, found });
  return found;
}

/** Every reference into nothing, in reading order. */
export function lostNodes(document: Node, live: LiveResults): readonly LostNode[] {
  const lost: LostNode[] = [];
  let section = '';
  document.forEach((part, offset) => {
    if (part.type.name === 'heading') section = part.textContent;
    for (const one of lostIn(part, live)) lost.push({ ...one, position: offset + one.position, section });
  });
  return lost;
}

/** Takes references out of the document, the last first; one step to undo. */
export function removeNodes(editor: Editor, nodes: readonly Pick<LostNode, 'position' | 'size'>[]): boolean {
  const { tr } = editor.state;
  for (const { position, size } of nodes.toSorted((a, b) => b.position - a.position))
    tr.delete(position, position + size);
  editor.view.dispatch(tr);
  return nodes.length > 0;
}
