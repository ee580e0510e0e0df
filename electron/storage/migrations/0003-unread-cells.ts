import type Database from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';
import { decodeColumn } from '../../../shared/importing/decodeColumn.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { readerOf } from '../../../shared/importing/sheetReader.ts';
import { rangesOf } from '../../../shared/model/formRanges.ts';
import type { ImportRecord } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { createBlobStore } from '../blobStore.ts';
import { createEntityStore } from '../entityStore.ts';
import { createRawStore, type StoredSheet } from '../rawStore.ts';

/** An import's sheet; null when there is none or it cannot be read, which is no reason not to open the answers. */
function sheetOf(read: (importId: string) => StoredSheet | null, importId: string): StoredSheet | null {
  try {
    return read(importId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'project.damaged') return null;
    throw error;
  }
}

/** Questions learn which cells of their files they could not take (Variable.unread): the sheets are read once more, by their plans. */
export function findUnreadCells(connection: Database.Database): void {
  const entities = createEntityStore(connection);
  const { variable: variables, import: imports } = entities.load();
  if (imports.size === 0) return;
  const raw = createRawStore(connection, createBlobStore(connection));
  const forms = new Map<string, number[]>();
  for (const record of [...imports.values()].toSorted((a: ImportRecord, b) => a.firstRow - b.firstRow)) {
    const stored = sheetOf((importId) => raw.whole(importId), record.id);
    const { columns: planned } = record.plan as unknown as Partial<ImportPlan>;
    if (!stored || !planned) continue;
    const reader = readerOf(stored.sheet);
    // Forms that a joined file says nothing about have no row of it.
    const known = [...stored.formRows.keys()].filter((form) => stored.formRows[form]! >= 0);
    const rows = Int32Array.from(known, (form) => stored.formRows[form]!);
    for (const [id, index] of Object.entries(stored.columns)) {
      const column = planned.find((one) => one.column === index);
      if (!column || !variables.has(id)) continue;
      const own = forms.get(id) ?? [];
      for (const place of decodeColumn(reader, column, rows).unread) own.push(record.firstRow + known[place]!);
      if (own.length > 0) forms.set(id, own);
    }
  }
  for (const [id, own] of forms) {
    const value: Variable = { ...variables.get(id)!, unread: rangesOf(own) };
    entities.put('variable', id, value);
  }
}
