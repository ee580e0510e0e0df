import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { type ComputePool, type ComputeSource, createComputePool } from '../../electron/jobs/computePool.ts';
import { toShared } from '../../electron/storage/memoryColumn.ts';
import type { JsonObject } from '../../shared/analyses/types.ts';
import { defaultSettings, simpleDesign } from '../../shared/model/dataset.ts';
import { variableId } from '../../shared/model/ids.ts';
import { runReplicates } from '../../shared/model/replicates.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { Scale } from '../../shared/model/variable.ts';
import { plsBootstrap, refitLayout } from '../../shared/plssem/bootstrap.ts';
import { defaultOptions, estimatePls, type PlsEstimate } from '../../shared/plssem/estimate.ts';
import { type ModelDefinition, specify, type Specification } from '../../shared/plssem/model.ts';
import { randomStream } from '../../shared/numeric/random.ts';
import { quantile } from '../../shared/numeric/quantile.ts';
import { oracleDirectory } from '../golden/oracle.ts';
import { ascendingScale, numericColumn, readTable } from '../golden/table.ts';
import { type Bench, type Figure, timedWithProcessor } from './figures.ts';

/** The ECSI model with the block sizes of the mobile phone study, times a factor. */
function ecsiDefinition(times = 1): ModelDefinition {
  const sizes = { IMAG: 5, EXP: 3, QUAL: 7, VAL: 2, SAT: 3, COMPL: 1, LOY: 3 };
  return {
    constructs: Object.entries(sizes).map(([name, size]) => ({
      name,
      mode: 'A',
      items: Array.from({ length: size * times }, (_, i) => `${name}${i}`),
    })),
    paths: 'IMAG>EXP IMAG>SAT IMAG>LOY EXP>QUAL EXP>VAL EXP>SAT QUAL>VAL QUAL>SAT VAL>SAT SAT>COMPL SAT>LOY COMPL>LOY'
      .split(' ')
      .map((path) => ({ from: path.split('>')[0]!, to: path.split('>')[1]! })),
  };
}
const ecsi = (times = 1): Specification => specify(ecsiDefinition(times));

/** Scores 0-100 of a population in which every path is .3 and every loading .8. */
function population(model: Specification, forms: number, seed: number): Float64Array[] {
  const random = randomStream(seed);
  const columns = model.items.map(() => new Float64Array(forms));
  const latent = new Float64Array(model.constructs.length);
  for (let row = 0; row < forms; row++) {
    for (const place of model.order) {
      let explained = 0;
      for (const from of model.constructs[place]!.predecessors) explained += 0.3 * latent[from]!;
      latent[place] = explained + 0.7 * random.normal();
    }
    model.blockOf.forEach((place, i) => (columns[i]![row] = 60 + 12 * (0.8 * latent[place]! + 0.5 * random.normal())));
  }
  return columns;
}

function estimated(model: Specification, columns: readonly Float64Array[]): PlsEstimate {
  const estimate = estimatePls(model, columns);
  if (estimate.status !== 'ok') throw new Error(estimate.reason);
  return estimate;
}

/** Scores of the mobile phone study in the order of the model's items. */
function mobilePhones(model: Specification): Float64Array[] {
  const table = readTable(join(oracleDirectory, 'data/mobi.csv'));
  const prefixes = { IMAG: 'IMAG', EXP: 'CUEX', QUAL: 'PERQ', VAL: 'PERV', SAT: 'CUSA', LOY: 'CUSL' };
  return model.items.map((item) => {
    const [, block, place] = /^([A-Z]+)(\d+)$/.exec(item)!;
    const prefix = prefixes[block as keyof typeof prefixes];
    return numericColumn(table, prefix === undefined ? 'CUSCO' : `${prefix}${Number(place) + 1}`);
  });
}

/** A project as its session hands it to the pool. */
function sourceOf(model: Specification, columns: readonly Float64Array[], scale: Scale): ComputeSource {
  const variables = model.items.map((name, order) => ({
    id: variableId(name),
    name,
    label: name,
    type: 'number' as const,
    measure: 'scale' as const,
    role: 'perception' as const,
    scale,
    valueLabels: [],
    indicatorId: null,
    order,
    source: null,
    personal: false,
  }));
  return {
    projectId: `${columns.length} ${columns[0]!.length}`,
    revision: 1,
    rowCount: columns[0]!.length,
    factsVersion: 1,
    facts: () => ({
      variables,
      indicators: [],
      exclusions: [],
      design: simpleDesign,
      settings: defaultSettings,
      model: null,
      conditions: [],
    }),
    steps: [],
    stepsVersion: 1,
    columns: new Map(
      columns.map((values, i) => [model.items[i]!, { column: toShared({ kind: 'numeric', values }), version: 1 }]),
    ),
  };
}

const peers = [
  { name: 'TypeScript package', value: 18_400 },
  { name: 'seminr', value: 48_600 },
  { name: 'cSEM', value: 80_000 },
  { name: 'plspm', value: 87_000 },
  { name: 'semPLS', value: 128_000 },
];

/** The catalogue's member as the workbench runs it: in the pool's workers, from the request to the stored result. */
async function resampling(
  pool: ComputePool,
  name: string,
  { forms, times = 1, resamples, interval = 'percentile' }: ResamplingSize,
  runs: number,
  beside: Pick<Figure, 'aim' | 'peers'> = {},
): Promise<Figure> {
  const model = ecsi(times);
  const columns = forms === 'mobile phones' ? mobilePhones(model) : population(model, forms, 7);
  const source = sourceOf(model, columns, forms === 'mobile phones' ? ascendingScale(1, 10) : ascendingScale(0, 100));
  const run = (count: number): Promise<unknown> =>
    pool.run(
      () => source,
      {
        analysis: 'model.pls',
        inputs: {},
        options: { model: ecsiDefinition(times) as unknown as JsonObject, resamples: count, interval },
      },
      {},
    );
  // Both workers have started and know the data; what is measured is the computation.
  await Promise.all([run(200), run(201)]);
  return { name, unit: 'ms', ...(await timedWithProcessor(runs, () => run(resamples))), runs, ...beside };
}

interface ResamplingSize {
  readonly forms: number | 'mobile phones';
  readonly times?: number;
  readonly resamples: number;
  readonly interval?: 'percentile' | 'bca';
}

const memoryMb = (): number => process.memoryUsage.rss() / 2 ** 20;

/** Heaps of all workers that run, in MB: what their collectors have not taken yet included. */
async function heapsMb(workers: ReadonlySet<Worker>): Promise<number> {
  // The pool's idle workers do not keep the program alive; the question has to.
  for (const worker of workers) worker.ref();
  const heaps = await Promise.all([...workers].map((worker) => worker.getHeapStatistics()));
  for (const worker of workers) worker.unref();
  return heaps.reduce((sum, { used_heap_size }) => sum + used_heap_size, 0) / 2 ** 20;
}

/**
 * Bias of the paths and share of 95 % percentile intervals that hold what PLS estimates in the population (the values of a sample of
 * 200,000 forms: PLS itself attenuates the paths of latent variables).
 */
function recovery(dataSets: number, forms: number, resamples: number): Figure[] {
  const model = ecsi();
  const truth = estimated(model, population(model, 200_000, 99)).coefficients;
  const { width, paths } = refitLayout(model);
  let bias = 0;
  let held = 0;
  let counted = 0;
  for (let set = 0; set < dataSets; set++) {
    const estimate = estimated(model, population(model, forms, 1000 + set));
    const input = {
      specification: model,
      rows: estimate.rows,
      options: { ...defaultOptions, tolerance: 1e-6 },
      kind: 'none' as const,
      seed: set,
    };
    const values = runReplicates(plsBootstrap, input, resamples, uncontrolled);
    model.paths.forEach((_, path) => {
      const own = new Float64Array(resamples);
      for (let i = 0; i < resamples; i++) own[i] = values[i * width + paths + path]!;
      const sorted = own.filter((value) => !Number.isNaN(value)).toSorted();
      bias += estimate.coefficients[path]! - truth[path]!;
      if (quantile(sorted, 0.025, 7) <= truth[path]! && quantile(sorted, 0.975, 7) >= truth[path]!) held++;
      counted++;
    });
  }
  return [
    {
      name: `thousandths of bias of a path, ${dataSets} data sets of ${forms}`,
      value: (1000 * bias) / counted,
      unit: 'ratio',
      runs: dataSets,
      aim: 0,
    },
    {
      name: `percent of 95 % intervals that hold, ${dataSets} data sets of ${forms}`,
      value: (100 * held) / counted,
      unit: 'ratio',
      runs: dataSets,
      aim: 95,
    },
  ];
}

export const model: Bench = {
  name: 'structural models',
  async run() {
    const workers = new Set<Worker>();
    const watch = (worker: Worker): void => {
      workers.add(worker);
      worker.once('exit', () => workers.delete(worker));
    };
    process.on('worker', watch);
    const pool = createComputePool(2);
    const alone = createComputePool(1);
    const phones = { forms: 'mobile phones', resamples: 5000 } as const;
    const figures = [
      await resampling(pool, '5,000 resamples, mobile phones, two workers', phones, 3, { aim: 1000, peers }),
      await resampling(alone, 'the same, one worker', phones, 3),
      await resampling(pool, 'the same, BCa, two workers', { ...phones, interval: 'bca' }, 3),
    ];
    const before = memoryMb();
    const heaps: Figure[] = [];
    for (let time = 1; time <= 5; time++) {
      await resampling(pool, '', phones, 1);
      heaps.push({
        name: `heaps of the workers after run ${time}`,
        value: await heapsMb(workers),
        unit: 'MB',
        runs: 1,
      });
    }
    figures.push(
      ...heaps,
      { name: 'growth of memory over five more runs', value: memoryMb() - before, unit: 'MB', runs: 5, aim: 0 },
      await resampling(pool, '5,000 resamples, 1,000 forms, 24 items', { forms: 1000, resamples: 5000 }, 1),
      await resampling(pool, '5,000 resamples, 10,000 forms, 24 items', { forms: 10_000, resamples: 5000 }, 1, {
        aim: 30_000,
      }),
      await resampling(pool, 'the same, BCa', { forms: 10_000, resamples: 5000, interval: 'bca' }, 1, { aim: 30_000 }),
      await resampling(pool, '5,000 resamples, 250 forms, 48 items', { forms: 250, times: 2, resamples: 5000 }, 1),
      await resampling(pool, '10,000 resamples, 250 forms, 24 items', { forms: 250, resamples: 10_000 }, 1),
    );
    await Promise.all([pool.close(), alone.close()]);
    process.off('worker', watch);
    return [...figures, ...recovery(500, 250, 200)];
  },
};
