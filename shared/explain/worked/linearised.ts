import type { DesignRows } from '../../analyses/design.ts';
import { designOptions } from '../../analyses/designStatistics.ts';
import { significant as s } from '../../format/significant.ts';
import { designCovariance, type DesignStructure } from '../../stats/designCovariance.ts';
import type { Bilingual } from '../../model/text.ts';
import { isSame, sum, sumText } from './given.ts';

/** Variance of a sum of influences under the sampling design. */
export interface Linearised {
  readonly variance: number;
  /** First-stage units and strata: their difference is what is left of degrees of freedom. */
  readonly units: number;
  readonly strata: number;
  /** What it is made of, with the formula before the values are put in; z is the influence of a form. */
  readonly formula: Bilingual;
  readonly filled: string;
}

/** Are standard errors linearised, as survey weights, strata and clusters ask for? */
export const isLinearised = (design: DesignRows): boolean =>
  design.weightKind === 'survey' || design.strata !== null || design.clusters !== null;

export const structureOf = (design: DesignRows): DesignStructure => {
  const { strata, clusters, populationSizes } = designOptions(design, 0.95);
  return { strata, clusters, populationSizes };
};

/** Sums of squares about the mean, unit by unit within each stratum, with the number of units. */
function byStratum(
  influences: Float64Array,
  { strata, clusters }: DesignStructure,
): readonly { readonly code: number; readonly units: number; readonly squares: number }[] {
  const totals = new Map<number, Map<number, number>>();
  influences.forEach((value, row) => {
    const code = strata ? strata[row]! : 0;
    const unit = clusters ? clusters[row]! : row;
    const own = totals.get(code) ?? new Map<number, number>();
    totals.set(code, own.set(unit, (own.get(unit) ?? 0) + value));
  });
  return [...totals].map(([code, own]) => {
    const values = [...own.values()];
    const mean = sum(values) / values.length;
    return { code, units: values.length, squares: sum(values.map((value) => (value - mean) ** 2)) };
  });
}

/**
 * The variance of a sum of influences, and how it comes about.
 *
 * @param influences  one per form, already weighted; the design's strata and clusters are parallel to it
 */
export function linearised(influences: Float64Array, design: DesignRows): Linearised {
  const structure = structureOf(design);
  const { covariance, df } = designCovariance([influences], structure);
  const variance = covariance[0]!;
  const parts = byStratum(influences, structure).map(({ code, units, squares }) => {
    const size = structure.populationSizes?.[code];
    const share = size === undefined || Number.isNaN(size) ? null : units / size;
    const text = `${units}/${units - 1} × ${s(squares)}`;
    return {
      units,
      value: ((share === null ? 1 : 1 - share) * units * squares) / (units - 1),
      text: share === null ? text : `(1 − ${s(share)}) × ${text}`,
    };
  });
  const total = sum(parts.map(({ value }) => value));
  const unit = structure.clusters ? { zh: '群', en: 'cluster' } : { zh: '份', en: 'form' };
  const within = structure.strata ? { zh: '各层之和：', en: 'sum over strata of ' } : { zh: '', en: '' };
  const left = structure.populationSizes
    ? { zh: '(1 − 抽样比)·', en: '(1 − sampling fraction) · ' }
    : { zh: '', en: '' };
  return {
    variance,
    units: sum(parts.map(({ units }) => units)),
    strata: sum(parts.map(({ units }) => units)) - df,
    formula: {
      zh: `${within.zh}${left.zh}m/(m − 1)·Σ(z − z̄)²，m 为${unit.zh}数${structure.clusters ? '，z 按群加总' : ''}`,
      en: `${within.en}${left.en}m/(m − 1) · Σ(z − z̄)²; m: number of ${unit.en}s${structure.clusters ? ', z summed by cluster' : ''}`,
    },
    // A stratum of one unit is centred at the mean of all: the sum is not that of the parts.
    filled: isSame(total, variance)
      ? sumText(
          parts.map(({ text }) => text),
          variance,
        )
      : s(variance),
  };
}
