import type { ChartFigure } from '../../shared/analyses/types.ts';

/** A figure drawn as SVG text. widthPx and heightPx are CSS pixels. */
export interface DrawnFigure {
  readonly svg: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A figure as a PNG picture at scale 2. widthPx and heightPx are CSS pixels, half those of the picture. */
export interface FigurePicture {
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface DrawRequest {
  readonly figure: ChartFigure;
  /** CSS pixels; the height follows from the figure. */
  readonly widthPx: number;
}

/** A printed report. contents: the pages, by the heading's id, that were written into its table of contents before it was printed. */
export interface PrintedReport {
  readonly pdf: Uint8Array;
  readonly contents: Readonly<Record<string, number>>;
}

/** Draws plotly figures and prints HTML pages: headless Chromium for the web host and the command line, a hidden window on the desktop. */
export interface PagePrinter {
  /** null: ready; otherwise it cannot draw and print here, and the text says what to install. */
  problem(): Promise<{ readonly zh: string; readonly en: string } | null>;
  /** Starts what draws and prints, so that it is ready when the results are. Whoever draws next hears of a failure. */
  warmUp(): void;
  /** In the order of the requests. */
  drawFigures(requests: readonly DrawRequest[]): Promise<readonly DrawnFigure[]>;
  /** PNGs at scale 2 of drawn figures, for formats that cannot show SVG. */
  figurePngs(drawn: readonly DrawnFigure[]): Promise<readonly Uint8Array[]>;
  /** The script that makes an exported web page interactive, complete in itself. */
  readerScript(): Promise<string>;
  /** A complete HTML document with its own CSS to a tagged PDF with bookmarks. */
  printPdf(html: string): Promise<PrintedReport>;
  close(): Promise<void>;
}

/** Native dialogs; null on hosts that have none (web, command line). Paths stay inside the machine's side. */
export interface Dialogs {
  /** Absolute path; null = given up. */
  chooseFile(purpose: 'workbook' | 'project'): Promise<string | null>;
  /** Absolute path to write to; null = given up. */
  chooseTarget(suggestedName: string): Promise<string | null>;
}

export interface HostPorts {
  readonly host: 'desktop' | 'web' | 'cli';
  /** Of the program, as in package.json. */
  readonly version: string;
  /** Milliseconds since 1970, UTC. */
  now(): number;
  readonly paths: {
    /** The app's own folder, mode 0700: working copies, recent list, temporary files. */
    readonly data: string;
    /** Where new projects are saved. */
    readonly projects: string;
    /** The shipped resources/ folder. */
    readonly resources: string;
  };
  readonly dialogs: Dialogs | null;
  readonly printer: PagePrinter;
  /** Counts, types and codes only; never cell content or full paths. */
  log(event: string, details: Readonly<Record<string, string | number>>): void;
}
