import { lstat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { AppError } from '../../../shared/contract/errors.ts';
import type { CallReply, ChosenFile } from '../../../shared/contract/wire.ts';
import type { HostPorts } from '../../services/ports.ts';
import { toWire } from '../../services/toWire.ts';
import type { Services } from '../../services/types.ts';
import { createCallGate } from '../callGate.ts';
import { createEventLog } from '../eventLog.ts';
import { isAppUrl } from './origin.ts';

type Sender = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** The message comes from the main frame of the main window, and that frame shows one of our pages. Empty and about:blank addresses are nobody's. */
function isTrusted({ sender, senderFrame }: Sender, window: WebContents | null): boolean {
  if (window === null || sender !== window || senderFrame === null || senderFrame === undefined) return false;
  return senderFrame === sender.mainFrame && isAppUrl(senderFrame.url);
}

/** The only place that listens to windows: 'call', 'cancel' and 'drop' in, 'event' out. @returns ends the connection */
export function connectWindow(services: Services, log: HostPorts['log'], window: () => WebContents | null): () => void {
  const events = createEventLog(1);
  const send = (message: ReturnType<typeof events.add>): void => {
    const target = window();
    if (target !== null && !target.isDestroyed()) target.send('event', message);
  };
  const gate = createCallGate({
    services,
    events,
    log,
    reportProgress: (callId, done, total, phase) => send(events.add('job.progress', { callId, done, total, phase })),
  });
  const unsubscribe = services.subscribe((name, payload) => send(events.add(name, payload)));

  ipcMain.handle('call', async (event, message: unknown): Promise<CallReply> => {
    if (!isTrusted(event, window())) return { ok: false, error: toWire(new AppError('call.forbidden')), lastEvent: 0 };
    return gate.call(message);
  });
  ipcMain.on('cancel', (event, callId: unknown) => {
    if (isTrusted(event, window())) gate.cancel(callId);
  });
  ipcMain.handle('drop', async (event, path: unknown): Promise<ChosenFile | null> => {
    if (!isTrusted(event, window()) || typeof path !== 'string' || !isAbsolute(path)) return null;
    const facts = await lstat(path).catch(() => null);
    if (facts === null || !facts.isFile()) return null;
    const file = await services.files.adopt(path);
    return { file: file.handle, name: file.name, size: file.size };
  });

  return () => {
    unsubscribe();
    gate.cancelAll();
    ipcMain.removeHandler('call');
    ipcMain.removeHandler('drop');
    ipcMain.removeAllListeners('cancel');
  };
}
