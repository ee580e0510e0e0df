import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownNode, root } from './node24.mjs';

const sources = [
  'electron',
  'renderer',
  'shared',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
];
/** Read at run time, not built in. */
const notBuilt = new Set(['samples', 'docs', 'icons']);
const stamp = join(root, 'out', 'built');

/** Names, sizes and times of everything that is built: changes when a source does. About 10 ms for a thousand files. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined) return;
    if (facts.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!notBuilt.has(name)) add(join(path, name));
    } else hash.update(`${path}\0${facts.size}\0${facts.mtimeMs}\n`);
  };
  for (const name of sources) add(join(root, name));
  return hash.digest('hex');
}

function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/**
 * Builds out/ when it is missing or older than the sources. An installation without sources or build tools is taken as it is.
 *
 * @param say  told once when a build starts
 * @returns false when the build failed (its output is on the terminal)
 */
export function ensureBuilt(say) {
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(tool)) return existsSync(join(root, 'out', 'main', 'web.js'));
  if (isBuilt()) return true;
  say();
  // Taken before building: a source saved meanwhile makes the next start build again.
  const built = fingerprint();
  const { status } = spawnSync(ownNode() ?? process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) return false;
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, built);
  return true;
}
