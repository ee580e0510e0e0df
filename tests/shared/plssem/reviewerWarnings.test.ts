import { describe, expect, it } from 'vitest';
import { measurementValues, measurementWarnings } from '../../../shared/analyses/plsMeasurement.ts';
import { plsData } from '../../../shared/analyses/plsRun.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, JsonObject, ModelOption } from '../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { type RandomStream, randomStream } from '../../../shared/numeric/random.ts';
import { defaultOptions, estimatePls } from '../../../shared/plssem/estimate.ts';
import { type Question, survey, zeroToHundred } from '../analyses/survey.ts';

/** One form: the answers of its items, from the constructs' standard normal scores. */
type Form = (random: RandomStream) => Readonly<Record<string, readonly number[]>>;

/** An item that shares the square of its loading with its construct. */
const item = (score: number, loading: number, random: RandomStream): number =>
  loading * score + Math.sqrt(1 - loading ** 2) * random.normal();

interface Population {
  readonly data: Snapshot;
  readonly model: ModelOption;
}

/** Forms of a population; constructs in the order given, joined by `paths` written "a>b". */
function population(
  forms: number,
  paths: string,
  form: Form,
  modes: Readonly<Record<string, 'A' | 'B'>> = {},
  seed = 3,
): Population {
  const random = randomStream(seed);
  const rows = Array.from({ length: forms }, () => form(random));
  const blocks = Object.entries(rows[0]!).map(([name, items]) => ({
    name,
    items: items.map((_, place) => `${name}${place + 1}`),
    mode: modes[name] ?? ('A' as const),
  }));
  const questions: Question[] = blocks.flatMap(({ name, items }) =>
    items.map((id, place) => ({
      name: id,
      scale: zeroToHundred,
      answers: rows.map((row) => Math.min(100, Math.max(0, 50 + 12 * row[name]![place]!))),
    })),
  );
  const joined = paths.split(' ').map((path) => ({ from: path.split('>')[0]!, to: path.split('>')[1]! }));
  return { data: survey(questions), model: { constructs: blocks, paths: joined } };
}

const run = ({ data, model }: Population, options: AnalysisRequest['options'] = {}): AnalysisResult =>
  runAnalysis(data, {
    analysis: 'model.pls',
    inputs: {},
    options: { model: model as JsonObject, resamples: 0, ...options },
  });

/** Names a warning tells; null when it is not given. */
function named(result: AnalysisResult, code: string): string | null {
  expect(result.status).toBe('ok');
  const found = result.warnings.find((warning) => warning.code === code);
  return found ? [found.details['names'] ?? ''].flat().join(', ') : null;
}

const three = (score: number, loading: number, random: RandomStream): number[] =>
  [1, 2, 3].map(() => item(score, loading, random));

/** Cause a, effect b, paths of .5, both measured well unless said. */
const causeAndEffect =
  (of: (a: number, b: number, random: RandomStream) => ReturnType<Form>): Form =>
  (random) => {
    const a = random.normal();
    return of(a, 0.5 * a + Math.sqrt(0.75) * random.normal(), random);
  };

describe('what a reviewer would raise', () => {
  it('is nothing where nothing is wrong', () => {
    const sound = population(
      400,
      'a>b',
      causeAndEffect((a, b, r) => ({ a: three(a, 0.9, r), b: three(b, 0.9, r) })),
    );
    expect(run(sound, { resamples: 50, consistent: true }).warnings).toEqual([]);
  });

  it('blocks of one and two items', () => {
    const few = population(
      300,
      'a>b',
      causeAndEffect((a, b, r) => ({ a: [item(a, 0.9, r)], b: three(b, 0.9, r).slice(1) })),
    );
    expect(named(run(few), 'pls.singleItem')).toBe('a');
    expect(named(run(few), 'pls.twoItems')).toBe('b');
  });

  it('loadings below .7 and below .4, and what follows for reliability and AVE', () => {
    const weak = population(
      800,
      'a>b',
      causeAndEffect((a, b, r) => ({
        a: [...three(a, 0.9, r), item(a, 0.5, r), item(a, 0.05, r)],
        b: three(b, 0.45, r),
      })),
    );
    const result = run(weak);
    expect(named(result, 'pls.loadingLow')).toBe('a5？');
    expect(named(result, 'pls.loadingWeak')).toMatch(/^a4？/);
    expect(named(result, 'pls.aveLow')).toBe('b');
    expect(named(result, 'pls.reliabilityLow')).toBe('b');
  });

  it('an item against the others has a negative weight: the index means nothing', () => {
    const turned = population(
      300,
      'a>b',
      causeAndEffect((a, b, r) => ({ a: [...three(a, 0.9, r), item(-a, 0.9, r)], b: three(b, 0.9, r) })),
    );
    expect(named(run(turned), 'pls.negativeWeight')).toBe('a4？');
  });

  it('items and causes that repeat each other', () => {
    const repeated = population(400, 'a>c b>c', (r) => {
      const a = r.normal();
      const own = item(a, 0.9, r);
      const b = item(a, 0.97, r);
      const c = 0.5 * a + Math.sqrt(0.75) * r.normal();
      return { a: [own, own + 0.1 * r.normal(), item(a, 0.97, r)], b: three(b, 0.97, r), c: three(c, 0.9, r) };
    });
    expect(named(run(repeated), 'pls.itemVif')).toMatch(/^a1？, a2？/);
    expect(named(run(repeated), 'pls.pathVif')).toBe('a → c, b → c');
  });

  it('constructs that can hardly be told apart, and those to be watched', () => {
    const close = (share: number): Population =>
      population(2000, 'a>b', (r) => {
        const a = r.normal();
        return { a: three(a, 0.75, r), b: three(item(a, share, r), 0.75, r) };
      });
    const same = run(close(0.99));
    expect(named(same, 'pls.htmtHigh')).toBe('a–b');
    expect(named(same, 'pls.htmtWatch')).toBeNull();
    expect(named(run(close(0.875)), 'pls.htmtWatch')).toBe('a–b');
    const alike = population(2000, 'a>b', (r) => {
      const a = r.normal();
      return { a: [...three(a, 0.5, r), item(a, 0.99, r)], b: [...three(a, 0.5, r), item(a, 0.99, r)] };
    });
    expect(named(run(alike), 'pls.fornellLarcker')).toBe('a–b');
  });

  it('a model that predicts nothing', () => {
    const unrelated = population(
      120,
      'a>b',
      (r) => ({ a: three(r.normal(), 0.9, r), b: three(r.normal(), 0.9, r) }),
      {},
      7,
    );
    expect(named(run(unrelated), 'pls.noRelevance')).toBe('b');
  });

  it('a consistent solution that cannot be', () => {
    // Two items that hardly agree, each close to the effect: freed of so much error, the path is above 1.
    const torn = population(300, 'a>b', (r) => {
      const [first, second] = [r.normal(), r.normal()];
      const b = Math.SQRT1_2 * (first + second);
      return { a: [first, second + 0.05 * first], b: three(b, 0.9, r) };
    });
    expect(named(run(torn, { consistent: true }), 'pls.inadmissible')).toBe('');
    expect(named(run(torn), 'pls.inadmissible')).toBeNull();
  });

  it('resamples without an estimate are counted and left out', () => {
    let form = 0;
    const rare = population(
      60,
      'a>b',
      causeAndEffect((a, b, r) => ({ a: [...three(a, 0.9, r), form++ === 7 ? 1 : 0], b: three(b, 0.9, r) })),
    );
    const result = run(rare, { resamples: 200 });
    const { failed, resamples } = result.warnings.find(({ code }) => code === 'pls.resamplesFailed')!.details;
    expect(resamples).toBe(200);
    // A resample of 60 misses one form with probability .365.
    expect(failed).toBeGreaterThan(45);
    expect(failed).toBeLessThan(105);
  });

  it('iterations that did not settle, and groups too small to tell apart', () => {
    const sound = population(
      90,
      'a>b',
      causeAndEffect((a, b, r) => ({ a: three(a, 0.9, r), b: three(b, 0.9, r) })),
    );
    const data = plsData(sound.data, { model: withIds(sound), warnings: [] });
    const estimate = estimatePls(data.specification, data.columns, null, { ...defaultOptions, maxIterations: 1 });
    if (estimate.status !== 'ok') throw new Error(estimate.reason);
    const values = measurementValues(data, estimate, 'unstandardised');
    expect(measurementWarnings(data, estimate, values)).toContainEqual({
      code: 'pls.notConverged',
      details: { iterations: 1 },
    });
    const labels = Array.from({ length: 90 }, (_, row) => (row < 60 ? '甲' : '乙'));
    const grouped = survey([
      ...sound.data.variables.map(({ id, name }) => ({
        name,
        scale: zeroToHundred,
        answers: [...(sound.data.columns.get(id) as { readonly values: Float64Array }).values],
      })),
      { name: '组', role: 'profile' as const, measure: 'nominal' as const, answers: labels },
    ]);
    const compared = runAnalysis(grouped, {
      analysis: 'model.compareGroups',
      inputs: { feature: '组' },
      options: { model: sound.model as JsonObject, permutations: 99 },
    });
    expect(compared.warnings).toContainEqual({ code: 'pls.smallGroup', details: { group: '乙', n: 30 } });
  });
});

/** The model with ids for names, as the member hands it on. */
function withIds({ data, model }: Population): ModelOption {
  return {
    ...model,
    constructs: model.constructs.map((one) => ({
      ...one,
      items: one.items.map((name) => data.variables.find((variable) => variable.name === name)!.id as string),
    })),
  };
}
