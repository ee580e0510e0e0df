import type { Snapshot } from '../../model/dataset.ts';
import { runReplicates } from '../../model/replicates.ts';
import type { RunControl } from '../../model/runControl.ts';
import { blindfoldingQ2 } from '../../plssem/blindfolding.ts';
import {
  countFailed,
  plsBootstrap,
  plsJackknife,
  type RefitLayout,
  refitLayout,
  repeatCopies,
} from '../../plssem/bootstrap.ts';
import { summariseResamples } from '../../plssem/bootstrapSummary.ts';
import { consistentEstimate } from '../../plssem/consistent.ts';
import { specificIndirectEffects } from '../../plssem/effects.ts';
import type { PlsEstimate } from '../../plssem/estimate.ts';
import { adjustedRSquared, constructBic, goodnessOfFit } from '../../plssem/fit.ts';
import { importancePerformance } from '../../plssem/importancePerformance.ts';
import type { WeightConvention } from '../../plssem/latentIndices.ts';
import { layeredLayout } from '../../plssem/layout.ts';
import type { Specification } from '../../plssem/model.ts';
import { effectSizes, srmr, varianceInflation } from '../../plssem/quality.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { plsFigures } from '../plsFigures.ts';
import { measurementValues, measurementWarnings } from '../plsMeasurement.ts';
import { plsNarrative } from '../plsNarrative.ts';
import {
  known,
  modelOf,
  modelOption,
  plsCount,
  type PlsData,
  plsData,
  omissionOption,
  plsMissingOption,
  plsOptions,
  runPls,
  schemeOption,
  squareRows,
  toleranceOption,
} from '../plsRun.ts';
import { plsTables } from '../plsTables.ts';
import { targetOption, targetPlace } from '../plsTarget.ts';
import type { PlsValues, Resampled } from '../plsValues.ts';
import type { Estimate, Warning } from '../types.ts';

interface Resampling {
  readonly layout: RefitLayout;
  readonly failed: number;
  of(estimate: number, place: number): Resampled;
}

function resample(
  data: PlsData,
  estimate: PlsEstimate,
  options: ReturnType<typeof plsOptions> & { readonly convention: WeightConvention },
  range: {
    readonly resamples: number;
    readonly seed: number;
    readonly interval: 'percentile' | 'bca';
    readonly level: number;
  },
  control: RunControl,
): Resampling | null {
  if (range.resamples === 0) return null;
  const { specification, kind } = data;
  const layout = refitLayout(specification);
  const all = range.resamples + (range.interval === 'bca' ? estimate.n : 0);
  const input = { specification, rows: estimate.rows, options, kind, seed: range.seed };
  const values = runReplicates(plsBootstrap, input, range.resamples, control, {
    before: 0,
    total: all,
    phase: 'resampling',
  });
  const influence =
    range.interval === 'bca'
      ? repeatCopies(
          runReplicates(plsJackknife, input, estimate.n, control, {
            before: range.resamples,
            total: all,
            phase: 'resampling',
          }),
          estimate.rows,
          kind,
          layout.width,
        )
      : null;
  return {
    layout,
    failed: countFailed(values, layout.width),
    of: (value, place) => summariseResamples(value, values, influence, layout.width, place, range),
  };
}

function structuralWarnings(values: Pick<PlsValues, 'paths' | 'structure'>): Warning[] {
  const inflated = values.paths.filter(({ vif }) => vif === null || vif > 5).map(({ from, to }) => `${from} → ${to}`);
  const blind = values.structure.filter(({ q2 }) => q2 !== null && q2 <= 0).map(({ name }) => name);
  return [
    ...(inflated.length > 0 ? [{ code: 'pls.pathVif', details: { names: inflated } }] : []),
    ...(blind.length > 0 ? [{ code: 'pls.noRelevance', details: { names: blind } }] : []),
  ];
}

/** As drawn where the model is the drawn one; else in layers. */
function placesOf(snapshot: Snapshot, specification: Specification): PlsValues['places'] {
  const drawn = snapshot.model?.constructs ?? [];
  const found = specification.constructs.map(({ name }) => drawn.find((one) => one.name === name));
  return found.every((one) => one !== undefined) ? found.map(({ x, y }) => ({ x, y })) : layeredLayout(specification);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const modelPls = defineAnalysis({
  id: 'model.pls',
  version: 1,
  group: 'model',
  title: { zh: '结构方程模型（PLS）', en: 'Structural equation model (PLS)' },
  note: {
    what: {
      zh: '以国家满意度指数模型的方式，用偏最小二乘路径建模估计潜变量之间的因果路径、各潜变量的指数与改进重点。',
      en: 'As national satisfaction indices do: paths between latent variables by partial least squares, their indices, and what to improve.',
    },
    formula: {
      zh: '题目按声明量表化为 0–100 分并标准化；外部权重与内部权重交替估计至收敛（模式 A：相关；模式 B：回归）；路径为潜变量得分的回归。指数 = Σw·x̄/Σw，w 为非标准化权重（默认）。Q² 用蒙眼法（每 7 份问卷略去一份的整组答案）；重抽样每次以同一设定重新估计，符号规则为载荷之和为正。',
      en: 'Items as scores 0-100 on their declared scales, standardised; outer and inner weights in turn until they stand still (mode A correlations, mode B regression); paths by regression of the scores. Index = sum w mean/sum w with unstandardised weights (default). Q2 by blindfolding (a block of every seventh form left out). Resamples refit the same specification; loadings of a construct sum to more than 0.',
    },
    source:
      'Wold (1982); Lohmöller (1989); Fornell et al. (1996); Tenenhaus et al. (2005); Dijkstra and Henseler (2015); Henseler, Ringle and Sarstedt (2015). Checked against cSEM, seminr, semPLS, plspm.',
  },
  keywords: [
    '结构方程',
    'PLS',
    '偏最小二乘',
    '路径模型',
    '潜变量',
    'ACSI',
    'ECSI',
    'CCSI',
    'SEM',
    'latent variable',
    '满意度指数模型',
    'PLSc',
  ],
  inputs: {},
  options: {
    model: modelOption,
    target: targetOption,
    convention: {
      kind: 'choice',
      title: { zh: '指数所用权重', en: 'Weights of the indices' },
      default: 'unstandardised',
      choices: [
        { value: 'unstandardised', title: { zh: '非标准化权重（Fornell）', en: 'Unstandardised (Fornell)' } },
        { value: 'standardised', title: { zh: '标准化权重', en: 'Standardised' } },
        { value: 'equal', title: { zh: '等权', en: 'Equal' } },
      ],
    },
    resamples: {
      kind: 'number',
      title: {
        zh: '自助重抽样次数（0 = 不做；报告宜用 5000）',
        en: 'Bootstrap resamples (0 = none; 5,000 for a report)',
      },
      default: 1000,
      min: 0,
      max: 100_000,
      step: 1000,
      integer: true,
    },
    interval: {
      kind: 'choice',
      title: { zh: '区间', en: 'Interval' },
      default: 'percentile',
      choices: [
        { value: 'percentile', title: { zh: '百分位', en: 'Percentile' } },
        { value: 'bca', title: { zh: '偏差校正加速（BCa）', en: 'Bias-corrected and accelerated (BCa)' } },
      ],
    },
    level: levelOption,
    seed: {
      kind: 'number',
      title: { zh: '随机种子', en: 'Random seed' },
      default: 20260101,
      min: 0,
      max: 2_147_483_647,
      integer: true,
      setting: 'seed',
    },
    consistent: {
      kind: 'boolean',
      title: { zh: '一致 PLS（PLSc，校正测量误差）', en: 'Consistent PLS (freed of measurement error)' },
      default: false,
    },
    scheme: schemeOption,
    missing: plsMissingOption,
    tolerance: toleranceOption,
    omission: omissionOption,
  },
  honours: { weights: 'both', design: false },
  random: true,
  estimate(snapshot, { options }, control): Estimate<PlsValues> {
    const given = modelOf(snapshot, options.model);
    if (!given) return noEstimate('noModel', 0, []);
    if (given.model.constructs.length < 2) return noEstimate('tooFewConstructs', 0, [], given.warnings);
    const data = plsData(snapshot, given);
    const { specification } = data;
    const { constructs, paths, items } = specification;
    const size = constructs.length;
    const target = targetPlace(snapshot, specification, options.target);
    const outcome = runPls<PlsValues>(data, plsOptions(options));
    if (!outcome.ok) return outcome.failure;
    const { estimate } = outcome;
    const convention = options.convention as WeightConvention;
    const pls = { ...plsOptions(options), convention };
    const measurement = measurementValues(data, estimate, convention);
    const n = plsCount(data, estimate);
    const resampling = resample(
      data,
      estimate,
      pls,
      {
        resamples: options.resamples,
        seed: options.seed,
        interval: options.interval as 'percentile' | 'bca',
        level: options.level,
      },
      control,
    );
    const resampled = (value: number, part: Exclude<keyof RefitLayout, 'width'>, place: number): Resampled =>
      resampling ? resampling.of(value, resampling.layout[part] + place) : null;
    const q2 =
      options.omission >= 2
        ? blindfoldingQ2(specification, estimate.rows, pls, options.omission, (done, total) => {
            control.throwIfCancelled();
            control.report(done, total, 'blindfolding');
          })
        : constructs.map(() => null);
    const consistent = options.consistent
      ? consistentEstimate(
          specification,
          estimate.weights,
          estimate.loadings,
          estimate.correlations,
          estimate.blocks.map(({ rhoA }) => rhoA),
        )
      : null;
    const f2 = effectSizes(specification, estimate.correlations, estimate.rSquared);
    const name = (place: number): string => constructs[place]!.name;
    const map = importancePerformance(specification, estimate, target);
    const points = constructs.flatMap((_, place) => {
      const point = map.constructs[place];
      return point ? [{ name: name(place), ...point }] : [];
    });
    const crosshair =
      points.length > 0
        ? {
            importance: mean(points.map((one) => one.importance)),
            performance: mean(points.map((one) => one.performance)),
          }
        : null;
    const direct = new Float64Array(size * size);
    paths.forEach(({ from, to }, place) => (direct[from * size + to] = estimate.coefficients[place]!));
    const chains = specificIndirectEffects(specification, estimate.coefficients);
    const joined = new Set([
      ...paths.map(({ from, to }) => from * size + to),
      ...chains.map(({ chain }) => chain[0]! * size + chain.at(-1)!),
    ]);
    const parts: Pick<PlsValues, 'structure' | 'paths'> = {
      structure: constructs.map((construct, place) => ({
        name: construct.name,
        rSquared: known(estimate.rSquared[place]),
        adjusted: known(adjustedRSquared(estimate.rSquared[place]!, n, construct.predecessors.length)),
        bic: known(constructBic(estimate.rSquared[place]!, n, construct.predecessors.length)),
        q2: known(q2[place]),
        indexResampled: resampled(measurement.constructs[place]!.index, 'indices', place),
        consistentRSquared: known(consistent?.rSquared[place]),
      })),
      paths: paths.map(({ from, to }, place) => {
        const { predecessors } = constructs[to]!;
        return {
          from: name(from),
          to: name(to),
          coefficient: estimate.coefficients[place]!,
          f2: known(f2[place]),
          vif: known(varianceInflation(estimate.correlations, size, predecessors)[predecessors.indexOf(from)]),
          resampled: resampled(estimate.coefficients[place]!, 'paths', place),
          consistent: known(consistent?.coefficients[place]),
        };
      }),
    };
    const warnings = [
      ...data.warnings,
      ...measurementWarnings(data, estimate, measurement),
      ...structuralWarnings(parts),
      ...(options.consistent &&
      (!consistent ||
        [...consistent.loadings].some((loading) => Math.abs(loading) > 1) ||
        [...consistent.rSquared].some((value) => value > 1))
        ? [{ code: 'pls.inadmissible', details: {} }]
        : []),
      ...(resampling && resampling.failed > 0
        ? [{ code: 'pls.resamplesFailed', details: { failed: resampling.failed, resamples: options.resamples } }]
        : []),
    ];
    return {
      status: 'ok',
      reason: null,
      n: estimate.n,
      leftOut: outcome.leftOut,
      warnings,
      values: {
        ...measurement,
        ...parts,
        places: placesOf(snapshot, specification),
        converged: estimate.converged,
        iterations: estimate.iterations,
        effects: [...joined]
          .toSorted((a, b) => a - b)
          .map((cell) => ({
            from: name(Math.floor(cell / size)),
            to: name(cell % size),
            direct: direct[cell]!,
            indirect: estimate.totalEffects[cell]! - direct[cell]!,
            total: estimate.totalEffects[cell]!,
            resampled: resampled(estimate.totalEffects[cell]!, 'totalEffects', cell),
          })),
        specific: chains.map(({ chain, effect }) => ({ chain: chain.map(name), effect })),
        totalEffects: squareRows(estimate.totalEffects, size),
        itemsResampled: resampling
          ? items.map((_, i) => ({
              loading: resampled(estimate.loadings[i]!, 'loadings', i),
              weight: resampled(estimate.weights[i]!, 'weights', i),
            }))
          : [],
        htmtResampled: resampling
          ? constructs.flatMap((_, k) =>
              constructs.slice(0, k).flatMap((first, l) => {
                const ratio = measurement.htmt[k]![l];
                if (ratio === null || ratio === undefined) return [];
                return [{ first: first.name, second: name(k), value: resampled(ratio, 'htmt', k * size + l) }];
              }),
            )
          : [],
        fit: {
          srmr: known(srmr(specification, estimate.itemCorrelations, estimate.loadings, estimate.correlations)),
          gof: known(goodnessOfFit(specification, estimate.loadings, estimate.rSquared)),
        },
        consistent: consistent
          ? { loadings: [...consistent.loadings], rhoA: estimate.blocks.map(({ rhoA }) => known(rhoA)) }
          : null,
        target: { place: target, name: name(target) },
        map: points.map((point) => {
          const important = point.importance >= crosshair!.importance;
          const high = point.performance >= crosshair!.performance;
          return { ...point, quadrant: important ? (high ? 'keep' : 'improve') : high ? 'maintain' : 'later' };
        }),
        itemMap: items.flatMap((id, i) => {
          const point = map.items[i];
          return point ? [{ id, ...point }] : [];
        }),
        crosshair,
        resampling: resampling
          ? { resamples: options.resamples, failed: resampling.failed, interval: options.interval }
          : null,
      },
    };
  },
  tables: plsTables,
  figures: plsFigures,
  narrative: plsNarrative,
  propose: (snapshot) => {
    const given = modelOf(snapshot, null);
    return given && given.model.paths.length > 0 ? [{ analysis: 'model.pls', inputs: {}, options: {} }] : [];
  },
});
