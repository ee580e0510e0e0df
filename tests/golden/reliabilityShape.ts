import type { AlphaItem, CronbachAlpha } from '../../shared/stats/cronbachAlpha.ts';
import type { SplitHalf } from '../../shared/stats/splitHalf.ts';
import { pair } from './statsOracle.ts';

/** Alpha and halves of a scale in the form of the oracle's cases. ids: questions in the order of alpha.items; names: in that of the case. */
export function reliabilityShape(
  alpha: CronbachAlpha,
  halves: SplitHalf,
  ids: readonly string[],
  names: readonly string[],
): object {
  const perItem = <T>(pick: (item: AlphaItem) => T): Record<string, T> =>
    Object.fromEntries(alpha.items.map((item, place) => [ids[place]!, pick(item)]));
  return {
    n: alpha.n,
    n_dropped_listwise: alpha.nLeftOut,
    k: alpha.k,
    alpha: alpha.alpha,
    alpha_standardized: alpha.standardizedAlpha,
    mean_interitem_r: alpha.meanInterItem,
    alpha_ci95_feldt: pair(alpha.interval),
    alpha_if_deleted: perItem((item) => item.alphaIfDeleted),
    alpha_standardized_if_deleted: perItem((item) => item.standardizedAlphaIfDeleted),
    corrected_item_total_r: perItem((item) => item.correctedItemTotal),
    squared_multiple_r: perItem((item) => item.squaredMultiple),
    scale_mean_if_deleted: perItem((item) => item.scaleMeanIfDeleted),
    scale_variance_if_deleted: perItem((item) => item.scaleVarianceIfDeleted),
    item_mean: perItem((item) => item.mean),
    item_sd: perItem((item) => item.sd),
    scale_mean: alpha.scaleMean,
    scale_variance: alpha.scaleVariance,
    scale_sd: alpha.scaleSd,
    guttman: alpha.guttman,
    split_half: {
      first_half_items: names.slice(0, halves.firstCount),
      r_between_forms: halves.correlation,
      spearman_brown_equal_length: halves.spearmanBrownEqual,
      spearman_brown_unequal_length: halves.spearmanBrownUnequal,
      guttman_split_half: halves.guttman,
      alpha_part1: halves.alphaFirst,
      alpha_part2: halves.alphaSecond,
    },
  };
}
