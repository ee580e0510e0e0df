import { expect, it } from 'vitest';
import { dropUndefined } from '../../../electron/services/dropUndefined.ts';

it('removes keys without a value at every depth and keeps everything else', () => {
  const value = { a: undefined, b: null, c: [{ d: undefined, e: 0 }, 'text'], f: { g: { h: undefined } } };
  dropUndefined(value);
  expect(value).toStrictEqual({ b: null, c: [{ e: 0 }, 'text'], f: { g: {} } });
});
