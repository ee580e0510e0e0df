import { join } from 'node:path';
import { createServices } from '../../electron/services/createServices.ts';
import type { PagePrinter } from '../../electron/services/ports.ts';
import type { Services } from '../../electron/services/types.ts';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import { root } from './processes.ts';

/** Nothing is printed here. */
const noPrinter: PagePrinter = {
  problem: () => Promise.resolve({ zh: '不打印', en: 'no printing' }),
  warmUp: () => undefined,
  figurePngs: () => Promise.reject(new Error('no printer in this bench')),
  drawFigures: () => Promise.reject(new Error('no printer in this bench')),
  readerScript: () => Promise.reject(new Error('no printer in this bench')),
  printPdf: () => Promise.reject(new Error('no printer in this bench')),
  close: () => Promise.resolve(),
};

export interface BenchServices {
  readonly services: Services;
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Reads a file by the steps of the wizard, as they are proposed, into a project. */
  importFile(projectId: string, file: string): Promise<void>;
}

/** The services as a host starts them, in folders of their own. */
export async function startServices(
  folders: { readonly data: string; readonly projects: string },
  printer: PagePrinter = noPrinter,
): Promise<BenchServices> {
  const services = await createServices({
    host: 'cli',
    version: 'bench',
    now: () => Date.now(),
    paths: { ...folders, resources: join(root, 'resources') },
    dialogs: null,
    printer,
    log: () => undefined,
  });
  let calls = 0;
  const call = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> =>
    (await services.call(method, input, {
      callId: `bench-${++calls}`,
      signal: new AbortController().signal,
      report: () => undefined,
    })) as Output<M>;
  return {
    services,
    call,
    async importFile(projectId, file) {
      const { handle } = await services.files.adopt(file);
      const { suggestedSheet } = await call('import.inspect', { file: handle });
      const { plan } = await call('import.propose', {
        file: handle,
        sheet: suggestedSheet,
        headerRows: null,
        firstDataRow: null,
        lastDataRow: null,
        indicatorTemplate: null,
        remembered: null,
      });
      await call('import.run', { projectId, file: handle, plan, mode: 'replace' });
    },
  };
}
