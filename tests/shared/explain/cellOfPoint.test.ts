import { describe, expect, it } from 'vitest';
import { figurePoint, type PlotlyPoint } from '../../../renderer/components/figurePoint.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { ChartFigure, JsonObject } from '../../../shared/analyses/types.ts';
import { cellOfPoint } from '../../../shared/explain/cellOfPoint.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import { store } from '../analyses/fullStore.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { everyRequest, ranOn } from './everyNumber.ts';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Points of a figure as Plotly tells them when they are pressed. */
function* pointsOf({ data, layout }: ChartFigure): Generator<PlotlyPoint> {
  const axes = { xaxis: layout['xaxis'], yaxis: layout['yaxis'] } as Pick<PlotlyPoint, 'xaxis' | 'yaxis'>;
  for (const trace of data as readonly JsonObject[]) {
    const skipped =
      trace['hoverinfo'] === 'skip' || !/^(?:bar|scatter|scatterpolar|heatmap)$/.test(String(trace['type']));
    if (skipped) continue;
    const at = (key: string, place: number): unknown => listOf(trace[key])[place];
    if (trace['type'] === 'heatmap')
      for (const [row, line] of listOf(trace['z']).entries())
        for (const [column, z] of listOf(line).entries())
          yield { ...axes, data: trace, x: at('x', column), y: at('y', row), z };
    else if (trace['type'] === 'scatterpolar')
      for (const [place, r] of listOf(trace['r']).entries())
        yield { data: trace, r, theta: at('theta', place), customdata: at('customdata', place) };
    else
      for (const [place, x] of listOf(trace['x']).entries())
        yield { ...axes, data: trace, x, y: at('y', place), customdata: at('customdata', place) };
  }
}

/** Figures whose points are no numbers of a table, or of several alike: forms one by one, classes of a histogram, differences from the whole. */
const withoutCells =
  /^(?:describe\.(?:bannerTable|explore)|distribution\.(?:normality|meanInterval)|improve\.(?:certainty|zone)|influence\.regression residuals|text\.comments cloud|value\.delivered|model\.pls (?:diagram|paths)|sample\.size|influence\.featureScreen)/;

describe('a pressed point of a figure', () => {
  it('leads to the cell of the tables that shows its number', () => {
    const found = new Map<string, { points: number; cells: number }>();
    for (const snapshot of [store, sampleSnapshot()])
      for (const request of everyRequest(snapshot)) {
        const result = ranOn(snapshot, request);
        if (!result) continue;
        const analysis = findAnalysis(result.analysis)!;
        const tables = analysis.tables(result);
        for (const figure of analysis.figures(result, 'zh-CN')) {
          const kind = `${result.analysis} ${figure.id.replace(/\d+$/, '')}`;
          const count = found.get(kind) ?? { points: 0, cells: 0 };
          found.set(kind, count);
          for (const point of pointsOf(figure)) {
            const asked = figurePoint(point);
            if (asked.values.length === 0) continue;
            count.points++;
            const target = cellOfPoint(tables, asked);
            if (!target || 'path' in target) continue;
            count.cells++;
            const table = tables.find(({ id }) => id === target.tableId)!;
            const cell = table.rows[target.row]!.cells[target.column] as number;
            const ratios = asked.values.map((value) => (cell === 0 ? 1 + value : value / cell));
            expect(ratios.some((ratio) => [1, 100, 0.01].some((scale) => Math.abs(ratio / scale - 1) < 1e-6))).toBe(
              true,
            );
            expect(locateCell(result, table, target.row, target.column)).not.toBeUndefined();
          }
        }
      }
    const lacking = [...found].flatMap(([kind, { points, cells }]) =>
      points > 0 && cells < 0.8 * points && !withoutCells.test(kind) ? [`${kind}: ${cells} of ${points}`] : [],
    );
    expect(lacking).toEqual([]);
  });

  it('tells equal numbers apart by the names of row and column, and leads nowhere where it cannot', () => {
    const table = {
      id: 't',
      title: { zh: '', en: '' },
      columns: [
        { key: 'name', title: { zh: '组', en: 'Group' }, format: 'text' as const },
        { key: 'a', title: '男', format: 'number1' as const },
        { key: 'b', title: '女', format: 'number1' as const },
      ],
      rows: [{ cells: { name: '北店 & 南店', a: 71.5, b: 71.5 } }, { cells: { name: '东店', a: 71.5, b: 3 } }],
      notes: [],
    };
    const at = (values: readonly number[], names: readonly string[]) => cellOfPoint([table], { values, names });
    expect(at([71.5], ['北店 & 南店', '女'])).toEqual({ tableId: 't', row: 0, column: 'b' });
    expect(at([71.5], ['东店 (118)'])).toEqual({ tableId: 't', row: 1, column: 'a' });
    expect(at([71.5], [])).toBeNull();
    expect(at([3], [])).toBeNull();
    expect(at([300], ['东店'])).toEqual({ tableId: 't', row: 1, column: 'b' });
    expect(at([4], ['东店'])).toBeNull();
    const bar = { type: 'bar', orientation: 'h', name: '女' };
    const places = { tickmode: 'array', tickvals: [0, 1], ticktext: ['北店 &amp; …', '东店'] };
    const point = { data: bar, x: 71.5, y: 0, customdata: '北店 &amp; 南店', yaxis: places };
    expect(figurePoint(point)).toEqual({ values: [71.5], names: ['北店 & 南店', '北店 & …', '女'] });
    expect(cellOfPoint([table], figurePoint(point))).toEqual({ tableId: 't', row: 0, column: 'b' });
  });
});
