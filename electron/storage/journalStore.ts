import { inflateRawSync } from 'node:zlib';
import type { Operation, Patch } from '../../shared/commands/types.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import { sha256 } from './blobStore.ts';
import { compress } from './columnChunks.ts';
import type { Connection } from './openDatabase.ts';

/**
 * 'command' is undone by its inverse, 'restore' by the version that was kept before it; 'import' is a barrier that undo does not pass, and
 * so is a restore that names no such version (files of earlier programs, salvaged ones).
 */
export type JournalKind = 'command' | 'import' | 'restore';

export interface JournalEntry {
  readonly sequence: number;
  readonly at: number;
  readonly kind: JournalKind;
  readonly label: Bilingual;
  readonly undone: boolean;
}

export interface JournalContents extends JournalEntry {
  readonly command: Readonly<Record<string, unknown>>;
  readonly patch: Patch;
  readonly inverse: Patch;
}

interface JournalRow {
  readonly sequence: number;
  readonly at: number;
  readonly kind: JournalKind;
  readonly label: string;
  readonly command: Buffer;
  readonly patch: Buffer;
  readonly inverse: Buffer;
  readonly undone: number;
  readonly hash: Buffer;
}

export interface JournalStore {
  /** Writes a new entry; what had been undone can no longer be redone. */
  append(entry: {
    at: number;
    kind: JournalKind;
    label: Bilingual;
    command: Readonly<Record<string, unknown>>;
    patch: Patch;
    inverse: Patch;
  }): number;
  /** What undo would take back, or null at a barrier or the beginning. */
  toUndo(): JournalContents | null;
  toRedo(): JournalContents | null;
  undoLabel(): Bilingual | null;
  redoLabel(): Bilingual | null;
  /** Entries taken back, which the next new one drops. */
  undone(): JournalContents[];
  mark(sequence: number, undone: boolean): void;
  list(limit: number): JournalEntry[];
  lastSequence(): number;
  /** Entries in force, newest first, back to the state the current one came from: a restored version continues with its own past. */
  lineage(): IterableIterator<JournalContents>;
  /** The same with patches read only when they are looked at; not checked. */
  outline(): IterableIterator<JournalContents>;
  /** Checks every entry's hash. @throws AppError 'project.damaged' */
  verify(): void;
}

const pack = (value: unknown): Buffer => compress(Buffer.from(JSON.stringify(value), 'utf8'));
const unpack = (data: Buffer): unknown => JSON.parse(inflateRawSync(data).toString('utf8'));

type CellsOperation = Extract<Operation, { readonly op: 'cells' }>;
/** Cells of forms that follow one another are written with the first form only. */
type StoredOperation =
  | Exclude<Operation, CellsOperation>
  | CellsOperation
  | (Omit<CellsOperation, 'rows'> & { readonly firstRow: number });

const followEachOther = (rows: readonly number[]): boolean =>
  rows.length > 1 && rows.every((row, i) => row === rows[0]! + i);

const packPatch = (patch: Patch): Buffer =>
  pack(
    patch.map((operation): StoredOperation => {
      if (operation.op !== 'cells' || !followEachOther(operation.rows)) return operation;
      const { rows, ...rest } = operation;
      return { ...rest, firstRow: rows[0]! };
    }),
  );

const unpackPatch = (data: Buffer): Patch =>
  (unpack(data) as readonly StoredOperation[]).map((operation): Operation => {
    if (operation.op !== 'cells' || !('firstRow' in operation)) return operation;
    const { firstRow, ...rest } = operation;
    return { ...rest, rows: rest.values.map((_, i) => firstRow + i) };
  });
const hashOf = (row: Pick<JournalRow, 'at' | 'kind' | 'label' | 'command' | 'patch' | 'inverse'>): Buffer =>
  sha256(JSON.stringify([row.at, row.kind, row.label]), row.command, row.patch, row.inverse);

function check(row: JournalRow): JournalRow {
  if (!hashOf(row).equals(row.hash)) throw new AppError('project.damaged', { part: 'journal', reason: 'hash' });
  return row;
}

const entryOf = (row: Pick<JournalRow, 'sequence' | 'at' | 'kind' | 'label' | 'undone'>): JournalEntry => ({
  sequence: row.sequence,
  at: row.at,
  kind: row.kind,
  label: JSON.parse(row.label) as Bilingual,
  undone: row.undone === 1,
});

/** The value of a function that is called when it is first needed, and no second time. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function contentsOf(row: JournalRow): JournalContents {
  check(row);
  const [command, patch, inverse] = [
    once(() => unpack(row.command) as JournalContents['command']),
    once(() => unpackPatch(row.patch)),
    once(() => unpackPatch(row.inverse)),
  ];
  // Whole files may stand in an entry: what nobody reads is not unpacked.
  return {
    ...entryOf(row),
    get command() {
      return command();
    },
    get patch() {
      return patch();
    },
    get inverse() {
      return inverse();
    },
  };
}

/** hasVersion: is the version still kept? A restore whose way back or forth is gone ends undo and redo. */
export function createJournalStore(
  connection: Connection,
  hasVersion: (versionId: string) => boolean = () => false,
): JournalStore {
  const insert = connection.prepare(
    'INSERT INTO journal (at, kind, label, command, patch, inverse, undone, hash) VALUES (?, ?, ?, ?, ?, ?, 0, ?)',
  );
  const truncate = connection.prepare('DELETE FROM journal WHERE undone = 1');
  const newest = connection.prepare<[], JournalRow>(
    'SELECT * FROM journal WHERE undone = 0 ORDER BY sequence DESC LIMIT 1',
  );
  const oldestUndone = connection.prepare<[], JournalRow>(
    'SELECT * FROM journal WHERE undone = 1 ORDER BY sequence LIMIT 1',
  );
  const brief = 'SELECT sequence, at, kind, label, undone FROM journal';
  const newestBrief = connection.prepare<[], JournalRow>(`${brief} WHERE undone = 0 ORDER BY sequence DESC LIMIT 1`);
  const undoneBrief = connection.prepare<[], JournalRow>(`${brief} WHERE undone = 1 ORDER BY sequence LIMIT 1`);
  const latest = connection.prepare<[number], JournalRow>(`${brief} ORDER BY sequence DESC LIMIT ?`);
  const inForce = connection.prepare<[], JournalRow>('SELECT * FROM journal WHERE undone = 0 ORDER BY sequence DESC');
  const inForceOutline = connection.prepare<[], Omit<JournalRow, 'patch' | 'inverse' | 'hash'>>(
    'SELECT sequence, at, kind, label, command, undone FROM journal WHERE undone = 0 ORDER BY sequence DESC',
  );
  const allUndone = connection.prepare<[], JournalRow>('SELECT * FROM journal WHERE undone = 1');
  const one = connection.prepare<[number], JournalRow>('SELECT * FROM journal WHERE sequence = ?');
  const all = connection.prepare<[], JournalRow>('SELECT * FROM journal');
  const setUndone = connection.prepare('UPDATE journal SET undone = ? WHERE sequence = ?');
  const top = connection.prepare<[], { top: number | null }>(
    'SELECT max(sequence) AS top FROM journal WHERE undone = 0',
  );

  const isOpen = (row: JournalRow, direction: 'undo' | 'redo'): boolean => {
    if (row.kind !== 'restore') return row.kind === 'command';
    const { command } = contentsOf(row);
    const version = command[direction === 'undo' ? 'before' : 'versionId'];
    return typeof version === 'string' && hasVersion(version);
  };
  const open = (row: JournalRow | undefined, direction: 'undo' | 'redo'): JournalRow | null =>
    row && isOpen(row, direction) ? row : null;
  const label = (
    brief: JournalRow | undefined,
    whole: () => JournalRow | undefined,
    direction: 'undo' | 'redo',
  ): Bilingual | null => {
    // Commands may hold whole files: their labels are read without them.
    const row = brief?.kind === 'restore' ? open(whole(), direction) : brief?.kind === 'command' ? brief : null;
    return row && entryOf(row).label;
  };

  return {
    append(entry) {
      truncate.run();
      const row = {
        at: entry.at,
        kind: entry.kind,
        label: JSON.stringify(entry.label),
        command: pack(entry.command),
        patch: packPatch(entry.patch),
        inverse: packPatch(entry.inverse),
      };
      return Number(
        insert.run(row.at, row.kind, row.label, row.command, row.patch, row.inverse, hashOf(row)).lastInsertRowid,
      );
    },
    toUndo() {
      const row = open(newest.get(), 'undo');
      return row && contentsOf(row);
    },
    toRedo() {
      const row = open(oldestUndone.get(), 'redo');
      return row && contentsOf(row);
    },
    undoLabel: () => label(newestBrief.get(), () => newest.get(), 'undo'),
    redoLabel: () => label(undoneBrief.get(), () => oldestUndone.get(), 'redo'),
    undone: () => allUndone.all().map(contentsOf),
    mark: (sequence, undone) => void setUndone.run(undone ? 1 : 0, sequence),
    list: (limit) => latest.all(limit).map(entryOf),
    lastSequence: () => top.get()?.top ?? 0,
    *lineage() {
      let upTo = Number.POSITIVE_INFINITY;
      for (const row of inForce.iterate()) {
        if (row.sequence > upTo) continue;
        const contents = contentsOf(row);
        yield contents;
        if (contents.kind === 'restore') upTo = Number(contents.command.journalSequence);
      }
    },
    *outline() {
      let upTo = Number.POSITIVE_INFINITY;
      for (const row of inForceOutline.all()) {
        if (row.sequence > upTo) continue;
        const command = once(() => unpack(row.command) as JournalContents['command']);
        const whole = once(() => contentsOf(one.get(row.sequence)!));
        const entry: JournalContents = {
          ...entryOf(row),
          get command() {
            return command();
          },
          get patch() {
            return whole().patch;
          },
          get inverse() {
            return whole().inverse;
          },
        };
        yield entry;
        if (entry.kind === 'restore') upTo = Number(entry.command.journalSequence);
      }
    },
    verify() {
      for (const row of all.iterate()) check(row);
    },
  };
}
