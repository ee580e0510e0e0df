import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { simpleDesign, defaultSettings, type Column, type Snapshot } from '../../shared/model/dataset.ts';
import { variableId } from '../../shared/model/ids.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { crossProducts } from '../../shared/numeric/crossProducts.ts';
import { correlationFromCovariance } from '../../shared/numeric/matrix.ts';
import { pairwiseProducts } from '../../shared/numeric/pairwiseProducts.ts';
import { randomStream } from '../../shared/numeric/random.ts';
import { type Bench, type Figure, timed } from './figures.ts';
import { noTimes, type PeerTask, peerTimes, ratiosOf } from './peers.ts';

const scale = { min: 1, max: 10, direction: 'ascending', labels: [], nonAnswers: [] } as const;

/** n forms with k answers 1-10 behind which six factors lie, and an overall answer. */
function survey(n: number, k: number): Snapshot {
  const stream = randomStream(20260101);
  const factors = Array.from({ length: 6 }, () => Float64Array.from({ length: n }, () => stream.normal()));
  const noise = Float64Array.from({ length: 4096 }, () => stream.normal());
  const names = [...Array.from({ length: k }, (_, place) => `q${place + 1}`), 'overall'];
  const columns = new Map<Variable['id'], Column>();
  const variables = names.map((name, order): Variable => {
    const values = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      const core =
        name === 'overall'
          ? factors.reduce((sum, factor) => sum + 0.4 * factor[row]!, 0)
          : factors[Math.floor((6 * order) / k)]![row]! + 0.3 * factors[0]![row]!;
      const value = 6 + 1.5 * (core + 0.8 * noise[(row * 61 + order * 977 + (row >> 6)) & 4095]!);
      values[row] = Math.min(10, Math.max(1, Math.round(value)));
    }
    const id = variableId(name);
    columns.set(id, { kind: 'numeric', values });
    return {
      id,
      name,
      label: name,
      type: 'number',
      measure: 'scale',
      role: name === 'overall' ? 'overallSatisfaction' : 'perception',
      scale,
      valueLabels: [],
      indicatorId: null,
      order,
      source: null,
      personal: false,
    };
  });
  return {
    revision: 1,
    rowCount: n,
    variables,
    columns,
    indicators: [],
    exclusions: [],
    design: simpleDesign,
    settings: defaultSettings,
    filter: null,
    steps: [],
  };
}

const questions = Array.from({ length: 60 }, (_, place) => `q${place + 1}`);
const work: readonly {
  readonly name: string;
  readonly aim?: number;
  readonly request: AnalysisRequest;
  readonly elsewhere?: Omit<PeerTask, 'name'>;
}[] = [
  {
    name: 'alpha, if deleted',
    aim: 680,
    request: { analysis: 'reliability.cronbachAlpha', inputs: { items: questions }, options: {} },
    elsewhere: {
      r: 'psych::alpha(d[, 1:60])',
      rPackage: 'psych',
      pspp: 'RELIABILITY /VARIABLES=q1 TO q60 /SUMMARY=TOTAL.',
    },
  },
  { name: 'KMO, Bartlett', request: { analysis: 'validity.factorability', inputs: {}, options: {} } },
  {
    name: 'principal axis 6, varimax',
    aim: 500,
    request: {
      analysis: 'validity.factorAnalysis',
      inputs: {},
      options: { method: 'principalAxis', number: 'fixed', factors: 6 },
    },
    elsewhere: {
      r: 'psych::fa(d[, 1:60], nfactors = 6, fm = "pa", rotate = "varimax")',
      rPackage: 'psych',
      pspp: 'FACTOR /VARIABLES=q1 TO q60 /EXTRACTION=PAF /CRITERIA=FACTORS(6) /ROTATION=VARIMAX.',
    },
  },
  {
    name: 'likelihood 6, oblimin',
    request: {
      analysis: 'validity.factorAnalysis',
      inputs: {},
      options: { method: 'maximumLikelihood', rotation: 'oblimin', number: 'fixed', factors: 6 },
    },
  },
  { name: 'omega', request: { analysis: 'reliability.omega', inputs: {}, options: {} } },
  { name: 'item analysis', request: { analysis: 'reliability.itemAnalysis', inputs: {}, options: {} } },
  {
    name: 'discriminant, leaving one out',
    aim: 200,
    request: { analysis: 'influence.discriminant', inputs: {}, options: { threshold: 60 } },
    elsewhere: { r: 'MASS::lda(d[, 1:60], d$overall >= 6.4)', rPackage: 'MASS' },
  },
];

const peerTasks: readonly PeerTask[] = work.map(({ name, elsewhere }) => ({ name, ...elsewhere }));

const tableOf = (data: Snapshot): ReadonlyMap<string, Float64Array> =>
  new Map(
    data.variables.flatMap(({ id, name }): [string, Float64Array][] => {
      const column = data.columns.get(id);
      return column?.kind === 'numeric' ? [[name, column.values]] : [];
    }),
  );

/** Times in milliseconds; aims are a tenth of the fastest of R and PSPP at 100,000 x 60 (alpha 6.8 s, discriminant 2.0 s), 0.5 s for EFA. */
export const multivariate: Bench = {
  name: 'multivariate',
  async run(): Promise<readonly Figure[]> {
    const figures: Figure[] = [];
    for (const n of [1000, 10_000, 100_000, 300_000]) {
      const data = survey(n, 60);
      const columns = data.variables.slice(0, 60).map((one) => {
        const column = data.columns.get(one.id)!;
        return column.kind === 'numeric' ? column.values : new Float64Array(n);
      });
      const holed = columns.map((column, place) =>
        column.map((value, row) => ((row * 7 + place * 13) % 50 === 0 ? Number.NaN : value)),
      );
      const add = async (name: string, run: () => unknown, aim?: number): Promise<void> => {
        run();
        const value = await timed(5, run);
        figures.push({
          name: `${name}, ${n} x 60`,
          value,
          unit: 'ms',
          runs: 5,
          ...(aim === undefined || n !== 100_000 ? {} : { aim }),
        });
      };
      await add('Pearson', () => correlationFromCovariance(crossProducts(columns).sums), 36);
      await add('Pearson, 2% gaps, pairwise', () => pairwiseProducts(holed));
      const elsewhere = n === 100_000 ? peerTimes(tableOf(data), peerTasks) : noTimes;
      for (const one of work) {
        await add(one.name, () => runAnalysis(data, one.request), one.aim);
        figures.push(...ratiosOf(elsewhere, one.name, figures.at(-1)!.value));
      }
      const drivers = data.variables.slice(0, 12).map((one) => one.name);
      // 200 resamples grow with the rows and need no larger example.
      for (const resamples of n > 10_000 ? [0] : [0, 200]) {
        await add(`Shapley of 12 drivers, ${resamples} resamples`, () =>
          runAnalysis(data, {
            analysis: 'influence.relativeImportance',
            inputs: { predictors: drivers, dependent: 'overall' },
            options: { resamples },
          }),
        );
      }
    }
    return figures;
  },
};
