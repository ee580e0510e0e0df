import type { Interval } from '../../../shared/stats/types.ts';
import { pair } from '../statsOracle.ts';
import { snapshotOf, tableFromLists } from '../table.ts';
import { type Adapter, valuesOf } from './adapter.ts';

interface ShareRow {
  readonly proportion: number;
  readonly wald: Interval | null;
  readonly wilson: Interval;
  readonly wilsonContinuity: Interval | null;
  readonly clopperPearson: Interval | null;
  readonly agrestiCoull: Interval | null;
  readonly jeffreys: Interval | null;
  readonly waldFinitePopulation: Interval | null;
  readonly exactPAgainstHalf: number | null;
}

export const proportionAdapter: Adapter = {
  methods: ['ci_proportion'],
  analyses: ['distribution.proportionInterval'],
  atLeast: 14,
  actual(oracleCase, analyse) {
    const { successes, n, population_N } = oracleCase.dataset.inline as {
      successes: number;
      n: number;
      population_N: number | null;
    };
    const counts = { labels: ['x'], rows: [population_N === null ? [successes, n] : [successes, n, population_N]] };
    const level = Number(oracleCase.options.level);
    const { rows } = valuesOf<{ rows: readonly ShareRow[] }>(
      analyse(snapshotOf(tableFromLists({})), {
        analysis: 'distribution.proportionInterval',
        inputs: { counts },
        options: { level },
      }),
    );
    const row = rows[0]!;
    return {
      p: row.proportion,
      wald: pair(row.wald),
      wilson: pair(row.wilson),
      wilson_continuity: pair(row.wilsonContinuity),
      clopper_pearson: pair(row.clopperPearson),
      agresti_coull: pair(row.agrestiCoull),
      jeffreys: pair(row.jeffreys),
      binom_exact_p_vs_half: row.exactPAgainstHalf,
      wald_finite_population: pair(row.waldFinitePopulation),
    };
  },
};
