import type { ChartFigure } from '../analyses/types.ts';
import { plotText } from './plotText.ts';
import { ink, themedAxis, themedLayout } from './theme.ts';

export interface HistogramOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  /** With unit. */
  readonly valueTitle: string;
  readonly countTitle: string;
  /** Left ends of bins of equal width, and counts. */
  readonly starts: readonly number[];
  readonly width: number;
  readonly counts: readonly number[];
  /** Normal curve to lay over: drawn as expected counts per bin. null = none. */
  readonly normal: { readonly mean: number; readonly sd: number; readonly n: number; readonly label: string } | null;
}

/** Of the curve; 20 bins make 240. */
const stepsPerBin = 12;

/** Counts per bin with the normal curve of the same mean and standard deviation, scaled to counts. */
export function histogramWithCurve(options: HistogramOptions): ChartFigure {
  const { starts, width, counts, normal } = options;
  const first = starts[0] ?? 0;
  const last = (starts.at(-1) ?? 0) + width;
  // Steps per bin are even, so that the curve has a point in the middle of every bin: an Office chart knows it only there.
  const steps = stepsPerBin * counts.length;
  const curve = normal
    ? Array.from({ length: steps + 1 }, (_, index) => {
        const x = first + ((last - first) * index) / steps;
        return {
          x,
          y:
            (normal.n * width * Math.exp(-0.5 * ((x - normal.mean) / normal.sd) ** 2)) /
            (normal.sd * Math.sqrt(2 * Math.PI)),
        };
      })
    : [];
  const peak = curve.reduce((best, point) => (point.y > best.y ? point : best), { x: 0, y: 0 });
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: 0.55,
    data: [
      {
        type: 'bar',
        x: starts.map((start) => start + width / 2),
        y: counts,
        width: starts.map(() => width * 0.96),
        marker: { color: ink.context },
        customdata: starts.map((start) => [start, start + width]),
        hovertemplate: '%{customdata[0]:.1f} – %{customdata[1]:.1f}: %{y}<extra></extra>',
      },
      ...(normal
        ? [
            {
              type: 'scatter',
              mode: 'lines',
              x: curve.map((point) => point.x),
              y: curve.map((point) => point.y),
              line: { color: ink.accent, width: 2 },
              hoverinfo: 'skip',
            },
          ]
        : []),
    ],
    layout: themedLayout(options.title, {
      xaxis: themedAxis({ title: plotText(options.valueTitle) }),
      yaxis: themedAxis({ title: plotText(options.countTitle), extra: { rangemode: 'tozero' } }),
      annotations: normal
        ? [
            {
              x: peak.x,
              y: peak.y,
              text: plotText(normal.label),
              showarrow: true,
              arrowhead: 0,
              arrowcolor: ink.accent,
              ax: 60,
              ay: -18,
              font: { size: 12, color: ink.accent },
            },
          ]
        : [],
    }),
  };
}

/** Bins of equal, round width holding all values: about sqrt(n), between 5 and 20. NaN is left out. */
export function equalBins(values: ArrayLike<number>): {
  readonly starts: number[];
  readonly width: number;
  readonly counts: number[];
} {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    n++;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (n === 0) return { starts: [], width: 1, counts: [] };
  const aim = high > low ? (high - low) / Math.min(20, Math.max(5, Math.round(Math.sqrt(n)))) : 1;
  const power = 10 ** Math.floor(Math.log10(aim));
  const width = [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= aim * 0.999) ?? 10 * power;
  const first = Math.floor(low / width + 1e-9);
  const bins = Math.max(1, Math.floor(high / width + 1e-9) - first + 1);
  // A maximum on a round bin edge joins the bin below instead of opening an empty-looking last bin.
  const closed = bins > 1 && Math.abs(high / width - Math.round(high / width)) < 1e-9 ? bins - 1 : bins;
  const counts = Array.from({ length: closed }, () => 0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const bin = Math.min(closed - 1, Math.floor(value / width + 1e-9) - first);
    counts[bin] = counts[bin]! + 1;
  }
  return { starts: counts.map((_, index) => (first + index) * width), width, counts };
}
