import type { Interval } from '../../../shared/stats/types.ts';
import { asList, type OracleCase } from '../oracle.ts';
import { columnNames, pair, snapshotOfCase } from '../statsOracle.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { psppTables } from './psppTables.ts';

interface Coefficient {
  readonly r: number;
  readonly t: number;
  readonly z: number;
  readonly df: number;
  readonly p: number;
  readonly interval: Interval;
}
interface Correlation {
  readonly items: readonly { readonly n: number; readonly mean: number; readonly sd: number }[];
  readonly pairs: readonly {
    readonly x: number;
    readonly y: number;
    readonly n: number;
    readonly covariance: number;
    readonly pearson: Coefficient;
    readonly spearman: Coefficient;
    readonly kendall: Coefficient;
    readonly partial: {
      readonly pearson: Coefficient & { readonly semipartial: number; readonly zeroOrder: number; readonly n: number };
      readonly spearman: Coefficient;
    };
  }[];
}

const correlate = (
  oracleCase: OracleCase,
  analyse: Analyse,
  items: readonly string[],
  given: readonly string[] = [],
): Correlation =>
  valuesOf<Correlation>(
    analyse(snapshotOfCase(oracleCase), {
      analysis: 'influence.correlation',
      inputs: { items, given },
      options: { method: 'all', missing: (oracleCase.options.missing as string | undefined) ?? 'listwise' },
    }),
  );

export const correlationAdapter: Adapter = {
  methods: ['correlation'],
  analyses: ['influence.correlation'],
  atLeast: 14,
  actual(oracleCase, analyse) {
    const names = columnNames(oracleCase);
    const { pairs } = correlate(oracleCase, analyse, names);
    // The case lists its pairs in its own order.
    const wanted = oracleCase.expected.pairs as readonly { x: string; y: string }[];
    return {
      pairs: wanted.map(({ x, y }) => {
        const one = pairs.find(
          (candidate) =>
            [names[candidate.x], names[candidate.y]].includes(x) &&
            [names[candidate.x], names[candidate.y]].includes(y),
        )!;
        return {
          x,
          y,
          n: one.n,
          pearson: {
            r: one.pearson.r,
            t: one.pearson.t,
            df: one.pearson.df,
            p: one.pearson.p,
            ci95_fisher_z: pair(one.pearson.interval),
            covariance: one.covariance,
          },
          spearman: { rho: one.spearman.r, p_t_approximation: one.spearman.p },
          kendall_tau_b: { tau: one.kendall.r, z: one.kendall.z, p_normal: one.kendall.p },
        };
      }),
    };
  },
};

export const partialCorrelationAdapter: Adapter = {
  methods: ['partial_correlation'],
  analyses: ['influence.correlation'],
  atLeast: 8,
  actual(oracleCase, analyse) {
    const { x, y, given } = oracleCase.options as { x: string; y: string; given: string | string[] };
    const { partial } = correlate(oracleCase, analyse, [x, y], asList(given)).pairs[0]!;
    return {
      n: partial.pearson.n,
      r_zero_order: partial.pearson.zeroOrder,
      r_partial: partial.pearson.r,
      df: partial.pearson.df,
      t: partial.pearson.t,
      p: partial.pearson.p,
      r_partial_spearman: partial.spearman.r,
      r_semipartial_given_removed_from_y: partial.pearson.semipartial,
    };
  },
};

export const psppCorrelationsAdapter: Adapter = {
  methods: ['pspp_correlations'],
  analyses: ['influence.correlation'],
  atLeast: 42,
  // Correlations and significances are printed with three decimals.
  toleranceAt: (path) =>
    /\.(r|p)$/.test(path) ? { relative: 0, absolute: 0.000501 } : { relative: 1e-9, absolute: 1e-12 },
  expected(oracleCase) {
    const [items, matrix] = psppTables(oracleCase);
    const cells = matrix!.rows.slice(1);
    const kinds = ['r', 'p', 'products', 'covariance', 'n'] as const;
    return {
      items: items!.rows.slice(1).map((row) => row.slice(1)),
      matrix: Array.from({ length: cells.length / kinds.length }, (_, row) =>
        row === 0
          ? []
          : Array.from({ length: row }, (_cell, column) =>
              Object.fromEntries(kinds.map((kind, at) => [kind, cells[row * kinds.length + at]![2 + column]])),
            ),
      ),
    };
  },
  actual(oracleCase, analyse) {
    const names = Object.keys((oracleCase.dataset as unknown as { variables: Record<string, string> }).variables);
    const { items, pairs } = correlate(oracleCase, analyse, names);
    return {
      items: items.map((item) => [item.mean, item.sd, item.n]),
      matrix: items.map((_, row) =>
        pairs
          .filter((one) => one.y === row)
          .map((one) => ({
            r: one.pearson.r,
            p: one.pearson.p,
            products: one.covariance * (one.n - 1),
            covariance: one.covariance,
            n: one.n,
          })),
      ),
    };
  },
};
