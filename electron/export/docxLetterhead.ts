import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { machineBookmark } from '../../shared/report/wordMarks.ts';
import { InputError } from '../../shared/model/errors.ts';
import { attributeOf, partNumbers } from './letterheadParts.ts';
import { onLetterheadPages } from './letterheadSections.ts';
import { mappedStyles } from './letterheadStyles.ts';
import { xmlText } from './xmlOut.ts';

/** A Word file read under limits. Places are bytes in word/document.xml. */
export interface Letterhead {
  readonly parts: ReadonlyMap<string, Uint8Array>;
  /** Paragraphs, tables and controls directly in the body; section: the last sectPr, null without one. */
  readonly blocks: readonly {
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly blank: boolean;
  }[];
  readonly section: { readonly start: number; readonly end: number } | null;
  readonly bodyEnd: number;
}

/** What placeholders of the letterhead become: {{标题}} {{title}}, {{副标题}} {{subtitle}}, {{日期}} {{date}}. */
export interface LetterheadFill {
  readonly title: string;
  readonly subtitle: string;
  readonly date: string;
}

type Texts = Map<string, string>;
const documentPath = 'word/document.xml';
const relationsPath = 'word/_rels/document.xml.rels';
const typesPath = '[Content_Types].xml';
const transitional = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const bodyMark = /^\s*\{\{\s*(?:正文|报告正文|body|report)\s*\}\}\s*$/i;
const placeholders: readonly (readonly [RegExp, keyof LetterheadFill])[] = [
  [/\{\{\s*(?:标题|报告标题|title)\s*\}\}/gi, 'title'],
  [/\{\{\s*(?:副标题|subtitle)\s*\}\}/gi, 'subtitle'],
  [/\{\{\s*(?:日期|date)\s*\}\}/gi, 'date'],
];
const anyPlaceholder = /\{\{[^{}]{1,40}\}\}/;

/** Places in our own ids from which on nothing of the letterhead's can stand. */
const bookmarkOffset = 500_000;
const drawingOffset = 100_000;

/** A paragraph's placeholders filled, also where Word has split them over runs: their text then moves into the first run. */
function filled(xml: string, fill: LetterheadFill): string {
  return xml.replace(/<w:p[ >][\s\S]*?<\/w:p>/g, (paragraph) => {
    const pieces = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)];
    const joined = pieces.map((piece) => piece[1]!).join('');
    if (!anyPlaceholder.test(joined)) return paragraph;
    const text = placeholders.reduce((sofar, [sign, key]) => sofar.replace(sign, () => xmlText(fill[key])), joined);
    if (text === joined) return paragraph;
    let first = true;
    return paragraph.replace(/<w:t(?: [^>]*)?>[^<]*<\/w:t>/g, () => {
      const own = first ? `<w:t xml:space="preserve">${text}</w:t>` : '<w:t></w:t>';
      first = false;
      return own;
    });
  });
}

const dangerous =
  /(?:^|\/)(?:vbaProject|vbaData|activeX|oleObject)|\.(?:bin|exe|dll|docm|dotm)$|\/(?:activeX|afchunk)/i;
const dangerousField = /\b(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|MACROBUTTON)\b/;

/** @throws InputError 'report.letterheadActive' when the file brings macros, embedded programs or addresses that are fetched on opening */
function refuseActive(parts: ReadonlyMap<string, Uint8Array>): void {
  for (const [name, bytes] of parts) {
    if (dangerous.test(name)) throw new InputError('report.letterheadActive', { what: name });
    if (name.endsWith('.rels'))
      for (const [tag] of strFromU8(bytes).matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
        const type = attributeOf(tag, 'Type').split('/').at(-1)!;
        if (attributeOf(tag, 'TargetMode') === 'External' && type !== 'hyperlink' && type !== 'attachedTemplate')
          throw new InputError('report.letterheadActive', { what: type });
        if (['aFChunk', 'oleObject', 'package', 'control', 'subDocument', 'vbaProject'].includes(type))
          throw new InputError('report.letterheadActive', { what: type });
      }
    else if (name.endsWith('.xml')) {
      const field = [...strFromU8(bytes).matchAll(/<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"/g)]
        .map((match) => match[1] ?? match[2] ?? '')
        .find((text) => dangerousField.test(text));
      if (field !== undefined) throw new InputError('report.letterheadActive', { what: field.trim().slice(0, 40) });
    }
  }
}

/** The template on another machine that Word would look for on opening is not asked for. */
function withoutTemplateLink(texts: Texts): void {
  const relations = texts.get('word/_rels/settings.xml.rels');
  if (relations === undefined) return;
  texts.set(
    'word/_rels/settings.xml.rels',
    relations.replace(/<(?:\w+:)?Relationship\b[^>]*attachedTemplate[^>]*\/>/g, ''),
  );
  const settings = texts.get('word/settings.xml');
  if (settings !== undefined) texts.set('word/settings.xml', settings.replace(/<w:attachedTemplate\b[^>]*\/>/g, ''));
}

/** Root tag with the prefixes that the other root declares and this one does not. */
function widenedRoot(xml: string, other: string): string {
  const rootOf = (text: string): string => /<w:document\b[^>]*>/.exec(text)?.[0] ?? '';
  const root = rootOf(xml);
  const known = new Map([...root.matchAll(/xmlns:(\w+)="([^"]*)"/g)].map((one) => [one[1]!, one[2]!]));
  if (known.get('w') !== transitional) throw new InputError('report.letterheadStrict');
  const extra: string[] = [];
  for (const [, prefix, uri] of rootOf(other).matchAll(/xmlns:(\w+)="([^"]*)"/g)) {
    if (!known.has(prefix!)) extra.push(`xmlns:${prefix}="${uri}"`);
    else if (known.get(prefix!) !== uri) throw new InputError('report.letterheadStrict');
  }
  const ignorable = new Set(
    [root, rootOf(other)].flatMap((tag) =>
      attributeOf(tag, 'mc:Ignorable')
        .split(' ')
        .filter((one) => one !== ''),
    ),
  );
  const plain = root.replace(/ mc:Ignorable="[^"]*"/, '').replace(/>$/, '');
  const tag = `${plain}${extra.map((one) => ` ${one}`).join('')}${ignorable.size > 0 ? ` mc:Ignorable="${[...ignorable].join(' ')}"` : ''}>`;
  return xml.replace(root, () => tag);
}

const twipsToEmu = 635;

/** Tables and pictures made narrower where they are wider than the letterhead's margins leave. @param room  in twips */
function fitted(body: string, room: number): string {
  if (room <= 0) return body;
  const less = (value: string, share: number): string => String(Math.floor(Number(value) * share));
  const tables = body.replace(/<w:tbl>[\s\S]*?<\/w:tbl>/g, (table) => {
    const width = Number(/<w:tblW\b[^>]*?w:w="(\d+)"/.exec(table)?.[1] ?? 0);
    if (width <= room) return table;
    return table.replace(
      /(<w:(?:tblW|tcW|gridCol)\b[^>]*?w:w=")(\d+)(")/g,
      (_, a: string, n: string, z: string) => a + less(n, room / width) + z,
    );
  });
  return tables.replace(/<w:drawing>[\s\S]*?<\/w:drawing>/g, (drawing) => {
    const width = Number(/<wp:extent\b[^>]*?cx="(\d+)"/.exec(drawing)?.[1] ?? 0) / twipsToEmu;
    if (width <= room) return drawing;
    return drawing.replace(
      /(<(?:wp:extent|a:ext)\b[^>]*?cx=")(\d+)(" cy=")(\d+)(")/g,
      (_, a: string, x: string, b: string, y: string, z: string) =>
        a + less(x, room / width) + b + less(y, room / width) + z,
    );
  });
}

/** Title, subtitles and the page break after them at the beginning of our body. */
function withoutOwnCover(body: string): string {
  let at = 0;
  for (const match of body.matchAll(/<w:p>(?:(?!<\/w:p>)[\s\S])*<\/w:p>/g)) {
    if (match.index !== at) break;
    const cover = /<w:pStyle w:val="(?:Title|CompactTitle|Subtitle|CompactSubtitle)"\/>/.test(match[0]);
    const pageBreak = match[0].includes('<w:br w:type="page"/>');
    if (!cover && !pageBreak) break;
    at += match[0].length;
    if (pageBreak) break;
  }
  return body.slice(at);
}

/** The letterhead's own words in a bookmark that says they are none of the report's. The number is beyond those of the report's own marks. */
const apart = (xml: string, number: number): string =>
  xml === ''
    ? ''
    : `<w:bookmarkStart w:id="${2 * bookmarkOffset + number}" w:name="${machineBookmark(bookmarkOffset + number)}"/>${xml}<w:bookmarkEnd w:id="${2 * bookmarkOffset + number}"/>`;

const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';

/**
 * The report's Word file on the user's own letterhead: its styles, page, headers, footers and cover stay; the report's body stands where
 * {{正文}} or {{body}} is, or after everything else. Styles are taken by their names in Word, so that "heading 1" is the letterhead's; those
 * it does not have come from the report. Tables and pictures are made to fit between its margins; wide tables stand on its page turned on
 * its side.
 *
 * @param docx  the finished report
 * @throws InputError 'report.letterheadActive', 'report.letterheadStrict'
 */
export function putOnLetterhead(docx: Uint8Array, letterhead: Letterhead, fill: LetterheadFill): Uint8Array {
  refuseActive(letterhead.parts);
  const ours = unzipSync(docx);
  const own: Texts = new Map(
    Object.entries(ours).flatMap(([name, bytes]) => (/\.(?:xml|rels)$/.test(name) ? [[name, strFromU8(bytes)]] : [])),
  );
  const texts: Texts = new Map();
  const binary = new Map<string, Uint8Array>();
  for (const [name, bytes] of letterhead.parts)
    if (/\.(?:xml|rels)$/i.test(name)) texts.set(name, strFromU8(bytes));
    else binary.set(name, bytes);
  withoutTemplateLink(texts);

  const source = own.get(documentPath)!;
  const bodyStart = source.indexOf('<w:body>') + '<w:body>'.length;
  const bodyEnd = source.lastIndexOf('<w:sectPr');
  const last = source.slice(bodyEnd, source.indexOf('</w:sectPr>', bodyEnd));
  let body = source.slice(bodyStart, bodyEnd);

  const bytes = letterhead.parts.get(documentPath)!;
  const slice = (from: number, to: number): string => strFromU8(bytes.subarray(from, to));
  const mark = letterhead.blocks.findIndex((block) => bodyMark.test(block.text));
  const before = mark < 0 ? letterhead.blocks : letterhead.blocks.slice(0, mark);
  const hasCover = before.some((block) => !block.blank);
  const contentEnd = letterhead.section?.start ?? letterhead.bodyEnd;
  const from = mark >= 0 ? letterhead.blocks[mark]!.start : hasCover ? contentEnd : (before[0]?.start ?? contentEnd);
  const to = mark >= 0 ? letterhead.blocks[mark]!.end : contentEnd;
  // The section a place stands in is the next one that ends.
  const behind = slice(to, contentEnd);
  const finalSection = letterhead.section ? slice(letterhead.section.start, letterhead.section.end) : '';
  const innerSection = /<w:sectPr\b[\s\S]*?<\/w:sectPr>/.exec(behind)?.[0];
  const after = letterhead.blocks.filter((block) => block.start >= to);
  if (hasCover) body = withoutOwnCover(body);
  if (hasCover && mark < 0) body = pageBreak + body;

  const styles = mappedStyles(own.get('word/styles.xml')!, texts.get('word/styles.xml') ?? '', body);
  texts.set('word/styles.xml', styles.xml);
  const numbers = partNumbers({ own, texts, binary, ours, styleOf: styles.idOf });
  const placed = onLetterheadPages(
    numbers.body(styles.body),
    { last, section: innerSection ?? finalSection, ends: after.every((block) => block.blank) && !innerSection },
    fitted,
  );
  body = placed.body
    .replace(
      /(<w:bookmark(?:Start|End)\b[^>]*?w:id=")(\d+)"/g,
      (_, a: string, id: string) => `${a}${Number(id) + bookmarkOffset}"`,
    )
    .replace(/(<wp:docPr\b[^>]*?\bid=")(\d+)"/g, (_, a: string, id: string) => `${a}${Number(id) + drawingOffset}"`);

  const first = letterhead.blocks[0]?.start ?? contentEnd;
  const around = [
    slice(0, Math.min(first, from)),
    apart(filled(slice(Math.min(first, from), from), fill), 0),
    body,
    apart(filled(innerSection ? behind.replace(innerSection, () => placed.section) : behind, fill), 1),
    innerSection || !letterhead.section
      ? slice(contentEnd, bytes.length)
      : `${slice(contentEnd, letterhead.section.start)}${placed.section}${slice(letterhead.section.end, bytes.length)}`,
  ];
  const document = widenedRoot(around.join(''), source);
  texts.set(documentPath, document);
  for (const [name, xml] of texts)
    if (/^word\/(?:header|footer)\d*\.xml$/.test(name)) texts.set(name, filled(xml, fill));
  const core = own.get('docProps/core.xml');
  if (core !== undefined && texts.has('docProps/core.xml')) texts.set('docProps/core.xml', core);
  texts.set(relationsPath, numbers.relations());
  texts.set(typesPath, numbers.types());
  return zipSync({
    ...Object.fromEntries([...texts].map(([name, xml]) => [name, strToU8(xml)])),
    ...Object.fromEntries(binary),
  });
}
