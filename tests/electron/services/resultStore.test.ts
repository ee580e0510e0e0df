import { expect, it } from 'vitest';
import { createResultStore } from '../../../electron/services/resultStore.ts';
import type { ReadPart } from '../../../electron/jobs/computeProtocol.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';

const result = (revision: number): AnalysisResult => ({
  status: 'ok',
  reason: null,
  n: 1,
  leftOut: [],
  warnings: [],
  values: {},
  analysis: 'a',
  methodVersion: 1,
  inputs: {},
  options: {},
  seed: null,
  revision,
  labels: {},
});

it('gives a result as long as nothing it read has changed since', () => {
  const changed = new Map<ReadPart, number>();
  const store = createResultStore({ at: (part) => changed.get(part) ?? 1 });
  store.keep('k', result(3), ['variables', 'column:a']);
  changed.set('column:b', 9);
  changed.set('variables', 3);
  expect(store.find('k')?.revision).toBe(3);
  changed.set('column:a', 4);
  expect(store.find('k')).toBeNull();
  store.keep('k', result(4), ['column:a']);
  expect(store.find('k')?.revision).toBe(4);
  store.clear();
  expect(store.find('k')).toBeNull();
});

it('drops what was not asked for longest', () => {
  const store = createResultStore({ at: () => 0 });
  for (let i = 0; i < 5000; i++) store.keep(`k${i}`, result(1), []);
  expect(store.find('k0')).not.toBeNull();
  store.keep('one more', result(1), []);
  expect(store.find('k0')).not.toBeNull();
  expect(store.find('k1')).toBeNull();
});
