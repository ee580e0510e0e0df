import fc from 'fast-check';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { barWithError } from '../../shared/charts/barWithError.ts';
import { boxPlot } from '../../shared/charts/boxPlot.ts';
import { columnChart } from '../../shared/charts/columnChart.ts';
import { curveFigure } from '../../shared/charts/curveFigure.ts';
import { dumbbell } from '../../shared/charts/dumbbell.ts';
import { heatMap } from '../../shared/charts/heatMap.ts';
import { histogramWithCurve } from '../../shared/charts/histogramWithCurve.ts';
import { likertBar } from '../../shared/charts/likertBar.ts';
import { lineChart } from '../../shared/charts/lineChart.ts';
import { pathDiagram } from '../../shared/charts/pathDiagram.ts';
import { ppPlotFigure } from '../../shared/charts/ppPlotFigure.ts';
import { quadrantFigure } from '../../shared/charts/quadrantFigure.ts';
import { radar } from '../../shared/charts/radar.ts';
import { screePlot } from '../../shared/charts/screePlot.ts';
import { treeMap } from '../../shared/charts/treeMap.ts';
import { wordCloud } from '../../shared/charts/wordCloud.ts';
import { xyScatter } from '../../shared/charts/xyScatter.ts';

const facts = { id: 'a', title: 'T', altText: 'x' };
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.record({ x: number, y: number }), { minLength: 1, maxLength: 9 });
const share = fc.double({ min: 0, max: 100, noNaN: true });
const label = fc.string({ unit: 'binary', maxLength: 12 });

/** Any figure that each builder makes for which Office has a chart, by its file. */
export const officeFigures: Readonly<Record<string, fc.Arbitrary<ChartFigure>>> = {
  'barWithError.ts': fc
    .tuple(
      fc.array(fc.record({ label, value: number, width: fc.option(share), text: label }), {
        minLength: 2,
        maxLength: 8,
      }),
      fc.option(number),
      fc.boolean(),
    )
    .map(([bars, level, points]) =>
      barWithError({
        ...facts,
        valueTitle: 'v',
        ...(points ? { shape: 'points' } : {}),
        ...(level === null ? {} : { reference: { value: level, label: 'r' } }),
        bars: bars.map(({ width, ...bar }) => ({
          ...bar,
          interval: width === null ? null : ([bar.value - width, bar.value + width] as const),
        })),
      }),
    ),
  'columnChart.ts': fc
    .array(fc.record({ label, value: share, text: label }), { minLength: 1, maxLength: 8 })
    .map((columns) => columnChart({ ...facts, columns, categoryTitle: 'c', valueTitle: 'v' })),
  'curveFigure.ts': fc
    .tuple(fc.array(points, { minLength: 1, maxLength: 3 }), fc.option(number))
    .map(([curves, level]) =>
      curveFigure({
        ...facts,
        xTitle: 'x',
        yTitle: 'y',
        xRange: [-1e6, 1e6],
        yRange: [-1e6, 1e6],
        curves: curves.map((one, index) => ({ name: `c${index}`, points: one, mode: 'lines+markers' })),
        ...(level === null ? {} : { level }),
      }),
    ),
  'lineChart.ts': fc.array(points, { minLength: 1, maxLength: 3 }).map((lines) =>
    lineChart({
      ...facts,
      xTitle: 'x',
      yTitle: 'y',
      lines: lines.map((line) => ({ name: 'l', x: line.map(({ x }) => x), y: line.map(({ y }) => y) })),
    }),
  ),
  'screePlot.ts': fc.tuple(fc.array(share, { minLength: 1, maxLength: 9 }), fc.boolean()).map(([eigenvalues, random]) =>
    screePlot({
      ...facts,
      rankTitle: 'r',
      valueTitle: 'v',
      dataName: 'd',
      eigenvalues,
      random: random ? { name: 'r', values: eigenvalues.map((one) => one / 2) } : null,
      limit: { value: 1, label: '1' },
      kept: 1,
    }),
  ),
  // Without sizes: points whose size says something are no chart of Office.
  'xyScatter.ts': fc.tuple(points, fc.option(number)).map(([plane, level]) =>
    xyScatter({
      ...facts,
      xTitle: 'x',
      yTitle: 'y',
      x: plane.map(({ x }) => x),
      y: plane.map(({ y }) => y),
      ...(level === null ? {} : { level }),
    }),
  ),
  'dumbbell.ts': fc
    .array(fc.record({ label, first: number, second: number }), { minLength: 1, maxLength: 8 })
    .map((rows) => dumbbell({ ...facts, rows, valueTitle: 'v', leftName: 'l', rightName: 'r' })),
  'histogramWithCurve.ts': fc
    .tuple(
      number,
      fc.double({ min: 0.01, max: 1e3, noNaN: true }),
      fc.array(fc.nat(500), { minLength: 1, maxLength: 20 }),
    )
    .map(([first, width, counts]) =>
      histogramWithCurve({
        ...facts,
        valueTitle: 'v',
        countTitle: 'c',
        starts: counts.map((_, bin) => first + bin * width),
        width,
        counts,
        normal: { mean: first, sd: width, n: 10, label: 'n' },
      }),
    ),
  'likertBar.ts': fc
    .array(fc.record({ label, percents: fc.tuple(share, share, share) }), { minLength: 1, maxLength: 8 })
    .map((rows) => likertBar({ ...facts, rows, answers: ['a', 'b', 'c'], shareTitle: '%' })),
  'ppPlotFigure.ts': fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 30 }).map((points) =>
    ppPlotFigure({
      ...facts,
      xTitle: 'x',
      yTitle: 'y',
      x: points.map(([x]) => x),
      y: points.map(([, y]) => y),
      reference: 'zero',
    }),
  ),
  'quadrantFigure.ts': fc
    .array(fc.record({ label, x: number, y: number, emphasis: fc.boolean() }), { minLength: 1, maxLength: 8 })
    .map((points) =>
      quadrantFigure({
        ...facts,
        points,
        xTitle: 'x',
        yTitle: 'y',
        crosshair: { x: 0, y: 0 },
        names: { highHigh: 'a', highLow: 'b', lowHigh: 'c', lowLow: 'd' },
      }),
    ),
  'radar.ts': fc
    .array(fc.record({ label, expected: fc.option(share), perceived: share }), { minLength: 3, maxLength: 9 })
    .map((rows) =>
      radar({
        ...facts,
        labels: rows.map((row) => row.label),
        series: [
          { name: 'a', values: rows.map((row) => row.expected), emphasis: false },
          { name: 'b', values: rows.map((row) => row.perceived), emphasis: true },
        ],
      }),
    ),
};

const three = fc.double({ min: -1, max: 1, noNaN: true });

/** Any figure of the builders whose figures Office has no chart for. */
export const pictureFigures: Readonly<Record<string, fc.Arbitrary<ChartFigure>>> = {
  'heatMap.ts': fc
    .array(fc.record({ label, values: fc.tuple(fc.option(three), three, three) }), { minLength: 1, maxLength: 6 })
    .map((rows) =>
      heatMap({
        ...facts,
        rows: rows.map((row) => row.label),
        columns: ['a', 'b', 'c'],
        values: rows.map((row) => [...row.values]),
        texts: rows.map((row) => row.values.map((value) => (value === null ? '' : value.toFixed(2)))),
        limit: 1,
        legendTitle: 'r',
      }),
    ),
  'boxPlot.ts': fc
    .array(fc.record({ label, low: number, step: share, mean: fc.option(number) }), { minLength: 1, maxLength: 6 })
    .map((boxes) =>
      boxPlot({
        ...facts,
        valueTitle: 'v',
        scale: [0, 10],
        boxes: boxes.map(({ label: name, low, step, mean }) => ({
          label: name,
          lowerFence: low,
          lowerHinge: low + step,
          median: low + 2 * step,
          upperHinge: low + 3 * step,
          upperFence: low + 4 * step,
          mean,
          outside: [low - 1],
        })),
      }),
    ),
  'wordCloud.ts': fc
    .array(fc.record({ text: label, weight: share }), { minLength: 1, maxLength: 9 })
    .map((words) => wordCloud({ ...facts, words: words.map((word) => ({ ...word, weight: word.weight + 1 })) })),
  'treeMap.ts': fc.array(fc.record({ label, value: fc.option(share) }), { minLength: 1, maxLength: 6 }).map((leaves) =>
    treeMap({
      ...facts,
      sizeTitle: 's',
      colourTitle: 'c',
      nodes: [
        { id: 'r', parentId: '', label: 'all', leaf: false, size: 0, value: 50, valueText: '50.0' },
        ...leaves.map(({ label: name, value }, index) => ({
          id: `l${index}`,
          parentId: 'r',
          label: name,
          leaf: true,
          size: 1,
          value,
          valueText: value === null ? '' : value.toFixed(1),
        })),
      ],
    }),
  ),
  'pathDiagram.ts': fc.tuple(label, label, three).map(([from, to, coefficient]) =>
    pathDiagram({
      ...facts,
      constructs: [from, to].map((name, place) => ({
        name,
        x: 200 * place,
        y: 0,
        facts: 'R² .5',
        items: ['a .8'],
        emphasis: place === 1,
      })),
      paths: [{ from: 0, to: 1, coefficient, text: coefficient.toFixed(2), faint: false }],
    }),
  ),
};
