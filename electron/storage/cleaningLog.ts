import { createHash } from 'node:crypto';
import { type CleaningLog, type CleaningLogEntry, indicatorPath, withIds } from '../../shared/cleaning/log.ts';
import { applyEntityOperations } from '../../shared/commands/applyPatch.ts';
import { type Collection, collections, emptyEntities, type Entities } from '../../shared/model/project.ts';
import type { JournalContents } from './journalStore.ts';
import { cellOf, type MemoryColumn } from './memoryColumn.ts';

/** Who gave a command stands beside its own fields in the journal. No command has a field of this name. */
const whoField = '@who';

export const signedCommand = (
  command: Readonly<Record<string, unknown>>,
  who: string,
): Readonly<Record<string, unknown>> => (who === '' ? command : { ...command, [whoField]: who });

/** What is shown of the data, not the data: kept out of log and hash. */
const notData: readonly Collection[] = ['card', 'report', 'settings', 'import'];
const isAboutData = (type: unknown): boolean =>
  typeof type === 'string' && !/^(?:card|cards|report|finding|settings|project|import|version)\./.test(type);

/** Keys of pseudonyms would undo them for every reader of the log. */
function withoutKey(command: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { how } = command;
  if (typeof how !== 'object' || how === null || !('key' in how)) return command;
  return { ...command, how: { ...how, key: '' } };
}

function entryOf(contents: JournalContents): CleaningLogEntry {
  const { [whoField]: who, ...command } = contents.command;
  const gone = new Set(
    contents.inverse.flatMap((operation) =>
      operation.op === 'put' && operation.value === null ? [`${operation.collection} ${operation.id}`] : [],
    ),
  );
  let cells = 0;
  const created: { readonly collection: string; readonly id: string }[] = [];
  for (const operation of contents.patch) {
    if (operation.op === 'cells') cells += operation.rows.length;
    if (operation.op === 'put' && operation.value !== null && gone.has(`${operation.collection} ${operation.id}`))
      created.push({ collection: operation.collection, id: operation.id });
  }
  return {
    at: new Date(contents.at).toISOString(),
    who: typeof who === 'string' ? who : '',
    label: contents.label,
    cells,
    command: withoutKey(command),
    created,
  };
}

/** lineage: newest first. Forms added by a later import are in the data but not in the log: import them first before a replay. */
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
    if (contents.kind === 'import' && contents.command['mode'] !== 'append') break;
    applyEntityOperations(start, contents.inverse);
    if (contents.kind === 'command' && isAboutData(contents.command['type'])) entries.push(entryOf(contents));
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
 * report, when and from where it was imported).
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
      JSON.stringify([collection, names.get(id) ?? id, withIds({ ...value, source: undefined }, names)]),
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
