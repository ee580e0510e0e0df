import { describe, expect, it } from 'vitest';
import { labelSides } from '../../../shared/charts/labelSides.ts';
import type { LabelSide, OfficePoints, OfficeScatterChart } from '../../../shared/charts/officeTypes.ts';

const axis = { title: '', min: 0, max: 100, step: null, format: 'General', reversed: false };
const marker = { shape: 'circle', sizePx: 6, colour: '1F5FBF', pointColours: null } as const;
const series = (
  points: readonly (readonly [number, number, string, LabelSide])[],
  own: OfficePoints['marker'] = marker,
): OfficePoints => ({
  name: '',
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
  line: null,
  marker: own,
  errorsX: null,
  errorsY: null,
  labels: points.map(([, , text, side]) => ({ text, side, colour: '000000' })),
  listed: false,
});
const chartOf = (...all: readonly OfficePoints[]): OfficeScatterChart => ({
  kind: 'scatter',
  series: all,
  xAxis: axis,
  yAxis: axis,
  rowNames: [],
  legend: false,
});
const size = { width: 300, height: 200, letters: 9 };
const sidesOf = (chart: OfficeScatterChart): readonly (readonly (LabelSide | undefined)[])[] =>
  labelSides(chart, size).map(({ labels }) => labels.map((label) => label?.side));

describe('sides of labels', () => {
  it('are apart for points side by side', () => {
    const chart = chartOf(
      series([
        [40, 50, '商品品质可靠', 'right'],
        [50, 50, '商品新鲜度', 'left'],
      ]),
    );
    const [[first, second]] = sidesOf(chart) as [[LabelSide, LabelSide]];
    expect(first).not.toBe('right');
    expect(second).toBe('right');
  });

  it('stay inside the axes', () => {
    expect(sidesOf(chartOf(series([[99, 50, '退换货服务', 'right']])))).toEqual([['left']]);
    expect(sidesOf(chartOf(series([[50, 99.5, '退换货服务', 'top']])))).not.toEqual([['top']]);
  });

  it('give way to the words of the frame, which stay', () => {
    const frame = series([[0, 50, 'I 保持创新', 'right']], null);
    const sides = sidesOf(chartOf(frame, series([[20, 50, '员工', 'left']])));
    expect(sides[0]).toEqual(['right']);
    expect(sides[1]).not.toEqual(['left']);
  });

  it('are left alone where words stand along the axis', () => {
    const chart = { ...chartOf(series([[99, 50, '感知', 'right']])), rowNames: [{ at: 50, text: '收银' }] };
    expect(sidesOf(chart)).toEqual([['right']]);
  });
});
