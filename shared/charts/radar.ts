import type { ChartFigure } from '../analyses/types.ts';
import { roundRange } from './figureParts.ts';
import { plotText, shortenApart } from './plotText.ts';
import { flatLegend, ink, themedLayout } from './theme.ts';

export interface RadarOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  /** At least three, clockwise from the top. */
  readonly labels: readonly string[];
  /** One value a label, null where there is none. What is measured stands out, what it is measured against is drawn in dashes. */
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    readonly emphasis: boolean;
  }[];
}

/** Lines around a centre, one spoke a label: profiles of a few series over the same indicators. The scale begins near the lowest value. */
export function radar(options: RadarOptions): ChartFigure {
  const known = options.series.flatMap(({ values }) => values.filter((value) => value !== null));
  const low = Math.min(...known);
  const high = Math.max(...known);
  const { min, max, step } = roundRange(low - 0.25 * (high - low), high);
  // Between the first spoke and the last, where no spoke has its name.
  const scaleAngle = 90 + 180 / options.labels.length;
  const closed = <T>(around: readonly T[]): readonly T[] => [...around, ...around.slice(0, 1)];
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: 0.78,
    data: options.series.map(({ name, values, emphasis }) => ({
      type: 'scatterpolar',
      mode: 'lines+markers',
      name: plotText(name),
      r: closed(values),
      // Spokes of one name would be one spoke.
      theta: closed(shortenApart(options.labels, 12).map(plotText)),
      line: { color: emphasis ? ink.accent : ink.soft, width: 2, dash: emphasis ? 'solid' : 'dash' },
      marker: { color: emphasis ? ink.accent : ink.soft, size: 6 },
      customdata: closed(options.labels.map(plotText)),
      hovertemplate: '%{customdata}: %{r:.2f}<extra>%{fullData.name}</extra>',
    })),
    layout: themedLayout(options.title, {
      showlegend: true,
      legend: { ...flatLegend, y: 1.08 },
      margin: { l: 90, r: 90, t: 96, b: 40 },
      polar: {
        bgcolor: '#ffffff',
        angularaxis: {
          direction: 'clockwise',
          rotation: 90,
          gridcolor: ink.rule,
          linecolor: ink.rule,
          ticks: '',
          tickfont: { size: 11, color: ink.text },
        },
        radialaxis: {
          range: [min, max],
          dtick: step,
          angle: scaleAngle,
          tickangle: scaleAngle,
          gridcolor: ink.rule,
          linecolor: ink.rule,
          ticks: '',
          tickfont: { size: 10, color: ink.soft },
        },
      },
    }),
  };
}
