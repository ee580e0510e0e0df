import { useEffect } from 'react';
import { create } from 'zustand';
import type { ToldPatch } from '../../../shared/commands/types.ts';
import type { Events } from '../../../shared/contract/events.ts';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import type { Client } from '../../client/createClient.ts';
import { type CachedColumn, setCells, unpackColumn, withRows } from './packedColumn.ts';
import { logFailedLookup } from '../../app/failedLookup.ts';

interface ColumnStore {
  readonly projectId: string;
  /** Columns fetched so far, as of the latest revision heard of. */
  readonly columns: ReadonlyMap<string, CachedColumn>;
}

/** The answers of the open project, column by column as they are needed, following every change the host reports. */
export const useColumnStore = create<ColumnStore>(() => ({ projectId: '', columns: new Map() }));

/** Columns asked for at once in one call. */
const batchSize = 12;
/** Changes kept so that an answer that was on its way while they happened can be brought up to date. */
const keptChanges = 200;

const wanted = new Set<string>();
const inFlight = new Set<string>();
let recent: { readonly revision: number; readonly patch: ToldPatch; readonly rowCount: number }[] = [];
/** Answers of an older revision are thrown away: everything changed since. */
let oldestUsable = 0;
/** Per question the revision since which an answer is of use, where a change was not told cell by cell. */
const oldestUsableOf = new Map<string, number>();
let fetching = false;
let subscribed: { readonly client: Client; readonly stop: () => void } | null = null;

/** One column after a patch; null when the patch deletes its question. */
export function columnAfter(column: CachedColumn, patch: ToldPatch, rowCount: number): CachedColumn | null {
  let next: CachedColumn | null = column;
  for (const operation of patch) {
    if (next === null) break;
    if (operation.op === 'cells' && operation.variableId === column.variableId)
      next = setCells(next, operation.rows, operation.values);
    else if (operation.op === 'addRows') next = withRows(next, next.values.length + operation.count);
    else if (operation.op === 'removeRows') next = withRows(next, next.values.length - operation.count);
    else if (
      operation.op === 'put' &&
      operation.collection === 'variable' &&
      operation.id === column.variableId &&
      operation.value === null
    )
      next = null;
  }
  return next === null ? null : withRows(next, rowCount);
}

function forgetAll(projectId: string, revision: number): void {
  recent = [];
  oldestUsable = revision;
  oldestUsableOf.clear();
  useColumnStore.setState({ projectId, columns: new Map() });
}

function onChanged(event: Events['project.changed'], client: Client): void {
  const { projectId, columns } = useColumnStore.getState();
  if (event.projectId !== projectId) return;
  const last = recent.at(-1)?.revision;
  if (event.patch === null || (last !== undefined && event.revision !== last + 1)) {
    forgetAll(projectId, event.revision);
    return;
  }
  const { patch, rowCount, revision } = event;
  recent = [...recent.slice(1 - keptChanges), { revision, patch, rowCount }];
  const touchesRows = patch.some((operation) => operation.op === 'addRows' || operation.op === 'removeRows');
  const touched = new Set(
    patch.flatMap((operation) =>
      operation.op === 'cells'
        ? [operation.variableId as string]
        : operation.op === 'put' && operation.value === null
          ? [operation.id]
          : [],
    ),
  );
  const next = new Map(columns);
  for (const [id, column] of columns) {
    if (!touchesRows && !touched.has(id)) continue;
    const after = columnAfter(column, patch, rowCount);
    if (after) next.set(id, after);
    else next.delete(id);
  }
  for (const operation of patch) if (operation.op === 'put' && operation.value === null) wanted.delete(operation.id);
  useColumnStore.setState({ columns: next });
  const untold = patch.flatMap((operation) => (operation.op === 'answers' ? operation.variableIds : []));
  for (const id of untold) oldestUsableOf.set(id, revision);
  // What is shown stays until the new answers are here.
  requestAnew(
    client,
    projectId,
    untold.filter((id) => next.has(id)),
  );
}

function subscribe(client: Client): void {
  if (subscribed?.client === client) return;
  subscribed?.stop();
  const stops = [
    client.on('project.changed', (event) => onChanged(event, client)),
    client.onConnection((change) => {
      if (change.missedEvents) forgetAll(useColumnStore.getState().projectId, 0);
    }),
  ];
  subscribed = { client, stop: () => stops.forEach((stop) => stop()) };
}

/** Answers that may be those from before a change are not shown on when the new ones cannot be had. */
function forgetColumns(ids: readonly string[]): void {
  const columns = new Map(useColumnStore.getState().columns);
  for (const id of ids) columns.delete(id);
  useColumnStore.setState({ columns });
}

function requestAnew(client: Client, projectId: string, ids: readonly string[]): void {
  for (const id of ids) wanted.add(id);
  fetchWanted(client, projectId).catch((error: unknown) => logFailedLookup('columns', error));
}

async function fetchWanted(client: Client, projectId: string): Promise<void> {
  if (fetching) return;
  fetching = true;
  try {
    while (wanted.size > 0 && useColumnStore.getState().projectId === projectId) {
      const ids = [...wanted].slice(0, batchSize);
      for (const id of ids) {
        wanted.delete(id);
        inFlight.add(id);
      }
      try {
        const answer = await client.call('data.columns', { projectId, variables: ids });
        const state = useColumnStore.getState();
        if (state.projectId !== projectId) return;
        if (answer.revision < oldestUsable) {
          for (const id of ids) wanted.add(id);
          continue;
        }
        const columns = new Map(state.columns);
        for (const packed of answer.columns) {
          if (answer.revision < (oldestUsableOf.get(packed.variableId) ?? 0)) {
            wanted.add(packed.variableId);
            continue;
          }
          oldestUsableOf.delete(packed.variableId);
          let column: CachedColumn | null = unpackColumn(packed);
          for (const change of recent)
            if (column && change.revision > answer.revision)
              column = columnAfter(column, change.patch, change.rowCount);
          if (column) columns.set(packed.variableId, column);
        }
        useColumnStore.setState({ columns });
      } catch (error) {
        forgetColumns(ids.filter((id) => oldestUsableOf.has(id)));
        throw error;
      } finally {
        for (const id of ids) inFlight.delete(id);
      }
    }
  } finally {
    fetching = false;
  }
}

/** Asks for columns not yet held. Cheap to call again; a failed call is tried again at the next request. */
export function requestColumns(client: Client, projectId: string, ids: readonly string[]): void {
  subscribe(client);
  if (useColumnStore.getState().projectId !== projectId) {
    wanted.clear();
    forgetAll(projectId, 0);
  }
  const { columns } = useColumnStore.getState();
  requestAnew(
    client,
    projectId,
    ids.filter((id) => !columns.has(id) && !inFlight.has(id)),
  );
}

/** Has the answers that a sheet shows first on their way while it is made; the others wait until it stands. */
export const requestFirstColumns = (client: Client, projectId: string, ids: readonly string[]): void =>
  requestColumns(client, projectId, ids.slice(0, batchSize));

/** The answers to one question; null until they have arrived. Reading and counting: packedColumn.ts. */
export function useColumn(variableId: string | null): CachedColumn | null {
  const client = useClient();
  const { projectId } = useProject();
  const column = useColumnStore((store) =>
    variableId !== null && store.projectId === projectId ? (store.columns.get(variableId) ?? null) : null,
  );
  useEffect(() => {
    if (variableId !== null && column === null) requestColumns(client, projectId, [variableId]);
  }, [client, projectId, variableId, column]);
  return column;
}
