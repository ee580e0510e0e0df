import { describe, expect, it } from 'vitest';
import { anovaOneWay } from '../../../shared/stats/anovaOneWay.ts';
import { benjaminiHochberg } from '../../../shared/stats/benjaminiHochberg.ts';
import { welchGroups } from '../../../shared/stats/welchGroups.ts';
import { sequence } from '../analyses/survey.ts';

describe('Benjamini and Hochberg', () => {
  const p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.5];

  it('agrees with R p.adjust, in whatever order the values come', () => {
    const expected = [0.009, 0.036, 0.0756, 0.0756, 0.0756, 0.09, 0.0951428571428571, 0.230625, 0.5];
    benjaminiHochberg(p).forEach((value, place) => expect(value).toBeCloseTo(expected[place]!, 13));
    expect(benjaminiHochberg(p.toReversed())).toEqual(benjaminiHochberg(p).toReversed());
  });

  it('does not count what was not tested, and never passes 1', () => {
    expect(benjaminiHochberg([null, 0.04, null, 0.9])).toEqual([null, 0.08, null, 0.9]);
    expect(benjaminiHochberg([1, 0.99])).toEqual([1, 1]);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('Welch from groups', () => {
  const next = sequence(5);
  const codes = Int32Array.from({ length: 90 }, (_, i) => (i === 7 ? -1 : i % 3));
  const values = Float64Array.from(codes, (code, i) =>
    i === 11 ? Number.NaN : 60 + 3 * code + (4 + 3 * code) * (next() - 0.5),
  );

  it('is the analysis of variance of Welch', () => {
    const [own, known] = [welchGroups(values, codes, 3), anovaOneWay(values, codes, 3)];
    if (own.status !== 'ok' || known.status !== 'ok') throw new Error('both must be estimable');
    expect(own.n).toBe(known.n);
    expect(own.f).toBeCloseTo(known.welch!.f!, 9);
    expect(own.df2).toBeCloseTo(known.welch!.df2, 9);
    expect(own.p).toBeCloseTo(known.welch!.p, 12);
  });

  it('agrees with R oneway.test', () => {
    const y = Float64Array.of(1, 2, 3, 4, 2, 4, 6, 9, 5, 5, 6, 9, 12);
    const g = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2);
    const result = welchGroups(y, g, 3);
    if (result.status !== 'ok') throw new Error('must be estimable');
    const [f, df1, df2, p] = [5.3332770929211, 2, 5.84722068466721, 0.0480566213919673];
    expect(result.f).toBeCloseTo(f!, 12);
    expect(result.df1).toBe(df1);
    expect(result.df2).toBeCloseTo(df2!, 11);
    expect(result.p).toBeCloseTo(p!, 13);
  });

  it('takes a frequency weight of 2 for two rows, and survey weights on any scale', () => {
    const weights = Float64Array.from(codes, (_, i) => 1 + (i % 2));
    const places = [...weights].flatMap((weight, i) => Array.from({ length: weight }, () => i));
    const copied = welchGroups(
      Float64Array.from(places, (i) => values[i]!),
      Int32Array.from(places, (i) => codes[i]!),
      3,
    );
    const frequency = welchGroups(values, codes, 3, { weights, weightKind: 'frequency' });
    if (copied.status !== 'ok' || frequency.status !== 'ok') throw new Error('both must be estimable');
    expect(frequency.f).toBeCloseTo(copied.f, 9);
    expect(frequency.df2).toBeCloseTo(copied.df2, 9);
    const [one, ten] = [1, 10].map((by) => welchGroups(values, codes, 3, { weights: weights.map((w) => w * by) }));
    if (one!.status !== 'ok' || ten!.status !== 'ok') throw new Error('both must be estimable');
    expect(ten!.f).toBeCloseTo(one!.f, 9);
    const equal = welchGroups(values, codes, 3, { weights: weights.fill(2.5) });
    expect(equal).toMatchObject({ f: expect.closeTo((welchGroups(values, codes, 3) as { f: number }).f, 9) as number });
  });

  it('passes over groups of one and of equal values, and says when too few are left', () => {
    const y = Float64Array.of(1, 2, 3, 9, 4, 4, 5, 6);
    const g = Int32Array.of(0, 0, 0, 1, 2, 2, 3, 3);
    expect(welchGroups(y, g, 5)).toMatchObject({ status: 'ok', k: 2 });
    expect(welchGroups(y, g, 5)).toMatchObject({ groups: { 1: { n: 1, mean: 9, se: null }, 4: { n: 0, mean: null } } });
    expect(welchGroups(Float64Array.of(1, 2), Int32Array.of(0, 0), 2)).toMatchObject({ reason: 'tooFewGroups', n: 2 });
    expect(() => welchGroups(y, g.slice(1), 5)).toThrow(expect.objectContaining({ code: 'stats.shape' }));
  });
});
