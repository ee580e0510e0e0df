import type { IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import { compositeWeights } from './compositeWeights.ts';
import { indicatorTree } from './indicatorTree.ts';

export interface RollUp {
  /** Score 0-100 of the whole; null when no leaf has a score. */
  readonly index: number | null;
  /** Score 0-100 of every node. */
  readonly scores: ReadonlyMap<IndicatorId, number | null>;
  /** Share of the composite weight whose leaves have scores, 0-1; 1 = nothing was missing. */
  readonly coverage: number;
}

/**
 * Index of every node from scores of the leaves: sum W x / sum W over the leaves below that have a score (W = composite weight).
 * With all leaves present this is the weighted sum level 3 -> 2 -> 1 -> product.
 * Source: resources/docs/methods: csi.index. Checked against the worked numbers 75.27, 77.36 and 76.733: tests/shared/satisfaction/index.
 *
 * @param leafScores  0-100; a leaf that is absent or null has no score
 * @throws InputError as compositeWeights
 */
export function rollUp(indicators: readonly Indicator[], leafScores: ReadonlyMap<IndicatorId, number | null>): RollUp {
  const tree = indicatorTree(indicators);
  const weights = compositeWeights(indicators);
  const over = (leaves: readonly { readonly indicator: Indicator }[]): { score: number | null; used: number } => {
    let sum = 0;
    let used = 0;
    for (const { indicator } of leaves) {
      const score = leafScores.get(indicator.id) ?? null;
      if (score === null) continue;
      sum += weights.get(indicator.id)! * score;
      used += weights.get(indicator.id)!;
    }
    return { score: used > 0 ? sum / used : null, used };
  };
  const whole = over(tree.leaves);
  return {
    index: whole.score,
    scores: new Map(tree.nodes.map((node) => [node.indicator.id, over(node.leaves).score])),
    coverage: whole.used,
  };
}
