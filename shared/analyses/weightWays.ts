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
  statedImportance,
} from '../satisfaction/statedImportance.ts';
import { scoreMoments, sharesOf } from '../satisfaction/scoreMoments.ts';
import { variationWeights } from '../satisfaction/variationWeights.ts';
import { at, matrixOf } from '../numeric/matrix.ts';
import { InputError } from '../model/errors.ts';
import { takeSample } from '../stats/sample.ts';
import { correlationWith, type CompleteForms, completeForms, type WeightData } from './weightData.ts';

/** Ways to weights that need nothing but the survey, in the order in which they are shown. */
export const weightWays = [
  'equal',
  'stated',
  'improved',
  'correlation',
  'regression',
  'relative',
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

const outcomeWays: ReadonlySet<WeightWay> = new Set(['improved', 'correlation', 'regression', 'relative']);
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
  const means = statedImportance(data.stated as readonly Float64Array[], reading, data.design.weights);
  return means.some((mean) => mean === null) ? null : (means as readonly number[]);
}

interface Correlations {
  readonly withOutcome: readonly number[];
  readonly matrix: ReturnType<typeof matrixOf>;
}

/** Correlations of the indicators with each other and the outcome (last column); null when one does not vary. */
function correlationsOf(columns: readonly Float64Array[], weights: Float64Array | null): Correlations | null {
  const { correlations, sds } = scoreMoments(columns, weights);
  if (sds.some((sd) => !(sd > 0))) return null;
  const k = columns.length - 1;
  return {
    withOutcome: Array.from({ length: k }, (_, i) => at(correlations, i, k)),
    matrix: matrixOf(k, k, (i, j) => at(correlations, i, j)),
  };
}

/** Drivers that vary; those that do not carry nothing and get 0. */
function driverWay(
  data: WeightData,
  forms: CompleteForms,
  shares: (correlations: Correlations) => (DriverShares & { readonly fit: number | null }) | null,
  outcome: boolean,
): WayResult {
  const moving = forms.columns.flatMap((column, place) => (column.some((value) => value !== column[0]) ? [place] : []));
  const columns = moving.map((place) => forms.columns[place]!);
  const last = outcome ? forms.outcome! : columns[0];
  if (columns.length === 0 || !last || last.every((value) => value === last[0]))
    return refused(data, 'noVariance', forms);
  const correlations = correlationsOf([...columns, last], forms.weights);
  const result = correlations && shares(correlations);
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

/** Shares of correlations with the outcome, each over the forms that have both, alone or together with stated importance. */
function correlationWay(data: WeightData, way: 'improved' | 'correlation', reading: StatedReading): WayResult {
  const { values } = data.outcome;
  const n = values.reduce(
    (count, value, row) =>
      count + (!Number.isNaN(value) && data.scores.some((column) => !Number.isNaN(column[row]!)) ? 1 : 0),
    0,
  );
  const none = { ...refused(data, 'noVariance', null), n };
  const stated = way === 'improved' ? statedOf(data, reading) : null;
  if (way === 'improved' && !stated) return { ...none, reason: 'noStatedImportance' };
  if (n < 3) return { ...none, reason: 'tooFewRows' };
  const basis = data.scores.map((column) => correlationWith(column, values, data.design));
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
  const n = data.design.rows.reduce(
    (count, _, row) => count + (data.scores.some((column) => !Number.isNaN(column[row]!)) ? 1 : 0),
    0,
  );
  const weights = sharesOf(basis);
  return weights === null
    ? { ...refused(data, n < 2 ? 'tooFewRows' : 'noVariance', null), n }
    : { n, weights, reason: null, basis, negative: [], fit: null, forms: null };
}

const meanOne = (weights: Float64Array): Float64Array => {
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

/** Weights of the indicators by one way. forms: complete forms by whether the outcome must be there, worked out once for many ways. */
export function weightsBy(
  way: WeightWay,
  data: WeightData,
  options: WayOptions = {},
  forms: (withOutcome: boolean) => CompleteForms = (withOutcome) => completeForms(data, withOutcome),
): WayResult {
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
  const complete = forms(outcomeWays.has(way));
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
