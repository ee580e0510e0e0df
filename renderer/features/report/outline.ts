import type { Node } from '@tiptap/pm/model';
import type { Locale } from '../../../shared/model/text.ts';
import type { HeadingKind, HeadingLevel } from '../../../shared/report/document.ts';
import { HeadingCounter } from '../../../shared/report/numbering.ts';

/** What is shown of a heading. It stays the same while text is typed above it, so that nothing is drawn again for a letter. */
export interface OutlineEntry {
  readonly level: HeadingLevel;
  readonly label: string;
  readonly text: string;
}

/** The headings of the document with the numbers they will have. */
export function outlineOf(document: Node, locale: Locale): readonly OutlineEntry[] {
  const counter = new HeadingCounter(locale);
  const entries: OutlineEntry[] = [];
  document.forEach((node) => {
    if (node.type.name !== 'heading') return;
    const level = node.attrs['level'] as HeadingLevel;
    entries.push({ level, label: counter.next(level, node.attrs['kind'] as HeadingKind), text: node.textContent });
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
