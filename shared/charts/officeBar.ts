import type { ChartFigure, Json, JsonObject } from '../analyses/types.ts';
import {
  axisTitle,
  coloursOf,
  formatOfTexts,
  listOf,
  numberOf,
  numbersOf,
  objectOf,
  rangeOf,
  roundRange,
  stepFormat,
  textOf,
} from './figureParts.ts';
import type { OfficeAxis, OfficeBarChart, OfficeErrors, OfficeLabels, OfficeSeries } from './officeTypes.ts';
import { ink } from './theme.ts';

const context = ink.context.slice(1).toUpperCase();
const text = ink.text.slice(1).toUpperCase();

const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** Lengths of a trace's error bars; null where there are none or they are not to be seen. */
export function errorsOf(bars: Json | undefined): OfficeErrors | null {
  const found = objectOf(bars);
  if (found.type !== 'data' || found.visible === false) return null;
  const plus = numbersOf(found.array).map((value) => value ?? 0);
  const minus = found.symmetric === false ? numbersOf(found.arrayminus).map((value) => value ?? 0) : plus;
  return plus.some((value) => value > 0) || minus.some((value) => value > 0) ? { plus, minus } : null;
}

/** Without the last bits that steps leave. */
const shortNumber = (value: number): string => String(Number(value.toPrecision(6)));

/**
 * Words at the places of a category axis: the whole label that a trace carries for the pointer where it has one, else the one on the
 * axis; numbers become the words of themselves.
 */
function categoriesOf(traces: readonly JsonObject[], places: readonly number[], axis: JsonObject): readonly string[] {
  const carried = listOf(traces[0]!.customdata);
  if (carried.length === places.length && carried.every((one) => typeof one === 'string')) return carried.map(textOf);
  // Bins carry their ends.
  if (carried.length === places.length && carried.every((one) => listOf(one).length === 2))
    return carried.map((one) =>
      listOf(one)
        .map((end) => shortNumber(numberOf(end) ?? 0))
        .join('–'),
    );
  const at = numbersOf(axis.tickvals);
  const words = listOf(axis.ticktext).map(textOf);
  return places.map((place) => {
    const tick = at.findIndex((value) => value !== null && same(value, place));
    return tick >= 0 ? words[tick]! : shortNumber(place);
  });
}

/** White letters where the bar is dark. */
export function lettersOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 140 ? 'FFFFFF' : text;
}

/** Written values as labels: a number format where all of them show their values in one look. null = none is written. */
export function labelsOf(texts: readonly string[], values: readonly (number | null)[]): OfficeLabels | null {
  if (texts.every((one) => one === '')) return null;
  const format = texts.includes('') ? null : formatOfTexts(texts, values);
  return format === null ? { texts } : { format };
}

/** Ends of the value axis: those of the figure rounded outwards, but not the room it keeps for letters beyond the data. */
function valueAxis(
  axis: JsonObject,
  low: number,
  high: number,
  chosen: readonly [number, number] | undefined,
): OfficeAxis {
  const range = rangeOf(axis);
  const grid = axis.showgrid === true ? { grid: true } : {};
  if (chosen)
    return {
      title: axisTitle(axis),
      ...roundRange(Math.min(0, ...chosen), Math.max(...chosen)),
      reversed: false,
      ...grid,
    };
  const from = Math.min(range ? Math.min(...range) : 0, low);
  const whole = numberOf(axis.dtick);
  const ends =
    whole === null
      ? roundRange(from, high)
      : {
          min: Math.floor(from / whole) * whole,
          max: Math.max(whole, Math.ceil(high / whole - 1e-9) * whole),
          step: whole,
          format: stepFormat(whole),
        };
  return { title: axisTitle(axis), ...ends, reversed: range !== null && range[0] > range[1], ...grid };
}

/** Bars, lying or standing, side by side or stacked, with lines over standing ones. null = no Office chart holds this figure. */
export function officeBar(figure: ChartFigure): OfficeBarChart | null {
  const { layout } = figure;
  const traces = figure.data.filter((trace) => trace.type === 'bar');
  const overlays = figure.data.filter((trace) => trace.type !== 'bar');
  const lying = traces[0]!.orientation === 'h';
  if (traces.some((trace) => (trace.orientation === 'h') !== lying)) return null;
  const [categoryKey, valueKey] = lying ? (['y', 'x'] as const) : (['x', 'y'] as const);
  const stacked = layout.barmode === 'stack' || layout.barmode === 'relative';
  if (!stacked && traces.length > 1 && layout.barmode !== 'group' && layout.barmode !== undefined) return null;
  const named = listOf(traces[0]![categoryKey]);
  const words = named.some((place) => typeof place === 'string');
  // Places of words are counted; places in numbers stand for themselves.
  const places = named.map((place, index) => (words ? index : (numberOf(place) ?? Number.NaN)));
  if (places.length === 0 || places.some(Number.isNaN)) return null;
  if (traces.some((trace) => JSON.stringify(trace[categoryKey]) !== JSON.stringify(traces[0]![categoryKey])))
    return null;
  const categoryAxis = objectOf(layout[`${categoryKey}axis`]);
  const across = rangeOf(categoryAxis);
  const axis = objectOf(layout[`${valueKey}axis`]);
  const categories = words ? named.map(textOf) : categoriesOf(traces, places, categoryAxis);

  const labels = traces.map((trace) => listOf(trace.text).map(textOf));
  const bars = traces.map((trace, index): OfficeSeries => {
    const values = numbersOf(trace[valueKey]);
    const { colour, pointColours } = coloursOf(objectOf(trace.marker).color, context);
    return {
      name: textOf(trace.name),
      values,
      colour,
      pointColours,
      errors: errorsOf(trace[`error_${valueKey}`]),
      labels: labelsOf(labels[index]!, values),
      labelColour: stacked ? lettersOn(colour) : text,
    };
  });

  const lines: OfficeSeries[] = [];
  for (const trace of overlays) {
    if (lying || trace.type !== 'scatter' || trace.mode !== 'lines') return null;
    const x = numbersOf(trace.x);
    const y = numbersOf(trace.y);
    const values = places.map((place) => y[x.findIndex((at) => at !== null && same(at, place))] ?? null);
    // A line that has no point at a bar could only be guessed there.
    if (values.includes(null)) return null;
    const { colour } = coloursOf(objectOf(trace.line).color, text);
    lines.push({
      name: textOf(trace.name),
      values,
      colour,
      pointColours: null,
      errors: null,
      labels: null,
      labelColour: text,
    });
  }

  const references: { name: string; value: number }[] = [];
  for (const shape of listOf(layout.shapes).map(objectOf)) {
    const value = numberOf(shape[`${valueKey}0`]);
    const straight = shape.type === 'line' && shape[`${categoryKey}ref`] === 'paper' && value === shape[`${valueKey}1`];
    if (!straight || value === null) return null;
    // The line is drawn as the trend of a level series, and one point has no trend.
    if (places.length < 2 || stacked) return null;
    references.push({ name: '', value });
  }
  const atBars = places.map(() => '');
  let anyAtBars = false;
  for (const note of listOf(layout.annotations).map(objectOf)) {
    const value = numberOf(note[valueKey]);
    const place = numberOf(note[categoryKey]);
    const said = textOf(note.text);
    const reference = references.find((one) => note[`${categoryKey}ref`] === 'paper' && one.value === value);
    const bar =
      note[`${categoryKey}ref`] === undefined ? places.findIndex((at) => place !== null && same(at, place)) : -1;
    const line = overlays.findIndex((trace) => {
      const at = numbersOf(trace.x).findIndex((x) => x === note.x);
      return at >= 0 && numbersOf(trace.y)[at] === note.y;
    });
    if (reference) reference.name = said;
    else if (line >= 0) lines[line] = { ...lines[line]!, name: said };
    else if (bar >= 0 && bars.length === 1) {
      atBars[bar] = said;
      anyAtBars = true;
    } else return null;
  }
  if (anyAtBars) bars[0] = { ...bars[0]!, labels: labelsOf(atBars, bars[0]!.values) };

  const heights = places.map((_, index) =>
    stacked
      ? bars.reduce((sum, { values }) => sum + Math.max(0, values[index] ?? 0), 0)
      : Math.max(...bars.map(({ values, errors }) => (values[index] ?? 0) + (errors?.plus[index] ?? 0))),
  );
  const depths = places.map((_, index) =>
    Math.min(0, ...bars.map(({ values, errors }) => (values[index] ?? 0) - (errors?.minus[index] ?? 0))),
  );
  const over = [...lines.flatMap(({ values }) => values), ...references.map(({ value }) => value)];
  const high = Math.max(0, ...heights, ...over.map((value) => value ?? 0));
  // Where there are error bars, values stand at the foot of the bars.
  const foot = bars.some(({ errors }) => errors !== null);
  const room = foot ? 1 : anyAtBars || labels.some((texts) => texts.length > 0 && !stacked) ? 1.05 : 1;
  const low = Math.min(0, ...depths);
  const gap = numberOf(layout.bargap) ?? 0.2;
  const full = traces.some((trace) => listOf(trace.width).length > 0);
  return {
    kind: 'bar',
    direction: lying ? 'horizontal' : 'vertical',
    grouping: stacked ? 'stacked' : 'clustered',
    gapPercent: full ? 4 : Math.round((100 * gap) / (1 - gap)),
    categories,
    categoryTitle: axisTitle(categoryAxis),
    categoriesDown: lying && across !== null && across[0] > across[1],
    bars,
    lines,
    references,
    valueAxis: valueAxis(axis, low, high * room, figure.ends),
    legend: layout.showlegend === true || lines.some(({ name }) => name !== ''),
  };
}
