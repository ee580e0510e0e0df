import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories, decodeNumeric, type LeftOut, rowsInUse } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { Honours, Warning } from './types.ts';

/** The forms an analysis works on and what the sampling design says about each; arrays are parallel to rows. */
export interface DesignRows {
  readonly rows: Int32Array;
  readonly weightKind: 'none' | 'frequency' | 'survey';
  /** Positive; null without weights. */
  readonly weights: Float64Array | null;
  readonly strata: { readonly codes: Int32Array; readonly labels: readonly string[] } | null;
  readonly clusters: Int32Array | null;
  /** Members of the population: the whole, and per stratum in the order of strata.labels (null = not known). */
  readonly populationSize: number | null;
  readonly stratumSizes: readonly (number | null)[] | null;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

/** codes[places], in a plain loop: a callback per form costs more than everything else a simple table needs. */
function takePlaces(codes: Int32Array, places: ArrayLike<number>): Int32Array {
  const taken = new Int32Array(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = codes[places[i]!]!;
  return taken;
}

/**
 * Reads the rows in use with weights, strata and clusters as far as the analysis honours them. Forms without weight (blank or 0) and
 * forms without stratum or cluster are left out and counted; a design the analysis cannot honour is said in a warning.
 */
export function designRows(snapshot: Snapshot, honours: Honours): DesignRows {
  const { memo, design } = snapshot;
  const used = rowsInUse(snapshot);
  if (!memo) return findDesignRows(snapshot, honours, used);
  // Named again when it was worked out for another analysis: whoever follows what is read must see them.
  for (const id of [design.weight?.variableId, design.stratum, design.cluster]) if (id) snapshot.columns.get(id);
  const found = memo.get(['design', design, snapshot.variables, used, honours.weights, honours.design], () =>
    findDesignRows(snapshot, honours, used),
  );
  memo.share(found.rows);
  return found;
}

function findDesignRows(snapshot: Snapshot, honours: Honours, used: Int32Array): DesignRows {
  const { design } = snapshot;
  const warnings: Warning[] = [];
  const excluded = new Set(snapshot.exclusions.map((one) => one.row)).size;
  const leftOut: LeftOut[] = [
    { reason: 'excluded', count: excluded },
    { reason: 'filtered', count: snapshot.rowCount - excluded - used.length },
  ];
  const kind = design.weight?.kind ?? null;
  const honoured = kind !== null && (honours.weights === 'both' || honours.weights === kind);
  if (kind !== null && !honoured) warnings.push({ code: 'design.weightsNotUsed', details: { kind } });
  if (!honours.design && (design.stratum || design.cluster))
    warnings.push({ code: 'design.structureNotUsed', details: {} });

  const allWeights = honoured && design.weight ? decodeNumeric(snapshot, design.weight.variableId, used).values : null;
  const categories = (id: VariableId | null) => (honours.design && id ? decodeCategories(snapshot, id, used) : null);
  const allStrata = categories(design.stratum);
  const allClusters = categories(design.cluster);
  const whole = !allWeights && !allStrata && !allClusters;
  const kept = new Int32Array(whole ? 0 : used.length);
  let count = whole ? used.length : 0;
  let noWeight = 0;
  let unplaced = 0;
  for (let i = 0; i < kept.length; i++) {
    // A negative weight is kept here so that the statistic refuses it by name.
    if (allWeights && (Number.isNaN(allWeights[i]!) || allWeights[i] === 0)) noWeight++;
    else if ((allStrata && allStrata.codes[i]! < 0) || (allClusters && allClusters.codes[i]! < 0)) unplaced++;
    else kept[count++] = i;
  }
  const keep = count === used.length ? null : kept.subarray(0, count);
  leftOut.push({ reason: 'noWeight', count: noWeight }, { reason: 'incomplete', count: unplaced });
  if (unplaced > 0) warnings.push({ code: 'design.unplaced', details: { count: unplaced } });
  const take = (codes: Int32Array): Int32Array => (keep ? takePlaces(codes, keep) : codes);
  const sizes = honours.design ? design.populationSizes : {};
  return {
    rows: take(used),
    weightKind: allWeights ? kind! : 'none',
    weights: allWeights && keep ? Float64Array.from(keep, (i) => allWeights[i]!) : allWeights,
    strata: allStrata ? { codes: take(allStrata.codes), labels: allStrata.labels } : null,
    clusters: allClusters ? take(allClusters.codes) : null,
    populationSize: sizes[''] ?? null,
    stratumSizes: allStrata ? allStrata.labels.map((label) => sizes[label] ?? null) : null,
    leftOut: leftOut.filter((one) => one.count > 0),
    warnings,
  };
}

/** Some of the rows (places in the parallel arrays), e.g. one group of customers. */
export function subset(design: DesignRows, places: ArrayLike<number>): DesignRows {
  const take = (codes: Int32Array): Int32Array => takePlaces(codes, places);
  return {
    ...design,
    rows: take(design.rows),
    weights: design.weights ? Float64Array.from(places, (i) => design.weights![i]!) : null,
    strata: design.strata ? { codes: take(design.strata.codes), labels: design.strata.labels } : null,
    clusters: design.clusters ? take(design.clusters) : null,
  };
}

/** Counts of the same reason added up, without zeros. */
export function mergeLeftOut(...parts: readonly (readonly LeftOut[])[]): readonly LeftOut[] {
  const sums = new Map<LeftOut['reason'], number>();
  for (const part of parts) for (const { reason, count } of part) sums.set(reason, (sums.get(reason) ?? 0) + count);
  return [...sums].filter(([, count]) => count > 0).map(([reason, count]) => ({ reason, count }));
}

/** Missing answers of one decoded question as left-out counts. */
export function missingLeftOut(missing: Readonly<Partial<Record<string, number>>>): readonly LeftOut[] {
  return Object.entries(missing).map(([reason, count]) => ({ reason: reason as LeftOut['reason'], count: count ?? 0 }));
}
