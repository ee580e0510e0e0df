import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult } from '../../shared/analyses/types.ts';
import type { Snapshot } from '../../shared/model/dataset.ts';
import { indicatorId, variableId } from '../../shared/model/ids.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import { randomStream } from '../../shared/numeric/random.ts';
import { ascendingScale, snapshotOf, tableFromLists } from '../golden/table.ts';

const names = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'] as const;
type Rows = readonly (readonly number[])[];

/** Answers 1-10 of six questions with two factors behind them, overall satisfaction, a group and a weight per row. */
function drawRows(seed: number, n: number): Rows {
  const stream = randomStream(seed);
  const answer = (value: number): number => Math.min(10, Math.max(1, Math.round(6 + 1.6 * value)));
  return Array.from({ length: n }, () => {
    const [f, g] = [stream.normal(), stream.normal()];
    const items = [f, 0.8 * f, 0.9 * f + 0.2 * g, g, 0.9 * g, 0.7 * g + 0.3 * f].map((core) =>
      answer(core + 0.6 * stream.normal()),
    );
    const overall = answer(0.7 * f + 0.5 * g + 0.5 * stream.normal());
    return [...items, overall, stream.integer(3), 1 + stream.integer(3)];
  });
}

const indicator = (id: string, order: number): Indicator => ({
  id: indicatorId(id),
  parentId: null,
  name: id,
  definition: '',
  weight: 0.5,
  order,
});
const indicators = [indicator('A', 0), indicator('B', 1)];

interface Project {
  readonly weight?: 'frequency' | 'survey';
  /** Every weight the same number instead of the drawn ones. */
  readonly equalWeight?: number;
  readonly order?: readonly string[];
  readonly scale?: (name: string, value: number) => number;
}

function project(
  rows: Rows,
  { weight, equalWeight, order = names, scale = (_, value) => value }: Project = {},
): Snapshot {
  const all = [...names, 'overall', 'group', 'w'];
  const lists = Object.fromEntries(
    [...order, 'overall', 'group', 'w'].map((name) => [
      name,
      rows.map((row) => {
        const value = row[all.indexOf(name)]!;
        return name === 'w' ? (equalWeight ?? value) : scale(name, value);
      }),
    ]),
  );
  const table = tableFromLists(lists);
  const byName = Object.fromEntries(names.map((name) => [name, indicators[name.startsWith('a') ? 0 : 1]!]));
  return snapshotOf(table, {
    indicators,
    indicatorOf: byName,
    roles: {
      ...Object.fromEntries(names.map((name) => [name, 'perception' as const])),
      overall: 'overallSatisfaction',
    },
    scales: Object.fromEntries(
      [...names, 'overall'].map((name) => [name, ascendingScale(scale(name, 1), scale(name, 10))]),
    ),
    measures: { group: 'nominal' },
    design: weight ? { weight: { variableId: variableId('w'), kind: weight } } : {},
  });
}

const requests: Readonly<Record<string, AnalysisRequest>> = {
  factorability: { analysis: 'validity.factorability', inputs: {}, options: {} },
  pairwise: { analysis: 'validity.factorability', inputs: {}, options: { missing: 'pairwise' } },
  components: {
    analysis: 'validity.factorAnalysis',
    inputs: {},
    options: { number: 'fixed', factors: 2, replicates: 0 },
  },
  axis: {
    analysis: 'validity.factorAnalysis',
    inputs: {},
    options: { method: 'principalAxis', rotation: 'promax', number: 'fixed', factors: 2, replicates: 0 },
  },
  likelihood: {
    analysis: 'validity.factorAnalysis',
    inputs: {},
    options: { method: 'maximumLikelihood', rotation: 'varimax', number: 'fixed', factors: 2, replicates: 0 },
  },
  convergent: { analysis: 'validity.convergent', inputs: {}, options: {} },
  alpha: { analysis: 'reliability.cronbachAlpha', inputs: {}, options: {} },
  omega: { analysis: 'reliability.omega', inputs: {}, options: {} },
  splitHalf: { analysis: 'reliability.splitHalf', inputs: {}, options: {} },
  itemAnalysis: { analysis: 'reliability.itemAnalysis', inputs: {}, options: {} },
  discriminant: { analysis: 'influence.discriminant', inputs: {}, options: { threshold: 60 } },
  groups: { analysis: 'influence.discriminant', inputs: { group: 'group' }, options: {} },
  importance: { analysis: 'influence.relativeImportance', inputs: {}, options: { resamples: 0 } },
  drivers: {
    analysis: 'influence.relativeImportance',
    inputs: { predictors: [...names], dependent: 'overall' },
    options: { resamples: 0 },
  },
};
const entries = Object.entries(requests);
/** Members that use weights. */
const weighted = entries.filter(([name]) => name !== 'itemAnalysis');

/** Equal up to the end of the iterations; the same shape, reasons and nulls. */
function expectSame(a: unknown, b: unknown, path = ''): void {
  if (typeof a === 'number' && typeof b === 'number') {
    expect(Math.abs(a - b), `${path}: ${a} and ${b}`).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(a), Math.abs(b)));
  } else if (a !== null && typeof a === 'object' && b !== null && typeof b === 'object') {
    expect(Object.keys(a), path).toEqual(Object.keys(b));
    for (const [key, value] of Object.entries(a))
      expectSame(value, (b as Record<string, unknown>)[key], `${path}.${key}`);
  } else expect(a, path).toEqual(b);
}

/** The numbers without the counts of rows, which weights do not change. */
function numbersOf(result: AnalysisResult): unknown {
  expect(result.reason).toBeNull();
  return JSON.parse(
    JSON.stringify({ status: result.status, reason: result.reason, values: result.values }, (key, value: unknown) =>
      key === 'n' || key === 'effectiveN' ? undefined : value,
    ),
  ) as unknown;
}

const sample = fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 40, max: 90 }));
const some = { numRuns: 12 };

describe('row order does not matter', () => {
  it.each(entries)('%s', (_name, request) => {
    fc.assert(
      fc.property(sample, ([seed, n]) => {
        const rows = drawRows(seed, n);
        const stream = randomStream(seed, 1);
        const shuffled = rows
          .map((row) => ({ row, key: stream.uniform() }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ row }) => row);
        expectSame(numbersOf(runAnalysis(project(shuffled), request)), numbersOf(runAnalysis(project(rows), request)));
      }),
      some,
    );
  });
});

describe('the order of the questions does not matter', () => {
  /** Lists of items by id; what refers to places is left out. */
  const byId = (result: AnalysisResult, list: string): unknown => {
    const items = result.values[list] as readonly { readonly id: string }[];
    return Object.fromEntries(
      items
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, ...rest }) => [id, { ...rest, name: undefined, bySize: undefined }]),
    );
  };
  const lists: readonly (readonly [string, string])[] = [
    ['factorability', 'items'],
    ['components', 'items'],
    ['axis', 'items'],
    ['likelihood', 'items'],
    ['itemAnalysis', 'items'],
    ['discriminant', 'items'],
    ['drivers', 'drivers'],
  ];
  it.each(lists)('%s', (name, list) => {
    fc.assert(
      fc.property(sample, ([seed, n]) => {
        const rows = drawRows(seed, n);
        const order = ['b2', 'a3', 'a1', 'b3', 'b1', 'a2'];
        const request = requests[name]!;
        const turned =
          name === 'drivers'
            ? { ...request, inputs: { ...request.inputs, predictors: order } }
            : { ...request, inputs: { ...request.inputs, items: order } };
        const plain = name === 'drivers' ? request : { ...request, inputs: { ...request.inputs, items: [...names] } };
        expectSame(
          byId(runAnalysis(project(rows, { order }), turned), list),
          byId(runAnalysis(project(rows), plain), list),
        );
      }),
      some,
    );
  });
});

describe('a change of scale does not matter to what has no unit', () => {
  // 1-10 turned into other ranges, question by question.
  const scale = (name: string, value: number): number =>
    name === 'group' || name === 'overall' ? value : value * (1 + names.indexOf(name as 'a1')) * 3.7 - 20;
  const unitless: Readonly<Record<string, (result: AnalysisResult) => unknown>> = {
    factorability: (result) => numbersOf(result),
    components: (result) => [result.values.variance, result.values.eigenvalues],
    likelihood: (result) => [result.values.variance, result.values.fit],
    convergent: (result) => numbersOf(result),
    omega: (result) => (result.values.overall as { standardized: number }).standardized,
    discriminant: ({ values }) => [
      values.leaveOneOut,
      values.boxM,
      (values.functions as readonly { eigenvalue: number }[]).map((one) => one.eigenvalue),
    ],
    drivers: (result) => result.values.drivers,
  };
  it.each(Object.entries(unitless))('%s', (name, pick) => {
    fc.assert(
      fc.property(sample, ([seed, n]) => {
        const rows = drawRows(seed, n);
        expectSame(
          pick(runAnalysis(project(rows, { scale }), requests[name]!)),
          pick(runAnalysis(project(rows), requests[name]!)),
        );
      }),
      some,
    );
  });
});

describe('weights', () => {
  it.each(weighted)('%s: a frequency weight is so many copies', (_name, request) => {
    fc.assert(
      fc.property(sample, ([seed, n]) => {
        const rows = drawRows(seed, n);
        const copies = rows.flatMap((row) => Array.from({ length: row.at(-1)! }, () => row));
        expectSame(
          numbersOf(runAnalysis(project(rows, { weight: 'frequency' }), request)),
          numbersOf(runAnalysis(project(copies), request)),
        );
      }),
      some,
    );
  });

  it.each(weighted)('%s: equal survey weights are none', (_name, request) => {
    fc.assert(
      fc.property(sample, ([seed, n]) => {
        const rows = drawRows(seed, n);
        expectSame(
          numbersOf(runAnalysis(project(rows, { weight: 'survey', equalWeight: 2.5 }), request)),
          numbersOf(runAnalysis(project(rows), request)),
        );
      }),
      some,
    );
  });
});
