import type { IXmlableObject, PageNumberEstimator } from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';

/** Widths of U+0020 to U+007E in thousandths of an em, as Arial and the faces made as wide have them. */
const arial = {
  regular: [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
  ],
  bold: [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
  ],
} as const;
const firstKnown = 0x20;
/** From here on (CJK symbols, ideographs, full-width forms) a character is as wide as it is high. */
const firstSquare = 0x2e80;
/** Between the two, as an average letter. */
const averageWidth = 556;

/** Width of a text in points, in a report's faces: Arial for Latin letters, square characters for the rest. */
export function textWidth(text: string, { size, bold }: { readonly size: number; readonly bold: boolean }): number {
  const widths = bold ? arial.bold : arial.regular;
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    sum += code >= firstSquare ? 1000 : (widths[code - firstKnown] ?? averageWidth);
  }
  return (sum * size) / 1000;
}

/** Faces as wide as Arial. */
const likeArial: ReadonlySet<string> = new Set(['arial', 'helvetica', 'liberation sans', 'arimo']);

type Attributes = { readonly _attr?: { readonly 'w:name'?: string } };

/** Names of the bookmarks in a paragraph as docx formats it. */
function bookmarksOf(paragraph: IXmlableObject): readonly string[] {
  const children: unknown = paragraph['w:p'];
  if (!Array.isArray(children)) return [];
  return children.flatMap((child: IXmlableObject) => {
    const start = child['w:bookmarkStart'] as Attributes | undefined;
    const name = start?._attr?.['w:name'];
    return name === undefined ? [] : [name];
  });
}

/**
 * Works out the pages a report's table of contents shows. docx lays the report out; the headings' numbers are known, and text is
 * measured in the report's own faces, so that the library need not read the whole body once more nor search its tables of fonts: together
 * half of its time. A Latin face of another width is measured by those tables.
 *
 * @param numbers  numbers of the headings by the name of their bookmark, '' where a heading has none
 * @param latinFont  the face of Latin letters
 */
export function reportPages(numbers: ReadonlyMap<string, string>, latinFont: string): PageNumberEstimator {
  const known = likeArial.has(latinFont.toLowerCase());
  const estimate = estimatePageNumbersWith({ guess: true, ...(known ? { measureWidth: textWidth } : {}) });
  const listNumbers: PageNumberEstimator['listNumbers'] = (body) => {
    const blocks: unknown = body['w:body'];
    if (!Array.isArray(blocks)) return new Map();
    return new Map(
      blocks.flatMap((block: IXmlableObject) => {
        const names = bookmarksOf(block);
        const text = names.map((name) => numbers.get(name)).find((number) => number !== undefined && number !== '');
        return text === undefined ? [] : names.map((name) => [name, { text, separator: 'space', width: 0 }] as const);
      }),
    );
  };
  return Object.assign(estimate.bind(null), { listNumbers });
}
