// `npm test`: browser, build, types, lint, then every test. `npm run check` (--quick): without build and browser tests.
// The last line is always `N passed, N failed`, counted by vitest; the exit code is 0 only when every step succeeded.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../electron/launch/build.mjs';
import { onNode24, root } from '../../electron/launch/node24.mjs';

const args = process.argv.slice(2);

async function main() {
  // Imports sources, which older versions of Node cannot read: only from here on.
  const { ensureBrowser } = await import('./browser.mjs');
  const quick = args.includes('--quick');
  const filters = args.filter((one) => one !== '--quick');
  const report = join(root, 'tests', '.output', 'vitest.json');
  // The lint command and everything else started from here run on this Node too.
  const env = {
    ...process.env,
    PATH: `${join(process.execPath, '..')}${delimiter}${process.env.PATH}`,
    CI: process.env.CI ?? 'true',
  };
  const run = (command, args_) =>
    spawnSync(command, args_, { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' }).status === 0;
  const problems = [];
  const step = (name, work) => {
    const started = performance.now();
    const passed = work();
    if (!passed) problems.push(name);
    // The runner's own closing lines stay the last ones.
    if (name !== 'tests')
      process.stdout.write(
        `${passed ? 'ok' : 'FAILED'}  ${name}  ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
      );
  };

  if (!quick) {
    step('browser', ensureBrowser);
    step('build', () => ensureBuilt(() => process.stdout.write('building\n')));
  }
  step('types', () => run(process.execPath, [join(root, 'tests', 'config', 'types.mjs')]));
  step('lint', () => run('npm', ['run', '--silent', 'lint']));
  mkdirSync(join(root, 'tests', '.output'), { recursive: true });
  rmSync(report, { force: true });
  const projects = quick
    ? ['--project', 'unit', '--project', 'golden', '--project', 'property', '--project', 'contract']
    : [];
  step('tests', () =>
    run(process.execPath, [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config',
      'tests/config/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...projects,
      ...filters,
    ]),
  );

  const counted = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 1 };
  // A file that could not be loaded has no failed test of its own, and a step beside the tests may have failed.
  const failed = counted.numFailedTests + (counted.numFailedTests === 0 && problems.length > 0 ? problems.length : 0);
  if (problems.length > 0) process.stdout.write(`failed steps: ${problems.join(', ')}\n`);
  process.stdout.write(`${counted.numPassedTests} passed, ${failed} failed\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (onNode24(fileURLToPath(import.meta.url), args)) await main();
