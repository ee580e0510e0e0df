import { InputError } from '../../../shared/model/errors.ts';
import { readOfficeParts } from './officeParts.ts';
import { childOf, readXmlTree, wordTextOf, type XmlElement } from './xmlTree.ts';

export interface LetterheadFile {
  readonly parts: ReadonlyMap<string, Uint8Array>;
  readonly blocks: readonly {
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly blank: boolean;
  }[];
  readonly section: { readonly start: number; readonly end: number } | null;
  readonly bodyEnd: number;
}

const shows = new Set(['drawing', 'pict', 'object', 'tbl', 'sectPr', 'br', 'instrText', 'fldSimple']);
const blank = (element: XmlElement): boolean =>
  wordTextOf(element).trim() === '' && !shows.has(element.name) && element.children.every(blank);

/**
 * A Word file to be used as a letterhead: its parts, and where the blocks of its body stand in word/document.xml.
 * @throws InputError as readOfficeParts
 */
export async function readLetterhead(file: Uint8Array): Promise<LetterheadFile> {
  const parts = await readOfficeParts(file);
  const document = parts.get('word/document.xml')!;
  const body = childOf(readXmlTree(document, 'word/document.xml'), 'body');
  if (!body) throw new InputError('report.wordFile');
  const last = body.children.at(-1);
  const section = last?.name === 'sectPr' ? last : null;
  const blocks = body.children
    .filter((element) => element !== section)
    .map((element) => ({
      start: element.start,
      end: element.end,
      text: wordTextOf(element),
      blank: blank(element),
    }));
  // The closing tag of the body begins after its last child.
  const bodyEnd = last ? last.end : body.end - '</w:body>'.length;
  return { parts, blocks, section: section ? { start: section.start, end: section.end } : null, bodyEnd };
}
