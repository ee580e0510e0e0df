import type { ChartFigure } from '../analyses/types.ts';
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
