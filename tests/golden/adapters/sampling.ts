import type { Allocation, AllocationRule } from '../../../shared/stats/allocation.ts';
import type { Json } from '../../../shared/analyses/types.ts';
import { snapshotOf, tableFromLists } from '../table.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';

/** Planning needs no forms. */
const empty = snapshotOf(tableFromLists({}));

interface Size {
  readonly z: number;
  readonly unlimited: number;
  readonly unlimitedCeil: number;
  readonly normalApproximation: number;
  readonly finite: number | null;
  readonly finiteCeil: number | null;
  readonly finiteSimple: number | null;
  readonly withDesign: number;
  readonly withDesignCeil: number;
}

const sizes = (analyse: Analyse, options: Readonly<Record<string, Json>>): Size =>
  valuesOf<Size>(analyse(empty, { analysis: 'sample.size', inputs: {}, options }));

interface Given {
  readonly p?: number;
  readonly sigma?: number;
  readonly margin?: number;
  readonly level?: number;
  readonly N?: number | null;
  readonly deff?: number;
  readonly delta?: number;
  readonly sd?: number;
  readonly alpha?: number;
  readonly power?: number;
}

export const sampleSizeAdapter: Adapter = {
  methods: ['sample_size'],
  analyses: ['sample.size'],
  atLeast: 2,
  // R searches the size of the two-sample test to about 1e-7.
  toleranceAt: (path) => ({ relative: path === 'n_per_group' ? 1e-6 : 1e-9, absolute: 1e-12 }),
  actual(oracleCase, analyse) {
    const given = oracleCase.dataset.inline as Given;
    const common = {
      ...(given.level === undefined ? {} : { level: given.level }),
      ...(given.margin === undefined ? {} : { margin: given.margin }),
      populationSize: given.N ?? 0,
      designEffect: given.deff ?? 1,
    };
    if (given.delta !== undefined) {
      const size = sizes(analyse, {
        target: 'twoMeans',
        margin: given.delta,
        sd: given.sd!,
        level: 1 - given.alpha!,
        power: given.power!,
      });
      return {
        n_per_group: size.unlimited,
        n_per_group_ceil: size.unlimitedCeil,
        n_normal_approx: size.normalApproximation,
      };
    }
    if (given.sigma !== undefined) {
      const size = sizes(analyse, { ...common, target: 'mean', sd: given.sigma });
      return { n0: size.unlimited, n0_ceil: size.unlimitedCeil, n_finite: size.finiteSimple };
    }
    const size = sizes(analyse, { ...common, target: 'proportion', proportion: given.p! });
    return {
      z: size.z,
      n_infinite: size.unlimited,
      n_infinite_ceil: size.unlimitedCeil,
      n_finite_cochran: size.finite ?? undefined,
      n_finite_ceil: size.finiteCeil ?? undefined,
      n_finite_same_as: size.finite ?? undefined,
      n_finite_simple_n0_over_1_plus_n0_N: size.finiteSimple ?? undefined,
      n_with_deff: size.withDesign,
      n_with_deff_ceil: size.withDesignCeil,
      // Krejcie and Morgan's table rounds to the nearest.
      n: size.finite ?? undefined,
      n_rounded: size.finite === null ? undefined : Math.round(size.finite),
    };
  },
};

export const allocationAdapter: Adapter = {
  methods: ['allocation'],
  analyses: ['sample.allocation'],
  atLeast: 14,
  actual(oracleCase, analyse) {
    const { N, S, cost, n } = oracleCase.dataset.inline as { N: number[]; S: number[]; cost: number[]; n: number };
    const { rules } = valuesOf<{ rules: readonly Allocation[] }>(
      analyse(empty, {
        analysis: 'sample.allocation',
        inputs: { strata: { labels: N.map((_, h) => `${h + 1}`), rows: N.map((size, h) => [size, S[h]!, cost[h]!]) } },
        options: { n },
      }),
    );
    const of = (rule: AllocationRule): Allocation => rules.find((one) => one.rule === rule)!;
    return {
      proportional: of('proportional').exact,
      neyman: of('neyman').exact,
      cost_optimal: of('costOptimal').exact,
      equal: of('equal').exact,
      variance_of_mean_proportional: of('proportional').variance,
      variance_of_mean_neyman: of('neyman').variance,
    };
  },
};

export const ppsAdapter: Adapter = {
  methods: ['pps'],
  analyses: ['sample.pps'],
  atLeast: 20,
  actual(oracleCase, analyse) {
    const { size, n } = oracleCase.dataset.inline as { size: number[]; n: number };
    const { units } = valuesOf<{
      units: readonly { readonly probability: number; readonly weight: number; readonly certain: boolean }[];
    }>(
      analyse(empty, {
        analysis: 'sample.pps',
        inputs: { units: { labels: size.map((_, place) => `${place + 1}`), rows: size.map((one) => [one]) } },
        options: { n },
      }),
    );
    return {
      inclusion_probability: units.map((unit) => unit.probability),
      weights: units.map((unit) => unit.weight),
      certainty_units: units.flatMap((unit, place) => (unit.certain ? [place + 1] : [])),
    };
  },
};
