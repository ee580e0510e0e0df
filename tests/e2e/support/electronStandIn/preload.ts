import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compileFunction } from 'node:vm';
import type { Frame, Page } from 'playwright-core';

/** What travels in place of functions and files, which cannot be cloned. */
interface CallbackArgument {
  readonly standInCallback: number;
}
interface FileArgument {
  readonly standInFile: { readonly name: string; readonly base64: string };
}

const has = <K extends string>(value: unknown, key: K): value is Record<K, unknown> =>
  typeof value === 'object' && value !== null && key in value;

export interface Wire {
  /** A message of the page's preload script; the frame is the one whose script called. */
  invoke(channel: string, args: readonly unknown[], frame: Frame): Promise<unknown>;
  send(channel: string, args: readonly unknown[], frame: Frame): void;
}

/**
 * Runs a built preload script beside the page: what it exposes appears on the page's window as functions that call back into this process,
 * and what passes is cloned, as across Electron's bridge. @returns the script's ipcRenderer, to which messages of the main process are emitted
 */
export async function runPreload(page: Page, path: string, wire: Wire): Promise<EventEmitter> {
  const caller = new AsyncLocalStorage<Frame>();
  const paths = new WeakMap<object, string>();
  const folder = mkdtempSync(join(tmpdir(), 'csi-dropped-'));
  const exposed: Promise<unknown>[] = [];
  let delivery: Promise<unknown> = Promise.resolve();
  const frame = (): Frame => caller.getStore() ?? page.mainFrame();

  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: (channel: string, ...args: unknown[]) => wire.invoke(channel, structuredClone(args), frame()),
    send: (channel: string, ...args: unknown[]) => wire.send(channel, structuredClone(args), frame()),
  });

  /** Arguments from the page: callbacks become functions that call into it, one after another; files become files with a path. */
  const revive = (argument: unknown): unknown => {
    if (has(argument, 'standInCallback')) {
      const { standInCallback } = argument as unknown as CallbackArgument;
      return (...args: unknown[]) => {
        delivery = delivery.then(() =>
          page
            .evaluate(
              ([id, values]) =>
                (globalThis as unknown as { standInCallbacks: ((...all: unknown[]) => void)[] }).standInCallbacks[id]?.(
                  ...values,
                ),
              [standInCallback, structuredClone(args)] as const,
            )
            .catch((error: unknown) => {
              if (!page.isClosed()) throw error;
            }),
        );
      };
    }
    if (has(argument, 'standInFile')) {
      const { name, base64 } = (argument as unknown as FileArgument).standInFile;
      const file = new File([Buffer.from(base64, 'base64')], name);
      const target = join(mkdtempSync(join(folder, 'file-')), basename(name));
      writeFileSync(target, Buffer.from(base64, 'base64'));
      paths.set(file, target);
      return file;
    }
    return argument;
  };

  const electron = {
    ipcRenderer,
    webUtils: { getPathForFile: (file: object) => paths.get(file) ?? '' },
    contextBridge: {
      exposeInMainWorld(name: string, api: Readonly<Record<string, (...args: unknown[]) => unknown>>) {
        for (const [key, value] of Object.entries(api)) {
          exposed.push(
            page.exposeBinding(`standIn_${name}_${key}`, ({ frame: from }, ...args: unknown[]) =>
              caller.run(from, () => value(...args.map(revive))),
            ),
          );
        }
        exposed.push(page.addInitScript(showApi, { name, keys: Object.keys(api) }));
      },
    },
  };

  const ownRequire = createRequire(path);
  const require = (name: string): unknown => (name === 'electron' ? electron : ownRequire(name));
  const module = { exports: {} };
  compileFunction(readFileSync(path, 'utf8'), ['require', 'module', 'exports'], { filename: path })(
    require,
    module,
    module.exports,
  );
  await Promise.all(exposed);
  return ipcRenderer;
}

/** Runs in the page, before its own scripts. */
function showApi({ name, keys }: { readonly name: string; readonly keys: readonly string[] }): void {
  const world = globalThis as unknown as Record<string, (...args: unknown[]) => Promise<unknown>> & {
    standInCallbacks?: unknown[];
  };
  const callbacks = (world.standInCallbacks ??= []);
  const pack = async (argument: unknown): Promise<unknown> => {
    if (typeof argument === 'function') return { standInCallback: callbacks.push(argument) - 1 };
    if (argument instanceof File) {
      const bytes = new Uint8Array(await argument.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return { standInFile: { name: argument.name, base64: btoa(text) } };
    }
    return argument;
  };
  const api: Record<string, unknown> = {};
  for (const key of keys)
    api[key] = async (...args: unknown[]) => world[`standIn_${name}_${key}`]?.(...(await Promise.all(args.map(pack))));
  Object.defineProperty(globalThis, name, { value: Object.freeze(api) });
}
