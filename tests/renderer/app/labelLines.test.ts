import { describe, expect, it } from 'vitest';
import { labelLines, parseLabelLines } from '../../../renderer/components/labelLines.ts';

describe('labels as lines', () => {
  it('reads codes and labels however they are divided, in order of code', () => {
    expect(parseLabelLines('10 非常满意\n1=非常不满意\n\n5：一般')).toEqual({
      ok: true,
      labels: [
        { value: 1, label: '非常不满意' },
        { value: 5, label: '一般' },
        { value: 10, label: '非常满意' },
      ],
    });
  });

  it('names the line it cannot read', () => {
    expect(parseLabelLines('1 男\n女')).toEqual({ ok: false, line: '女' });
  });

  it('reads back what it writes', () => {
    const labels = [
      { value: -1, label: '拒答' },
      { value: 2, label: '3 次以上' },
    ];
    expect(parseLabelLines(labelLines(labels))).toEqual({ ok: true, labels });
  });
});
