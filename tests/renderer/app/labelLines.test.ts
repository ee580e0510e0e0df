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

  it.each([
    '1=北京；2=上海；3=广州',
    '1=北京;2=上海; 3=广州;',
    '1：北京；2：上海；3：广州',
    '1=北京, 2=上海, 3=广州',
    '1＝北京　2＝上海　3＝广州',
    '１=北京\n2=上海\n3 广州',
  ])('reads %j as a codebook writes labels', (text) => {
    expect(parseLabelLines(text)).toEqual({
      ok: true,
      labels: [
        { value: 1, label: '北京' },
        { value: 2, label: '上海' },
        { value: 3, label: '广州' },
      ],
    });
  });

  it('leaves marks within a label alone', () => {
    const labels = [
      { value: 1, label: '一次；两次' },
      { value: 2, label: '３-5 次, 每月' },
    ];
    expect(parseLabelLines(labelLines(labels))).toEqual({ ok: true, labels });
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
