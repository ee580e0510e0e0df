import type { Output } from '../../shared/contract/methods.ts';
import type { DesktopBridge } from '../../shared/contract/wire.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** Present in the desktop's window only (electron/preload). */
    readonly csi?: DesktopBridge;
  }
}

/** Messages through the preload script; files through native dialogs. */
export function createDesktopTransport(bridge: DesktopBridge): Transport {
  return {
    kind: 'desktop',
    call: (message) => bridge.call(message),
    cancel: (callId) => bridge.cancel(callId),
    onEvent: (listener) => bridge.subscribe(listener),
    // The window and its host end together.
    onConnection: (listener) => listener({ state: 'open', missedEvents: false }),
    chooseFile: async (purpose, call) =>
      ((await call({ method: 'files.choose', input: { purpose } })) as Output<'files.choose'>).chosen,
    fileFromDrop: (file) => bridge.fileFromDrop(file),
    saveFile: async (file, name, call) =>
      ((await call({ method: 'files.saveAs', input: { file, name } })) as Output<'files.saveAs'>).saved,
  };
}
