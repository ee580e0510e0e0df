import { snapshotOfCase } from '../statsOracle.ts';
import { type Adapter, valuesOf } from './adapter.ts';

interface Driver {
  readonly id: string;
  readonly correlation: number;
  readonly beta: number;
  readonly lmg: number;
  readonly johnson: number;
  readonly first: number;
  readonly last: number;
  readonly pratt: number;
  readonly percent: number;
  readonly johnsonPercent: number;
  readonly bySize: readonly number[];
}

export const relativeImportanceAdapter: Adapter = {
  methods: ['relative_importance'],
  analyses: ['influence.relativeImportance'],
  atLeast: 30,
  actual(oracleCase, analyse) {
    const { dependent, predictors } = oracleCase.options as { dependent: string; predictors: readonly string[] };
    const values = valuesOf<{ n: number; rSquared: number; drivers: readonly Driver[] }>(
      analyse(snapshotOfCase(oracleCase), {
        analysis: 'influence.relativeImportance',
        inputs: { predictors, dependent },
        options: { resamples: 0 },
      }),
    );
    const per = (pick: (driver: Driver) => number): Record<string, number> =>
      Object.fromEntries(values.drivers.map((driver) => [driver.id, pick(driver)]));
    return {
      n: values.n,
      r_squared: values.rSquared,
      lmg_shapley: per((driver) => driver.lmg),
      lmg_percent: per((driver) => driver.percent),
      johnson_relative_weights: per((driver) => driver.johnson),
      johnson_percent: per((driver) => driver.johnsonPercent),
      first_r_squared: per((driver) => driver.first),
      last_r_squared: per((driver) => driver.last),
      pratt: per((driver) => driver.pratt),
      beta: per((driver) => driver.beta),
      zero_order_r: per((driver) => driver.correlation),
      general_dominance_by_subset_size: {
        rows: predictors.map((_, size) => `size${size}`),
        cols: values.drivers.map((driver) => driver.id),
        values: predictors.map((_, size) => values.drivers.map((driver) => driver.bySize[size]!)),
      },
    };
  },
};
