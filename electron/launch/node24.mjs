import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The project's own Node 24 (a development dependency), or null where there is none for this machine. */
export function ownNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  // A Mac with an Apple processor runs the Intel build.
  const arch = platform === 'darwin' ? 'x64' : process.arch;
  const path = join(root, 'node_modules', `node-${platform}-${arch}`, 'bin', platform === 'win' ? 'node.exe' : 'node');
  return existsSync(path) ? path : null;
}

const needed = 24;

/**
 * Makes sure that the caller runs on Node 24, which better-sqlite3 needs: on another version the same script is started again with the
 * project's own Node and this process only passes signals and the exit code on.
 *
 * @returns true when the caller may go on, false when another process does the work
 */
export function onNode24(script, args) {
  if (Number.parseInt(process.versions.node, 10) >= needed) return true;
  if (!existsSync(join(root, 'node_modules'))) {
    process.stderr.write('依赖尚未安装，请先运行 npm ci。 Dependencies are not installed: run npm ci first.\n');
    process.exitCode = 2;
    return false;
  }
  const node = ownNode();
  if (node === null) {
    process.stderr.write(
      `需要 Node ${needed} 或更新版本，当前为 ${process.versions.node}。 Node ${needed} or newer is needed; this is ${process.versions.node}.\n`,
    );
    process.exitCode = 2;
    return false;
  }
  const child = spawn(node, [script, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl+C at a terminal reaches the child by itself; a second one would cut its saving short.
    process.on(signal, () => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1);
  });
  return false;
}

/** Keeps compiled code between starts (a third of the start-up time). Node 20 has no such cache, so it is not imported by name. */
export function keepCompiledCode() {
  nodeModule.enableCompileCache(join(root, '.cache', 'compiled'));
}
