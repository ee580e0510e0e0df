import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames } from './plotText.ts';
import { flatLegend, legendMargin, legendRows, orderedColours, themedAxis, themedLayout } from './theme.ts';

export interface LikertOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly shareTitle: string;
  /** Answers from bad to good. */
  readonly answers: readonly string[];
  /** percents: 0-100 per answer, summing to 100. */
  readonly rows: readonly { readonly label: string; readonly percents: readonly number[] }[];
}

/** 100 % stacked lying bars for questions on one scale; shares of 8 % and more are written into the bars. */
export function likertBar(options: LikertOptions): ChartFigure {
  const { rows, answers } = options;
  const colours = orderedColours(answers.length);
  const dark = (index: number): boolean => Math.abs(index / Math.max(1, answers.length - 1) - 0.5) > 0.3;
  const listed = shortNames(answers, 12);
  const margin = legendMargin(options.title, listed);
  // A legend of several lines takes nothing from the bars.
  const more = 19 * (legendRows(listed) - 1);
  const places = rows.map((_, index) => index);
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: Math.min(1.4, Math.max(0.34, (150 + more + 26 * rows.length) / 720)),
    data: listed.map((answer, index) => ({
      type: 'bar',
      orientation: 'h',
      name: plotText(answer),
      x: rows.map((row) => row.percents[index] ?? 0),
      y: places,
      marker: { color: colours[index]!, line: { color: '#ffffff', width: 1 } },
      text: rows.map((row) => ((row.percents[index] ?? 0) >= 8 ? String(Math.round(row.percents[index]!)) : '')),
      textposition: 'inside',
      insidetextanchor: 'middle',
      textangle: 0,
      textfont: { size: 11, color: dark(index) ? '#ffffff' : '#1f2933' },
      customdata: rows.map((row) => plotText(row.label)),
      hovertemplate: '%{customdata}<br>%{fullData.name}: %{x:.1f}%<extra></extra>',
    })),
    layout: themedLayout(options.title, {
      barmode: 'stack',
      bargap: 0.3,
      showlegend: true,
      legend: flatLegend,
      margin,
      xaxis: themedAxis({ title: plotText(options.shareTitle), range: [0, 100] }),
      yaxis: themedAxis({
        title: '',
        range: [rows.length - 0.4, -0.6],
        extra: {
          tickmode: 'array',
          tickvals: places,
          ticktext: shortNames(
            rows.map((row) => row.label),
            20,
          ).map(plotText),
          ticks: '',
          ticklabelstandoff: 6,
          showline: false,
        },
      }),
    }),
  };
}
