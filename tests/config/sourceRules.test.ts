import { describe, expect, it } from 'vitest';
import { readSources } from './sources.ts';

const product = readSources(['shared', 'electron', 'renderer', 'resources']);
const tests = readSources(['tests']);
/** These tests name what they forbid. */
const own = /^tests\/config\/(sourceRules|imports)\.test\.ts$/;

/** `file:line: text` of every match in the code without comments. */
function found(files: typeof product, pattern: RegExp, except: readonly string[] = []): string[] {
  return files
    .filter((file) => !own.test(file.path) && !except.includes(file.path))
    .flatMap((file) =>
      file.code
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : [])),
    );
}

describe('forbidden in the product', () => {
  it.each([
    ['opening things outside', /\bopenExternal\b|\bopenPath\b|\bshowItemInFolder\b/],
    [
      'markup from strings',
      /\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdangerouslySetInnerHTML\b|\bdocument\.write\b|\bcreateContextualFragment\b/,
    ],
    ['code from strings', /\beval\(|\bnew Function\b|\bsetTimeout\(\s*['"`]/],
    [
      'a way past the sandbox',
      /nodeIntegration\w*:\s*true|sandbox:\s*false|contextIsolation:\s*false|webSecurity:\s*false|webviewTag:\s*true|allowRunningInsecureContent:\s*true/,
    ],
    ['Electron remote and file pages', /@electron\/remote|enableRemoteModule|\bloadFile\(/],
  ])('%s', (_name, pattern) => {
    expect(found(product, pattern)).toEqual([]);
  });

  it('IPC outside the two bridge files', () => {
    expect(
      found(product, /\bipcMain\b|\bipcRenderer\b/, ['electron/hosts/desktop/ipc.ts', 'electron/preload/index.ts']),
    ).toEqual([]);
  });

  it('window settings outside windows.ts', () => {
    expect(
      found(product, /\bnodeIntegration\b|\bcontextIsolation\b|\bnew BrowserWindow\b/, [
        'electron/hosts/desktop/windows.ts',
      ]),
    ).toEqual([]);
  });

  it('Chinese punctuation around a value where the interface may be English', () => {
    const interfaceFiles = product.filter((file) => /^renderer\/(app|components|features)\//.test(file.path));
    const composed = /\}[（）：；，、]|[（）：；，、]\$?\{|\.join\('[、，；]'\)/;
    expect(found(interfaceFiles, composed).filter((line) => !/\bzh\b|zh-CN/.test(line))).toEqual([]);
  });

  it('clock and chance in shared', () => {
    const shared = product.filter((file) => file.path.startsWith('shared/'));
    expect(
      found(shared, /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bprocess\.|\bcrypto\./),
    ).toEqual([]);
  });

  it('expressions from strings where nothing ends one that never ends', () => {
    // The sheet's search runs its user's expressions in a worker with a deadline; the others are built from constants of the program.
    expect(
      found(product, /\bRegExp\(/, [
        'renderer/features/data/regexSearch.ts',
        'renderer/features/data/regexWorker.ts',
        'renderer/features/cleaning/cleaningForms.ts',
        'electron/workbooks/excelDates.ts',
        'electron/workbooks/csvFields.ts',
      ]),
    ).toEqual([]);
  });

  it('figures that could be sent to a cloud', () => {
    const drawing = product.filter((file) => /from 'plotly\.js\/lib\/core'/.test(file.text));
    expect(drawing.length).toBeGreaterThan(0);
    const open = drawing.filter(
      ({ code }) => !/\bshowSendToCloud: false\b/.test(code) || !/\bplotlyServerURL: ''/.test(code),
    );
    expect(open.map(({ path }) => path)).toEqual([]);
    expect(found(product, /\bshowSendToCloud: true\b|\bshowEditInChartStudio: true\b/)).toEqual([]);
  });

  it('the rounding distributions of simple-statistics', () => {
    expect(
      found(
        product,
        /\b(cumulativeStdNormalProbability|probit|chiSquaredDistributionTable|standardNormalTable|chiSquaredGoodnessOfFit)\b/,
      ),
    ).toEqual([]);
  });
});

describe('addresses', () => {
  /** Names of formats, not places; this machine; and names that can never be resolved (RFC 2606). */
  const allowed =
    /^(www\.w3\.org|schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org|purl\.oclc\.org|ns\.adobe\.com|json-schema\.org|127\.0\.0\.1|localhost|[\w.-]+\.invalid)$/;

  it('of other machines do not occur', () => {
    const bad = product.flatMap((file) =>
      [...file.code.matchAll(/\b(?:https?|wss?|ftp):\/\/([^\s/'"`)<>\\:$]*)/g)]
        .filter((match) => match[1] !== '' && !allowed.test(match[1] ?? ''))
        .map((match) => `${file.path}: ${match[0]}`),
    );
    expect(bad).toEqual([]);
  });
});

describe('everywhere', () => {
  const everything = [...product, ...tests].filter((file) => !own.test(file.path));

  it('no checks are switched off', () => {
    const pattern = /@ts-(ignore|expect-error|nocheck)|(oxlint|eslint|biome)-(disable|ignore)/;
    expect(everything.filter((file) => pattern.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('no type is any', () => {
    expect(
      found(
        everything.filter((file) => /\.tsx?$/.test(file.path)),
        /(:|\bas|<)\s*any\b(?!\w*['"])/,
      ),
    ).toEqual([]);
  });

  it('no test is skipped or left alone', () => {
    expect(found(tests, /\b(it|test|describe)\.(skip|only|todo|fails)\b|\bxit\(|\bfit\(/)).toEqual([]);
  });
});
