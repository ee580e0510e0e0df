import type { Snapshot } from '../model/dataset.ts';
import { decodeNumeric, decodeScores, findVariable, type LeftOut } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { Label } from '../model/text.ts';
import { type DesignRows, missingLeftOut } from './design.ts';
import { questionLabel } from './labels.ts';
import { projectIndex } from './projectIndex.ts';
import type { Warning } from './types.ts';

/** One number per form to look at: the forms' own index, that of some questions, or one question as answered. */
export interface ScoreSource {
  readonly values: Float64Array;
  readonly kind: 'index' | 'items' | 'variable';
  readonly label: Label;
  /** 'score' = 0-100, 'own' = units of the question. */
  readonly unit: 'score' | 'own';
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

/**
 * @param variable  one question; as answered, or as score 0-100 when asScore
 * @param items     questions whose mean score is wanted; empty and no variable = index over the project's tree
 * @returns null when the project has no index to fall back on
 */
export function scoreSource(
  snapshot: Snapshot,
  variable: VariableId | null,
  items: readonly VariableId[],
  weights: readonly number[],
  asScore: boolean,
  design: DesignRows,
): ScoreSource | null {
  if (variable !== null) {
    const decoded = asScore
      ? decodeScores(snapshot, variable, design.rows)
      : decodeNumeric(snapshot, variable, design.rows);
    return {
      values: decoded.values,
      kind: 'variable',
      label: questionLabel(findVariable(snapshot, variable)),
      unit: asScore ? 'score' : 'own',
      leftOut: missingLeftOut(decoded.missing),
      warnings: [],
    };
  }
  const index = projectIndex(snapshot, { items, weights, missing: 'renormalise' }, design);
  if (!index) return null;
  const values = index.indices.get(null)!;
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  return {
    values,
    kind: items.length > 0 ? 'items' : 'index',
    label:
      items.length === 1
        ? questionLabel(findVariable(snapshot, items[0]!))
        : items.length > 1
          ? { zh: '所选题目的平均得分', en: 'mean score of the chosen questions' }
          : { zh: '满意度指数', en: 'satisfaction index' },
    unit: 'score',
    leftOut: [{ reason: 'blank', count: missing }],
    warnings: index.warnings,
  };
}

/** Inputs shared by the members that look at one number per form. */
export const scoreInputs = {
  variable: {
    kind: 'variable',
    title: { zh: '一道题（空 = 满意度指数）', en: 'One question (none = satisfaction index)' },
    optional: true,
  },
  items: {
    kind: 'variables',
    title: { zh: '或几道题的平均得分', en: 'Or the mean score of some questions' },
    min: 1,
    max: 500,
    optional: true,
  },
} as const;

export const asScoreOption = {
  kind: 'boolean',
  title: { zh: '把题目换算为 0–100 分', en: 'Turn the question into a score 0-100' },
  default: false,
} as const;
