import type { AnalysisResult } from '../analyses/types.ts';
import { designRows } from '../analyses/design.ts';
import { projectIndex } from '../analyses/projectIndex.ts';
import { significant as s } from '../format/significant.ts';
import type { Snapshot } from '../model/dataset.ts';
import { variableId } from '../model/ids.ts';
import { lineageOf } from './lineage.ts';
import type { WorkedStep } from './types.ts';
import { isSame } from './worked/given.ts';

/** The mean over forms of an index or an indicator's score: every form's own value first, shown for the first form. */
export function* indexSteps(snapshot: Snapshot, result: AnalysisResult, path: string): Generator<WorkedStep> {
  if (result.analysis !== 'csi.index') return;
  const { key, ancestors } = lineageOf(result.values, path);
  const object = ancestors[0]?.object;
  const wanted = object?.[key];
  if (typeof wanted !== 'number' || !object || !(key === 'score' || (key === 'index' && path === 'overall.index')))
    return;
  const design = designRows(snapshot, { weights: 'both', design: true });
  const items = ((result.inputs['items'] ?? []) as readonly string[]).map((id) => variableId(id));
  const weights = (result.options['weights'] ?? []) as readonly number[];
  const missing = result.options['missing'] as 'renormalise';
  const index = projectIndex(snapshot, { items, weights, missing }, design);
  const id = key === 'index' ? null : (object['id'] as string);
  const own = index ? [...index.indices].find(([node]) => node === id)?.[1] : undefined;
  if (!index || !own) return;
  const first = own.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return;
  const node = id === null ? null : index.tree.nodes.find((one) => one.indicator.id === id);
  const leaves = (node?.leaves ?? index.tree.leaves).filter((leaf) => {
    const score = index.leafScores.get(leaf.indicator.id)?.[first];
    return score !== undefined && !Number.isNaN(score);
  });
  if (leaves.length > 1) {
    const terms = leaves.map((leaf) => {
      const { id: leafId } = leaf.indicator;
      return [index.composite.get(leafId) ?? 0, index.leafScores.get(leafId)![first]!] as const;
    });
    const sum = terms.reduce((total, [weight]) => total + weight, 0);
    const form = design.rows[first]! + 1;
    yield {
      formula: {
        zh: `每份问卷 = Σ(综合权重 × 得分)/Σ综合权重；如第 ${form} 份`,
        en: `each form = Σ(composite weight × score)/Σ composite weight; form ${form}, for one`,
      },
      filled: `(${terms.map(([weight, score]) => `${s(weight, 4)}×${s(score, 5)}`).join(' + ')}) / ${s(sum)}`,
      value: terms.reduce((total, [weight, score]) => total + weight * score, 0) / sum,
    };
  }
  let [total, count, n] = [0, 0, 0];
  for (let i = 0; i < own.length; i++) {
    if (Number.isNaN(own[i]!)) continue;
    const weight = design.weights?.[i] ?? 1;
    total += weight * own[i]!;
    count += weight;
    n++;
  }
  const mean: WorkedStep = {
    formula: design.weights
      ? { zh: `Σ(各份 × 权重)/Σ权重（${n} 份）`, en: `Σ(form × weight)/Σ weight (${n} forms)` }
      : { zh: '各份之和/份数', en: 'sum over the forms/number of forms' },
    filled: `${s(total, 9)} / ${s(count, 9)}`,
    value: total / count,
  };
  if (isSame(mean.value, wanted)) yield mean;
}
