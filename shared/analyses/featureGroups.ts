import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories, type LeftOut } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { studentTTwoSided, studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import { designMean } from '../stats/designMean.ts';
import { independentTTest } from '../stats/tTest.ts';
import { type DesignRows, missingLeftOut, subset } from './design.ts';
import { designOptions, isCopied, meanOf } from './designStatistics.ts';

/** Fewer forms than this: a group is shown, and no conclusion drawn from it. */
export const smallBase = 30;

/** Groups of customers; codes are parallel to design.rows, -1 = none. */
export interface FeatureGroups {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Groups of one feature, or of every combination of several that occurs. */
export function featureGroups(snapshot: Snapshot, features: readonly VariableId[], design: DesignRows): FeatureGroups {
  const [first, ...others] = features.map((feature) => decodeCategories(snapshot, feature, design.rows));
  if (!first) return { codes: new Int32Array(design.rows.length), labels: [], leftOut: [] };
  if (others.length === 0) return { codes: first.codes, labels: first.labels, leftOut: missingLeftOut(first.missing) };
  let codes = first.codes;
  let labels = first.labels;
  for (const other of others) {
    const width = other.labels.length;
    const combined = codes.map((code, i) => (code < 0 || other.codes[i]! < 0 ? -1 : code * width + other.codes[i]!));
    const used = [...new Set(combined)].filter((code) => code >= 0).toSorted((a, b) => a - b);
    const place = new Map(used.map((code, index) => [code, index]));
    const before = labels;
    labels = used.map((code) => `${before[Math.floor(code / width)]} × ${other.labels[code % width]}`);
    codes = combined.map((code) => place.get(code) ?? -1);
  }
  return {
    codes,
    labels,
    leftOut: [{ reason: 'blank', count: codes.reduce((count, code) => count + (code < 0 ? 1 : 0), 0) }],
  };
}

/** Mean of one part of the forms minus mean of another; null where it cannot be had. Units of the values. */
export interface MeanDifference {
  readonly difference: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Standard error, and the difference over it with the degrees of freedom p is read with. */
  readonly se: number | null;
  readonly t: number | null;
  readonly df: number | null;
  /** Two-sided p of no difference. */
  readonly p: number | null;
}

const noDifference: MeanDifference = {
  difference: null,
  lower: null,
  upper: null,
  se: null,
  t: null,
  df: null,
  p: null,
};

/** Without spread there is no t: p is 0, or nothing where there is no difference either. */
const testOf = (difference: number, se: number, df: number): Pick<MeanDifference, 'se' | 't' | 'df' | 'p'> =>
  se > 0
    ? { se, t: difference / se, df, p: studentTTwoSided(difference / se, df) }
    : { se, t: null, df: null, p: difference === 0 ? null : 0 };

/**
 * Difference of two parts of the forms with its interval: Welch for simple random samples, a form of frequency weight 2 as two; under
 * survey weights or a design by linearisation,
 * z = w (1_a (y - m_a)/W_a - 1_b (y - m_b)/W_b), the standard error of the mean of a variable made so that its own linearisation is z.
 *
 * @param sides  parallel to values: 1 = first part, 2 = second, 0 = neither
 */
export function meanDifference(
  values: Float64Array,
  sides: Uint8Array,
  design: DesignRows,
  level: number,
): MeanDifference {
  const side = (wanted: number): Float64Array => values.map((value, i) => (sides[i] === wanted ? value : Number.NaN));
  const [first, second] = [side(1), side(2)];
  if (isCopied(design)) {
    const test = independentTTest(first, second, { level, weights: [design.weights, design.weights] });
    return test.status === 'ok'
      ? {
          difference: test.difference,
          lower: test.welch.interval.lower,
          upper: test.welch.interval.upper,
          se: test.welch.se,
          t: test.welch.t,
          df: test.welch.df,
          p: test.welch.p,
        }
      : noDifference;
  }
  const sums = (column: Float64Array): { mean: number; total: number } => {
    let [sum, total] = [0, 0];
    for (let i = 0; i < column.length; i++) {
      if (Number.isNaN(column[i]!)) continue;
      const weight = design.weights ? design.weights[i]! : 1;
      sum += weight * column[i]!;
      total += weight;
    }
    return { mean: sum / total, total };
  };
  const [a, b] = [sums(first), sums(second)];
  if (!(a.total > 0) || !(b.total > 0)) return noDifference;
  const all = a.total + b.total;
  const linearised = values.map((value, i) => {
    if (sides[i] === 1) return ((value - a.mean) * all) / a.total;
    return sides[i] === 2 ? (-(value - b.mean) * all) / b.total : Number.NaN;
  });
  const estimate = designMean(linearised, designOptions(design, level));
  const difference = a.mean - b.mean;
  if (estimate.status !== 'ok') return { ...noDifference, difference };
  const half = (estimate.interval.upper - estimate.interval.lower) / 2;
  return {
    difference,
    lower: difference - half,
    upper: difference + half,
    ...testOf(difference, estimate.se, estimate.df),
  };
}

/** Sums over the forms of a group, values shifted by a common centre: w, w y, w y^2, w^2, w^2 y, w^2 y^2 and how many. */
interface GroupSums {
  n: number;
  w: number;
  wy: number;
  wyy: number;
  ww: number;
  wwy: number;
  wwyy: number;
}
const noSums = (): GroupSums => ({ n: 0, w: 0, wy: 0, wyy: 0, ww: 0, wwy: 0, wwyy: 0 });

/** Difference of two parts from their sums: Welch, under survey weights linearised; the same numbers as meanDifference. */
function differenceOfSums(a: GroupSums, b: GroupSums, design: DesignRows, level: number): MeanDifference {
  const survey = design.weightKind === 'survey';
  if (!(a.w > 0) || !(b.w > 0)) return noDifference;
  const [meanA, meanB] = [a.wy / a.w, b.wy / b.w];
  const difference = meanA - meanB;
  let variance: number;
  let df: number;
  if (!survey) {
    if (a.w < 2 || b.w < 2) return noDifference;
    const part = (one: GroupSums, mean: number): number =>
      Math.max(0, one.wyy - one.w * mean * mean) / (one.w - 1) / one.w;
    const [va, vb] = [part(a, meanA), part(b, meanB)];
    variance = va + vb;
    df = variance ** 2 / (va ** 2 / (a.w - 1) + vb ** 2 / (b.w - 1));
  } else {
    const squares = (one: GroupSums, mean: number): number => one.wwyy - 2 * mean * one.wwy + mean * mean * one.ww;
    const units = a.n + b.n;
    if (!(units > 1)) return { ...noDifference, difference };
    const sum = Math.max(0, squares(a, meanA)) / a.w ** 2 + Math.max(0, squares(b, meanB)) / b.w ** 2;
    variance = (units / (units - 1)) * sum;
    df = units - 1;
  }
  // What is left of the cancellation when nothing varies within the parts.
  if (!(variance > 1e-24 * Math.max(1, a.wyy / a.w, b.wyy / b.w)))
    return !survey ? noDifference : { difference, lower: difference, upper: difference, ...testOf(difference, 0, df) };
  const se = Math.sqrt(variance);
  const half = studentTTwoSidedQuantile(level, df) * se;
  return { difference, lower: difference - half, upper: difference + half, ...testOf(difference, se, df) };
}

/**
 * Difference of every group from all other groups, by meanDifference; in one pass over the forms where no strata, clusters or
 * population size have to be honoured.
 */
export function differencesFromRest(
  values: Float64Array,
  codes: Int32Array,
  groups: number,
  design: DesignRows,
  level: number,
): readonly MeanDifference[] {
  if (design.strata || design.clusters || design.populationSize !== null)
    return Array.from({ length: groups }, (_, group) => {
      const sides = Uint8Array.from(codes, (code) => (code === group ? 1 : code >= 0 ? 2 : 0));
      return meanDifference(values, sides, design, level);
    });
  const all = noSums();
  const sums = Array.from({ length: groups }, noSums);
  const centre = meanOf(values, design.weights) ?? 0;
  for (let i = 0; i < values.length; i++) {
    const code = codes[i]!;
    if (code < 0 || Number.isNaN(values[i]!)) continue;
    const weight = design.weights ? design.weights[i]! : 1;
    const y = values[i]! - centre;
    for (const one of [all, sums[code]!]) {
      one.n++;
      one.w += weight;
      one.wy += weight * y;
      one.wyy += weight * y * y;
      one.ww += weight * weight;
      one.wwy += weight * weight * y;
      one.wwyy += weight * weight * y * y;
    }
  }
  return sums.map((own) => {
    const rest: GroupSums = {
      n: all.n - own.n,
      w: all.w - own.w,
      wy: all.wy - own.wy,
      wyy: all.wyy - own.wyy,
      ww: all.ww - own.ww,
      wwy: all.wwy - own.wwy,
      wwyy: all.wwyy - own.wwyy,
    };
    return differenceOfSums(own, rest.n > 0 ? rest : noSums(), design, level);
  });
}

/** Places of the forms of each group. */
export function placesByGroup(codes: Int32Array, groups: number): readonly Int32Array[] {
  const lists = Array.from({ length: groups }, () => [] as number[]);
  codes.forEach((code, place) => {
    if (code >= 0) lists[code]!.push(place);
  });
  return lists.map((list) => Int32Array.from(list));
}

/**
 * The forms of one group for estimates of its own: themselves where nothing else has to be honoured, else null, when the group must be
 * treated as a domain of the whole sample.
 */
export function ownDesign(design: DesignRows, places: Int32Array): DesignRows | null {
  return design.strata || design.clusters || design.populationSize !== null ? null : subset(design, places);
}
