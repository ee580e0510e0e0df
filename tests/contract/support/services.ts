import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createServices } from '../../../electron/services/createServices.ts';
import type { HostPorts, PagePrinter } from '../../../electron/services/ports.ts';
import type { EventListener, Services } from '../../../electron/services/types.ts';
import type { Input, MethodName, Output } from '../../../shared/contract/methods.ts';

export const root = join(import.meta.dirname, '../../..');

/** A host without a browser: it can do everything but draw and print. */
const noPrinter: PagePrinter = {
  problem: () => Promise.resolve({ zh: '此处不能打印', en: 'nothing can be printed here' }),
  warmUp: () => undefined,
  figurePngs: () => Promise.reject(new Error('nothing can be drawn here')),
  drawFigures: () => Promise.reject(new Error('nothing can be drawn here')),
  readerScript: () => Promise.reject(new Error('nothing can be drawn here')),
  printPdf: () => Promise.reject(new Error('nothing can be printed here')),
  close: () => Promise.resolve(),
};

export interface Harness {
  readonly services: Services;
  readonly ports: HostPorts;
  readonly events: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> }[];
  readonly logged: string[];
  call<M extends MethodName>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>>;
}

/** The real services in a folder, with native dialogs that give the scripted paths. */
export async function startServices(folder: string, dialogs: HostPorts['dialogs'] = null): Promise<Harness> {
  const logged: string[] = [];
  const ports: HostPorts = {
    host: 'cli',
    version: '0.0.0',
    now: () => Date.now(),
    paths: { data: join(folder, 'data'), projects: join(folder, 'projects'), resources: join(root, 'resources') },
    dialogs,
    printer: noPrinter,
    log: (event, details) => void logged.push(`${event} ${JSON.stringify(details)}`),
  };
  mkdirSync(ports.paths.projects, { recursive: true });
  const services = await createServices(ports);
  const events: Harness['events'] = [];
  const listener: EventListener = (name, payload) =>
    void events.push({ name, payload: payload as unknown as Readonly<Record<string, unknown>> });
  services.subscribe(listener);
  let calls = 0;
  return {
    services,
    ports,
    events,
    logged,
    call: async (method, input, signal = new AbortController().signal) =>
      (await services.call(method, input, { callId: `t${++calls}`, signal, report: () => undefined })) as never,
  };
}
