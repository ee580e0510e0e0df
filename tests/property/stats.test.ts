import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anovaOneWay } from '../../shared/stats/anovaOneWay.ts';
import { correlationMatrix } from '../../shared/stats/correlationMatrix.ts';
import { cronbachAlpha } from '../../shared/stats/cronbachAlpha.ts';
import { crossCounts } from '../../shared/stats/crossCounts.ts';
import { crossTable } from '../../shared/stats/crossTable.ts';
import { descriptives } from '../../shared/stats/descriptives.ts';
import { designMean } from '../../shared/stats/designMean.ts';
import { explore } from '../../shared/stats/explore.ts';
import { frequencies } from '../../shared/stats/frequencies.ts';
import { groupMeans } from '../../shared/stats/groupMeans.ts';
import { kendall } from '../../shared/stats/kendall.ts';
import { kruskalWallis } from '../../shared/stats/kruskalWallis.ts';
import { mannWhitney } from '../../shared/stats/mannWhitney.ts';
import { meanInterval } from '../../shared/stats/meanInterval.ts';
import { olsRegression } from '../../shared/stats/olsRegression.ts';
import { partialCorrelation } from '../../shared/stats/partialCorrelation.ts';
import { pearson } from '../../shared/stats/pearson.ts';
import { ppPlot } from '../../shared/stats/ppPlot.ts';
import { proportionInterval } from '../../shared/stats/proportionInterval.ts';
import { shapiroWilk } from '../../shared/stats/shapiroWilk.ts';
import { spearman } from '../../shared/stats/spearman.ts';
import { independentTTest, pairedTTest } from '../../shared/stats/tTest.ts';
import { varianceHomogeneity } from '../../shared/stats/varianceHomogeneity.ts';
import { wilcoxonSignedRank } from '../../shared/stats/wilcoxonSignedRank.ts';

/** Answers on a 1-10 item, one in ten missing. */
const answer = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 10 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
interface Form {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly weight: number;
  readonly stratum: number;
  readonly cluster: number;
}
const form: fc.Arbitrary<Form> = fc.record({
  x: answer,
  y: answer,
  z: answer,
  weight: fc.integer({ min: 0, max: 4 }),
  stratum: fc.integer({ min: 0, max: 2 }),
  cluster: fc.integer({ min: 0, max: 5 }),
});
const forms = fc.array(form, { minLength: 1, maxLength: 60 });
const pick = (rows: readonly Form[], key: keyof Form): number[] => rows.map((row) => row[key]);

/** Equal up to rounding; the same shape, reasons and nulls. */
function expectSame(a: unknown, b: unknown, path = ''): void {
  if (typeof a === 'number' && typeof b === 'number') {
    expect(Math.abs(a - b), `${path}: ${a} and ${b}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
  } else if (a !== null && typeof a === 'object' && b !== null && typeof b === 'object') {
    expect(Object.keys(a)).toEqual(Object.keys(b));
    for (const [key, value] of Object.entries(a))
      expectSame(value, (b as Record<string, unknown>)[key], `${path}.${key}`);
  } else expect(a, path).toEqual(b);
}

/** Statistics that honour frequency weights, without what belongs to forms and not to the people they stand for. */
const weightedStatistics: Readonly<Record<string, (rows: readonly Form[]) => unknown>> = {
  anovaOneWay: (rows) =>
    withoutForms(anovaOneWay(pick(rows, 'x'), pick(rows, 'stratum'), 3, { weights: pick(rows, 'weight') })),
  kruskalWallis: (rows) => withoutForms(kruskalWallis(pick(rows, 'x'), pick(rows, 'stratum'), 3, pick(rows, 'weight'))),
  varianceHomogeneity: (rows) =>
    withoutForms(varianceHomogeneity(pick(rows, 'x'), pick(rows, 'stratum'), 3, pick(rows, 'weight'))),
  independentTTest: (rows) => withoutForms(independentTTest(...twoGroups(rows))),
  mannWhitney: (rows) => withoutForms(mannWhitney(...ranksOfTwo(rows))),
  pairedTTest: (rows) => withoutForms(pairedTTest(pick(rows, 'x'), pick(rows, 'y'), { weights: pick(rows, 'weight') })),
  wilcoxonSignedRank: (rows) =>
    withoutForms(wilcoxonSignedRank(pick(rows, 'x'), pick(rows, 'y'), pick(rows, 'weight'))),
  weightedKendall: (rows) => withoutForms(kendall(pick(rows, 'x'), pick(rows, 'y'), { weights: pick(rows, 'weight') })),
  weightedSpearman: (rows) =>
    withoutForms(spearman(pick(rows, 'x'), pick(rows, 'y'), { weights: pick(rows, 'weight') })),
  partialCorrelation: (rows) =>
    withoutForms(
      partialCorrelation(pick(rows, 'x'), pick(rows, 'y'), [pick(rows, 'z')], { weights: pick(rows, 'weight') }),
    ),
  correlationMatrix: (rows) => {
    const { r, covariance, n } = correlationMatrix([pick(rows, 'x'), pick(rows, 'y'), pick(rows, 'z')], {
      weights: pick(rows, 'weight'),
    });
    return [r, covariance, n].map((matrix) => Array.from(matrix, (value) => (Number.isNaN(value) ? null : value)));
  },
  olsRegression: (rows) => {
    const fitted = olsRegression(pick(rows, 'x'), [pick(rows, 'y'), pick(rows, 'z')], {
      weights: pick(rows, 'weight'),
    });
    // A root: what rounding leaves of an rSquared of 0, 1e-16, would be 1e-8 there.
    const { fit: _fit, r: _r, ...result } = { r: null, ...fitted };
    return withoutForms(result);
  },
  explore: (rows) => withoutForms(explore(pick(rows, 'x'), pick(rows, 'weight'))),
};

/** Counts of forms, places of forms and what depends on their order. */
const ofForms = new Set([
  'nMissing',
  'nLeftOut',
  'n',
  'highest',
  'lowest',
  'durbinWatson',
  'influential',
  'largestLeverage',
  'largestCook',
]);

function withoutForms(result: object): unknown {
  return Object.fromEntries(Object.entries(result).filter(([key]) => !ofForms.has(key)));
}

function twoGroups(rows: readonly Form[]): Parameters<typeof independentTTest> {
  const [a, b] = [rows.filter((row) => row.stratum === 0), rows.filter((row) => row.stratum !== 0)];
  return [pick(a, 'x'), pick(b, 'x'), { weights: [pick(a, 'weight'), pick(b, 'weight')] }];
}

function ranksOfTwo(rows: readonly Form[]): Parameters<typeof mannWhitney> {
  const [first, second, options] = twoGroups(rows);
  return [first, second, options!.weights!];
}

const statistics: Readonly<Record<string, (rows: readonly Form[]) => unknown>> = {
  descriptives: (rows) => descriptives(pick(rows, 'x')),
  frequencyDescriptives: (rows) => descriptives(pick(rows, 'x'), { weights: pick(rows, 'weight') }),
  surveyDescriptives: (rows) => descriptives(pick(rows, 'x'), { weights: pick(rows, 'weight'), weightKind: 'survey' }),
  meanInterval: (rows) => meanInterval(pick(rows, 'x'), { weights: pick(rows, 'weight') }),
  designMean: (rows) =>
    designMean(pick(rows, 'x'), {
      weights: pick(rows, 'weight'),
      strata: pick(rows, 'stratum'),
      clusters: pick(rows, 'cluster'),
    }),
  groupMeans: (rows) => groupMeans(pick(rows, 'x'), pick(rows, 'stratum'), 3, { weights: pick(rows, 'weight') }),
  frequencies: (rows) => frequencies(pick(rows, 'cluster'), 6, pick(rows, 'weight')),
  pearson: (rows) => pearson(pick(rows, 'x'), pick(rows, 'y'), { weights: pick(rows, 'weight') }),
  spearman: (rows) => spearman(pick(rows, 'x'), pick(rows, 'y')),
  kendall: (rows) => kendall(pick(rows, 'x'), pick(rows, 'y')),
  ...weightedStatistics,
  cronbachAlpha: (rows) => cronbachAlpha([pick(rows, 'x'), pick(rows, 'y'), pick(rows, 'z')]),
  shapiroWilk: (rows) => shapiroWilk(pick(rows, 'x')),
  ppPlot: (rows) => {
    const plot = ppPlot(pick(rows, 'x'));
    // Two equal gaps may change places by rounding.
    return plot.status === 'ok' ? { ...plot, largestGapAt: null } : plot;
  },
};

describe('row order does not matter', () => {
  it.each(Object.entries(statistics))('%s', (_name, statistic) => {
    fc.assert(
      fc.property(
        forms.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => expectSame(statistic(rows), statistic(shuffled)),
      ),
      { numRuns: 60 },
    );
  });
});

describe('which code a group has does not matter', () => {
  /** Lists by group follow the codes; the rest is of all groups. */
  const ofAll = (result: unknown): unknown => {
    const { groups: _groups, meanRanks: _meanRanks, ...rest } = result as Record<string, unknown>;
    return rest;
  };
  const recoded = (rows: readonly Form[]): Form[] =>
    rows.map((row) => ({ ...row, stratum: [2, 0, 1][row.stratum]!, cluster: 5 - row.cluster }));

  it.each(['anovaOneWay', 'kruskalWallis', 'varianceHomogeneity', 'designMean'])('%s', (name) => {
    fc.assert(
      fc.property(forms, (rows) => expectSame(ofAll(statistics[name]!(rows)), ofAll(statistics[name]!(recoded(rows))))),
      { numRuns: 60 },
    );
  });

  it('crossTable', () => {
    fc.assert(
      fc.property(forms, (rows) => {
        const table = (list: readonly Form[]) =>
          crossTable(
            crossCounts(Int32Array.from(pick(list, 'stratum')), Int32Array.from(pick(list, 'cluster')), 3, 6).counts,
          );
        const [a, b] = [table(rows), table(recoded(rows))];
        expect(a.status).toBe(b.status);
        if (a.status === 'ok' && b.status === 'ok')
          expectSame([a.chiSquare, a.cramersV, a.likelihoodRatio], [b.chiSquare, b.cramersV, b.likelihoodRatio]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a frequency weight of w is w copies', () => {
  const copies = (rows: readonly Form[]): Form[] =>
    rows.flatMap((row) => Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })));
  const known = (rows: readonly Form[]): Form[] => rows.filter((row) => !Number.isNaN(row.x) && !Number.isNaN(row.y));

  it.each(Object.entries(weightedStatistics))('%s', (_name, statistic) => {
    fc.assert(
      fc.property(forms, (rows) => expectSame(statistic(rows), statistic(copies(rows)))),
      { numRuns: 60 },
    );
  });

  it('mean, sd, percentiles, shape', () => {
    fc.assert(
      fc.property(forms, (rows) => {
        const weighted = descriptives(pick(rows, 'x'), { weights: pick(rows, 'weight') });
        const copied = descriptives(pick(copies(rows), 'x'));
        expect(weighted.weightSum).toBe(copied.n);
        for (const key of [
          'mean',
          'meanSe',
          'sd',
          'min',
          'max',
          'sum',
          'median',
          'mode',
          'modeCount',
          'skewness',
          'kurtosis',
          'kurtosisSe',
          'percentiles',
        ] as const)
          expectSame(weighted[key], copied[key], key);
      }),
    );
  });

  it('interval of the mean', () => {
    fc.assert(
      fc.property(forms, (rows) => {
        const [weighted, copied] = [
          meanInterval(pick(rows, 'x'), { weights: pick(rows, 'weight') }),
          meanInterval(pick(copies(rows), 'x')),
        ];
        expect(weighted.status).toBe(copied.status);
        if (weighted.status === 'ok' && copied.status === 'ok')
          expectSame({ ...weighted, n: 0, nMissing: 0 }, { ...copied, n: 0, nMissing: 0 });
      }),
    );
  });

  it('design with strata', () => {
    fc.assert(
      fc.property(forms, (rows) => {
        const [weighted, copied] = [
          designMean(pick(known(rows), 'x'), {
            weights: pick(known(rows), 'weight'),
            weightKind: 'frequency',
            strata: pick(known(rows), 'stratum'),
          }),
          designMean(pick(copies(known(rows)), 'x'), {
            weightKind: 'frequency',
            strata: pick(copies(known(rows)), 'stratum'),
          }),
        ];
        expect(weighted.status).toBe(copied.status);
        if (weighted.status === 'ok' && copied.status === 'ok')
          expectSame({ ...weighted, n: 0, nNoWeight: 0 }, { ...copied, n: 0, nNoWeight: 0 });
      }),
    );
  });

  it('Pearson', () => {
    fc.assert(
      fc.property(forms, (rows) => {
        const [weighted, copied] = [
          pearson(pick(rows, 'x'), pick(rows, 'y'), { weights: pick(rows, 'weight') }),
          pearson(pick(copies(rows), 'x'), pick(copies(rows), 'y')),
        ];
        if (weighted.status === 'ok' && copied.status === 'ok')
          expectSame(
            [weighted.r, weighted.covariance, weighted.p, weighted.interval],
            [copied.r, copied.covariance, copied.p, copied.interval],
          );
        else
          expect([weighted.status, weighted.status === 'ok' ? null : weighted.reason === 'tooFewRows']).toEqual([
            copied.status,
            copied.status === 'ok' ? null : copied.reason === 'tooFewRows',
          ]);
      }),
    );
  });
});

describe('equal weights are no weights', () => {
  it('designMean is the t interval', () => {
    fc.assert(
      fc.property(forms, fc.integer({ min: 1, max: 1000 }), (rows, weight) => {
        const [weighted, plain] = [
          designMean(pick(rows, 'x'), { weights: rows.map(() => weight) }),
          meanInterval(pick(rows, 'x')),
        ];
        expect(weighted.status).toBe(plain.status);
        if (weighted.status !== 'ok' || plain.status !== 'ok') return;
        expectSame(
          [weighted.mean, weighted.se, weighted.df, weighted.interval, weighted.sd],
          [plain.mean, plain.se, plain.df, plain.t, plain.sd],
        );
        expect(weighted.kishDesignEffect).toBeCloseTo(1, 12);
      }),
    );
  });

  it('survey descriptives', () => {
    fc.assert(
      fc.property(forms, (rows) => {
        const [weighted, plain] = [
          descriptives(pick(rows, 'x'), { weights: rows.map(() => 2.5), weightKind: 'survey' }),
          descriptives(pick(rows, 'x')),
        ];
        expectSame(
          [weighted.mean, weighted.sd, weighted.min, weighted.mode, weighted.skewnessPopulation],
          [plain.mean, plain.sd, plain.min, plain.mode, plain.skewnessPopulation],
        );
      }),
    );
  });
});

describe('a row of weight 0 is no row', () => {
  it.each(Object.entries(statistics).filter(([, statistic]) => String(statistic).includes('weight')))(
    '%s',
    (_name, statistic) => {
      fc.assert(
        fc.property(forms, (rows) => {
          const strip = (result: unknown): unknown =>
            JSON.parse(
              JSON.stringify(result, (key, value: unknown) =>
                key === 'nNoWeight' || key === 'nLeftOut' || key === 'nMissing' || key === 'reason' ? 0 : value,
              ),
            );
          const kept = rows.filter((row) => row.weight > 0);
          const [all, without] = [strip(statistic(rows)), strip(statistic(kept))];
          // The reasons may differ: no weight against no rows.
          expectSame(all, without);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('intervals', () => {
  it('contain the estimate, and a higher level contains the lower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const successes = Math.round(share * n);
        const [narrow, wide] = [
          proportionInterval(successes, n, { level: 0.9 }),
          proportionInterval(successes, n, { level: 0.99 }),
        ];
        if (narrow.status !== 'ok' || wide.status !== 'ok') throw new Error('estimable for n > 0');
        for (const key of ['wilson', 'wilsonContinuity', 'clopperPearson', 'jeffreys'] as const) {
          expect(narrow[key].lower).toBeLessThanOrEqual(narrow.proportion + 1e-12);
          expect(narrow[key].upper).toBeGreaterThanOrEqual(narrow.proportion - 1e-12);
          expect(wide[key].lower).toBeLessThanOrEqual(narrow[key].lower + 1e-12);
          expect(wide[key].upper).toBeGreaterThanOrEqual(narrow[key].upper - 1e-12);
          expect(narrow[key].lower).toBeGreaterThanOrEqual(0);
          expect(narrow[key].upper).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('rank correlations', () => {
  it('kendall equals the count of pairs', () => {
    fc.assert(
      fc.property(forms, (rows) => {
        const result = kendall(pick(rows, 'x'), pick(rows, 'y'));
        if (result.status !== 'ok') return;
        const known = rows.filter((row) => !Number.isNaN(row.x) && !Number.isNaN(row.y));
        let s = 0;
        for (let i = 0; i < known.length; i++)
          for (let j = 0; j < i; j++) s += Math.sign(known[i]!.x - known[j]!.x) * Math.sign(known[i]!.y - known[j]!.y);
        expect(result.s).toBe(s);
      }),
    );
  });
});
