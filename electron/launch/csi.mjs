// `npm run csi -- …`: the command line. Nothing is loaded here that a short command would wait for.
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { keepCompiledCode, onNode24 } from './node24.mjs';

if (onNode24(fileURLToPath(import.meta.url), process.argv.slice(2))) {
  keepCompiledCode();
  const built = ensureBuilt(() => process.stderr.write('csi: building, sources have changed…\n'));
  if (built) await import('../../out/main/csi.js');
  else process.exitCode = 1;
}
