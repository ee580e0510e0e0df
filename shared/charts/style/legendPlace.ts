import type { ChartFigure } from '../../analyses/types.ts';
import type { FigureLegend } from '../../model/project.ts';
import { numberOf, objectOf, textOf } from '../figureParts.ts';
import { designWidth, flatLegend, legendMargin, legendRows } from '../theme.ts';
import { textWidth } from '../plotText.ts';
import { hasNotes, notesOf, withNotes, withPart } from './figureAxes.ts';
import { seriesNote } from './notes.ts';

/** Names of the series that a legend lists. */
const namesOf = ({ data }: ChartFigure): readonly string[] =>
  data.flatMap((trace) => (trace.showlegend === false || textOf(trace.name) === '' ? [] : [textOf(trace.name)]));

/** Where the legend stands as the figure is drawn: 'none' where its series are named at the data; null where it has none to place. */
export function legendOf(figure: ChartFigure): FigureLegend | null {
  if (figure.layout.showlegend === true && namesOf(figure).length > 0) return 'top';
  return hasNotes(figure, seriesNote) ? 'none' : null;
}

/** Widest a legend at the right may be, in pixels. */
const widest = 220;

/** A figure with its legend at another place, or without; names written at the data give way to a legend. */
export function placeLegend(figure: ChartFigure, place: FigureLegend): ChartFigure {
  const made = placed(figure, place);
  // The room of the legend is taken from the page, not from the plot.
  const room = ({ layout }: ChartFigure): number => {
    const { t, b } = objectOf(layout.margin);
    return (numberOf(t) ?? 0) + (numberOf(b) ?? 0);
  };
  return { ...made, aspect: made.aspect + (room(made) - room(figure)) / designWidth };
}

function placed(figure: ChartFigure, place: FigureLegend): ChartFigure {
  const before = legendOf(figure);
  if (before === null) return figure;
  const names = namesOf(figure);
  const title = textOf(objectOf(figure.layout.title).text);
  const bare = withNotes(
    figure,
    notesOf(figure).filter((note) => note.name !== seriesNote),
  );
  const kept = figure.layout.annotations === undefined ? figure : bare;
  // Lines between the points have no name to be listed by.
  const listed = {
    ...kept,
    data: kept.data.map((trace) => (textOf(trace.name) === '' ? { ...trace, showlegend: false } : trace)),
    layout: { ...kept.layout, showlegend: place !== 'none' },
  };
  const margin = objectOf(figure.layout.margin);
  const withLegend = objectOf(legendMargin(title, names));
  const rows = 19 * legendRows(names);
  const top = numberOf(margin.t) ?? 24;
  const free = before === 'top' ? Math.max(16, top - rows - 8) : top;
  if (place === 'top')
    return before === 'top'
      ? figure
      : withPart(withPart(listed, 'legend', flatLegend), 'margin', { t: numberOf(withLegend.t) ?? top });
  const roomy = withPart(listed, 'margin', { t: free });
  if (place === 'none') return roomy;
  if (place === 'bottom') {
    const bottom = (numberOf(margin.b) ?? 48) + rows + 4;
    return withPart(
      withPart(roomy, 'legend', { ...flatLegend, yref: 'container', y: 0, yanchor: 'bottom' }),
      'margin',
      {
        b: bottom,
      },
    );
  }
  const width = Math.min(widest, 12 * (Math.max(...names.map(textWidth)) + 4));
  return withPart(
    withPart(roomy, 'legend', {
      ...flatLegend,
      orientation: 'v',
      xref: 'container',
      x: 1,
      xanchor: 'right',
      y: 1,
      yanchor: 'top',
    }),
    'margin',
    { r: Math.max(numberOf(margin.r) ?? 24, width + 12) },
  );
}
