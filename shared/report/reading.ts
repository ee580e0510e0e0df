import type { ChartFigure } from '../analyses/types.ts';
import { figureHeight } from '../charts/figureHeight.ts';
import { designWidth } from '../charts/theme.ts';
import { figuresIn } from './figuresIn.ts';
import type { ResolvedDocument } from './resolved.ts';

/** Id of the element that holds the figures of an exported web page as JSON, by figure. */
export const readerFiguresId = 'csi-figures';

/** What a web page draws a figure from. */
export type ReadFigure = Pick<ChartFigure, 'data' | 'layout' | 'aspect'>;

/** The figures as JSON that can stand in an HTML script element: no text in it can end the element or begin a comment. */
export function readerFigures({ content }: ResolvedDocument): string {
  const figures = Object.fromEntries(
    figuresIn(content).map(({ id, figure: { data, layout, aspect } }): [string, ReadFigure] => [
      id,
      { data, layout, aspect },
    ]),
  );
  return JSON.stringify(figures).replaceAll('<', '\\u003c');
}

/** A script that can stand in an HTML script element. */
export const inlineScript = (script: string): string => script.replaceAll(/<(?=\/script|!--|script)/gi, '\\x3c');

/** A chart may be this much smaller than designed before the words in it cover one another; a printed page's column is about as wide. */
const smallest = 0.8;
/** Labels at points; the few of a line or a curve find room on a phone too. */
const crowded = 12;

const listed = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/**
 * What a chart needs on a narrow screen, in pixels: rows with a name each keep their height, points with a name each keep their width
 * (the chart then moves sideways under the finger). 0 = as the screen has it.
 */
export function leastSize({ layout, aspect }: ReadFigure): { readonly width: number; readonly height: number } {
  const axis = layout['yaxis'] as { readonly ticktext?: unknown } | undefined;
  if (listed(axis?.ticktext) > 0) return { width: 0, height: figureHeight({ aspect }, smallest * designWidth) };
  return { width: listed(layout['annotations']) >= crowded ? smallest * designWidth : 0, height: 0 };
}
