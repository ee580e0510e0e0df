import type { Snapshot } from '../model/dataset.ts';
import { decodeScores, findVariable, type LeftOut } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { defaultOptions, estimatePls, type PlsEstimate, type PlsOptions } from '../plssem/estimate.ts';
import { type Scheme, specify, type Specification } from '../plssem/model.ts';
import type { WeightKind } from '../plssem/bootstrap.ts';
import { noEstimate } from './defineAnalysis.ts';
import { designRows, mergeLeftOut } from './design.ts';
import { questionLabel } from './labels.ts';
import type { Estimate, JsonObject, ModelOption, OptionSpec, Warning } from './types.ts';

export const modelOption = {
  kind: 'model',
  title: { zh: '模型', en: 'Model' },
  none: { zh: '项目中画好的模型', en: 'The model drawn in the project' },
  default: null,
} as const satisfies OptionSpec;

export const omissionOption = {
  kind: 'number',
  title: { zh: '蒙眼法略去间隔（0 = 不算 Q²）', en: 'Omission distance of blindfolding (0 = no Q2)' },
  default: 7,
  min: 0,
  max: 50,
  integer: true,
} as const satisfies OptionSpec;

export const schemeOption = {
  kind: 'choice',
  title: { zh: '内部权重方案', en: 'Inner weighting scheme' },
  default: 'path',
  choices: [
    { value: 'path', title: { zh: '路径加权', en: 'Path' } },
    { value: 'centroid', title: { zh: '重心', en: 'Centroid' } },
    { value: 'factorial', title: { zh: '因子', en: 'Factorial' } },
  ],
} as const satisfies OptionSpec;

export const plsMissingOption = {
  kind: 'choice',
  title: { zh: '未答题目', en: 'Missing answers' },
  default: 'mean',
  choices: [
    { value: 'mean', title: { zh: '以该题均值替代', en: 'Replace by the question’s mean' } },
    { value: 'listwise', title: { zh: '剔除有缺答的问卷', en: 'Leave out forms with gaps' } },
  ],
} as const satisfies OptionSpec;

export const toleranceOption = {
  kind: 'number',
  title: { zh: '收敛界限', en: 'Tolerance of convergence' },
  default: 1e-10,
  min: 1e-15,
  max: 0.01,
} as const satisfies OptionSpec;

export interface GivenModel {
  readonly model: ModelOption;
  readonly warnings: readonly Warning[];
}

/**
 * The model of a request, or else the drawn one; null when there is neither. Constructs of a drawing that have no questions yet are
 * left out with their paths, and named.
 */
export function modelOf(snapshot: Snapshot, given: ModelOption | null): GivenModel | null {
  if (given) return { model: given, warnings: [] };
  const drawn = snapshot.model;
  if (!drawn || drawn.constructs.length === 0) return null;
  const empty = drawn.constructs.filter(({ items }) => items.length === 0).map(({ name }) => name);
  return {
    model: {
      constructs: drawn.constructs
        .filter(({ items }) => items.length > 0)
        .map(({ name, items, mode }) => ({ name, items, mode })),
      paths: drawn.paths
        .filter(({ from, to }) => !empty.includes(from) && !empty.includes(to))
        .map(({ from, to }) => ({ from, to })),
    },
    warnings: empty.length > 0 ? [{ code: 'pls.emptyConstruct', details: { names: empty } }] : [],
  };
}

/** Questions of a model as scores 0-100 with the weights of the forms. */
export interface PlsData {
  readonly specification: Specification;
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array | null;
  readonly kind: WeightKind;
  /** Forms of the columns, 0-based. */
  readonly rows: Int32Array;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  /** Questions by place, as the reader knows them. */
  readonly itemNames: readonly string[];
}

/** @throws InputError 'model.*', 'data.noScale' */
export function plsData(snapshot: Snapshot, { model, warnings }: GivenModel): PlsData {
  const specification = specify(model);
  const design = designRows(snapshot, { weights: 'both', design: false });
  const columns = specification.items.map((id) => decodeScores(snapshot, id as VariableId, design.rows).values);
  return {
    specification,
    columns,
    weights: design.weightKind === 'survey' ? meanOne(design.weights!) : design.weights,
    kind: design.weightKind,
    rows: design.rows,
    leftOut: design.leftOut,
    warnings: [...design.warnings, ...warnings],
    itemNames: specification.items.map((id) => questionLabel(findVariable(snapshot, id as VariableId))),
  };
}

/** Survey weights on a scale where they sum to the number of forms: their unit must not enter the standard deviations. */
function meanOne(weights: Float64Array): Float64Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

export interface PlsRunOptions {
  readonly scheme: string;
  readonly missing: string;
  readonly tolerance: number;
}

export function plsOptions({ scheme, missing, tolerance }: PlsRunOptions): PlsOptions {
  return { ...defaultOptions, scheme: scheme as Scheme, missing: missing as PlsOptions['missing'], tolerance };
}

export type PlsOutcome<V extends JsonObject> =
  | { readonly ok: true; readonly estimate: PlsEstimate; readonly leftOut: readonly LeftOut[] }
  | { readonly ok: false; readonly failure: Estimate<V> };

/** The estimate with its left-out counts, or why there is none, with the question or construct that stands in the way. */
export function runPls<V extends JsonObject>(data: PlsData, options: PlsOptions): PlsOutcome<V> {
  const estimate = estimatePls(data.specification, data.columns, data.weights, options);
  if (estimate.status === 'ok') {
    const { nIncomplete } = estimate.rows;
    const reason = options.missing === 'listwise' ? 'incomplete' : 'blank';
    return { ok: true, estimate, leftOut: mergeLeftOut(data.leftOut, [{ reason, count: nIncomplete }]) };
  }
  const place = data.specification.items.indexOf(estimate.culprit);
  const name = place >= 0 ? data.itemNames[place]! : estimate.culprit;
  const warnings: Warning[] = [...data.warnings];
  if (name !== '') warnings.push({ code: 'pls.inTheWay', details: { name } });
  const leftOut = mergeLeftOut(data.leftOut, [{ reason: 'incomplete', count: data.rows.length - estimate.n }]);
  return { ok: false, failure: noEstimate<V>(estimate.reason, estimate.n, leftOut, warnings) };
}

/** Forms the standard errors of regressions rest on: copies count where weights are frequencies. */
export const plsCount = (data: PlsData, estimate: PlsEstimate): number =>
  data.kind === 'frequency' ? estimate.rows.weightSum : estimate.n;

/** NaN and Infinity are no JSON; they stand for numbers that cannot be had. */
export const known = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null;

/** A square matrix row after row as rows, NaN as null. */
export const squareRows = (matrix: ArrayLike<number>, width: number): (number | null)[][] =>
  Array.from({ length: matrix.length / width }, (_, row) =>
    Array.from({ length: width }, (_unused, column) => known(matrix[row * width + column])),
  );
