import { join } from 'node:path';
import { findIndicatorTemplate } from '../../resources/templates/index.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { projectFileName } from './projectFileName.ts';
import type { ClosableRegistry } from './fileRegistry.ts';
import type { ImportService } from './importService.ts';
import { hashFile } from '../jobs/hashFile.ts';
import type { HostPorts } from './ports.ts';
import type { ProjectRegistry } from './projectRegistry.ts';
import { replayLog } from './replayLog.ts';
import type { ServiceTable } from './types.ts';

type ProjectMethods = Exclude<
  Extract<keyof ServiceTable, `project.${string}` | `version.${string}`>,
  'project.examine' | 'project.salvage'
>;

const sampleName = '超市顾客满意度调查（示例）';
const sampleTemplate = 'supermarket';

export interface ProjectServiceDeps {
  readonly ports: HostPorts;
  readonly files: ClosableRegistry;
  readonly projects: ProjectRegistry;
  readonly imports: ImportService;
}

const isoTime = (at: number): string => new Date(at).toISOString();

/** Projects: making, opening, saving, changing, and their versions. */
export function createProjectService({
  ports,
  files,
  projects,
  imports,
}: ProjectServiceDeps): Pick<ServiceTable, ProjectMethods> {
  return {
    'project.recent': async () => ({ projects: await projects.listRecent() }),
    'project.forget': async ({ recentId }) => {
      projects.recent.forget(recentId);
      return {};
    },
    'project.create': async ({ name, templateId }) => {
      const template = templateId === null ? null : findIndicatorTemplate(templateId);
      if (template === undefined) throw new AppError('import.unknownTemplate', { template: templateId });
      return (await projects.create(name, template)).state();
    },
    'project.openSample': async (_input, context) => {
      const { handle } = await files.adopt(join(ports.paths.resources, 'samples', 'supermarket.xlsx'));
      const { plan } = await imports.proposeFor(handle, sampleTemplate, context);
      const session = await projects.create(sampleName, null);
      await imports.runInto(session, handle, plan, context);
      return session.state();
    },
    'project.open': async (input) => {
      if ('recentId' in input) return (await projects.openRecent(input.recentId)).state();
      const { path, name } = files.get(input.file);
      return (await projects.openFile(path, name)).state();
    },
    'project.state': async ({ projectId }) => projects.get(projectId).state(),
    'project.save': async ({ projectId }) => {
      const session = projects.get(projectId);
      await session.save();
      return { savedAt: session.savedAt ?? isoTime(ports.now()) };
    },
    'project.saveCopy': async ({ projectId }) => {
      const session = projects.get(projectId);
      const path = await files.pathFor(projectFileName(session.name));
      await session.worker.call('copyTo', { path });
      const { handle, name, size } = await files.adopt(path);
      return { file: handle, name, size };
    },
    'project.close': async ({ projectId }) => {
      await projects.close(projectId);
      return {};
    },
    'project.discard': async ({ projectId }) => {
      await projects.discard(projectId);
      return {};
    },
    'project.apply': async ({ projectId, command }) => ({ revision: await projects.get(projectId).apply(command) }),
    'project.undo': ({ projectId }) => projects.get(projectId).undoOrRedo('undo'),
    'project.redo': ({ projectId }) => projects.get(projectId).undoOrRedo('redo'),
    'project.history': async ({ projectId, limit }) => {
      const entries = await projects.get(projectId).worker.call('history', { limit });
      return {
        entries: entries.map(({ sequence, at, label, undone }) => ({ sequence, at: isoTime(at), label, undone })),
      };
    },
    'project.log': async ({ projectId }) => ({
      // Entries are JSON by their nature; the schema at the host's edge says so.
      log: (await projects.get(projectId).worker.call('cleaningLog', null)) as Output<'project.log'>['log'],
    }),
    'project.replay': async ({ projectId, log, pseudonymKey, files: given = [] }, context) => {
      const byHash = new Map<string, string>();
      for (const handle of given) byHash.set(await hashFile(files.get(handle).path), handle);
      return replayLog(projects.get(projectId), log, { pseudonymKey, imports, files: byHash }, context);
    },
    'version.list': async ({ projectId }) => {
      const versions = await projects.get(projectId).worker.call('listVersions', null);
      const listed: Output<'version.list'>['versions'] = versions.map(({ versionId, name, at, rows, automatic }) => ({
        versionId,
        name,
        at: isoTime(at),
        rows,
        automatic,
      }));
      return { versions: listed };
    },
    'version.keep': async ({ projectId, name }) => ({
      versionId: await projects.get(projectId).keepVersion(name, false),
    }),
    'version.restore': async ({ projectId, versionId }) => {
      const session = projects.get(projectId);
      await session.restoreVersion(versionId);
      return session.state();
    },
  };
}
