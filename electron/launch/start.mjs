// `npm start`: the desktop window where Electron is or can be fetched, else the web host with its address printed.
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { startDesktop } from './desktop.mjs';
import { keepCompiledCode, onNode24 } from './node24.mjs';

const args = process.argv.slice(2);
// Anything said about the browser means the browser is wanted.
const wantsWeb = args.length > 0;

if (onNode24(fileURLToPath(import.meta.url), args)) {
  keepCompiledCode();
  const built = ensureBuilt(() =>
    process.stdout.write('正在构建（源文件有变化，约十秒）… Building (sources have changed, about ten seconds)…\n'),
  );
  if (!built) process.exitCode = 1;
  else if (wantsWeb || !startDesktop()) await import('../../out/main/web.js');
}
