import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartPart } from '../../electron/export/chartPart.ts';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import { officeFigures, pictureFigures } from './anyFigure.ts';

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
    expect(made.length).toBeGreaterThanOrEqual(Object.keys(officeFigures).length);
    expect(made.filter((name) => !(name in officeFigures) && !(name in pictureFigures))).toEqual([]);
  });

  it.each(Object.entries(officeFigures))(
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
