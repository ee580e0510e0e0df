import { AppError } from '../../shared/contract/errors.ts';
import { ordered } from '../../shared/model/project.ts';
import type { DataSource } from '../export/dataTable.ts';
import { savOriginsOf } from '../export/savOrigin.ts';
import { startWorker, type WorkerClient } from '../jobs/channel.ts';
import type { ExportTable } from '../jobs/exportProtocol.ts';
import type { HostPorts } from './ports.ts';
import { projectFileName } from './projectFileName.ts';
import type { ProjectRegistry } from './projectRegistry.ts';
import type { ProjectSession } from './projectSession.ts';
import type { FileRegistry, ServiceTable } from './types.ts';

const workerMemoryMb = 2048;
const deadlineMs = 600_000;
/** A cancelled export may take this long to clear away what it began. */
const graceMs = 3000;

async function sourceOf(session: ProjectSession, withLog: boolean, at: number): Promise<DataSource> {
  const { mirror } = session;
  const { allEntities: entities, rowCount } = mirror;
  const columns = new Map([...mirror.columns].map(([id, { column }]) => [id, column]));
  const variables = ordered(entities.variable);
  return {
    name: session.name,
    at,
    variables,
    columns,
    rowCount,
    exclusions: [...entities.exclusion.values()],
    weightId: entities.design.get('main')?.weight?.variableId ?? null,
    indicators: new Map([...entities.indicator.values()].map(({ id, name }) => [id, name])),
    log: withLog ? mirror.steps : [],
    sav: savOriginsOf(entities),
    designUntouched: !mirror.steps.some(({ type }) => type === 'design.set' || type === 'weights.rake'),
    unread: withLog ? await session.worker.call('unread', null) : [],
  };
}

/** Data out of a project as files for other programs, written in a worker; and the project itself as a copy. */
export function createDataExportService({
  ports,
  files,
  projects,
}: {
  readonly ports: HostPorts;
  readonly files: FileRegistry;
  readonly projects: ProjectRegistry;
}): Pick<ServiceTable, 'data.export'> {
  let worker: WorkerClient<ExportTable> | null = null;

  /** Everything there is, or a project of its own with what may be handed on. */
  async function copyProject(session: ProjectSession, personal: boolean): Promise<string> {
    const path = await files.pathFor(projectFileName(session.name));
    if (personal) await session.worker.call('copyTo', { path });
    else await session.worker.call('handOver', { path, at: ports.now() });
    return path;
  }

  return {
    'data.export': async ({ projectId, format, options }, context) => {
      const session = projects.get(projectId);
      let path: string;
      if (format === 'csi') path = await copyProject(session, options.personal);
      else {
        const source = await sourceOf(session, options.log && format === 'xlsx', ports.now());
        if (!source.variables.some((variable) => options.personal || !variable.personal))
          throw new AppError('export.noColumns');
        const stem = projectFileName(session.name).replace(/\.csi$/, '');
        path = await files.pathFor(`${stem}.${format}`);
        if (!worker || worker.ended) worker = startWorker<ExportTable>('exportWorker', { memoryMb: workerMemoryMb });
        await worker.call(
          'data',
          { path, format, options, source },
          { signal: context.signal, report: context.report, deadlineMs, graceMs },
        );
      }
      const { handle, name, size } = await files.adopt(path);
      context.report(1, 1, 'file');
      return { file: handle, name, size };
    },
  };
}
