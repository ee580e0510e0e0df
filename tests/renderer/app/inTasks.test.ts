import { describe, expect, it } from 'vitest';
import { inTasks } from '../../../renderer/app/inTasks.ts';

const task = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('steps in tasks of their own', () => {
  it('run one after the other, none at once', async () => {
    const seen: string[] = [];
    inTasks([() => void seen.push('a'), () => void seen.push('b')]);
    expect(seen).toEqual([]);
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    await expect.poll(() => seen).toEqual(['a', 'b']);
  });

  it('wait for a step that takes several tasks, and are stopped in its midst', async () => {
    const seen: string[] = [];
    const begin = (name: string, meanwhile: () => void): (() => void) =>
      inTasks([
        async () => {
          await task();
          meanwhile();
          await task();
          seen.push(`${name} ready`);
        },
        () => void seen.push(name),
      ]);
    const stop = begin('a', () => stop());
    begin('b', () => {});
    await expect.poll(() => seen).toContain('b');
    for (let tasks = 0; tasks < 5; tasks++) await task();
    expect(seen).toEqual(['a ready', 'b ready', 'b']);
  });

  it('are stopped between two of them, also by a step itself', async () => {
    const seen: string[] = [];
    const stop = inTasks([
      () => {
        seen.push('a');
        stop();
      },
      () => void seen.push('b'),
    ]);
    inTasks([() => void seen.push('c')])();
    for (let tasks = 0; tasks < 5; tasks++) await task();
    expect(seen).toEqual(['a']);
  });
});
