import type { AlphaItem, CronbachAlpha } from '../../../shared/stats/cronbachAlpha.ts';
import type { SplitHalf } from '../../../shared/stats/splitHalf.ts';
import { asList, type OracleCase } from '../oracle.ts';
import { reliabilityShape } from '../reliabilityShape.ts';
import { columnNames, snapshotOfCase } from '../statsOracle.ts';
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
    return reliabilityShape(
      overall,
      splitHalf,
      overall.items.map(({ id }) => id),
      names,
    );
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
