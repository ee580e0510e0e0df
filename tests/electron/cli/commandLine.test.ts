import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlsValues } from '../../../shared/analyses/plsValues.ts';
import { indicatorTemplates } from '../../../resources/templates/index.ts';
import type { CommentValues } from '../../../shared/analyses/commentValues.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const mobi = join(root, 'tests/golden/oracle/data/mobi.csv');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'csi-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command line from its sources, as a user would the built one. */
function csi(
  args: readonly string[],
  input = '',
  language = 'C',
): { readonly code: number | null; readonly out: string; readonly error: string } {
  const run = spawnSync(process.execPath, ['electron/hosts/cli/main.ts', ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
    // Sources compiled once serve every call.
    env: { ...process.env, LANG: language, LC_ALL: language, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  return { code: run.status, out: run.stdout, error: run.stderr };
}

const satisfactionItems = JSON.stringify({
  inputs: { items: ['CUSA1', 'CUSA2', 'CUSA3'] },
  variables: Object.fromEntries(['CUSA1', 'CUSA2', 'CUSA3'].map((name) => [name, { scale: { min: 1, max: 10 } }])),
});

describe('worked numbers of the mobile-phone data', () => {
  test('equal-weight mean, spread and t interval of the index', () => {
    const { code, out } = csi(['run', 'csi.index', '--data', mobi, '--request', '-', '--json'], satisfactionItems);
    expect(code).toBe(0);
    const text = JSON.stringify((JSON.parse(out) as AnalysisResult).values);
    const numbers = [...text.matchAll(/-?\d+\.\d+/g)].map(([number]) => Number(number).toFixed(4));
    expect(numbers).toEqual(expect.arrayContaining(['71.9704', '14.7241', '70.1363', '73.8045']));
  });

  test('Shapiro-Wilk W and the largest P-P gap', () => {
    const { code, out } = csi(
      ['run', 'distribution.normality', '--data', mobi, '--request', '-', '--json'],
      satisfactionItems,
    );
    expect(code).toBe(0);
    const numbers = [...JSON.stringify((JSON.parse(out) as AnalysisResult).values).matchAll(/-?\d+\.\d+/g)].map(
      ([number]) => Number(number),
    );
    expect(numbers.map((number) => number.toFixed(5))).toContain('0.97519');
    expect(numbers.map((number) => number.toFixed(4))).toContain('0.1066');
  });
});

/** The ECSI model of the mobile-phone data as a request has it. */
function ecsiRequest() {
  const sizes = { IMAG: 5, CUEX: 3, PERQ: 7, PERV: 2, CUSA: 3, CUSCO: 0, CUSL: 3 };
  const constructs = Object.entries(sizes).map(([name, size]) => ({
    name,
    items: size === 0 ? [name] : Array.from({ length: size }, (_, place) => `${name}${place + 1}`),
  }));
  const paths =
    'IMAG>CUEX IMAG>CUSA IMAG>CUSL CUEX>PERQ CUEX>PERV CUEX>CUSA PERQ>PERV PERQ>CUSA PERV>CUSA CUSA>CUSCO CUSA>CUSL CUSCO>CUSL'
      .split(' ')
      .map((path) => ({ from: path.split('>')[0]!, to: path.split('>')[1]! }));
  const variables = Object.fromEntries(
    constructs.flatMap(({ items }) => items.map((name) => [name, { scale: { min: 1, max: 10 } }])),
  );
  return { constructs, paths, variables };
}

test('a structural model as JSON gives the national index, and a mistake in it is told with its place', () => {
  const { constructs, paths, variables } = ecsiRequest();
  const run = (model: object) =>
    csi(
      ['run', 'model.pls', '--data', mobi, '--request', '-', '--json'],
      JSON.stringify({ options: { model, resamples: 100 }, variables }),
    );
  const { code, out } = run({ constructs, paths });
  expect(code).toBe(0);
  const { target, constructs: estimated } = (JSON.parse(out) as AnalysisResult).values as unknown as PlsValues;
  expect(target.name).toBe('CUSA');
  expect(estimated[target.place]!.index).toBeCloseTo(72.4541, 4);
  const wrong = run({ constructs, paths: paths.with(3, { from: 'CUEX', to: 'QUAL' }) });
  expect(wrong.code).toBe(2);
  expect(wrong.error).toContain('model.paths[3].to');
});

test('Table A typed as one line of scores gives 75.27, 77.36 and 76.733', () => {
  const table: readonly (readonly [string, number, readonly (readonly [string, number, number])[]])[] = [
    [
      '产品质量',
      0.3,
      [
        ['特性', 0.3, 76.2],
        ['经济性', 0.2, 85.4],
        ['可信性', 0.3, 72.1],
        ['安全性', 0.2, 68.5],
      ],
    ],
    [
      '服务质量',
      0.7,
      [
        ['可靠性', 0.3, 75],
        ['响应性', 0.1, 80.2],
        ['保证性', 0.3, 73.6],
        ['移情性', 0.2, 78.8],
        ['有形性', 0.1, 90],
      ],
    ],
  ];
  const leaves = table.flatMap(([parent, , children]) => children.map((child) => [parent, ...child] as const));
  const data = join(folder, 'tableA.csv');
  writeFileSync(
    data,
    `${leaves.map(([, name]) => name).join(',')}\n${leaves.map(([, , , score]) => score).join(',')}\n`,
  );
  const request = {
    indicators: table.flatMap(([id, weight, children]) => [
      { id, name: id, weight },
      ...children.map(([name, own]) => ({ id: name, parentId: id, name, weight: own })),
    ]),
    variables: Object.fromEntries(
      leaves.map(([, name]) => [name, { scale: { min: 0, max: 100 }, role: 'perception', indicator: name }]),
    ),
  };
  const { code, out } = csi(['run', 'csi.index', '--data', data, '--request', '-', '--json'], JSON.stringify(request));
  expect(code).toBe(0);
  const { overall, nodes } = (
    JSON.parse(out) as AnalysisResult<{ overall: { index: number }; nodes: { id: string; score: number }[] }>
  ).values;
  const score = (id: string): number => nodes.find((node) => node.id === id)!.score;
  expect(score('产品质量')).toBeCloseTo(75.27, 10);
  expect(score('服务质量')).toBeCloseTo(77.36, 10);
  expect(overall.index).toBeCloseTo(76.733, 10);
});

test('the comments of a table are coded by the rules of a request, lines and list alike', () => {
  const data = join(folder, 'comments.csv');
  writeFileSync(data, '意见\n排队太久\n收银台排队\n停车位少\n自助收银好\n');
  const codesOf = (codes: unknown): readonly unknown[] => {
    const request = { inputs: { question: '意见' }, variables: { 意见: { role: 'openComment' } }, options: { codes } };
    const { code, out } = csi(
      ['run', 'text.comments', '--data', data, '--request', '-', '--json'],
      JSON.stringify(request),
    );
    expect(code).toBe(0);
    const { values } = JSON.parse(out) as AnalysisResult<CommentValues>;
    return values.codes.map(({ name, comments }) => [name, comments]);
  };
  const list = [
    { name: '收银', any: ['排队', '收银'], not: ['自助'] },
    { name: '停车', any: ['车位'], colour: '#0072b2' },
  ];
  expect(codesOf(list)).toEqual([
    ['收银', 2],
    ['停车', 1],
  ]);
  expect(codesOf('收银: 排队, 收银, -自助\n停车: 车位')).toEqual(codesOf(list));
});

test('a second wave and a customer list go into the project on one line', () => {
  const own = mkdtempSync(join(folder, 'waves-'));
  const written = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(own, name), lines.join('\n'));
    return join(own, name);
  };
  const first = written('march.csv', ['id,Q1', '1,5', '2,6', '3,7']);
  const second = written('april.csv', ['Q1,id,Q2', '8,4,1', '9,5,2']);
  const list = written('customers.csv', ['id,grade', '4,gold', '1,silver']);
  const combine = ['--append', second, '--wave', 'month', '--join', list];
  const out = join(own, 'out');
  const refused = csi(['import', first, ...combine, '--out', out]);
  expect([refused.code, refused.error]).toEqual([2, expect.stringMatching(/--by/)]);
  const { code, out: printed } = csi(['import', first, ...combine, '--by', 'id', '--out', out]);
  expect([code, printed]).toEqual([0, expect.stringMatching(/march\.csi\t5 forms/)]);
  expect(readdirSync(out)).toEqual(['march.csi']);
  const unknown = csi(['import', first, ...combine, '--by', 'name', '--out', out]);
  expect([unknown.code, unknown.error]).toEqual([2, expect.stringMatching(/name/)]);
});

test('a plan printed for one month reads all forms of the next, fewer or more', () => {
  const own = mkdtempSync(join(folder, 'months-'));
  const month = (name: string, forms: number): string => {
    const lines = Array.from({ length: forms }, (_, form) => `${form + 1},${1 + (form % 5)}`);
    writeFileSync(join(own, `${name}.csv`), ['编号,价格满意度（1-5分）', ...lines].join('\n'));
    return join(own, `${name}.csv`);
  };
  const plan = join(own, 'plan.json');
  writeFileSync(plan, csi(['import', month('march', 12), '--print-plan']).out);
  for (const forms of [9, 15]) {
    const { code, out } = csi(['import', month(`april${forms}`, forms), '--plan', plan, '--out', join(own, 'out')]);
    expect([code, out]).toEqual([0, expect.stringContaining(`${forms} forms`)]);
  }
});

describe('bad calls end with one line and code 2', () => {
  test.each([
    [['frobnicate'], /unknown command/],
    [['run', 'no.such'], /no\.such/],
    [['run', 'csi.index', '--data', 'missing.csv'], /missing\.csv/],
    [['run', 'csi.index', '--data', mobi, '--sheet', 'Nope'], /Nope/],
    [['run', 'csi.index', '--what'], /--what/],
    [['evaluate'], /missing: WORKBOOK — usage/],
    [['evaluate', 'missing.xlsx', '--out', 'x'], /missing\.xlsx/],
    [['evaluate', mobi, '--out', 'x', '--format', 'doc'], /doc/],
    [['verify', mobi], /mobi|project/i],
  ])('%j', (args, pattern) => {
    const { code, out, error } = csi(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).toMatch(pattern);
  });

  test('a request that is not JSON names the place; an unknown column names the column', () => {
    expect(csi(['run', 'csi.index', '--data', mobi, '--request', '-'], '{"inputs": ').error).toMatch(/JSON/);
    const unknown = csi(
      ['run', 'describe.statistics', '--data', mobi, '--request', '-'],
      '{"inputs":{"items":["NOPE"]}}',
    );
    expect(unknown.code).toBe(2);
    expect(unknown.error).toMatch(/NOPE/);
    const wrong = csi(
      ['run', 'csi.index', '--data', mobi, '--request', '-'],
      '{"indicators":[{"name":"A","weight":1}]}',
    );
    expect(wrong.code).toBe(2);
    expect(wrong.error).toMatch(/received undefined at indicators\[0\]\.id \[cli/);
  });

  test('a damaged workbook leaves no file behind', () => {
    const own = mkdtempSync(join(folder, 'broken-'));
    const broken = join(own, 'broken.xlsx');
    writeFileSync(broken, 'PK\u0003\u0004 not a zip');
    const out = join(own, 'out');
    expect(csi(['evaluate', broken, '--out', out]).code).toBe(2);
    expect(readdirSync(own)).toEqual(['broken.xlsx']);
  });

  test('a folder that cannot be made, below a file or where the system allows none', () => {
    const own = mkdtempSync(join(folder, 'nowhere-'));
    const table = join(own, 'table.csv');
    writeFileSync(table, 'a,b\n1,2\n3,4\n');
    for (const out of [join(table, 'out'), ...(process.platform === 'linux' ? ['/proc/none/out'] : [])]) {
      const { code, error } = csi(['import', table, '--out', out]);
      expect(code).toBe(2);
      expect(error.trim().split('\n')).toEqual([expect.stringContaining('[cli.cannotWrite]')]);
    }
    expect(readdirSync(own)).toEqual(['table.csv']);
  });
});

test('help speaks the language of the terminal and names the templates there are', () => {
  const { out } = csi(['evaluate', '--help'], '', 'zh_CN.UTF-8');
  expect(out).toMatch(/^用法：csi evaluate/);
  for (const { id } of [...indicatorTemplates('zh-CN'), ...indicatorTemplates('en')]) expect(out).toContain(id);
});

test('help is everywhere and methods lists every analysis with its schema', () => {
  for (const args of [
    ['--help'],
    ['run', '--help'],
    ['evaluate', '--help'],
    ['import', '--help'],
    ['report', '--help'],
    ['verify', '--help'],
    ['methods', '--help'],
  ]) {
    const { code, out } = csi(args);
    expect(code).toBe(0);
    expect(out).toMatch(/usage: csi/);
  }
  const { code, out } = csi(['methods', '--json']);
  expect(code).toBe(0);
  const methods = JSON.parse(out) as { id: string; title: { zh: string }; request: object }[];
  expect(methods.length).toBeGreaterThanOrEqual(8);
  for (const method of methods) {
    expect(method.title.zh).not.toBe('');
    expect(Object.keys(method.request).length).toBeGreaterThan(0);
  }
});

test('a reader that has seen enough is no fault', async () => {
  const child = spawn(process.execPath, ['electron/hosts/cli/main.ts', 'methods', '--json'], { cwd: root });
  let error = '';
  child.stderr.on('data', (part: Buffer) => (error += part.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, error]).toEqual([0, '']);
});
