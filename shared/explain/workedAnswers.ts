import type { AnalysisResult } from '../analyses/types.ts';
import { designRows } from '../analyses/design.ts';
import { projectIndex } from '../analyses/projectIndex.ts';
import { findAnalysis } from '../analyses/catalogue.ts';
import { significant as s } from '../format/significant.ts';
import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories, decodeNumeric, decodeScores, findVariable } from '../model/decode.ts';
import { type VariableId, variableId } from '../model/ids.ts';
import { lineageOf } from './lineage.ts';
import type { GroupRestriction, WorkedStep } from './types.ts';
import { isSame } from './workedFormula.ts';

/** Different answers listed one by one in a formula. */
const mostTerms = 12;

interface Answers {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
}

/** Answers that count, with their weights. */
function answersOf(
  snapshot: Snapshot,
  result: AnalysisResult,
  id: VariableId,
  group: GroupRestriction | null,
  decode: typeof decodeNumeric,
): Answers {
  const honours = findAnalysis(result.analysis)?.honours ?? { weights: 'none', design: false };
  const design = designRows(snapshot, honours);
  const { values } = decode(snapshot, id, design.rows);
  const groups = group ? decodeCategories(snapshot, group.variableId as VariableId, design.rows) : null;
  const keep = [...values.keys()].filter(
    (i) => !Number.isNaN(values[i]!) && (!groups || groups.labels[groups.codes[i]!] === group?.label),
  );
  return {
    values: Float64Array.from(keep, (i) => values[i]!),
    weights: design.weights ? Float64Array.from(keep, (i) => design.weights![i]!) : null,
  };
}

/** How often, or with what weight, each answer was given; rising. */
function tally({ values, weights }: Answers): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < values.length; i++) counts.set(values[i]!, (counts.get(values[i]!) ?? 0) + (weights?.[i] ?? 1));
  return [...counts].toSorted(([a], [b]) => a - b);
}

function meanStep(answers: Answers, shown: string): WorkedStep | null {
  const counted = tally(answers);
  const n = counted.reduce((sum, [, count]) => sum + count, 0);
  if (n <= 0) return null;
  const total = counted.reduce((sum, [value, count]) => sum + value * count, 0);
  const terms =
    counted.length <= mostTerms ? counted.map(([value, count]) => `${s(value)}×${s(count)}`).join(' + ') : s(total);
  return {
    formula: answers.weights
      ? { zh: `Σ(${shown} × 权重)/Σ权重`, en: `Σ(${shown} × weight)/Σ weight` }
      : { zh: `Σ(${shown} × 份数)/总份数`, en: `Σ(${shown} × count)/number of forms` },
    filled: `(${terms}) / ${s(n)}`,
    value: total / n,
  };
}

function deviationStep(answers: Answers): WorkedStep | null {
  const { values, weights } = answers;
  const n = values.length;
  if (weights || n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    formula: { zh: '√(Σ(x − 均值)²/(n − 1))', en: '√(Σ(x − mean)²/(n − 1))' },
    filled: `√(${s(squares)} / ${n - 1})`,
    value: Math.sqrt(squares / (n - 1)),
  };
}

/** The mean over forms of an index or an indicator's score: every form's own value first, shown for the first form. */
function* indexSteps(snapshot: Snapshot, result: AnalysisResult, path: string): Generator<WorkedStep> {
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

/** Formulas with answers put in that lead to the number at a path; each but the example of one form gives the very number. */
export function workedAnswers(
  snapshot: Snapshot,
  result: AnalysisResult,
  path: string,
  group: GroupRestriction | null,
): readonly WorkedStep[] {
  const { key, ancestors } = lineageOf(result.values, path);
  const object = ancestors[0]?.object;
  const value = object?.[key];
  if (!object || typeof value !== 'number') return [];
  const steps = [...indexSteps(snapshot, result, path)];
  const named = Object.values(object).find(
    (one): one is string => typeof one === 'string' && snapshot.variables.some(({ id }) => id === one),
  );
  const single = Object.values(result.inputs).flatMap((one) => (typeof one === 'string' ? [one] : []));
  const candidates = [...(named === undefined ? [] : [named]), ...single]
    .map((id) => variableId(id))
    .filter((id) => snapshot.columns.get(id)?.kind === 'numeric');
  for (const id of new Set(candidates)) {
    const { scale } = findVariable(snapshot, id);
    const own = answersOf(snapshot, result, id, group, decodeNumeric);
    const tried = [
      meanStep(own, 'x'),
      deviationStep(own),
      ...(scale && scale.max > scale.min
        ? [
            meanStep(
              answersOf(snapshot, result, id, group, decodeScores),
              scale.direction === 'descending'
                ? `100·(${s(scale.max)} − x)/${s(scale.max - scale.min)}`
                : `100·(x − ${s(scale.min)})/${s(scale.max - scale.min)}`,
            ),
          ]
        : []),
    ];
    const fitting = tried.find((one) => one !== null && isSame(one.value, value));
    if (fitting) return [...steps, fitting];
  }
  return steps;
}
