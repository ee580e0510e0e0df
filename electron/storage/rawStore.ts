import { AppError } from '../../shared/contract/errors.ts';
import {
  cellAddress,
  cellKind,
  type CellRange,
  type RawColumn,
  type RawSheet,
} from '../../shared/importing/rawCells.ts';
import type { BlobStore } from './blobStore.ts';
import { chunkCount, chunkRows, compress, decodeChunk, decompress, encodeChunk } from './columnChunks.ts';
import type { Connection } from './openDatabase.ts';
import { chunkTexts, getTextChunk, putTexts } from './textChunks.ts';

/** The untouched cell behind an answer. */
export interface RawCell {
  readonly sheet: string;
  readonly cell: string;
  /** As text: numbers in full, dates as ISO, '' for an empty cell. */
  readonly raw: string;
}

export interface RawStore {
  /** formRows[i]: 0-based sheet row of the import's i-th form, -1 = the file has none for it. columns: the sheet's column each question was read from. */
  write(importId: string, sheet: RawSheet, formRows: Int32Array, columns: Readonly<Record<string, number>>): void;
  /** Forgets an import's sheet. */
  remove(importId: string): void;
  /** The cell behind one form's answer; null when the import has no such form or question. @throws AppError 'project.damaged' */
  cell(importId: string, form: number, variableId: string): RawCell | null;
  /** What the cells behind some forms' answers say, in their order; null where the import has no such form or question. @throws AppError 'project.damaged' */
  contents(importId: string, forms: readonly number[], variableId: string): readonly (RawCell | null)[];
  /** A whole imported sheet as it was written; null when the import has none. @throws AppError 'project.damaged' */
  whole(importId: string): StoredSheet | null;
}

/** What write was given. */
export interface StoredSheet {
  readonly sheet: RawSheet;
  readonly formRows: Int32Array;
  readonly columns: Readonly<Record<string, number>>;
}

interface SheetFacts extends Pick<RawSheet, 'hidden' | 'merges' | 'hiddenRows' | 'hiddenColumns'> {
  readonly columns: Readonly<Record<string, number>>;
}

interface SheetRow {
  readonly sheet: string;
  readonly row_count: number;
  readonly column_count: number;
  readonly facts: string;
  readonly form_rows: Buffer;
  readonly form_count: number;
}

interface RawChunkRow {
  readonly column_index: number;
  readonly chunk: number;
  readonly formula: Buffer | null;
  readonly encoding: string;
  readonly count: number;
  readonly kinds: Buffer;
  readonly cell_values: Buffer;
}

interface StoredColumn {
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  formula: Uint8Array | null;
}

const blankColumn = (rows: number): StoredColumn => ({
  kinds: new Uint8Array(rows),
  values: new Float64Array(rows).fill(Number.NaN),
  formula: null,
});

/** The chunks that hold a cell; those between a table and a stray cell far out are not kept. */
function filledChunks({ kinds }: RawColumn, rows: number): readonly number[] {
  return Array.from({ length: chunkCount(rows) }, (_, chunk) => chunk).filter((chunk) =>
    kinds.subarray(chunk * chunkRows, (chunk + 1) * chunkRows).some((kind) => kind !== cellKind.empty),
  );
}

/** Raw sheets of imports: written once, never updated. */
export function createRawStore(connection: Connection, blobs: BlobStore): RawStore {
  const putSheet = connection.prepare(
    'INSERT INTO raw_sheet (import_id, sheet, row_count, column_count, facts, form_rows, form_count) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const putChunk = connection.prepare(
    'INSERT INTO raw_chunk (import_id, column_index, chunk, encoding, count, kinds, cell_values, formula) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const putText = connection.prepare('INSERT INTO raw_text_chunk (import_id, chunk, count, hash) VALUES (?, ?, ?, ?)');
  const getSheet = connection.prepare<[string], SheetRow>(
    'SELECT sheet, row_count, column_count, facts, form_rows, form_count FROM raw_sheet WHERE import_id = ?',
  );
  const getChunk = connection.prepare<[string, number, number], RawChunkRow>(
    'SELECT column_index, chunk, encoding, count, kinds, cell_values, formula FROM raw_chunk WHERE import_id = ? AND column_index = ? AND chunk = ?',
  );
  const everyChunk = connection.prepare<[string], RawChunkRow>(
    'SELECT column_index, chunk, encoding, count, kinds, cell_values, formula FROM raw_chunk WHERE import_id = ?',
  );
  const everyText = connection.prepare<[string], { count: number; hash: Buffer }>(
    'SELECT count, hash FROM raw_text_chunk WHERE import_id = ? ORDER BY chunk',
  );
  const getText = connection.prepare<[string, number], { count: number; hash: Buffer }>(
    'SELECT count, hash FROM raw_text_chunk WHERE import_id = ? AND chunk = ?',
  );

  const dropSheet = ['raw_text_chunk', 'raw_chunk', 'raw_sheet'].map((table) =>
    connection.prepare<[string]>(`DELETE FROM ${table} WHERE import_id = ?`),
  );

  /** The chunk of texts read last: cells beside each other mostly say the same things. */
  let textsHeld: { readonly importId: string; readonly number: number; readonly texts: readonly string[] } | null =
    null;

  function textAt(importId: string, index: number): string {
    const number = Math.floor(index / chunkTexts);
    if (textsHeld?.importId !== importId || textsHeld.number !== number) {
      const chunk = getText.get(importId, number);
      textsHeld = { importId, number, texts: chunk ? getTextChunk(blobs, chunk) : [] };
    }
    const text = textsHeld.texts[index % chunkTexts];
    if (text === undefined) throw new AppError('project.damaged', { part: 'raw', reason: 'text' });
    return text;
  }

  function contentOf(importId: string, kind: number, value: number): string {
    if (kind === cellKind.empty) return '';
    if (kind === cellKind.text || kind === cellKind.error) return textAt(importId, value);
    if (kind === cellKind.boolean) return value === 1 ? 'TRUE' : 'FALSE';
    if (kind !== cellKind.date) return String(value);
    const date = new Date(value);
    return Number.isNaN(date.getTime())
      ? String(value)
      : date
          .toISOString()
          .replace(/T00:00:00\.000Z$/, '')
          .replace('T', ' ')
          .replace(/(\.000)?Z$/, '');
  }

  /** One chunk of a sheet's column: what kind of cell, and its value. */
  function chunkAt(
    importId: string,
    column: number,
    number: number,
  ): { readonly kinds: Uint8Array; readonly values: Float64Array } | null {
    const chunk = getChunk.get(importId, column, number);
    if (!chunk) return null;
    const values = new Float64Array(chunk.count);
    decodeChunk({ encoding: chunk.encoding, count: chunk.count, data: blobs.get(chunk.cell_values) }, values, 0);
    return { kinds: decompress(blobs.get(chunk.kinds), chunk.count), values };
  }

  function contents(importId: string, forms: readonly number[], variableId: string): readonly (RawCell | null)[] {
    const sheet = getSheet.get(importId);
    const column = sheet && (JSON.parse(sheet.facts) as SheetFacts).columns[variableId];
    if (!sheet || column === undefined) return forms.map(() => null);
    const rows = decompress(blobs.get(sheet.form_rows), sheet.form_count * 4);
    // Forms rise with their rows, mostly: one chunk is held at a time.
    let held: { readonly number: number; readonly chunk: ReturnType<typeof chunkAt> } | null = null;
    return forms.map((form) => {
      const row = form < 0 || form >= sheet.form_count ? -1 : rows.readInt32LE(form * 4);
      if (row < 0) return null;
      const number = Math.floor(row / chunkRows);
      if (held?.number !== number) held = { number, chunk: chunkAt(importId, column, number) };
      const address = { sheet: sheet.sheet, cell: cellAddress(row, column) };
      if (!held.chunk) return { ...address, raw: '' };
      const { kinds, values } = held.chunk;
      const kind = kinds[row % chunkRows];
      if (kind === undefined) throw new AppError('project.damaged', { part: 'raw', reason: 'kind' });
      return { ...address, raw: contentOf(importId, kind, values[row % chunkRows]!) };
    });
  }

  return {
    write(importId, sheet, formRows, columns) {
      const facts = {
        hidden: sheet.hidden,
        merges: sheet.merges satisfies readonly CellRange[],
        hiddenRows: sheet.hiddenRows,
        hiddenColumns: sheet.hiddenColumns,
        columns,
      };
      const rowsBlob = blobs.put(compress(new Uint8Array(formRows.buffer, formRows.byteOffset, formRows.byteLength)));
      putSheet.run(
        importId,
        sheet.name,
        sheet.rowCount,
        sheet.columns.length,
        JSON.stringify(facts),
        rowsBlob,
        formRows.length,
      );
      const filled = new Map(
        [...new Set(sheet.columns)].map((column) => [column, filledChunks(column, sheet.rowCount)] as const),
      );
      sheet.columns.forEach((column, index) => {
        for (const chunk of filled.get(column)!) {
          const from = chunk * chunkRows;
          const to = Math.min(sheet.rowCount, from + chunkRows);
          const values = encodeChunk(column.values.slice(from, to));
          const kinds = blobs.put(compress(column.kinds.subarray(from, to)));
          const formula = column.formula ? blobs.put(compress(column.formula.subarray(from, to))) : null;
          putChunk.run(importId, index, chunk, values.encoding, values.count, kinds, blobs.put(values.data), formula);
        }
      });
      for (const chunk of putTexts(blobs, sheet.texts)) putText.run(importId, chunk.chunk, chunk.count, chunk.hash);
    },
    remove(importId) {
      for (const statement of dropSheet) statement.run(importId);
    },
    cell: (importId, form, variableId) => contents(importId, [form], variableId)[0]!,
    contents,
    whole(importId) {
      const row = getSheet.get(importId);
      if (!row) return null;
      const { columns, ...facts } = JSON.parse(row.facts) as SheetFacts;
      const blank = blankColumn(row.row_count);
      const own = Array.from({ length: row.column_count }, () => blank);
      for (const chunk of everyChunk.all(importId)) {
        const from = chunk.chunk * chunkRows;
        const place = chunk.column_index;
        if (!own[place] || from + chunk.count > row.row_count)
          throw new AppError('project.damaged', { part: 'raw', reason: 'shape' });
        const column = own[place] === blank ? (own[place] = blankColumn(row.row_count)) : own[place];
        const data = blobs.get(chunk.cell_values);
        decodeChunk({ encoding: chunk.encoding, count: chunk.count, data }, column.values, from);
        column.kinds.set(decompress(blobs.get(chunk.kinds), chunk.count), from);
        if (!chunk.formula) continue;
        column.formula ??= new Uint8Array(row.row_count);
        column.formula.set(decompress(blobs.get(chunk.formula), chunk.count), from);
      }
      const bytes = decompress(blobs.get(row.form_rows), row.form_count * 4);
      const formRows = Int32Array.from({ length: row.form_count }, (_, form) => bytes.readInt32LE(form * 4));
      const texts = everyText.all(importId).flatMap((chunk) => getTextChunk(blobs, chunk));
      const size = { rowCount: row.row_count, columnCount: row.column_count };
      return { sheet: { name: row.sheet, ...size, ...facts, texts, columns: own }, formRows, columns };
    },
  };
}
