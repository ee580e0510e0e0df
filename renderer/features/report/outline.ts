import type { Node } from '@tiptap/pm/model';
import type { Locale } from '../../../shared/model/text.ts';
import type { HeadingKind, HeadingLevel } from '../../../shared/report/document.ts';
import { HeadingCounter } from '../../../shared/report/resolve.ts';

export interface OutlineEntry {
  /** Place of the heading in the editor's document. */
  readonly position: number;
  readonly level: HeadingLevel;
  readonly label: string;
  readonly text: string;
}

/** The headings of the document with the numbers they will have. */
export function outlineOf(document: Node, locale: Locale): readonly OutlineEntry[] {
  const counter = new HeadingCounter(locale);
  const entries: OutlineEntry[] = [];
  document.forEach((node, position) => {
    if (node.type.name !== 'heading') return;
    const level = node.attrs['level'] as HeadingLevel;
    entries.push({
      position,
      level,
      label: counter.next(level, node.attrs['kind'] as HeadingKind),
      text: node.textContent,
    });
  });
  return entries;
}
