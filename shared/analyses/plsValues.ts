import type { ResampledNumber } from '../plssem/bootstrapSummary.ts';
import type { MeasurementValues } from './plsMeasurement.ts';

export type Resampled = ResampledNumber | null;

export type PlsValues = MeasurementValues & {
  readonly converged: boolean;
  readonly iterations: number;
  /** Beside the measurement's constructs, in the same order. */
  readonly structure: readonly {
    readonly name: string;
    readonly rSquared: number | null;
    readonly adjusted: number | null;
    readonly bic: number | null;
    readonly q2: number | null;
    readonly indexResampled: Resampled;
    readonly consistentRSquared: number | null;
  }[];
  readonly paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly coefficient: number;
    readonly f2: number | null;
    readonly vif: number | null;
    readonly resampled: Resampled;
    readonly consistent: number | null;
  }[];
  /** Where the constructs are drawn. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  /** Pairs joined by at least one chain of paths. */
  readonly effects: readonly {
    readonly from: string;
    readonly to: string;
    readonly direct: number;
    readonly indirect: number;
    readonly total: number;
    readonly resampled: Resampled;
  }[];
  readonly specific: readonly { readonly chain: readonly string[]; readonly effect: number }[];
  readonly totalEffects: readonly (readonly (number | null)[])[];
  readonly itemsResampled: readonly { readonly loading: Resampled; readonly weight: Resampled }[];
  readonly htmtResampled: readonly { readonly first: string; readonly second: string; readonly value: Resampled }[];
  readonly fit: { readonly srmr: number | null; readonly gof: number | null };
  /** Loadings of PLSc by item, null where it is not asked for or inadmissible. */
  readonly consistent: { readonly loadings: readonly number[]; readonly rhoA: readonly (number | null)[] } | null;
  readonly target: { readonly place: number; readonly name: string };
  readonly map: readonly {
    readonly name: string;
    readonly importance: number;
    readonly performance: number;
    readonly quadrant: 'improve' | 'keep' | 'maintain' | 'later';
  }[];
  readonly itemMap: readonly { readonly id: string; readonly importance: number; readonly performance: number }[];
  readonly crosshair: { readonly importance: number; readonly performance: number } | null;
  readonly resampling: { readonly resamples: number; readonly failed: number; readonly interval: string } | null;
};

/** *** below .001, ** below .01, * below .05. */
export const stars = (p: number | null | undefined): string =>
  p === null || p === undefined ? '' : p < 0.001 ? '***' : p < 0.01 ? '**' : p < 0.05 ? '*' : '';
