import { describe, expect, it } from 'vitest';
import { chartPart } from '../../../electron/export/chartPart.ts';
import type { ChartFigure, JsonObject } from '../../../shared/analyses/types.ts';
import { applyFigureStyle, figureChoices } from '../../../shared/charts/applyFigureStyle.ts';
import { barWithError } from '../../../shared/charts/barWithError.ts';
import { dumbbell } from '../../../shared/charts/dumbbell.ts';
import { heatMap } from '../../../shared/charts/heatMap.ts';
import { histogramWithCurve } from '../../../shared/charts/histogramWithCurve.ts';
import { likertBar } from '../../../shared/charts/likertBar.ts';
import { officeChart } from '../../../shared/charts/officeChart.ts';
import { quadrantFigure } from '../../../shared/charts/quadrantFigure.ts';
import { radar } from '../../../shared/charts/radar.ts';
import { screePlot } from '../../../shared/charts/screePlot.ts';
import { atDigits, usualDigits } from '../../../shared/charts/style/valueDigits.ts';
import type { FigureStyle } from '../../../shared/model/project.ts';

const facts = { id: 'a', title: '各指标得分', altText: 'x' };
const scores = [
  ['收银', 61.237, 59, 64],
  ['新鲜', 88.05, 86, 90],
  ['停车', 74.5, 72, 77],
] as const;
const bars = barWithError({
  ...facts,
  valueTitle: '得分',
  scale: [0, 100],
  bars: scores.map(([label, value, low, high]) => ({
    label,
    value,
    interval: [low, high],
    text: value.toFixed(1),
    doubtful: label === '停车',
  })),
});
const texts = (figure: ChartFigure, name: string): readonly string[] =>
  (figure.layout.annotations as readonly JsonObject[]).flatMap((note) =>
    note.name === name ? [String(note.text)] : [],
  );
const axis = (figure: ChartFigure, key: string) =>
  figure.layout[key] as JsonObject & { range: readonly [number, number] };
const office = (figure: ChartFigure, style: FigureStyle): string =>
  chartPart(officeChart(applyFigureStyle(figure, style))!, {
    sheet: 'S',
    row: 0,
    column: 0,
    workbookRelation: 'rId1',
    title: '',
    widthPoints: 400,
    heightPoints: 300,
    points: 8,
  }).xml;
const categories = (xml: string): readonly string[] => {
  const cat = xml.slice(xml.indexOf('<c:cat>'), xml.indexOf('</c:cat>'));
  return [...cat.matchAll(/<c:v>([^<]*)<\/c:v>/g)].map(([, word]) => word!);
};

describe('written values', () => {
  it.each([
    ['76.4', 76.38, 2, '76.38'],
    ['76.38 (n = 12)', 76.38, 0, '76 (n = 12)'],
    ['3.9%', 0.0391, 2, '3.91%'],
    ['.39', 0.3912, 3, '.391'],
    ['−.4', -0.35, 2, '−.35'],
    ['1,235', 1234.56, 1, '1,234.6'],
    ['12', 40, 2, '12'],
    ['', 40, 2, ''],
  ])('%s of %f with %i decimals is %s', (text, value, digits, expected) => {
    expect(atDigits(text, value, digits)).toBe(expected);
  });

  it('have as many decimals as their size asks for', () => {
    expect([usualDigits([1, 200]), usualDigits([76.4]), usualDigits([3.25]), usualDigits([])]).toEqual([0, 1, 2, 0]);
  });

  it('are left out, or written with other decimals, on screen and in Office', () => {
    expect(texts(applyFigureStyle(bars, { digits: 2 }), 'value')).toEqual(['61.24', '88.05', '74.50']);
    expect(texts(applyFigureStyle(bars, { labels: false }), 'value')).toEqual([]);
    expect(office(bars, { digits: 2 })).toContain('<c:numFmt formatCode="0.00;&quot;−&quot;0.00" sourceLinked="0"/>');
    expect(office(bars, {})).toContain('<c:dLbls>');
    expect(office(bars, { labels: false })).not.toContain('<c:dLbls>');
  });

  it('are written into charts that are drawn without them', () => {
    const histogram = histogramWithCurve({
      ...facts,
      valueTitle: 'v',
      countTitle: 'c',
      starts: [0, 10, 20],
      width: 10,
      counts: [3, 8, 5],
      normal: null,
    });
    expect(applyFigureStyle(histogram, { labels: true }).data[0]!.text).toEqual(['3', '8', '5']);
    expect(office(histogram, { labels: true })).toContain('<c:showVal val="1"/>');
    const gaps = dumbbell({
      ...facts,
      valueTitle: 'v',
      leftName: '期望',
      rightName: '感知',
      rows: [{ label: 'a', first: 80, second: 70.25 }],
    });
    const shown = applyFigureStyle(gaps, { labels: true });
    expect(texts(shown, 'value')).toEqual(['80.0', '70.3']);
    expect(texts(shown, 'series')).toEqual([]);
    expect(shown.layout.showlegend).toBe(true);
    // Above its point a value would stand on the row before: in Office too it stands beside it, as long as there is room.
    const rows = [
      { label: 'a', first: 87.91, second: 81.81 },
      { label: 'b', first: 96.5, second: 1.25 },
    ];
    const pairs = dumbbell({ ...facts, valueTitle: 'v', leftName: '期望', rightName: '感知', rows });
    const drawn = officeChart(applyFigureStyle(pairs, { labels: true, digits: 2, axis: 'scale' }));
    if (drawn?.kind !== 'scatter') throw new Error(drawn?.kind);
    expect([drawn.xAxis.min, drawn.xAxis.max]).toEqual([0, 100]);
    expect(drawn.series.flatMap(({ labels }) => labels.flatMap((one) => (one ? [[one.text, one.side]] : [])))).toEqual([
      ['87.91', 'right'],
      ['96.50', 'top'],
      ['81.81', 'left'],
      ['1.25', 'top'],
    ]);
    const spokes = radar({
      ...facts,
      labels: ['a', 'b', 'c'],
      series: [
        { name: 'e', values: [1, 2, 3], emphasis: false },
        { name: 'p', values: [4, 5.5, 6], emphasis: true },
      ],
    });
    expect(applyFigureStyle(spokes, { labels: true }).data[1]!.text).toEqual(['4.00', '5.50', '6.00', '']);
    expect(office(spokes, { labels: true })).toContain(
      '<c:numFmt formatCode="0.00;&quot;−&quot;0.00" sourceLinked="0"/>',
    );
  });
});

describe('order of the categories', () => {
  it.each([
    ['末级指标得分，由低到高', '末级指标得分', '末级指标的得分，由低到高排列。', '末级指标的得分。'],
    ['期望与感知，差距大者在上', '期望与感知', '期望，竖线为 1。', '期望，竖线为 1。'],
    ['失分占比，由大到小', '失分占比', '失分，由大到小。', '失分。'],
    [
      'Lowest-level indicators, lowest score first',
      'Lowest-level indicators',
      'C, lowest first; a line.',
      'C; a line.',
    ],
    ['Gaps, largest shortfall first', 'Gaps', 'x', 'x'],
  ])('of the author’s choice leaves out that the figure is drawn as “%s”', (title, bare, altText, bareAlt) => {
    const own = barWithError({
      id: 'a',
      title,
      altText,
      valueTitle: '',
      bars: [
        { label: '甲', value: 1, interval: null, text: '1' },
        { label: '乙', value: 2, interval: null, text: '2' },
      ],
    });
    const high = applyFigureStyle(own, { order: 'descending' });
    expect([high.title, high.altText]).toEqual([bare, bareAlt]);
    expect(JSON.stringify(high.layout.title)).toContain(bare);
    expect(JSON.stringify(high.layout.title)).not.toContain(title);
    expect(applyFigureStyle(own, { digits: 1 }).title).toBe(title);
    const renamed = applyFigureStyle(own, { order: 'descending', title: '由低到高，作者所题' });
    expect(renamed.title).toBe('由低到高，作者所题');
  });

  it('takes names, intervals, looks and values along', () => {
    const high = applyFigureStyle(bars, { order: 'descending' });
    expect(high.data[0]!.x).toEqual([88.05, 74.5, 61.237]);
    expect(high.data[0]!.y).toEqual([0, 1, 2]);
    expect(high.data[0]!.customdata).toEqual(['新鲜', '停车', '收银']);
    expect(axis(high, 'yaxis').ticktext).toEqual(['新鲜', '停车', '收银']);
    expect((high.data[0]!.marker as { pattern: { shape: readonly string[] } }).pattern.shape).toEqual(['', '/', '']);
    expect((high.data[0]!.error_x as { array: readonly number[] }).array[2]).toBeCloseTo(64 - 61.237, 10);
    const notes = high.layout.annotations as readonly JsonObject[];
    expect(notes.map((note) => [note.y, note.text])).toEqual([
      [2, '61.2'],
      [0, '88.0'],
      [1, '74.5'],
    ]);
    expect(categories(office(bars, { order: 'descending' }))).toEqual(['新鲜', '停车', '收银']);
    expect(categories(office(bars, { order: 'ascending' }))).toEqual(['收银', '停车', '新鲜']);
  });

  it('is by the lean of the answers for stacked shares, ties as they were', () => {
    const shares = likertBar({
      ...facts,
      shareTitle: '%',
      answers: ['bad', 'fair', 'good'],
      rows: [
        { label: 'a', percents: [50, 25, 25] },
        { label: 'b', percents: [10, 10, 80] },
        { label: 'c', percents: [40, 45, 15] },
        { label: 'd', percents: [45, 35, 20] },
      ],
    });
    const words = axis(applyFigureStyle(shares, { order: 'descending' }), 'yaxis').ticktext;
    expect(words).toEqual(['b', 'a', 'c', 'd']);
  });

  it('moves the names of the series to the row that is now the first', () => {
    const gaps = dumbbell({
      ...facts,
      valueTitle: 'v',
      leftName: '期望',
      rightName: '感知',
      rows: [
        { label: 'a', first: 80, second: 70 },
        { label: 'b', first: 60, second: 90 },
      ],
    });
    const notes = applyFigureStyle(gaps, { order: 'descending' }).layout.annotations as readonly JsonObject[];
    expect(notes.map(({ x, y, xanchor }) => [x, y, xanchor])).toEqual([
      [60, 0, 'right'],
      [90, 0, 'left'],
    ]);
  });

  it('is not offered where both axes are words', () => {
    const map = heatMap({
      ...facts,
      rows: ['a', 'b'],
      columns: ['a', 'b'],
      values: [
        [1, 0.5],
        [0.5, 1],
      ],
      texts: [
        ['1', '.5'],
        ['.5', '1'],
      ],
      limit: 1,
      legendTitle: 'r',
    });
    expect(figureChoices(map)).toMatchObject({ order: false, axis: [], grid: null, labels: true });
    expect(texts(applyFigureStyle(map, { digits: 2 }), 'value')).toEqual(['1.00', '.50', '.50', '1.00']);
  });
});

describe('the axis of values', () => {
  it('spans the whole scale in Office as on screen', () => {
    const low = { ...bars, scale: [0, 200] as const };
    expect(axis(applyFigureStyle(low, { axis: 'scale' }), 'xaxis').range[1]).toBeGreaterThan(200);
    expect(office(low, { axis: 'scale' })).toContain('<c:max val="200"/><c:min val="0"/>');
  });

  it('fits the data with points: the length of a bar that does not begin at 0 misleads', () => {
    const fitted = applyFigureStyle(bars, { axis: 'fitted' });
    expect(fitted.data[0]).toMatchObject({ type: 'scatter', mode: 'markers' });
    expect((fitted.data[0]!.marker as JsonObject).symbol).toEqual(['circle', 'circle', 'circle-open']);
    expect(axis(fitted, 'xaxis').range[0]).toBeGreaterThan(50);
    expect(officeChart(fitted)).toMatchObject({ kind: 'scatter', xAxis: { min: 50, max: 90 } });
  });
});

describe('legend, grid and letters', () => {
  const scree = screePlot({
    ...facts,
    rankTitle: 'r',
    valueTitle: 'v',
    dataName: '数据',
    eigenvalues: [3, 1, 0.5],
    kept: 1,
    random: { name: '随机', values: [1.2, 1, 0.9] },
    limit: { value: 1, label: '1' },
  });

  it('stand, are drawn and are set as asked, in both', () => {
    expect(figureChoices(scree).legend).toBe('top');
    expect(office(scree, {})).toContain('<c:legendPos val="t"/>');
    expect(office(scree, { legend: 'right' })).toContain('<c:legendPos val="r"/>');
    expect(office(scree, { legend: 'none' })).not.toContain('<c:legend>');
    expect(office(scree, { grid: true }).match(/<c:majorGridlines>/g)).toHaveLength(1);
    expect(office(scree, {})).not.toContain('<c:majorGridlines>');
    expect(office(scree, { letters: 'large' })).toContain('sz="1000"');
    const large = applyFigureStyle(scree, { letters: 'large' });
    expect((large.layout.font as JsonObject).size).toBe(15);
    expect(large.aspect).toBeGreaterThan(scree.aspect);
  });

  it('leave the plot its height: the legend takes room of the page', () => {
    const room = (figure: ChartFigure): number => {
      const { t, b } = figure.layout.margin as { t: number; b: number };
      return 720 * figure.aspect - t - b;
    };
    for (const legend of ['top', 'bottom', 'right', 'none'] as const)
      expect(room(applyFigureStyle(scree, { legend }))).toBeCloseTo(room(scree), 6);
  });
});

describe('names in a plane', () => {
  const plane = (count: number, name: (index: number) => string) =>
    quadrantFigure({
      ...facts,
      xTitle: 'x',
      yTitle: 'y',
      crosshair: { x: 2, y: 2 },
      names: { highHigh: 'a', highLow: 'b', lowHigh: 'c', lowLow: 'd' },
      points: Array.from({ length: count }, (_, index) => ({
        label: name(index),
        x: 2 + ((index * 7) % 5) / 10,
        y: 2 + ((index * 3) % 7) / 10,
        emphasis: index === 0,
      })),
    });

  it('stand at their points where there is room', () => {
    const free = plane(4, (index) => `指标${index}`);
    expect(texts(free, 'point')).toEqual(['指标0', '指标1', '指标2', '指标3']);
    expect(texts(free, 'key')).toEqual([]);
    expect(office(free, {})).toContain('<a:t>指标3</a:t>');
  });

  it('give way to numbers with a list under the plane where they would touch, in Office too', () => {
    const crowded = plane(30, (index) => `员工在高峰时段处理退换货的速度${index}`);
    expect(texts(crowded, 'point')).toEqual(Array.from({ length: 30 }, (_, index) => String(index + 1)));
    expect(texts(crowded, 'key')).toHaveLength(30);
    expect(crowded.aspect).toBeGreaterThan(0.9);
    const xml = office(crowded, {});
    expect(xml).toContain('<a:t>30</a:t>');
    expect(xml).toMatch(/<a:t>1 员工在高峰时段/);
    // Numbered once, numbered for good: larger letters keep list and points in step.
    expect(texts(applyFigureStyle(crowded, { letters: 'large' }), 'point')[29]).toBe('30');
  });

  it('are left out with their list, and the plane is as it was', () => {
    const bare = applyFigureStyle(
      plane(30, (index) => `员工在高峰时段处理退换货的速度${index}`),
      { labels: false },
    );
    expect([...texts(bare, 'point'), ...texts(bare, 'key')]).toEqual([]);
    expect(bare.aspect).toBe(0.72);
  });
});
