import { bootstrapPart, refitLayout } from '../../shared/plssem/bootstrap.ts';
import { defaultOptions, estimatePls, type PlsEstimate } from '../../shared/plssem/estimate.ts';
import { type ModelDefinition, specify, type Specification } from '../../shared/plssem/model.ts';
import { randomStream } from '../../shared/numeric/random.ts';
import { quantile } from '../../shared/numeric/quantile.ts';
import { type Bench, type Figure, timed } from './figures.ts';

/** The ECSI model with the block sizes of the mobile phone study, times a factor. */
function ecsi(times = 1): Specification {
  const sizes = { IMAG: 5, EXP: 3, QUAL: 7, VAL: 2, SAT: 3, COMPL: 1, LOY: 3 };
  const definition: ModelDefinition = {
    constructs: Object.entries(sizes).map(([name, size]) => ({
      name,
      mode: 'A',
      items: Array.from({ length: size * times }, (_, i) => `${name}${i}`),
    })),
    paths: 'IMAG>EXP IMAG>SAT IMAG>LOY EXP>QUAL EXP>VAL EXP>SAT QUAL>VAL QUAL>SAT VAL>SAT SAT>COMPL SAT>LOY COMPL>LOY'
      .split(' ')
      .map((path) => ({ from: path.split('>')[0]!, to: path.split('>')[1]! })),
  };
  return specify(definition);
}

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

async function resampling(
  name: string,
  forms: number,
  times: number,
  count: number,
  runs: number,
  aim?: number,
): Promise<Figure> {
  const model = ecsi(times);
  const { rows } = estimated(model, population(model, forms, 7));
  const work = (): void => void bootstrapPart(model, rows, defaultOptions, { kind: 'none', seed: 1, first: 0, count });
  const peers = [
    { name: 'TypeScript package', value: 18_400 },
    { name: 'seminr', value: 48_600 },
    { name: 'cSEM', value: 80_000 },
    { name: 'plspm', value: 87_000 },
    { name: 'semPLS', value: 128_000 },
  ];
  return {
    name,
    unit: 'ms',
    value: await timed(runs, work),
    runs,
    ...(aim === undefined ? {} : { aim }),
    ...(aim === 1000 ? { peers } : {}),
  };
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
    const { values } = bootstrapPart(
      model,
      estimate.rows,
      { ...defaultOptions, tolerance: 1e-6 },
      {
        kind: 'none',
        seed: set,
        first: 0,
        count: resamples,
      },
    );
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
    return [
      await resampling('5,000 resamples, 250 forms, 24 items, one core', 250, 1, 5000, 3, 1000),
      await resampling('5,000 resamples, 1,000 forms, 24 items, one core', 1000, 1, 5000, 1),
      await resampling('5,000 resamples, 10,000 forms, 24 items, one core', 10_000, 1, 5000, 1, 30_000),
      await resampling('5,000 resamples, 250 forms, 48 items, one core', 250, 2, 5000, 1),
      await resampling('10,000 resamples, 250 forms, 24 items, one core', 250, 1, 10_000, 1),
      ...recovery(500, 250, 200),
    ];
  },
};
