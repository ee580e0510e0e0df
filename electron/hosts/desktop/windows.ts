import { join } from 'node:path';
import { BrowserWindow, type WebPreferences } from 'electron';
import { applicationFolder } from '../applicationFolder.ts';
import { appOrigin } from './origin.ts';

/** What every window of the program has, said in full although most of it is Electron's default. */
export function webPreferences(developing: boolean): WebPreferences {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    devTools: developing,
  };
}

/** The workbench's window; shown when its first screen is painted. */
export function createMainWindow(developing: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#F5F6F8',
    title: '满意度测评工作台',
    webPreferences: {
      ...webPreferences(developing),
      preload: join(applicationFolder(), 'out', 'preload', 'index.cjs'),
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

/** A window nobody sees, for drawing and printing; it has no preload script and so no way to the host. */
export function createHiddenWindow(): BrowserWindow {
  return new BrowserWindow({ show: false, width: 1200, height: 1600, webPreferences: webPreferences(false) });
}
