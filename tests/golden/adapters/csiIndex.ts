import { columnNames, pair, snapshotOfCase } from '../statsOracle.ts';
import { ascendingScale } from '../table.ts';
import { type Adapter, valuesOf } from './adapter.ts';

interface CsiValues {
  readonly overall: {
    readonly index: number;
    readonly n: number;
    readonly sd: number;
    readonly se: number;
    readonly interval: { readonly lower: number; readonly upper: number };
    readonly percentOfMaximum: number | null;
  };
  readonly nodes: readonly { readonly id: string; readonly weight: number; readonly score: number }[];
  readonly items: readonly {
    readonly id: string;
    readonly mean: number;
    readonly score: number;
    readonly top2: number;
    readonly bottom2: number;
    readonly nps: {
      readonly promoters: number;
      readonly passives: number;
      readonly detractors: number;
      readonly score: number;
      readonly se: number;
    } | null;
  }[];
}

export const csiIndexAdapter: Adapter = {
  methods: ['csi_index'],
  analyses: ['csi.index'],
  atLeast: 25,
  actual(oracleCase, analyse) {
    const names = columnNames(oracleCase);
    const { weights, scale_min, scale_max } = oracleCase.options as {
      weights: number[];
      scale_min: number;
      scale_max: number;
    };
    const scales = Object.fromEntries(names.map((name) => [name, ascendingScale(scale_min, scale_max)]));
    const snapshot = snapshotOfCase(oracleCase, { scales });
    const { overall, nodes, items } = valuesOf<CsiValues>(
      analyse(snapshot, { analysis: 'csi.index', inputs: { items: names }, options: { weights, missing: 'listwise' } }),
    );
    const perItem = (pick: (item: CsiValues['items'][number]) => number) =>
      Object.fromEntries(items.map((item) => [item.id, pick(item)]));
    const wanted = oracleCase.expected.nps as { item: string } | undefined;
    const promoter = items.find((item) => item.id === wanted?.item)?.nps;
    return {
      n: overall.n,
      item_means: perItem((item) => item.mean),
      weights_normalized: Object.fromEntries(nodes.map((node) => [node.id, node.weight])),
      index_0_100: overall.index,
      index_sd: overall.sd,
      index_se: overall.se,
      index_ci95_t: pair(overall.interval),
      index_mean_over_max_x100: overall.percentOfMaximum,
      // The variance of the weighted sum in the item's units: the index's own on another scale.
      check_var_of_weighted_sum: (overall.sd * (scale_max - scale_min)) ** 2 / 10_000,
      item_index_0_100: perItem((item) => item.score),
      top2box_pct: perItem((item) => item.top2),
      bottom2box_pct: perItem((item) => item.bottom2),
      nps: promoter && {
        item: wanted?.item,
        promoters_pct: promoter.promoters,
        passives_pct: promoter.passives,
        detractors_pct: promoter.detractors,
        nps: promoter.score,
        nps_se: promoter.se,
      },
    };
  },
};
