import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removed } from '../../shared/commands/cleaning/answers.ts';
import { applyEntityOperations } from '../../shared/commands/applyPatch.ts';
import type { Operation } from '../../shared/commands/types.ts';
import type { SavDictionary } from '../../shared/importing/savFile.ts';
import { cellKind, type RawColumn, type RawSheet } from '../../shared/importing/rawCells.ts';
import type { Column } from '../../shared/model/dataset.ts';
import { type Collection, collections, emptyEntities, type ImportRecord } from '../../shared/model/project.ts';
import { withoutTexts } from './handoverTexts.ts';
import { cellOf } from './memoryColumn.ts';
import { ProjectStore } from './projectStore.ts';
import { writeSealedCopy } from './publish.ts';
import type { StoredSheet } from './rawStore.ts';

/** A text column with only the texts its cells hold: a dictionary keeps those of overwritten cells, too. */
function compacted(column: Column): Column {
  if (column.kind !== 'text') return column;
  const dictionary: string[] = [];
  const known = new Map<number, number>();
  const codes = column.codes.map((code) => {
    if (code < 0) return -1;
    const own = known.get(code) ?? dictionary.push(column.dictionary[code]!) - 1;
    known.set(code, own);
    return own;
  });
  return { kind: 'text', codes, dictionary };
}

/** Rows of a sheet whose cells stay, by column. */
type KeptCells = ReadonlyMap<number, ReadonlySet<number>>;

/** The sheet with the given cells only; everything else in it is blank, headings and remarks included. */
function blankedSheet(sheet: RawSheet, kept: KeptCells): RawSheet {
  const texts: string[] = [];
  const known = new Map<number, number>();
  const blank: RawColumn = {
    kinds: new Uint8Array(sheet.rowCount),
    values: new Float64Array(sheet.rowCount).fill(Number.NaN),
    formula: null,
  };
  const columns = sheet.columns.map((column, index): RawColumn => {
    const rows = kept.get(index);
    if (!rows) return blank;
    const kinds = new Uint8Array(sheet.rowCount);
    const values = new Float64Array(sheet.rowCount).fill(Number.NaN);
    for (const row of rows) {
      const kind = column.kinds[row]!;
      let value = column.values[row]!;
      if (kind === cellKind.text || kind === cellKind.error) {
        const own = known.get(value) ?? texts.push(sheet.texts[value] ?? '') - 1;
        known.set(value, own);
        value = own;
      }
      kinds[row] = kind;
      values[row] = value;
    }
    return { kinds, values, formula: null };
  });
  return { ...sheet, columns, texts };
}

/** A remembered plan that still reads next month's file, without what this file's personal columns held and answers that may be gone since. */
function cleanedPlan(plan: ImportRecord['plan'], keptColumns: ReadonlySet<number>): ImportRecord['plan'] {
  const { columns } = plan;
  if (!Array.isArray(columns)) return plan;
  const cleaned = (columns as readonly Readonly<Record<string, unknown>>[]).map((column) =>
    keptColumns.has(Number(column['column'])) && column['personal'] !== true
      ? { ...column, doubts: [], answers: undefined }
      : {
          ...column,
          include: false,
          doubts: [],
          textCodes: [],
          valueLabels: [],
          scale: null,
          blankTexts: undefined,
          answers: undefined,
        },
  );
  return { ...plan, columns: cleaned };
}

/** What a .sav file said, without its remarks and without what it said of the columns left behind but their names. */
function cleanedDictionary(
  dictionary: NonNullable<ImportRecord['dictionary']>,
  keptColumns: ReadonlySet<number>,
): NonNullable<ImportRecord['dictionary']> {
  const { variables } = dictionary as unknown as SavDictionary;
  const nothing = { label: '', valueLabels: [], missing: { values: [], range: null }, attributes: {} };
  return {
    ...dictionary,
    documents: [],
    attributes: {},
    variables: variables.map((variable, column) => (keptColumns.has(column) ? variable : { ...variable, ...nothing })),
  };
}

/** Answers that tell people apart: at least half of those given differ. A column of three shop names is none. */
function identifying(values: readonly string[]): readonly string[] {
  const distinct = new Set(values);
  return distinct.size * 2 >= values.length ? [...distinct] : [];
}

/** What is left behind: current answers of personal questions, and imported cells that no answer shows any more. */
function leftBehind(
  store: ProjectStore,
  sheets: readonly (readonly [StoredSheet, KeptCells])[],
  kept: ReadonlySet<string>,
): string[] {
  const texts: string[] = [];
  for (const variable of store.allEntities.variable.values()) {
    const column = store.allColumns.get(variable.id);
    if (kept.has(variable.id) || !column) continue;
    const cells = Array.from({ length: store.rowCount }, (_, row) => cellOf(column, row));
    texts.push(...identifying(cells.filter((cell) => cell !== null).map(String)));
  }
  for (const [{ sheet, formRows }, keptCells] of sheets) {
    sheet.columns.forEach((column, index) => {
      const rows = keptCells.get(index);
      const cells: string[] = [];
      for (const row of formRows) {
        if (rows?.has(row)) continue;
        const kind = column.kinds[row];
        if (kind === cellKind.text) cells.push(sheet.texts[column.values[row]!] ?? '');
        else if (kind === cellKind.number) cells.push(String(column.values[row]));
      }
      texts.push(...identifying(cells));
    });
  }
  return texts;
}

/** What the user wrote: notes, report, titles. Everything else refers by ids or is the questionnaire's own. */
const prose: readonly Collection[] = ['exclusion', 'report', 'card', 'rule', 'settings', 'model'];

/**
 * Writes a project for others to path, which must not exist: what the answers show now, and nothing they showed before.
 *
 * Personal questions are left out with every mention of them. Of the imported sheets only those cells are kept that an answer of today
 * still shows unchanged, so that a number can still be traced to its cell. There is no history, no version and no key of a pseudonym.
 * In notes, report and titles, answers of the columns left behind are replaced by asterisks. It is a file of its own, not a copy with
 * parts deleted: nothing that is not written to it can be found in it.
 *
 * @throws AppError 'project.damaged', 'project.diskFull'
 */
export function writeHandoverCopy(store: ProjectStore, path: string, at: number): void {
  const reader = store.reader();
  const entities = emptyEntities();
  for (const collection of collections)
    for (const [id, value] of store.allEntities[collection] as ReadonlyMap<string, unknown>)
      (entities[collection] as Map<string, unknown>).set(id, value);
  // Results a final report was made from show what the answers were, not what they are.
  entities.report.delete('frozen');
  const personal = [...entities.variable.values()].filter((variable) => variable.personal);
  applyEntityOperations(entities, removed(reader, personal));
  const kept = new Set<string>(entities.variable.keys());

  const changed = new Map(Object.entries(store.changedCells()).map(([id, rows]) => [id, new Set(rows)]));
  const sheets = new Map<string, StoredSheet>();
  const cells: (readonly [StoredSheet, KeptCells])[] = [];
  for (const [importId, record] of entities.import) {
    const stored = store.importedSheet(importId);
    if (!stored) continue;
    const { sheet, formRows, columns } = stored;
    const read = Object.fromEntries(Object.entries(columns).filter(([id]) => kept.has(id)));
    const keptCells = new Map<number, ReadonlySet<number>>();
    for (const [id, index] of Object.entries(read)) {
      const column = store.allColumns.get(id);
      const others = changed.get(id);
      const rows = [...formRows].filter((sheetRow, form) => {
        const row = record.firstRow + form;
        // A form that found no partner in a joined file stands in none of its rows.
        return sheetRow >= 0 && column !== undefined && !others?.has(row) && cellOf(column, row) !== null;
      });
      keptCells.set(index, new Set(rows));
    }
    cells.push([stored, keptCells]);
    sheets.set(importId, { sheet: blankedSheet(sheet, keptCells), formRows, columns: read });
    entities.import.set(importId, {
      ...record,
      ...(record.questions ? { questions: read } : {}),
      plan: cleanedPlan(record.plan, new Set(Object.values(read))),
      ...(record.dictionary ? { dictionary: cleanedDictionary(record.dictionary, new Set(Object.values(read))) } : {}),
    });
  }

  const hide = withoutTexts(leftBehind(store, cells, kept));
  for (const collection of prose) {
    const map = entities[collection] as Map<string, unknown>;
    for (const [id, value] of map) map.set(id, hide(value));
  }

  const columns = new Map<string, Column>();
  for (const id of kept) {
    const column = store.allColumns.get(id);
    if (column) columns.set(id, compacted(column));
  }
  const patch = collections.flatMap((collection) =>
    [...(entities[collection] as ReadonlyMap<string, unknown>)].map(
      ([id, value]) => ({ op: 'put', collection, id, value }) as Operation,
    ),
  );
  const work = join(dirname(path), `${randomUUID()}.handover`);
  try {
    const fresh = new ProjectStore(work);
    try {
      const label = { zh: '不含个人信息的副本', en: 'Copy without personal data' };
      const command = { type: 'project.handover', mode: 'replace' };
      fresh.begin({ patch, rowCount: store.rowCount, columns, sheets, label, command }, at);
      writeSealedCopy(fresh.connection, path);
    } finally {
      fresh.close();
    }
  } finally {
    for (const part of ['', '-wal', '-shm', '-journal']) rmSync(work + part, { force: true });
  }
}
