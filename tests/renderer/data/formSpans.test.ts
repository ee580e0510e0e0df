import { describe, expect, it } from 'vitest';
import { formsOfSpans } from '../../../renderer/features/data/formSpans.ts';
import { spansOf } from '../../../shared/commands/packedCells.ts';
import { randomStream } from '../../../shared/numeric/random.ts';

describe('forms as spans', () => {
  it('hold what was written, and nothing else', () => {
    const random = randomStream(3);
    for (let round = 0; round < 100; round++) {
      const rows = Array.from({ length: 200 }, (_, row) => row).filter(() => random.uniform() < round / 100);
      const forms = formsOfSpans(spansOf(rows));
      const held = Array.from({ length: 202 }, (_, form) => form - 1).filter((form) => forms.has(form));
      expect(held).toEqual(rows);
    }
  });
});
