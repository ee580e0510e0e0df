import type { ChiSquareTest, CrossTable } from '../stats/crossTable.ts';
import { type FisherExact, type OddsRatio } from '../stats/fisherExact.ts';
import type { NominalAssociation } from '../stats/nominalAssociation.ts';
import type { OrderedAssociation } from '../stats/orderedAssociation.ts';
import type { Interval } from '../stats/types.ts';

/** The categories of the rows or the columns that occur. */
export type Side = {
  readonly id: string | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly labels: readonly { readonly zh: string; readonly en: string }[];
  readonly ordered: boolean;
};
/** Two categorical questions against each other; shares 0-1. */
export type CrossTableValues = {
  readonly level: number;
  readonly rows: Side;
  readonly columns: Side;
  readonly weighted: boolean;
  readonly percent: string;
  readonly table: Omit<CrossTable, 'rows' | 'columns'>;
  readonly test: {
    /** Which test the text goes by. */
    readonly reported: 'chiSquare' | 'fisher' | 'raoScott';
    readonly p: number;
    readonly likelihoodRatio: ChiSquareTest | null;
    readonly fisher: FisherExact | null;
    readonly raoScott: {
      readonly f: number | null;
      readonly df1: number;
      readonly df2: number;
      readonly p: number;
      readonly designEffect: number;
    } | null;
  };
  readonly cramersVInterval: Interval | null;
  readonly oddsRatio: OddsRatio | null;
  /** Signed, 2 x 2 tables only. */
  readonly phiSigned: number | null;
  readonly nominal: NominalAssociation;
  /** null unless both sides are ordered. */
  readonly ordered: OrderedAssociation | null;
  /** The cell that stands out most: places and adjusted residual; null when none is beyond the level. */
  readonly standsOut: { readonly row: number; readonly column: number; readonly residual: number } | null;
};
