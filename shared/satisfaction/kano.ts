/** Attractive, one-dimensional, must-be, indifferent, reverse, questionable. */
export type KanoCategory = 'A' | 'O' | 'M' | 'I' | 'R' | 'Q';
export const kanoCategories: readonly KanoCategory[] = ['A', 'O', 'M', 'I', 'R', 'Q'];
export type KanoCounts = Readonly<Record<KanoCategory, number>>;

/** Answers 1-5: like, must be, neutral, can live with, dislike. Rows functional, columns dysfunctional. */
const evaluation: readonly (readonly KanoCategory[])[] = [
  ['Q', 'A', 'A', 'A', 'O'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'R', 'R', 'R', 'Q'],
];

/**
 * Category of one pair of answers, or null when either is not 1-5.
 * Source: Kano et al. (1984); the evaluation table of Berger et al. (1993). Checked cell by cell: tests/shared/satisfaction/weights.
 */
export function kanoCategoryOf(functional: number, dysfunctional: number): KanoCategory | null {
  return evaluation[functional - 1]?.[dysfunctional - 1] ?? null;
}

/**
 * Counts of categories over pairs of answers.
 *
 * @param functional, dysfunctional  1-5, NaN = missing, equal length
 * @param weights  positive, null = all 1
 * @returns n = pairs used, counts = sums of their weights
 * Checked against R: tests/golden kano; a weight of 2 is two forms: tests/property/satisfaction.
 */
export function kanoCounts(
  functional: ArrayLike<number>,
  dysfunctional: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): { readonly n: number; readonly counts: KanoCounts } {
  const counts: Record<KanoCategory, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };
  let n = 0;
  for (let row = 0; row < functional.length; row++) {
    const category = kanoCategoryOf(functional[row]!, dysfunctional[row]!);
    if (category === null) continue;
    n++;
    counts[category] += weights ? weights[row]! : 1;
  }
  return { n, counts };
}

export interface KanoResult {
  /** 0-1, sum 1. */
  readonly shares: KanoCounts;
  /** The most frequent; of equals the first of M > O > A > I > R > Q. */
  readonly mostFrequent: KanoCategory;
  readonly tie: boolean;
  /** By Berger et al.: the most frequent of O, A, M when they outnumber I, R, Q together, else of the latter. */
  readonly berger: KanoCategory;
  /** The most frequent, or within 6 points of it the first of M > O > A > I. */
  readonly category: KanoCategory;
  /** The 6 % rule decided: categories within it, most frequent first. */
  readonly close: readonly KanoCategory[];
  /** (A + O)/(A + O + M + I) and -(O + M)/(A + O + M + I); null when nobody is in these. */
  readonly better: number | null;
  readonly worse: number | null;
  /** Share of the first minus share of the second; A + O + M; 0-1. */
  readonly categoryStrength: number;
  readonly totalStrength: number;
  /** Fong: counts of the two most frequent differ beyond chance when a - b reaches the threshold (90 %). */
  readonly fong: { readonly a: number; readonly b: number; readonly threshold: number; readonly significant: boolean };
}

const precedence: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q'];

/** Most frequent of some categories; of equals the first by precedence. */
function mostOf(counts: KanoCounts, among: readonly KanoCategory[]): KanoCategory {
  return precedence
    .filter((one) => among.includes(one))
    .reduce((best, one) => (counts[one] > counts[best] ? one : best));
}

/**
 * Category, coefficients and strength of one feature from its counts.
 *
 * @param counts  >= 0, numbers of answers or percents
 * @param closeness  0-1: categories whose share is within it of the first are decided by M > O > A > I. Default 0.06
 * @returns null when all counts are 0
 * Source: Kano et al. (1984); Berger et al. (1993); Lee and Newcomb (1997); Fong (1996). Checked against R 4.2.2 and Matzler and
 * Hinterhuber (1998): tests/golden/oracle/cases/kano.json, kano_published.json.
 */
export function kanoResult(counts: KanoCounts, closeness = 0.06): KanoResult | null {
  const total = kanoCategories.reduce((sum, one) => sum + counts[one], 0);
  if (!(total > 0)) return null;
  const share = (one: KanoCategory): number => counts[one] / total;
  const mostFrequent = mostOf(counts, kanoCategories);
  const ordered = precedence.toSorted((a, b) => counts[b] - counts[a]);
  const [a, b] = [counts[ordered[0]!], counts[ordered[1]!]];
  // Shares that differ by exactly 6 points belong to the rule; their difference misses it by rounding only.
  const close = ordered.filter((one) => (a - counts[one]) / total <= closeness + 1e-12);
  const decided = close.length > 1 ? precedence.slice(0, 4).find((one) => close.includes(one)) : undefined;
  const asked = counts.A + counts.O + counts.M + counts.I;
  const threshold = 1.65 * Math.sqrt(((a + b) * (2 * total - a - b)) / (2 * total));
  return {
    shares: { A: share('A'), O: share('O'), M: share('M'), I: share('I'), R: share('R'), Q: share('Q') },
    mostFrequent,
    tie: a === b,
    berger: mostOf(
      counts,
      counts.O + counts.A + counts.M > counts.I + counts.R + counts.Q ? ['O', 'A', 'M'] : ['I', 'R', 'Q'],
    ),
    category: decided ?? mostFrequent,
    close: close.length > 1 ? close : [],
    better: asked > 0 ? (counts.A + counts.O) / asked : null,
    worse: asked > 0 ? -(counts.O + counts.M) / asked : null,
    categoryStrength: (a - b) / total,
    totalStrength: share('A') + share('O') + share('M'),
    fong: { a, b, threshold, significant: a - b >= threshold },
  };
}

/**
 * Satisfaction -1..1 at a fulfilment 0-1: through Worse at 0 and Better at 1, rising like e^x for attractive, straight for
 * one-dimensional, like -e^-x for must-be features.
 * Source: Wang and Ji (2010), Systems Engineering 13. Checked at both ends and by how they bend: tests/shared/satisfaction/weights.
 */
export function kanoCurve(kind: 'A' | 'O' | 'M', better: number, worse: number, fulfilment: number): number {
  const range = better - worse;
  if (kind === 'O') return worse + range * fulfilment;
  if (kind === 'A') return worse + (range * Math.expm1(fulfilment)) / Math.expm1(1);
  return worse + (range * -Math.expm1(-fulfilment)) / -Math.expm1(-1);
}
