import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories, type LeftOut } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { studentTTwoSided } from '../numeric/distributions.ts';
import { designMean } from '../stats/designMean.ts';
import { independentTTest } from '../stats/tTest.ts';
import { type DesignRows, missingLeftOut } from './design.ts';
import { designOptions, isPlain } from './designStatistics.ts';

/** Fewer forms than this: a group is shown, and no conclusion drawn from it (methods.md section 6). */
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
  /** Two-sided p of no difference. */
  readonly p: number | null;
}

const noDifference: MeanDifference = { difference: null, lower: null, upper: null, p: null };

/**
 * Difference of two parts of the forms with its interval: Welch for simple random samples; under a design by linearisation,
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
  if (isPlain(design)) {
    const test = independentTTest(first, second, { level });
    return test.status === 'ok'
      ? {
          difference: test.difference,
          lower: test.welch.interval.lower,
          upper: test.welch.interval.upper,
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
    p: estimate.se > 0 ? studentTTwoSided(difference / estimate.se, estimate.df) : difference === 0 ? null : 0,
  };
}

/** Difference of a group from all other groups. */
export function differenceFromRest(
  values: Float64Array,
  codes: Int32Array,
  group: number,
  design: DesignRows,
  level: number,
): MeanDifference {
  const sides = Uint8Array.from(codes, (code) => (code === group ? 1 : code >= 0 ? 2 : 0));
  return meanDifference(values, sides, design, level);
}
