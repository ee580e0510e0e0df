import { cellAddress, cellKind } from '../../shared/importing/rawCells.ts';
import type { CellRange, RawSheet } from '../../shared/importing/rawCells.ts';
import { InputError } from '../../shared/model/errors.ts';
import { ColumnStore } from './columnStore.ts';
import { isoToCell, serialToMs } from './excelDates.ts';
import type { ReadLimits } from './limits.ts';
import type { NoticeList } from './noticeList.ts';
import { parseNumberText } from './numberText.ts';
import { formatKind, type FormatKind } from './numberFormats.ts';
import { StringItemReader } from './sharedTexts.ts';
import type { TextBudget } from './sharedTexts.ts';
import { AttributeCursor, nameIs } from './xmlScanner.ts';
import type { XmlHandler } from './xmlScanner.ts';
import { decodeEscapes, decodeXmlText, TextBuffer } from './xmlText.ts';

export interface SheetContext {
  readonly name: string;
  readonly hidden: boolean;
  readonly date1904: boolean;
  readonly sharedTexts: readonly string[];
  readonly cutTexts: ReadonlySet<number>;
  /** Format kind by style index. */
  readonly styleKinds: Uint8Array;
  /** Mask of digits by style index. */
  readonly styleMasks: readonly (string | null)[];
  readonly limits: ReadLimits;
  readonly budget: TextBudget;
  readonly notices: NoticeList;
}

/** The t attribute of a cell. */
const cellType = { number: 0, shared: 1, text: 2, inline: 3, boolean: 4, error: 5, isoDate: 6, unknown: 7 } as const;
type CellType = (typeof cellType)[keyof typeof cellType];

const noColumn = -1;

/** "AB12" in bytes as 0-based row and column; column noColumn when it is no cell address. */
function parseReference(bytes: Uint8Array, start: number, end: number, into: { row: number; column: number }): void {
  let p = start;
  let column = 0;
  for (; p < end; p++) {
    const letter = bytes[p]! & 0xdf;
    if (letter < 0x41 || letter > 0x5a || column > 20_000) break;
    column = column * 26 + (letter - 0x40);
  }
  let row = 0;
  const digitsFrom = p;
  for (; p < end; p++) {
    const digit = bytes[p]! - 0x30;
    if (digit < 0 || digit > 9 || row > 100_000_000) break;
    row = row * 10 + digit;
  }
  const valid = p === end && column > 0 && row > 0 && p > digitsFrom;
  into.row = row - 1;
  into.column = valid ? column - 1 : noColumn;
}

/** A whole number in bytes, -1 when it is none. */
function parseIndex(bytes: Uint8Array, start: number, end: number): number {
  if (start === end || end - start > 10) return -1;
  let value = 0;
  for (let p = start; p < end; p++) {
    const digit = bytes[p]! - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Takes the cells of one sheet from its markup into typed columns.
 *
 * What the file says about its own size is ignored; cells with a style but no value leave no trace; ranges (merges, drop-down lists,
 * conditional formats) stay ranges or are skipped. A cell without an address follows the one before it. A row or cell that comes
 * twice: the later one counts, with a notice.
 */
export class SheetCells implements XmlHandler {
  readonly #context: SheetContext;
  readonly #store: ColumnStore;
  readonly #attributes = new AttributeCursor();
  readonly #value = new TextBuffer();
  readonly #item = new StringItemReader();
  readonly #reference = { row: 0, column: 0 };
  readonly #texts: string[] = [];
  /** Shared-text index -> index in #texts + 1; only texts this sheet uses are kept with it. */
  readonly #sharedSeen: Int32Array;
  readonly #ownTexts = new Map<string, number>();
  readonly #merges: CellRange[] = [];
  readonly #hiddenColumns: { readonly first: number; readonly last: number }[] = [];
  #hiddenRows = 0;
  #inData = false;
  #dataSeen = false;
  #inCell = false;
  #inValue = false;
  #inInline = false;
  #row = -1;
  #column = -1;
  #highestRow = -1;
  #rowHidden = false;
  #type: CellType = cellType.number;
  #style = 0;
  #hasFormula = false;
  #hasValue = false;
  #rowHasValue = false;

  constructor(context: SheetContext) {
    this.#context = context;
    this.#store = new ColumnStore(context.name, context.limits.cells);
    this.#sharedSeen = new Int32Array(context.sharedTexts.length);
  }

  get rowsSeen(): number {
    return this.#row + 1;
  }

  open(bytes: Uint8Array, nameStart: number, nameEnd: number, tagEnd: number): void {
    if (!this.#inData) {
      this.#openOutside(bytes, nameStart, nameEnd, tagEnd);
      return;
    }
    if (this.#inInline) {
      this.#item.open(bytes, nameStart, nameEnd, tagEnd);
      return;
    }
    const length = nameEnd - nameStart;
    if (length === 1) {
      const letter = bytes[nameStart];
      if (letter === 0x63) this.#openCell(bytes, nameEnd, tagEnd);
      else if (letter === 0x76 && this.#inCell) {
        this.#inValue = true;
        this.#hasValue = true;
        this.#value.clear();
      } else if (letter === 0x66 && this.#inCell) this.#hasFormula = true;
    } else if (length === 3 && nameIs(bytes, nameStart, nameEnd, 'row')) {
      this.#openRow(bytes, nameEnd, tagEnd);
    } else if (length === 2 && this.#inCell && nameIs(bytes, nameStart, nameEnd, 'is')) {
      this.#inInline = true;
      this.#item.begin();
    }
  }

  close(bytes: Uint8Array, nameStart: number, nameEnd: number): void {
    if (!this.#inData) return;
    const length = nameEnd - nameStart;
    if (this.#inInline) {
      if (length === 2 && nameIs(bytes, nameStart, nameEnd, 'is')) this.#inInline = false;
      else this.#item.close(bytes, nameStart, nameEnd);
      return;
    }
    if (length === 1) {
      const letter = bytes[nameStart];
      if (letter === 0x76) this.#inValue = false;
      else if (letter === 0x63 && this.#inCell) {
        this.#inCell = false;
        this.#closeCell();
      }
    } else if (length === 3 && nameIs(bytes, nameStart, nameEnd, 'row')) {
      if (this.#rowHidden && this.#rowHasValue) this.#hiddenRows++;
      this.#rowHidden = false;
    } else if (length === 9 && nameIs(bytes, nameStart, nameEnd, 'sheetData')) {
      this.#inData = false;
    }
  }

  text(bytes: Uint8Array, start: number, end: number, cdata: boolean): void {
    if (this.#inValue) this.#value.append(bytes, start, end, cdata);
    else if (this.#inInline) this.#item.append(bytes, start, end, cdata);
  }

  #notice(code: string, details: Readonly<Record<string, string | number>> = {}): void {
    this.#context.notices.add(code, this.#context.name, cellAddress(this.#row, Math.max(0, this.#column)), details);
  }

  #openOutside(bytes: Uint8Array, nameStart: number, nameEnd: number, tagEnd: number): void {
    const attributes = this.#attributes;
    if (nameIs(bytes, nameStart, nameEnd, 'sheetData') && !this.#dataSeen) {
      this.#inData = true;
      this.#dataSeen = true;
    } else if (nameIs(bytes, nameStart, nameEnd, 'mergeCell')) {
      attributes.reset(bytes, nameEnd, tagEnd);
      while (attributes.next())
        if (attributes.nameIs('ref')) this.#addMerge(bytes, attributes.valueStart, attributes.valueEnd);
    } else if (nameIs(bytes, nameStart, nameEnd, 'col')) {
      let [first, last, hidden] = [0, 0, false];
      attributes.reset(bytes, nameEnd, tagEnd);
      while (attributes.next()) {
        if (attributes.nameIs('min')) first = parseIndex(bytes, attributes.valueStart, attributes.valueEnd);
        else if (attributes.nameIs('max')) last = parseIndex(bytes, attributes.valueStart, attributes.valueEnd);
        else if (attributes.nameIs('hidden')) hidden = isTrue(bytes, attributes.valueStart, attributes.valueEnd);
      }
      const limit = this.#context.limits.columns;
      if (hidden && first >= 1 && last >= first && this.#hiddenColumns.length < limit) {
        this.#hiddenColumns.push({ first: first - 1, last: Math.min(last, limit) - 1 });
      }
    }
  }

  #addMerge(bytes: Uint8Array, start: number, end: number): void {
    const { limits, notices, name } = this.#context;
    if (this.#merges.length >= limits.merges) {
      if (this.#merges.length === limits.merges) notices.add('read.mergesDropped', name, '', { limit: limits.merges });
      return;
    }
    let colon = start;
    while (colon < end && bytes[colon] !== 0x3a) colon++;
    const reference = this.#reference;
    parseReference(bytes, start, colon, reference);
    const [row1, column1] = [reference.row, reference.column];
    if (colon < end) parseReference(bytes, colon + 1, end, reference);
    const [row2, column2] = [reference.row, reference.column];
    const lastColumn = Math.max(column1, column2);
    const lastRow = Math.max(row1, row2);
    if (column1 === noColumn || column2 === noColumn || lastColumn >= limits.columns || lastRow >= limits.rows) {
      notices.add('read.mergeUnreadable', name, '', { range: decodeXmlText(bytes, start, Math.min(end, start + 40)) });
      return;
    }
    this.#merges.push({
      firstRow: Math.min(row1, row2),
      firstColumn: Math.min(column1, column2),
      lastRow,
      lastColumn,
    });
  }

  #openRow(bytes: Uint8Array, start: number, end: number): void {
    const attributes = this.#attributes;
    let row = this.#row + 1;
    this.#rowHidden = false;
    this.#rowHasValue = false;
    attributes.reset(bytes, start, end);
    while (attributes.next()) {
      if (attributes.nameIs('r')) {
        const number = parseIndex(bytes, attributes.valueStart, attributes.valueEnd);
        if (number >= 1) row = number - 1;
        else this.#context.notices.add('read.rowUnreadable', this.#context.name, '', { row: row + 1 });
      } else if (attributes.nameIs('hidden')) {
        this.#rowHidden = isTrue(bytes, attributes.valueStart, attributes.valueEnd);
      }
    }
    this.#row = row;
    this.#column = -1;
    this.#checkPlace();
    if (row <= this.#highestRow)
      this.#context.notices.add('read.rowOutOfOrder', this.#context.name, '', { row: row + 1 });
    else this.#highestRow = row;
  }

  #checkPlace(): void {
    const { limits, name } = this.#context;
    if (this.#row >= limits.rows || this.#column >= limits.columns) {
      throw new InputError('workbook.cellOutOfSheet', {
        sheet: name,
        cell: cellAddress(this.#row, Math.max(0, this.#column)),
        rows: limits.rows,
        columns: limits.columns,
      });
    }
  }

  #openCell(bytes: Uint8Array, start: number, end: number): void {
    if (this.#row < 0) this.#row = 0;
    this.#inCell = true;
    this.#inValue = false;
    this.#type = cellType.number;
    this.#style = 0;
    this.#hasFormula = false;
    this.#hasValue = false;
    let column = this.#column + 1;
    let misplaced = false;
    this.#item.begin();
    const attributes = this.#attributes;
    attributes.reset(bytes, start, end);
    while (attributes.next()) {
      if (attributes.nameEnd - attributes.nameStart !== 1) continue;
      const name = bytes[attributes.nameStart];
      if (name === 0x72) {
        const reference = this.#reference;
        parseReference(bytes, attributes.valueStart, attributes.valueEnd, reference);
        if (reference.column !== noColumn) column = reference.column;
        misplaced = reference.column === noColumn || reference.row !== this.#row;
      } else if (name === 0x73) {
        this.#style = parseIndex(bytes, attributes.valueStart, attributes.valueEnd);
      } else if (name === 0x74) {
        this.#type = cellTypeOf(bytes, attributes.valueStart, attributes.valueEnd);
      }
    }
    this.#column = column;
    this.#checkPlace();
    if (misplaced) this.#notice('read.cellAddress');
  }

  #closeCell(): void {
    const store = this.#store;
    const repeated = store.has(this.#row, this.#column);
    if (repeated) {
      this.#notice('read.cellRepeated');
      store.clear(this.#row, this.#column);
    }
    if (this.#type === cellType.inline) {
      // Some writers put an inline text into <v>.
      const text = this.#item.text !== '' || !this.#hasValue ? this.#item.text : decodeEscapes(this.#value.toText());
      this.#setText(text);
      return;
    }
    const value = this.#value;
    if (!this.#hasValue || (value.plain && value.length === 0)) {
      if (this.#hasFormula && !this.#hasValue) this.#notice('read.formulaWithoutValue');
      return;
    }
    switch (this.#type) {
      case cellType.number:
        this.#setNumber();
        return;
      case cellType.shared:
        this.#setShared();
        return;
      case cellType.text:
        this.#setText(decodeEscapes(value.toText()));
        return;
      case cellType.boolean: {
        const text = value.toText().trim().toLowerCase();
        if (text === '1' || text === 'true') this.#set(cellKind.boolean, 1);
        else if (text === '0' || text === 'false') this.#set(cellKind.boolean, 0);
        else this.#unreadable(text);
        return;
      }
      case cellType.error:
        this.#set(cellKind.error, this.#textIndex(this.#cutText(value.toText())));
        return;
      case cellType.isoDate: {
        const text = value.toText();
        const date = isoToCell(text.trim());
        if (date?.kind === 'date') this.#set(cellKind.date, date.value);
        else if (date) this.#set(cellKind.number, date.value, formatKind.time);
        else this.#unreadable(text);
        return;
      }
      case cellType.unknown:
        this.#unreadable(value.toText());
    }
  }

  #unreadable(text: string): void {
    this.#notice('read.valueUnreadable', { text: text.slice(0, 60) });
    this.#setText(text);
  }

  #set(kind: 1 | 2 | 3 | 4 | 5, value: number, shown: FormatKind = formatKind.number): void {
    this.#rowHasValue = true;
    this.#store.set(this.#row, this.#column, kind, value, this.#hasFormula, shown);
  }

  #setNumber(): void {
    const buffer = this.#value;
    const number = buffer.plain ? parseNumberText(buffer.bytes, 0, buffer.length) : parseNumberString(buffer.toText());
    if (Number.isNaN(number)) {
      this.#unreadable(buffer.toText());
      return;
    }
    const kind = this.#context.styleKinds[this.#style] ?? formatKind.number;
    if (kind === formatKind.date || (kind === formatKind.time && number >= 1)) {
      const ms = serialToMs(number, this.#context.date1904);
      if (ms !== null) {
        this.#set(cellKind.date, ms);
        return;
      }
      if (number < 0 || number >= 1) this.#notice('read.dateOutOfRange', { value: number });
    }
    this.#set(cellKind.number, number, kind as FormatKind);
    const mask = this.#context.styleMasks[this.#style] ?? null;
    if (mask !== null) this.#store.showsDigits(this.#column, mask);
  }

  #setShared(): void {
    const buffer = this.#value;
    const { sharedTexts, cutTexts } = this.#context;
    let index = buffer.plain ? parseIndex(buffer.bytes, 0, buffer.length) : -1;
    if (index < 0) {
      const written = buffer.toText().trim();
      index = /^\d{1,10}$/.test(written) ? Number(written) : -1;
    }
    const text = sharedTexts[index];
    if (text === undefined) {
      this.#notice('read.sharedTextMissing', { index });
      return;
    }
    if (text === '') return;
    if (cutTexts.has(index)) this.#notice('read.textCut', { limit: this.#context.limits.cellText });
    const seen = this.#sharedSeen[index]!;
    if (seen > 0) {
      this.#set(cellKind.text, seen - 1);
      return;
    }
    this.#texts.push(text);
    this.#sharedSeen[index] = this.#texts.length;
    this.#set(cellKind.text, this.#texts.length - 1);
  }

  #cutText(text: string): string {
    const limit = this.#context.limits.cellText;
    if (text.length <= limit) return text;
    this.#notice('read.textCut', { limit });
    return text.slice(0, limit);
  }

  #setText(text: string): void {
    if (text !== '') this.#set(cellKind.text, this.#textIndex(this.#cutText(text)));
  }

  #textIndex(text: string): number {
    const known = this.#ownTexts.get(text);
    if (known !== undefined) return known;
    this.#context.budget.spend(text.length);
    this.#texts.push(text);
    this.#ownTexts.set(text, this.#texts.length - 1);
    return this.#texts.length - 1;
  }

  finish(): RawSheet {
    const { rowCount, columns } = this.#store.finish();
    const hiddenColumns = new Set<number>();
    for (const { first, last } of this.#hiddenColumns) {
      for (let column = first; column <= last && column < columns.length; column++) hiddenColumns.add(column);
    }
    return {
      name: this.#context.name,
      hidden: this.#context.hidden,
      rowCount,
      columnCount: columns.length,
      texts: this.#texts,
      columns,
      merges: this.#merges,
      hiddenRows: this.#hiddenRows,
      hiddenColumns: [...hiddenColumns].toSorted((a, b) => a - b),
    };
  }
}

function parseNumberString(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return parseNumberText(bytes, 0, bytes.length);
}

function isTrue(bytes: Uint8Array, start: number, end: number): boolean {
  return nameIs(bytes, start, end, '1') || nameIs(bytes, start, end, 'true') || nameIs(bytes, start, end, 'on');
}

function cellTypeOf(bytes: Uint8Array, start: number, end: number): CellType {
  if (end - start === 1) {
    switch (bytes[start]) {
      case 0x73:
        return cellType.shared;
      case 0x6e:
        return cellType.number;
      case 0x62:
        return cellType.boolean;
      case 0x65:
        return cellType.error;
      case 0x64:
        return cellType.isoDate;
      default:
        return cellType.unknown;
    }
  }
  if (nameIs(bytes, start, end, 'str')) return cellType.text;
  return nameIs(bytes, start, end, 'inlineStr') ? cellType.inline : cellType.unknown;
}
