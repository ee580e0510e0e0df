import { existsSync, copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { findIndicatorTemplate } from '../../resources/templates/index.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { type Answer, serveWorker } from '../jobs/channel.ts';
import { checkHeader, checkProjectFile } from '../storage/checkProjectFile.ts';
import { packValues, smallestEncoding } from '../storage/columnChunks.ts';
import { lengthOf, numbersOf } from '../storage/memoryColumn.ts';
import { fingerprintOf, publish, writeSealedCopy } from '../storage/publish.ts';
import { ProjectStore } from '../storage/projectStore.ts';
import {
  hasUnsavedWork,
  readWorkingFacts,
  removeWorkingCopy,
  type WorkingFacts,
  workingPath,
  writeWorkingFacts,
} from '../storage/workingCopy.ts';
import { planImport } from './importPlanning.ts';
import type { OpenRequest, ProjectTable, WholeState } from './projectProtocol.ts';

interface OpenProject {
  readonly store: ProjectStore;
  readonly folder: string;
  readonly projectId: string;
  facts: WorkingFacts;
}

let open: OpenProject | null = null;
/** A working copy of a crash could not be read and was put aside. */
let setAside = false;

function project(): OpenProject {
  if (!open) throw new Error('no project is open in this worker');
  return open;
}

const answer = <T>(output: T): Answer<T> => ({ output });

/** Says on disk, before the first commit the saved file will not have, that the working copy goes ahead of it. */
function beforeCommit(): ProjectStore {
  const { store, folder, projectId, facts } = project();
  if (!facts.dirty) {
    project().facts = { ...facts, dirty: true };
    writeWorkingFacts(folder, projectId, project().facts);
  }
  return store;
}

function wholeState(store: ProjectStore): WholeState {
  return {
    revision: store.revision,
    rowCount: store.rowCount,
    entities: store.allEntities,
    columns: store.allColumns,
    undo: store.undoLabel,
    redo: store.redoLabel,
  };
}

/** A checked working copy of a saved file. The copy is what is checked: the file may change under us. */
function copyToWork(request: OpenRequest): void {
  checkHeader(request.target);
  const path = workingPath(request.folder, request.projectId);
  const incoming = `${path}.incoming`;
  removeWorkingCopy(request.folder, request.projectId);
  try {
    copyFileSync(request.target, incoming);
    checkProjectFile(incoming);
    renameSync(incoming, path);
  } finally {
    rmSync(incoming, { force: true });
  }
}

/** Continues the working copy of a crash; one that cannot be read is put aside, and the saved file is opened. */
function recover(request: OpenRequest): ProjectStore | null {
  const path = workingPath(request.folder, request.projectId);
  const onlyCopy = existsSync(path) && !existsSync(request.target);
  if (!onlyCopy && !hasUnsavedWork(request.folder, request.projectId)) return null;
  try {
    return new ProjectStore(path);
  } catch (error) {
    if (!existsSync(request.target)) throw error;
    // With its log: what was committed last may stand only there.
    for (const part of ['', '-wal'])
      if (existsSync(path + part)) renameSync(path + part, `${path}.damaged-${request.at}${part}`);
    setAside = true;
    return null;
  }
}

function openFile(request: OpenRequest): OpenProject & { readonly recovered: boolean } {
  const { folder, projectId, target } = request;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = workingPath(folder, projectId);
  if (request.create) {
    removeWorkingCopy(folder, projectId);
    const store = new ProjectStore(path);
    const facts: WorkingFacts = { target, publishedWrites: 0, fingerprint: null, dirty: true };
    writeWorkingFacts(folder, projectId, facts);
    store.applyPatch({
      patch: request.create.patch,
      label: request.create.label,
      command: { type: 'project.create' },
      at: request.at,
      kind: 'import',
    });
    return { store, folder, projectId, facts, recovered: false };
  }
  const kept = readWorkingFacts(folder, projectId);
  const continued = recover(request);
  if (continued && kept) return { store: continued, folder, projectId, facts: kept, recovered: true };
  const fingerprint = fingerprintOf(target);
  copyToWork(request);
  const store = new ProjectStore(path);
  const facts: WorkingFacts = { target, publishedWrites: store.writes, fingerprint, dirty: false };
  writeWorkingFacts(folder, projectId, facts);
  return { store, folder, projectId, facts, recovered: false };
}

function packColumns(store: ProjectStore, variables: readonly string[]): Output<'data.columns'> {
  const columns = variables.map((variableId) => {
    const column = store.allColumns.get(variableId);
    if (!column || !store.allEntities.variable.has(variableId))
      throw new AppError('data.unknownVariable', { variable: variableId });
    const numbers = numbersOf(column, 0, lengthOf(column));
    const encoding = smallestEncoding(numbers);
    return {
      variableId,
      kind: column.kind,
      encoding,
      data: packValues(numbers, encoding).toString('base64'),
      dictionary: column.kind === 'text' ? [...column.dictionary] : [],
    };
  });
  return { revision: store.revision, columns };
}

serveWorker<ProjectTable>({
  open(request) {
    if (open) throw new Error('a worker opens one project');
    const { recovered, ...opened } = openFile(request);
    open = opened;
    return answer({ state: wholeState(opened.store), recovered, setAside, dirty: opened.facts.dirty });
  },
  apply: ({ command, at }) => answer(beforeCommit().apply(command, at)),
  undo: () => answer(beforeCommit().undo()),
  redo: () => answer(beforeCommit().redo()),
  import({ decoded, mode, at }) {
    const store = beforeCommit();
    const template =
      decoded.plan.indicatorTemplate === null ? null : findIndicatorTemplate(decoded.plan.indicatorTemplate);
    if (template === undefined)
      throw new AppError('import.unknownTemplate', { template: decoded.plan.indicatorTemplate });
    const contents = planImport(
      { project: store.reader(), columns: store.allColumns, template, importedAt: new Date(at).toISOString() },
      decoded,
      mode,
    );
    const change = store.import(contents, at);
    return answer({ change, state: wholeState(store) });
  },
  pack: ({ variables }) => answer(packColumns(project().store, variables)),
  history: ({ limit }) => answer(project().store.history(limit)),
  origin: ({ variableId, row }) => answer(project().store.origin(variableId, row)),
  changed: () => answer(project().store.changedCells()),
  keepVersion: ({ name, at, automatic }) => answer(beforeCommit().keepVersion(name, at, automatic)),
  listVersions: () => answer(project().store.listVersions()),
  restoreVersion({ versionId, at }) {
    const store = beforeCommit();
    const change = store.restoreVersion(
      versionId,
      {
        before: '恢复版本前',
        label: (version) => ({ zh: `恢复版本「${version.name}」`, en: `Restore version “${version.name}”` }),
      },
      at,
    );
    return answer({ change, state: wholeState(store) });
  },
  publish({ at }) {
    const { store, folder, projectId, facts } = project();
    store.collectGarbage();
    const { writes } = store;
    const published = publish(store.connection, facts.target, folder, facts.fingerprint, at);
    project().facts = {
      target: facts.target,
      publishedWrites: writes,
      fingerprint: published.fingerprint,
      dirty: false,
    };
    writeWorkingFacts(folder, projectId, project().facts);
    return answer({ writes, conflictKept: published.conflictKept });
  },
  copyTo({ path }) {
    const { store } = project();
    store.collectGarbage();
    writeSealedCopy(store.connection, path);
    return answer(null);
  },
  contentHash: () => answer(project().store.contentHash()),
  close() {
    const { store, folder, projectId, facts } = project();
    const published = store.writes === facts.publishedWrites;
    store.close();
    open = null;
    if (published) removeWorkingCopy(folder, projectId);
    return answer(null);
  },
});
