import { inflateRawSync } from 'node:zlib';
import type { CellContent } from '../../shared/commands/types.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { chunkOf, chunkRows, compress } from './columnChunks.ts';
import type Database from 'better-sqlite3';

/** No block inflates to more: 16,384 cells of Excel's longest text stay below. */
const largestBytes = 2 ** 31 - 1;

interface BlockRow {
  readonly count: number;
  readonly data: Buffer;
}

/** Rows as distances from the one before (they are mostly 1, which deflates to almost nothing), answers beside them. */
function pack(cells: ReadonlyMap<number, CellContent>, from: number): Buffer {
  const rows = Float64Array.from(cells.keys()).toSorted();
  let before = from - 1;
  const steps = Array.from(rows, (row) => {
    const step = row - before;
    before = row;
    return step;
  });
  const values = Array.from(rows, (row) => cells.get(row) ?? null);
  return compress(Buffer.from(JSON.stringify({ steps, values }), 'utf8'));
}

/** @throws AppError 'project.damaged' when the bytes are no block of that many cells */
export function unpackOriginals({ count, data }: BlockRow, chunk: number): Map<number, CellContent> {
  const damaged = (reason: string): AppError => new AppError('project.damaged', { part: 'original', reason });
  let read: unknown;
  try {
    read = JSON.parse(inflateRawSync(data, { maxOutputLength: largestBytes }).toString('utf8'));
  } catch (error) {
    throw damaged(error instanceof Error ? error.name : 'inflate');
  }
  const { steps, values } = read as { readonly steps?: unknown; readonly values?: unknown };
  if (!Array.isArray(steps) || !Array.isArray(values) || steps.length !== count || values.length !== count)
    throw damaged('shape');
  const cells = new Map<number, CellContent>();
  let row = chunk * chunkRows - 1;
  steps.forEach((step: unknown, i) => {
    row += Number(step);
    if (!Number.isSafeInteger(row) || chunkOf(row) !== chunk) throw damaged('row');
    cells.set(row, values[i] as CellContent);
  });
  return cells;
}

/** Adds cells to a question's blocks, one for each chunk of rows; cells that are in one already keep their answer. */
export function addOriginals(
  connection: Database.Database,
  variableId: string,
  rows: readonly number[],
  contentOf: (row: number) => CellContent,
): void {
  const select = connection.prepare<[string, number], BlockRow>(
    'SELECT count, data FROM original_block WHERE variable_id = ? AND chunk = ?',
  );
  const put = connection.prepare(
    'INSERT OR REPLACE INTO original_block (variable_id, chunk, count, data) VALUES (?, ?, ?, ?)',
  );
  for (const [chunk, own] of Map.groupBy(rows, chunkOf)) {
    const block = select.get(variableId, chunk);
    const cells = block ? unpackOriginals(block, chunk) : new Map<number, CellContent>();
    const before = cells.size;
    for (const row of own) if (!cells.has(row)) cells.set(row, contentOf(row));
    if (cells.size > before) put.run(variableId, chunk, cells.size, pack(cells, chunk * chunkRows));
  }
}
