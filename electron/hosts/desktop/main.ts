import { app, protocol, session } from 'electron';
import { scheme } from './origin.ts';
import { guardContents } from './guards.ts';
import { runDesktop } from './runDesktop.ts';

const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'disable-web-security',
  'no-sandbox',
  'load-extension',
];
const refused = refusedSwitches.find((name) => app.commandLine.hasSwitch(name));

if (refused !== undefined) {
  process.stderr.write(`--${refused} is not allowed: it would open the window to other programs.\n`);
  app.exit(2);
} else if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  guardContents(app);
  void app.whenReady().then(() => runDesktop(session.defaultSession));
}
