import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import type { SurveyDesign, Snapshot } from '../../../shared/model/dataset.ts';
import { type VariableId, variableId } from '../../../shared/model/ids.ts';
import type { Role } from '../../../shared/model/variable.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

/** The sample with a column more for the design. */
function withColumn(role: Role, value: (row: number) => number, design: (id: VariableId) => Partial<SurveyDesign>) {
  const snapshot = sampleSnapshot();
  const id = variableId('extra');
  return {
    ...snapshot,
    variables: [
      ...snapshot.variables,
      { ...snapshot.variables[0]!, id, name: 'E', label: '设计', role, scale: null, indicatorId: null },
    ],
    columns: new Map([
      ...snapshot.columns,
      [id, { kind: 'numeric', values: Float64Array.from({ length: snapshot.rowCount }, (_, row) => value(row)) }],
    ]),
    design: { ...snapshot.design, ...design(id) },
  } as Snapshot;
}

const weight = (row: number): number => (row === 9 ? 0 : 1 + (row % 3));
const snapshots: Readonly<Record<string, Snapshot>> = {
  'no weights': sampleSnapshot(),
  'survey weights': withColumn('weight', weight, (id) => ({ weight: { variableId: id, kind: 'survey' } })),
  'frequency weights': withColumn('weight', weight, (id) => ({ weight: { variableId: id, kind: 'frequency' } })),
  strata: withColumn(
    'profile',
    (row) => row % 4,
    (id) => ({ stratum: id }),
  ),
  clusters: withColumn(
    'profile',
    (row) => Math.floor(row / 3),
    (id) => ({ cluster: id }),
  ),
};

/** The first numbers of every kind that the tables of a result show. */
function* shownNumbers(result: AnalysisResult): Generator<string> {
  const seen = new Map<string, number>();
  for (const table of findAnalysis(result.analysis)!.tables(result))
    for (const row of table.rows.keys())
      for (const { key } of table.columns) {
        const path = locateCell(result, table, row, key);
        const kind = path?.replace(/\.\d+(?=\.|$)/g, '.*');
        if (path === null || kind === undefined || (seen.get(kind) ?? 0) >= 2) continue;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        yield path;
      }
}

/** What the design's own tests show of differences between groups is told with the analysis of variance. */
const elsewhere = (design: string, result: AnalysisResult, path: string): boolean =>
  result.analysis === 'influence.featureScreen' &&
  (design === 'strata' || design === 'clusters') &&
  path.endsWith('.f');

describe.each(Object.entries(snapshots))('drivers and improvements with %s', (design, snapshot) => {
  const subjects = /^(?:influence\.(?:discriminant|relativeImportance|regression|correlation|featureScreen)|improve\.)/;
  const results = proposals(snapshot)
    .filter(({ analysis }) => subjects.test(analysis))
    .map((request) => runAnalysis(snapshot, request));

  it('show for every number of their tables the values that give it', () => {
    expect(new Set(results.map(({ analysis }) => analysis)).size).toBe(11);
    let shown = 0;
    for (const result of results) {
      expect(result.status, result.analysis).toBe('ok');
      for (const path of shownNumbers(result)) {
        if (elsewhere(design, result, path)) continue;
        const { worked, value } = explainNumber(snapshot, result, { path });
        const at = `${result.analysis} ${path}`;
        expect(worked.length, at).toBeGreaterThan(0);
        expect(isSame(worked.at(-1)!.value, value!), at).toBe(true);
        expect(worked.at(-1)!.filled, at).toMatch(/\d/);
        shown++;
      }
    }
    expect(shown).toBeGreaterThan(150);
  });
});

describe('the questions of a fitted model', () => {
  const snapshot = snapshots['no weights']!;
  const names = (analysis: string, path: string, inputs = {}): readonly string[] => {
    const result = runAnalysis(snapshot, { analysis, inputs, options: {} });
    return explainNumber(snapshot, result, { path }).questions.map(({ name }) => name);
  };
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => `Q${place}`);

  it('are all that it is made from, and what it tells', () => {
    for (const path of ['coefficients.1.b', 'collinearity.1.conditionIndex', 'rSquared'])
      expect(names('influence.regression', path, { dependent: 'OS' })).toEqual([...all, 'OS']);
    expect(names('influence.regression', 'coefficients.1.b', { dependent: 'OS', predictors: ['Q1', 'Q2'] })).toEqual([
      'Q1',
      'Q2',
      'OS',
    ]);
    expect(names('influence.discriminant', 'items.0.raw.0')).toEqual([...all, 'OS']);
    expect(names('influence.relativeImportance', 'drivers.0.beta')).toEqual([...all, 'OS']);
  });

  it('are its own and what it is held against where it is of one of them', () => {
    expect(names('influence.discriminant', 'items.2.means.1')).toEqual(['Q3', 'OS']);
    expect(names('influence.relativeImportance', 'drivers.1.correlation')).toEqual(['Q2', 'OS']);
  });
});

describe('solutions of equations', () => {
  const snapshot = snapshots['no weights']!;
  const explain = (analysis: string, path: string, options = {}, inputs = {}) => {
    const result = runAnalysis(snapshot, { analysis, inputs, options });
    return { ...explainNumber(snapshot, result, { path }), number: valueAt(result.values, path) as number };
  };

  it('show the row of the equation that the number stands in', () => {
    const { worked, number } = explain('influence.discriminant', 'items.2.raw.0');
    expect(worked).toHaveLength(3);
    expect(worked[2]!.formula.en).toContain('eigenvalue equation');
    const filled = /^\((.+) − (.+)\) \/ (.+)$/.exec(worked[2]!.filled)!;
    const plain = (text: string): number => Number(text.replace(/[()]/g, '').replace('−', '-'));
    expect((plain(filled[1]!) - plain(filled[2]!)) / plain(filled[3]!)).toBeCloseTo(number, 4);
  });

  it('share R² out by relative weights', () => {
    const { worked, number } = explain('influence.relativeImportance', 'drivers.1.johnson', { resamples: 0 });
    const rSquared = explain('influence.relativeImportance', 'rSquared', { resamples: 0 }).number;
    expect(worked[0]!.value).toBeCloseTo(rSquared, 10);
    expect(worked[1]!.value).toBeCloseTo(number, 10);
    expect(worked[1]!.filled.split(' + ')).toHaveLength(9);
  });

  it('explain a regression without a constant, and a polynomial', () => {
    const bare = explain('influence.regression', 'coefficients.2.vif', { intercept: false });
    expect(isSame(bare.worked.at(-1)!.value, bare.number)).toBe(true);
    expect(bare.worked.at(-1)!.formula.zh).toContain('Σx²');
    const inputs = { dependent: 'OS', predictors: ['Q1'] };
    for (const key of ['b', 'se', 'beta', 'partial']) {
      const { worked, number } = explain('influence.regression', `coefficients.2.${key}`, { degree: 2 }, inputs);
      expect(isSame(worked.at(-1)?.value ?? Number.NaN, number), key).toBe(true);
    }
  });

  it('explain shares of variance in a dimension', () => {
    const { worked, number } = explain('influence.regression', 'collinearity.9.shares.3');
    expect(isSame(worked.at(-1)!.value, number)).toBe(true);
  });
});
