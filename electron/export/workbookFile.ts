import { type Zippable, zipSync } from 'fflate';
import { columnLetters } from './chartPart.ts';
import { shortened, longestCellText } from './dataText.ts';
import { officeRelations, type Relation, relationsPart, xmlHead, xmlText } from './xmlOut.ts';

export interface CellStyle {
  /** Excel number format; absent = General. '@' keeps a text a text. */
  readonly format?: string;
  readonly bold?: boolean;
  readonly size?: number;
  /** RRGGBB */
  readonly colour?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly indent?: number;
  readonly wrap?: boolean;
  readonly top?: 'thin' | 'medium';
  readonly bottom?: 'thin' | 'medium';
  readonly link?: boolean;
}

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

export interface SheetFile {
  readonly name: string;
  /** Widths in characters, first column first. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (SheetCell | null)[])[];
  /** Rows that stay in sight. */
  readonly frozenRows?: number;
  readonly charts?: readonly SheetChart[];
  /** Cells that lead to a sheet: 0-based place and the sheet's name. */
  readonly links?: readonly { readonly row: number; readonly column: number; readonly sheet: string }[];
  readonly grid?: boolean;
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

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

/** Collects the styles cells use; equal ones are one. */
class Styles {
  private readonly fonts: string[] = [];
  private readonly fills: string[] = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ];
  private readonly borders: string[] = [];
  private readonly formats: string[] = [];
  private readonly cells: string[] = [];
  private readonly known = new Map<string, number>();

  constructor() {
    this.of({}, false);
  }

  private static place(list: string[], xml: string): number {
    const at = list.indexOf(xml);
    return at >= 0 ? at : list.push(xml) - 1;
  }

  /** Number of the style. guarded: the text stays a text although it looks like a formula. */
  of(style: CellStyle, guarded: boolean): number {
    const key = JSON.stringify([style, guarded]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const font = Styles.place(
      this.fonts,
      `<font>${style.bold ? '<b/>' : ''}${style.link ? '<u/>' : ''}<sz val="${style.size ?? 11}"/><color rgb="FF${style.link ? '0B6BCB' : (style.colour ?? '1F2933')}"/><name val="微软雅黑"/><family val="2"/><charset val="134"/></font>`,
    );
    const fill = style.fill
      ? Styles.place(
          this.fills,
          `<fill><patternFill patternType="solid"><fgColor rgb="FF${style.fill}"/><bgColor indexed="64"/></patternFill></fill>`,
        )
      : 0;
    const edge = (side: 'top' | 'bottom'): string =>
      style[side] ? `<${side} style="${style[side]}"><color rgb="FF1F2933"/></${side}>` : `<${side}/>`;
    const border = Styles.place(
      this.borders,
      `<border><left/><right/>${edge('top')}${edge('bottom')}<diagonal/></border>`,
    );
    // Formats of one's own begin at 164; 0 is General and 49 is text.
    const format =
      style.format === undefined ? 0 : style.format === '@' ? 49 : 164 + Styles.place(this.formats, style.format);
    const placed = style.align || style.wrap || style.indent;
    const alignment = placed
      ? `<alignment${style.align ? ` horizontal="${style.align}"` : style.indent ? ' horizontal="left"' : ''} vertical="${style.wrap ? 'top' : 'center'}"${style.wrap ? ' wrapText="1"' : ''}${style.indent ? ` indent="${style.indent}"` : ''}/>`
      : '';
    const number =
      this.cells.push(
        `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"${guarded ? ' quotePrefix="1"' : ''} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`,
      ) - 1;
    this.known.set(key, number);
    return number;
  }

  part(): string {
    const list = (tag: string, items: readonly string[]): string =>
      `<${tag} count="${items.length}">${items.join('')}</${tag}>`;
    const formats = this.formats.map(
      (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${xmlText(code)}"/>`,
    );
    return `${xmlHead}<styleSheet xmlns="${spreadsheet}">${formats.length > 0 ? list('numFmts', formats) : ''}${list('fonts', this.fonts)}${list('fills', this.fills)}${list('borders', this.borders)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${list('cellXfs', this.cells)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  }
}

/** What a spreadsheet takes for a formula when a cell is edited: such texts are marked as texts. */
const looksLikeFormula = /^\s*[=+\-@＝＋－＠]/;

function cellXml(cell: SheetCell, at: string, styles: Styles): string {
  const { value, formula } = cell;
  const guarded = typeof value === 'string' && formula === undefined && looksLikeFormula.test(value);
  const style = styles.of(cell.style ?? {}, guarded);
  if (formula !== undefined) {
    const kept = value === null ? '' : `<v>${xmlText(String(value))}</v>`;
    return `<c r="${at}" s="${style}"${typeof value === 'string' ? ' t="str"' : ''}><f>${xmlText(formula)}</f>${kept}</c>`;
  }
  if (value === null) return `<c r="${at}" s="${style}"/>`;
  if (typeof value === 'number') return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(shortened(value, longestCellText))}</t></is></c>`;
}

function sheetXml(sheet: SheetFile, styles: Styles, first: boolean): string {
  const rows = sheet.rows.map((row, index) => {
    const cells = row.map((cell, column) =>
      cell ? cellXml(cell, `${columnLetters(column)}${index + 1}`, styles) : '',
    );
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  const widths = sheet.widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const pane = sheet.frozenRows
    ? `<pane ySplit="${sheet.frozenRows}" topLeftCell="A${sheet.frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
    : '';
  const links = (sheet.links ?? []).map(
    ({ row, column, sheet: target }) =>
      `<hyperlink ref="${columnLetters(column)}${row + 1}" location="${xmlText(inSheet(target, 'A1'))}"/>`,
  );
  const drawing = (sheet.charts ?? []).length > 0 ? '<drawing r:id="rId1"/>' : '';
  return `${xmlHead}<worksheet xmlns="${spreadsheet}" xmlns:r="${officeRelations}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${sheet.grid === false ? ' showGridLines="0"' : ''}${first ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16.5"/>${widths.length > 0 ? `<cols>${widths.join('')}</cols>` : ''}<sheetData>${rows.join('')}</sheetData>${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>${drawing}</worksheet>`;
}

function drawingXml(charts: readonly SheetChart[]): string {
  const anchors = charts.map(
    ({ column, row, widthPx, heightPx, altText }, index) =>
      `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${Math.round(widthPx * 9525)}" cy="${Math.round(heightPx * 9525)}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${index + 2}" name="Chart ${index + 1}" descr="${xmlText(altText)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId${index + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`,
  );
  return `${xmlHead}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${officeRelations}">${anchors.join('')}</xdr:wsDr>`;
}

const kinds = 'application/vnd.openxmlformats-officedocument';

export interface WorkbookFacts {
  readonly title: string;
  /** Milliseconds since 1970, UTC; null = the file names no time. */
  readonly at: number | null;
}

/**
 * A workbook of a few sheets, with formulas, styles and charts. Texts are written as texts, marked where they look like formulas; nothing
 * of a person or machine is in it. Same input, same bytes.
 *
 * @param sheets  names as sheetName gives them
 */
export function workbookFile(sheets: readonly SheetFile[], facts: WorkbookFacts): Uint8Array {
  const styles = new Styles();
  const files: Record<string, string> = {};
  const overrides: string[] = [];
  const add = (path: string, xml: string, type: string): void => {
    files[path] = xml;
    overrides.push(`<Override PartName="/${path}" ContentType="${kinds}.${type}+xml"/>`);
  };
  let charts = 0;
  let drawings = 0;
  sheets.forEach((sheet, index) => {
    const number = index + 1;
    add(`xl/worksheets/sheet${number}.xml`, sheetXml(sheet, styles, index === 0), 'spreadsheetml.worksheet');
    if (!sheet.charts || sheet.charts.length === 0) return;
    const drawing = ++drawings;
    files[`xl/worksheets/_rels/sheet${number}.xml.rels`] = relationsPart([
      { id: 'rId1', type: 'drawing', target: `../drawings/drawing${drawing}.xml` },
    ]);
    add(`xl/drawings/drawing${drawing}.xml`, drawingXml(sheet.charts), 'drawing');
    const relations: Relation[] = sheet.charts.map(({ xml }, place) => {
      const chart = ++charts;
      add(`xl/charts/chart${chart}.xml`, xml, 'drawingml.chart');
      return { id: `rId${place + 1}`, type: 'chart', target: `../charts/chart${chart}.xml` };
    });
    files[`xl/drawings/_rels/drawing${drawing}.xml.rels`] = relationsPart(relations);
  });
  const names = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  add(
    'xl/workbook.xml',
    `${xmlHead}<workbook xmlns="${spreadsheet}" xmlns:r="${officeRelations}"><bookViews><workbookView/></bookViews><sheets>${names.join('')}</sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`,
    'spreadsheetml.sheet.main',
  );
  add('xl/styles.xml', styles.part(), 'spreadsheetml.styles');
  files['xl/_rels/workbook.xml.rels'] = relationsPart([
    ...sheets.map((_, index) => ({
      id: `rId${index + 1}`,
      type: 'worksheet',
      target: `worksheets/sheet${index + 1}.xml`,
    })),
    { id: `rId${sheets.length + 1}`, type: 'styles', target: 'styles.xml' },
  ]);
  const when =
    facts.at === null
      ? ''
      : `<dcterms:created xsi:type="dcterms:W3CDTF">${new Date(facts.at).toISOString()}</dcterms:created>`;
  files['docProps/core.xml'] =
    `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(facts.title)}</dc:title><dc:creator>CSI Workbench</dc:creator>${when}</cp:coreProperties>`;
  overrides.push(
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
  );
  files['_rels/.rels'] = relationsPart([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]).replace(
    '</Relationships>',
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
  );
  const types = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
  const encoder = new TextEncoder();
  const packed: Zippable = { '[Content_Types].xml': encoder.encode(types) };
  for (const [path, xml] of Object.entries(files)) packed[path] = encoder.encode(xml);
  // Zip keeps local times from 1980 on: a fixed one, or the bytes would change with the clock.
  return zipSync(packed, { mtime: new Date(1980, 0, 1, 12) });
}
