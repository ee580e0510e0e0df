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
 * Checked against R survey 4.1.1 svyby: tests/golden survey_estimates.
 */
export function groupMeans(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  options: GroupMeansOptions = {},
): GroupMeans {
  if (codes.length !== values.length)
    throw new InputError('stats.shape', { values: values.length, codes: codes.length });
  const domains = Array.from({ length: groups }, () => new Uint8Array(values.length));
  let nNoGroup = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (!Number.isInteger(code) || code < -1 || code >= groups)
      throw new InputError('stats.category', { row: i, code });
    if (code === -1) nNoGroup++;
    else domains[code]![i] = 1;
  }
  const results = domains.map((domain, group) => ({ ...designMean(values, { ...options, domain }), group }));
  return { n: results.reduce((sum, result) => sum + result.n, 0), nNoGroup, groups: results };
}
