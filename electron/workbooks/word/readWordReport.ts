import { InputError } from '../../../shared/model/errors.ts';
import type { WordOrigin } from '../../../shared/report/wordOrigin.ts';
import { readWordMark, type WordMark } from '../../../shared/report/wordMarks.ts';
import type { WordParagraph, WordPiece } from '../../../shared/report/wordText.ts';
import { readOfficeParts } from './officeParts.ts';
import { childOf, childrenOf, readXmlTree, wordTextOf, type XmlElement } from './xmlTree.ts';

/** A report as it came back from Word. */
export interface WordReport {
  readonly origin: WordOrigin;
  readonly paragraphs: readonly WordParagraph[];
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

const isOn = (element: XmlElement | undefined): boolean =>
  element !== undefined && !['0', 'false', 'none'].includes(element.attributes.get('val') ?? '1');

/** Walks the body and keeps what stands in it now: deletions under tracking are gone, insertions are text. */
class Walker {
  readonly paragraphs: WordParagraph[] = [];
  private readonly open = new Map<string, WordMark>();
  private readonly notes: ReadonlyMap<string, string>;
  private tables = 0;
  /** Depth of a complex field's instruction, which is not text. */
  private instruction = 0;
  private readonly fields: { state: 'instruction' | 'result'; readonly mark: WordMark | null }[] = [];
  /** A number's bookmark that held nothing: LibreOffice puts that of a field in front of it. */
  private waiting: WordMark | null = null;
  private added = 0;
  private readonly addedBefore = new Map<string, number>();

  constructor(notes: ReadonlyMap<string, string>) {
    this.notes = notes;
  }

  blocks(parent: XmlElement, table: number | null): void {
    for (const element of parent.children) {
      switch (element.name) {
        case 'p':
          this.paragraph(element, table);
          break;
        case 'tbl': {
          const number = this.tables++;
          for (const row of this.below(element, 'tr'))
            for (const cell of this.below(row, 'tc')) this.blocks(cell, number);
          break;
        }
        case 'sdt': {
          const gallery = childOf(childOf(childOf(element, 'sdtPr'), 'docPartObj'), 'docPartGallery');
          const content = childOf(element, 'sdtContent');
          if (content && gallery?.attributes.get('val') !== 'Table of Contents') this.blocks(content, table);
          break;
        }
        case 'bookmarkStart':
        case 'bookmarkEnd':
          this.bookmark(element);
          break;
        case 'ins':
        case 'moveTo':
        case 'customXml':
          this.blocks(element, table);
          break;
      }
    }
  }

  /** Rows of a table, cells of a row: directly or in a control. */
  private below(parent: XmlElement, name: string): readonly XmlElement[] {
    return parent.children.flatMap((child) => {
      if (child.name === name) return [child];
      if (child.name === 'bookmarkStart' || child.name === 'bookmarkEnd') this.bookmark(child);
      const content = child.name === 'sdt' ? childOf(child, 'sdtContent') : undefined;
      return content ? this.below(content, name) : child.name === 'ins' ? this.below(child, name) : [];
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

  private paragraph(element: XmlElement, table: number | null): void {
    const properties = childOf(element, 'pPr');
    const begins: string[] = [];
    const pieces: WordPiece[] = [];
    let machine = [...this.open.values()].some((mark) => mark.kind === 'machine');
    const walk = (parent: XmlElement): void => {
      for (const child of parent.children) {
        if (child.name === 'bookmarkStart' || child.name === 'bookmarkEnd') {
          const mark = this.bookmark(child);
          if (mark?.kind === 'text') begins.push(mark.at);
          if (mark?.kind === 'machine') machine = true;
        } else if (child.name === 'r') this.run(child, pieces);
        else if (!['pPr', 'del', 'moveFrom', 'sdtPr', 'rPr'].includes(child.name)) walk(child);
      }
    };
    walk(element);
    this.paragraphs.push({
      begins,
      machine,
      style: childOf(properties, 'pStyle')?.attributes.get('val') ?? '',
      list: childOf(properties, 'numPr') !== undefined,
      table,
      pieces,
    });
  }

  private run(element: XmlElement, pieces: WordPiece[]): void {
    const look = childOf(element, 'rPr');
    const marks = [...this.open.values()];
    const base = {
      bold: isOn(childOf(look, 'b')),
      italic: isOn(childOf(look, 'i')),
      underline: isOn(childOf(look, 'u')),
      caption: marks.find((mark) => mark.kind === 'caption')?.at ?? null,
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
          add('\t');
          break;
        case 'br':
          if (!['page', 'column'].includes(child.attributes.get('type') ?? '')) add('\n');
          break;
        case 'noBreakHyphen':
          add('‑');
          break;
        case 'fldChar':
          this.field(child.attributes.get('fldCharType') ?? '');
          break;
        case 'footnoteReference':
          this.added++;
          pieces.push({
            ...base,
            text: '',
            number: null,
            footnote: this.notes.get(child.attributes.get('id') ?? '') ?? '',
          });
          break;
      }
    }
  }

  private field(kind: string): void {
    const last = this.fields.at(-1);
    if (kind === 'begin') {
      this.fields.push({ state: 'instruction', mark: this.waiting });
      this.waiting = null;
    } else if (kind === 'separate' && last) last.state = 'result';
    else if (kind === 'end') this.fields.pop();
    this.instruction = this.fields.filter(({ state }) => state === 'instruction').length;
  }
}

/**
 * Reads a Word file of a report that somebody has edited: its paragraphs with what marks them as the report's, and what the file was made
 * from. Nothing in it is run, fetched or drawn.
 *
 * @throws InputError 'report.wordNoOrigin' when the file was not exported by this program or has lost the part that says so; as
 *   readOfficeParts for hostile and damaged files
 */
export async function readWordReport(file: Uint8Array): Promise<WordReport> {
  const parts = await readOfficeParts(file);
  const origin = readOrigin(parts);
  const notes = new Map<string, string>();
  const foot = parts.get('word/footnotes.xml');
  if (foot)
    for (const note of childrenOf(readXmlTree(foot, 'word/footnotes.xml'), 'footnote'))
      if (note.attributes.get('type') === undefined)
        notes.set(note.attributes.get('id') ?? '', wordTextOf(note).trim());
  const body = childOf(readXmlTree(parts.get('word/document.xml')!, 'word/document.xml'), 'body');
  if (!body) throw new InputError('report.wordFile');
  const walker = new Walker(notes);
  walker.blocks(body, null);
  return { origin, paragraphs: walker.paragraphs };
}
