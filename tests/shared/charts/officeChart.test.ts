import { describe, expect, it } from 'vitest';
import type { ChartFigure } from '../../../shared/analyses/types.ts';
import { barWithError } from '../../../shared/charts/barWithError.ts';
import { columnChart } from '../../../shared/charts/columnChart.ts';
import { dumbbell } from '../../../shared/charts/dumbbell.ts';
import { colourOf, formatOfTexts, roundRange } from '../../../shared/charts/figureParts.ts';
import { histogramWithCurve } from '../../../shared/charts/histogramWithCurve.ts';
import { likertBar } from '../../../shared/charts/likertBar.ts';
import { officeChart } from '../../../shared/charts/officeChart.ts';
import { lettersOn } from '../../../shared/charts/officeBar.ts';
import { plainText, plotText } from '../../../shared/charts/plotText.ts';
import { ppPlotFigure } from '../../../shared/charts/ppPlotFigure.ts';
import { quadrantFigure } from '../../../shared/charts/quadrantFigure.ts';

const facts = { id: 'a', title: 'T', altText: 'x' };
const long = '商品的新鲜程度、外观、气味、包装与保质期是否令人满意<b>';

function as<K extends string>(figure: ChartFigure, kind: K) {
  const chart = officeChart(figure);
  if (chart?.kind !== kind) throw new Error(`${figure.id} is ${chart?.kind ?? 'no chart'}`);
  return chart as Extract<NonNullable<typeof chart>, { kind: K }>;
}
const raw = (data: ChartFigure['data'], layout: ChartFigure['layout'] = {}): ChartFigure => ({
  ...facts,
  data,
  layout,
  aspect: 0.5,
});

describe('bars as an Office chart', () => {
  const bars = [
    { label: long, value: 61.24, interval: [58, 65], text: '61.2', emphasis: true },
    { label: '服务', value: 71.9, interval: null, text: '71.9' },
    { label: '无人作答', value: null, interval: null, text: '–' },
    { label: '价格', value: 88.86, interval: [85, 92.5], text: '88.9' },
  ] as const;
  const figure = barWithError({
    ...facts,
    bars,
    valueTitle: '得分（分）',
    range: [0, 108],
    reference: { value: 70, label: 'CSI 70.0' },
  });
  const chart = as(figure, 'bar');
  const [series] = chart.bars;

  it('keep values, whole labels, order, error bars and colours', () => {
    expect(chart).toMatchObject({
      direction: 'horizontal',
      grouping: 'clustered',
      categoriesDown: true,
      legend: false,
    });
    expect(chart.categories).toEqual([long, '服务', '价格']);
    expect(series!.values).toEqual([61.24, 71.9, 88.86]);
    expect(series!.errors!.plus.map((one) => Number(one.toFixed(9)))).toEqual([3.76, 0, 3.64]);
    expect(series!.errors!.minus.map((one) => Number(one.toFixed(9)))).toEqual([3.24, 0, 3.86]);
    expect(series!.pointColours).toEqual(['0B6BCB', 'A3ADB8', 'A3ADB8']);
  });
  it('show numbers with the digits of the figure, so that they follow the data', () => {
    expect(series!.labels).toEqual({ format: '0.0' });
  });
  it('keep the level line and round the ends of the axis', () => {
    expect(chart.references).toEqual([{ name: 'CSI 70.0', value: 70 }]);
    expect(chart.valueAxis).toMatchObject({ title: '得分（分）', min: 0, max: 100, step: 20, format: '0' });
  });
  it('keep words that are no plain numbers as words', () => {
    const worded = as(
      barWithError({ ...facts, bars: [{ label: 'a', value: 0.919, interval: null, text: '.919 好' }], valueTitle: '' }),
      'bar',
    );
    expect(worded.bars[0]!.labels).toEqual({ texts: ['.919 好'] });
  });
  it('are none with a level line and one bar, which has no trend to draw it', () => {
    expect(
      officeChart(
        barWithError({
          ...facts,
          bars: [{ label: 'a', value: 1, interval: null, text: '1' }],
          valueTitle: '',
          reference: { value: 1, label: 'b' },
        }),
      ),
    ).toBeNull();
  });
  it('as points are a plane with words along its side', () => {
    const points = as(barWithError({ ...facts, bars, valueTitle: '', range: [50, 100], shape: 'points' }), 'scatter');
    expect(points.rowNames.map(({ at }) => at)).toEqual([0, 1, 2]);
    expect(points.rowNames[1]!.text).toBe('服务');
    expect(points.yAxis.reversed).toBe(true);
    expect(points.series[0]!.errorsX!.plus[1]).toBe(0);
  });
  it('stand, with numbers above them', () => {
    const columns = [
      { label: '1', value: 12, text: '12.0%' },
      { label: '2', value: 88, text: '88.0%' },
    ];
    const standing = as(columnChart({ ...facts, columns, categoryTitle: '分', valueTitle: '%' }), 'bar');
    expect(standing).toMatchObject({ direction: 'vertical', categoryTitle: '分', categories: ['1', '2'] });
    expect(standing.bars[0]!.labels).toEqual({ format: '0.0"%"' });
    expect(standing.valueAxis.max).toBeGreaterThanOrEqual(88 * 1.05);
  });
  it('are stacked to 100, one series an answer, white letters on dark', () => {
    const stacked = as(
      likertBar({
        ...facts,
        shareTitle: '%',
        answers: ['差', '中', '好'],
        rows: [
          { label: long, percents: [20, 30, 50] },
          { label: 'b', percents: [5, 25, 70] },
        ],
      }),
      'bar',
    );
    expect(stacked).toMatchObject({ grouping: 'stacked', legend: true, categories: [long, 'b'] });
    expect(stacked.bars.map(({ name, values }) => [name, ...values])).toEqual([
      ['差', 20, 5],
      ['中', 30, 25],
      ['好', 50, 70],
    ]);
    expect(stacked.bars[0]!.labels).toEqual({ texts: ['20', ''] });
    expect(stacked.valueAxis).toMatchObject({ min: 0, max: 100 });
    expect(stacked.bars[2]!.labelColour).toBe('FFFFFF');
    expect(lettersOn('F0E442')).toBe('1F2933');
  });
  it('of a histogram carry the curve at the middle of every bin', () => {
    const counts = [4, 17, 30, 21, 3];
    const normal = { mean: 62, sd: 8, n: 75, label: '正态曲线' };
    const chart = as(
      histogramWithCurve({
        ...facts,
        valueTitle: '分',
        countTitle: '份',
        starts: [40, 50, 60, 70, 80],
        width: 10,
        counts,
        normal,
      }),
      'bar',
    );
    expect(chart.categories).toEqual(['40–50', '50–60', '60–70', '70–80', '80–90']);
    expect(chart.bars[0]!.values).toEqual(counts);
    expect(chart.lines[0]!.name).toBe('正态曲线');
    chart.lines[0]!.values.forEach((value, bin) => {
      const expected = (75 * 10 * Math.exp(-0.5 * ((45 + 10 * bin - 62) / 8) ** 2)) / (8 * Math.sqrt(2 * Math.PI));
      expect(value).toBeCloseTo(expected, 9);
    });
  });
});

describe('planes as an Office chart', () => {
  it('keep every point of a P-P plot, its line and its mark', () => {
    const x = [0.1, 0.3, 0.6, 0.9];
    const y = [0.12, 0.25, 0.66, 0.88];
    const mark = { x: 0.6, y: 0.66, label: '最大偏差 .060' };
    const chart = as(
      ppPlotFigure({ ...facts, xTitle: 'a', yTitle: 'b', x, y, reference: 'diagonal', range: [0, 1], mark }),
      'scatter',
    );
    expect(chart.series[0]).toMatchObject({ x: [0, 1], y: [0, 1], marker: null });
    expect(chart.series[1]).toMatchObject({ x, y, line: null });
    expect(chart.series[1]!.labels.map((label) => label?.text ?? null)).toEqual([null, null, '最大偏差 .060', null]);
    expect(chart.xAxis).toMatchObject({ title: 'a', min: 0, max: 1 });
  });
  it('keep the names of points, the cross and the names of the fields', () => {
    const points = [
      { label: '甲<i>', x: 1, y: 2, emphasis: true },
      { label: '乙', x: 3, y: 4, emphasis: false },
    ];
    const names = { highHigh: 'I', highLow: 'II', lowHigh: 'III', lowLow: 'IV' };
    const chart = as(
      quadrantFigure({ ...facts, xTitle: 'x', yTitle: 'y', points, crosshair: { x: 2, y: 3 }, names }),
      'scatter',
    );
    expect(chart.series[0]!.labels.map((label) => label?.text)).toEqual(['甲<i>', '乙']);
    expect(chart.series[0]!.marker!.pointColours).toEqual(['0B6BCB', 'A3ADB8']);
    const lines = chart.series.filter(({ line }) => line !== null);
    expect(lines.map(({ x }) => x)).toContainEqual([2, 2]);
    expect(lines.map(({ y }) => y)).toContainEqual([3, 3]);
    const said = chart.series.flatMap(({ labels }) => labels.map((label) => label?.text));
    expect(said).toEqual(expect.arrayContaining(['I', 'II', 'III', 'IV']));
  });
  it('keep pairs, their links and their names', () => {
    const rows = [
      { label: 'a', first: 80, second: 60 },
      { label: 'b', first: 70, second: 75 },
    ];
    const chart = as(dumbbell({ ...facts, valueTitle: '分', leftName: '期望', rightName: '感知', rows }), 'scatter');
    expect(chart.series[0]!.x).toEqual([80, 60, null, 70, 75, null]);
    // At the ends of the axis their names would stand on its words, or outside.
    expect(chart.series[1]!.labels[0]).toMatchObject({ text: '期望', side: 'top' });
    expect(chart.series[2]!.labels[0]).toMatchObject({ text: '感知', side: 'top' });
    const inside = as(
      dumbbell({
        ...facts,
        valueTitle: '分',
        leftName: '期望',
        rightName: '感知',
        rows: [{ label: 'a', first: 72, second: 68 }, ...rows],
      }),
      'scatter',
    );
    expect(inside.series[1]!.labels[0]).toMatchObject({ text: '期望', side: 'right' });
    expect(inside.series[2]!.labels[0]).toMatchObject({ text: '感知', side: 'left' });
    expect(chart.rowNames.map(({ text }) => text)).toEqual(['a', 'b']);
  });
});

describe('lines, pies and radars', () => {
  it('over words are a line chart', () => {
    const x = ['2024', '2025', '2026'];
    const chart = as(
      raw([{ type: 'scatter', mode: 'lines+markers', name: 'CSI', x, y: [70, 72.5, 74] }], {
        yaxis: { range: [60, 80] },
      }),
      'line',
    );
    expect(chart).toMatchObject({ categories: x, valueAxis: { min: 60, max: 80 } });
    expect(chart.lines[0]).toMatchObject({ name: 'CSI', values: [70, 72.5, 74], markers: true });
  });
  it('keep slices with their colours', () => {
    const chart = as(
      raw([
        { type: 'pie', labels: ['男', '女'], values: [40, 60], hole: 0.5, marker: { colors: ['#abc', '#112233'] } },
      ]),
      'pie',
    );
    expect(chart).toMatchObject({ categories: ['男', '女'], hole: 0.5 });
    expect(chart.series).toMatchObject({ values: [40, 60], pointColours: ['AABBCC', '112233'] });
  });
  it('close by themselves', () => {
    const theta = ['a', 'b', 'c', 'a'];
    const chart = as(raw([{ type: 'scatterpolar', theta, r: [1, 2, 3, 1], fill: 'toself', name: 's' }]), 'radar');
    expect(chart.categories).toEqual(['a', 'b', 'c']);
    expect(chart.series[0]).toMatchObject({ values: [1, 2, 3], filled: true });
  });
});

describe('what Office cannot draw', () => {
  const line = { type: 'scatter', mode: 'lines', x: [1, 2], y: [1, 2] };
  const bar = { type: 'bar', x: ['a', 'b'], y: [1, 2] };
  it.each([
    ['no data', raw([])],
    ['a heat map', raw([{ type: 'heatmap', z: [[1]] }])],
    ['boxes', raw([{ type: 'box', q1: [1] }])],
    ['a cloud of words', raw([{ type: 'scatter', mode: 'text', x: [1], y: [1], text: ['词'] }])],
    ['a filled band', raw([{ ...line, fill: 'tonexty' }])],
    ['areas', raw([line], { shapes: [{ type: 'rect', x0: 0, x1: 1, y0: 0, y1: 1 }] })],
    ['sizes that say something', raw([{ ...line, mode: 'markers', marker: { size: [4, 9] } }])],
    ['a curve between bars', raw([bar, { ...line, x: [0.4, 1.4] }])],
    ['bars of both directions', raw([bar, { ...bar, orientation: 'h' }])],
    ['words that lie nowhere in the data', raw([bar], { annotations: [{ x: 9, y: 9, text: '?' }] })],
    ['pictures', raw([line], { images: [{ source: 'data:' }] })],
  ])('is refused: %s', (_, figure) => {
    expect(officeChart(figure)).toBeNull();
  });
});

describe('parts of figures', () => {
  it('give texts and colours back', () => {
    expect(plainText(plotText('<a> & %{x} &lt;'))).toBe('<a> & %{x} &lt;');
    expect(colourOf('rgb(11, 107, 203)')).toBe('0B6BCB');
    expect(colourOf('rgba(0,0,0,0)')).toBeNull();
  });
  it('round ranges outwards', () => {
    expect(roundRange(61.3, 84.9)).toMatchObject({ min: 60, max: 85, step: 5 });
    expect(roundRange(0, 0.95)).toMatchObject({ min: 0, max: 1, step: 0.2, format: '0.0' });
    expect(roundRange(3, 3)).toMatchObject({ min: 3, max: 4, step: 1 });
    expect(roundRange(0, 5e-324)).toMatchObject({ min: 0, max: 1 });
  });
  it('read the format off texts only where texts and numbers agree', () => {
    expect(formatOfTexts(['46.2%', '-3.0%'], [46.23, -3])).toBe('0.0"%"');
    expect(formatOfTexts(['46.2%'], [0.4623])).toBeNull();
    expect(formatOfTexts(['1', '1.0'], [1, 1])).toBeNull();
  });
});
