import type { RawSheet, RawWorkbook } from '../../shared/importing/rawCells.ts';
import { InputError } from '../../shared/model/errors.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { bytesSource, fileSource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import { defaultLimits } from './limits.ts';
import type { ReadLimits } from './limits.ts';
import { NoticeList } from './noticeList.ts';
import { refuseOldFormat } from './oldFormat.ts';
import { SharedTextsHandler, TextBudget } from './sharedTexts.ts';
import { SheetCells } from './sheetCells.ts';
import { noStyles, StylesHandler } from './styles.ts';
import { streamPart } from './streamPart.ts';
import { relationshipsHandler, workbookHandler } from './workbookParts.ts';
import type { Relationship, SheetEntry, WorkbookFacts } from './workbookParts.ts';
import { XmlScanner } from './xmlScanner.ts';
import type { XmlHandler } from './xmlScanner.ts';
import { readZipDirectory } from './zipDirectory.ts';
import type { ZipEntry } from './zipDirectory.ts';

export interface ReadXlsxOptions {
  /** Shown in messages and stored with the data. */
  readonly fileName?: string;
  /** Names of the sheets wanted; all when absent. */
  readonly sheets?: readonly string[];
  /** Go on where the compression ratio is unusual (the user has been asked); the byte caps stay. */
  readonly allowHighRatio?: boolean;
  readonly limits?: Partial<ReadLimits>;
}

/** The parts of one package and the way to read them. */
class Package {
  readonly #source: ByteSource;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #limits: ReadLimits;
  readonly #allowHighRatio: boolean;
  readonly #control: RunControl;
  readonly #total: number;
  #done = 0;

  constructor(source: ByteSource, limits: ReadLimits, allowHighRatio: boolean, control: RunControl) {
    this.#source = source;
    this.#limits = limits;
    this.#allowHighRatio = allowHighRatio;
    this.#control = control;
    this.#entries = readZipDirectory(source, limits);
    this.#total = [...this.#entries.values()].reduce((sum, entry) => sum + entry.size, 0);
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase());
  }

  names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** @throws InputError workbook.partMissing and those of streamPart and XmlScanner */
  async read(part: string, handler: XmlHandler, maxBytes: number): Promise<void> {
    const entry = this.#entries.get(part.toLowerCase());
    if (!entry) throw new InputError('workbook.partMissing', { part });
    const scanner = new XmlScanner(handler, entry.name, this.#limits);
    const options = { limits: this.#limits, maxBytes, allowHighRatio: this.#allowHighRatio };
    for await (const piece of streamPart(this.#source, entry, options)) {
      this.#control.throwIfCancelled();
      scanner.write(piece);
      this.#done += piece.length;
      this.#control.report(Math.min(this.#done, this.#total), this.#total, 'read');
    }
    scanner.end();
  }
}

/** Office files that are zip packages too, by a part only they have. */
function refuseOtherPackages(parts: Package): void {
  if (parts.has('xl/workbook.bin')) throw new InputError('workbook.otherFormat', { format: 'xlsb' });
  if (parts.has('word/document.xml')) throw new InputError('workbook.otherFormat', { format: 'docx' });
  if (parts.has('ppt/presentation.xml')) throw new InputError('workbook.otherFormat', { format: 'pptx' });
  if (parts.has('content.xml') && parts.has('mimetype'))
    throw new InputError('workbook.otherFormat', { format: 'ods' });
}

const folderOf = (part: string): string => part.split('/').slice(0, -1).join('/');
const relationshipsOf = (part: string): string =>
  `${folderOf(part)}/_rels/${part.split('/').at(-1)!}.rels`.replace(/^\//, '');

async function readRelationships(parts: Package, part: string, limits: ReadLimits): Promise<readonly Relationship[]> {
  const found: Relationship[] = [];
  const name = relationshipsOf(part);
  if (parts.has(name)) await parts.read(name, relationshipsHandler(folderOf(part), found), limits.partBytes);
  return found;
}

async function findWorkbookPart(parts: Package, limits: ReadLimits): Promise<string> {
  const root: Relationship[] = [];
  if (parts.has('_rels/.rels')) await parts.read('_rels/.rels', relationshipsHandler('', root), limits.partBytes);
  const named = root.find(
    (relationship) => relationship.type === 'officeDocument' && parts.has(relationship.part),
  )?.part;
  if (named) return named;
  if (parts.has('xl/workbook.xml')) return 'xl/workbook.xml';
  throw new InputError('workbook.notWorkbook');
}

function chooseSheets(
  all: readonly SheetEntry[],
  wanted: readonly string[] | undefined,
  limits: ReadLimits,
): readonly SheetEntry[] {
  if (all.length === 0) throw new InputError('workbook.noSheets');
  const missing = wanted?.find((name) => !all.some((sheet) => sheet.name === name));
  if (missing !== undefined) {
    throw new InputError('workbook.sheetMissing', {
      sheet: missing,
      sheets: all
        .map((sheet) => sheet.name)
        .join(', ')
        .slice(0, 400),
    });
  }
  const chosen = wanted ? all.filter((sheet) => wanted.includes(sheet.name)) : all;
  if (chosen.length > limits.sheets)
    throw new InputError('workbook.tooManySheets', { sheets: chosen.length, limit: limits.sheets });
  return chosen;
}

/**
 * Reads an .xlsx or .xlsm workbook into raw columns.
 *
 * Streams: each part is inflated piece by piece in zlib's thread while this one scans the piece before; no tree and no string per
 * number is built. Formulas give their cached result and are marked, never computed; links are never followed; merged ranges are
 * never filled. What could be read only with a guess is in notices; what could not is refused.
 *
 * @param input  the file's bytes, or its path
 * @param control  cancelled between pieces; reports inflated bytes as 'read'
 * @throws InputError workbook.* (sentences: shared/importing/messages.ts), CancelledError
 */
export async function readXlsx(
  input: Uint8Array | string,
  options: ReadXlsxOptions = {},
  control: RunControl = uncontrolled,
): Promise<RawWorkbook> {
  const limits = { ...defaultLimits, ...options.limits };
  const source = typeof input === 'string' ? fileSource(input) : bytesSource(input);
  try {
    refuseOldFormat(source);
    const parts = new Package(source, limits, options.allowHighRatio ?? false, control);
    refuseOtherPackages(parts);
    const workbookPart = await findWorkbookPart(parts, limits);
    const facts: WorkbookFacts = { date1904: false, sheets: [] };
    await parts.read(workbookPart, workbookHandler(facts), limits.partBytes);
    const chosen = chooseSheets(facts.sheets, options.sheets, limits);
    const relationships = await readRelationships(parts, workbookPart, limits);
    const notices = new NoticeList();
    const budget = new TextBudget(limits);

    let styleKinds = noStyles;
    let styleMasks: readonly (string | null)[] = [];
    const stylesPart = relationships.find((relationship) => relationship.type === 'styles')?.part;
    if (stylesPart && parts.has(stylesPart)) {
      const styles = new StylesHandler();
      await parts.read(stylesPart, styles, limits.partBytes);
      styleKinds = styles.kinds();
      styleMasks = styles.masks();
    }
    const shared = new SharedTextsHandler(limits, budget);
    const textsPart = relationships.find((relationship) => relationship.type === 'sharedStrings')?.part;
    if (textsPart && parts.has(textsPart)) await parts.read(textsPart, shared, limits.sharedTextBytes);

    const sheets: RawSheet[] = [];
    for (const sheet of chosen) {
      const relationship = relationships.find((candidate) => candidate.id === sheet.relationship);
      if (!relationship || relationship.external || !parts.has(relationship.part)) {
        throw new InputError('workbook.sheetPartMissing', { sheet: sheet.name });
      }
      if (relationship.type !== 'worksheet') {
        notices.add('read.notASheetOfCells', sheet.name, '', { type: relationship.type });
        continue;
      }
      const cells = new SheetCells({
        name: sheet.name,
        hidden: sheet.hidden,
        date1904: facts.date1904,
        sharedTexts: shared.texts,
        cutTexts: shared.cut,
        styleKinds,
        styleMasks,
        limits,
        budget,
        notices,
      });
      await readSheet(parts, relationship.part, cells, limits, sheet.name);
      sheets.push(cells.finish());
    }
    return { fileName: options.fileName ?? '', format: 'xlsx', sheets, notices: notices.toArray() };
  } finally {
    source.close();
  }
}

/** Adds to a refusal the sheet and the row the reader had come to. */
async function readSheet(
  parts: Package,
  part: string,
  cells: SheetCells,
  limits: ReadLimits,
  sheet: string,
): Promise<void> {
  try {
    await parts.read(part, cells, limits.sheetBytes);
  } catch (error) {
    if (!(error instanceof InputError) || 'sheet' in error.details) throw error;
    throw new InputError(error.code, { ...error.details, sheet, row: Math.max(1, cells.rowsSeen) });
  }
}
