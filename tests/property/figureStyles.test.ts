import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartPart } from '../../electron/export/chartPart.ts';
import type { ChartFigure, Json, JsonObject } from '../../shared/analyses/types.ts';
import { applyFigureStyle, figureChoices } from '../../shared/charts/applyFigureStyle.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import {
  figureAxisRanges,
  figureLegends,
  figureLetters,
  figureOrders,
  type FigureStyle,
  mostDigits,
} from '../../shared/model/project.ts';
import { officeFigures, pictureFigures } from './anyFigure.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

/** Every style an author can choose, whole or in part. */
const styles: fc.Arbitrary<FigureStyle> = fc
  .record({
    title: maybe(fc.string({ unit: 'binary', maxLength: 80 })),
    colours: maybe(fc.array(fc.constantFrom('#112233', '#abcdef'), { maxLength: 3 })),
    labels: maybe(fc.boolean()),
    digits: maybe(fc.nat(mostDigits)),
    order: maybe(fc.constantFrom(...figureOrders)),
    letters: maybe(fc.constantFrom(...figureLetters)),
    legend: maybe(fc.constantFrom(...figureLegends)),
    axis: maybe(fc.constantFrom(...figureAxisRanges)),
    grid: maybe(fc.boolean()),
  })
  .map((style) => Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined)));

const place = {
  sheet: 'S',
  row: 0,
  column: 0,
  workbookRelation: 'rId1',
  title: '',
  widthPoints: 400,
  heightPoints: 300,
  points: 9,
};

/** All numbers that traces plot, in one order whatever the order of the points; places along an axis of words are no numbers of the data. */
function numbersIn({ data, layout }: ChartFigure): readonly number[] {
  const found: number[] = [];
  const walk = (value: Json | undefined): void => {
    if (typeof value === 'number') found.push(value);
    else if (Array.isArray(value)) for (const one of value as readonly Json[]) walk(one);
  };
  const words = (key: string): boolean => (layout[`${key}axis`] as JsonObject | undefined)?.ticktext !== undefined;
  const keys = ['x', 'y', 'z', 'q1', 'median', 'q3', 'values'].filter((key) => !words(key));
  for (const trace of data) for (const key of keys) walk(trace[key]);
  return found.toSorted((a, b) => a - b);
}

/** As plain JSON, which knows no -0. */
const figures = Object.fromEntries(
  Object.entries({ ...officeFigures, ...pictureFigures }).map(([name, arbitrary]) => [
    name,
    arbitrary.map((figure): ChartFigure => JSON.parse(JSON.stringify(figure)) as ChartFigure),
  ]),
);

describe('every kind of figure in every style', () => {
  it.each(Object.entries(figures))('%s keeps its numbers and can be drawn', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, styles, (figure, style) => {
        const before = JSON.stringify(figure);
        const styled = applyFigureStyle(figure, style);
        expect(JSON.stringify(figure)).toBe(before);
        // Plain JSON without a hole in it, as plotly is given it.
        expect(JSON.parse(JSON.stringify(styled))).toEqual(styled);
        expect(JSON.stringify(styled)).not.toMatch(/NaN|Infinity/);
        expect(styled.aspect).toBeGreaterThan(0.1);
        expect(styled.id).toBe(figure.id);
        expect(numbersIn(styled)).toEqual(numbersIn(figure));
        expect(styled.layout.xaxis === undefined).toBe(figure.layout.xaxis === undefined);
      }),
      { numRuns: 80 },
    );
  });

  it.each(Object.entries(officeFigures))('%s stays a chart of Office, whole and well formed', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, styles, (figure, style) => {
        const chart = officeChart(applyFigureStyle(figure, style));
        expect(chart).not.toBeNull();
        const { xml } = chartPart(chart!, place);
        expect(/NaN|Infinity|undefined|\[object/.exec(xml)?.[0]).toBeUndefined();
        const open = [...xml.matchAll(/<([a-z]+:\w+)(?:\s[^<>]*)?(?<!\/)>/g)].length;
        expect([...xml.matchAll(/<\/[a-z]+:\w+>/g)]).toHaveLength(open);
        if (style.letters === 'large') expect(xml).toContain('sz="1125"');
        if (style.letters === 'small') expect(xml).toContain('sz="765"');
        const { legend, grid } = figureChoices(figure);
        if (style.grid !== undefined && grid !== null) expect(xml.includes('<c:majorGridlines>')).toBe(style.grid);
        if (style.legend !== undefined && legend !== null) {
          const wanted = { top: 't', right: 'r', bottom: 'b', none: undefined }[style.legend];
          expect(/<c:legendPos val="(\w)"/.exec(xml)?.[1]).toBe(wanted);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(Object.entries(figures))(
    '%s is drawn as before without a style, and ordering twice is ordering once',
    (_, arbitrary) => {
      fc.assert(
        fc.property(arbitrary, fc.constantFrom(...figureOrders), (figure, order) => {
          expect(applyFigureStyle(figure, {})).toEqual(figure);
          const once = applyFigureStyle(figure, { order });
          expect(positions(applyFigureStyle(once, { order }))).toEqual(positions(once));
        }),
        { numRuns: 30 },
      );
    },
  );
});

/** Where the data stand. */
const positions = (figure: ChartFigure): readonly JsonObject[] => figure.data;
