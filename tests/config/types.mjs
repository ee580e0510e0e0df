// `npm run types`: the compiler over every room, two at a time. Fails when one of them has an error.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const rooms = ['renderer', 'tests', 'electron', 'shared', 'electron/preload'];

/** One room's errors, as the compiler prints them. */
function check(room) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', room], {
      cwd: root,
    });
    let output = '';
    child.stdout.on('data', (part) => (output += part));
    child.stderr.on('data', (part) => (output += part));
    child.on('close', (code) => resolve({ room, passed: code === 0, output }));
  });
}

const waiting = [...rooms];
let failed = 0;
async function worker() {
  for (let room = waiting.shift(); room !== undefined; room = waiting.shift()) {
    const { passed, output } = await check(room);
    if (!passed) failed += 1;
    process.stdout.write(`types ${room}: ${passed ? 'ok' : 'errors'}\n${output}`);
  }
}
await Promise.all([worker(), worker()]);
process.exitCode = failed === 0 ? 0 : 1;
