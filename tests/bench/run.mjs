// `npm run bench`: builds when needed, then measures on Node 24.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../electron/launch/build.mjs';
import { onNode24, root } from '../../electron/launch/node24.mjs';

const args = process.argv.slice(2);
if (onNode24(fileURLToPath(import.meta.url), args)) {
  process.exitCode = ensureBuilt(() => process.stdout.write('building\n'))
    ? (spawnSync(process.execPath, [join(root, 'tests/bench/main.ts'), ...args], { cwd: root, stdio: 'inherit' })
        .status ?? 1)
    : 1;
}
