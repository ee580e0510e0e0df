import { describe, expect, it } from 'vitest';
import { createLane } from '../../../electron/hosts/lane.ts';

function things(): { readonly opened: number[]; readonly discarded: number[]; open(): Promise<number> } {
  const opened: number[] = [];
  return {
    opened,
    discarded: [],
    open() {
      opened.push(opened.length + 1);
      return Promise.resolve(opened.length);
    },
  };
}

describe('createLane', () => {
  it('opens once, at the first job, and does one job at a time', async () => {
    const { opened, discarded, open } = things();
    const lane = createLane(open, (thing) => Promise.resolve(void discarded.push(thing)));
    expect(opened).toEqual([]);
    const log: string[] = [];
    const job = (name: string) => async (thing: number) => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} ends`);
      return `${name} on ${thing}`;
    };
    expect(await Promise.all([lane.run(job('a')), lane.run(job('b'))])).toEqual(['a on 1', 'b on 1']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(opened).toEqual([1]);
    expect(discarded).toEqual([]);
  });

  it('gives the next job a fresh thing after a failure, which reaches its caller alone', async () => {
    const { opened, discarded, open } = things();
    const lane = createLane(open, (thing) => Promise.resolve(void discarded.push(thing)));
    const failing = lane.run(() => Promise.reject(new Error('torn')));
    const next = lane.run((thing) => Promise.resolve(thing));
    await expect(failing).rejects.toThrow('torn');
    expect(await next).toBe(2);
    expect(discarded).toEqual([1]);
    expect(opened).toEqual([1, 2]);
  });

  it('tries again to open what could not be opened', async () => {
    let tries = 0;
    const open = (): Promise<string> =>
      ++tries === 1 ? Promise.reject(new Error('not there')) : Promise.resolve('there');
    const lane = createLane(open, () => Promise.reject(new Error('nothing to discard')));
    await expect(lane.run((thing) => Promise.resolve(thing))).rejects.toThrow('not there');
    expect(await lane.run((thing) => Promise.resolve(thing))).toBe('there');
  });

  it('waits for its jobs when it closes, and opens again for a later one', async () => {
    const { opened, discarded, open } = things();
    const lane = createLane(open, (thing) => Promise.resolve(void discarded.push(thing)));
    let done = false;
    const job = lane.run(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      done = true;
    });
    await lane.close();
    expect(done).toBe(true);
    await job;
    expect(discarded).toEqual([1]);
    await lane.run(() => Promise.resolve());
    expect(opened).toEqual([1, 2]);
  });
});
