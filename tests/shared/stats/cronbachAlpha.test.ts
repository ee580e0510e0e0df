import { expect, it } from 'vitest';
import { cronbachAlpha } from '../../../shared/stats/cronbachAlpha.ts';

it('gives no corrected correlation where the rest of the scale does not vary, in any order of the forms', () => {
  // Found by the property test of row order: y + z is 12 in every form, and rounding made it a correlation of -1e-8.
  const forms = [
    [4, 4, 8],
    [3, 7, 5],
    [6, 6, 6],
  ] as const;
  for (const order of [
    [0, 1, 2],
    [1, 2, 0],
    [2, 1, 0],
    [1, 0, 2],
  ] as const) {
    const items = [0, 1, 2].map((item) => Float64Array.from(order, (form) => forms[form]![item]!));
    const result = cronbachAlpha(items);
    if (result.status !== 'ok') throw new Error(result.reason);
    expect(result.items[0]!.correctedItemTotal).toBeNull();
    expect(result.items[1]!.correctedItemTotal).not.toBeNull();
  }
});
