import { barWithError } from '../../charts/barWithError.ts';
import { pathDiagram } from '../../charts/pathDiagram.ts';
import { quadrantFigure } from '../../charts/quadrantFigure.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { shorten } from '../../charts/plotText.ts';
import type { Snapshot } from '../../model/dataset.ts';
import type { VariableId } from '../../model/ids.ts';
import { findVariable } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { RunControl } from '../../model/runControl.ts';
import { inLocale, type Locale } from '../../model/text.ts';
import { blindfoldingQ2 } from '../../plssem/blindfolding.ts';
import { bootstrapPart, jackknife, type RefitLayout, refitLayout } from '../../plssem/bootstrap.ts';
import { type ResampledNumber, summariseResamples } from '../../plssem/bootstrapSummary.ts';
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
import {
  measurementTables,
  measurementValues,
  type MeasurementValues,
  measurementWarnings,
} from '../plsMeasurement.ts';
import {
  known,
  modelOf,
  modelOption,
  plsCount,
  type PlsData,
  plsData,
  plsMissingOption,
  plsOptions,
  runPls,
  schemeOption,
  squareRows,
  toleranceOption,
} from '../plsRun.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, ResultTable, Warning } from '../types.ts';

type Resampled = ResampledNumber | null;

export type PlsValues = MeasurementValues & {
  readonly converged: boolean;
  readonly iterations: number;
  /** Beside the measurement's constructs, in the same order. */
  readonly structure: readonly {
    readonly name: string;
    readonly rSquared: number | null;
    readonly adjusted: number | null;
    readonly bic: number | null;
    readonly q2: number | null;
    readonly indexResampled: Resampled;
    readonly consistentRSquared: number | null;
  }[];
  readonly paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly coefficient: number;
    readonly f2: number | null;
    readonly vif: number | null;
    readonly resampled: Resampled;
    readonly consistent: number | null;
  }[];
  /** Where the constructs are drawn. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  /** Pairs joined by at least one chain of paths. */
  readonly effects: readonly {
    readonly from: string;
    readonly to: string;
    readonly direct: number;
    readonly indirect: number;
    readonly total: number;
    readonly resampled: Resampled;
  }[];
  readonly specific: readonly { readonly chain: readonly string[]; readonly effect: number }[];
  readonly totalEffects: readonly (readonly (number | null)[])[];
  readonly itemsResampled: readonly { readonly loading: Resampled; readonly weight: Resampled }[];
  readonly htmtResampled: readonly { readonly first: string; readonly second: string; readonly value: Resampled }[];
  readonly fit: { readonly srmr: number | null; readonly gof: number | null };
  /** Loadings of PLSc by item, null where it is not asked for or inadmissible. */
  readonly consistent: { readonly loadings: readonly number[]; readonly rhoA: readonly (number | null)[] } | null;
  readonly target: { readonly place: number; readonly name: string };
  readonly map: readonly {
    readonly name: string;
    readonly importance: number;
    readonly performance: number;
    readonly quadrant: 'improve' | 'keep' | 'maintain' | 'later';
  }[];
  readonly itemMap: readonly { readonly id: string; readonly importance: number; readonly performance: number }[];
  readonly crosshair: { readonly importance: number; readonly performance: number } | null;
  readonly resampling: { readonly resamples: number; readonly failed: number; readonly interval: string } | null;
};

/** The construct to be explained: named, else the one with overall satisfaction, else one called satisfaction, else the most caused. */
function targetPlace(snapshot: Snapshot, { constructs, items }: Specification, named: string): number {
  if (named.trim() !== '') {
    const place = constructs.findIndex(({ name }) => name === named.trim());
    if (place < 0) throw new InputError('model.unknownConstruct', { construct: named.trim() });
    return place;
  }
  const caused = (place: number): boolean => constructs[place]!.predecessors.length > 0;
  const overall = constructs.findIndex(
    (construct, place) =>
      caused(place) &&
      construct.items.some((i) => findVariable(snapshot, items[i]! as VariableId).role === 'overallSatisfaction'),
  );
  if (overall >= 0) return overall;
  const called = constructs.findIndex(({ name }, place) => caused(place) && /满意|satisf/i.test(name));
  if (called >= 0) return called;
  const most = Math.max(...constructs.map(({ predecessors }) => predecessors.length));
  return constructs.findIndex(({ predecessors }) => predecessors.length === most);
}

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
  const pause =
    (before: number) =>
    (done: number): void => {
      control.throwIfCancelled();
      control.report(before + done, all, 'resampling');
    };
  const part = bootstrapPart(
    specification,
    estimate.rows,
    options,
    { kind, seed: range.seed, first: 0, count: range.resamples },
    pause(0),
  );
  const influence =
    range.interval === 'bca' ? jackknife(specification, estimate.rows, options, kind, pause(range.resamples)) : null;
  return {
    layout,
    failed: part.failed,
    of: (value, place) => summariseResamples(value, part.values, influence, layout.width, place, range),
  };
}

function structuralWarnings(values: Pick<PlsValues, 'paths' | 'structure'>): Warning[] {
  const inflated = values.paths.filter(({ vif }) => vif === null || vif > 5).map(({ from, to }) => `${from} → ${to}`);
  const blind = values.structure.filter(({ q2 }) => q2 !== null && q2 <= 0).map(({ name }) => name);
  return [
    ...(inflated.length > 0 ? [{ code: 'pls.pathVif', details: { names: inflated.join(', ') } }] : []),
    ...(blind.length > 0 ? [{ code: 'pls.noRelevance', details: { names: blind.join(', ') } }] : []),
  ];
}

/** As drawn where the model is the drawn one; else in layers. */
function placesOf(snapshot: Snapshot, specification: Specification): PlsValues['places'] {
  const drawn = snapshot.model?.constructs ?? [];
  const found = specification.constructs.map(({ name }) => drawn.find((one) => one.name === name));
  return found.every((one) => one !== undefined) ? found.map(({ x, y }) => ({ x, y })) : layeredLayout(specification);
}

/** *** below .001, ** below .01, * below .05. */
export const stars = (p: number | null | undefined): string =>
  p === null || p === undefined ? '' : p < 0.001 ? '***' : p < 0.01 ? '**' : p < 0.05 ? '*' : '';

/** Most lines of items under an ellipse of the drawing; longer blocks are summed up. */
const mostLines = 6;

function itemLines(
  values: PlsValues,
  construct: number,
  labels: Readonly<Record<string, string>>,
  locale: Locale,
): readonly string[] {
  const own = values.items.filter((item) => item.construct === construct);
  const loading = (value: number): string => formatNumber(value, 'coefficient', locale);
  if (own.length <= mostLines)
    return own.map((item) => `${shorten(labels[item.id] ?? item.id, 10)} ${loading(item.loading)}`);
  const loadings = own.map((item) => item.loading);
  const [low, high] = [loading(Math.min(...loadings)), loading(Math.max(...loadings))];
  return [
    inLocale(
      { zh: `${own.length} 题，载荷 ${low} 至 ${high}`, en: `${own.length} items, loadings ${low} to ${high}` },
      locale,
    ),
  ];
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
    target: {
      kind: 'text',
      title: { zh: '要改进的潜变量（空 = 满意度）', en: 'Construct to improve (none = satisfaction)' },
      default: '',
    },
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
      title: { zh: '自助重抽样次数（0 = 不做；建议 5000）', en: 'Bootstrap resamples (0 = none; 5,000 suggested)' },
      default: 0,
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
    omission: {
      kind: 'number',
      title: { zh: '蒙眼法略去间隔（0 = 不算 Q²）', en: 'Omission distance of blindfolding (0 = no Q2)' },
      default: 7,
      min: 0,
      max: 50,
      integer: true,
    },
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
  tables({ values, labels, options }) {
    const level = formatNumber(Number(options.level), 'share1', 'zh-CN').replace('.0%', '%');
    const around = values.resampling
      ? [
          { key: 'se', title: { zh: '标准误', en: 'SE' }, format: 'coefficient' as const },
          { key: 't', title: { zh: 't', en: 't' }, format: 'number2' as const },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' as const },
          { key: 'lower', title: { zh: `${level} 下限`, en: `${level} lower` }, format: 'coefficient' as const },
          { key: 'upper', title: { zh: `${level} 上限`, en: `${level} upper` }, format: 'coefficient' as const },
        ]
      : [];
    const aroundOf = (one: Resampled) =>
      values.resampling
        ? {
            se: one?.se ?? null,
            t: one?.t ?? null,
            p: one?.p ?? null,
            lower: one?.lower ?? null,
            upper: one?.upper ?? null,
          }
        : {};
    const resamplingNote = values.resampling
      ? [
          {
            zh: `自助重抽样 ${values.resampling.resamples} 次（失败 ${values.resampling.failed} 次），${values.resampling.interval === 'bca' ? 'BCa' : '百分位'}区间；p 按正态分布，双侧。`,
            en: `${values.resampling.resamples} bootstrap resamples (${values.resampling.failed} failed), ${values.resampling.interval === 'bca' ? 'BCa' : 'percentile'} intervals; p two-sided on the normal distribution.`,
          },
        ]
      : [];
    const consistentColumn = values.consistent
      ? [{ key: 'consistent', title: { zh: 'PLSc', en: 'PLSc' }, format: 'coefficient' as const }]
      : [];
    const text = (key: string, zh: string, en: string) => ({ key, title: { zh, en }, format: 'text' as const });
    const indices: ResultTable = {
      id: 'indices',
      title: { zh: '潜变量指数（0–100）与解释程度', en: 'Indices of the constructs (0-100) and what is explained' },
      columns: [
        text('name', '潜变量', 'Construct'),
        {
          key: 'unstandardised',
          title: { zh: '指数（非标准化权重）', en: 'Index (unstandardised)' },
          format: 'number2',
        },
        { key: 'standardised', title: { zh: '标准化权重', en: 'Standardised' }, format: 'number2' },
        { key: 'equal', title: { zh: '等权', en: 'Equal' }, format: 'number2' },
        ...(values.resampling
          ? [
              { key: 'lower', title: { zh: `${level} 下限`, en: `${level} lower` }, format: 'number2' as const },
              { key: 'upper', title: { zh: `${level} 上限`, en: `${level} upper` }, format: 'number2' as const },
            ]
          : []),
        { key: 'rSquared', title: { zh: 'R²', en: 'R2' }, format: 'coefficient' },
        { key: 'adjusted', title: { zh: '调整后 R²', en: 'Adjusted R2' }, format: 'coefficient' },
        { key: 'q2', title: { zh: 'Q²', en: 'Q2' }, format: 'coefficient' },
        ...consistentColumn.map((column) => ({ ...column, title: { zh: 'R²（PLSc）', en: 'R2 (PLSc)' } })),
      ],
      rows: values.structure.map((one, place) => {
        const own = values.constructs[place]!;
        return {
          emphasis: place === values.target.place,
          cells: {
            name: one.name,
            unstandardised: own.indexUnstandardised,
            standardised: own.indexStandardised,
            equal: own.indexEqual,
            ...(values.resampling
              ? { lower: one.indexResampled?.lower ?? null, upper: one.indexResampled?.upper ?? null }
              : {}),
            rSquared: one.rSquared,
            adjusted: one.adjusted,
            q2: one.q2,
            ...(values.consistent ? { consistent: one.consistentRSquared } : {}),
          },
        };
      }),
      notes: [
        {
          zh: `SRMR ${formatNumber(values.fit.srmr, 'coefficient', 'zh-CN')}，GoF ${formatNumber(values.fit.gof, 'coefficient', 'zh-CN')}。${values.resampling ? '区间属于所选权重的指数。' : ''}`,
          en: `SRMR ${formatNumber(values.fit.srmr, 'coefficient', 'en')}, GoF ${formatNumber(values.fit.gof, 'coefficient', 'en')}.${values.resampling ? ' Intervals are those of the index with the chosen weights.' : ''}`,
        },
      ],
    };
    const pathTable: ResultTable = {
      id: 'paths',
      title: { zh: '路径系数', en: 'Path coefficients' },
      columns: [
        text('from', '从', 'From'),
        text('to', '到', 'To'),
        { key: 'coefficient', title: { zh: '系数', en: 'Coefficient' }, format: 'coefficient' },
        ...around,
        { key: 'f2', title: { zh: 'f²', en: 'f2' }, format: 'coefficient' },
        { key: 'vif', title: { zh: 'VIF', en: 'VIF' }, format: 'number2' },
        ...consistentColumn,
      ],
      rows: values.paths.map((path) => ({
        cells: {
          from: path.from,
          to: path.to,
          coefficient: path.coefficient,
          ...aroundOf(path.resampled),
          f2: path.f2,
          vif: path.vif,
          ...(values.consistent ? { consistent: path.consistent } : {}),
        },
      })),
      notes: [
        ...resamplingNote,
        { zh: 'f² .02、.15、.35 分别为小、中、大的效应。', en: 'f2 of .02, .15, .35: small, medium, large.' },
      ],
    };
    const effects: ResultTable = {
      id: 'effects',
      title: { zh: '直接、间接与总效应', en: 'Direct, indirect and total effects' },
      columns: [
        text('from', '从', 'From'),
        text('to', '到', 'To'),
        { key: 'direct', title: { zh: '直接', en: 'Direct' }, format: 'coefficient' },
        { key: 'indirect', title: { zh: '间接', en: 'Indirect' }, format: 'coefficient' },
        { key: 'total', title: { zh: '总效应', en: 'Total' }, format: 'coefficient' },
        ...around,
      ],
      rows: values.effects.map((one) => ({
        cells: {
          from: one.from,
          to: one.to,
          direct: one.direct,
          indirect: one.indirect,
          total: one.total,
          ...aroundOf(one.resampled),
        },
      })),
      notes: resamplingNote,
    };
    const specific: ResultTable = {
      id: 'specific',
      title: { zh: '特定间接效应', en: 'Specific indirect effects' },
      columns: [
        text('chain', '路径', 'Chain'),
        { key: 'effect', title: { zh: '效应', en: 'Effect' }, format: 'coefficient' },
      ],
      rows: values.specific.map(({ chain, effect }) => ({ cells: { chain: chain.join(' → '), effect } })),
      notes: [],
    };
    const map: ResultTable = {
      id: 'map',
      title: {
        zh: `重要性-绩效（目标：${values.target.name}）`,
        en: `Importance and performance (target: ${values.target.name})`,
      },
      columns: [
        text('name', '潜变量 / 题目', 'Construct / item'),
        {
          key: 'importance',
          title: { zh: '重要性（每 1 分带来的分数）', en: 'Importance (points per point)' },
          format: 'number3',
        },
        { key: 'performance', title: { zh: '绩效（0–100）', en: 'Performance (0-100)' }, format: 'number1' },
      ],
      rows: values.map.flatMap((point) => {
        const place = values.constructs.findIndex(({ name }) => name === point.name);
        return [
          {
            emphasis: point.quadrant === 'improve',
            cells: { name: point.name, importance: point.importance, performance: point.performance },
          },
          ...values.itemMap
            .filter(({ id }) => values.items.find((item) => item.id === id)?.construct === place)
            .map((item) => ({
              depth: 1,
              cells: { name: labels[item.id] ?? item.id, importance: item.importance, performance: item.performance },
            })),
        ];
      }),
      notes: [
        {
          zh: '重要性为非标准化总效应；绩效为指数或题目均值。加粗：重要而偏低，宜优先改进。',
          en: 'Importance: unstandardised total effect; performance: index or mean. Bold: important and low, first to improve.',
        },
      ],
    };
    const resampledItems: ResultTable = {
      id: 'itemsResampled',
      title: { zh: '载荷的重抽样检验', en: 'Loadings resampled' },
      columns: [
        text('item', '题目', 'Item'),
        { key: 'loading', title: { zh: '载荷', en: 'Loading' }, format: 'coefficient' },
        ...around,
      ],
      rows: values.itemsResampled.map(({ loading }, i) => ({
        cells: {
          item: labels[values.items[i]!.id] ?? values.items[i]!.id,
          loading: values.items[i]!.loading,
          ...aroundOf(loading),
        },
      })),
      notes: resamplingNote,
    };
    return [
      indices,
      pathTable,
      effects,
      ...(values.specific.length > 0 ? [specific] : []),
      ...(values.map.length > 0 ? [map] : []),
      ...measurementTables(values, labels),
      ...(values.resampling ? [resampledItems] : []),
    ];
  },
  figures({ values, labels }, locale) {
    const between = (one: Resampled): readonly [number, number] | null => (one ? [one.lower, one.upper] : null);
    const indices = barWithError({
      id: 'indices',
      title: inLocale({ zh: '各潜变量的指数', en: 'Indices of the constructs' }, locale),
      altText: inLocale({ zh: '各潜变量 0–100 分的指数。', en: 'Index 0-100 of every construct.' }, locale),
      bars: values.constructs.map((one, place) => ({
        label: one.name,
        value: one.index,
        interval: between(values.structure[place]!.indexResampled),
        text: formatNumber(one.index, 'number1', locale),
        emphasis: place === values.target.place,
      })),
      valueTitle: inLocale({ zh: '指数（0–100 分）', en: 'Index (0-100)' }, locale),
    });
    const lines = barWithError({
      id: 'paths',
      title: inLocale({ zh: '路径系数', en: 'Path coefficients' }, locale),
      altText: inLocale(
        {
          zh: `${values.paths.length} 条路径的标准化系数。`,
          en: `Standardised coefficients of ${values.paths.length} paths.`,
        },
        locale,
      ),
      shape: 'points',
      bars: values.paths.map((path) => ({
        label: `${path.from} → ${path.to}`,
        value: path.coefficient,
        interval: between(path.resampled),
        text: formatNumber(path.coefficient, 'coefficient', locale),
        emphasis: path.to === values.target.name,
      })),
      valueTitle: inLocale({ zh: '标准化路径系数', en: 'Standardised path coefficient' }, locale),
      reference: { value: 0, label: '0' },
    });
    const place = (name: string): number => values.constructs.findIndex((one) => one.name === name);
    const diagram = pathDiagram({
      id: 'diagram',
      title: inLocale({ zh: '结构方程模型', en: 'Structural model' }, locale),
      altText: inLocale(
        {
          zh: `${values.constructs.length} 个潜变量与 ${values.paths.length} 条路径，标有路径系数、R² 与载荷${values.resampling ? '；* p < .05，** p < .01，*** p < .001' : ''}。`,
          en: `${values.constructs.length} constructs and ${values.paths.length} paths with coefficients, R2 and loadings${values.resampling ? '; * p < .05, ** p < .01, *** p < .001' : ''}.`,
        },
        locale,
      ),
      constructs: values.constructs.map((one, k) => ({
        name: one.name,
        ...values.places[k]!,
        facts: [
          formatNumber(one.index, 'number1', locale),
          ...(values.structure[k]!.rSquared === null
            ? []
            : [`R² ${formatNumber(values.structure[k]!.rSquared, 'coefficient', locale)}`]),
        ].join(' · '),
        items: itemLines(values, k, labels, locale),
        emphasis: k === values.target.place,
      })),
      paths: values.paths.map(({ from, to, coefficient, resampled }) => ({
        from: place(from),
        to: place(to),
        text: `${formatNumber(coefficient, 'coefficient', locale)}${stars(resampled?.p)}`,
        faint: resampled !== null && (resampled.p ?? 1) >= 0.05,
      })),
    });
    if (!values.crosshair || values.map.length < 2) return [diagram, lines, indices];
    return [
      diagram,
      quadrantFigure({
        id: 'map',
        title: inLocale(
          { zh: `重要性-绩效图：${values.target.name}`, en: `Importance-performance map: ${values.target.name}` },
          locale,
        ),
        altText: inLocale(
          {
            zh: '各潜变量对目标的总效应与其指数。',
            en: 'Total effect on the target against the index of each construct.',
          },
          locale,
        ),
        xTitle: inLocale({ zh: '重要性（总效应）', en: 'Importance (total effect)' }, locale),
        yTitle: inLocale({ zh: '绩效（0–100 分）', en: 'Performance (0-100)' }, locale),
        points: values.map.map((point) => ({
          label: point.name,
          x: point.importance,
          y: point.performance,
          emphasis: point.quadrant === 'improve',
        })),
        crosshair: { x: values.crosshair.importance, y: values.crosshair.performance },
        names: {
          highHigh: inLocale({ zh: '保持', en: 'Keep' }, locale),
          highLow: inLocale({ zh: '优先改进', en: 'Improve first' }, locale),
          lowHigh: inLocale({ zh: '维持', en: 'Maintain' }, locale),
          lowLow: inLocale({ zh: '其次改进', en: 'Improve later' }, locale),
        },
      }),
      lines,
      indices,
    ];
  },
  narrative({ values }, locale) {
    const { place, name } = values.target;
    const sentences = [
      sentence(
        locale,
        {
          zh: `“{@name}”的指数为 {constructs.${place}.index|number2} 分${values.structure[place]!.rSquared === null ? '' : `，模型解释了其变异的 {structure.${place}.rSquared|share1}`}。`,
          en: `The index of “{@name}” is {constructs.${place}.index|number2}${values.structure[place]!.rSquared === null ? '' : `; the model explains {structure.${place}.rSquared|share1} of its variance`}.`,
        },
        { name },
      ),
    ];
    const strongest = values.effects
      .map((effect, at) => ({ effect, at }))
      .filter(({ effect }) => effect.to === name)
      .toSorted((a, b) => b.effect.total - a.effect.total)[0];
    if (strongest)
      sentences.push(
        sentence(
          locale,
          {
            zh: `对其总效应最大的是“{@cause}”（{effects.${strongest.at}.total|coefficient}，其中间接 {effects.${strongest.at}.indirect|coefficient}）。`,
            en: `“{@cause}” has the largest total effect on it ({effects.${strongest.at}.total|coefficient}, of which {effects.${strongest.at}.indirect|coefficient} indirect).`,
          },
          { cause: strongest.effect.from },
        ),
      );
    const first = values.map.filter(({ quadrant }) => quadrant === 'improve').map((point) => `“${point.name}”`);
    if (first.length > 0)
      sentences.push(
        sentence(
          locale,
          {
            zh: '{@names}重要而得分偏低，改进对目标的带动最大。',
            en: '{@names}: important and below average, where improvement pays most.',
          },
          { names: joinNames(first, locale) },
        ),
      );
    if (values.resampling) {
      const tested = values.paths.filter(({ resampled }) => resampled?.p !== null && resampled !== null);
      const clear = tested.filter(({ resampled }) => resampled!.p! < 0.05);
      sentences.push(
        sentence(
          locale,
          {
            zh: '{@all} 条路径中有 {@clear} 条在 .05 水平上显著。',
            en: '{@clear} of {@all} paths are significant at .05.',
          },
          { all: String(values.paths.length), clear: String(clear.length) },
        ),
      );
    }
    const judged = values.constructs.filter(({ mode, items }) => mode === 'A' && items > 1);
    const weak = judged.filter(({ ave, rhoA }) => (ave ?? 0) < 0.5 || (rhoA ?? 0) < 0.7).map((one) => one.name);
    if (judged.length > 0)
      sentences.push(
        weak.length === 0
          ? sentence(locale, {
              zh: '各反映型潜变量的信度与收敛效度均达到通常要求。',
              en: 'Reliability and convergent validity of all reflective constructs meet the usual demands.',
            })
          : sentence(
              locale,
              {
                zh: '{@names}的信度或收敛效度未达到通常要求（ρA ≥ .7，AVE ≥ .5）。',
                en: '{@names}: reliability or convergent validity below the usual demands (rho_A .7, AVE .5).',
              },
              { names: joinNames(weak, locale) },
            ),
      );
    return sentences;
  },
  propose: (snapshot) => {
    const given = modelOf(snapshot, null);
    return given && given.model.paths.length > 0 ? [{ analysis: 'model.pls', inputs: {}, options: {} }] : [];
  },
});
