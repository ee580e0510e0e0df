import type { DecodedCategories, SmallCategories } from '../model/decode.ts';
import { crossByteCounts } from '../stats/crossCounts.ts';
import type { DesignRows } from './design.ts';

/** What a table needs of one question in one column. */
export interface BannerMeasures {
  readonly forms: number;
  readonly base: number;
  /** Sum of weights by answer; empty where answers are not asked for. */
  readonly answers: ArrayLike<number>;
  /** null where the question has none. */
  readonly mean: number | null;
  readonly sd: number | null;
}

/** From a pass over the forms of every column. */
export function cellsByForm(
  places: readonly Int32Array[],
  design: DesignRows,
  numeric: Float64Array | null,
  categories: DecodedCategories | null,
): readonly BannerMeasures[] {
  const { weights } = design;
  const codes = categories?.codes ?? null;
  return places.map((some): BannerMeasures => {
    const own = answeredPlaces(some, numeric, codes);
    const base = effectiveBase(own, design);
    const answers = new Float64Array(categories?.labels.length ?? 0);
    if (codes)
      for (let at = 0; at < own.length; at++) {
        const i = own[at]!;
        if (codes[i]! >= 0) answers[codes[i]!]! += weights ? weights[i]! : 1;
      }
    return { forms: own.length, base, answers, ...(numeric ? momentsOf(numeric, own, weights, base) : noMoments) };
  });
}

/**
 * The same without weights from the counts of answers by break, which do not ask for every form once per column.
 *
 * @param values  of the answers, in the order of their bytes; null where they have none
 */
export function cellsByCounts(
  forms: number,
  breaks: readonly SmallCategories[],
  answers: SmallCategories,
  values: readonly number[] | null,
): readonly BannerMeasures[] {
  // Everybody is a break of one category.
  const everybody: SmallCategories = { bytes: new Uint8Array((forms + 3) & ~3).subarray(0, forms), order: [0] };
  return [everybody, ...breaks].flatMap((one) => {
    const { counts } = crossByteCounts(one, answers);
    return counts.map((row): BannerMeasures => {
      const base = row.reduce((sum, count) => sum + count, 0);
      return { forms: base, base, answers: row, ...(values ? momentsOfCounts(values, row, base) : noMoments) };
    });
  });
}

const noMoments = { mean: null, sd: null };

function momentsOfCounts(
  values: readonly number[],
  counts: readonly number[],
  n: number,
): Pick<BannerMeasures, 'mean' | 'sd'> {
  if (n === 0) return noMoments;
  const mean = values.reduce((sum, value, at) => sum + value * counts[at]!, 0) / n;
  const squares = values.reduce((sum, value, at) => sum + counts[at]! * (value - mean) * (value - mean), 0);
  return { mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null };
}

/** Number of forms behind weighted numbers: the sum for frequency weights, Kish's effective number for survey weights. */
function effectiveBase(places: Int32Array, design: DesignRows): number {
  const { weights } = design;
  if (!weights) return places.length;
  let [sum, squares] = [0, 0];
  for (let at = 0; at < places.length; at++) {
    const weight = weights[places[at]!]!;
    sum += weight;
    squares += weight * weight;
  }
  if (design.weightKind !== 'survey') return sum;
  return squares > 0 ? (sum * sum) / squares : 0;
}

/** Places of the forms of a column that answered, without a callback per form: a table of 100 questions passes here often. */
function answeredPlaces(places: Int32Array, numeric: Float64Array | null, codes: Int32Array | null): Int32Array {
  const kept = new Int32Array(places.length);
  let count = 0;
  for (let at = 0; at < places.length; at++) {
    const i = places[at]!;
    if (numeric ? !Number.isNaN(numeric[i]!) : codes![i]! >= 0) kept[count++] = i;
  }
  return kept.subarray(0, count);
}

function momentsOf(
  values: Float64Array,
  places: Int32Array,
  weights: Float64Array | null,
  base: number,
): Pick<BannerMeasures, 'mean' | 'sd'> {
  let [total, sum] = [0, 0];
  for (let at = 0; at < places.length; at++) {
    const weight = weights ? weights[places[at]!]! : 1;
    total += weight;
    sum += weight * values[places[at]!]!;
  }
  if (!(total > 0)) return noMoments;
  const mean = sum / total;
  let squares = 0;
  for (let at = 0; at < places.length; at++) {
    const deviation = values[places[at]!]! - mean;
    squares += (weights ? weights[places[at]!]! : 1) * deviation * deviation;
  }
  return { mean, sd: base > 1 ? Math.sqrt(((squares / total) * base) / (base - 1)) : null };
}
