/** Colours are RRGGBB without '#', texts are plain, values at full precision; null = a gap. */
export interface OfficeAxis {
  readonly title: string;
  /** null = Office chooses. */
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  /** Excel number format of the ticks. */
  readonly format: string;
  /** The smallest value at the top or right. */
  readonly reversed: boolean;
  /** Lines across the plot at its ticks. */
  readonly grid?: boolean;
}

/** What charts of every kind have of their style; what is absent is as usual. */
export interface OfficeStyle {
  /** Letters as against the document's own. */
  readonly letterScale?: number;
  /** Where the legend stands; usually above. */
  readonly legendPlace?: 'right' | 'bottom';
}

/** Values at the data. format: Excel number format, so that labels follow the data; texts: words of their own, '' = none. */
export type OfficeLabels = { readonly format: string } | { readonly texts: readonly string[] };

/** Lengths of error bars from the value, in its units. */
export interface OfficeErrors {
  readonly plus: readonly number[];
  readonly minus: readonly number[];
}

export type OfficeDash = 'solid' | 'dash' | 'dot';

/** One series over the categories of its chart. */
export interface OfficeSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly colour: string;
  /** One per value where they differ. */
  readonly pointColours: readonly string[] | null;
  readonly errors: OfficeErrors | null;
  readonly labels: OfficeLabels | null;
  /** Colour of the labels' letters. */
  readonly labelColour: string;
}

export interface OfficeBarChart extends OfficeStyle {
  readonly kind: 'bar';
  readonly direction: 'horizontal' | 'vertical';
  readonly grouping: 'clustered' | 'stacked';
  /** Space between categories as a percentage of a bar. */
  readonly gapPercent: number;
  readonly categories: readonly string[];
  readonly categoryTitle: string;
  /** The first category at the top of lying bars. */
  readonly categoriesDown: boolean;
  readonly bars: readonly OfficeSeries[];
  /** Lines over standing bars. */
  readonly lines: readonly OfficeSeries[];
  /** Levels to compare with. */
  readonly references: readonly { readonly name: string; readonly value: number }[];
  readonly valueAxis: OfficeAxis;
  readonly legend: boolean;
}

export interface OfficeLineChart extends OfficeStyle {
  readonly kind: 'line';
  readonly categories: readonly string[];
  readonly categoryTitle: string;
  readonly lines: readonly (OfficeSeries & { readonly markers: boolean; readonly dash: OfficeDash })[];
  readonly valueAxis: OfficeAxis;
  readonly legend: boolean;
}

export interface OfficePieChart extends OfficeStyle {
  readonly kind: 'pie';
  readonly categories: readonly string[];
  readonly series: OfficeSeries;
  /** Share of the radius that is open, 0-0.9; 0 = a full pie. */
  readonly hole: number;
}

export interface OfficeRadarChart extends OfficeStyle {
  readonly kind: 'radar';
  readonly categories: readonly string[];
  readonly series: readonly (OfficeSeries & { readonly filled: boolean })[];
  readonly valueAxis: OfficeAxis;
  readonly legend: boolean;
}

export type LabelSide = 'left' | 'right' | 'top' | 'bottom';

/** Points of a plane. */
export interface OfficePoints {
  readonly name: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
  readonly line: { readonly colour: string; readonly widthPx: number; readonly dash: OfficeDash } | null;
  readonly marker: {
    readonly shape: 'circle' | 'diamond' | 'square';
    readonly sizePx: number;
    readonly colour: string;
    readonly pointColours: readonly string[] | null;
  } | null;
  readonly errorsX: OfficeErrors | null;
  readonly errorsY: OfficeErrors | null;
  /** One per point, null = none. name: the whole name that a text stands for, which may be a number where names would touch. */
  readonly labels: readonly ({
    readonly text: string;
    readonly side: LabelSide;
    readonly colour: string;
    readonly name?: string;
  } | null)[];
  /** In the legend. */
  readonly listed: boolean;
}

export interface OfficeScatterChart extends OfficeStyle {
  readonly kind: 'scatter';
  readonly series: readonly OfficePoints[];
  readonly xAxis: OfficeAxis;
  readonly yAxis: OfficeAxis;
  /** Names that numbers at the points stand for, under the plot: '1 Freshness'. */
  readonly key?: readonly string[];
  /** Words in place of numbers along the vertical axis. */
  readonly rowNames: readonly { readonly at: number; readonly text: string }[];
  readonly legend: boolean;
}

/** A chart as Word, Excel and PowerPoint know charts: plain data to be written as a DrawingML chart part. */
export type OfficeChart = OfficeBarChart | OfficeLineChart | OfficePieChart | OfficeRadarChart | OfficeScatterChart;
