import type { Snapshot } from '../model/dataset.ts';
import { findVariable, type LeftOut } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import { at, type Matrix, matrixFromRows } from '../numeric/matrix.ts';
import { itemCorrelations } from '../stats/itemCorrelations.ts';
import { designRows, mergeLeftOut } from './design.ts';
import { itemColumns, perceptionItems } from './items.ts';
import { questionLabel } from './labels.ts';
import type { Honours, MatrixInput, Warning } from './types.ts';

/** Inputs of the members that start from correlations: questions, or a correlation matrix from elsewhere. */
export const correlationInputs = {
  items: {
    kind: 'variables',
    title: { zh: '题目（空 = 全部感知题）', en: 'Items (none = all perception questions)' },
    min: 2,
    max: 300,
    optional: true,
  },
  correlations: {
    kind: 'matrix',
    title: { zh: '或已有的相关矩阵', en: 'Or a correlation matrix from elsewhere' },
    optional: true,
  },
} as const;

export const correlationOptions = {
  missing: {
    kind: 'choice',
    title: { zh: '缺答', en: 'Missing answers' },
    default: 'listwise',
    choices: [
      { value: 'listwise', title: { zh: '剔除有缺答的问卷', en: 'Leave out forms with gaps' } },
      { value: 'pairwise', title: { zh: '每对题目用各自答全的问卷', en: 'Each pair over its own forms' } },
    ],
  },
  matrixN: {
    when: { given: ['correlations'], notGiven: ['items'] },
    kind: 'number',
    title: { zh: '相关矩阵的样本量', en: 'Forms behind the correlation matrix' },
    default: 0,
    min: 0,
    integer: true,
  },
} as const;

export interface CorrelationItem {
  /** Id of the question, or the label in the matrix. */
  readonly id: string;
  readonly name: string;
}

export interface CorrelationSource {
  readonly status: 'ok';
  readonly items: readonly CorrelationItem[];
  /** The questions behind the items; null for a matrix from elsewhere. */
  readonly ids: readonly VariableId[] | null;
  readonly correlation: Matrix;
  /** null for a matrix from elsewhere. */
  readonly means: readonly number[] | null;
  readonly sds: readonly number[] | null;
  readonly n: number;
  /** The n of tests (see itemCorrelations). */
  readonly effectiveN: number;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

export interface NoCorrelations {
  readonly status: 'notEstimable';
  readonly reason: string;
  readonly n: number;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

function fromMatrix({ labels, rows }: MatrixInput, n: number): CorrelationSource | NoCorrelations {
  const k = labels.length;
  const square = k >= 2 && rows.length === k && rows.every((row) => row.length === k);
  const wrong =
    !square ||
    rows.some((row, i) =>
      row.some(
        (r, j) => Math.abs(r) > 1 + 1e-9 || Math.abs(r - rows[j]![i]!) > 1e-9 || (i === j && Math.abs(r - 1) > 1e-9),
      ),
    );
  if (wrong) throw new InputError('analysis.notCorrelations', { labels: k, rows: rows.length });
  const items = labels.map((label) => ({ id: label, name: label }));
  const none = { leftOut: [], warnings: [] };
  if (n < 3) return { status: 'notEstimable', reason: 'matrixWithoutN', n, ...none };
  return {
    status: 'ok',
    items,
    ids: null,
    correlation: matrixFromRows(rows.map((row, i) => row.map((r, j) => (i === j ? 1 : r)))),
    means: null,
    sds: null,
    n,
    effectiveN: n,
    ...none,
  };
}

/**
 * Correlations of the chosen questions over the forms in use, or those given as a matrix. Questions without two different answers are
 * left out with a warning.
 *
 * @throws InputError 'analysis.notCorrelations' when the matrix is not one of correlations
 */
export function correlationSource(
  snapshot: Snapshot,
  inputs: { readonly items: readonly VariableId[]; readonly correlations: MatrixInput | null },
  options: { readonly missing: string; readonly matrixN: number },
  honours: Honours,
): CorrelationSource | NoCorrelations {
  if (inputs.correlations && inputs.items.length === 0) return fromMatrix(inputs.correlations, options.matrixN);
  const design = designRows(snapshot, honours);
  const warnings: Warning[] = [...design.warnings];
  const ids = inputs.items.length > 0 ? inputs.items : perceptionItems(snapshot);
  const refuse = (reason: string, n: number): NoCorrelations => ({
    status: 'notEstimable',
    reason,
    n,
    leftOut: mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: design.rows.length - n }]),
    warnings,
  });
  if (ids.length < 2) return refuse(ids.length === 0 ? 'noPerception' : 'tooFewItems', design.rows.length);
  const result = itemCorrelations(itemColumns(snapshot, ids, new Set(), design), {
    weights: design.weights,
    weightKind: design.weightKind === 'survey' ? 'survey' : 'frequency',
    missing: options.missing === 'pairwise' ? 'pairwise' : 'listwise',
  });
  if (result.status !== 'ok') return refuse(result.reason, result.n);
  const left = ids.filter((_, place) => !result.used.includes(place));
  if (left.length > 0)
    warnings.push({
      code: 'items.constant',
      details: { count: left.length, names: left.map((id) => questionLabel(findVariable(snapshot, id))) },
    });
  const used = result.used.map((place) => ids[place]!);
  return {
    status: 'ok',
    items: used.map((id) => ({ id: id as string, name: findVariable(snapshot, id).name })),
    ids: used,
    correlation: result.correlation,
    means: result.means,
    sds: result.sds,
    n: result.n,
    effectiveN: result.effectiveN,
    leftOut: mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: result.nLeftOut }]),
    warnings,
  };
}

/** Row by row, for results: [row][column]. */
export function matrixRows(matrix: Matrix): readonly (readonly number[])[] {
  return Array.from({ length: matrix.rows }, (_, i) =>
    Array.from({ length: matrix.columns }, (_unused, j) => at(matrix, i, j)),
  );
}
