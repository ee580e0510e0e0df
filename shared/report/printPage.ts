import type { ChartFigure } from '../analyses/types.ts';

/** A figure as the print page has drawn it. Sizes in CSS pixels. */
export interface PrintedFigure {
  readonly svg: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What the hosts call in print.html as window.csiPrint: headless Chromium and the desktop's hidden window alike. */
export interface PrintPage {
  /** Loads what drawing and printing need, so that the first job finds it ready. */
  prepare(): Promise<void>;
  drawFigures(
    requests: readonly { readonly figure: ChartFigure; readonly widthPx: number }[],
  ): Promise<readonly PrintedFigure[]>;
  /** PNGs at scale 2, as base64. */
  figurePngs(drawn: readonly PrintedFigure[]): Promise<readonly string[]>;
  /** The script of an exported web page, complete in itself. */
  readerScript(): Promise<string>;
  /**
   * Puts a complete HTML document into the page, so that it is printed with the shipped fonts; resolves when they are there. Links of its
   * table of contents without a page get the page the heading will probably stand on: those are returned by the heading's id.
   */
  showReport(html: string): Promise<Readonly<Record<string, number>>>;
}
