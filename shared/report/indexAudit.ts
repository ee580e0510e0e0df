import { designRows } from '../analyses/design.ts';
import { projectIndex } from '../analyses/projectIndex.ts';
import type { AnalysisResult } from '../analyses/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import { decodeNumeric, decodeScores, findVariable } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';

/** A question of the index: its answers as coded and its scores 0-100, NaN = not in use; arrays are parallel to the audit's forms. */
export interface AuditQuestion {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly descending: boolean;
  readonly answers: Float64Array;
  readonly scores: Float64Array;
}

export interface AuditNode {
  readonly name: string;
  /** 1 = directly under the whole. */
  readonly level: number;
  /** Place of the node above; -1 = none. */
  readonly parent: number;
  readonly weight: number;
  readonly compositeWeight: number;
  /** First and count of the leaves below, as places in leaves. */
  readonly firstLeaf: number;
  readonly leafCount: number;
  /** Place in leaves of a node that is one and is asked; null = it has nodes below, or no question. */
  readonly leaf: number | null;
  /** Own index of each form. */
  readonly indices: Float64Array;
  readonly score: number | null;
}

/** Everything from which the index can be computed again, form by form. */
export interface IndexAudit {
  /** Numbers of the forms as the data sheet counts them: 1 = the first. */
  readonly forms: Int32Array;
  readonly weights: Float64Array | null;
  /** How the standard error comes about; 'design': by strata, clusters, population or frequencies, so that it is given, not computed. */
  readonly error: 'simple' | 'weighted' | 'design';
  readonly missing: 'renormalise' | 'listwise';
  readonly level: number;
  readonly nodes: readonly AuditNode[];
  /** Asked leaves in reading order, each with the places of its questions; questions of one leaf follow one another. */
  readonly leaves: readonly {
    readonly node: number;
    readonly firstQuestion: number;
    readonly questionCount: number;
    readonly scores: Float64Array;
  }[];
  readonly questions: readonly AuditQuestion[];
  /** Own index of each form. */
  readonly indices: Float64Array;
  readonly overall: {
    readonly index: number;
    readonly n: number;
    readonly sd: number | null;
    readonly se: number | null;
    readonly df: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly indexOfMeans: number | null;
  };
}

/**
 * The way from the answers to a result of csi.index, for a workbook in which it can be followed.
 *
 * @param snapshot  of the revision the result was computed from
 * @returns null when there is nothing to follow: no such result, or a question of the index is marked as personal data
 */
export function indexAudit(snapshot: Snapshot, result: AnalysisResult | null): IndexAudit | null {
  if (result?.analysis !== 'csi.index' || result.status !== 'ok') return null;
  const { options, inputs } = result;
  const missing = options.missing === 'listwise' ? 'listwise' : 'renormalise';
  const design = designRows(snapshot, { weights: 'both', design: true });
  const items = Array.isArray(inputs['items']) ? (inputs['items'] as readonly VariableId[]) : [];
  const weights = Array.isArray(options.weights) ? (options.weights as readonly number[]) : [];
  const index = projectIndex(snapshot, { items, weights, missing }, design);
  if (!index) return null;
  const questions: AuditQuestion[] = [];
  const leaves: { node: number; firstQuestion: number; questionCount: number; scores: Float64Array }[] = [];
  const { nodes } = index.tree;
  const placeOf = new Map(nodes.map((node, place) => [node.indicator.id, place]));
  const leafPlace = new Map<number, number>();
  for (const leaf of index.tree.leaves) {
    const ids = index.questions.get(leaf.indicator.id);
    if (!ids) continue;
    const node = placeOf.get(leaf.indicator.id)!;
    leafPlace.set(node, leaves.length);
    leaves.push({
      node,
      firstQuestion: questions.length,
      questionCount: ids.length,
      scores: index.leafScores.get(leaf.indicator.id)!,
    });
    for (const id of ids) {
      const variable = findVariable(snapshot, id);
      if (variable.personal) return null;
      const { min, max, direction } = variable.scale!;
      questions.push({
        name: variable.name,
        label: variable.label,
        min,
        max,
        descending: direction === 'descending',
        answers: decodeNumeric(snapshot, id, design.rows).values,
        scores: decodeScores(snapshot, id, design.rows).values,
      });
    }
  }
  const values = result.values as unknown as {
    readonly overall: Omit<IndexAudit['overall'], 'lower' | 'upper'> & {
      readonly interval: { readonly lower: number; readonly upper: number } | null;
    };
    readonly nodes: readonly { readonly id: string; readonly score: number | null }[];
  };
  const scores = new Map(values.nodes.map(({ id, score }) => [id, score]));
  const { interval, ...overall } = values.overall;
  const structured = design.strata !== null || design.clusters !== null || design.populationSize !== null;
  return {
    forms: design.rows.map((row) => row + 1),
    weights: design.weights,
    error:
      structured || design.weightKind === 'frequency'
        ? 'design'
        : design.weightKind === 'survey'
          ? 'weighted'
          : 'simple',
    missing,
    level: Number(options.level),
    nodes: nodes.map((node, place) => {
      const asked = node.leaves.flatMap((leaf) => leafPlace.get(placeOf.get(leaf.indicator.id)!) ?? []);
      const { id, parentId, name, weight } = node.indicator;
      return {
        name,
        level: node.level,
        parent: parentId === null ? -1 : placeOf.get(parentId)!,
        weight,
        compositeWeight: index.composite.get(id)!,
        firstLeaf: asked[0] ?? 0,
        leafCount: asked.length,
        leaf: node.children.length === 0 ? (leafPlace.get(place) ?? null) : null,
        indices: index.indices.get(id)!,
        score: scores.get(id) ?? null,
      };
    }),
    leaves,
    questions,
    indices: index.indices.get(null)!,
    overall: {
      index: overall.index,
      n: overall.n,
      sd: overall.sd,
      se: overall.se,
      df: overall.df,
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
      indexOfMeans: overall.indexOfMeans,
    },
  };
}
