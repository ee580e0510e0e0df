// `npm run bench [name …]`: makes sure that what is measured is built from the present sources, then measures (main.ts).
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../electron/launch/build.mjs';
import { onNode24 } from '../../electron/launch/node24.mjs';

if (onNode24(fileURLToPath(import.meta.url), process.argv.slice(2))) {
  if (ensureBuilt(() => process.stderr.write('building\n'))) await import('./main.ts');
  else process.exitCode = 1;
}
