import { afterAll, describe, expect, it } from 'vitest';
import { type ComputeSource, createComputePool } from '../../../electron/jobs/computePool.ts';
import type { EvaluationPart, SnapshotFacts } from '../../../electron/jobs/computeProtocol.ts';
import { createTurns, nextTurn, releaseHelpers } from '../../../electron/jobs/turns.ts';
import { toShared } from '../../../electron/storage/memoryColumn.ts';
import { defaultSettings, simpleDesign } from '../../../shared/model/dataset.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { randomStream } from '../../../shared/numeric/random.ts';

const variable = (id: string, order: number) => ({
  id: variableId(id),
  name: id,
  label: id,
  type: 'number' as const,
  measure: 'scale' as const,
  role: 'perception' as const,
  scale: { min: 1, max: 10, direction: 'ascending' as const, labels: [], nonAnswers: [] },
  valueLabels: [],
  indicatorId: null,
  order,
  source: null,
  personal: false,
});
const facts: SnapshotFacts = {
  variables: [variable('a', 0), variable('b', 1)],
  indicators: [],
  exclusions: [],
  design: simpleDesign,
  settings: defaultSettings,
  model: null,
  conditions: [],
};

const source = (revision: number, a: readonly number[], given: Partial<SnapshotFacts> = {}): ComputeSource => {
  const column = (values: readonly number[], version: number) => ({
    column: toShared({ kind: 'numeric', values: Float64Array.from(values) }),
    version,
  });
  return {
    projectId: 'p',
    revision,
    rowCount: a.length,
    factsVersion: Object.keys(given).length > 0 ? revision : 1,
    facts: () => ({ ...facts, ...given }),
    steps: [],
    stepsVersion: 1,
    columns: new Map([
      ['a', column(a, revision)],
      [
        'b',
        column(
          a.map(() => 5),
          1,
        ),
      ],
    ]),
  };
};
const statistics = (name: string) => ({ analysis: 'describe.statistics', inputs: { items: [name] }, options: {} });
const meanOf = (result: { readonly values: object }): number =>
  (result.values as { items: { mean: number }[] }).items[0]!.mean;

const answers = Array.from({ length: 40 }, (_, row) => 1 + ((row * 7) % 10));

describe('the compute pool', () => {
  const pool = createComputePool(2);
  afterAll(() => pool.close());

  it('computes from shared memory and says what it read', async () => {
    const { result, reads } = await pool.run(() => source(1, [1, 2, 6]), statistics('a'), {});
    expect(meanOf(result)).toBe(3);
    expect(result.revision).toBe(1);
    expect(reads).toContain('column:a');
    expect(reads).not.toContain('column:b');
    expect(reads).not.toContain('columns');
  });

  it('tells a worker of a change that came while it was being told of the one before', async () => {
    const single = createComputePool(1);
    try {
      // As the host's mirror of a project is: one object that changes.
      const live = { ...source(1, [1, 2, 6]), projectId: 'live' };
      const first = single.run(() => live, statistics('a'), {});
      Object.assign(live, source(2, [4, 4, 7]), { projectId: 'live' });
      expect(meanOf((await first).result)).toBe(3);
      const { result } = await single.run(() => live, statistics('a'), {});
      expect(meanOf(result)).toBe(5);
      expect(result.revision).toBe(2);
    } finally {
      await single.close();
    }
  });

  it('is told only what changed, and follows it in every worker', async () => {
    const values = await Promise.all([4, 5, 6, 7].map(() => pool.run(() => source(2, [3, 3, 9]), statistics('a'), {})));
    expect(values.map(({ result }) => meanOf(result))).toEqual([5, 5, 5, 5]);
    const filtered = await pool.run(
      () => source(3, [3, 3, 9], { conditions: [{ variableId: 'a', values: [9] }] }),
      statistics('b'),
      {},
    );
    expect(filtered.result.n).toBe(1);
    expect(filtered.reads).toContain('column:a');
  });

  it('refuses in words what it cannot compute, and cancels what nobody wants', async () => {
    await expect(
      pool.run(() => source(3, [1]), { analysis: 'no.such', inputs: {}, options: {} }, {}),
    ).rejects.toMatchObject({ code: 'analysis.unknown' });
    const stopped = new AbortController();
    const waiting = pool.run(() => source(3, [1, 2]), statistics('a'), { signal: stopped.signal });
    stopped.abort();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);
  });

  it('shares resamples among its workers: the same answer, its progress told, stopped in the middle', async () => {
    const random = randomStream(6);
    const names = ['a', 'b', 'c', 'd'];
    const columns = names.map(() => Array.from({ length: 80 }, () => random.integer(10) + 1));
    const wide: ComputeSource = {
      ...source(5, columns[0]!, { variables: names.map(variable) }),
      columns: new Map(
        names.map((name, place) => [
          name,
          { column: toShared({ kind: 'numeric', values: Float64Array.from(columns[place]!) }), version: 5 },
        ]),
      ),
    };
    const model = {
      constructs: [
        { name: '因', items: ['a', 'b'], mode: 'A' },
        { name: '果', items: ['c', 'd'], mode: 'A' },
      ],
      paths: [{ from: '因', to: '果' }],
    };
    const request = (resamples: number) => ({
      analysis: 'model.pls',
      inputs: {},
      options: { model, resamples, interval: 'bca', omission: 0 },
    });
    const single = createComputePool(1);
    const [one, two] = await Promise.all([single, pool].map((own) => own.run(() => wide, request(400), {})));
    await single.close();
    expect(two!.result).toEqual(one!.result);
    const stopped = new AbortController();
    const phases: string[] = [];
    const long = pool.run(() => wide, request(100_000), {
      signal: stopped.signal,
      report: (done, _total, phase) => {
        phases.push(phase);
        if (done > 0) stopped.abort();
      },
    });
    await expect(long).rejects.toBeInstanceOf(CancelledError);
    expect(phases).toContain('resampling');
    // Both workers are free again.
    const after = await Promise.all([1, 2].map(() => pool.run(() => wide, statistics('a'), {})));
    expect(after.map(({ result }) => result.n)).toEqual([80, 80]);
  });

  it('proposes and checks', async () => {
    const proposals = await pool.proposals(() => source(3, [1, 2, 3]), {});
    expect(proposals.length).toBeGreaterThan(0);
    const checks = await pool.checks(() => source(4, [1, 2, 30]), [], {});
    expect(checks.find((check) => check.code === 'outOfRange')?.rows).toEqual([2]);
  });

  it('gives the same evaluation from one worker and from two that share the turns', async () => {
    const [alone, together] = [createComputePool(1), createComputePool(2)];
    const project = (): ComputeSource => source(5, answers);
    try {
      const [one, two] = await Promise.all([alone.evaluateAll(project, {}), together.evaluateAll(project, {})]);
      expect(one.evaluations.length).toBeGreaterThan(8);
      expect(one.evaluations.map(({ place }) => place)).toEqual(one.evaluations.map((_, place) => place));
      // What was read is a set; the order tells who worked out first what others share.
      const plain = ({ revision, evaluations, findings }: EvaluationPart) => ({
        revision,
        findings,
        evaluations: evaluations.map((evaluation) => ({ ...evaluation, reads: evaluation.reads.toSorted() })),
      });
      expect(plain(two)).toEqual(plain(one));
    } finally {
      await Promise.all([alone.close(), together.close()]);
    }
  });

  it('lets others in while everything is evaluated', async () => {
    const everything = pool.evaluateAll(() => source(6, answers), {});
    const live = await pool.run(() => source(6, answers), statistics('a'), {});
    expect(live.result.n).toBe(40);
    const { revision, evaluations } = await everything;
    expect(revision).toBe(6);
    expect(new Set(evaluations.map(({ place }) => place)).size).toBe(evaluations.length);
  });

  it('evaluates anew when the data changed between the start of the one worker and the other', async () => {
    let asked = 0;
    const changing = (): ComputeSource => source(7 + Math.min(3, asked++), answers);
    const { evaluations } = await pool.evaluateAll(changing, {});
    expect(new Set(evaluations.flatMap(({ result }) => (result ? [result.revision] : []))).size).toBe(1);
    expect(evaluations.map(({ place }) => place)).toEqual(evaluations.map((_, place) => place));
  });
});

describe('turns shared by workers', () => {
  it('gives each turn once, and sends helpers home when they are needed', () => {
    const turns = createTurns();
    expect([nextTurn(turns, false, 3), nextTurn(turns, true, 3)]).toEqual([0, 1]);
    releaseHelpers(turns);
    expect(nextTurn(turns, true, 3)).toBeNull();
    expect([nextTurn(turns, false, 3), nextTurn(turns, false, 3)]).toEqual([2, null]);
  });
});
