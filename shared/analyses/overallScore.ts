import type { Snapshot } from '../model/dataset.ts';
import type { VariableId } from '../model/ids.ts';
import type { Label } from '../model/text.ts';
import type { DesignRows } from './design.ts';
import { idsOf, ratedQuestions } from './labels.ts';
import { scoreSource } from './scoreSource.ts';
import type { Warning } from './types.ts';

/** A label inside a result. */
export type ResultLabel = string | { readonly zh: string; readonly en: string };

/** What the drivers are to explain: a chosen question, the overall satisfaction questions, or the forms' own index. */
export interface OverallScore {
  /** 0-100 per form, NaN = missing. */
  readonly values: Float64Array;
  readonly kind: 'variable' | 'overall' | 'index';
  readonly label: Label;
  /** Questions it is made of; empty for the index. */
  readonly ids: readonly VariableId[];
  readonly warnings: readonly Warning[];
}

/**
 * The satisfaction to be explained, 0-100: the chosen question, else the mean of the overall satisfaction questions, else the index
 * with a warning that it contains its own parts. null when there is none of them.
 *
 * @throws InputError 'data.noScale' when the chosen question has no declared range
 */
export function overallScore(snapshot: Snapshot, chosen: VariableId | null, design: DesignRows): OverallScore | null {
  if (chosen !== null) {
    const { values, label } = scoreSource(snapshot, chosen, [], [], true, design)!;
    return { values, label, kind: 'variable', ids: [chosen], warnings: [] };
  }
  const ids = idsOf(ratedQuestions(snapshot).filter((variable) => variable.role === 'overallSatisfaction'));
  if (ids.length > 0) {
    const source = scoreSource(snapshot, null, ids, [], true, design);
    if (source)
      return { ...source, kind: 'overall', ids, label: { zh: '总体满意度', en: 'overall satisfaction' }, warnings: [] };
  }
  const source = scoreSource(snapshot, null, [], [], true, design);
  return (
    source && {
      ...source,
      kind: 'index',
      ids: [],
      warnings: [...source.warnings, { code: 'importance.partWhole', details: {} }],
    }
  );
}
