import { copyFile } from 'node:fs/promises';
import { AppError } from '../../shared/contract/errors.ts';
import type { HostPorts } from './ports.ts';
import type { FileRegistry, ServiceTable } from './types.ts';

type HostMethods = 'host.info' | 'files.choose' | 'files.saveAs' | 'files.store';

/** The machine around the program: what it can do, and files the user chooses. */
export function createHostService(deps: {
  readonly ports: HostPorts;
  readonly files: FileRegistry;
}): Pick<ServiceTable, HostMethods> {
  const { ports, files } = deps;
  const dialogs = (): NonNullable<HostPorts['dialogs']> => {
    if (!ports.dialogs) throw new AppError('files.noDialogs');
    return ports.dialogs;
  };
  return {
    'host.info': async () => ({
      host: ports.host,
      version: ports.version,
      nativeDialogs: ports.dialogs !== null,
      canPrintPdf: (await ports.printer.problem()) === null,
    }),
    'files.choose': async ({ purpose }) => {
      const path = await dialogs().chooseFile(purpose);
      if (path === null) return { chosen: null };
      const { handle, name, size } = await files.adopt(path);
      return { chosen: { file: handle, name, size } };
    },
    'files.saveAs': async ({ file, name }) => {
      const { path } = files.get(file);
      const target = await dialogs().chooseTarget(name);
      if (target === null) return { saved: false };
      try {
        await copyFile(path, target);
      } catch (error) {
        throw new AppError('files.notWritten', {
          code: error instanceof Error && 'code' in error ? String(error.code) : '',
        });
      }
      return { saved: true };
    },
    'files.store': async ({ name, base64 }) => {
      const bytes = Buffer.from(base64, 'base64');
      const { handle, name: stored, size } = await files.store(name, bytes);
      return { file: handle, name: stored, size };
    },
  };
}
