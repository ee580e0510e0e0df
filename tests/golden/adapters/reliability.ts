import type { AlphaItem, CronbachAlpha } from '../../../shared/stats/cronbachAlpha.ts';
import type { SplitHalf } from '../../../shared/stats/splitHalf.ts';
import { asList, type OracleCase } from '../oracle.ts';
import { columnNames, pair, snapshotOfCase } from '../statsOracle.ts';
import { ascendingScale } from '../table.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { psppCells, psppTables } from './psppTables.ts';

type Scale = Omit<CronbachAlpha, 'items'> & { readonly items: readonly (AlphaItem & { readonly id: string })[] };

interface Scales {
  readonly overall: Scale;
  readonly halves: SplitHalf;
}

function scalesOf(oracleCase: OracleCase, analyse: Analyse, items: readonly string[]): Scales {
  const reverse = asList(oracleCase.options.reverse as string | string[] | undefined);
  const { scale_min, scale_max } = oracleCase.options as { scale_min?: number; scale_max?: number };
  const scales =
    scale_min === undefined || scale_max === undefined
      ? {}
      : Object.fromEntries(items.map((name) => [name, ascendingScale(scale_min, scale_max)]));
  const snapshot = snapshotOfCase(oracleCase, { scales });
  const run = (analysis: string) => analyse(snapshot, { analysis, inputs: { items, reverse }, options: {} });
  return {
    overall: valuesOf<{ overall: Scale }>(run('reliability.cronbachAlpha')).overall,
    halves: valuesOf<{ overall: SplitHalf }>(run('reliability.splitHalf')).overall,
  };
}

export const reliabilityAdapter: Adapter = {
  methods: ['reliability'],
  analyses: ['reliability.cronbachAlpha', 'reliability.splitHalf'],
  atLeast: 40,
  actual(oracleCase, analyse) {
    const names = columnNames(oracleCase);
    const { overall, halves: splitHalf } = scalesOf(oracleCase, analyse, names);
    const perItem = <T>(pick: (item: AlphaItem) => T): Record<string, T> =>
      Object.fromEntries(overall.items.map((item) => [item.id, pick(item)]));
    return {
      n: overall.n,
      n_dropped_listwise: overall.nLeftOut,
      k: overall.k,
      alpha: overall.alpha,
      alpha_standardized: overall.standardizedAlpha,
      mean_interitem_r: overall.meanInterItem,
      alpha_ci95_feldt: pair(overall.interval),
      alpha_if_deleted: perItem((item) => item.alphaIfDeleted),
      alpha_standardized_if_deleted: perItem((item) => item.standardizedAlphaIfDeleted),
      corrected_item_total_r: perItem((item) => item.correctedItemTotal),
      squared_multiple_r: perItem((item) => item.squaredMultiple),
      scale_mean_if_deleted: perItem((item) => item.scaleMeanIfDeleted),
      scale_variance_if_deleted: perItem((item) => item.scaleVarianceIfDeleted),
      item_mean: perItem((item) => item.mean),
      item_sd: perItem((item) => item.sd),
      scale_mean: overall.scaleMean,
      scale_variance: overall.scaleVariance,
      scale_sd: overall.scaleSd,
      guttman: overall.guttman,
      split_half: {
        first_half_items: names.slice(0, splitHalf.firstCount),
        r_between_forms: splitHalf.correlation,
        spearman_brown_equal_length: splitHalf.spearmanBrownEqual,
        spearman_brown_unequal_length: splitHalf.spearmanBrownUnequal,
        guttman_split_half: splitHalf.guttman,
        alpha_part1: splitHalf.alphaFirst,
        alpha_part2: splitHalf.alphaSecond,
      },
    };
  },
};

export const psppReliabilityAdapter: Adapter = {
  methods: ['pspp_reliability'],
  analyses: ['reliability.cronbachAlpha', 'reliability.splitHalf'],
  atLeast: 8,
  // Percentages of the case summary are printed with one decimal.
  toleranceAt: (path) =>
    path.endsWith('/Percent') ? { relative: 0, absolute: 0.0501 } : { relative: 1e-9, absolute: 1e-12 },
  expected(oracleCase) {
    const tables = psppTables(oracleCase);
    const [cases, statistics, items] = tables;
    const split = statistics!.rows[0]!.length === 4;
    return {
      cases: psppCells(cases!, 1),
      // The table of a split model has its numbers in the fourth column and labels in the three before it.
      ...(split
        ? {
            split: Object.values(
              psppCells(
                {
                  title: '',
                  rows: [['', '', '', 'value'], ...statistics!.rows.map((row, index) => [`${index}`, '', '', row[3]!])],
                },
                3,
              ),
            ),
          }
        : { alpha: statistics!.rows[1]![0], k: statistics!.rows[1]![1] }),
      ...(items ? { items: psppCells(items, 1) } : {}),
    };
  },
  actual(oracleCase, analyse) {
    const names = Object.keys(oracleCase.dataset.variables as Record<string, string>);
    const { overall, halves: splitHalf } = scalesOf(oracleCase, analyse, names);
    const { n, nLeftOut, k } = overall;
    const total = n + nLeftOut;
    return {
      cases: {
        'Valid/N': n,
        'Valid/Percent': (100 * n) / total,
        'Excluded/N': nLeftOut,
        'Excluded/Percent': (100 * nLeftOut) / total,
        'Total/N': total,
        'Total/Percent': 100,
      },
      split: [
        splitHalf.alphaFirst,
        splitHalf.firstCount,
        splitHalf.alphaSecond,
        k - splitHalf.firstCount,
        k,
        splitHalf.correlation,
        splitHalf.spearmanBrownEqual,
        splitHalf.spearmanBrownUnequal,
        splitHalf.guttman,
      ],
      alpha: overall.alpha,
      k,
      items: Object.fromEntries(
        overall.items.flatMap((item) => [
          [`${item.id}/Scale Mean if Item Deleted`, item.scaleMeanIfDeleted],
          [`${item.id}/Scale Variance if Item Deleted`, item.scaleVarianceIfDeleted],
          [`${item.id}/Corrected Item-Total Correlation`, item.correctedItemTotal],
          [`${item.id}/Cronbach's Alpha if Item Deleted`, item.alphaIfDeleted],
        ]),
      ),
    };
  },
};
