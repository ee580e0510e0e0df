import type { Bilingual } from '../model/text.ts';
import { criticWeights } from '../satisfaction/criticWeights.ts';
import {
  correlationShares,
  type DriverShares,
  firstComponentShares,
  johnsonShares,
  regressionShares,
} from '../satisfaction/driverShares.ts';
import { entropyWeights } from '../satisfaction/entropyWeights.ts';
import {
  doubleRatingWeights,
  improvedDoubleRatingWeights,
  type StatedReading,
} from '../satisfaction/statedImportance.ts';
import { isConstant, sharesOf } from '../satisfaction/scoreMoments.ts';
import { variationWeights } from '../satisfaction/variationWeights.ts';
import { at, matrixOf } from '../numeric/matrix.ts';
import { InputError } from '../model/errors.ts';
import { takeSample } from '../stats/sample.ts';
import { structuralShares } from './plsWeights.ts';
import type { CompleteForms, WeightData } from './weightData.ts';

/** Ways to weights that need nothing but the survey, in the order in which they are shown. */
export const weightWays = [
  'equal',
  'stated',
  'improved',
  'correlation',
  'regression',
  'relative',
  'pls',
  'factor',
  'entropy',
  'variation',
  'critic',
] as const;
export type WeightWay = (typeof weightWays)[number];

export const weightWayTitles: Readonly<Record<WeightWay, Bilingual>> = {
  equal: { zh: '等权', en: 'Equal' },
  stated: { zh: '双重评价法', en: 'Double rating' },
  improved: { zh: '双重评价改进法', en: 'Improved double rating' },
  correlation: { zh: '相关系数', en: 'Correlation' },
  regression: { zh: '线性回归', en: 'Regression' },
  relative: { zh: '相对重要性', en: 'Relative importance' },
  pls: { zh: '结构方程（PLS）', en: 'Structural model (PLS)' },
  factor: { zh: '因子载荷', en: 'Factor loading' },
  entropy: { zh: '熵权', en: 'Entropy' },
  variation: { zh: '变异系数', en: 'Coefficient of variation' },
  critic: { zh: 'CRITIC', en: 'CRITIC' },
};

export interface WayOptions {
  readonly normalise?: 'raw' | 'minmax';
  readonly shift?: number;
  readonly directions?: readonly (1 | -1)[];
  readonly reading?: StatedReading;
}

/** Weights of one way in the order of data.ids, or why there are none. */
export interface WayResult {
  readonly n: number;
  readonly weights: readonly number[] | null;
  readonly reason: string | null;
  /** What the weights are made of: r, beta, loading, 1 - entropy …; null for equal weights. */
  readonly basis: readonly (number | null)[];
  /** Places that count as 0 because their basis is negative. */
  readonly negative: readonly number[];
  /** R squared of the regression, share of variance of the component; null elsewhere. */
  readonly fit: number | null;
  readonly forms: CompleteForms | null;
}

const outcomeWays: ReadonlySet<WeightWay> = new Set(['improved', 'correlation', 'regression', 'relative', 'pls']);
export const needsOutcome = (way: WeightWay): boolean => outcomeWays.has(way);

function refused(data: WeightData, reason: string, forms: CompleteForms | null): WayResult {
  return {
    n: forms?.n ?? 0,
    weights: null,
    reason,
    basis: data.ids.map(() => null),
    negative: [],
    fit: null,
    forms,
  };
}

/** Stated importance of all indicators, or why there is none. */
function statedOf(data: WeightData, reading: StatedReading): readonly number[] | null {
  if (data.stated.some((column) => column === null)) return null;
  const means = data.parts.statedMeans(reading);
  return means.some((mean) => mean === null) ? null : (means as readonly number[]);
}

interface Correlations {
  readonly withOutcome: readonly number[];
  readonly matrix: ReturnType<typeof matrixOf>;
}

/** Correlations of the moving indicators with each other and, where it is there, the outcome; null when the outcome does not vary. */
function correlationsOf(forms: CompleteForms, moving: readonly number[], outcome: boolean): Correlations | null {
  const { correlations, sds } = forms.moments();
  const k = forms.columns.length;
  if (moving.some((place) => !(sds[place]! > 0)) || (outcome && !(sds[k]! > 0))) return null;
  return {
    withOutcome: outcome ? moving.map((place) => at(correlations, place, k)) : [],
    matrix: matrixOf(moving.length, moving.length, (i, j) => at(correlations, moving[i]!, moving[j]!)),
  };
}

/** Drivers that vary; those that do not carry nothing and get 0. */
function driverWay(
  data: WeightData,
  forms: CompleteForms,
  shares: (
    correlations: Correlations,
    moving: readonly number[],
  ) => (DriverShares & { readonly fit: number | null }) | null,
  outcome: boolean,
): WayResult {
  const moving = forms.columns.flatMap((column, place) => (isConstant(column) ? [] : [place]));
  if (moving.length === 0 || (outcome && isConstant(forms.outcome!))) return refused(data, 'noVariance', forms);
  const correlations = correlationsOf(forms, moving, outcome);
  const result = correlations && shares(correlations, moving);
  if (!result) return refused(data, 'singular', forms);
  const spread = <T>(values: readonly T[], other: T): T[] =>
    data.ids.map((_, place) => (moving.includes(place) ? values[moving.indexOf(place)]! : other));
  return {
    n: forms.n,
    weights: result.weights === null ? null : spread(result.weights, 0),
    reason: result.weights === null ? 'noPositiveBasis' : null,
    basis: spread<number | null>(result.basis, null),
    negative: result.negative.map((place) => moving[place]!),
    fit: result.fit,
    forms,
  };
}

/** Forms that answered at least one indicator, and the outcome where one is given. */
function answeredForms(data: WeightData, outcome: Float64Array | null): number {
  const forms = data.design.rows.length;
  const answered = new Uint8Array(forms);
  for (const column of data.scores)
    for (let row = 0; row < forms; row++) if (!Number.isNaN(column[row]!)) answered[row] = 1;
  let n = 0;
  for (let row = 0; row < forms; row++) if (answered[row] === 1 && !(outcome && Number.isNaN(outcome[row]!))) n++;
  return n;
}

/** Shares of correlations with the outcome, each over the forms that have both, alone or together with stated importance. */
function correlationWay(data: WeightData, way: 'improved' | 'correlation', reading: StatedReading): WayResult {
  const { values } = data.outcome;
  const n = answeredForms(data, values);
  const none = { ...refused(data, 'noVariance', null), n };
  const stated = way === 'improved' ? statedOf(data, reading) : null;
  if (way === 'improved' && !stated) return { ...none, reason: 'noStatedImportance' };
  if (n < 3) return { ...none, reason: 'tooFewRows' };
  const basis = data.parts.correlations('outcome');
  if (basis.every((r) => r === null)) return none;
  // An indicator that does not vary goes along with nothing.
  const shares = correlationShares(basis.map((r) => r ?? 0));
  const weights = stated ? improvedDoubleRatingWeights(stated, shares.basis) : shares.weights;
  return {
    ...none,
    weights,
    reason: weights === null ? 'noPositiveBasis' : null,
    basis,
    negative: shares.negative,
  };
}

/** Ways that look at one indicator at a time, each over the forms that answered it. */
function columnWay(data: WeightData, way: 'entropy' | 'variation', options: WayOptions): WayResult {
  const { design } = data;
  if (options.directions && options.directions.length !== data.ids.length)
    throw new InputError('weights.directions', { directions: options.directions.length, columns: data.ids.length });
  const basis = data.scores.map((column, place) => {
    const { values, weights } = takeSample(column, design.weights);
    const used = weights && design.weightKind === 'survey' ? meanOne(weights) : weights;
    if (way === 'variation') return variationWeights([values], used).coefficients[0]!;
    return entropyWeights([values], {
      ...(options.normalise ? { normalise: options.normalise } : {}),
      ...(options.shift ? { shift: options.shift } : {}),
      ...(options.directions ? { directions: [options.directions[place]!] } : {}),
      weights: used,
    }).redundancy[0]!;
  });
  const n = answeredForms(data, null);
  const weights = sharesOf(basis);
  return weights === null
    ? { ...refused(data, n < 2 ? 'tooFewRows' : 'noVariance', null), n }
    : { n, weights, reason: null, basis, negative: [], fit: null, forms: null };
}

/** Weights that sum to the number of forms. */
export const meanOne = (weights: Float64Array): Float64Array => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (weight * weights.length) / sum);
};

function spreadWay(
  data: WeightData,
  forms: CompleteForms,
  basis: readonly number[],
  weights: readonly number[] | null,
): WayResult {
  return weights === null
    ? refused(data, 'noVariance', forms)
    : { n: forms.n, weights, reason: null, basis, negative: [], fit: null, forms };
}

/** Places among the moving indicators by first-level dimension; all of them one where the tree has no levels. */
export function dimensionsOf(data: WeightData, moving: readonly number[]): readonly (readonly number[])[] {
  const { roots } = data.index.tree;
  const ids = moving.map((place) => data.ids[place]!);
  if (roots.every((root) => root.children.length === 0)) return [ids.map((_, place) => place)];
  return roots
    .map((root) => {
      const below = new Set(root.leaves.map((leaf) => leaf.indicator.id));
      return ids.flatMap((id, place) => (below.has(id) ? [place] : []));
    })
    .filter((block) => block.length > 0);
}

/** Weights of the indicators by one way. */
export function weightsBy(way: WeightWay, data: WeightData, options: WayOptions = {}): WayResult {
  const k = data.ids.length;
  const reading = options.reading ?? 'centred';
  if (way === 'equal')
    return {
      n: data.design.rows.length,
      weights: data.ids.map(() => 1 / k),
      reason: null,
      basis: data.ids.map(() => null),
      negative: [],
      fit: null,
      forms: null,
    };
  if (way === 'stated') {
    const stated = statedOf(data, reading);
    if (!stated) return refused(data, 'noStatedImportance', null);
    const weights = doubleRatingWeights(stated);
    return {
      ...refused(data, 'noPositiveBasis', null),
      n: data.design.rows.length,
      ...(weights ? { weights, reason: null } : {}),
      basis: stated,
    };
  }
  if (way === 'improved' || way === 'correlation') return correlationWay(data, way, reading);
  if (way === 'entropy' || way === 'variation') return columnWay(data, way, options);
  const complete = data.parts.complete(outcomeWays.has(way));
  // A regression needs more forms than coefficients.
  const fewest = way === 'factor' || way === 'critic' ? 3 : k + 2;
  if (complete.n < fewest) return refused(data, 'tooFewRows', complete);
  switch (way) {
    case 'regression':
      return driverWay(
        data,
        complete,
        (one) => {
          const result = regressionShares(one.matrix, one.withOutcome);
          return result && { ...result, fit: result.rSquared };
        },
        true,
      );
    case 'relative':
      return driverWay(
        data,
        complete,
        (one) => {
          const result = johnsonShares(one.matrix, one.withOutcome);
          return result && { ...result, fit: result.rSquared };
        },
        true,
      );
    case 'pls':
      return driverWay(
        data,
        complete,
        (_, moving) => {
          const columns = moving.map((place) => complete.columns[place]!);
          const blocks = dimensionsOf(data, moving);
          const result = structuralShares(columns, blocks, complete.outcome!, complete.weights);
          return result && { ...result, fit: result.rSquared };
        },
        true,
      );
    case 'factor':
      return driverWay(
        data,
        complete,
        (one) => {
          const result = firstComponentShares(one.matrix);
          return { ...result, fit: result.explained };
        },
        false,
      );
    case 'critic': {
      const result = criticWeights(complete.columns, {
        ...(options.directions ? { directions: options.directions } : {}),
        weights: complete.weights,
      });
      return spreadWay(
        data,
        complete,
        result.contrast.map((sd, place) => sd * result.conflict[place]!),
        result.weights,
      );
    }
  }
}
