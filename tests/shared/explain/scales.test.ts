import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { significant } from '../../../shared/format/significant.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { byHand } from './byHand.ts';
import { weightedSample, withGaps } from './weightedSample.ts';

const plain = sampleSnapshot();
const surveys: readonly (readonly [string, Snapshot])[] = [
  ['forms that count once', plain],
  ['survey weights', weightedSample(plain, 'survey')],
  ['frequencies and gaps', weightedSample(withGaps(plain), 'frequency')],
];
const families = /^(?:reliability|validity|weights)\.|^model\.measurement$/;

/** The paths of the numbers in the tables and sentences of a result; of a kind the first few. */
function numbersShown(result: AnalysisResult): readonly string[] {
  const kinds = new Map<string, string[]>();
  const add = (path: string): void => {
    const kind = path.replaceAll(/\.\d+(?=\.|$)/g, '.*');
    const paths = kinds.get(kind) ?? [];
    kinds.set(kind, paths);
    if (paths.length < 3 && !paths.includes(path)) paths.push(path);
  };
  for (const table of findAnalysis(result.analysis)!.tables(result))
    for (const [row, { cells }] of table.rows.entries())
      for (const { key } of table.columns) {
        const path = typeof cells[key] === 'number' ? locateCell(result, table, row, key) : null;
        if (path !== null) add(path);
      }
  for (const { parts } of findAnalysis(result.analysis)!.narrative(result, 'zh-CN'))
    for (const part of parts)
      if (typeof part !== 'string' && typeof valueAt(result.values, part.path) === 'number') add(part.path);
  return [...kinds.values()].flat();
}

/** Why a number is not explained to the end: no steps, others than its own, one that says no more than the number, or a line that does not add up. */
function faultOf(snapshot: Snapshot, result: AnalysisResult, path: string): string | null {
  const { worked, value } = explainNumber(snapshot, result, { path });
  const last = worked.at(-1);
  if (!last || !isSame(last.value, value!)) return 'no steps';
  if (path !== 'limit' && !Number.isInteger(value) && last.filled === significant(value!) && worked.length === 1)
    return last.filled;
  for (const { filled, value: expected } of worked) {
    const found = byHand(filled);
    if (found !== null && !(Math.abs(found - expected) <= 2e-4 * Math.max(1e-3, Math.abs(expected)))) return filled;
  }
  return null;
}

const faultsOf = (snapshot: Snapshot, result: AnalysisResult): readonly string[] =>
  numbersShown(result).flatMap((path) => {
    const fault = faultOf(snapshot, result, path);
    return fault === null ? [] : [`${result.analysis} ${path}: ${fault}`];
  });

describe.each(surveys)('numbers of scales, measurement and weights: %s', (_, snapshot) => {
  const requests = proposals(snapshot).filter(({ analysis }) => families.test(analysis));

  it('are all of them', () => {
    expect(requests.length).toBeGreaterThan(18);
  });

  it.each(requests.map((request) => [request.analysis, request] as const))(
    '%s shows how each is made',
    (_name, request) => {
      const result = runAnalysis(snapshot, request);
      expect(result.status).toBe('ok');
      expect(numbersShown(result).length).toBeGreaterThan(0);
      expect(faultsOf(snapshot, result)).toEqual([]);
    },
  );
});

describe('the same where the request asks for more', () => {
  const blocks = [
    { name: '产品', items: ['q1', 'q2', 'q3', 'q4'], mode: 'A' },
    { name: '服务', items: ['q5', 'q6', 'q7'], mode: 'B' },
    { name: '满意', items: ['os', 'q9'], mode: 'A' },
  ];
  const paths = [
    { from: '产品', to: '服务' },
    { from: '产品', to: '满意' },
    { from: '服务', to: '满意' },
  ];
  const model = { constructs: blocks, paths };
  const matrix = {
    labels: ['a', 'b', 'c', 'd'],
    rows: [
      [1, 0.5, 0.4, 0.1],
      [0.5, 1, 0.45, 0.2],
      [0.4, 0.45, 1, 0.15],
      [0.1, 0.2, 0.15, 1],
    ],
  };
  const factors = { number: 'fixed', factors: 2, blank: 0 };
  const requests: readonly AnalysisRequest[] = [
    {
      analysis: 'reliability.cronbachAlpha',
      inputs: { items: ['Q1', 'Q2', 'Q3', 'Q5'], reverse: ['Q2'] },
      options: {},
    },
    { analysis: 'reliability.splitHalf', inputs: { items: ['Q1', 'Q2', 'Q3'] }, options: { split: 'oddEven' } },
    { analysis: 'reliability.omega', inputs: { items: ['Q1', 'Q2'] }, options: {} },
    { analysis: 'validity.convergent', inputs: {}, options: { depth: 2 } },
    { analysis: 'validity.factorability', inputs: {}, options: { missing: 'pairwise' } },
    { analysis: 'validity.factorAnalysis', inputs: {}, options: { ...factors, rotation: 'varimax' } },
    {
      analysis: 'validity.factorAnalysis',
      inputs: {},
      options: { ...factors, method: 'principalAxis', rotation: 'promax', missing: 'pairwise' },
    },
    {
      analysis: 'validity.factorAnalysis',
      inputs: {},
      options: { ...factors, method: 'maximumLikelihood', rotation: 'oblimin' },
    },
    { analysis: 'validity.factorAnalysis', inputs: { correlations: matrix }, options: { matrixN: 100 } },
    { analysis: 'model.measurement', inputs: {}, options: { missing: 'listwise' } },
    ...['path', 'centroid', 'factorial'].map((scheme) => ({
      analysis: 'model.pls',
      inputs: {},
      options: { model, scheme, resamples: 40, consistent: true },
    })),
    { analysis: 'model.compareGroups', inputs: { feature: 'SEX' }, options: { model, permutations: 99 } },
    { analysis: 'model.compareModels', inputs: {}, options: { model } },
    { analysis: 'weights.stated', inputs: {}, options: { reading: 'standardised' } },
    {
      analysis: 'weights.entropy',
      inputs: {},
      options: { normalise: 'minmax', directions: [-1, 1, 1, 1, 1, 1, 1, 1, 1] },
    },
    { analysis: 'weights.critic', inputs: {}, options: { directions: [-1, 1, 1, 1, 1, 1, 1, 1, 1] } },
    { analysis: 'weights.relative', inputs: { items: ['Q1', 'Q2', 'Q5', 'Q6'], outcome: 'OS' }, options: {} },
    { analysis: 'weights.duel', inputs: { items: ['Q1', 'Q2', 'Q5', 'Q6'] }, options: {} },
  ];
  const snapshot = weightedSample(withGaps(plain), 'survey');

  it.each(requests.map((request) => [`${request.analysis} ${JSON.stringify(request.options)}`, request] as const))(
    '%s',
    (_name, request) => {
      const result = runAnalysis(snapshot, request);
      expect(result.status).toBe('ok');
      // What a resample, a random data set or a left-out form gave is told in words.
      const faults = faultsOf(snapshot, result).filter(
        (one) => !/resampled\.(?:se|lower|upper)|Resampled.*\.(?:se|lower|upper)/.test(one),
      );
      expect(faults).toEqual([]);
    },
  );
});

describe('the answers behind a number', () => {
  const snapshot = withGaps(plain);
  const ratings = 'Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9';
  const importance = 'W1 W2 W3 W4 W5 W6 W7 W8 W9';

  it.each([
    ['reliability.cronbachAlpha', 'overall.items.1.alphaIfDeleted', ratings],
    ['reliability.cronbachAlpha', 'overall.items.1.mean', 'Q2'],
    ['reliability.omega', 'dimensions.0.items.1.loading', 'Q1 Q2 Q3 Q4'],
    ['validity.factorability', 'items.1.msa', ratings],
    ['validity.convergent', 'constructs.1.items.1.loading', 'Q5 Q6 Q7 Q8 Q9'],
    ['validity.convergent', 'htmt.1.0', ratings],
    ['model.measurement', 'items.1.weight', ratings],
    ['model.measurement', 'items.1.vif', 'Q1 Q2 Q3 Q4'],
    ['model.measurement', 'constructs.1.alpha', 'Q5 Q6 Q7 Q8 Q9'],
    ['weights.stated', 'elements.1.weight', importance],
    ['weights.correlation', 'elements.1.basis', 'Q2 OS'],
    ['weights.correlation', 'elements.1.weight', `${ratings} OS`],
    ['weights.regression', 'elements.1.basis', `${ratings} OS`],
    ['weights.entropy', 'elements.1.basis', 'Q2'],
    ['weights.entropy', 'elements.1.current', 'Q2'],
    ['weights.critic', 'elements.1.basis', ratings],
    ['weights.duel', 'ways.2.weights.1', importance],
    ['weights.duel', 'elements.1.score', 'Q2'],
  ])('of %s %s is that of %s', (analysis, path, names) => {
    const result = runAnalysis(snapshot, { analysis, inputs: {}, options: {} });
    expect(
      explainNumber(snapshot, result, { path })
        .questions.map(({ name }) => name)
        .join(' '),
    ).toBe(names);
  });

  it('is held against what was asked for, and against the ratings where nothing was', () => {
    const asked = { analysis: 'weights.correlation', inputs: { outcome: 'Q9' }, options: {} };
    const of = (data: Snapshot, request: AnalysisRequest): readonly string[] =>
      explainNumber(data, runAnalysis(data, request), { path: 'elements.1.basis' }).questions.map(({ name }) => name);
    expect(of(snapshot, asked)).toEqual(['Q2', 'Q9']);
    const without = { ...snapshot, variables: snapshot.variables.filter(({ name }) => name !== 'OS') };
    expect(of(without, { ...asked, inputs: {} }).join(' ')).toBe(ratings);
  });

  it('leaves out the forms that miss a question of the scale', () => {
    const result = runAnalysis(snapshot, { analysis: 'reliability.omega', inputs: {}, options: {} });
    for (const path of ['dimensions.0.items.1.loading', 'dimensions.0.omega']) {
      const { n, forms, leftOut } = explainNumber(snapshot, result, { path });
      expect(leftOut).toEqual([{ reason: 'incomplete', count: forms.used - n }]);
    }
    // Of one question, those that miss it are told from those that miss another.
    const { n, forms, leftOut } = explainNumber(snapshot, result, { path: 'dimensions.0.items.1.sd' });
    const blank = leftOut.find(({ reason }) => reason === 'blank')!.count;
    expect(blank).toBeGreaterThan(0);
    expect(new Set(leftOut.map(({ reason }) => reason))).toEqual(new Set(['blank', 'incomplete']));
    expect(leftOut).toContainEqual({ reason: 'incomplete', count: forms.used - n - blank });
  });
});
