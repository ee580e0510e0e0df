import { describe, expect, it } from 'vitest';
import { ResultRunner } from '../../../renderer/features/analysis/resultRunner.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { Output } from '../../../shared/contract/methods.ts';

interface Call {
  readonly requests: readonly AnalysisRequest[];
  readonly signal: AbortSignal;
  answer(revision: number): Promise<void>;
  fail(error: unknown): Promise<void>;
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) await Promise.resolve();
};
const request = (analysis: string, options: AnalysisRequest['options'] = {}): AnalysisRequest => ({
  analysis,
  inputs: {},
  options,
});
const ask = (id: string, options: AnalysisRequest['options'] = {}) => ({ id, request: request(id, options) });

function harness() {
  const calls: Call[] = [];
  const runner = new ResultRunner((requests, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Output<'analysis.run'>>();
    calls.push({
      requests,
      signal,
      answer: async (revision) => {
        resolve({
          revision,
          results: requests.map((one) => ({ ok: true as const, result: { analysis: one.analysis, revision } })),
        });
        await settle();
      },
      fail: async (error) => {
        reject(error);
        await settle();
      },
    });
    return promise;
  });
  const asked = (call: number): string => calls[call]!.requests.map((one) => one.analysis).join(' ');
  return { calls, runner, asked };
}

describe('answers for cards in sight', () => {
  it('asks once for all visible cards and keeps the answers', async () => {
    const { calls, runner, asked } = harness();
    runner.see(new Set(['a', 'b']));
    runner.want(1, [ask('a'), ask('b'), ask('far')]);
    expect(asked(0)).toBe('a b');
    await calls[0]!.answer(1);
    expect(runner.isFresh('a')).toBe(true);
    expect(runner.isFresh('far')).toBe(false);
    expect(calls).toHaveLength(1);
  });

  it('keeps the object of an answer that says the same at a later revision', async () => {
    const { calls, runner } = harness();
    runner.see(new Set(['a']));
    runner.want(1, [ask('a')]);
    await calls[0]!.answer(1);
    const first = runner.answers().get('a')?.outcome;
    runner.want(2, [ask('a')]);
    await calls[1]!.answer(2);
    expect(runner.answers().get('a')).toMatchObject({ revision: 2 });
    expect(runner.answers().get('a')?.outcome).toBe(first);
    // The same numbers under other options are another answer.
    runner.want(3, [ask('a', { level: 0.9 })]);
    await calls[2]!.answer(3);
    expect(runner.answers().get('a')?.outcome).not.toBe(first);
  });

  it('lets a batch finish while the user scrolls, then asks for what came into sight', async () => {
    const { calls, runner, asked } = harness();
    runner.see(new Set(['a']));
    runner.want(1, [ask('a'), ask('b')]);
    runner.see(new Set(['b']));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.signal.aborted).toBe(false);
    await calls[0]!.answer(1);
    expect(asked(1)).toBe('b');
  });

  it('stops a batch when the data moved on, keeps the old answers meanwhile', async () => {
    const { calls, runner } = harness();
    runner.see(new Set(['a']));
    runner.want(1, [ask('a')]);
    await calls[0]!.answer(1);
    runner.want(2, [ask('a')]);
    runner.want(3, [ask('a')]);
    expect(calls[1]!.signal.aborted).toBe(true);
    expect(runner.answers().get('a')?.revision).toBe(1);
    expect(runner.isFresh('a')).toBe(false);
    await calls[1]!.fail(new Error('cancelled'));
    expect(runner.failure()).toBeNull();
    await calls[2]!.answer(3);
    expect(runner.isFresh('a')).toBe(true);
  });

  it('asks again when the options of a card change', async () => {
    const { calls, runner } = harness();
    runner.see(new Set(['a', 'b']));
    runner.want(1, [ask('a'), ask('b')]);
    await calls[0]!.answer(1);
    runner.want(1, [ask('a', { level: 0.9 }), ask('b')]);
    expect(calls[1]!.requests).toEqual([request('a', { level: 0.9 })]);
  });

  it('takes an answer from a later revision as good', async () => {
    const { calls, runner } = harness();
    runner.see(new Set(['a']));
    runner.want(1, [ask('a')]);
    await calls[0]!.answer(2);
    runner.want(2, [ask('a')]);
    expect(calls).toHaveLength(1);
    expect(runner.isFresh('a')).toBe(true);
  });

  it('does not hammer a host that fails, and tries again when asked or when the data change', async () => {
    const { calls, runner } = harness();
    runner.see(new Set(['a']));
    runner.want(1, [ask('a')]);
    await calls[0]!.fail(new Error('down'));
    runner.see(new Set(['a']));
    expect(calls).toHaveLength(1);
    expect(runner.failure()).toBeInstanceOf(Error);
    runner.retry();
    expect(calls).toHaveLength(2);
    await calls[1]!.fail(new Error('down'));
    runner.want(2, [ask('a')]);
    expect(calls).toHaveLength(3);
  });

  it('forgets the answers of removed cards and stops when told', async () => {
    const { calls, runner } = harness();
    runner.see(new Set(['a', 'b']));
    runner.want(1, [ask('a'), ask('b')]);
    runner.want(1, [ask('b')]);
    expect(calls[0]!.signal.aborted).toBe(true);
    await calls[1]!.answer(1);
    expect([...runner.answers().keys()]).toEqual(['b']);
    runner.want(2, [ask('b')]);
    runner.stop();
    expect(calls[2]!.signal.aborted).toBe(true);
  });
});
