import { basename, join } from 'node:path';
import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { methods } from '../../../shared/contract/methods.ts';
import { safeFileName } from '../../../electron/services/safeFileName.ts';
import type { CallContext, EventListener, RegisteredFile, Services } from '../../../electron/services/types.ts';

export interface FakeServices extends Services {
  readonly calls: { method: string; input: unknown; context: CallContext }[];
  /** Answers instead of the default `{}`. */
  answer: (method: string, input: unknown, context: CallContext) => Promise<unknown>;
  emit: EventListener;
  closed: boolean;
}

/** Services that record what reaches them; inputs are parsed by the contract as the real ones do. folder takes stored files. */
export function createFakeServices(folder: string): FakeServices {
  const listeners = new Set<EventListener>();
  const known = new Map<string, RegisteredFile>();
  const adopt = async (path: string): Promise<RegisteredFile> => {
    const file = { handle: `file-${known.size + 1}`, name: basename(path), size: (await stat(path)).size, path };
    known.set(file.handle, file);
    return file;
  };
  const pathFor = async (name: string): Promise<string> =>
    join(await mkdtemp(join(folder, 'temporary-')), safeFileName(name));
  const fake: FakeServices = {
    calls: [],
    closed: false,
    answer: () => Promise.resolve({}),
    async call(method, input, context) {
      const definition = methods[method as keyof typeof methods];
      const parsed = definition.input.safeParse(input);
      if (!parsed.success) {
        // Tests that import the host anew have classes of their own.
        const fresh = await import('../../../shared/contract/errors.ts');
        throw new fresh.AppError('call.badInput', { method, path: '', problem: '' });
      }
      fake.calls.push({ method, input: parsed.data, context });
      return fake.answer(method, parsed.data, context);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload);
    },
    files: {
      adopt,
      pathFor,
      async store(name, bytes) {
        const path = await pathFor(name);
        await writeFile(path, bytes);
        return adopt(path);
      },
      get(handle) {
        const file = known.get(handle);
        if (file === undefined) throw new AppError('files.unknownHandle', { handle });
        return file;
      },
    },
    async close() {
      fake.closed = true;
    },
  };
  return fake;
}
