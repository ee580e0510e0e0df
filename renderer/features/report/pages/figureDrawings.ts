import type { ChartFigure } from '../../../../shared/analyses/types.ts';
import { designWidth } from '../../../../shared/charts/theme.ts';

/** Figures kept drawn between edits. */
const mostKept = 200;

/** Draws figures as they are printed, one after another, each once. */
export class FigureDrawings {
  private readonly kept = new Map<string, Promise<string>>();
  private last: Promise<unknown> = Promise.resolve();

  /** The figure as SVG text. @throws when Plotly cannot draw it */
  draw(figure: ChartFigure): Promise<string> {
    const key = JSON.stringify(figure);
    const known = this.kept.get(key);
    const drawn = known ?? this.last.then(() => drawOne(figure));
    // What could not be drawn is tried again when it is asked for again.
    this.last = drawn.catch(() => this.kept.delete(key));
    this.kept.delete(key);
    this.kept.set(key, drawn);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= mostKept) break;
      this.kept.delete(oldest);
    }
    return drawn;
  }
}

async function drawOne(figure: ChartFigure): Promise<string> {
  // The drawing program is large: it comes with the first figure.
  const { drawFigures } = await import('../../../print/drawFigures.ts');
  const [drawn] = await drawFigures([{ figure, widthPx: designWidth }]);
  return drawn!.svg;
}
