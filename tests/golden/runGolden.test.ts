import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findAnalysis } from '../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import { adapters } from './adapters/index.ts';
import type { Adapter } from './adapters/adapter.ts';
import { compareLeaves, type Comparison } from './compare.ts';
import { dataIsHere, loadCases, type OracleCase, oracleDirectory } from './oracle.ts';

type State = 'passed' | 'failed' | 'notYetSupported' | 'dataNotHere';

interface CaseReport {
  readonly id: string;
  readonly method: string;
  readonly state: State;
  readonly compared: number;
  readonly digits: number | null;
  readonly notCompared: readonly string[];
  readonly mismatches: Comparison['mismatches'];
  readonly error: string | null;
}

const reports: CaseReport[] = [];

function adapterFor(oracleCase: OracleCase): Adapter | undefined {
  return adapters.find(
    (adapter) =>
      adapter.methods.includes(oracleCase.method) &&
      adapter.analyses.every((id) => findAnalysis(id)) &&
      (adapter.supports?.(oracleCase) ?? true),
  );
}

function blank(oracleCase: OracleCase, state: State): CaseReport {
  return {
    id: oracleCase.id,
    method: oracleCase.method,
    state,
    compared: 0,
    digits: null,
    notCompared: [],
    mismatches: [],
    error: null,
  };
}

async function runCase(oracleCase: OracleCase, adapter: Adapter): Promise<CaseReport> {
  try {
    const comparison = compareLeaves(
      adapter.expected?.(oracleCase) ?? oracleCase.expected,
      await adapter.actual(oracleCase, runAnalysis),
      adapter.toleranceAt,
    );
    const enough = comparison.compared >= adapter.atLeast;
    return {
      ...blank(oracleCase, enough && comparison.mismatches.length === 0 ? 'passed' : 'failed'),
      ...comparison,
      error: enough ? null : `only ${comparison.compared} values compared, ${adapter.atLeast} are the least`,
    };
  } catch (error) {
    return {
      ...blank(oracleCase, 'failed'),
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

/** Data of unstated licence, which the project does not carry: their cases run where ORACLE_DIR has them. */
const dataElsewhere = new Set(['data/airline_2000.csv', 'data/cn_word_ratings.csv', 'data/cn_word_ratings.sav']);

/** Expected values that are no results of ours, by method and path, with what they are. */
const notOurs: readonly RegExp[] = [
  // Steps on the way, and the known 2 degrees of freedom of Jarque and Bera's test.
  /^entropy_weights: scores_minmax_first10\./,
  /^normality: jarque_bera\.df$/,
  /^pls_sem: scores_first5\./,
  // How far the packages that made the case differ among themselves.
  /^pls_sem: crosscheck_/,
  /^pls_consistent: n$/,
  // PSPP prints them without being asked; they are not among the methods.
  /^pspp_crosstabs: (symmetric\.Kappa|directional\.Eta)/,
  /^pspp_descriptives: (Valid|Missing) N \(listwise\)/,
  // After raking R takes the margins as known; ours takes the raked weights as given.
  /^survey_estimates: api00\.se$/,
];

const cases = loadCases();
const runnable: { readonly id: string; readonly oracleCase: OracleCase; readonly adapter: Adapter }[] = [];
for (const oracleCase of cases) {
  const adapter = adapterFor(oracleCase);
  if (!adapter) reports.push(blank(oracleCase, 'notYetSupported'));
  else if (!dataIsHere(oracleCase)) reports.push(blank(oracleCase, 'dataNotHere'));
  else runnable.push({ id: oracleCase.id, oracleCase, adapter });
}

describe('the catalogue against the oracle', () => {
  it('supports every case, and has the data of every case it may carry', () => {
    expect(reports.filter(({ state }) => state === 'notYetSupported').map(({ id }) => id)).toEqual([]);
    const without = cases.filter((one) => !dataIsHere(one) && !dataElsewhere.has(one.dataset.file ?? ''));
    expect(without.map(({ id }) => id)).toEqual([]);
    expect(runnable.length).toBeGreaterThanOrEqual(270);
    expect(runnable.every(({ adapter }) => adapter.atLeast > 0)).toBe(true);
  });

  it.each(runnable)('$id', async ({ oracleCase, adapter }) => {
    const report = await runCase(oracleCase, adapter);
    reports.push(report);
    expect({ error: report.error, mismatches: report.mismatches }).toEqual({ error: null, mismatches: [] });
    const left = report.notCompared.map((path) => `${report.method}: ${path}`);
    expect(left.filter((path) => !notOurs.some((known) => known.test(path)))).toEqual([]);
  });
});

function summary(): string {
  const methods = [...new Set(reports.map((report) => report.method))].toSorted();
  const rows = methods.map((method) => {
    const own = reports.filter((report) => report.method === method);
    const count = (state: State) => own.filter((report) => report.state === state).length;
    const digits = own.flatMap((report) => (report.digits === null ? [] : [report.digits]));
    return {
      method,
      passed: count('passed'),
      failed: count('failed'),
      'not yet': count('notYetSupported'),
      'no data': count('dataNotHere'),
      numbers: own.reduce((sum, report) => sum + report.compared, 0),
      'not compared': own.reduce((sum, report) => sum + report.notCompared.length, 0),
      digits: digits.length > 0 ? Math.min(...digits).toFixed(1) : '',
    };
  });
  const headings = ['method', 'passed', 'failed', 'not yet', 'no data', 'numbers', 'not compared', 'digits'] as const;
  const total = (heading: (typeof headings)[number]) => rows.reduce((sum, row) => sum + Number(row[heading]), 0);
  const lines = rows.map((row) => headings.map((heading) => String(row[heading])));
  lines.push(['total', ...headings.slice(1, -1).map((heading) => String(total(heading))), '']);
  const widths = headings.map((heading, index) =>
    Math.max(heading.length, ...lines.map((line) => line[index]!.length)),
  );
  const format = (cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join('  ');
  const fields = [
    ...new Set(
      reports.flatMap((report) =>
        report.notCompared.map((path) => `${report.method}: ${path.replaceAll(/\.\d+/g, '.*')}`),
      ),
    ),
  ];
  return [
    format(headings),
    ...lines.map(format),
    ...(fields.length > 0
      ? ['expected fields without a counterpart:', ...fields.slice(0, 40).map((field) => `  ${field}`)]
      : []),
  ].join('\n');
}

afterAll(() => {
  const folder = fileURLToPath(new URL('../.output', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/golden.json`, `${JSON.stringify({ oracle: oracleDirectory, reports }, null, 1)}\n`);
  console.log(`${oracleDirectory}\n${summary()}`);
});
