import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames } from './plotText.ts';
import { flatLegend, legendMargin, okabeIto, themedAxis, themedLayout } from './theme.ts';

export interface LineChartOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly lines: readonly { readonly name: string; readonly x: readonly number[]; readonly y: readonly number[] }[];
}

/** Lines through points, e.g. a size against a margin; a legend only where there are several. */
export function lineChart(options: LineChartOptions): ChartFigure {
  const several = options.lines.length > 1;
  const names = shortNames(
    options.lines.map((line) => line.name),
    16,
  );
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: 0.55,
    data: options.lines.map((line, index) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: plotText(names[index]!),
      x: [...line.x],
      y: [...line.y],
      line: { color: okabeIto[index % okabeIto.length]!, width: 2 },
      marker: { size: 6, color: okabeIto[index % okabeIto.length]! },
      hovertemplate: '%{x}: %{y}<extra></extra>',
    })),
    layout: themedLayout(options.title, {
      ...(several
        ? {
            showlegend: true,
            legend: flatLegend,
            margin: legendMargin(options.title, names),
          }
        : {}),
      xaxis: themedAxis({ title: plotText(options.xTitle) }),
      yaxis: themedAxis({ title: plotText(options.yTitle), extra: { rangemode: 'tozero' } }),
    }),
  };
}
