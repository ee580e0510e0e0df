import type { JsonObject } from '../analyses/types.ts';
import type { StoredReport } from '../model/project.ts';
import type { Locale } from '../model/text.ts';
import type { HeadingKind, HeadingLevel } from './document.ts';
import { HeadingCounter } from './numbering.ts';

/** A heading of the stored report and what stands under it, up to the next heading of any level. */
export interface Chapter {
  readonly label: string;
  readonly text: string;
  readonly level: HeadingLevel;
  /** Place in the document's content at which something comes to stand last under the heading. */
  readonly end: number;
}

const textOf = (node: JsonObject): string =>
  typeof node['text'] === 'string'
    ? node['text']
    : Array.isArray(node['content'])
      ? (node['content'] as readonly JsonObject[]).map(textOf).join('')
      : '';

/** Where the part of a document under the heading at `heading` ends: before the next heading, and the page break that belongs to that. */
export function chapterEnd(types: readonly string[], heading: number): number {
  const next = types.findIndex((type, place) => place > heading && type === 'heading');
  const end = next < 0 ? types.length : next;
  return next > heading + 1 && types[next - 1] === 'pageBreak' ? end - 1 : end;
}

/** The headings of a stored report in order, with the numbers they have. */
export function chaptersOf(document: StoredReport['document'], locale: Locale): readonly Chapter[] {
  const content = Array.isArray(document['content']) ? (document['content'] as readonly JsonObject[]) : [];
  const types = content.map((node) => String(node['type']));
  const counter = new HeadingCounter(locale);
  return content.flatMap((node, place): readonly Chapter[] => {
    if (types[place] !== 'heading') return [];
    const { level = 1, kind = 'section' } = (node['attrs'] ?? {}) as { level?: HeadingLevel; kind?: HeadingKind };
    return [{ label: counter.next(level, kind), text: textOf(node), level, end: chapterEnd(types, place) }];
  });
}
