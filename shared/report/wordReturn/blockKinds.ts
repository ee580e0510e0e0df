import type { JsonObject } from '../../analyses/types.ts';
import type { Bilingual } from '../../model/text.ts';
import { attrsOf, contentOf } from './storedTree.ts';
import type { WordParagraph } from './wordText.ts';

export const ownParagraph = (content: readonly JsonObject[]): JsonObject => ({
  type: 'paragraph',
  attrs: { origin: null },
  content,
});
export const ownHeading = (level: number, content: readonly JsonObject[]): JsonObject => ({
  type: 'heading',
  attrs: { level, kind: 'section' },
  content,
});

export const joinedDetails = (parts: readonly (Bilingual | null)[]): Bilingual | null => {
  const told = parts.filter((part) => part !== null);
  return told.length === 0
    ? null
    : { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') };
};

/** What became of the kind of a block: another level, a paragraph, an item. */
export function kindChange(source: JsonObject, { heading, list, cell }: WordParagraph): Bilingual | null {
  const type = source['type'];
  if (cell || (type !== 'heading' && type !== 'paragraph' && type !== 'finding')) return null;
  const level = type === 'heading' ? attrsOf(source)['level'] : null;
  if (heading !== null)
    return heading === level ? null : { zh: `改为 ${heading} 级标题`, en: `now a heading of level ${heading}` };
  if (list !== null)
    return {
      zh: list.ordered ? '改为编号项' : '改为列表项',
      en: list.ordered ? 'now a numbered item' : 'now a list item',
    };
  return type === 'heading' ? { zh: '标题改为正文', en: 'heading became text' } : null;
}

/** The node with its new words, as the kind of block it is in Word. */
export function asInWord(node: JsonObject, { heading, list }: WordParagraph, changed: boolean): JsonObject {
  if (!changed) return node;
  const content = contentOf(node);
  if (heading !== null)
    return node['type'] === 'heading'
      ? { ...node, attrs: { ...attrsOf(node), level: heading } }
      : ownHeading(heading, content);
  const paragraph = node['type'] === 'heading' ? ownParagraph(content) : node;
  if (list === null) return paragraph;
  return {
    type: list.ordered ? 'orderedList' : 'bulletList',
    ...(list.ordered ? { attrs: { start: 1 } } : {}),
    content: [{ type: 'listItem', content: [paragraph] }],
  };
}
