import { InputError } from '../../../shared/model/errors.ts';
import type { WordOrigin } from '../../../shared/report/wordOrigin.ts';
import { readWordMark, type WordMark } from '../../../shared/report/wordMarks.ts';
import type { WordCell, WordParagraph, WordPiece, WordRemark } from '../../../shared/report/wordReturn/wordText.ts';
import { readOfficeParts } from './officeParts.ts';
import { fieldAddress, hyperlinkAddress } from './wordLinks.ts';
import { isOn, readWordParts, type WordParts } from './wordParts.ts';
import { childOf, readXmlTree, type XmlElement } from './xmlTree.ts';

/** A report as it came back from Word. */
export interface WordReport {
  readonly origin: WordOrigin;
  readonly paragraphs: readonly WordParagraph[];
  /** Remarks in the file, whoever made them. */
  readonly remarks: readonly WordRemark[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readOrigin(parts: ReadonlyMap<string, Uint8Array>): WordOrigin {
  for (const [name, bytes] of parts) {
    if (!/^customXml\/[^/]*item\d*\.xml$/i.test(name) || bytes.length === 0) continue;
    const root = readXmlTree(bytes, name);
    if (root.name !== 'reportOrigin') continue;
    const value = parsed(root.text);
    if (isOrigin(value)) return value;
  }
  throw new InputError('report.wordNoOrigin');
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isOrigin(value: unknown): value is WordOrigin {
  if (!isRecord(value) || value['version'] !== 1 || !Array.isArray(value['blocks'])) return false;
  const { shown, captions, sentences } = value;
  return (
    value['blocks'].every(isRecord) &&
    isRecord(shown) &&
    Object.values(shown).every((runs) => Array.isArray(runs) && runs.every((run) => typeof run === 'string')) &&
    isRecord(captions) &&
    Object.values(captions).every((caption) => typeof caption === 'string') &&
    isRecord(sentences) &&
    Object.values(sentences).every(
      (runs) =>
        Array.isArray(runs) &&
        runs.every(
          (run) =>
            run === null || (isRecord(run) && typeof run['path'] === 'string' && typeof run['format'] === 'string'),
        ),
    )
  );
}

/** Marks of what was taken away under tracking: a paragraph's own end, a row. */
const isGone = (properties: XmlElement | undefined): boolean =>
  childOf(properties, 'del') !== undefined || childOf(properties, 'moveFrom') !== undefined;
const numberIn = (element: XmlElement | undefined, name: string, without: number): number =>
  Number(childOf(element, name)?.attributes.get('val') ?? without) || without;

/** What of a paragraph is left when its end was deleted: it runs on into the next. */
interface Carried {
  readonly begins: readonly string[];
  readonly pieces: readonly WordPiece[];
  readonly remarks: readonly string[];
  readonly head: Pick<WordParagraph, 'heading' | 'list' | 'goesOn'> | null;
}
const nothingCarried: Carried = { begins: [], pieces: [], remarks: [], head: null };

/** Walks the body and keeps what stands in it now: deletions under tracking are gone, insertions are text. */
class Walker {
  readonly paragraphs: WordParagraph[] = [];
  private readonly open = new Map<string, WordMark>();
  private readonly remarked = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly parts: WordParts;
  private tables = 0;
  private carried = nothingCarried;
  /** Depth of a complex field's instruction, which is not text. */
  private instruction = 0;
  private readonly fields: {
    state: 'instruction' | 'result';
    readonly mark: WordMark | null;
    words: string;
    link: string | null;
  }[] = [];
  /** A number's bookmark that held nothing: LibreOffice puts that of a field in front of it. */
  private waiting: WordMark | null = null;
  private added = 0;
  private readonly addedBefore = new Map<string, number>();

  constructor(parts: WordParts) {
    this.parts = parts;
  }

  blocks(parent: XmlElement, cell: WordCell | null): void {
    for (const element of parent.children) {
      switch (element.name) {
        case 'p':
          this.paragraph(element, cell);
          break;
        case 'tbl':
          this.table(element, cell === null ? 0 : cell.depth + 1);
          break;
        case 'sdt': {
          const gallery = childOf(childOf(childOf(element, 'sdtPr'), 'docPartObj'), 'docPartGallery');
          const content = childOf(element, 'sdtContent');
          if (content && gallery?.attributes.get('val') !== 'Table of Contents') this.blocks(content, cell);
          break;
        }
        case 'bookmarkStart':
        case 'bookmarkEnd':
          this.bookmark(element);
          break;
        case 'commentRangeStart':
        case 'commentRangeEnd':
          this.remark(element);
          break;
        case 'ins':
        case 'moveTo':
        case 'customXml':
        case 'smartTag':
          this.blocks(element, cell);
          break;
      }
    }
  }

  private table(element: XmlElement, depth: number): void {
    const table = this.tables++;
    let number = 0;
    for (const row of this.below(element, 'tr')) {
      const properties = childOf(row, 'trPr');
      // What a deleted row held is gone; the rest is counted on.
      if (isGone(properties)) continue;
      let column = numberIn(properties, 'gridBefore', 0);
      for (const cell of this.below(row, 'tc')) {
        const own = childOf(cell, 'tcPr');
        const colspan = numberIn(own, 'gridSpan', 1);
        const merge = childOf(own, 'vMerge');
        const merged = !merge ? null : merge.attributes.get('val') === 'restart' ? 'first' : 'below';
        const header = isOn(childOf(properties, 'tblHeader'));
        this.blocks(cell, { table, row: number, column, colspan, merged, header, depth });
        this.carried = nothingCarried;
        column += colspan;
      }
      number++;
    }
  }

  /** Rows of a table, cells of a row: directly or in a control. */
  private below(parent: XmlElement, name: string): readonly XmlElement[] {
    return parent.children.flatMap((child) => {
      if (child.name === name) return [child];
      if (child.name === 'bookmarkStart' || child.name === 'bookmarkEnd') this.bookmark(child);
      const content = child.name === 'sdt' ? childOf(child, 'sdtContent') : undefined;
      return content
        ? this.below(content, name)
        : ['ins', 'customXml'].includes(child.name)
          ? this.below(child, name)
          : [];
    });
  }

  private bookmark(element: XmlElement): WordMark | null {
    const id = element.attributes.get('id') ?? '';
    if (element.name === 'bookmarkEnd') {
      const ended = this.open.get(id);
      if (ended?.kind === 'number' && this.addedBefore.get(id) === this.added) this.waiting = ended;
      this.open.delete(id);
      return null;
    }
    const mark = readWordMark(element.attributes.get('name') ?? '');
    if (mark) {
      this.open.set(id, mark);
      this.addedBefore.set(id, this.added);
    }
    return mark;
  }

  /** @returns the id of a remark that begins */
  private remark(element: XmlElement): string | null {
    const id = element.attributes.get('id') ?? '';
    if (element.name === 'commentRangeEnd') {
      this.remarked.delete(id);
      return null;
    }
    this.remarked.add(id);
    if (this.seen.has(id)) return null;
    this.seen.add(id);
    return id;
  }

  private listOf(properties: XmlElement | undefined, style: string): WordParagraph['list'] {
    const numbering = childOf(properties, 'numPr');
    const own = childOf(numbering, 'numId')?.attributes.get('val');
    const given = own === undefined ? this.parts.listOf(style) : { id: own, level: numberIn(numbering, 'ilvl', 0) };
    if (given === null || given.id === '0') return null;
    const ordered = this.parts.isOrdered(given.id, given.level);
    return ordered === null ? null : { ordered, level: given.level };
  }

  private paragraph(element: XmlElement, cell: WordCell | null): void {
    const properties = childOf(element, 'pPr');
    const style = childOf(properties, 'pStyle')?.attributes.get('val') ?? '';
    const begins: string[] = [];
    const pieces: WordPiece[] = [];
    const remarks: string[] = [];
    const before = [...this.open.values()];
    let machine = before.some((mark) => mark.kind === 'machine');
    const goesOn = before.find((mark) => mark.kind === 'text')?.at ?? null;
    let taken = false;
    const walk = (parent: XmlElement, link: string | null): void => {
      for (const child of parent.children) {
        if (child.name === 'bookmarkStart' || child.name === 'bookmarkEnd') {
          const mark = this.bookmark(child);
          if (mark?.kind === 'text') begins.push(mark.at);
          if (mark?.kind === 'machine') machine = true;
        } else if (child.name === 'commentRangeStart' || child.name === 'commentRangeEnd') {
          const id = this.remark(child);
          if (id !== null) remarks.push(id);
        } else if (child.name === 'r') {
          const reference = childOf(child, 'commentReference')?.attributes.get('id');
          if (reference !== undefined && !this.seen.has(reference)) {
            this.seen.add(reference);
            remarks.push(reference);
          }
          this.run(child, pieces, link);
        } else if (child.name === 'del' || child.name === 'moveFrom') {
          taken = true;
          this.marksIn(child, begins);
        } else if (!['pPr', 'sdtPr', 'rPr'].includes(child.name)) walk(child, this.addressOf(child) ?? link);
      }
    };
    walk(element, null);
    const { carried } = this;
    this.carried = nothingCarried;
    const heading = this.parts.headingOf(style);
    // Headings are numbered by their style: that makes them no items.
    const list = heading === null ? this.listOf(properties, style) : null;
    const own = { heading, list, goesOn };
    const all = [...carried.pieces, ...pieces];
    const allRemarks = [...carried.remarks, ...remarks];
    if (isGone(childOf(properties, 'rPr'))) {
      // Deleted as a whole it leaves nothing; else the next goes on in it.
      const whole = taken && pieces.length === 0;
      this.carried = {
        begins: whole ? carried.begins : [...carried.begins, ...begins],
        pieces: all,
        remarks: allRemarks,
        head: carried.head ?? (whole ? null : own),
      };
      return;
    }
    this.paragraphs.push({
      ...(carried.head ?? own),
      begins: [...carried.begins, ...begins],
      machine,
      cell,
      pieces: all,
      remarks: allRemarks,
    });
  }

  /** Where a w:hyperlink or a field in one piece leads. */
  private addressOf(element: XmlElement): string | null {
    if (element.name === 'hyperlink') return hyperlinkAddress(element, this.parts.links);
    return element.name === 'fldSimple' ? fieldAddress(element.attributes.get('instr') ?? '') : null;
  }

  /** Bookmarks stay where the words in them were deleted. */
  private marksIn(parent: XmlElement, begins: string[]): void {
    for (const child of parent.children) {
      if (child.name !== 'bookmarkStart' && child.name !== 'bookmarkEnd') continue;
      const mark = this.bookmark(child);
      if (mark?.kind === 'text') begins.push(mark.at);
    }
  }

  private run(element: XmlElement, pieces: WordPiece[], around: string | null): void {
    const look = childOf(element, 'rPr');
    const marks = [...this.open.values()];
    const style = this.parts.looksOf(childOf(look, 'rStyle')?.attributes.get('val') ?? '');
    const [bold, italic] = [childOf(look, 'b'), childOf(look, 'i')];
    const link = around ?? this.fields.findLast(({ link: address }) => address !== null)?.link ?? null;
    const base = {
      bold: bold ? isOn(bold) : style.bold,
      italic: italic ? isOn(italic) : style.italic,
      // A link is underlined for being one.
      underline: link === null && isOn(childOf(look, 'u')),
      caption: marks.find((mark) => mark.kind === 'caption')?.at ?? null,
      link,
      remarks: [...this.remarked],
    };
    const add = (text: string): void => {
      if (text === '' || this.instruction > 0) return;
      const number = marks.find((mark) => mark.kind === 'number') ?? this.fields.findLast(({ mark }) => mark)?.mark;
      pieces.push({ ...base, text, number: number ? { at: number.at, run: number.run } : null, footnote: null });
      this.added++;
      this.waiting = null;
    };
    for (const child of element.children) {
      switch (child.name) {
        case 't':
          add(child.text);
          break;
        case 'tab':
        case 'ptab':
          add('\t');
          break;
        case 'br':
          if (!['page', 'column'].includes(child.attributes.get('type') ?? '')) add('\n');
          break;
        case 'cr':
          add('\n');
          break;
        case 'noBreakHyphen':
          add('‑');
          break;
        case 'instrText': {
          const last = this.fields.at(-1);
          if (last?.state === 'instruction') last.words += child.text;
          break;
        }
        case 'fldChar':
          this.field(child.attributes.get('fldCharType') ?? '');
          break;
        case 'footnoteReference':
          this.added++;
          pieces.push({
            ...base,
            text: '',
            number: null,
            footnote: this.parts.notes.get(child.attributes.get('id') ?? '') ?? '',
          });
          break;
      }
    }
  }

  private field(kind: string): void {
    const last = this.fields.at(-1);
    if (kind === 'begin') {
      this.fields.push({ state: 'instruction', mark: this.waiting, words: '', link: null });
      this.waiting = null;
    } else if (kind === 'separate' && last) {
      last.state = 'result';
      last.link = fieldAddress(last.words);
    }
    if (kind === 'end') this.fields.pop();
    this.instruction = this.fields.filter(({ state }) => state === 'instruction').length;
  }
}

/**
 * Reads a Word file of a report that somebody has edited: its paragraphs with what marks them as the report's, its remarks, and what the
 * file was made from. Nothing in it is run, fetched or drawn.
 *
 * @throws InputError 'report.wordNoOrigin' when the file was not exported by this program or has lost the part that says so; as
 *   readOfficeParts for hostile and damaged files
 */
export async function readWordReport(file: Uint8Array): Promise<WordReport> {
  const parts = await readOfficeParts(file);
  const origin = readOrigin(parts);
  const others = readWordParts(parts);
  const body = childOf(readXmlTree(parts.get('word/document.xml')!, 'word/document.xml'), 'body');
  if (!body) throw new InputError('report.wordFile');
  const walker = new Walker(others);
  walker.blocks(body, null);
  return { origin, paragraphs: walker.paragraphs, remarks: others.remarks };
}
