import type { Node } from '@tiptap/pm/model';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import type { HeadingKind, HeadingLevel } from '../../../shared/report/document.ts';
import { HeadingCounter } from '../../../shared/report/numbering.ts';
import { runsText } from '../../../shared/report/textRuns.ts';
import { type LiveResults, liveNode } from './liveResults.ts';

/** What is shown of a heading. It stays the same while text is typed above it, so that nothing is drawn again for a letter. */
export interface OutlineEntry {
  readonly level: HeadingLevel;
  readonly label: string;
  readonly text: string;
}

/** A live number in a heading as it is shown today; '…' until its result is there. */
function numberText(node: Node, live: LiveResults): string {
  if (node.type.name !== 'number') return '';
  const [shown] = liveNode('number', node.attrs as JsonObject, live).nodes;
  return shown?.type === 'paragraph' ? runsText(shown.runs) : '…';
}

/** The headings of the document with the numbers they will have, and the live numbers in them. */
export function outlineOf(document: Node, live: LiveResults): readonly OutlineEntry[] {
  const counter = new HeadingCounter(live.locale);
  const entries: OutlineEntry[] = [];
  document.forEach((node) => {
    if (node.type.name !== 'heading') return;
    const level = node.attrs['level'] as HeadingLevel;
    const text = node.textBetween(0, node.content.size, '', (leaf) => numberText(leaf, live));
    entries.push({ level, label: counter.next(level, node.attrs['kind'] as HeadingKind), text });
  });
  return entries;
}

/** Where the headings stand in the editor's document, in the order of the outline. */
export function headingPositions(document: Node): readonly number[] {
  const positions: number[] = [];
  document.forEach((node, position) => {
    if (node.type.name === 'heading') positions.push(position);
  });
  return positions;
}
