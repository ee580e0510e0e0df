import { linkAddress } from '../../../shared/report/linkAddress.ts';
import type { WordRemark } from '../../../shared/report/wordReturn/wordText.ts';
import { childOf, childrenOf, readXmlTree, wordTextOf, type XmlElement } from './xmlTree.ts';

type Parts = ReadonlyMap<string, Uint8Array>;
const rootOf = (parts: Parts, name: string): XmlElement | undefined => {
  const bytes = parts.get(name);
  return bytes && bytes.length > 0 ? readXmlTree(bytes, name) : undefined;
};
const valueOf = (element: XmlElement | undefined, name: string): string =>
  childOf(element, name)?.attributes.get('val') ?? '';

/** What the other parts of a Word file say about its body. */
export interface WordParts {
  /** Texts of footnotes by id. */
  readonly notes: ReadonlyMap<string, string>;
  readonly remarks: readonly WordRemark[];
  /** Addresses outside the file by relation. */
  readonly links: ReadonlyMap<string, string>;
  /** Level of the heading a paragraph style is, by the style's id. */
  headingOf(style: string): 1 | 2 | 3 | null;
  /** Looks that a character style gives. */
  looksOf(style: string): { readonly bold: boolean; readonly italic: boolean };
  /** Numbering that a paragraph style brings along: list and level. */
  listOf(style: string): { readonly id: string; readonly level: number } | null;
  /** Are the items of this list numbered? null = there is no such list. */
  isOrdered(list: string, level: number): boolean | null;
}

/** Styles based on one another, at most so deep. */
const deepest = 12;

function numberings(root: XmlElement | undefined): (list: string, level: number) => boolean | null {
  const formats = new Map<string, ReadonlyMap<string, string>>();
  for (const one of childrenOf(root, 'abstractNum')) {
    const levels = childrenOf(one, 'lvl').map((level): [string, string] => [
      level.attributes.get('ilvl') ?? '0',
      valueOf(level, 'numFmt'),
    ]);
    formats.set(one.attributes.get('abstractNumId') ?? '', new Map(levels));
  }
  const lists = new Map(
    childrenOf(root, 'num').map((one): [string, string] => [
      one.attributes.get('numId') ?? '',
      valueOf(one, 'abstractNumId'),
    ]),
  );
  return (list, level) => {
    const format = formats.get(lists.get(list) ?? '')?.get(String(level));
    return format === undefined || format === 'none' ? null : format !== 'bullet';
  };
}

export const isOn = (element: XmlElement | undefined): boolean =>
  element !== undefined && !['0', 'false', 'none', 'off'].includes(element.attributes.get('val') ?? '1');

const headingName = /^(?:heading|标题)\s*([1-3])$/i;

export function readWordParts(parts: Parts): WordParts {
  const notes = new Map<string, string>();
  for (const note of childrenOf(rootOf(parts, 'word/footnotes.xml'), 'footnote'))
    if (note.attributes.get('type') === undefined) notes.set(note.attributes.get('id') ?? '', wordTextOf(note).trim());

  const remarks = childrenOf(rootOf(parts, 'word/comments.xml'), 'comment').map(
    (one): WordRemark => ({
      id: one.attributes.get('id') ?? '',
      author: one.attributes.get('author') ?? '',
      at: one.attributes.get('date') ?? '',
      text: childrenOf(one, 'p')
        .map((paragraph) => wordTextOf(paragraph))
        .join('\n')
        .trim(),
    }),
  );

  const links = new Map<string, string>();
  for (const relation of childrenOf(rootOf(parts, 'word/_rels/document.xml.rels'), 'Relationship')) {
    if (relation.attributes.get('TargetMode') !== 'External') continue;
    const address = linkAddress(relation.attributes.get('Target'));
    if (address !== null) links.set(relation.attributes.get('Id') ?? '', address);
  }

  const styles = new Map(
    childrenOf(rootOf(parts, 'word/styles.xml'), 'style').map((style): [string, XmlElement] => [
      style.attributes.get('styleId') ?? '',
      style,
    ]),
  );
  const along = <T>(first: string, find: (style: XmlElement, id: string) => T | null): T | null => {
    let id = first;
    for (let depth = 0; depth < deepest && id !== ''; depth++) {
      const style = styles.get(id);
      if (!style) return null;
      const found = find(style, id);
      if (found !== null) return found;
      id = valueOf(style, 'basedOn');
    }
    return null;
  };
  const level = (text: string): 1 | 2 | 3 | null => {
    const found = headingName.exec(text)?.[1];
    return found === '1' ? 1 : found === '2' ? 2 : found === '3' ? 3 : null;
  };
  return {
    notes,
    remarks,
    links,
    headingOf: (style) => along(style, (one, id) => level(valueOf(one, 'name')) ?? level(id)) ?? level(style),
    looksOf: (style) => ({
      bold:
        along(style, (one) => (childOf(childOf(one, 'rPr'), 'b') ? isOn(childOf(childOf(one, 'rPr'), 'b')) : null)) ??
        false,
      italic:
        along(style, (one) => (childOf(childOf(one, 'rPr'), 'i') ? isOn(childOf(childOf(one, 'rPr'), 'i')) : null)) ??
        false,
    }),
    listOf: (style) =>
      along(style, (one) => {
        const numbering = childOf(childOf(one, 'pPr'), 'numPr');
        const id = valueOf(numbering, 'numId');
        return id === '' ? null : { id, level: Number(valueOf(numbering, 'ilvl')) || 0 };
      }),
    isOrdered: numberings(rootOf(parts, 'word/numbering.xml')),
  };
}
