import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { CallReply, ChosenFile, DesktopBridge, EventMessage } from '../../shared/contract/wire.ts';

/** The window's whole door to the machine: call, cancel, subscribe, and the file behind a drop. Paths of dropped files never reach the page. */
const bridge: DesktopBridge = {
  call: (message) => ipcRenderer.invoke('call', message) as Promise<CallReply>,
  cancel: (callId) => ipcRenderer.send('cancel', callId),
  subscribe: (listener) => {
    ipcRenderer.on('event', (_event, message: EventMessage) => listener(message));
  },
  fileFromDrop: async (file) => {
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    return path === '' ? null : ((await ipcRenderer.invoke('drop', path)) as ChosenFile | null);
  },
};

contextBridge.exposeInMainWorld('csi', bridge);
