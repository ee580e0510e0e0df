import { afterAll, describe, expect, it } from 'vitest';
import { type ComputeSource, createComputePool } from '../../../electron/jobs/computePool.ts';
import type { SnapshotFacts } from '../../../electron/jobs/computeProtocol.ts';
import { toShared } from '../../../electron/storage/memoryColumn.ts';
import { defaultSettings, simpleDesign } from '../../../shared/model/dataset.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import { variableId } from '../../../shared/model/ids.ts';

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

  it('proposes and checks', async () => {
    const proposals = await pool.proposals(() => source(3, [1, 2, 3]), {});
    expect(proposals.length).toBeGreaterThan(0);
    const checks = await pool.checks(() => source(4, [1, 2, 30]), [], {});
    expect(checks.find((check) => check.code === 'outOfRange')?.rows).toEqual([2]);
  });
});
