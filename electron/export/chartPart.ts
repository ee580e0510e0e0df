import { shorten, shortNames, textWidth } from '../../shared/charts/plotText.ts';
import { namedPlane } from '../../shared/charts/labelSides.ts';
import { lettersOn } from '../../shared/charts/officeBar.ts';
import type {
  LabelSide,
  OfficeAxis,
  OfficeBarChart,
  OfficeChart,
  OfficeDash,
  OfficeErrors,
  OfficeLabels,
  OfficeLineChart,
  OfficePieChart,
  OfficePoints,
  OfficeRadarChart,
  OfficeScatterChart,
  OfficeSeries,
} from '../../shared/charts/officeTypes.ts';
import { officeRelations, xmlHead, xmlText } from './xmlOut.ts';

/** A column of the sheet behind a chart, heading and values. */
export interface ChartColumn {
  readonly heading: string;
  readonly values: readonly (string | number | null)[];
}

export interface ChartPart {
  /** The chart part (c:chartSpace). */
  readonly xml: string;
  /** What the sheet must hold at the place given, first column first. */
  readonly columns: readonly ChartColumn[];
}

export interface ChartPlace {
  readonly sheet: string;
  /** 0-based, of the headings. */
  readonly row: number;
  readonly column: number;
  /** Relation of the chart part to its own workbook; null = the chart stands in the workbook that holds the sheet. */
  readonly workbookRelation: string | null;
  /** Above the plot; '' = none. */
  readonly title: string;
  readonly widthPoints: number;
  readonly heightPoints: number;
  /** Of the letters. */
  readonly points: number;
}

/** 0 = A. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

type LegendPosition = 't' | 'r' | 'b';

const soft = '5B6673';
const ink = '1F2933';
const rule = 'A3ADB8';

const emu = (px: number): number => Math.round(px * 9525);
const solid = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
const noFill = '<a:noFill/>';
const dashes: Readonly<Record<OfficeDash, string>> = { solid: 'solid', dash: 'dash', dot: 'sysDot' };
const line = (colour: string, px: number, dash: OfficeDash = 'solid'): string =>
  `<a:ln w="${emu(px)}" cap="flat">${solid(colour)}<a:prstDash val="${dashes[dash]}"/><a:round/></a:ln>`;
const noLine = `<a:ln>${noFill}</a:ln>`;
const shape = (...parts: readonly string[]): string => `<c:spPr>${parts.join('')}</c:spPr>`;
/** An Excel number format that writes negative numbers with the minus sign. */
const shownFormat = (format: string): string => xmlText(`${format};"−"${format}`);
const value = (name: string, val: string | number): string => `<c:${name} val="${val}"/>`;
/** Attributes of letters; faces are the document's own. */
const letters = (tag: 'a:defRPr' | 'a:rPr', points: number, colour: string, bold = false): string =>
  `<${tag} ${tag === 'a:rPr' ? 'lang="zh-CN" ' : ''}sz="${Math.round(points * 100)}" b="${bold ? 1 : 0}">${solid(colour)}</${tag}>`;

/** Most of a chart's width that names may take, but so many letters always. */
const namesShare = 0.34;
const leastWord = 6;

/** Writes one chart; every column of its sheet is named as it is used. */
class ChartWriter {
  readonly columns: ChartColumn[] = [];
  private readonly place: ChartPlace;
  private readonly sheet: string;

  constructor(place: ChartPlace) {
    this.place = place;
    this.sheet = `'${place.sheet.replaceAll("'", "''")}'`;
  }

  private column(heading: string, values: ChartColumn['values']): { readonly head: string; readonly body: string } {
    const letter = columnLetters(this.place.column + this.columns.length);
    this.columns.push({ heading, values });
    const first = this.place.row + 1;
    return {
      head: xmlText(`${this.sheet}!$${letter}$${first}`),
      body: xmlText(`${this.sheet}!$${letter}$${first + 1}:$${letter}$${first + values.length}`),
    };
  }

  private static points(values: ChartColumn['values']): string {
    const points = values.map((one, index) =>
      one === null ? '' : `<c:pt idx="${index}"><c:v>${xmlText(String(one))}</c:v></c:pt>`,
    );
    return `<c:ptCount val="${values.length}"/>${points.join('')}`;
  }

  private static numbers(formula: string, values: readonly (number | null)[]): string {
    return `<c:numRef><c:f>${formula}</c:f><c:numCache><c:formatCode>General</c:formatCode>${ChartWriter.points(values)}</c:numCache></c:numRef>`;
  }

  private static words(formula: string, values: readonly string[]): string {
    return `<c:strRef><c:f>${formula}</c:f><c:strCache>${ChartWriter.points(values)}</c:strCache></c:strRef>`;
  }

  /** A name with no more room than the plot can spare. */
  word(text: string): string {
    return shorten(text, this.wordRoom);
  }

  private get wordRoom(): number {
    return Math.max(leastWord, (namesShare * this.place.widthPoints) / this.place.points);
  }

  categories(heading: string, words: readonly string[]): string {
    const short = shortNames(words, this.wordRoom);
    const { body } = this.column(heading, short);
    return `<c:cat>${ChartWriter.words(body, short)}</c:cat>`;
  }

  /** Name and values of a series: the name is the heading of its column. */
  named(tag: 'val' | 'yVal', name: string, values: readonly (number | null)[]): { tx: string; body: string } {
    const { head, body } = this.column(name, values);
    return {
      tx: `<c:tx>${ChartWriter.words(head, [name])}</c:tx>`,
      body: `<c:${tag}>${ChartWriter.numbers(body, values)}</c:${tag}>`,
    };
  }

  across(heading: string, values: readonly (number | null)[]): string {
    const { body } = this.column(heading, values);
    return `<c:xVal>${ChartWriter.numbers(body, values)}</c:xVal>`;
  }

  errorBars(errors: OfficeErrors | null, direction: 'y' | null, name: string): string {
    if (!errors) return '';
    const side = (sign: '+' | '-', lengths: readonly number[]): string =>
      ChartWriter.numbers(this.column(`${name} ${sign}`.trim(), lengths).body, lengths);
    return `<c:errBars>${direction ? value('errDir', direction) : ''}${value('errBarType', 'both')}${value('errValType', 'cust')}${value('noEndCap', 0)}<c:plus>${side('+', errors.plus)}</c:plus><c:minus>${side('-', errors.minus)}</c:minus>${shape(line(ink, 1))}</c:errBars>`;
  }

  private txPr(colour: string, points = this.place.points, bold = false): string {
    return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>${letters('a:defRPr', points, colour, bold)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`;
  }

  private rich(
    text: string,
    colour: string,
    points = this.place.points,
    bold = false,
    way: 'turned' | 'oneLine' | 'plain' = 'plain',
  ): string {
    const bodies = {
      turned: '<a:bodyPr rot="-5400000" vert="horz"/>',
      oneLine: '<a:bodyPr wrap="none"/>',
      plain: '<a:bodyPr/>',
    };
    const body = bodies[way];
    const paragraphs = text
      .split('\n')
      .map(
        (one) =>
          `<a:p><a:pPr>${letters('a:defRPr', points, colour, bold)}</a:pPr><a:r>${letters('a:rPr', points, colour, bold)}<a:t>${xmlText(one)}</a:t></a:r></a:p>`,
      );
    return `<c:tx><c:rich>${body}<a:lstStyle/>${paragraphs.join('')}</c:rich></c:tx>`;
  }

  private title(text: string, colour: string, points: number, bold: boolean, turned: boolean): string {
    return text === ''
      ? ''
      : `<c:title>${this.rich(text, colour, points, bold, turned ? 'turned' : 'plain')}${value('overlay', 0)}</c:title>`;
  }

  private static shown(what: 'val' | 'percent' | 'none'): string {
    return `${value('showLegendKey', 0)}${value('showVal', what === 'val' ? 1 : 0)}${value('showCatName', 0)}${value('showSerName', 0)}${value('showPercent', what === 'percent' ? 1 : 0)}${value('showBubbleSize', 0)}`;
  }

  private label(index: number, text: string, colour: string, position: string): string {
    return `<c:dLbl>${value('idx', index)}${this.rich(text, colour, this.place.points, false, 'oneLine')}${position === '' ? '' : value('dLblPos', position)}${ChartWriter.shown('val')}</c:dLbl>`;
  }

  /** colours: of the letters at single values, where they differ. */
  labels(
    labels: OfficeLabels | null,
    colour: string,
    position: string,
    colours: readonly string[] | null = null,
  ): string {
    if (!labels) return '';
    if ('texts' in labels) {
      const each = labels.texts.map((text, index) =>
        text === '' ? '' : this.label(index, text, colours?.[index] ?? colour, position),
      );
      return `<c:dLbls>${each.join('')}${ChartWriter.shown('none')}</c:dLbls>`;
    }
    const each = (colours ?? []).map((own, index) =>
      own === colour
        ? ''
        : `<c:dLbl>${value('idx', index)}<c:numFmt formatCode="${shownFormat(labels.format)}" sourceLinked="0"/>${shape(noFill, noLine)}${this.txPr(own)}${position === '' ? '' : value('dLblPos', position)}${ChartWriter.shown('val')}</c:dLbl>`,
    );
    return `<c:dLbls>${each.join('')}<c:numFmt formatCode="${shownFormat(labels.format)}" sourceLinked="0"/>${shape(noFill, noLine)}${this.txPr(colour)}${position === '' ? '' : value('dLblPos', position)}${ChartWriter.shown('val')}</c:dLbls>`;
  }

  pointLabels(labels: OfficePoints['labels']): string {
    const sides: Readonly<Record<LabelSide, string>> = { left: 'l', right: 'r', top: 't', bottom: 'b' };
    const each = labels.map((label, index) =>
      label && label.text !== '' ? this.label(index, label.text, label.colour, sides[label.side]) : '',
    );
    const all = each.join('');
    return all === '' ? '' : `<c:dLbls>${all}${ChartWriter.shown('none')}</c:dLbls>`;
  }

  /** colours: of the letters on each slice. */
  percentLabels(colours: readonly string[]): string {
    const looks = (colour: string): string =>
      `<c:numFmt formatCode="0.0%" sourceLinked="0"/>${shape(noFill, noLine)}${this.txPr(colour)}${ChartWriter.shown('percent')}`;
    const each = colours.map((colour, index) =>
      colour === ink ? '' : `<c:dLbl>${value('idx', index)}${looks(colour)}</c:dLbl>`,
    );
    return `<c:dLbls>${each.join('')}${looks(ink)}</c:dLbls>`;
  }

  axis(
    kind: 'catAx' | 'valAx',
    id: number,
    cross: number,
    side: 'b' | 'l',
    options: {
      readonly axis: OfficeAxis;
      readonly crosses: 'autoZero' | 'min' | 'max';
      readonly hidden?: boolean;
      readonly between?: boolean;
      readonly grid?: boolean;
      /** Office else leaves out every other word where it thinks them too close. */
      readonly everyLabel?: boolean;
    },
  ): string {
    const { axis } = options;
    const scaling = `<c:scaling>${value('orientation', axis.reversed ? 'maxMin' : 'minMax')}${axis.max === null ? '' : value('max', axis.max)}${axis.min === null ? '' : value('min', axis.min)}</c:scaling>`;
    const grid = options.grid || axis.grid ? `<c:majorGridlines>${shape(line('E4E8EC', 0.75))}</c:majorGridlines>` : '';
    const common = `${value('axId', id)}${scaling}${value('delete', options.hidden ? 1 : 0)}${value('axPos', side)}${grid}${this.title(axis.title, soft, this.place.points, false, side === 'l')}<c:numFmt formatCode="${shownFormat(axis.format)}" sourceLinked="0"/>${value('majorTickMark', kind === 'catAx' ? 'none' : 'out')}${value('minorTickMark', 'none')}${value('tickLblPos', kind === 'catAx' ? 'low' : 'nextTo')}${shape(line(rule, 1))}${this.txPr(ink)}${value('crossAx', cross)}${value('crosses', options.crosses)}`;
    const rest =
      kind === 'catAx'
        ? `${value('auto', 0)}${value('lblAlgn', 'ctr')}${value('lblOffset', 100)}${options.everyLabel ? value('tickLblSkip', 1) : ''}${value('noMultiLvlLbl', 1)}`
        : `${value('crossBetween', options.between ? 'between' : 'midCat')}${axis.step === null ? '' : value('majorUnit', axis.step)}`;
    return `<c:${kind}>${common}${rest}</c:${kind}>`;
  }

  /** The whole part around a plot. leftOut: entries of the legend that name nothing. */
  space(plot: string, legend: LegendPosition | null, leftOut: readonly number[], layout = '<c:layout/>'): string {
    const entries = leftOut.map(
      (index) => `<c:legendEntry>${value('idx', index)}${value('delete', 1)}</c:legendEntry>`,
    );
    const { title, workbookRelation, points } = this.place;
    const named = this.title(title, ink, points + 2, true, false);
    return `${xmlHead}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${officeRelations}">${value('date1904', 0)}${value('roundedCorners', 0)}<c:chart>${named}${value('autoTitleDeleted', named === '' ? 1 : 0)}<c:plotArea>${layout}${plot}${shape(noFill, noLine)}</c:plotArea>${legend ? `<c:legend>${value('legendPos', legend)}${entries.join('')}${value('overlay', 0)}${this.txPr(ink)}</c:legend>` : ''}${value('plotVisOnly', 1)}${value('dispBlanksAs', 'gap')}</c:chart>${shape(solid('FFFFFF'), noLine)}<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${points * 100}"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>${workbookRelation === null ? '' : `<c:externalData r:id="${workbookRelation}">${value('autoUpdate', 0)}</c:externalData>`}</c:chartSpace>`;
  }

  get widthPoints(): number {
    return this.place.widthPoints;
  }
  get letterPoints(): number {
    return this.place.points;
  }
}

const words: OfficeAxis = { title: '', min: null, max: null, step: null, format: 'General', reversed: false };
const [first, second] = [111_111_111, 222_222_222];

const pointFills = (colours: readonly string[] | null, own: string, fill: (colour: string) => string): string =>
  (colours ?? [])
    .map((colour, index) =>
      colour === own
        ? ''
        : `<c:dPt>${value('idx', index)}${value('invertIfNegative', 0)}${value('bubble3D', 0)}${fill(colour)}</c:dPt>`,
    )
    .join('');

const numbered = (index: number): string => `${value('idx', index)}${value('order', index)}`;

function barPlot(writer: ChartWriter, chart: OfficeBarChart): string {
  const lying = chart.direction === 'horizontal';
  const stacked = chart.grouping === 'stacked';
  // Every series names the same cells, so the categories' column is written once.
  const cat = writer.categories(chart.categoryTitle, chart.categories);
  const edge = stacked ? line('FFFFFF', 1) : noLine;
  const bar = (series: OfficeSeries, index: number): string => {
    const { tx, body } = writer.named('val', series.name, series.values);
    const position = stacked ? 'ctr' : series.errors ? 'inBase' : 'outEnd';
    // Letters on a dark bar are white, whether one bar is dark or all are.
    const within = position === 'inBase';
    const inside = within && series.pointColours ? series.pointColours.map(lettersOn) : null;
    const letters = within ? lettersOn(series.colour) : series.labelColour;
    const fills = pointFills(series.pointColours, series.colour, (colour) => shape(solid(colour), edge));
    return `<c:ser>${numbered(index)}${tx}${shape(solid(series.colour), edge)}${value('invertIfNegative', 0)}${fills}${writer.labels(series.labels, letters, position, inside)}${writer.errorBars(series.errors, null, series.name)}${cat}${body}</c:ser>`;
  };
  const bars = chart.bars.map(bar);
  // A level line is the trend of a series that is the same everywhere and not to be seen: it follows its cells like all else.
  const references = chart.references.map(({ name, value: level }, place) => {
    const { tx, body } = writer.named(
      'val',
      name,
      chart.categories.map(() => level),
    );
    const trend = `<c:trendline><c:name>${xmlText(name)}</c:name>${shape(line(soft, 1.25, 'dash'))}${value('trendlineType', 'linear')}${value('forward', 0.5)}${value('backward', 0.5)}${value('dispRSqr', 0)}${value('dispEq', 0)}</c:trendline>`;
    return `<c:ser>${numbered(bars.length + place)}${tx}${shape(noFill, noLine)}${value('invertIfNegative', 0)}${trend}${cat}${body}</c:ser>`;
  });
  const overlap = stacked || references.length > 0 ? value('overlap', 100) : '';
  const axes = `${value('axId', first)}${value('axId', second)}`;
  const group = `<c:barChart>${value('barDir', lying ? 'bar' : 'col')}${value('grouping', stacked ? 'stacked' : 'clustered')}${value('varyColors', 0)}${bars.join('')}${references.join('')}${value('gapWidth', chart.gapPercent)}${overlap}${axes}</c:barChart>`;
  const lines = chart.lines.map((series, place) => {
    const { tx, body } = writer.named('val', series.name, series.values);
    return `<c:ser>${numbered(bars.length + references.length + place)}${tx}${shape(line(series.colour, 2))}<c:marker>${value('symbol', 'none')}</c:marker>${cat}${body}${value('smooth', 1)}</c:ser>`;
  });
  const over =
    lines.length === 0
      ? ''
      : `<c:lineChart>${value('grouping', 'standard')}${value('varyColors', 0)}${lines.join('')}${value('marker', 1)}${axes}</c:lineChart>`;
  const categoryAxis = { ...words, title: chart.categoryTitle, reversed: chart.categoriesDown };
  // Levels are named beside the unit: Office lists a trend in a legend only together with its series.
  const levels = chart.references.flatMap(({ name }) => (name === '' ? [] : [`┆ ${name}`]));
  const valueAxis = { ...chart.valueAxis, title: [chart.valueAxis.title, ...levels].join('　') };
  return `${group}${over}${writer.axis('catAx', first, second, lying ? 'l' : 'b', { axis: categoryAxis, crosses: 'autoZero', everyLabel: lying })}${writer.axis('valAx', second, first, lying ? 'b' : 'l', { axis: valueAxis, crosses: chart.categoriesDown ? 'max' : 'autoZero', between: true })}`;
}

function linePlot(writer: ChartWriter, chart: OfficeLineChart): string {
  const cat = writer.categories(chart.categoryTitle, chart.categories);
  const lines = chart.lines.map((series, index) => {
    const { tx, body } = writer.named('val', series.name, series.values);
    const marker = series.markers
      ? `<c:marker>${value('symbol', 'circle')}${value('size', 6)}${shape(solid(series.colour), noLine)}</c:marker>`
      : `<c:marker>${value('symbol', 'none')}</c:marker>`;
    return `<c:ser>${numbered(index)}${tx}${shape(line(series.colour, 2, series.dash))}${marker}${cat}${body}${value('smooth', 0)}</c:ser>`;
  });
  return `<c:lineChart>${value('grouping', 'standard')}${value('varyColors', 0)}${lines.join('')}${value('marker', 1)}${value('axId', first)}${value('axId', second)}</c:lineChart>${writer.axis('catAx', first, second, 'b', { axis: { ...words, title: chart.categoryTitle }, crosses: 'autoZero' })}${writer.axis('valAx', second, first, 'l', { axis: chart.valueAxis, crosses: 'autoZero', between: true })}`;
}

function piePlot(writer: ChartWriter, chart: OfficePieChart): string {
  const { series, hole } = chart;
  const cat = writer.categories('', chart.categories);
  const { tx, body } = writer.named('val', series.name, series.values);
  const fills = series.values.map((_, index) => series.pointColours?.[index] ?? series.colour);
  const slices = fills.map(
    (colour, index) =>
      `<c:dPt>${value('idx', index)}${value('bubble3D', 0)}${shape(solid(colour), line('FFFFFF', 1))}</c:dPt>`,
  );
  const ser = `<c:ser>${numbered(0)}${tx}${slices.join('')}${writer.percentLabels(fills.map(lettersOn))}${cat}${body}</c:ser>`;
  const turn = value('firstSliceAng', 0);
  return hole > 0
    ? `<c:doughnutChart>${value('varyColors', 1)}${ser}${turn}${value('holeSize', Math.round(100 * hole))}</c:doughnutChart>`
    : `<c:pieChart>${value('varyColors', 1)}${ser}${turn}</c:pieChart>`;
}

function radarPlot(writer: ChartWriter, chart: OfficeRadarChart): string {
  const cat = writer.categories('', chart.categories);
  const filled = chart.series.every((series) => series.filled);
  const series = chart.series.map((one, index) => {
    const { tx, body } = writer.named('val', one.name, one.values);
    const fill = filled
      ? `<a:solidFill><a:srgbClr val="${one.colour}"><a:alpha val="40000"/></a:srgbClr></a:solidFill>`
      : '';
    return `<c:ser>${numbered(index)}${tx}${shape(fill, line(one.colour, 2))}<c:marker>${value('symbol', 'none')}</c:marker>${writer.labels(one.labels, one.labelColour, '')}${cat}${body}</c:ser>`;
  });
  return `<c:radarChart>${value('radarStyle', filled ? 'filled' : 'marker')}${value('varyColors', 0)}${series.join('')}${value('axId', first)}${value('axId', second)}</c:radarChart>${writer.axis('catAx', first, second, 'b', { axis: words, crosses: 'autoZero', grid: chart.valueAxis.grid === true })}${writer.axis('valAx', second, first, 'l', { axis: chart.valueAxis, crosses: 'autoZero', between: true })}`;
}

/** Words along the vertical axis are labels of points on it: a plane has no axis of words. */
function rowNamePoints({ rowNames, xAxis }: OfficeScatterChart, writer: ChartWriter): OfficePoints | null {
  if (rowNames.length === 0) return null;
  return {
    name: '',
    x: rowNames.map(() => xAxis.min ?? 0),
    y: rowNames.map(({ at }) => at),
    line: null,
    marker: null,
    errorsX: null,
    errorsY: null,
    labels: rowNames.map(({ text }) => ({ text: writer.word(text), side: 'left', colour: ink })),
    listed: false,
  };
}

/** Intervals along x as broken lines: LibreOffice leaves out the error bars that lie along x. */
function lyingIntervals(points: OfficePoints): readonly OfficePoints[] {
  const { errorsX } = points;
  if (!errorsX) return [points];
  const ends = points.x.map((x, at) => (x === null ? null : [x - errorsX.minus[at]!, x + errorsX.plus[at]!]));
  const intervals: OfficePoints = {
    name: points.name,
    x: ends.flatMap((pair) => [pair?.[0] ?? null, pair?.[1] ?? null, null]),
    y: points.y.flatMap((y) => [y, y, null]),
    line: { colour: ink, widthPx: 1, dash: 'solid' },
    marker: null,
    errorsX: null,
    errorsY: null,
    labels: [],
    listed: false,
  };
  return [intervals, { ...points, errorsX: null }];
}

function scatterPlot(writer: ChartWriter, chart: OfficeScatterChart, all: readonly OfficePoints[]): string {
  const series = all.map((points, index) => {
    const xVal = writer.across(chart.xAxis.title, points.x);
    const { tx, body } = writer.named('yVal', points.name, points.y);
    const { marker } = points;
    /** larger: by so many points, as LibreOffice gives a point a look of its own only where its sign or size is another. */
    const symbolOf = (colour: string, larger = 0): string =>
      marker === null
        ? `<c:marker>${value('symbol', 'none')}</c:marker>`
        : `<c:marker>${value('symbol', marker.shape)}${value('size', Math.min(72, Math.max(2, Math.round(marker.sizePx * 0.75)) + larger))}${shape(solid(colour), line(colour === 'FFFFFF' ? (points.line?.colour ?? ink) : 'FFFFFF', 0.75))}</c:marker>`;
    const fills = marker
      ? (marker.pointColours ?? [])
          .map((colour, at) =>
            colour === marker.colour
              ? ''
              : `<c:dPt>${value('idx', at)}${symbolOf(colour, 1)}${value('bubble3D', 0)}</c:dPt>`,
          )
          .join('')
      : '';
    const drawn = points.line ? line(points.line.colour, points.line.widthPx, points.line.dash) : noLine;
    const errors = writer.errorBars(points.errorsY, 'y', points.name);
    return `<c:ser>${numbered(index)}${tx}${shape(drawn)}${symbolOf(marker?.colour ?? ink)}${fills}${writer.pointLabels(points.labels)}${errors}${xVal}${body}${value('smooth', 0)}</c:ser>`;
  });
  const { yAxis, rowNames, key = [] } = chart;
  const xAxis = { ...chart.xAxis, title: [chart.xAxis.title, ...key].join('\n') };
  return `<c:scatterChart>${value('scatterStyle', 'lineMarker')}${value('varyColors', 0)}${series.join('')}${value('axId', first)}${value('axId', second)}</c:scatterChart>${writer.axis('valAx', first, second, 'b', { axis: xAxis, crosses: yAxis.reversed ? 'max' : 'min' })}${writer.axis('valAx', second, first, 'l', { axis: yAxis, crosses: xAxis.reversed ? 'max' : 'min', hidden: rowNames.length > 0 })}`;
}

/** About what Office leaves of a chart between its axes, with their numbers and titles outside. */
const plotSize = ({ widthPoints, heightPoints, points }: ChartPlace) => ({
  width: Math.max(1, widthPoints - 10 * points),
  height: Math.max(1, heightPoints - 9 * points),
  letters: points,
});

/** Words that stand one above another at the left of a chart: one for each of its rows, none where rows have no words. */
export function wordRows(chart: OfficeChart): number {
  if (chart.kind === 'scatter') return chart.rowNames.length;
  return chart.kind === 'bar' && chart.direction === 'horizontal' ? chart.categories.length : 0;
}

/** What is left of a chart's height for rows, and how much of it one line takes up in its letters. */
const rowsShare = 0.72;
const rowLetters = 1.5;

/** Letters in the size the author chose, but larger ones only as far as every row keeps its word: Office leaves out those too close. */
function lettersOf(chart: OfficeChart, { points, heightPoints }: ChartPlace): number {
  const { letterScale = 1 } = chart;
  const rows = wordRows(chart);
  if (letterScale <= 1 || rows === 0) return points * letterScale;
  const fitting = Math.floor((2 * rowsShare * heightPoints) / rows / rowLetters) / 2;
  return Math.max(points, Math.min(points * letterScale, fitting));
}

/** Room at the left for words along the vertical axis: Office keeps none for labels. */
function rowNameLayout(writer: ChartWriter, chart: OfficeScatterChart): string {
  const { rowNames, legend, legendPlace, series } = chart;
  if (rowNames.length === 0) return '<c:layout/>';
  const widest = rowNames.reduce((width, { text }) => Math.max(width, textWidth(writer.word(text))), 0);
  const left = Math.min(0.5, (widest * writer.letterPoints + 14) / writer.widthPoints);
  // A legend beside or under the plot has its own room, as Office does not keep it free of a plot laid out by hand.
  const listed = series.filter((points) => points.listed).map((points) => textWidth(points.name));
  const beside = legend && legendPlace === 'right' ? (Math.max(0, ...listed) + 4) * writer.letterPoints : 0;
  const right = 0.97 - Math.min(0.3, beside / writer.widthPoints);
  const height = legend && legendPlace === 'bottom' ? 0.66 : 0.74;
  return `<c:layout><c:manualLayout>${value('layoutTarget', 'inner')}${value('xMode', 'edge')}${value('yMode', 'edge')}${value('x', left.toFixed(4))}${value('y', 0.08)}${value('w', (right - left).toFixed(4))}${value('h', height)}</c:manualLayout></c:layout>`;
}

/**
 * A chart as DrawingML (ECMA-376 part 1, 21.2), with the values it shows beside the cells it takes them from: so it is drawn at once and
 * follows its sheet when somebody edits the data.
 *
 * @returns the part, and the columns to be written at the place it names
 */
export function chartPart(chart: OfficeChart, given: ChartPlace): ChartPart {
  const place = { ...given, points: lettersOf(chart, given) };
  const writer = new ChartWriter(place);
  const positions = { right: 'r', bottom: 'b' } as const;
  const position = chart.legendPlace ? positions[chart.legendPlace] : 't';
  const done = (plot: string, legend: boolean, leftOut: readonly number[] = [], layout?: string): ChartPart => ({
    xml: writer.space(plot, legend ? position : null, leftOut, layout),
    columns: writer.columns,
  });
  switch (chart.kind) {
    case 'bar': {
      const nameless = [
        ...chart.bars.flatMap(({ name }, index) => (name === '' ? [index] : [])),
        // The trend names the level in the legend, its series would name it twice.
        ...chart.references.map((_, place) => chart.bars.length + place),
      ];
      return done(barPlot(writer, chart), chart.legend, nameless);
    }
    case 'line':
      return done(linePlot(writer, chart), chart.legend);
    case 'pie':
      return done(piePlot(writer, chart), true);
    case 'radar':
      return done(radarPlot(writer, chart), chart.legend);
    case 'scatter': {
      const names = rowNamePoints(chart, writer);
      const plane = namedPlane(chart, plotSize(place));
      // LibreOffice loses points of a first series that is shorter than a later one.
      const all = [...plane.series.flatMap(lyingIntervals), ...(names ? [names] : [])].toSorted(
        (a, b) => b.x.length - a.x.length,
      );
      const unlisted = all.flatMap(({ listed }, index) => (listed ? [] : [index]));
      return done(scatterPlot(writer, plane, all), chart.legend, unlisted, rowNameLayout(writer, chart));
    }
  }
}
