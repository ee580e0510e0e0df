import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartPart } from '../../electron/export/chartPart.ts';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { barWithError } from '../../shared/charts/barWithError.ts';
import { columnChart } from '../../shared/charts/columnChart.ts';
import { curveFigure } from '../../shared/charts/curveFigure.ts';
import { dumbbell } from '../../shared/charts/dumbbell.ts';
import { histogramWithCurve } from '../../shared/charts/histogramWithCurve.ts';
import { likertBar } from '../../shared/charts/likertBar.ts';
import { lineChart } from '../../shared/charts/lineChart.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import { ppPlotFigure } from '../../shared/charts/ppPlotFigure.ts';
import { quadrantFigure } from '../../shared/charts/quadrantFigure.ts';
import { radar } from '../../shared/charts/radar.ts';
import { screePlot } from '../../shared/charts/screePlot.ts';
import { xyScatter } from '../../shared/charts/xyScatter.ts';

const facts = { id: 'a', title: 'T', altText: 'x' };
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.record({ x: number, y: number }), { minLength: 1, maxLength: 9 });
const share = fc.double({ min: 0, max: 100, noNaN: true });
const label = fc.string({ unit: 'binary', maxLength: 12 });

/** Files of builders whose figures Office has no chart for. */
const notExpressible: readonly string[] = ['heatMap.ts', 'boxPlot.ts', 'wordCloud.ts', 'pathDiagram.ts', 'treeMap.ts'];

/** Any figure each builder makes, by its file. */
const builders: Readonly<Record<string, fc.Arbitrary<ChartFigure>>> = {
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

/** The numbers a figure plots: of bars their values, for the places on an axis of words are counted anew; of planes all. */
function plotted(figure: ChartFigure): readonly number[] {
  const bars = figure.data.filter((trace) => trace.type === 'bar');
  const keys = bars.length === 0 ? ['x', 'y', 'r'] : [bars[0]!.orientation === 'h' ? 'x' : 'y'];
  return (bars.length === 0 ? figure.data : bars).flatMap((trace) =>
    keys.flatMap((key) => ((trace[key] ?? []) as readonly unknown[]).filter((one) => typeof one === 'number')),
  );
}

const folder = new URL('../../shared/charts/', import.meta.url);

describe('every builder of figures', () => {
  it('has a chart in Office or is named as having none', () => {
    const files = readdirSync(folder).filter(
      (name) =>
        name.endsWith('.ts') &&
        /^export function \w+\([^)]*\): ChartFigure \{/m.test(readFileSync(new URL(name, folder), 'utf8')),
    );
    // These change a figure and build none.
    const made = files.filter((name) => name !== 'applyFigureStyle.ts');
    expect(made.length).toBeGreaterThanOrEqual(Object.keys(builders).length);
    expect(made.filter((name) => !(name in builders) && !notExpressible.includes(name))).toEqual([]);
  });

  it.each(Object.entries(builders))(
    '%s: each figure converts, its part is whole and its sheet holds the values',
    (_, figures) => {
      fc.assert(
        fc.property(figures, (figure) => {
          const chart = officeChart(figure);
          if (!chart) throw new Error('no chart');
          const place = {
            sheet: "It's",
            row: 0,
            column: 0,
            workbookRelation: 'rId1',
            title: '',
            widthPoints: 400,
            heightPoints: 300,
            points: 9,
          };
          const { xml, columns } = chartPart(chart, place);
          expect(
            /NaN|Infinity|undefined|\[object|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.exec(xml)?.[0],
          ).toBeUndefined();
          const open = [...xml.matchAll(/<([a-z]+:\w+)(?:\s[^<>]*)?(?<!\/)>/g)].length;
          expect([...xml.matchAll(/<\/[a-z]+:\w+>/g)]).toHaveLength(open);
          const written = new Set(columns.flatMap(({ values }) => values.filter((one) => typeof one === 'number')));
          for (const value of plotted(figure)) expect(written.has(value)).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );
});
