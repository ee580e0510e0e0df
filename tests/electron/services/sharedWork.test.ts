import { describe, expect, it } from 'vitest';
import { inTurn, SharedWork } from '../../../electron/services/sharedWork.ts';
import { CancelledError } from '../../../shared/model/errors.ts';

const never = new AbortController().signal;

describe('shared work', () => {
  it('is done once for all who wait, and again for who comes later', async () => {
    const shared = new SharedWork<number>();
    let runs = 0;
    const work = () => Promise.resolve(++runs);
    expect(
      await Promise.all([shared.join('a', never, work), shared.join('a', never, work), shared.join('b', never, work)]),
    ).toEqual([1, 1, 2]);
    expect(await shared.join('a', never, work)).toBe(3);
  });

  it('goes on while anybody waits and is cancelled when nobody does', async () => {
    const shared = new SharedWork<string>();
    const stops = [new AbortController(), new AbortController()] as const;
    let stopped = false;
    const work = (signal: AbortSignal) =>
      new Promise<string>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(new CancelledError());
        });
      });
    const waiting = stops.map((stop) => shared.join('a', stop.signal, work));
    const ends = waiting.map((one) => one.catch((error: unknown) => error));
    stops[0].abort();
    expect(await ends[0]).toBeInstanceOf(CancelledError);
    expect(stopped).toBe(false);
    stops[1].abort();
    expect(await ends[1]).toBeInstanceOf(CancelledError);
    expect(stopped).toBe(true);
    await expect(shared.join('a', AbortSignal.abort(), work)).rejects.toBeInstanceOf(CancelledError);
  });

  it('hands its failure to all', async () => {
    const shared = new SharedWork<string>();
    const work = () => Promise.reject(new Error('no'));
    await Promise.all([0, 1].map(() => expect(shared.join('a', never, work)).rejects.toThrow('no')));
  });
});

describe('work in turn', () => {
  it('keeps the order and the number at once', async () => {
    let now = 0;
    let most = 0;
    const results = await inTurn([5, 1, 4, 2], 2, async (ms) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, ms));
      now--;
      return ms * 10;
    });
    expect(results).toEqual([50, 10, 40, 20]);
    expect(most).toBe(2);
    expect(await inTurn([], 2, () => Promise.resolve(1))).toEqual([]);
  });
});
