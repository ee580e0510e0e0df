import { afterEach, expect, it } from 'vitest';
import { followHeldKey, onceReleased } from '../../../renderer/app/heldKey.ts';

const keys = new EventTarget();
const stop: (() => void)[] = [];
const follow = (): void => void stop.push(followHeldKey(keys as unknown as Window));
afterEach(() => {
  for (const one of stop.splice(0)) one();
});
const done: string[] = [];
const note = (what: string) => () => void done.push(what);
const seen = (): readonly string[] => done.splice(0);

it('moves the focus at once while no key is down, and after the key that is', () => {
  follow();
  onceReleased(note('free'));
  expect(seen()).toEqual(['free']);
  keys.dispatchEvent(new Event('keydown'));
  onceReleased(note('held'));
  expect(seen()).toEqual([]);
  keys.dispatchEvent(new Event('keyup'));
  expect(seen()).toEqual(['held']);
  keys.dispatchEvent(new Event('keyup'));
  expect(seen()).toEqual([]);
});

it('does not wait for a key whose end the window never sees, and forgets what was called off', () => {
  follow();
  for (const end of ['blur', 'pointerdown']) {
    keys.dispatchEvent(new Event('keydown'));
    onceReleased(note(end));
    onceReleased(note('called off'))();
    keys.dispatchEvent(new Event(end));
    expect(seen()).toEqual([end]);
  }
});
