import { describe, expect, it } from 'vitest';
import { settleAll } from '../../../renderer/app/beforeLeaving.ts';
import { editsMade, inTurn } from '../../../renderer/app/editsInTurn.ts';

describe('changes of answers', () => {
  it('begin at once when none is being made, and else wait their turn, also behind one that fails', async () => {
    const seen: string[] = [];
    let release: (() => void) | undefined;
    const first = inTurn(async () => {
      seen.push('first begins');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      seen.push('first ends');
      throw new Error('refused');
    });
    const second = inTurn(async () => void seen.push('second'));
    const made = editsMade().then(() => seen.push('made'));
    const left = settleAll().then(() => seen.push('left'));
    expect(seen).toEqual(['first begins']);
    await Promise.resolve();
    expect(seen).toEqual(['first begins']);
    release?.();
    await expect(first).rejects.toThrow('refused');
    await Promise.all([second, made, left]);
    expect(seen.slice(0, 3)).toEqual(['first begins', 'first ends', 'second']);
    expect(seen).toHaveLength(5);
    void inTurn(async () => void seen.push('alone'));
    expect(seen.at(-1)).toBe('alone');
  });
});
