import type { Bilingual } from '../model/text.ts';
import type { AnovaOneWay, FTest } from '../stats/anovaOneWay.ts';
import type { PairComparison } from '../stats/postHoc.ts';
import type { Interval } from '../stats/types.ts';
import type { VarianceHomogeneity } from '../stats/varianceHomogeneity.ts';

/** One group of the feature, in units of the dependent variable; null where it has too few forms. */
export type AnovaGroupValues = {
  readonly label: string;
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly meanRank: number | null;
  readonly small: boolean;
};

/** p and interval of a pair under the method that is reported; all methods in full beside it. */
export type PairValues = {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly se: number;
  readonly p: number | null;
  readonly interval: Interval | null;
  readonly clear: boolean;
  readonly methods: Omit<PairComparison, 'a' | 'b' | 'difference' | 'se'> | null;
};

/** Means of one variable by the groups of a feature, in its own units or as scores 0-100, and the tests between them. */
export type AnovaValues = {
  readonly level: number;
  readonly feature: string;
  readonly dependent: { readonly zh: string; readonly en: string };
  readonly unit: 'score' | 'own';
  readonly kind: 'plain' | 'design';
  readonly k: number;
  readonly groups: readonly AnovaGroupValues[];
  readonly grandMean: number;
  readonly table: Pick<AnovaOneWay, 'ssBetween' | 'ssWithin' | 'ssTotal' | 'msBetween' | 'msWithin'> & {
    readonly dfBetween: number;
    readonly dfWithin: number;
    readonly f: number | null;
    readonly p: number | null;
  };
  readonly residualSd: number;
  readonly etaSquared: number;
  readonly omegaSquared: number;
  readonly epsilonSquared: number;
  readonly welch: FTest | null;
  readonly brownForsythe: FTest | null;
  readonly wald: FTest | null;
  readonly spread: Omit<VarianceHomogeneity, 'n' | 'k'> | null;
  readonly ranks: { readonly h: number; readonly df: number; readonly p: number } | null;
  /** Which test of the means the text goes by, and its p. */
  readonly reported: 'f' | 'welch' | 'wald';
  readonly p: number;
  readonly postHoc: 'tukey' | 'gamesHowell' | 'bonferroni';
  readonly pairs: readonly PairValues[];
  /** Place in pairs of the clear difference that is largest; null when none is clear. */
  readonly largest: number | null;
  /** Places in groups: lowest and highest mean, smallest and largest spread among groups with one. */
  readonly lowest: number;
  readonly highest: number;
  readonly widest: number | null;
};

export const methodNames: Readonly<Record<AnovaValues['postHoc'], Bilingual>> = {
  tukey: { zh: 'Tukey HSD', en: 'Tukey’s HSD' },
  gamesHowell: { zh: 'Games-Howell', en: 'Games-Howell' },
  bonferroni: { zh: 'Bonferroni', en: 'Bonferroni' },
};
