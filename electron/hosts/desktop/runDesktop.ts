import { join } from 'node:path';
import { app, type BrowserWindow, type Session } from 'electron';
import { createServices } from '../../services/createServices.ts';
import { applicationFolder, version } from '../applicationFolder.ts';
import { createLog, preparePaths } from '../machine.ts';
import { listRendererFiles } from '../rendererFiles.ts';
import { createDialogs } from './dialogs.ts';
import { guardSession } from './guards.ts';
import { connectWindow } from './ipc.ts';
import { setMenu } from './menu.ts';
import { scheme } from './origin.ts';
import { createWindowPrinter } from './printer.ts';
import { createAppProtocol } from './protocol.ts';
import { createMainWindow } from './windows.ts';

/** The program in a window. Closing the window, or quitting in any other way, saves every project first. */
export async function runDesktop(session: Session): Promise<void> {
  const developing = !app.isPackaged;
  const paths = preparePaths();
  const now = (): number => Date.now();
  const log = createLog(paths.data, now);
  const answerPage = createAppProtocol(listRendererFiles(join(applicationFolder(), 'out', 'renderer')));
  const printer = createWindowPrinter();
  let window: BrowserWindow | null = null;

  guardSession(session, developing);
  session.protocol.handle(scheme, answerPage);
  setMenu(() => window);
  const services = await createServices({
    host: 'desktop',
    version: version(),
    now,
    paths,
    dialogs: createDialogs(() => window),
    printer,
    log,
  });
  const disconnect = connectWindow(services, log, () => window?.webContents ?? null);

  let ended = false;
  const end = async (): Promise<void> => {
    disconnect();
    await services.close();
    await printer.close();
    log('desktop.ended', {});
    ended = true;
    app.quit();
  };
  let ending: Promise<void> | null = null;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    ending ??= end();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });

  window = createMainWindow(developing);
  window.on('closed', () => {
    window = null;
    // The hidden printing window would keep the program alive.
    app.quit();
  });
  log('desktop.started', {});
}
