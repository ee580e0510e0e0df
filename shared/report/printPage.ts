import type { ChartFigure } from '../analyses/types.ts';

/** A figure as the host gets it from the print page: PNG as base64, at scale 2. */
export interface PrintedFigure {
  readonly svg: string;
  readonly pngBase64: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What the hosts call in print.html as window.csiPrint: headless Chromium and the desktop's hidden window alike. */
export interface PrintPage {
  drawFigures(
    requests: readonly { readonly figure: ChartFigure; readonly widthPx: number }[],
  ): Promise<readonly PrintedFigure[]>;
  /** Puts a complete HTML document into the page, so that it is printed with the shipped fonts; resolves when they are there. */
  showReport(html: string): Promise<void>;
}
