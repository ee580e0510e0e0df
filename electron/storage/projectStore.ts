import { randomUUID } from 'node:crypto';
import { applyEntityOperations, invertPatch } from '../../shared/commands/applyPatch.ts';
import { type Command, planCommand } from '../../shared/commands/catalogue.ts';
import { type CombineCommand, isCombining, planCombine } from '../../shared/commands/combine/catalogue.ts';
import type { CellContent, Operation, Patch, ProjectReader } from '../../shared/commands/types.ts';
import type { DecodedTable } from '../../shared/importing/decodedTable.ts';
import type { CleaningLog } from '../../shared/cleaning/log.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { RawSheet } from '../../shared/importing/rawCells.ts';
import type { DataStep } from '../../shared/model/dataset.ts';
import type { VariableId } from '../../shared/model/ids.ts';
import { collections, type Entities } from '../../shared/model/project.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import {
  answerOrigin,
  importedCell,
  type ImportedCell,
  changedCells,
  cleanedQuestions,
  importsOf,
  type UnreadCell,
  unreadCells,
} from './answerOrigin.ts';
import { createBlobStore } from './blobStore.ts';
import { cleaningLogOf, dataHash, signedCommand, stepOf, stepsOf } from './cleaningLog.ts';
import { createColumnStore } from './columnStore.ts';
import { contentHash } from './contentHash.ts';
import { createEntityStore, type MutableEntities } from './entityStore.ts';
import {
  createJournalStore,
  type JournalContents,
  type JournalEntry,
  type JournalKind,
  type JournalStore,
} from './journalStore.ts';
import { cellOf, lengthOf, type MemoryColumn, toShared } from './memoryColumn.ts';
import { createMetaStore } from './metaStore.ts';
import { type Connection, openDatabase } from './openDatabase.ts';
import { createOriginalStore } from './originalStore.ts';
import type { Change, ImportContents, WholeProject } from './projectChange.ts';
import { createRawStore, type StoredSheet } from './rawStore.ts';
import { createVersionStore, type VersionContents, type VersionInfo } from './versionStore.ts';
import { type Working, workingColumns } from './workingColumns.ts';

/**
 * One open project file: the state in memory and its commits. Every change is one transaction with its journal row; memory changes
 * only after the commit, so that a refused or failed change leaves no trace.
 */
export class ProjectStore {
  readonly connection: Connection;
  private readonly meta;
  private readonly blobs;
  private readonly entityStore;
  private readonly columnStore;
  private readonly raw;
  private readonly journal;
  private readonly versions;
  private readonly originals;
  private entities: MutableEntities;
  private columns = new Map<string, MemoryColumn>();
  private rows: number;
  private steps: readonly DataStep[];

  /** @throws AppError 'project.damaged', 'project.newer' */
  constructor(path: string) {
    this.connection = openDatabase(path);
    this.meta = createMetaStore(this.connection);
    this.blobs = createBlobStore(this.connection);
    this.entityStore = createEntityStore(this.connection);
    this.columnStore = createColumnStore(this.connection, this.blobs);
    this.raw = createRawStore(this.connection, this.blobs);
    this.versions = createVersionStore(this.connection, this.blobs);
    this.journal = createJournalStore(this.connection, (versionId) => this.versions.has(versionId));
    this.originals = createOriginalStore(this.connection);
    try {
      if (this.meta.text('manifest') !== null) this.meta.remove('manifest');
      this.entities = this.entityStore.load();
      this.rows = this.meta.number('rowCount');
      this.loadColumns();
      this.steps = stepsOf(this.journal.outline());
    } catch (error) {
      this.connection.close();
      throw error;
    }
  }

  private kindOf(variableId: string): MemoryColumn['kind'] {
    return this.entities.variable.get(variableId)?.type === 'text' ? 'text' : 'numeric';
  }

  private loadColumns(): void {
    const loaded = new Map<string, MemoryColumn>();
    // Columns of removed questions stay, so that undo after a restart brings their answers back.
    for (const id of new Set([...this.entities.variable.keys(), ...this.columnStore.ids()])) {
      const column = this.columnStore.load(
        id,
        this.entities.variable.has(id) ? this.kindOf(id) : this.columnStore.kindOf(id),
        this.rows,
      );
      if (!column) throw new AppError('project.damaged', { part: 'chunk', reason: 'missing' });
      loaded.set(id, column);
    }
    this.columns = loaded;
  }

  get revision(): number {
    return this.meta.number('revision');
  }

  /** Counts every commit, those that keep a version included. */
  get writes(): number {
    return this.meta.number('writes');
  }

  get rowCount(): number {
    return this.rows;
  }

  get allEntities(): Entities {
    return this.entities;
  }

  /** What was done to the data since they were imported, oldest first. */
  get allSteps(): readonly DataStep[] {
    return this.steps;
  }

  get allColumns(): ReadonlyMap<string, MemoryColumn> {
    return this.columns;
  }

  get undoLabel(): Bilingual | null {
    return this.journal.undoLabel();
  }

  get redoLabel(): Bilingual | null {
    return this.journal.redoLabel();
  }

  reader(): ProjectReader {
    return {
      entities: this.entities,
      rowCount: this.rows,
      cell: (variableId: VariableId, row: number): CellContent => {
        const column = this.columns.get(variableId);
        return column ? cellOf(column, row) : null;
      },
      newId: () => randomUUID(),
    };
  }

  /** One commit: counters move, and memory follows only when it is on the disk. */
  private commit(write: () => void, options: { readonly newRevision: boolean }): void {
    this.connection
      .transaction(() => {
        write();
        this.meta.set('writes', this.meta.number('writes') + 1);
        if (options.newRevision) this.meta.set('revision', this.meta.number('revision') + 1);
      })
      .immediate();
  }

  /** A new entry ends redo: what had been undone is forgotten, with the sheets of files that it had brought in. */
  private record(entry: Parameters<JournalStore['append']>[0]): void {
    const brought = this.journal
      .undone()
      .filter(({ command }) => isCombining(command['type']))
      .flatMap(({ patch }) =>
        patch.flatMap((operation) =>
          operation.op === 'put' && operation.collection === 'import' && operation.value !== null ? [operation.id] : [],
        ),
      );
    this.journal.append(entry);
    if (brought.length === 0) return;
    // A kept version from between still speaks of the file.
    const kept = new Set(
      this.versions
        .list()
        .flatMap(({ versionId }) => Object.keys(this.versions.contents(versionId).contents.entities['import'] ?? {})),
    );
    for (const importId of brought) if (!kept.has(importId)) this.raw.remove(importId);
  }

  private write(patch: Patch, working: Working): void {
    for (const operation of patch)
      if (operation.op === 'put') this.entityStore.put(operation.collection, operation.id, operation.value);
    for (const [id, column] of working.columns)
      this.columnStore.write(id, column, this.columns.get(id) ?? null, working.touched.get(id) ?? null);
    this.meta.set('rowCount', working.rowCount);
  }

  private follow(patch: Patch, working: Working, steps: Change['steps']): Change {
    applyEntityOperations(this.entities, patch);
    for (const [id, column] of working.columns) this.columns.set(id, column);
    this.rows = working.rowCount;
    return this.change(patch, working.columns, steps);
  }

  private change(patch: Patch | null, columns: ReadonlyMap<string, MemoryColumn>, steps?: Change['steps']): Change {
    const { revision, rows: rowCount, undoLabel: undo, redoLabel: redo } = this;
    return { revision, patch, rowCount, columns, undo, redo, ...(steps ? { steps } : {}) };
  }

  /** Takes an entry into the list of steps or out of its end. */
  private stepped(entry: Parameters<typeof stepOf>[0], undone: boolean): Change['steps'] {
    const step = stepOf(entry);
    if (!step) return undefined;
    const keep = undone ? this.steps.length - 1 : this.steps.length;
    const added = undone ? [] : [step];
    this.steps = [...this.steps.slice(0, keep), ...added];
    return { keep, added };
  }

  /** The list of steps after a change as a whole. */
  private steppedAnew(): Change['steps'] {
    this.steps = stepsOf(this.journal.outline());
    return { keep: 0, added: this.steps };
  }

  /** Cells that were there when their file was imported; answers typed into added forms have no original. */
  private rememberOriginals(patch: Patch): void {
    for (const operation of patch) {
      if (operation.op !== 'cells') continue;
      const column = this.columns.get(operation.variableId);
      if (!column) continue;
      const records = importsOf(this.entities, operation.variableId);
      const isImported = (row: number): boolean =>
        records.some(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
      this.originals.remember(operation.variableId, operation.rows.filter(isImported), (row) => cellOf(column, row));
    }
  }

  /** Plans and commits a command. who: the user, for the log. @throws InputError from the command when it is not possible; nothing is written then */
  apply(command: Command, at: number, who = ''): Change {
    const reader = this.reader();
    const { patch, label } = planCommand(command, reader);
    return this.applyPatch({ patch, label, command: signedCommand(command, who, patch), at, kind: 'command' });
  }

  /**
   * Plans and commits a change that brings in another file, whose untouched sheet is kept beside it. It is undone like any command; the sheet
   * then stays until redoing is over. created: what it made, in order.
   * @throws InputError from the change when it is not possible; nothing is written then
   */
  combine(
    command: CombineCommand,
    table: DecodedTable & { readonly sheet: RawSheet },
    at: number,
    who = '',
  ): { readonly change: Change; readonly created: readonly Operation[] } {
    const planned = planCombine(command, { table, at: new Date(at).toISOString() }, this.reader());
    const { patch, label } = planned;
    const created = patch.filter(
      (operation) => operation.op === 'put' && !this.entities[operation.collection].has(operation.id),
    );
    const inverse = invertPatch(patch, this.reader());
    const working = workingColumns(patch, this.columns, this.rows);
    const entry = { at, kind: 'command', label, command: signedCommand(command, who, patch), patch, inverse } as const;
    this.commit(
      () => {
        this.write(patch, working);
        this.raw.write(planned.importId, table.sheet, planned.formRows, planned.sheetColumns);
        this.record(entry);
      },
      { newRevision: true },
    );
    const { steps } = this.follow(patch, working, this.stepped(entry, false));
    return { change: this.change(null, this.columns, steps), created };
  }

  /** Commits a patch that was planned elsewhere (a project made from a template). */
  applyPatch(entry: {
    patch: Patch;
    label: Bilingual;
    command: Readonly<Record<string, unknown>>;
    at: number;
    kind: JournalKind;
  }): Change {
    const inverse = invertPatch(entry.patch, this.reader());
    const working = workingColumns(entry.patch, this.columns, this.rows);
    this.commit(
      () => {
        this.rememberOriginals(entry.patch);
        this.write(entry.patch, working);
        this.record({ ...entry, inverse });
      },
      { newRevision: true },
    );
    return this.follow(entry.patch, working, this.stepped(entry, false));
  }

  private replay(entry: JournalContents, patch: Patch, undone: boolean): Change {
    const working = workingColumns(patch, this.columns, this.rows);
    this.commit(
      () => {
        this.write(patch, working);
        this.journal.mark(entry.sequence, undone);
      },
      { newRevision: true },
    );
    return this.follow(patch, working, this.stepped(entry, undone));
  }

  /** To the state of a kept version and the entry marked, in one transaction. @throws AppError 'version.unknown', 'project.damaged' */
  private travel(entry: JournalContents, versionId: unknown, undone: boolean): Change {
    const { contents } = this.versions.contents(String(versionId));
    this.commit(
      () => {
        this.putContents(contents);
        this.journal.mark(entry.sequence, undone);
      },
      { newRevision: true },
    );
    return this.reload(contents.rowCount);
  }

  /** Takes the newest change back: a command by its stored inverse, a restored version by what was kept before it; null at an import. */
  undo(): { readonly change: Change; readonly label: Bilingual } | null {
    const entry = this.journal.toUndo();
    if (!entry) return null;
    const change =
      entry.kind === 'restore'
        ? this.travel(entry, entry.command['before'], true)
        : this.replay(entry, entry.inverse, true);
    return { change, label: entry.label };
  }

  redo(): { readonly change: Change; readonly label: Bilingual } | null {
    const entry = this.journal.toRedo();
    if (!entry) return null;
    const change =
      entry.kind === 'restore'
        ? this.travel(entry, entry.command['versionId'], false)
        : this.replay(entry, entry.patch, false);
    return { change, label: entry.label };
  }

  /** Columns and sheet of an import in one transaction; undo does not go past it. */
  import(contents: ImportContents, at: number): Change {
    const next = new Map<string, MemoryColumn>();
    for (const [id, column] of contents.columns) {
      if (lengthOf(column) !== contents.rowCount) throw new Error('an imported column has another number of rows');
      next.set(id, toShared(column));
    }
    const gone = [...this.columns.keys()].filter((id) => !next.has(id));
    const command = { type: 'import.run', mode: 'replace', importId: contents.importId };
    this.commit(
      () => {
        if (contents.versionName !== null) this.keep(contents.versionName, at, true);
        for (const id of gone) this.columnStore.remove(id);
        this.originals.replaceAll([]);
        this.raw.write(contents.importId, contents.sheet, contents.formRows, contents.sheetColumns);
        this.write(contents.patch, {
          rowCount: contents.rowCount,
          columns: next,
          touched: new Map([...next.keys()].map((id) => [id, null])),
        });
        this.record({ at, kind: 'import', label: contents.label, command, patch: [], inverse: [] });
      },
      { newRevision: true },
    );
    applyEntityOperations(this.entities, contents.patch);
    this.columns = next;
    this.rows = contents.rowCount;
    return this.change(null, this.columns, this.steppedAnew());
  }

  /** Fills a project that has nothing yet. Undo does not go past it. */
  begin({ patch, rowCount, columns, sheets, label, command }: WholeProject, at: number): void {
    if (this.journal.lastSequence() > 0) throw new Error('the project has begun already');
    const own = new Map([...columns].map(([id, column]) => [id, toShared(column)]));
    this.commit(
      () => {
        for (const [importId, { sheet, formRows, columns: read }] of sheets)
          this.raw.write(importId, sheet, formRows, read);
        this.write(patch, { rowCount, columns: own, touched: new Map([...own.keys()].map((id) => [id, null])) });
        this.record({ at, kind: 'import', label, command, patch: [], inverse: [] });
      },
      { newRevision: true },
    );
    applyEntityOperations(this.entities, patch);
    this.columns = own;
    this.rows = rowCount;
  }

  /** The sheet an import brought, as it was. */
  importedSheet(importId: string): StoredSheet | null {
    return this.raw.whole(importId);
  }

  history(limit: number): JournalEntry[] {
    return this.journal.list(limit);
  }

  /** What was done to the data since the forms were imported, in words and as commands. */
  cleaningLog(): CleaningLog {
    return cleaningLogOf(this.journal.lineage(), this.entities, this.columns, this.rows);
  }

  /** SHA-256 over the data, the same for the same answers and definitions in another project. */
  dataHash(): string {
    return dataHash(this.entities, this.columns, this.rows);
  }

  private contentsNow(): VersionContents {
    const entities = Object.fromEntries(
      collections.map((collection) => [
        collection,
        Object.fromEntries(this.entities[collection] as ReadonlyMap<string, unknown>),
      ]),
    );
    // Answers of removed questions, too: undoing goes on past a return to this state.
    const kind = (id: string): MemoryColumn['kind'] =>
      this.entities.variable.has(id) ? this.kindOf(id) : this.columnStore.kindOf(id);
    const columns = Object.fromEntries(
      [...this.columns.keys()].map((id) => [id, this.columnStore.stored(id, kind(id))]),
    );
    return { rowCount: this.rows, entities, columns, originals: this.originals.all() };
  }

  private keep(name: string, at: number, automatic: boolean): VersionInfo {
    const info: VersionInfo = {
      versionId: randomUUID(),
      name,
      at,
      rows: this.rows,
      automatic,
      journalSequence: this.journal.lastSequence(),
    };
    this.versions.keep(info, this.contentsNow());
    return info;
  }

  keepVersion(name: string, at: number, automatic: boolean): VersionInfo {
    let info: VersionInfo | null = null;
    this.commit(
      () => {
        info = this.keep(name, at, automatic);
      },
      { newRevision: false },
    );
    if (!info) throw new Error('no version was kept');
    return info;
  }

  listVersions(): VersionInfo[] {
    return this.versions.list();
  }

  /** Everything as a version holds it, inside a transaction. */
  private putContents(contents: VersionContents): void {
    this.entityStore.clear();
    for (const collection of collections)
      for (const [id, value] of Object.entries(contents.entities[collection] ?? {}))
        this.entityStore.put(collection, id, value);
    for (const id of this.columns.keys()) this.columnStore.remove(id);
    for (const [id, column] of Object.entries(contents.columns)) this.columnStore.restore(id, column);
    this.originals.replaceAll(contents.originals);
    this.meta.set('rowCount', contents.rowCount);
  }

  /** Memory after putContents. */
  private reload(rowCount: number): Change {
    this.entities = this.entityStore.load();
    this.rows = rowCount;
    this.loadColumns();
    return this.change(null, this.columns, this.steppedAnew());
  }

  /** Goes back to a kept version; the state before is kept as an automatic version, to which undo returns. @throws AppError 'version.unknown' */
  restoreVersion(
    versionId: string,
    names: { readonly before: string; readonly label: (version: VersionInfo) => Bilingual },
    at: number,
  ): Change {
    const { info, contents } = this.versions.contents(versionId);
    this.commit(
      () => {
        const before = this.keep(names.before, at, true).versionId;
        this.putContents(contents);
        const { journalSequence } = info;
        const command = { type: 'version.restore', versionId, journalSequence, before };
        this.record({ at, kind: 'restore', label: names.label(info), command, patch: [], inverse: [] });
      },
      { newRevision: true },
    );
    return this.reload(contents.rowCount);
  }

  /** Questions whose imported answers a cleaning step has changed where they stand, each with its last such step. */
  cleanedQuestions(): { readonly variableId: string; readonly label: Bilingual }[] {
    return cleanedQuestions(this.entities, this.journal);
  }

  /** The imported cell behind an answer, and every change since. @throws AppError 'data.unknownVariable', 'cells.noSuchRow' */
  origin(variableId: string, row: number): ReturnType<typeof answerOrigin> {
    if (!this.entities.variable.has(variableId)) throw new AppError('data.unknownVariable', { variable: variableId });
    if (row >= this.rows) throw new AppError('cells.noSuchRow', { row: row + 1, rows: this.rows });
    return answerOrigin(this.entities, this.journal, this.raw, variableId, row);
  }

  /** The imported cell behind an answer; null where it came from no file. */
  importedCell(variableId: string, row: number): ImportedCell | null {
    return importedCell(this.entities, this.raw, variableId, row);
  }

  /** Cells of the files that their questions could not take, and that are blank for it. */
  unreadCells(): readonly UnreadCell[] {
    return unreadCells(this.entities, this.columns, this.raw);
  }

  /** What was done and not undone, newest first. */
  lineage(): IterableIterator<JournalContents> {
    return this.journal.lineage();
  }

  /** Rows per question whose current answer is not the imported one. */
  changedCells(): Record<string, number[]> {
    return changedCells(this.entities, this.columns, this.originals);
  }

  /** SHA-256 over everything a user can see. */
  contentHash(): string {
    return contentHash(this.entities, this.columns, this.rows);
  }

  collectGarbage(): void {
    this.connection.transaction(() => {
      this.blobs.collectGarbage();
    })();
  }

  close(): void {
    this.connection.close();
  }
}
