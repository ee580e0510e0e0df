import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories, findVariable } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { DesignRows } from './design.ts';
import { questionLabel } from './labels.ts';
import { overallScore, type ResultLabel } from './overallScore.ts';
import type { Warning } from './types.ts';

const satisfiedLabels: readonly ResultLabel[] = [
  { zh: '不满意', en: 'not satisfied' },
  { zh: '满意', en: 'satisfied' },
];

/** Groups of forms that are to be told apart; code -1 = in none. */
export interface Grouping {
  readonly codes: Int32Array;
  readonly labels: readonly ResultLabel[];
  readonly dependent: ResultLabel;
  readonly kind: 'threshold' | 'feature';
  /** Questions that made the groups and cannot be items as well. */
  readonly own: readonly VariableId[];
  readonly warnings: readonly Warning[];
}

/** Groups of a feature, else those below and from the threshold of satisfaction on; null without a question about it. */
export function groupingOf(
  snapshot: Snapshot,
  group: VariableId | null,
  overall: VariableId | null,
  threshold: number,
  design: DesignRows,
): Grouping | null {
  if (group !== null) {
    const { codes, labels } = decodeCategories(snapshot, group, design.rows);
    return {
      codes,
      labels,
      dependent: questionLabel(findVariable(snapshot, group)),
      kind: 'feature',
      own: [group],
      warnings: [],
    };
  }
  const score = overallScore(snapshot, overall, design);
  if (!score) return null;
  return {
    // The limit itself counts as satisfied; scores of exact answers carry rounding only in the last digit.
    codes: Int32Array.from(score.values, (value) => (Number.isNaN(value) ? -1 : value >= threshold - 1e-9 ? 1 : 0)),
    labels: satisfiedLabels,
    dependent: score.label,
    kind: 'threshold',
    own: score.ids,
    warnings: score.warnings,
  };
}
