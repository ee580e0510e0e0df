import { type RunControl, uncontrolled } from '../../shared/model/runControl.ts';
import { type ByteSink, KeptBytes } from './byteSink.ts';
import { columnLetters } from './chartPart.ts';
import { shortened, workbookText } from './dataText.ts';
import { type CellStyle, spreadsheetNamespace, Styles, unstyled } from './workbookStyles.ts';
import { officeRelations, type Relation, relationsPart, xmlHead, xmlText } from './xmlOut.ts';
import { ZipOut } from './zipOut.ts';

/** A formula carries its value too, for programs that show files without computing; null there = it has no value. */
export interface SheetCell {
  readonly value: string | number | null;
  /** Without '='; functions younger than Excel 2007 with their _xlfn. */
  readonly formula?: string;
  readonly style?: CellStyle;
}

export interface SheetChart {
  /** The chart part's XML. */
  readonly xml: string;
  readonly altText: string;
  /** 0-based cell at the upper left corner. */
  readonly column: number;
  readonly row: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export type SheetRow = readonly (SheetCell | null)[];

export interface SheetSource {
  readonly name: string;
  /** Widths in characters, first column first. */
  readonly widths: readonly number[];
  /** Looks of whole columns, empty cells included, first column first. */
  readonly columnStyles?: readonly (CellStyle | null)[];
  /** Asked for once, in order: rows may be made while they are written. */
  readonly rows: Iterable<SheetRow>;
  /** Rows that stay in sight. */
  readonly frozenRows?: number;
  readonly charts?: readonly SheetChart[];
  /** Cells that lead to a sheet: 0-based place and the sheet's name. */
  readonly links?: readonly { readonly row: number; readonly column: number; readonly sheet: string }[];
  readonly grid?: boolean;
  /** Printed as wide as the paper, for sheets to be read; false leaves wide tables at their size. */
  readonly fitWidth?: boolean;
  /** Rows that begin a printed page, 0-based; such a sheet is printed at nine tenths of its size and not fitted (Excel knows one or the other). */
  readonly pageStarts?: readonly number[];
}

/** Characters of ordinary width that an upright page holds and stays readable. */
const uprightWidth = 120;

/** A sheet that is held whole. */
export interface SheetFile extends SheetSource {
  readonly rows: readonly SheetRow[];
}

/** A name Excel takes for a sheet: no []:*?/\, at most 31 characters, no apostrophe at an end, unlike all before it. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted
    .replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const base = plain === '' || plain.toLowerCase() === 'history' ? 'Sheet' : plain;
  for (let attempt = 1; ; attempt++) {
    const end = attempt === 1 ? '' : ` ${attempt}`;
    const name = `${shortened(base, 31 - end.length).replace(/'+$/, '')}${end}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/** Sheet!A1 with the name quoted. */
export const inSheet = (sheet: string, cell: string): string => `'${sheet.replaceAll("'", "''")}'!${cell}`;

/** Every text once, numbered in the order of first use. */
class SharedTexts {
  private readonly numbers = new Map<string, number>();
  uses = 0;

  of(text: string): number {
    this.uses++;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(text, number);
    return number;
  }

  write(zip: ZipOut, control: RunControl): void {
    zip.write(
      `${xmlHead}<sst xmlns="${spreadsheetNamespace}" count="${this.uses}" uniqueCount="${this.numbers.size}">`,
    );
    let piece = '';
    for (const text of this.numbers.keys()) {
      piece += `<si><t xml:space="preserve">${xmlText(workbookText(text))}</t></si>`;
      if (piece.length < pieceLength) continue;
      control.throwIfCancelled();
      zip.write(piece);
      piece = '';
    }
    zip.write(`${piece}</sst>`);
  }
}

/** Markup is handed on in pieces of about so many units. */
const pieceLength = 1 << 17;

/** What a spreadsheet takes for a formula when a cell is edited: such texts are marked as texts. */
const looksLikeFormula = /^\s*[=+\-@＝＋－＠]/;

/** Writes one workbook's sheets and remembers what its other parts need to know of them. */
class SheetWriter {
  readonly styles = new Styles();
  readonly texts = new SharedTexts();
  formulas = false;
  private readonly letters: string[] = [];

  private cell({ value, formula, style = unstyled }: SheetCell, column: number, row: number): string {
    const at = `${(this.letters[column] ??= columnLetters(column))}${row}`;
    if (typeof value === 'number' && formula === undefined)
      return `<c r="${at}" s="${this.styles.of(style, false)}"><v>${value}</v></c>`;
    if (formula !== undefined) {
      this.formulas = true;
      const kept = value === null ? '' : `<v>${xmlText(workbookText(String(value)))}</v>`;
      const type = typeof value === 'string' ? ' t="str"' : '';
      return `<c r="${at}" s="${this.styles.of(style, false)}"${type}><f>${xmlText(formula)}</f>${kept}</c>`;
    }
    if (typeof value !== 'string') return `<c r="${at}" s="${this.styles.of(style, false)}"/>`;
    return `<c r="${at}" s="${this.styles.of(style, looksLikeFormula.test(value))}" t="s"><v>${this.texts.of(value)}</v></c>`;
  }

  private columns({ widths, columnStyles = [] }: SheetSource): string {
    const columns = widths.map((width, index) => {
      const look = columnStyles[index];
      const style = look ? ` style="${this.styles.of(look, false)}"` : '';
      return `<col min="${index + 1}" max="${index + 1}" width="${width}"${style} customWidth="1"/>`;
    });
    return columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '';
  }

  /** The sheet's part, a piece at a time. */
  write(sheet: SheetSource, first: boolean, zip: ZipOut, control: RunControl): void {
    const { pageStarts = [] } = sheet;
    const fitWidth = sheet.fitWidth !== false && pageStarts.length === 0;
    const upright = sheet.widths.reduce((sum, width) => sum + width, 0) <= uprightWidth;
    const pane = sheet.frozenRows
      ? `<pane ySplit="${sheet.frozenRows}" topLeftCell="A${sheet.frozenRows + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`
      : '';
    zip.write(
      `${xmlHead}<worksheet xmlns="${spreadsheetNamespace}" xmlns:r="${officeRelations}">${fitWidth ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : ''}<sheetViews><sheetView${sheet.grid === false ? ' showGridLines="0"' : ''}${first ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16.5"/>${this.columns(sheet)}<sheetData>`,
    );
    let piece = '';
    let number = 0;
    for (const row of sheet.rows) {
      number++;
      piece += `<row r="${number}">`;
      for (let column = 0; column < row.length; column++) {
        const cell = row[column];
        if (cell) piece += this.cell(cell, column, number);
      }
      piece += '</row>';
      if (piece.length < pieceLength) continue;
      control.throwIfCancelled();
      zip.write(piece);
      piece = '';
    }
    const links = (sheet.links ?? []).map(
      ({ row, column, sheet: target }) =>
        `<hyperlink ref="${columnLetters(column)}${row + 1}" location="${xmlText(inSheet(target, 'A1'))}"/>`,
    );
    const breaks =
      pageStarts.length > 0
        ? `<rowBreaks count="${pageStarts.length}" manualBreakCount="${pageStarts.length}">${pageStarts.map((row) => `<brk id="${row}" max="16383" man="1"/>`).join('')}</rowBreaks>`
        : '';
    const drawing = (sheet.charts ?? []).length > 0 ? '<drawing r:id="rId1"/>' : '';
    zip.write(
      `${piece}</sheetData>${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9"${pageStarts.length > 0 ? ' scale="90"' : ''}${fitWidth ? ' fitToHeight="0"' : ''} orientation="${upright ? 'portrait' : 'landscape'}"/>${footer}${breaks}${drawing}</worksheet>`,
    );
  }
}

/** The sheet's name and page n / m below every printed page. */
const footer = '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>';

/** Heads that stand still on the screen are repeated on every printed page. */
function printTitles(sheets: readonly SheetSource[]): string {
  const names = sheets.flatMap(({ name, frozenRows }, index) =>
    frozenRows
      ? `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${xmlText(inSheet(name, `$1:$${frozenRows}`))}</definedName>`
      : [],
  );
  return names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : '';
}

function drawingXml(charts: readonly SheetChart[]): string {
  const anchors = charts.map(
    ({ column, row, widthPx, heightPx, altText }, index) =>
      `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${Math.round(widthPx * 9525)}" cy="${Math.round(heightPx * 9525)}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${index + 2}" name="Chart ${index + 1}" descr="${xmlText(altText)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId${index + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`,
  );
  return `${xmlHead}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${officeRelations}">${anchors.join('')}</xdr:wsDr>`;
}

const kinds = 'application/vnd.openxmlformats-officedocument';
const program = 'CSI Workbench';

export interface WorkbookFacts {
  readonly title: string;
  /** Milliseconds since 1970, UTC; null = the file names no time. */
  readonly at: number | null;
}

function contentTypes(sheets: readonly SheetSource[]): string {
  const parts: [path: string, type: string][] = [
    ['xl/workbook.xml', `${kinds}.spreadsheetml.sheet.main+xml`],
    ['xl/styles.xml', `${kinds}.spreadsheetml.styles+xml`],
    ['xl/sharedStrings.xml', `${kinds}.spreadsheetml.sharedStrings+xml`],
    ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ];
  let charts = 0;
  let drawings = 0;
  sheets.forEach((sheet, index) => {
    parts.push([`xl/worksheets/sheet${index + 1}.xml`, `${kinds}.spreadsheetml.worksheet+xml`]);
    const own = sheet.charts ?? [];
    if (own.length > 0) parts.push([`xl/drawings/drawing${++drawings}.xml`, `${kinds}.drawing+xml`]);
    for (let chart = 0; chart < own.length; chart++)
      parts.push([`xl/charts/chart${++charts}.xml`, `${kinds}.drawingml.chart+xml`]);
  });
  const overrides = parts.map(([path, type]) => `<Override PartName="/${path}" ContentType="${type}"/>`);
  return `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

/** The sheets' charts, numbered through the workbook. */
function addDrawings(zip: ZipOut, sheets: readonly SheetSource[]): void {
  let charts = 0;
  let drawings = 0;
  sheets.forEach((sheet, index) => {
    if (!sheet.charts || sheet.charts.length === 0) return;
    const drawing = ++drawings;
    zip.add(
      `xl/worksheets/_rels/sheet${index + 1}.xml.rels`,
      relationsPart([{ id: 'rId1', type: 'drawing', target: `../drawings/drawing${drawing}.xml` }]),
    );
    zip.add(`xl/drawings/drawing${drawing}.xml`, drawingXml(sheet.charts));
    const relations: Relation[] = sheet.charts.map(({ xml }, place) => {
      const chart = ++charts;
      zip.add(`xl/charts/chart${chart}.xml`, xml);
      return { id: `rId${place + 1}`, type: 'chart', target: `../charts/chart${chart}.xml` };
    });
    zip.add(`xl/drawings/_rels/drawing${drawing}.xml.rels`, relationsPart(relations));
  });
}

function coreProperties({ title, at }: WorkbookFacts): string {
  const when = (tag: string): string =>
    at === null
      ? ''
      : `<dcterms:${tag} xsi:type="dcterms:W3CDTF">${new Date(at).toISOString().slice(0, 19)}Z</dcterms:${tag}>`;
  return `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${program}</dc:creator><cp:lastModifiedBy>${program}</cp:lastModifiedBy>${when('created')}${when('modified')}</cp:coreProperties>`;
}

/**
 * Writes a workbook sheet by sheet and row by row: numbers, texts, formulas, styles and charts. Beside the rows in hand it holds the
 * different texts and nothing else of the sheets. Texts are written as texts, marked where they look like formulas; nothing of a person or
 * machine is in the file. Same input, same bytes.
 *
 * @param sheets  names as sheetName gives them; numbers finite
 * @throws ZipFull beyond 4 GiB; what the sink throws; CancelledError
 */
export function writeWorkbook(
  sheets: readonly SheetSource[],
  facts: WorkbookFacts,
  sink: ByteSink,
  control: RunControl = uncontrolled,
): void {
  const zip = new ZipOut(sink);
  const writer = new SheetWriter();
  zip.add('[Content_Types].xml', contentTypes(sheets));
  zip.add(
    '_rels/.rels',
    relationsPart([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]).replace(
      '</Relationships>',
      '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    ),
  );
  zip.add('docProps/core.xml', coreProperties(facts));
  sheets.forEach((sheet, index) => {
    zip.begin(`xl/worksheets/sheet${index + 1}.xml`);
    writer.write(sheet, index === 0, zip, control);
    zip.end();
  });
  addDrawings(zip, sheets);
  zip.begin('xl/sharedStrings.xml');
  writer.texts.write(zip, control);
  zip.end();
  zip.add('xl/styles.xml', writer.styles.part());
  const names = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  // A file without formulas must not be computed when it is opened: Excel would ask to save it when it is closed.
  const compute = writer.formulas ? '<calcPr calcId="191029" fullCalcOnLoad="1"/>' : '';
  zip.add(
    'xl/workbook.xml',
    `${xmlHead}<workbook xmlns="${spreadsheetNamespace}" xmlns:r="${officeRelations}"><bookViews><workbookView/></bookViews><sheets>${names.join('')}</sheets>${printTitles(sheets)}${compute}</workbook>`,
  );
  zip.add(
    'xl/_rels/workbook.xml.rels',
    relationsPart([
      ...sheets.map((_, index) => ({
        id: `rId${index + 1}`,
        type: 'worksheet',
        target: `worksheets/sheet${index + 1}.xml`,
      })),
      { id: `rId${sheets.length + 1}`, type: 'styles', target: 'styles.xml' },
      { id: `rId${sheets.length + 2}`, type: 'sharedStrings', target: 'sharedStrings.xml' },
    ]),
  );
  zip.finish();
}

/** A workbook of a few sheets as bytes; see writeWorkbook. */
export function workbookFile(sheets: readonly SheetFile[], facts: WorkbookFacts): Uint8Array {
  const kept = new KeptBytes();
  writeWorkbook(sheets, facts, kept);
  return kept.all();
}
