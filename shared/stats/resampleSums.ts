import { InputError } from '../model/errors.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import { type RandomStream, randomStream } from '../numeric/random.ts';

/** A column, or what makes it when its turn comes: hundreds of products of columns need not lie in memory together. */
export type ResampledColumn = ArrayLike<number> | (() => ArrayLike<number>);
const valuesOf = (column: ResampledColumn): ArrayLike<number> => (typeof column === 'function' ? column() : column);

/** Above so many units rows are put together at random into so many groups, unless said otherwise. */
export const usualMostUnits = 2048;

export interface ResampleOptions {
  readonly resamples: number;
  readonly seed: number;
  /** Frequency weights: a row stands for so many. Survey weights belong into the columns instead. Null = 1. */
  readonly copies?: ArrayLike<number> | null;
  readonly strata?: ArrayLike<number> | null;
  /** First-stage units, numbered across strata or within. */
  readonly clusters?: ArrayLike<number> | null;
  /** More units than this are first put together at random into so many groups. Default 2048, which costs 1.6 % of a standard error's digits,
   * as 2,000 resamples do. */
  readonly mostUnits?: number;
  readonly control?: RunControl;
}

/** One row per resample and one entry per column: sums[resample * columns + column]. */
export interface ResampledSums {
  readonly resamples: number;
  readonly columns: number;
  readonly sums: Float64Array;
  /** Units drawn from: rows, clusters or random groups. */
  readonly units: number;
}

interface Units {
  /** Column sums of each unit, column after column. */
  readonly columns: readonly Float64Array[];
  readonly count: number;
  readonly stratumOf: Int32Array;
  readonly strata: number;
  /** Poisson means; null when units are drawn with replacement. */
  readonly copies: Float64Array | null;
}

/** Codes 0 .. count - 1 in order of first appearance of pairs of a stratum and a cluster (or of strata alone). */
function places(length: number, key: (row: number) => string | number): { codes: Int32Array; count: number } {
  const known = new Map<string | number, number>();
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const name = key(row);
    let code = known.get(name);
    if (code === undefined) {
      code = known.size;
      known.set(name, code);
    }
    codes[row] = code;
  }
  return { codes, count: known.size };
}

/** Sums over the rows of each unit. */
function gather(
  columns: readonly ResampledColumn[],
  unitOf: Int32Array,
  count: number,
  times: ArrayLike<number> | null,
) {
  return columns.map((made) => {
    const column = valuesOf(made);
    const sums = new Float64Array(count);
    for (let row = 0; row < unitOf.length; row++) sums[unitOf[row]!]! += column[row]! * (times ? times[row]! : 1);
    return sums;
  });
}

function shuffled(count: number, stream: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, place) => place);
  for (let i = count - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Rows as units; with frequencies each copy of a row goes its own way once there are too many. */
function unitsOf(columns: readonly ResampledColumn[], rows: number, options: ResampleOptions): Units {
  const { strata = null, clusters = null, copies = null } = options;
  const most = Math.max(2, options.mostUnits ?? usualMostUnits);
  const stratum = strata ? places(rows, (row) => strata[row]!) : { codes: new Int32Array(rows), count: 1 };
  if (clusters) {
    const unit = places(rows, (row) => `${stratum.codes[row]} ${clusters[row]}`);
    const stratumOf = new Int32Array(unit.count);
    for (let row = 0; row < rows; row++) stratumOf[unit.codes[row]!] = stratum.codes[row]!;
    return {
      columns: gather(columns, unit.codes, unit.count, copies),
      count: unit.count,
      stratumOf,
      strata: stratum.count,
      copies: null,
    };
  }
  if (rows <= most)
    return {
      columns: columns.map((column) => Float64Array.from(valuesOf(column))),
      count: rows,
      stratumOf: stratum.codes,
      strata: stratum.count,
      copies: copies ? Float64Array.from(copies) : null,
    };
  // Random groups: their sums vary as the rows do, and there are few of them. Groups stay within strata.
  const stream = randomStream(options.seed, options.resamples);
  const sizes = new Int32Array(stratum.count);
  for (const code of stratum.codes) sizes[code]!++;
  const starts = new Int32Array(stratum.count);
  const groups = new Int32Array(stratum.count);
  let count = 0;
  for (let code = 0; code < stratum.count; code++) {
    starts[code] = count;
    groups[code] = Math.min(sizes[code]!, Math.max(2, Math.round((most * sizes[code]!) / rows)));
    count += groups[code]!;
  }
  const next = new Int32Array(stratum.count);
  const stratumOf = new Int32Array(count);
  const order = shuffled(rows, stream);
  // Who goes where first, then one column after the other: a row of all columns at a time would jump through memory.
  let entries = rows;
  if (copies) {
    entries = 0;
    for (let row = 0; row < rows; row++) entries += Math.max(0, Math.ceil(copies[row]!));
  }
  const [rowOf, unitOf] = [new Int32Array(entries), new Int32Array(entries)];
  const shares = copies ? new Float64Array(entries) : null;
  let place = 0;
  for (let i = 0; i < rows; i++) {
    const row = order[i]!;
    const code = stratum.codes[row]!;
    // A whole copy at a time, so that copies of one row are as independent as rows; what is left of a broken weight goes last.
    for (let left = copies ? copies[row]! : 1; left > 0; left--) {
      const unit = starts[code]! + (next[code]! % groups[code]!);
      next[code]!++;
      stratumOf[unit] = code;
      rowOf[place] = row;
      unitOf[place] = unit;
      if (shares) shares[place] = Math.min(1, left);
      place++;
    }
  }
  const sums = columns.map((made) => {
    const column = valuesOf(made);
    const out = new Float64Array(count);
    for (let i = 0; i < place; i++) {
      const unit = unitOf[i]!;
      const value = column[rowOf[i]!]!;
      out[unit] = out[unit]! + (shares ? shares[i]! * value : value);
    }
    return out;
  });
  return { columns: sums, count, stratumOf, strata: stratum.count, copies: null };
}

/** A Poisson number: by inversion for small means, the rounded normal for large ones (skewness below .13 from 60 on). */
function poisson(mean: number, stream: RandomStream): number {
  if (!(mean > 0)) return 0;
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * stream.normal()));
  let [count, term] = [0, Math.exp(-mean)];
  let below = term;
  const u = stream.uniform();
  while (u > below && term > 0) {
    count++;
    term *= mean / count;
    below += term;
  }
  return count;
}

/**
 * Column sums over bootstrap resamples of the rows, all columns from the same draws, so that any statistic that is a function of sums
 * (means, ratios, correlations, indices) is had for every resample at the price of one pass.
 *
 * Simple samples: as many rows as there are, drawn with replacement (Efron). Strata: n_h - 1 units of each, counted n_h/(n_h - 1) times
 * (Rao and Wu), clusters as units; a stratum of one unit does not vary. Frequency weights: each row as often as a Poisson number with
 * its weight as mean. Beyond mostUnits rows, rows are first put together at random into groups, whose sums stand for them.
 *
 * @param columns  no missing values (use 0 with a column that counts who is there), equal length
 * @throws InputError 'stats.shape' when lengths differ. CancelledError when stopped
 * Resample i draws from stream (seed, i). Source: Efron and Tibshirani (1993); Rao and Wu (1988). Checked against the standard errors of
 * meanInterval and designMean, with groups, strata, clusters and frequencies: tests/shared/stats/bootstrap.
 */
export function resampleSums(columns: readonly ResampledColumn[], options: ResampleOptions): ResampledSums {
  const [first] = columns;
  const rows = first === undefined ? 0 : valuesOf(first).length;
  for (const other of [...columns, options.copies, options.strata, options.clusters]) {
    if (other && typeof other !== 'function' && other.length !== rows)
      throw new InputError('stats.shape', { values: rows, other: other.length });
  }
  const control = options.control ?? uncontrolled;
  const { resamples, seed } = options;
  const units = unitsOf(columns, rows, options);
  const stratified = options.strata !== undefined && options.strata !== null;
  const members: number[][] = Array.from({ length: units.strata }, () => []);
  units.stratumOf.forEach((stratum, unit) => members[stratum]!.push(unit));
  const lists = members.map((list) => Int32Array.from(list));
  const k = columns.length;
  const sums = new Float64Array(resamples * k);
  const draw = (replicate: number, counts: Float64Array): void => {
    const stream = randomStream(seed, replicate);
    counts.fill(0);
    if (units.copies)
      for (let unit = 0; unit < units.count; unit++) counts[unit] = poisson(units.copies[unit]!, stream);
    else
      for (const list of lists) {
        const size = list.length;
        if (stratified && size === 1) counts[list[0]!] = 1;
        else {
          const draws = stratified ? size - 1 : size;
          const each = stratified ? size / draws : 1;
          stream.tally(list, draws, counts, each);
        }
      }
  };
  const [one, two] = [new Float64Array(units.count), new Float64Array(units.count)];
  for (let replicate = 0; replicate < resamples; replicate += 2) {
    if (replicate % 64 === 0) {
      control.throwIfCancelled();
      control.report(replicate, resamples, 'resampling');
    }
    draw(replicate, one);
    if (replicate + 1 < resamples) draw(replicate + 1, two);
    addSums(units.columns, one, two, sums, replicate * k, replicate + 1 < resamples ? (replicate + 1) * k : null);
  }
  return { resamples, columns: k, sums, units: units.count };
}

/**
 * sums[at + c] = sum of counts x column c for two resamples, three columns at a time: each number read once serves two or three products.
 * second: null when there is no second resample.
 */
function addSums(
  columns: readonly Float64Array[],
  one: Float64Array,
  two: Float64Array,
  sums: Float64Array,
  first: number,
  second: number | null,
): void {
  const length = one.length;
  for (let c = 0; c < columns.length; c += 3) {
    const a = columns[c]!;
    // Past the last column the last one is summed again and written nowhere.
    const b = columns[c + 1] ?? a;
    const d = columns[c + 2] ?? b;
    let a1 = 0;
    let b1 = 0;
    let d1 = 0;
    let a2 = 0;
    let b2 = 0;
    let d2 = 0;
    for (let i = 0; i < length; i++) {
      const x = one[i]!;
      const y = two[i]!;
      const ai = a[i]!;
      const bi = b[i]!;
      const di = d[i]!;
      a1 += x * ai;
      b1 += x * bi;
      d1 += x * di;
      a2 += y * ai;
      b2 += y * bi;
      d2 += y * di;
    }
    const width = Math.min(3, columns.length - c);
    for (const [at, found] of [
      [first, [a1, b1, d1]],
      [second, [a2, b2, d2]],
    ] as const) {
      if (at === null) continue;
      for (let place = 0; place < width; place++) sums[at + c + place] = found[place]!;
    }
  }
}
