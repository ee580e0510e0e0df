import { describe, expect, it } from 'vitest';
import { labelSides, namedPlane } from '../../../shared/charts/labelSides.ts';
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

describe('the list of names under a crowded plane', () => {
  const size = { width: 360, height: 260, letters: 9 };
  const crowded = (names: readonly string[]): OfficeScatterChart => {
    const points = series(
      names.map((_, index) => [40 + (index % 5), 40 + Math.floor(index / 5), `${index + 1}`, 'right']),
    );
    return chartOf({
      ...points,
      labels: points.labels.map((label, index) => label && { ...label, name: names[index]! }),
    });
  };
  const linesTall = (lines: readonly string[]): number => lines.length * 1.25 * size.letters;

  it('leaves the plot most of the height, however long the names', () => {
    for (const name of [
      '商品新鲜程度与品质可靠程度的总体评价',
      'How satisfied are you with the freshness of',
      'رضا العملاء عن سرعة الإنجاز',
    ]) {
      const plane = namedPlane(crowded(Array.from({ length: 24 }, (_, index) => `${name} ${index}`)), size);
      expect(linesTall(plane.key!)).toBeLessThanOrEqual(size.height / 2);
      // Every name is there, and no two look alike.
      const told = plane.key!.flatMap((line) => line.split('　'));
      expect(told).toHaveLength(24);
      expect(new Set(told.map((entry) => entry.replace(/^\d+ /, ''))).size).toBe(24);
    }
  });

  it('keeps the names whole where there is room', () => {
    const names = ['新鲜', '品质', '价格', '促销', '服务', '环境'];
    const { key } = namedPlane(crowded(names), { ...size, height: 300 });
    expect(key!.flatMap((line) => line.split('　'))).toEqual(names.map((name, index) => `${index + 1} ${name}`));
  });
});
