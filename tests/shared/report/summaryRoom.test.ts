import { describe, expect, it } from 'vitest';
import { summaryRoom } from '../../../shared/report/drafting/summaryRoom.ts';

const row = (name: string): readonly string[] => [
  name,
  '得分 66.6，综合权重 0.063，满意率 22.0%',
  '查明失分原因，制定改进措施。',
];
const widths = [120, 124, 204, 76, 76];
const texts = (paragraph: string, names: readonly string[]) => ({
  paragraphs: [paragraph],
  caption: '先改进：价格、服务和环境',
  rows: names.map(row),
  widths,
});

describe('room on the second page of the management summary', () => {
  it('is enough for three targets with names of usual length', () => {
    expect(summaryRoom(texts('宜先改进的指标有 3 个。', ['价格水平', '停车便利', '收银速度']))).toEqual({
      figureMm: 80,
      targets: 3,
    });
  });

  it('is made by a lower figure first, by fewer targets then', () => {
    const long = '很长的指标名称'.repeat(9);
    const three = summaryRoom(texts('很长的段落'.repeat(40), [long, '停车便利', '收银速度']));
    expect(three.targets).toBe(3);
    expect(three.figureMm).toBeLessThan(80);
    const fewer = summaryRoom(texts('很长的段落'.repeat(60), [long, long, long]));
    expect(fewer.targets).toBeLessThan(3);
    expect(fewer.figureMm).toBeGreaterThanOrEqual(55);
  });

  it('never leaves out the most important target', () => {
    expect(summaryRoom(texts('很长的段落'.repeat(400), ['价格', '环境']))).toEqual({ figureMm: 55, targets: 1 });
    expect(summaryRoom(texts('没有改进对象。', [])).targets).toBe(0);
  });
});
