import type { ChartFigure } from '../analyses/types.ts';

/** Height of the figure in whole pixels when it is drawn widthPx wide. */
export const figureHeight = (figure: Pick<ChartFigure, 'aspect'>, widthPx: number): number =>
  Math.round(widthPx * figure.aspect);
