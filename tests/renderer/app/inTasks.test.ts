import { describe, expect, it } from 'vitest';
import { inTasks } from '../../../renderer/app/inTasks.ts';

const task = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('steps in tasks of their own', () => {
  it('run one after the other, none at once', async () => {
    const seen: string[] = [];
    inTasks([() => seen.push('a'), () => seen.push('b')]);
    expect(seen).toEqual([]);
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    await expect.poll(() => seen).toEqual(['a', 'b']);
  });

  it('are stopped between two of them, also by a step itself', async () => {
    const seen: string[] = [];
    const stop = inTasks([
      () => {
        seen.push('a');
        stop();
      },
      () => seen.push('b'),
    ]);
    inTasks([() => seen.push('c')])();
    for (let tasks = 0; tasks < 5; tasks++) await task();
    expect(seen).toEqual(['a']);
  });
});
