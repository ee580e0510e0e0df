import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { startWorker } from '../jobs/channel.ts';
import type { RepairTable } from '../jobs/repairProtocol.ts';
import { lossSentences } from './lossSentences.ts';
import type { HostPorts } from './ports.ts';
import type { ProjectRegistry } from './projectRegistry.ts';
import { toWire } from './toWire.ts';
import type { CallContext, FileRegistry, ServiceTable } from './types.ts';

const memoryMb = 1024;
/** However the file is made, looking at it ends. */
const deadlineMs = 120_000;

const longestName = 120;

/** "满意度（修复）", "Survey (salvaged)". */
function salvagedName(name: string): string {
  const mark = /\p{Script=Han}/u.test(name) ? '（修复）' : ' (salvaged)';
  const plain = name.replace(/\.csi$/i, '');
  return plain.endsWith(mark) ? plain : `${plain.slice(0, longestName - mark.length)}${mark}`;
}

/** What to do with a project file that does not open: say why, and bring what can be proved into a new file. The file is only read. */
export function createProjectRepairService({
  ports,
  files,
  projects,
}: {
  readonly ports: HostPorts;
  readonly files: FileRegistry;
  readonly projects: ProjectRegistry;
}): Pick<ServiceTable, 'project.examine' | 'project.salvage'> {
  const folder = join(ports.paths.data, 'repair');

  function placeOf(input: { readonly recentId: string } | { readonly file: string }): { path: string; name: string } {
    if ('file' in input) return files.get(input.file);
    const entry = projects.recent.all().find((one) => one.recentId === input.recentId);
    if (!entry) throw new AppError('project.unknownRecent');
    return { path: entry.target, name: entry.name };
  }

  async function inWorker<M extends keyof RepairTable>(
    method: M,
    input: Omit<RepairTable[M]['input'], 'folder' | 'at'>,
    context: CallContext,
  ): Promise<RepairTable[M]['output']> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const worker = startWorker<RepairTable>('repairWorker', { memoryMb });
    try {
      const request = { ...input, folder, at: ports.now() } as RepairTable[M]['input'];
      return await worker.call(method, request, {
        signal: context.signal,
        report: context.report,
        deadlineMs,
        graceMs: 0,
      });
    } finally {
      await worker.terminate();
    }
  }

  return {
    'project.examine': async ({ source }, context) => {
      const { path } = placeOf(source);
      const { problem, backupAt, losses, version } = await inWorker('examine', { path }, context);
      return {
        problem: problem && {
          code: problem.code,
          message: toWire(new AppError(problem.code, problem.details)).message,
        },
        backup: backupAt === null ? null : { savedAt: new Date(backupAt).toISOString() },
        version: version && { name: version.name, at: new Date(version.at).toISOString() },
        readable: losses !== null,
        lost: [...lossSentences(losses ?? [])],
      };
    },
    'project.salvage': async ({ source, from }, context) => {
      const { path, name } = placeOf(source);
      const into = await projects.freePath(`${name.replace(/\.csi$/i, '')} - 抢救`);
      let losses: RepairTable['salvage']['output'];
      try {
        losses = await inWorker('salvage', { path, into, from }, context);
      } catch (error) {
        // A worker that was stopped leaves what it had begun.
        await rm(into, { force: true });
        throw error;
      }
      const session = await projects.openFile(into, name);
      // Beside the damaged project in the list of recent ones, this is not another of the same name.
      await session.apply({ type: 'settings.set', name: salvagedName(session.name || name) });
      return { state: session.state(), lost: [...lossSentences(losses)] };
    },
  };
}
