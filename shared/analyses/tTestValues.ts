import type { FTest } from '../stats/anovaOneWay.ts';
import type { TTest } from '../stats/tTest.ts';
import type { Interval } from '../stats/types.ts';

export type TTestGroup = {
  readonly label: string;
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
};
export type TTestValues = {
  readonly level: number;
  readonly dependent: { readonly zh: string; readonly en: string };
  readonly unit: 'score' | 'own';
  readonly feature: string | null;
  readonly groups: readonly TTestGroup[];
  /** First minus second group, or mean minus the value it is compared with. */
  readonly difference: number;
  readonly hypothesis: number | null;
  readonly pooled: TTest | null;
  readonly welch: TTest | null;
  readonly oneSample: TTest | null;
  /** By linearisation, under survey weights, strata or clusters. */
  readonly design: TTest | null;
  readonly cohensD: number | null;
  readonly hedgesG: number | null;
  readonly varianceRatio: number | null;
  readonly levene: FTest | null;
  readonly mannWhitney: {
    readonly uFirst: number;
    readonly uSmaller: number;
    readonly z: number;
    readonly p: number;
    readonly pWithContinuity: number;
    /** Share of pairs in which the first group is higher, ties as one half. */
    readonly superiority: number;
  } | null;
  readonly reported: 'welch' | 'oneSample' | 'design';
  readonly p: number;
  readonly interval: Interval;
};
