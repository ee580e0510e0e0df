import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findBrowser } from '../../electron/hosts/web/chromiumPrinter.ts';

/** LibreOffice is one program, installed in parts: each part leaves a registry of its own. */
const officeParts = ['calc', 'impress', 'writer'];
const officePackage = (part) => `libreoffice-${part}-nogui`;
const packages = ['chromium', 'fonts-noto-cjk', 'poppler-utils', ...officeParts.map(officePackage)];
const has = (command) => spawnSync('which', [command], { stdio: 'ignore' }).status === 0;
const isDebian = () => existsSync('/etc/debian_version');
const hasChineseFont = () =>
  spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout?.trim() !== '';

/** What the tests need beside npm's packages: Chromium, a Chinese font, pdftotext to read exported pages, LibreOffice to compute exported formulas and open exported slides and reports. */
function missing() {
  const list = [];
  if (findBrowser() === null) list.push('chromium');
  if (process.platform === 'linux') {
    if (!has('fc-list') || !hasChineseFont()) list.push('fonts-noto-cjk');
    if (!has('pdftotext')) list.push('poppler-utils');
    const lacks = (part) =>
      isDebian() ? !existsSync(`/usr/lib/libreoffice/share/registry/${part}.xcd`) : !has('soffice');
    list.push(...officeParts.filter(lacks).map(officePackage));
  }
  return list;
}

const isDebianRoot = () => isDebian() && process.getuid?.() === 0;

/**
 * Makes sure that there is a browser for the tests. On Debian as root what is missing is installed; elsewhere the user is told what to install.
 *
 * @returns false when the tests cannot run
 */
export function ensureBrowser() {
  let wanted = missing();
  if (wanted.length > 0 && isDebianRoot()) {
    const release = /PRETTY_NAME="([^"]*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Debian';
    process.stdout.write(`installing ${wanted.join(' ')} on ${release}\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
    run(['update', '-qq']);
    run(['install', '-y', '-qq', '--no-install-recommends', ...wanted]);
    wanted = missing();
  }
  if (wanted.length === 0) return true;
  const hint =
    process.platform === 'linux'
      ? `apt-get install ${packages.join(' ')} (or your system's packages of these names)`
      : 'Google Chrome or Microsoft Edge; CHROME_PATH may name its program file';
  process.stderr.write(`The tests need: ${wanted.join(', ')}. Install ${hint}.\n`);
  return !wanted.includes('chromium');
}
