import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { designRows } from '../../../shared/analyses/design.ts';
import { differencesFromRest, meanDifference } from '../../../shared/analyses/featureGroups.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import {
  run,
  at,
  number,
  study,
  madeUp,
  rowsOf,
  requests,
  randomOnes,
  expectPresentable,
  expectSame,
} from './satisfactionStudy.ts';
import { numbersOnly, ofForms, ofScales, ofTests, renamedStudy, stretchedStudy, without } from './studyChanges.ts';

describe('every member on awkward data', () => {
  const forms = 90;
  const usual = madeUp(forms);
  const nothing = Array.from({ length: forms }, () => Number.NaN);
  const same = Array.from({ length: forms }, () => 7);
  const cases: Readonly<Record<string, Snapshot>> = {
    usual: study(usual),
    weighted: study(usual, 'survey'),
    copies: study(usual, 'frequency'),
    'one form': study(rowsOf(usual, [0])),
    'two forms': study(rowsOf(usual, [0, 1])),
    'no forms': study(rowsOf(usual, [])),
    'a constant indicator': study({ ...usual, perception: [same, ...usual.perception.slice(1)] }),
    'everything constant': study({
      ...usual,
      perception: [same, same, same],
      expectation: [same, same, same],
      importance: [same, same, same],
      overall: same,
      loyalty: same,
      kano: same.map(() => [2, 5]),
    }),
    'an indicator nobody answered': study({ ...usual, perception: [nothing, ...usual.perception.slice(1)] }),
    'all missing': study({
      ...usual,
      perception: [nothing, nothing, nothing],
      expectation: [nothing, nothing, nothing],
      importance: [nothing, nothing, nothing],
      overall: nothing,
      loyalty: nothing,
      kano: nothing.map(() => [Number.NaN, Number.NaN]),
    }),
    collinear: study({ ...usual, perception: [usual.perception[0]!, usual.perception[0]!, usual.perception[0]!] }),
    'groups of one': study({ ...usual, feature: usual.feature.map((_, i) => `g${i}`) }),
    'zero weights': study({ ...usual, weight: usual.weight.map(() => 0) }, 'survey'),
    'clusters in strata': study(usual, 'survey', { stratum: variableId('v13'), cluster: variableId('v0') }),
    'lowest and highest only': study({
      ...usual,
      perception: usual.perception.map((list) => list.map((_, i) => (i % 2 === 0 ? 1 : 10))),
    }),
  };

  it.each(Object.entries(cases))('%s: an answer or a stated reason', (_name, snapshot) => {
    for (const [analysis, inputs, options] of requests) {
      const result = run(snapshot, analysis, inputs, options);
      if (result.status === 'notEstimable') expect(result.reason, analysis).not.toBeNull();
      expectPresentable(result);
      for (const { count } of result.leftOut) expect(count).toBeGreaterThan(0);
    }
  });

  it('the usual ones all have an answer', () => {
    for (const [analysis, inputs, options] of requests)
      expect(run(cases.usual!, analysis, inputs, options).status, analysis).toBe('ok');
  });

  it('60,000 forms in 60 groups: answers, and soon (300,000 are in the bench)', () => {
    const stream = randomStream(3);
    const many = (): number[] => Array.from({ length: 60_000 }, () => 1 + stream.integer(10));
    const large = study(
      {
        perception: [many(), many(), many()],
        expectation: [many(), many(), many()],
        importance: [many(), many(), many()],
        overall: many(),
        loyalty: many(),
        kano: many().map((value) => [1 + (value % 5), 5 - (value % 4)]),
        feature: Array.from({ length: 60_000 }, (_, i) => `g${i % 60}`),
        weight: many(),
      },
      'survey',
    );
    for (const [analysis, inputs, options] of requests) {
      expect(run(large, analysis, inputs, options).status, analysis).toBe('ok');
    }
  }, 60_000);
});

describe('laws', () => {
  const forms = 60;
  const usual = madeUp(forms, 17);

  it('the order of the forms does not matter', () => {
    const order = Array.from({ length: forms }, (_, i) => (i * 37) % forms);
    // The first form keeps its place, and so the groups their order.
    const turned = study(rowsOf(usual, order));
    for (const [analysis, inputs, options] of requests) {
      if (randomOnes.has(analysis)) continue;
      expectSame(
        run(study(usual), analysis, inputs, options).values,
        run(turned, analysis, inputs, options).values,
        analysis,
      );
    }
  });

  it('a frequency weight of 2 is two copies', () => {
    const places = Array.from({ length: forms }, (_, i) => i).flatMap((i) =>
      Array.from({ length: usual.weight[i]! }, () => i),
    );
    const copied = study(rowsOf(usual, places));
    const weighted = study(usual, 'frequency');
    for (const [analysis, inputs, options] of requests) {
      if (randomOnes.has(analysis)) continue;
      const [a, b] = [run(weighted, analysis, inputs, options), run(copied, analysis, inputs, options)];
      expectSame(without(ofForms, a.values), without(ofForms, b.values), analysis);
    }
    // Resamples are of forms; the interval by design is not.
    const [a, b] = [weighted, copied].map((one) => run(one, 'csi.interval', {}, { resamples: 200 }));
    for (const path of ['overall.index', 'overall.lower', 'overall.upper'])
      expect(number(a!, path), path).toBeCloseTo(number(b!, path), 8);
  });

  it('equal survey weights change no estimate', () => {
    const equal = study({ ...usual, weight: usual.weight.map(() => 3) }, 'survey');
    for (const [analysis, inputs, options] of requests) {
      if (randomOnes.has(analysis)) continue;
      const [a, b] = [run(equal, analysis, inputs, options), run(study(usual), analysis, inputs, options)];
      expectSame(without(ofTests, a.values), without(ofTests, b.values), analysis);
    }
  });

  it('codes and names of questions, indicators and groups do not matter', () => {
    const plain = study(usual);
    const renamed = renamedStudy(plain);
    const places = new Map(plain.variables.map(({ name }, place) => [name, renamed.variables[place]!.name]));
    const asNamed = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(asNamed) : typeof value === 'string' ? (places.get(value) ?? value) : value;
    for (const [analysis, inputs, options] of requests) {
      const named = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, asNamed(value)]));
      const [a, b] = [run(plain, analysis, inputs, options), run(renamed, analysis, named as typeof inputs, options)];
      expectSame(numbersOnly(a.values), numbersOnly(b.values), analysis);
    }
  });

  it('a change of scale does not matter: 1 to 10 or 0 to 100 are the same scores', () => {
    const plain = study(usual);
    const stretched = stretchedStudy(plain);
    for (const [analysis, inputs, options] of requests) {
      const [a, b] = [run(plain, analysis, inputs, options), run(stretched, analysis, inputs, options)];
      expectSame(without(ofScales, a.values), without(ofScales, b.values), analysis);
    }
  });

  it('forms are left out by reason: excluded, filtered, without a weight; the others are those that count', () => {
    const whole = study({ ...usual, weight: usual.weight.map((one, row) => (row < 5 ? 0 : one)) }, 'frequency');
    const filter = new Uint8Array(forms).fill(1).fill(0, 5, 12);
    const exclusions = [12, 13, 14].map((row) => ({ row, code: 'other', note: '' }));
    // The same numbers as of a file without those forms.
    const kept = Array.from({ length: forms - 15 }, (_, row) => row + 15);
    const rest = study(rowsOf(usual, kept), 'frequency');
    for (const [analysis, inputs, options] of requests) {
      const result = run({ ...whole, filter, exclusions }, analysis, inputs, options);
      const counts = Object.fromEntries(result.leftOut.map(({ reason, count }) => [reason, count]));
      expect(counts, analysis).toMatchObject({ excluded: 3, filtered: 7 });
      if (findAnalysis(analysis)!.honours.weights === 'none') continue;
      expect(counts.noWeight, analysis).toBe(5);
      if (!randomOnes.has(analysis)) expectSame(result.values, run(rest, analysis, inputs, options).values, analysis);
    }
  });

  it('weights sum to 1, the index stays within its scale, counts to their whole', () => {
    for (const snapshot of [study(usual), study(usual, 'survey')]) {
      for (const [analysis] of requests.filter(([id]) => id.startsWith('weights.') && id !== 'weights.duel')) {
        const elements = at(run(snapshot, analysis), 'elements') as readonly { readonly weight: number }[];
        expect(
          elements.reduce((sum, one) => sum + one.weight, 0),
          analysis,
        ).toBeCloseTo(1, 12);
        expect(elements.every((one) => one.weight >= 0)).toBe(true);
      }
      for (const way of at(run(snapshot, 'csi.fiveWays'), 'ways') as readonly { readonly index: number }[]) {
        expect(way.index).toBeGreaterThanOrEqual(0);
        expect(way.index).toBeLessThanOrEqual(100);
      }
      const certain = at(run(snapshot, 'improve.certainty', {}, { resamples: 200 }), 'points') as readonly Readonly<
        Record<string, number>
      >[];
      for (const one of certain) expect(one.I! + one.II! + one.III! + one.IV!).toBeCloseTo(1, 12);
      const kano = at(run(snapshot, 'kano.table'), 'features.0.counts') as Readonly<Record<string, number>>;
      expect(Object.values(kano).reduce((sum, count) => sum + count, 0)).toBeCloseTo(
        number(run(snapshot, 'kano.table'), 'features.0.n'),
        9,
      );
      const shares = at(run(snapshot, 'improve.coefficient'), 'points') as readonly { readonly coefficient: number }[];
      expect(shares.reduce((sum, one) => sum + one.coefficient, 0)).toBeCloseTo(1, 12);
      const types = at(run(snapshot, 'loyalty.types'), 'types') as readonly { readonly share: number }[];
      expect(types.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('differences from the rest in one pass are those of each group by itself', () => {
    const stream = randomStream(8);
    const codes = Int32Array.from({ length: 120 }, () => stream.integer(4) - 1);
    codes[0] = 3;
    const values = Float64Array.from(codes, (one) =>
      stream.uniform() < 0.1 ? Number.NaN : 40 + 10 * one + stream.normal(),
    );
    for (const snapshot of [study(madeUp(120)), study(madeUp(120), 'survey'), study(madeUp(120), 'frequency')]) {
      const design = designRows(snapshot, { weights: 'both', design: true });
      differencesFromRest(values, codes, 4, design, 0.9).forEach((one, group) => {
        const sides = Uint8Array.from(codes, (own) => (own === group ? 1 : own >= 0 ? 2 : 0));
        expectSame(one, meanDifference(values, sides, design, 0.9), `group ${group}`);
      });
    }
  });

  it('one seed, one answer', () => {
    for (const analysis of randomOnes) {
      const [inputs, options] = requests.find(([id]) => id === analysis)!.slice(1) as [
        AnalysisRequest['inputs'],
        AnalysisRequest['options'],
      ];
      const first = run(study(usual), analysis, inputs, { ...options, seed: 4 });
      expect(first.seed).toBe(4);
      expect(run(study(usual), analysis, inputs, { ...options, seed: 4 })).toEqual(first);
      expect(run(study(usual), analysis, inputs, { ...options, seed: 5 }).values).not.toEqual(first.values);
    }
  });
});
