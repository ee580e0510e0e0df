import { isCombining } from '../../shared/commands/combine/catalogue.ts';
import type { CellContent, Patch } from '../../shared/commands/types.ts';
import { isUnread } from '../../shared/model/decode.ts';
import { formsOf } from '../../shared/model/formRanges.ts';
import { type Entities, type ImportRecord, ordered } from '../../shared/model/project.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import { isFreshStart } from './cleaningLog.ts';
import type { JournalStore } from './journalStore.ts';
import { cellOf, type MemoryColumn } from './memoryColumn.ts';
import type { OriginalStore } from './originalStore.ts';
import type { RawCell, RawStore } from './rawStore.ts';

export interface CellChange {
  readonly at: number;
  readonly from: CellContent;
  readonly to: CellContent;
}

/** What a patch sets a cell to; a patch touches each cell at most once. */
function cellIn(patch: Patch, variableId: string, row: number): CellContent {
  for (const operation of patch) {
    if (operation.op !== 'cells' || operation.variableId !== variableId) continue;
    const at = operation.rows.indexOf(row);
    if (at >= 0) return operation.values[at] ?? null;
  }
  return null;
}

/** The imports a question was read from: answers typed into added forms, or where a file has no such question, have no original. */
export function importsOf({ variable, import: imports }: Entities, variableId: string): readonly ImportRecord[] {
  const isFromFile = variable.get(variableId)?.source !== null;
  return [...imports.values()].filter(({ questions }) =>
    questions ? questions[variableId] !== undefined : isFromFile,
  );
}

/** Questions whose imported answers a cleaning step has changed where they stand, each with its last such step. */
export function cleanedQuestions(
  entities: Entities,
  journal: JournalStore,
): { readonly variableId: string; readonly label: Bilingual }[] {
  const cleaned = new Map<string, Bilingual>();
  for (const entry of journal.lineage()) {
    if (isFreshStart(entry)) break;
    if (entry.kind !== 'command' || !String(entry.command['type']).startsWith('cleaning.')) continue;
    for (const operation of entry.patch)
      if (
        operation.op === 'cells' &&
        importsOf(entities, operation.variableId).length > 0 &&
        !cleaned.has(operation.variableId)
      )
        cleaned.set(operation.variableId, entry.label);
  }
  return [...cleaned].map(([variableId, label]) => ({ variableId, label }));
}

/** A cell of a file, with the file's name. */
export type ImportedCell = RawCell & { readonly file: string };

/** The imported cell behind an answer; null where it came from no file. */
export function importedCell(entities: Entities, raw: RawStore, variableId: string, row: number): ImportedCell | null {
  for (const record of importsOf(entities, variableId)) {
    const cell = raw.cell(record.id, row - record.firstRow, variableId);
    if (cell) return { ...cell, file: record.fileName };
  }
  return null;
}

/** A cell of a file that its question could not take, and is blank for it. */
export interface UnreadCell extends ImportedCell {
  readonly variableId: string;
  readonly row: number;
}

/** Every such cell, question by question and within one by the forms; none where the sheet of the file is not in the project. */
export function unreadCells(
  entities: Entities,
  columns: ReadonlyMap<string, MemoryColumn>,
  raw: RawStore,
): readonly UnreadCell[] {
  return ordered(entities.variable).flatMap((variable) => {
    const column = columns.get(variable.id);
    const rows = [...formsOf(variable.unread ?? [])].filter((row) => isUnread(variable, column, row));
    if (rows.length === 0) return [];
    const found = new Map<number, UnreadCell>();
    for (const { id, firstRow, fileName } of importsOf(entities, variable.id))
      raw
        .contents(
          id,
          rows.map((row) => row - firstRow),
          variable.id,
        )
        .forEach((cell, place) => {
          const row = rows[place]!;
          // A copy for others keeps only the cells that answers show.
          if (cell && cell.raw !== '' && !found.has(row))
            found.set(row, { ...cell, file: fileName, variableId: variable.id, row });
        });
    return rows.flatMap((row) => found.get(row) ?? []);
  });
}

/** The imported cell behind an answer, and every change since. */
export function answerOrigin(
  entities: Entities,
  journal: JournalStore,
  raw: RawStore,
  variableId: string,
  row: number,
): { readonly cell: ImportedCell | null; readonly changes: readonly CellChange[] } {
  const changes: CellChange[] = [];
  for (const entry of journal.lineage()) {
    if (entry.kind === 'import' && entry.command.mode === 'replace') break;
    // What came in with a file is no change of it.
    if (isCombining(entry.command.type)) continue;
    for (const operation of entry.patch) {
      if (operation.op !== 'cells' || operation.variableId !== variableId) continue;
      const at = operation.rows.indexOf(row);
      if (at < 0) continue;
      changes.push({ at: entry.at, from: cellIn(entry.inverse, variableId, row), to: operation.values[at] ?? null });
    }
  }
  changes.reverse();
  return { cell: importedCell(entities, raw, variableId, row), changes };
}

/** Rows per question whose current answer is not the imported one. */
export function changedCells(
  entities: Entities,
  columns: ReadonlyMap<string, MemoryColumn>,
  originals: OriginalStore,
): Record<string, number[]> {
  const changed: Record<string, number[]> = {};
  for (const { variableId, rows, values } of originals.all()) {
    const column = columns.get(variableId);
    if (!column || !entities.variable.has(variableId)) continue;
    const other = rows.filter((row, i) => cellOf(column, row) !== values[i]);
    if (other.length > 0) changed[variableId] = (changed[variableId] ?? []).concat(other);
  }
  return changed;
}
