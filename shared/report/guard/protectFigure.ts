import type { AnalysisResult, ChartFigure, Json, JsonObject } from '../../analyses/types.ts';
import { plainText } from '../../charts/plotText.ts';
import { maskTexts } from './maskPersonal.ts';
import type { ReportGuard } from './reportGuard.ts';
import { isForbidden, isWhole, plainName, type Withheld, withheldOf } from './withheld.ts';

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A label without the number of forms behind it: 北店 (3). */
const withoutCount = (text: string): string => text.replaceAll(/\s*[(（][\d,]+[)）]/g, '');
/** A label of a figure as tables have it: in a figure, signs that could be markup are written otherwise. */
const nameIn = (label: Json | undefined): string =>
  typeof label === 'string' ? plainName(withoutCount(plainText(label))) : '';

/** Words at the places of an axis. */
function axisWords(layout: JsonObject, axis: 'xaxis' | 'yaxis'): ReadonlyMap<Json, string> {
  const { tickvals, ticktext } = isObject(layout[axis]) ? layout[axis] : {};
  if (!isList(tickvals) || !isList(ticktext)) return new Map();
  return new Map(tickvals.map((at, place) => [at, nameIn(ticktext[place])]));
}

/** What each point of a trace is called, best where it is called by words of its own. */
function labelsOf(trace: JsonObject, layout: JsonObject): readonly (readonly string[])[] {
  const own = ['customdata', 'labels', 'theta', 'text', 'hovertext', 'y', 'x'].flatMap((key) => {
    const list = trace[key];
    return isList(list) ? [list.map(nameIn)] : [];
  });
  const onAxes = (['x', 'y'] as const).flatMap((key) => {
    const list = trace[key];
    const words = axisWords(layout, `${key}axis`);
    return isList(list) && words.size > 0 ? [list.map((at) => words.get(at) ?? '')] : [];
  });
  return [...own, ...onAxes];
}

/** Keys that say where a point stands or what it is called: they stay. */
const places: ReadonlySet<string> = new Set(['labels', 'parents', 'ids', 'theta', 'colorscale', 'line', 'pattern']);

function blankAt(value: Json, gone: readonly boolean[], key: string, stays: readonly string[]): Json {
  if (isList(value)) {
    if (value.length !== gone.length) return value;
    return value.map((one, place) => {
      if (!gone[place]) return one;
      if (typeof one === 'string') return places.has(key) || stays.includes(key) ? withoutCount(one) : '';
      return stays.includes(key) && typeof one === 'number' ? one : null;
    });
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      // Colours are no numbers of anybody; sizes are.
      name === 'color' || name === 'shape' ? one : blankAt(one, gone, name, stays),
    ]),
  );
}

/** Keys of a trace that name its points, as opposed to what they show. */
function namingKeys(trace: JsonObject): readonly string[] {
  const along = trace['orientation'] === 'h' ? 'y' : 'x';
  const plane = trace['type'] === 'scatter' || trace['type'] === 'scattergl';
  const words = (key: string): boolean => isList(trace[key]) && trace[key].every((one) => typeof one === 'string');
  return [...(plane ? ['x', 'y'].filter(words) : [along]), 'customdata'];
}

class FigureGuard {
  private readonly withheld: Withheld;
  private readonly layout: JsonObject;
  /** Places on axes where something was taken away: their notes go, too. */
  readonly gone: Json[] = [];
  blanked = 0;

  constructor(withheld: Withheld, layout: JsonObject) {
    this.withheld = withheld;
    this.layout = layout;
  }

  private hides(label: string, trace: string): boolean {
    const { names, pairs } = this.withheld;
    if (names.has(label) || names.has(trace)) return true;
    return pairs.some(([row, column]) => (row === label && column === trace) || (row === trace && column === label));
  }

  trace(trace: JsonObject): JsonObject {
    if (isList(trace['z']) && trace['z'].every(isList)) return this.grid(trace);
    const name = nameIn(trace['name']);
    const labels = labelsOf(trace, this.layout);
    const length = Math.max(0, ...labels.map((list) => list.length));
    const gone = Array.from({ length }, (_, place) => labels.some((list) => this.hides(list[place] ?? '', name)));
    if (!gone.includes(true)) return trace;
    this.blanked++;
    const stays = namingKeys(trace);
    for (const key of stays) {
      const list = trace[key];
      if (key !== 'customdata' && isList(list)) gone.forEach((is, place) => is && this.gone.push(list[place] ?? null));
    }
    return Object.fromEntries(Object.entries(trace).map(([key, value]) => [key, blankAt(value, gone, key, stays)]));
  }

  /** A heat map: rows, columns and cells. */
  private grid(trace: JsonObject): JsonObject {
    const along = (key: 'x' | 'y', length: number): readonly string[] => {
      const list = isList(trace[key]) ? trace[key] : Array.from({ length }, (_, place) => place);
      const words = axisWords(this.layout, `${key}axis`);
      return list.map((at) => words.get(at) ?? nameIn(at));
    };
    const z = trace['z'] as readonly (readonly Json[])[];
    const rows = along('y', z.length);
    const columns = along('x', z[0]?.length ?? 0);
    const goes = (row: number, column: number): boolean =>
      this.hides(rows[row] ?? '', columns[column] ?? '') || this.hides(columns[column] ?? '', rows[row] ?? '');
    const some = rows.some((_, row) => columns.some((__, column) => goes(row, column)));
    if (!some) return trace;
    this.blanked++;
    const blank = (value: Json): Json =>
      isList(value) && value.length === rows.length && value.every(isList)
        ? value.map((line, row) =>
            (line as readonly Json[]).map((one, column) =>
              goes(row, column) ? (typeof one === 'string' ? '' : null) : one,
            ),
          )
        : value;
    return Object.fromEntries(Object.entries(trace).map(([key, value]) => [key, blank(value)]));
  }

  inLayout(value: Json, key: string): Json {
    if (isList(value)) {
      if (key === 'ticktext')
        return value.map((one) => (this.hides(nameIn(one), '') && typeof one === 'string' ? withoutCount(one) : one));
      if (key !== 'annotations') return value;
      return value.filter(
        (one) =>
          !isObject(one) ||
          (!this.gone.some((place) => place === one['y'] || place === one['x']) &&
            !this.hides(nameIn(one['text']), '') &&
            !this.hides(nameIn(one['hovertext']), '')),
      );
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.inLayout(one, name)]));
  }
}

function someNumber(value: Json, is: (number: number) => boolean): boolean {
  if (typeof value === 'number') return is(value);
  if (isList(value)) return value.some((one) => someNumber(one, is));
  return isObject(value) && Object.values(value).some((one) => someNumber(one, is));
}

function namesIn(value: Json, into: Set<string>): Set<string> {
  if (typeof value === 'string') into.add(nameIn(value));
  else if (isList(value)) for (const one of value) namesIn(one, into);
  else if (isObject(value)) for (const one of Object.values(value)) namesIn(one, into);
  return into;
}

/** Texts that are no words: shapes drawn, colours. */
const notWords: ReadonlySet<string> = new Set(['path', 'color', 'colorscale', 'hovertemplate', 'texttemplate']);

/**
 * A figure as a report may show it: what its tables keep back has no value in it.
 *
 * @returns null when it cannot be taken out: then the figure as a whole is kept back
 */
export function protectFigure(result: AnalysisResult, figure: ChartFigure, guard: ReportGuard): ChartFigure | null {
  const withheld = withheldOf(result, guard.smallest);
  const masked = guard.masks
    ? { ...figure, data: maskTexts(figure.data as readonly JsonObject[] as Json, notWords) as readonly JsonObject[] }
    : figure;
  if (isWhole(withheld)) return masked;
  const own = new FigureGuard(withheld, figure.layout);
  // A trace of the group alone goes as a whole.
  const kept = masked.data.filter((trace) => isList(trace['customdata']) || !withheld.names.has(nameIn(trace['name'])));
  const data = kept.map((trace) => own.trace(trace));
  const layout = own.inLayout(figure.layout, '') as JsonObject;
  const everything = [data, layout] as unknown as Json;
  if (someNumber(everything, (value) => isForbidden(value, withheld.numbers))) return null;
  if (own.blanked === 0 && kept.length === masked.data.length) {
    // Nothing was taken out: it must not be about what is kept back.
    const told = namesIn(everything, new Set());
    const about = [...withheld.names].some((name) => told.has(name));
    if (about || withheld.pairs.some(([row, column]) => told.has(row) && told.has(column))) return null;
  }
  return { ...masked, data, layout };
}
