import { InputError } from '../model/errors.ts';
import { designMean, type DesignMean, type DesignMeanOptions } from './designMean.ts';
import type { Outcome } from './types.ts';

export interface GroupMeansOptions extends Omit<DesignMeanOptions, 'domain'> {}

export type GroupMean = Outcome<DesignMean> & { readonly group: number };

export type GroupMeans = {
  /** Forms that have a group, weight and value. */
  readonly n: number;
  /** Forms without a group. */
  readonly nNoGroup: number;
  /** One entry per group 0 .. groups - 1, also the empty ones (not estimable). */
  readonly groups: readonly GroupMean[];
};

/**
 * Mean of each group of forms with interval, each as a domain of the whole sample so that strata and clusters are honoured. Without
 * weights and design it is the ordinary t interval of each group.
 *
 * @param values  NaN = missing
 * @param codes   group of each form, -1 = none
 * @param groups  how many groups there are
 * @throws InputError 'stats.shape', 'stats.category' and those of designMean
 * Source: Lumley (2010), ch. 2, for means of domains. Checked against R survey 4.1.1 svyby: tests/golden survey_estimates.
 */
export function groupMeans(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  options: GroupMeansOptions = {},
): GroupMeans {
  if (codes.length !== values.length)
    throw new InputError('stats.shape', { values: values.length, codes: codes.length });
  const members = Array.from({ length: groups }, () => [] as number[]);
  let nNoGroup = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (!Number.isInteger(code) || code < -1 || code >= groups)
      throw new InputError('stats.category', { row: i, code });
    if (code === -1) nNoGroup++;
    else members[code]!.push(i);
  }
  // Without strata, clusters and population sizes, forms outside a group say nothing about it: its own forms are enough.
  const apart = !options.strata && !options.clusters && !options.populationSizes;
  const results = members.map((places, group) => {
    if (!apart) {
      const domain = new Uint8Array(values.length);
      for (const place of places) domain[place] = 1;
      return { ...designMean(values, { ...options, domain }), group };
    }
    const own = Float64Array.from(places, (place) => values[place]!);
    const weights = options.weights ? Float64Array.from(places, (place) => options.weights![place]!) : null;
    return { ...designMean(own, { ...options, weights }), group };
  });
  return { n: results.reduce((sum, result) => sum + result.n, 0), nNoGroup, groups: results };
}
