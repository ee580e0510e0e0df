import type { ChartFigure } from '../../analyses/types.ts';
import { objectOf } from '../figureParts.ts';
import { ink } from '../theme.ts';
import { categoryAxis, otherAxis, withPart } from './figureAxes.ts';

const isRadar = ({ layout }: ChartFigure): boolean => layout.polar !== undefined;

/** Axes of numbers that lines may be drawn from. */
function gridAxes(figure: ChartFigure): readonly ('x' | 'y')[] {
  const { data, layout } = figure;
  if (data.some((trace) => trace.type === 'heatmap' || trace.type === 'treemap')) return [];
  const shown = (['x', 'y'] as const).filter((key) => {
    const axis = layout[`${key}axis`];
    return axis !== undefined && objectOf(axis).visible !== false;
  });
  const category = categoryAxis(figure);
  if (category) return [otherAxis(category.key)];
  // Bins have their edges, lines over a few places their ticks: only the values need lines.
  const columns = data.some((trace) => trace.type === 'bar' || trace.mode === 'lines+markers');
  return columns ? shown.filter((key) => key === 'y') : shown;
}

/** Does the figure have grid lines as it is drawn? null where it can have none. */
export function hasGrid(figure: ChartFigure): boolean | null {
  if (isRadar(figure)) return true;
  return gridAxes(figure).length > 0 ? false : null;
}

/** A figure with or without lines across the plot at the ticks of its numbers. */
export function gridLines(figure: ChartFigure, shown: boolean): ChartFigure {
  if (isRadar(figure)) {
    const polar = objectOf(figure.layout.polar);
    const part = (key: string) => ({ [key]: { ...objectOf(polar[key]), showgrid: shown } });
    return withPart(figure, 'polar', { ...part('radialaxis'), ...part('angularaxis') });
  }
  return gridAxes(figure).reduce(
    (made, key) => withPart(made, `${key}axis`, { showgrid: shown, gridcolor: ink.rule, gridwidth: 1 }),
    figure,
  );
}
