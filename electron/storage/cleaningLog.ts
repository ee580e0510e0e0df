import { createHash } from 'node:crypto';
import { type CleaningLog, type CleaningLogEntry, indicatorPath, withIds } from '../../shared/cleaning/log.ts';
import { applyEntityOperations } from '../../shared/commands/applyPatch.ts';
import type { Patch } from '../../shared/commands/types.ts';
import type { DataStep } from '../../shared/model/dataset.ts';
import { type Collection, collections, emptyEntities, type Entities } from '../../shared/model/project.ts';
import type { JournalContents } from './journalStore.ts';
import { cellOf, type MemoryColumn } from './memoryColumn.ts';

/** Who gave a command stands beside its own fields in the journal. No command has a field of this name. */
const whoField = '@who';

/** So do the counts of what it touched: the steps can be listed without unpacking what they did. */
const touchedField = '@touched';

type Touched = Pick<DataStep, 'cells' | 'forms'>;

const sameRows = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((row, i) => row === b[i]);

/** How many answers a patch sets, and how many forms it touches: by answers, by leaving them out or in, by adding them. */
function touchedBy(patch: Patch): Touched {
  let cells = 0;
  const forms = new Set<number>();
  let added = 0;
  let counted: readonly number[] = [];
  for (const operation of patch) {
    if (operation.op === 'addRows') added += operation.count;
    if (operation.op === 'put' && operation.collection === 'exclusion') forms.add(Number(operation.id));
    if (operation.op !== 'cells') continue;
    cells += operation.rows.length;
    // Columns changed together mostly have the very same forms.
    if (sameRows(counted, operation.rows)) continue;
    counted = operation.rows;
    for (const row of operation.rows) forms.add(row);
  }
  return { cells, forms: Math.max(added, forms.size) };
}

/** A command as the journal keeps it. */
export const signedCommand = (
  command: Readonly<Record<string, unknown>>,
  who: string,
  patch: Patch,
): Readonly<Record<string, unknown>> => ({
  ...command,
  ...(who === '' ? {} : { [whoField]: who }),
  [touchedField]: touchedBy(patch),
});

/** The step that an entry is; null when it is not about the data. An entry from before the counts were kept is counted now. */
export function stepOf(entry: Pick<JournalContents, 'at' | 'kind' | 'label' | 'command' | 'patch'>): DataStep | null {
  const { command, kind } = entry;
  const { type } = command;
  if (kind !== 'command' || typeof type !== 'string' || !isAboutData(type)) return null;
  const who = command[whoField];
  const touched = (command[touchedField] as Touched | undefined) ?? touchedBy(entry.patch);
  return {
    type,
    at: new Date(entry.at).toISOString(),
    who: typeof who === 'string' ? who : '',
    label: entry.label,
    ...touched,
  };
}

/** lineage: newest first. The steps since the data were imported as a whole, oldest first. */
export function stepsOf(lineage: Iterable<JournalContents>): DataStep[] {
  const steps: DataStep[] = [];
  for (const entry of lineage) {
    if (isFreshStart(entry)) break;
    const step = stepOf(entry);
    if (step) steps.push(step);
  }
  return steps.reverse();
}

/** Did the data begin anew here? Files before this version may have forms added by an import. */
export const isFreshStart = ({ kind, command }: Pick<JournalContents, 'kind' | 'command'>): boolean =>
  kind === 'import' && command['mode'] !== 'append';

/** What is shown of the data, not the data: kept out of log and hash. */
const notData: readonly Collection[] = ['card', 'report', 'reportFile', 'model', 'settings', 'import'];
const isAboutData = (type: string): boolean =>
  !/^(?:card|cards|report|finding|model|settings|project|import|version)\./.test(type);

/** Keys of pseudonyms would undo them for every reader of the log. */
function withoutKey(command: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { how } = command;
  if (typeof how !== 'object' || how === null || !('key' in how)) return command;
  return { ...command, how: { ...how, key: '' } };
}

function entryOf(contents: JournalContents, step: DataStep): CleaningLogEntry {
  const { [whoField]: _who, [touchedField]: _touched, ...command } = contents.command;
  const gone = new Set(
    contents.inverse.flatMap((operation) =>
      operation.op === 'put' && operation.value === null ? [`${operation.collection} ${operation.id}`] : [],
    ),
  );
  const created = contents.patch.flatMap((operation) =>
    operation.op === 'put' && operation.value !== null && gone.has(`${operation.collection} ${operation.id}`)
      ? [{ collection: operation.collection, id: operation.id }]
      : [],
  );
  return { ...step, command: withoutKey(command), created };
}

/** lineage: newest first. */
export function cleaningLogOf(
  lineage: Iterable<JournalContents>,
  now: Entities,
  columns: ReadonlyMap<string, MemoryColumn>,
  rows: number,
): CleaningLog {
  const start = emptyEntities();
  for (const [id, variable] of now.variable) start.variable.set(id, variable);
  for (const [id, indicator] of now.indicator) start.indicator.set(id, indicator);
  const entries: CleaningLogEntry[] = [];
  for (const contents of lineage) {
    if (isFreshStart(contents)) break;
    applyEntityOperations(start, contents.inverse);
    const step = stepOf(contents);
    if (step) entries.push(entryOf(contents, step));
  }
  return {
    program: 'csi-workbench',
    version: 1,
    rows,
    dataHash: dataHash(now, columns, rows),
    start: {
      variable: Object.fromEntries([...start.variable].map(([id, variable]) => [id, variable.name])),
      indicator: Object.fromEntries([...start.indicator.keys()].map((id) => [id, indicatorPath(id, start.indicator)])),
    },
    entries: entries.reverse(),
  };
}

/**
 * SHA-256 over answers and definitions with names in the place of ids, and without what belongs to one project only (its name, its cards and
 * report, when and from where it was imported, which cells of the file could not be read).
 */
export function dataHash(entities: Entities, columns: ReadonlyMap<string, MemoryColumn>, rows: number): string {
  const names = new Map<string, string>();
  for (const id of entities.indicator.keys()) names.set(id, `indicator ${indicatorPath(id, entities.indicator)}`);
  for (const [id, variable] of entities.variable) names.set(id, `variable ${variable.name}`);
  for (const [id, rule] of entities.rule) names.set(id, `rule ${rule.order} ${rule.name}`);
  const hash = createHash('sha256').update(String(rows));
  for (const collection of collections) {
    if (notData.includes(collection)) continue;
    const lines = [...(entities[collection] as ReadonlyMap<string, object>)].map(([id, value]) =>
      JSON.stringify([
        collection,
        names.get(id) ?? id,
        withIds({ ...value, source: undefined, unread: undefined }, names),
      ]),
    );
    for (const line of lines.toSorted()) hash.update(line);
  }
  const questions = [...entities.variable.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const variable of questions) {
    const column = columns.get(variable.id);
    if (!column) continue;
    const cells = Array.from({ length: rows }, (_, row) => cellOf(column, row));
    hash.update(JSON.stringify([variable.name, column.kind, cells]));
  }
  return hash.digest('hex');
}
