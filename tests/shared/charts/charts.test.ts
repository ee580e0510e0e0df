import { describe, expect, it } from 'vitest';
import { barWithError } from '../../../shared/charts/barWithError.ts';
import { dumbbell } from '../../../shared/charts/dumbbell.ts';
import { equalBins, histogramWithCurve } from '../../../shared/charts/histogramWithCurve.ts';
import { likertBar } from '../../../shared/charts/likertBar.ts';
import { type LabelledPoint, placeLabels } from '../../../shared/charts/placeLabels.ts';
import { plotText, shorten, shortNames, textWidth, wrapPlotText } from '../../../shared/charts/plotText.ts';
import { ppPlotFigure } from '../../../shared/charts/ppPlotFigure.ts';
import { radar } from '../../../shared/charts/radar.ts';
import { treeMap } from '../../../shared/charts/treeMap.ts';
import { quadrantFigure } from '../../../shared/charts/quadrantFigure.ts';
import { ink, okabeIto, orderedColours } from '../../../shared/charts/theme.ts';
import { sequence } from '../analyses/survey.ts';

describe('texts of users in figures', () => {
  it('cannot become markup or templates', () => {
    expect(plotText('<b>%{x}</b> & 5%')).toBe('&lt;b&gt;%&#123;x}&lt;/b&gt; &amp; 5%');
  });
  it('break at words and between CJK characters, escaped', () => {
    expect(wrapPlotText('先改进：商品新鲜度和收银速度', 8)).toBe('先改进：商品新鲜<br>度和收银速度');
    expect(wrapPlotText('Improve first: a < b', 8)).toBe('Improve first:<br>a &lt; b');
    expect(wrapPlotText('', 8)).toBe('');
  });
  it('are shortened by width', () => {
    expect(shorten('商品新鲜度', 5)).toBe('商品新鲜度');
    expect(shorten('商品新鲜程度', 5)).toBe('商品新鲜…');
    expect(textWidth('中a')).toBeCloseTo(1.56, 12);
  });
  it('are told apart when cut, and the same where they are the same', () => {
    const long = 'The staff told me clearly which papers are needed';
    const [first, second, again] = shortNames([`${long} 1`, `${long} 2`, `${long} 1`], 20);
    expect(first).not.toBe(second);
    expect(first).toBe(again);
    const bars = [1, 2].map((value) => ({ label: `${long} ${value}`, value, interval: null, text: `${value}` }));
    const { yaxis } = barWithError({ id: 'b', title: '', altText: 'b', bars, valueTitle: 'x' }).layout as {
      yaxis: { ticktext: readonly string[] };
    };
    expect(new Set(yaxis.ticktext).size).toBe(2);
  });
});

const luminance = (colour: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

describe('theme', () => {
  it('texts reach contrast 4.5 on white', () => {
    for (const colour of [ink.text, ink.soft, ink.accent, ink.good, ink.bad])
      expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThan(4.5);
  });
  it('has eight series colours and as many ordered ones as asked', () => {
    expect(new Set(okabeIto).size).toBe(8);
    expect(new Set(orderedColours(11)).size).toBe(11);
    expect(orderedColours(1)).toHaveLength(1);
  });
});

describe('labels', () => {
  const box = (point: LabelledPoint, place: { dx: number; dy: number }) => {
    const half = textWidth(point.text) * 6;
    return {
      left: point.x + place.dx - half,
      right: point.x + place.dx + half,
      top: point.y + place.dy - 8,
      bottom: point.y + place.dy + 8,
    };
  };
  it('of 30 crowded points do not collide, and stay the same', () => {
    const next = sequence(3);
    const points = Array.from({ length: 30 }, (_, i) => ({
      x: 60 + 480 * next(),
      y: 40 + 320 * next(),
      text: `指标名称${i}`,
    }));
    const places = placeLabels(Object.freeze(points), 620, 420);
    const boxes = points.map((point, i) => box(point, places[i]!));
    let collisions = 0;
    for (let i = 0; i < boxes.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [boxes[i]!, boxes[j]!];
        if (
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5
        )
          collisions++;
      }
    }
    expect(collisions).toBe(0);
    expect(placeLabels(points, 620, 420)).toEqual(places);
  });
  it('of equal points go different ways', () => {
    const places = placeLabels(
      [
        { x: 100, y: 100, text: 'a' },
        { x: 100, y: 100, text: 'b' },
      ],
      300,
      300,
    );
    expect(places[0]).not.toEqual(places[1]);
    expect(placeLabels([], 10, 10)).toEqual([]);
  });
});

describe('bins', () => {
  it('hold every value once, at round edges', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i);
    const { starts, width, counts } = equalBins(values);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(101);
    expect(starts[0]).toBe(0);
    expect(starts.at(-1)! + width).toBe(100);
  });
  it('of nothing, of one value, of missing values', () => {
    expect(equalBins([])).toEqual({ starts: [], width: 1, counts: [] });
    expect(equalBins([7, 7, Number.NaN]).counts).toEqual([2]);
    expect(equalBins([-3.2, 4.1, 8.8]).counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

describe('figures', () => {
  const common = { id: 'x', title: '题目 <1>', altText: '说明文字' };
  const branch = { id: '根', parentId: '', label: '质量', leaf: false, size: 1, value: 66, valueText: '66.0' };
  const leaf = (label: string, size: number, value: number | null) => ({
    id: label,
    parentId: '根',
    label,
    leaf: true,
    size,
    value,
    valueText: String(value ?? '–'),
  });
  const figures = [
    barWithError({
      ...common,
      valueTitle: '分',
      bars: [
        { label: '甲<', value: 3, interval: [2, 4], text: '3', doubtful: true },
        { label: '乙', value: null, interval: null, text: '' },
      ],
      reference: { value: 2, label: 'CSI' },
    }),
    barWithError({ ...common, valueTitle: '分', bars: [] }),
    barWithError({
      ...common,
      valueTitle: '分',
      shape: 'points',
      whole: true,
      bars: [{ label: '甲', value: 3, interval: null, text: '3' }],
    }),
    histogramWithCurve({
      ...common,
      valueTitle: '分',
      countTitle: '份',
      starts: [0, 10],
      width: 10,
      counts: [1, 2],
      normal: { mean: 9, sd: 3, n: 3, label: '正态' },
    }),
    ppPlotFigure({
      ...common,
      xTitle: 'x',
      yTitle: 'y',
      x: [0.1, 0.1, 0.9],
      y: [0.2, 0.2, 0.8],
      reference: 'diagonal',
      range: [0, 1],
      mark: { x: 0.1, y: 0.2, label: 'm' },
    }),
    quadrantFigure({
      ...common,
      xTitle: 'x',
      yTitle: 'y',
      points: [{ label: '甲', x: 1, y: 1, emphasis: true }],
      crosshair: { x: 1, y: 1 },
      names: { highHigh: 'I', highLow: 'II', lowHigh: 'III', lowLow: 'IV' },
    }),
    dumbbell({
      ...common,
      valueTitle: '分',
      leftName: '期望',
      rightName: '感知',
      rows: [{ label: '甲', first: 1, second: 2 }],
    }),
    likertBar({
      ...common,
      shareTitle: '%',
      answers: ['1', '2', '3'],
      rows: [{ label: '甲', percents: [10, 20, 70] }],
    }),
    radar({
      ...common,
      labels: ['甲', '<乙>', '丙'],
      series: [{ name: '期望', values: [80, null, 70], emphasis: true }],
    }),
    treeMap({
      ...common,
      sizeTitle: '权重',
      colourTitle: '得分',
      nodes: [branch, leaf('甲', 0.3, 60), leaf('<乙>', 0.7, null)],
    }),
  ];
  it('of profiles close their lines and scale near the lowest value', () => {
    const { data, layout } = radar({
      ...common,
      labels: ['甲', '乙', '丙'],
      series: [{ name: '感知', values: [61, 79, 70], emphasis: true }],
    });
    expect(data[0]).toMatchObject({ r: [61, 79, 70, 61], theta: ['甲', '乙', '丙', '甲'] });
    expect(layout.polar).toMatchObject({ radialaxis: { range: [55, 80], dtick: 5 } });
  });
  it('of trees give leaves their size and branches the sum of theirs', () => {
    const { data } = treeMap({
      ...common,
      sizeTitle: '权重',
      colourTitle: '得分',
      nodes: [branch, leaf('甲', 0.3, 60), leaf('乙', 0.7, null)],
    });
    expect(data[0]).toMatchObject({
      parents: ['', '根', '根'],
      labels: ['质量 66.0', '甲', '乙'],
      values: [0, 0.3, 0.7],
      branchvalues: 'remainder',
      marker: { colors: [66, 60, 63], cmin: 60, cmax: 66 },
    });
  });
  it('are plain JSON with finite numbers and escaped texts', () => {
    for (const figure of figures) {
      expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
      expect(figure.layout.title).toMatchObject({ text: '题目 &lt;1&gt;' });
      expect(figure.aspect).toBeGreaterThan(0.2);
    }
  });
  it('leave bars without value out and draw equal points once', () => {
    expect(figures[0]!.data[0]!.x).toEqual([3]);
    expect(figures[4]!.data[1]!.x).toEqual([0.1, 0.9]);
  });
});

describe('values at bars', () => {
  it('stand behind the line to compare with where it would run through them', () => {
    const bar = (value: number) => ({ label: 'a', value, interval: [value - 1, value + 1] as const, text: '70.3' });
    const { layout } = barWithError({
      id: 'b',
      title: '',
      altText: '',
      valueTitle: '',
      range: [0, 100],
      bars: [bar(70), bar(40), bar(80)],
      reference: { value: 73, label: 'CSI' },
    });
    const written = (layout['annotations'] as readonly { readonly x: number; readonly text: string }[]).filter(
      ({ text }) => text === '70.3',
    );
    expect(written.map(({ x }) => x)).toEqual([73, 41, 81]);
  });
});

it.each([
  [3, 1],
  [7, 2],
  [74, 20],
  [250, 50],
  [900, 200],
])('counts up to %i have ticks every %i', (count, step) => {
  const bars = [{ label: 'a', value: count, interval: null, text: '' }];
  const { layout } = barWithError({ id: 'b', title: '', altText: '', valueTitle: '', whole: true, bars });
  expect((layout['xaxis'] as { readonly dtick: number }).dtick).toBe(step);
});

it('draws both ends of more bars than a page has room for, and says so', () => {
  const figure = (count: number) =>
    barWithError({
      id: 'b',
      title: '',
      altText: '',
      valueTitle: '得分',
      bars: Array.from({ length: count }, (_, i) => ({
        label: `第${i + 1}题`,
        value: i,
        interval: null,
        text: `${i}`,
      })),
    });
  const axes = (count: number) =>
    figure(count).layout as unknown as {
      readonly xaxis: { readonly title: { readonly text: string } };
      readonly yaxis: { readonly ticktext: readonly string[] };
    };
  expect(figure(56).data[0]?.['x']).toHaveLength(56);
  expect(axes(56).xaxis.title.text).toBe('得分');
  const { xaxis, yaxis } = axes(297);
  expect(xaxis.title.text).toBe('得分 · 24 + 24 / 297');
  expect(yaxis.ticktext).toHaveLength(48);
  expect([yaxis.ticktext[23], yaxis.ticktext[24], yaxis.ticktext.at(-1)]).toEqual(['第24题', '第274题', '第297题']);
});
