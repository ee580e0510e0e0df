import type { Snapshot } from '../model/dataset.ts';
import { decodeNumeric, decodeScores, findVariable } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { DesignRows } from './design.ts';
import { inBoth } from './groupColumns.ts';
import { projectIndex } from './projectIndex.ts';
import type { Warning } from './types.ts';

export interface RegressionColumns {
  readonly y: Float64Array;
  readonly dependent: { readonly zh: string; readonly en: string };
  readonly predictors: readonly { readonly id: string; readonly name: string; readonly values: Float64Array }[];
  readonly warnings: readonly Warning[];
}

/** What is regressed on what, 0-100 where asScore; null where the project has neither an index nor what was to stand in its place. */
export function regressionColumns(
  snapshot: Snapshot,
  dependent: VariableId | null,
  predictors: readonly VariableId[],
  asScore: boolean,
  design: DesignRows,
): RegressionColumns | null {
  const decode = (id: VariableId): Float64Array =>
    (asScore ? decodeScores(snapshot, id, design.rows) : decodeNumeric(snapshot, id, design.rows)).values;
  const label = (id: VariableId): string => findVariable(snapshot, id).label || findVariable(snapshot, id).name;
  const overall = snapshot.variables.filter((variable) => variable.role === 'overallSatisfaction' && variable.scale);
  const index = predictors.length === 0 || dependent === null ? tryIndex(snapshot, design) : null;
  const target = dependent ?? (predictors.length === 0 ? (overall[0]?.id ?? null) : null);
  if (target === null && !index) return null;
  // The index is the weighted sum of its indicators: regressing it on them says nothing, so it needs predictors of its own.
  if (target === null && predictors.length === 0) return null;
  const y = target === null ? index!.indices.get(null)! : decode(target);
  if (predictors.length > 0)
    return {
      y,
      dependent: target === null ? { zh: '满意度指数', en: 'satisfaction index' } : inBoth(label(target)),
      predictors: predictors.map((id) => ({ id, name: findVariable(snapshot, id).name, values: decode(id) })),
      warnings: index?.warnings ?? [],
    };
  if (!index) return null;
  return {
    y,
    dependent: inBoth(label(target!)),
    predictors: index.tree.leaves.flatMap((leaf) => {
      const values = index.leafScores.get(leaf.indicator.id);
      return values ? [{ id: leaf.indicator.id as string, name: leaf.indicator.name, values }] : [];
    }),
    warnings: index.warnings,
  };
}

const tryIndex = (snapshot: Snapshot, design: DesignRows) =>
  projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
