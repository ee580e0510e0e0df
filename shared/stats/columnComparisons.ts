import { normalTwoSided, studentTTwoSided } from '../numeric/distributions.ts';

/** One column of a banner table: a share 0-1 of a base, or a mean with sd. Bases are effective numbers of forms. */
export interface ShareColumn {
  readonly share: number | null;
  readonly base: number;
}
export interface MeanColumn {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly base: number;
}

/** Columns below this base are not compared: the normal law is too rough. */
const leastComparedBase = 30;

/**
 * For each column, the places of the columns it clearly exceeds, by z tests of two shares with pooled variance, Bonferroni-corrected over
 * the pairs of the row.
 *
 * @param columns  share 0-1 and base (number of forms); too small a base or no share: not compared
 * @param level  confidence level, 0-1
 * Source: Fleiss (1981), ch. 2; the letters of SPSS's custom tables. Checked against R 4.2.2 prop.test(correct = FALSE):
 * tests/shared/stats/classical.
 */
export function compareShares(columns: readonly ShareColumn[], level: number): readonly (readonly number[])[] {
  return comparePairs(
    columns,
    (one) => one.share,
    (a, b) => {
      const pooled = (a.share! * a.base + b.share! * b.base) / (a.base + b.base);
      const se = Math.sqrt(pooled * (1 - pooled) * (1 / a.base + 1 / b.base));
      return se > 0 ? normalTwoSided((a.share! - b.share!) / se) : 1;
    },
    level,
  );
}

/**
 * As compareShares, for means by Welch's t test: mean and sd in the unit of the answers.
 * Source: Welch (1947). Checked with its own degrees of freedom per pair: tests/shared/stats/classical.
 */
export function compareMeans(columns: readonly MeanColumn[], level: number): readonly (readonly number[])[] {
  return comparePairs(
    columns,
    (one) => (one.sd === null ? null : one.mean),
    (a, b) => {
      const [partA, partB] = [(a.sd! * a.sd!) / a.base, (b.sd! * b.sd!) / b.base];
      const variance = partA + partB;
      if (!(variance > 0)) return a.mean === b.mean ? 1 : 0;
      const df = (variance * variance) / ((partA * partA) / (a.base - 1) + (partB * partB) / (b.base - 1));
      return studentTTwoSided((a.mean! - b.mean!) / Math.sqrt(variance), df);
    },
    level,
  );
}

function comparePairs<T extends { readonly base: number }>(
  columns: readonly T[],
  valueOf: (column: T) => number | null,
  p: (a: T, b: T) => number,
  level: number,
): readonly (readonly number[])[] {
  const usable = columns.map((column) => valueOf(column) !== null && column.base >= leastComparedBase);
  const count = usable.filter(Boolean).length;
  const pairs = Math.max(1, (count * (count - 1)) / 2);
  return columns.map((column, place) =>
    usable[place]
      ? columns.flatMap((other, at) =>
          usable[at] && valueOf(column)! > valueOf(other)! && p(column, other) * pairs < 1 - level ? [at] : [],
        )
      : [],
  );
}

/** A, B ... Z, AA, AB ... for the places 0, 1 ... */
export function columnLetter(place: number): string {
  let text = '';
  for (let rest = place; rest >= 0; rest = Math.floor(rest / 26) - 1)
    text = String.fromCharCode(65 + (rest % 26)) + text;
  return text;
}
