import { attributeOf } from './letterheadParts.ts';

const anySection = /<w:sectPr\b[\s\S]*?<\/w:sectPr>/g;
const isWide = (section: string): boolean => /<w:pgSz\b[^>]*w:orient="landscape"/.test(section);

/** Width between the margins in twips, as the section says; 0 where it does not. */
function textWidthOf(section: string): number {
  const page = /<w:pgSz\b[^>]*>/.exec(section)?.[0] ?? '';
  const margins = /<w:pgMar\b[^>]*>/.exec(section)?.[0] ?? '';
  const number = (tag: string, name: string): number => Number(attributeOf(tag, name));
  const width = number(page, 'w:w') - number(margins, 'w:left') - number(margins, 'w:right');
  return Number.isFinite(width) && width > 0 ? width : 0;
}

/** The same page once more: it goes on counting, and has no first page of its own. */
const goingOn = (section: string): string =>
  section
    .replace(/<w:sectPrChange\b[\s\S]*?<\/w:sectPrChange>/g, '')
    .replace(/<w:type\b[^>]*\/>/g, '')
    .replace(/<w:titlePg\b[^>]*\/>/g, '')
    .replace(/(<w:pgNumType\b[^>]*?) w:start="[^"]*"/g, '$1');

/** The page turned on its side; header, footer and margins stay. */
const turned = (section: string): string =>
  section.replace(/<w:pgSz\b[^>]*\/?>(?:<\/w:pgSz>)?/, (tag) => {
    const [width, height] = [attributeOf(tag, 'w:w'), attributeOf(tag, 'w:h')];
    return `<w:pgSz w:w="${height}" w:h="${width}" w:orient="landscape"/>`;
  });

/** Everything on one page: sections of the report's own are given up. */
const oneSection = (body: string): string => body.replace(anySection, '');

/** A page on which a wide table could stand beside upright ones: it says its size, and is upright. */
function isUpright(section: string): boolean {
  const page = /<w:pgSz\b[^>]*>/.exec(section)?.[0] ?? '';
  return textWidthOf(section) > 0 && Number(attributeOf(page, 'w:h')) > Number(attributeOf(page, 'w:w'));
}

interface Part {
  readonly xml: string;
  /** The sectPr that closes it. */
  readonly own: string;
}

/** The body cut behind the paragraphs that close a section. */
function partsOf(body: string, last: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of body.matchAll(anySection)) {
    const end = body.indexOf('</w:p>', match.index) + '</w:p>'.length;
    parts.push({ xml: body.slice(from, end), own: match[0] });
    from = end;
  }
  return [...parts, { xml: body.slice(from), own: last }];
}

export interface PlacedBody {
  readonly body: string;
  /** Takes the place of the letterhead's section that the body stands in. */
  readonly section: string;
}

/**
 * The report's body with the letterhead's pages: upright ones as the letterhead has them, those of wide tables turned on their side, all
 * with its headers and footers. Where the letterhead says no page, or has it on its side already, everything stands on that one.
 *
 * @param body     with sectPr's of the report's own, but for the last
 * @param last     the report's last sectPr
 * @param section  the letterhead's sectPr that the body stands in, '' without one
 * @param ends     nothing of the letterhead's stands behind the body in that section
 * @param fit      what makes a stretch of the body fit between margins this many twips apart
 */
export function onLetterheadPages(
  body: string,
  { last, section, ends }: { readonly last: string; readonly section: string; readonly ends: boolean },
  fit: (part: string, room: number) => string,
): PlacedBody {
  const parts = partsOf(body, last);
  if (!parts.some(({ own }) => isWide(own)) || !isUpright(section))
    return { body: fit(oneSection(body), textWidthOf(section)), section };
  const upright = goingOn(section);
  const wide = turned(upright);
  const placed = parts.map(({ xml, own }, place) => {
    const page = isWide(own) ? wide : upright;
    // The first section begins where the letterhead's began, with its first page and numbers.
    const closing = place === 0 && page === upright ? section : page;
    const fitted = fit(
      xml.replace(anySection, () => closing),
      textWidthOf(page),
    );
    const staysOpen = place < parts.length - 1 || ends || page === upright;
    return staysOpen ? fitted : `${fitted}<w:p><w:pPr>${closing}</w:pPr></w:p>`;
  });
  return { body: placed.join(''), section: ends && isWide(last) ? wide : upright };
}
