import { originsOf, stepsOn, weightStepsOn } from '../storage/provenance.ts';
import { existsSync, copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { findIndicatorTemplate } from '../../resources/templates/index.ts';
import { personalFinding } from '../../shared/cleaning/personalColumns.ts';
import { cellCount } from '../../shared/commands/cleaning/target.ts';
import { matchForms } from '../../shared/commands/combine/joinFile.ts';
import { spansOf } from '../../shared/commands/packedCells.ts';
import { previewCommand } from '../../shared/commands/previewCommand.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { ordered } from '../../shared/model/project.ts';
import { type Answer, serveWorker } from '../jobs/channel.ts';
import { keepBallast, releaseBallast } from '../storage/ballast.ts';
import { checkHeader, checkProjectFile } from '../storage/checkProjectFile.ts';
import { packValues, smallestEncoding } from '../storage/columnChunks.ts';
import { isDiskFull, realFiles } from '../storage/fileCalls.ts';
import { writeHandoverCopy } from '../storage/handoverCopy.ts';
import { cellOf, lengthOf, numbersOf } from '../storage/memoryColumn.ts';
import { fingerprintOf, publish, writeSealedCopy } from '../storage/publish.ts';
import type { Change } from '../storage/projectChange.ts';
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
import type { DecodedImport, OpenRequest, ProjectTable, Replayed, WholeState } from './projectProtocol.ts';

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

/** One change. On a full disk the ballast is given up once, so that the last edits can still be written. */
function change<T>(work: (store: ProjectStore) => T): T {
  for (;;) {
    try {
      return work(beforeCommit());
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (!releaseBallast(dirname(project().folder))) throw new AppError('project.workingDiskFull');
    }
  }
}

/** Stored columns take about a tenth of their arrays; a quarter and the log of the transaction are asked for before anything is written. */
function requireRoomFor({ sheet }: DecodedImport, folder: string): void {
  // Columns without a cell are one and the same object.
  const columns = [...new Set(sheet.columns)];
  const bytes = columns.reduce((sum, column) => sum + column.values.byteLength + column.kinds.byteLength, 0);
  const free = realFiles.freeBytes(folder);
  if (free !== null && free < bytes / 4 + 32 * 1024 * 1024) throw new AppError('project.workingDiskFull');
}

function wholeState(store: ProjectStore): WholeState {
  return {
    revision: store.revision,
    rowCount: store.rowCount,
    entities: store.allEntities,
    columns: store.allColumns,
    undo: store.undoLabel,
    redo: store.redoLabel,
    steps: store.allSteps,
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

function openOnDisk(request: OpenRequest): ReturnType<typeof openFile> {
  try {
    return openFile(request);
  } catch (error) {
    if (isDiskFull(error)) throw new AppError('project.workingDiskFull');
    throw error;
  }
}

/** Cells that windows are told one by one. More would keep the host and the window from everything else while they are read. */
const mostCellsTold = 20_000;

/** A change as the host and its windows are told of it. */
function told(change: Change): Change {
  const { patch } = change;
  if (patch === null) return change;
  const cells = patch.filter((operation) => operation.op === 'cells');
  if (cellCount(cells) <= mostCellsTold) return change;
  const variableIds = [...new Set(cells.map(({ variableId }) => variableId))];
  return { ...change, patch: [...patch.filter(({ op }) => op !== 'cells'), { op: 'answers', variableIds }] };
}

function replayed(store: ProjectStore, done: ReturnType<ProjectStore['undo']>): Replayed | null {
  if (!done) return null;
  const { change: made, label } = done;
  return { change: told(made), state: made.patch === null ? wholeState(store) : null, label };
}

/** Who works here, for the log; '' where the system does not say. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** Questions that look as if they held personal data, with how many answers say so. */
function personalColumns(store: ProjectStore): ProjectTable['personal']['output'] {
  return ordered(store.allEntities.variable).flatMap((variable) => {
    const column = store.allColumns.get(variable.id);
    if (!column || variable.type === 'date' || (variable.role !== 'none' && variable.scale)) return [];
    const answers = function* (): Generator<string> {
      for (let row = 0; row < store.rowCount; row++) {
        const content = cellOf(column, row);
        if (content !== null) yield String(content);
      }
    };
    const finding = personalFinding(`${variable.name} ${variable.label}`, answers());
    return finding ? [{ variableId: variable.id, ...finding }] : [];
  });
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
    const { recovered, ...opened } = openOnDisk(request);
    open = opened;
    keepBallast(dirname(opened.folder));
    return answer({ state: wholeState(opened.store), recovered, setAside, dirty: opened.facts.dirty });
  },
  apply: ({ command, at }) => answer(told(change((store) => store.apply(command, at, userName())))),
  preview: ({ command }) => answer(previewCommand(command, project().store.reader())),
  cleaningLog: () => answer(project().store.cleaningLog()),
  dataHash: () => answer(project().store.dataHash()),
  personal: () => answer(personalColumns(project().store)),
  undo: () => answer(change((store) => replayed(store, store.undo()))),
  redo: () => answer(change((store) => replayed(store, store.redo()))),
  combine({ command, decoded, at }) {
    const { store, folder } = project();
    requireRoomFor(decoded, folder);
    const combined = change(() => store.combine(command, decoded, at, userName()));
    return answer({ ...combined, state: wholeState(store) });
  },
  cleaned: () => answer(project().store.cleanedQuestions()),
  match: ({ variableId, column }) => answer(matchForms(project().store.reader(), variableId, column)),
  import({ decoded, at }) {
    const { store, folder } = project();
    requireRoomFor(decoded, folder);
    const template =
      decoded.plan.indicatorTemplate === null ? null : findIndicatorTemplate(decoded.plan.indicatorTemplate);
    if (template === undefined)
      throw new AppError('import.unknownTemplate', { template: decoded.plan.indicatorTemplate });
    const contents = planImport({ project: store.reader(), template, importedAt: new Date(at).toISOString() }, decoded);
    const imported = change(() => store.import(contents, at));
    return answer({ change: imported, state: wholeState(store) });
  },
  pack: ({ variables }) => answer(packColumns(project().store, variables)),
  history: ({ limit }) => answer(project().store.history(limit)),
  origin: ({ variableId, row }) => answer(project().store.origin(variableId, row)),
  origins: ({ cells }) => answer(originsOf(project().store, cells)),
  weightStepsOn: ({ keys }) => answer(weightStepsOn(project().store, keys)),
  stepsOn: ({ variableIds }) => answer(stepsOn(project().store, variableIds)),
  unread: () => answer(project().store.unreadCells()),
  changed() {
    const changed = Object.entries(project().store.changedCells());
    return answer(Object.fromEntries(changed.map(([id, rows]) => [id, spansOf(rows.toSorted((a, b) => a - b))])));
  },
  keepVersion: ({ name, at, automatic }) => answer(change((store) => store.keepVersion(name, at, automatic))),
  listVersions: () => answer(project().store.listVersions()),
  restoreVersion({ versionId, at }) {
    const { store } = project();
    const names = {
      before: '恢复版本前',
      label: (version: { readonly name: string }) => ({
        zh: `恢复版本“${version.name}”`,
        en: `Restore version “${version.name}”`,
      }),
    };
    const restored = change(() => store.restoreVersion(versionId, names, at));
    return answer({ change: restored, state: wholeState(store) });
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
    return answer({ writes, conflictKept: published.conflictKept, movedAway: published.movedAway });
  },
  copyTo({ path }) {
    const { store } = project();
    store.collectGarbage();
    writeSealedCopy(store.connection, path);
    return answer(null);
  },
  handOver({ path, at }) {
    writeHandoverCopy(project().store, path, at);
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
