import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServices } from '../../services/createServices.ts';
import type { HostPorts } from '../../services/ports.ts';
import { applicationFolder, version } from '../applicationFolder.ts';
import { createLog, preparePaths } from '../machine.ts';
import { listRendererFiles } from '../rendererFiles.ts';
import { createChromiumPrinter } from './chromiumPrinter.ts';
import { hasDisplay, openBrowser } from './openBrowser.ts';
import { startWebServer } from './server.ts';

const addressLifeMs = 60_000;
const idleMs = 30 * 60_000;
const orphanCheckMs = 1_000;

const help = `usage: npm start -- [--web] [--port N] [--no-open]

  --web       serve the browser even where the desktop window could be opened
  --port N    this port of 127.0.0.1 instead of a free one
  --no-open   do not open the default browser
`;

/** @throws TypeError for unknown options */
function readOptions(args: readonly string[]): {
  readonly help: boolean;
  readonly open: boolean;
  readonly port: number;
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      web: { type: 'boolean' },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new TypeError(`--port ${values.port}: 0 to 65535`);
  return { help: values.help === true, open: values['no-open'] !== true, port };
}

/** Serves the workbench to a browser on this machine until a signal, or half an hour without a window. Every project is saved before it ends. */
export async function runWebHost(args: readonly string[]): Promise<void> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    process.stdout.write(help);
    return;
  }

  const paths = preparePaths();
  const now = (): number => Date.now();
  const log = createLog(paths.data, now);
  const rendererFolder = join(applicationFolder(), 'out', 'renderer');
  const printer = createChromiumPrinter({ rendererFolder });
  const ports: HostPorts = { host: 'web', version: version(), now, paths, dialogs: null, printer, log };
  const services = await createServices(ports);

  let ending: Promise<void> | null = null;
  const end = (): Promise<void> => {
    ending ??= (async () => {
      await server.close();
      await services.close();
      await printer.close();
      log('web.ended', {});
      process.exit(0);
    })();
    return ending;
  };

  const interactive = process.stdin.isTTY === true;
  const server = await startWebServer({
    services,
    ports,
    files: listRendererFiles(rendererFolder),
    port: options.port,
    idleMs,
    onIdle: () => void end(),
    onEntered: () => {
      // Without a keyboard nobody could ask for another address later.
      if (!interactive) printAddress();
    },
  });

  /** Links die after their first use; at a keyboard also after a minute, since Enter gives another. */
  function printAddress(): void {
    process.stdout.write(`\n  ${server.newAddress(interactive ? addressLifeMs : Number.POSITIVE_INFINITY)}\n`);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A second signal does not wait for the saving.
      if (ending !== null) process.exit(1);
      process.stdout.write('\n正在保存并结束… saving and ending\n');
      void end();
    });
  }

  // npm passes SIGTERM on to its shell only: when the npm that started this is gone, so is whoever wanted it.
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) void end();
    }, orphanCheckMs).unref();
  }

  process.stdout.write(
    '满意度测评工作台 CSI Workbench\n请在本机浏览器中打开（链接仅可使用一次） Open in a browser on this computer (the link works once):\n',
  );
  printAddress();
  if (interactive) {
    process.stdout.write('\n  回车：新链接 Enter: a new link   Ctrl+C：保存并结束 save and end\n');
    process.stdin.on('data', () => printAddress());
  }
  log('web.started', { port: server.port });
  if (options.open && hasDisplay(process.env, process.platform)) {
    const file = await services.files.pathFor('open.html');
    openBrowser(server.newAddress(addressLifeMs), file, process.platform);
    setTimeout(() => rmSync(file, { force: true }), addressLifeMs).unref();
  }
}
