import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceMargin } from '../../shared/satisfaction/adviceMargin.ts';
import { ahp } from '../../shared/satisfaction/ahp.ts';
import { criticWeights } from '../../shared/satisfaction/criticWeights.ts';
import { weightedItems } from '../../shared/satisfaction/deliveredValue.ts';
import { entropyWeights } from '../../shared/satisfaction/entropyWeights.ts';
import { lostPointShares, zonePriorities } from '../../shared/satisfaction/improvementWays.ts';
import { kanoCategories, kanoCounts, kanoResult } from '../../shared/satisfaction/kano.ts';
import { quantityRollUp } from '../../shared/satisfaction/quantityRollUp.ts';
import { rankingJudgments, rankingRules, rankingSummary } from '../../shared/satisfaction/rankingJudgments.ts';
import { doubleRatingWeights, ownWeightIndices, statedImportance } from '../../shared/satisfaction/statedImportance.ts';
import { variationWeights } from '../../shared/satisfaction/variationWeights.ts';
import { holm } from '../../shared/stats/holm.ts';
import { kendallW } from '../../shared/stats/kendallW.ts';

const score = fc.integer({ min: 0, max: 100 });
/** k columns of n scores. */
const table = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 20 }))
  .chain(([k, n]) => fc.array(fc.array(score, { minLength: n, maxLength: n }), { minLength: k, maxLength: k }));
const floats = (lists: readonly (readonly number[])[]): Float64Array[] => lists.map((list) => Float64Array.from(list));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const close = (a: readonly number[] | null, b: readonly number[] | null): void => {
  expect(a === null).toBe(b === null);
  a?.forEach((value, i) => expect(value).toBeCloseTo(b![i]!, 9));
};

const fromScores: Readonly<
  Record<string, (columns: readonly Float64Array[], weights?: Float64Array) => readonly number[] | null>
> = {
  entropy: (columns, weights) => entropyWeights(columns, weights ? { weights } : {}).weights,
  entropyMinMax: (columns, weights) =>
    entropyWeights(columns, { normalise: 'minmax', ...(weights ? { weights } : {}) }).weights,
  critic: (columns, weights) => criticWeights(columns, weights ? { weights } : {}).weights,
  variation: (columns, weights) => variationWeights(columns, weights ?? null).weights,
};

describe.each(Object.entries(fromScores))('weights from scores: %s', (_name, weigh) => {
  it('are shares of 1, or none when nothing varies', () => {
    fc.assert(
      fc.property(table, (lists) => {
        const weights = weigh(floats(lists));
        if (weights === null) return;
        expect(sum(weights)).toBeCloseTo(1, 9);
        for (const weight of weights) expect(weight).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('do not ask for the order of the forms, follow the order of the indicators', () => {
    fc.assert(
      fc.property(table, (lists) => {
        const usual = weigh(floats(lists));
        close(weigh(floats(lists.map((list) => list.toReversed()))), usual);
        close(weigh(floats(lists.toReversed())), usual?.toReversed() ?? null);
      }),
    );
  });

  it('count a form of weight 2 twice', () => {
    fc.assert(
      fc.property(table, (lists) => {
        const weights = Float64Array.from(lists[0]!, (_, i) => (i === 0 ? 2 : 1));
        close(weigh(floats(lists), weights), weigh(floats(lists.map((list) => [list[0]!, ...list]))));
      }),
    );
  });
});

describe('choosing what to improve', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), score), { minLength: 2, maxLength: 12 });

  it('the margin is the least: a little less weight moved leaves the first in place, the margin makes it equal', () => {
    fc.assert(
      fc.property(points, (list) => {
        const total = sum(list.map(([weight]) => weight));
        const weights = list.map(([weight]) => weight / total);
        const scores = list.map(([, one]) => one);
        const { first, margin, next } = adviceMargin(weights, scores);
        if (first === null || margin === null || next === null) return;
        const lost = (place: number, moved: number): number =>
          (weights[place]! + (place === first ? -moved : moved)) * (100 - scores[place]!);
        expect(lost(first, margin)).toBeCloseTo(lost(next, margin), 9);
        list.forEach((_, place) => {
          if (place !== first)
            expect(lost(first, 0.999 * margin)).toBeGreaterThanOrEqual(lost(place, 0.999 * margin) - 1e-9);
        });
        expect(margin).toBeLessThanOrEqual(weights[first]! + 1e-12);
      }),
    );
  });

  it('shares of lost points sum to 1 or are all 0; priorities keep within -1 and 1', () => {
    fc.assert(
      fc.property(points, (list) => {
        const [importance, scores] = [list.map(([weight]) => weight), list.map(([, one]) => one)];
        const shares = lostPointShares(importance, scores);
        expect(sum(shares)).toBeCloseTo(scores.every((one) => one === 100) ? 0 : 1, 9);
        const { priority, zones } = zonePriorities(importance, scores, 0.5);
        priority.forEach((d, i) => {
          expect(Math.abs(d)).toBeLessThanOrEqual(1);
          expect(zones[i] === 'urgent' || zones[i] === 'improve').toBe(d >= -1e-12);
        });
      }),
    );
  });
});

describe('Kano', () => {
  const answers = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 60,
  });

  it('counts sum to the forms, shares to 1; Better and Worse keep within their ends', () => {
    fc.assert(
      fc.property(answers, (pairs) => {
        const { n, counts } = kanoCounts(
          pairs.map(([f]) => f),
          pairs.map(([, d]) => d),
          null,
        );
        expect(n).toBe(pairs.length);
        expect(sum(kanoCategories.map((one) => counts[one]))).toBe(n);
        const result = kanoResult(counts)!;
        expect(sum(kanoCategories.map((one) => result.shares[one]))).toBeCloseTo(1, 12);
        if (result.better !== null) {
          expect(result.better).toBeGreaterThanOrEqual(0);
          expect(result.better).toBeLessThanOrEqual(1);
          expect(result.worse!).toBeGreaterThanOrEqual(-1);
          expect(result.worse!).toBeLessThanOrEqual(0);
        }
        expect(counts[result.category]).toBeGreaterThan(0);
      }),
    );
  });

  it('a form of weight 2 is two forms', () => {
    fc.assert(
      fc.property(answers, (pairs) => {
        const weights = pairs.map((_, i) => (i === 0 ? 2 : 1));
        const twice = [pairs[0]!, ...pairs];
        expect(
          kanoCounts(
            pairs.map(([f]) => f),
            pairs.map(([, d]) => d),
            weights,
          ).counts,
        ).toEqual(
          kanoCounts(
            twice.map(([f]) => f),
            twice.map(([, d]) => d),
            null,
          ).counts,
        );
      }),
    );
  });
});

describe('rankings', () => {
  const rankings = fc.integer({ min: 2, max: 6 }).chain((k) =>
    fc.array(
      fc.shuffledSubarray(
        Array.from({ length: k }, (_, i) => i + 1),
        { minLength: k },
      ),
      { minLength: 1, maxLength: 12 },
    ),
  );

  it('every rule gives a reciprocal matrix that AHP takes; the geometric one is consistent', () => {
    fc.assert(
      fc.property(rankings, (people) => {
        const summary = rankingSummary(people[0]!.map((_, j) => Float64Array.from(people, (ranks) => ranks[j]!)))!;
        expect(sum(summary.scores)).toBeCloseTo((people[0]!.length * (people[0]!.length + 1)) / 2, 9);
        for (const rule of rankingRules) {
          const result = ahp(rankingJudgments(summary, rule));
          expect(sum(result.weights)).toBeCloseTo(1, 9);
          if (rule === 'geometric') expect(result.consistencyIndex).toBeCloseTo(0, 9);
        }
      }),
    );
  });
});

describe('other laws', () => {
  it('stated importance: complete forms are not moved by centring, and the index of own weights keeps its scale', () => {
    fc.assert(
      fc.property(table, (lists) => {
        const columns = floats(lists);
        statedImportance(columns, 'centred').forEach((mean, j) =>
          expect(mean).toBeCloseTo(statedImportance(columns, 'raw')[j]!, 9),
        );
        const weights = doubleRatingWeights(statedImportance(columns, 'raw') as readonly number[]);
        if (weights) expect(sum(weights)).toBeCloseTo(1, 9);
        for (const index of [
          ...ownWeightIndices(columns, columns.toReversed()),
          ...weightedItems(
            columns,
            lists.map(() => 1),
          ),
        ])
          if (!Number.isNaN(index)) {
            expect(index).toBeGreaterThanOrEqual(-1e-9);
            expect(index).toBeLessThanOrEqual(100 + 1e-9);
          }
      }),
    );
  });

  it('a roll-up lies between its parts, and every level gives the same whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(score, fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 20 }),
        (list) => {
          const rows = quantityRollUp(
            list.map(([index, quantity], i) => ({ path: [`g${i % 3}`, `u${i}`], index, quantity, se: null, n: 1 })),
          );
          const [whole] = rows as [(typeof rows)[number]];
          const tops = rows.filter((row) => row.path.length === 1);
          expect(sum(tops.map((row) => row.share))).toBeCloseTo(1, 9);
          expect(whole.index).toBeCloseTo(sum(tops.map((row) => row.share * row.index)), 9);
          expect(whole.index).toBeLessThanOrEqual(Math.max(...list.map(([index]) => index)) + 1e-9);
        },
      ),
    );
  });

  it('Holm’s p are never smaller and keep their order; W keeps within 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), table, (ps, lists) => {
        const adjusted = holm(ps);
        ps.forEach((p, i) => {
          expect(adjusted[i]!).toBeGreaterThanOrEqual(p);
          ps.forEach((other, j) => {
            if (p < other) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
          });
        });
        const agreement = kendallW(lists);
        if (agreement.status === 'ok') {
          expect(agreement.w).toBeGreaterThanOrEqual(0);
          expect(agreement.w).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
