import type { Snapshot } from '../../model/dataset.ts';
import { blindfoldingQ2 } from '../../plssem/blindfolding.ts';
import { adjustedRSquared, constructAic, constructBic, criterionWeights, goodnessOfFit } from '../../plssem/fit.ts';
import { srmr } from '../../plssem/quality.ts';
import { type Candidate, comparedModels } from '../comparedModels.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { mergeLeftOut } from '../design.ts';
import {
  comparisonFigures,
  comparisonNarrative,
  comparisonTables,
  type ComparisonValues,
  type ModelValues,
} from '../plsComparison.ts';
import {
  known,
  modelOption,
  plsCount,
  type PlsData,
  omissionOption,
  plsMissingOption,
  plsOptions,
  type PlsRunOptions,
  runPls,
  schemeOption,
  toleranceOption,
} from '../plsRun.ts';
import { targetOption } from '../plsTarget.ts';
import type { Estimate, ModelOption, Warning } from '../types.ts';

/** What one model of the comparison gives, by names. */
interface Part {
  readonly own: Omit<ModelValues, 'behind' | 'weight'>;
  readonly rSquared: ReadonlyMap<string, number | null>;
  readonly index: ReadonlyMap<string, number | null>;
  readonly coefficients: ReadonlyMap<string, number>;
}

const pathKey = (from: string, to: string): string => `${from}\u0000${to}`;

function estimated(
  { label, model }: Candidate,
  data: PlsData,
  target: string,
  options: PlsRunOptions & { readonly omission: number },
): Part & { readonly n: number; readonly warnings: readonly Warning[] } {
  const { specification } = data;
  const sizes = { label, constructs: model.constructs.length, paths: model.paths.length };
  const nothing = {
    rSquared: null,
    adjusted: null,
    aic: null,
    bic: null,
    q2: null,
    index: null,
    srmr: null,
    gof: null,
  };
  const outcome = runPls(data, plsOptions(options));
  if (!outcome.ok) {
    const { reason, n } = outcome.failure;
    const own = { ...sizes, ...nothing, reason };
    return { own, rSquared: new Map(), index: new Map(), coefficients: new Map(), n, warnings: [] };
  }
  const { estimate } = outcome;
  const n = plsCount(data, estimate);
  const name = (place: number): string => specification.constructs[place]!.name;
  const place = specification.constructs.findIndex((one) => one.name === target);
  const causes = specification.constructs[place]?.predecessors.length ?? 0;
  const rSquared = place < 0 ? Number.NaN : estimate.rSquared[place]!;
  const q2 =
    options.omission >= 2 && causes > 0
      ? blindfoldingQ2(specification, estimate.rows, plsOptions(options), options.omission)[place]
      : null;
  return {
    own: {
      ...sizes,
      reason: null,
      rSquared: known(rSquared),
      adjusted: known(adjustedRSquared(rSquared, n, causes)),
      aic: known(constructAic(rSquared, n, causes)),
      bic: known(constructBic(rSquared, n, causes)),
      q2: known(q2),
      index: place < 0 ? null : known(estimate.indices[place]!.unstandardised),
      srmr: known(srmr(specification, estimate.itemCorrelations, estimate.loadings, estimate.correlations)),
      gof: known(goodnessOfFit(specification, estimate.loadings, estimate.rSquared)),
    },
    rSquared: new Map(specification.constructs.map((one, k) => [one.name, known(estimate.rSquared[k])])),
    index: new Map(specification.constructs.map((one, k) => [one.name, known(estimate.indices[k]!.unstandardised)])),
    coefficients: new Map(
      specification.paths.map(({ from, to }, path) => [pathKey(name(from), name(to)), estimate.coefficients[path]!]),
    ),
    n: estimate.n,
    warnings: estimate.converged ? [] : [{ code: 'pls.notConverged', details: { iterations: estimate.iterations } }],
  };
}

const itemsOf = ({ constructs }: ModelOption, name: string): string =>
  JSON.stringify(constructs.find((one) => one.name === name)?.items.toSorted() ?? []);

function comparisonWarnings(all: readonly Candidate[], parts: readonly Part[], target: string): Warning[] {
  const named = (test: (model: ModelOption) => boolean): readonly string[] =>
    all.flatMap(({ short, model }) => (test(model) ? [short] : []));
  const without = named(({ paths }) => paths.every(({ to }) => to !== target));
  const others = named((model) => itemsOf(model, target) !== itemsOf(all[0]!.model, target));
  const failed = all.flatMap(({ short }, place) => (parts[place]!.own.reason === null ? [] : [short]));
  return [
    ...(without.length === 0 ? [] : [{ code: 'pls.modelWithoutTarget', details: { names: without, target } }]),
    ...(others.length === 0 ? [] : [{ code: 'pls.targetItemsDiffer', details: { names: others, target } }]),
    ...(failed.length === 0 ? [] : [{ code: 'pls.modelFailed', details: { names: failed } }]),
  ];
}

const none = { zh: '不比较', en: 'None' } as const;

export const modelCompareModels = defineAnalysis({
  id: 'model.compareModels',
  version: 1,
  group: 'model',
  title: { zh: '结构方程模型的比较', en: 'Structural models compared' },
  note: {
    what: {
      zh: '把几个模型用同一批问卷估计，并排比较对目标潜变量的解释、预测与信息准则。未另给模型时，比较原模型与逐一去掉指向目标的一条路径后的模型。',
      en: 'Several models estimated on the same forms, side by side: what they explain and predict of the target, and information criteria. Without other models, the model is compared with itself less one path to the target at a time.',
    },
    formula: {
      zh: 'BIC = n·ln(1 − R²) + (k + 1)·ln n，AIC = n·ln(1 − R²) + 2(k + 1)，k 为指向目标的潜变量数；越小越好，只有差值有意义。权重 = exp(−ΔBIC/2)/Σ。Q² 用蒙眼法。',
      en: 'BIC = n ln(1 - R2) + (k + 1) ln n, AIC = n ln(1 - R2) + 2(k + 1), k constructs pointing at the target; smaller is better, only differences mean something. Weight = exp(-difference/2)/sum. Q2 by blindfolding.',
    },
    source:
      'Sharma, Sarstedt, Shmueli, Kim and Thiele (2019); Danks, Sharma and Sarstedt (2020); Raftery (1995). Checked against lm and extractAIC of R.',
  },
  keywords: ['模型比较', '信息准则', 'BIC', 'AIC', '嵌套模型', 'model comparison', 'model selection', 'SEM', 'PLS'],
  inputs: {},
  options: {
    model: { ...modelOption, title: { zh: '模型 1', en: 'Model 1' } },
    second: { kind: 'model', title: { zh: '模型 2', en: 'Model 2' }, none, default: null },
    third: { kind: 'model', title: { zh: '模型 3', en: 'Model 3' }, none, default: null },
    fourth: { kind: 'model', title: { zh: '模型 4', en: 'Model 4' }, none, default: null },
    target: {
      ...targetOption,
      title: { zh: '目标潜变量（空 = 满意度）', en: 'Target construct (none = satisfaction)' },
    },
    scheme: schemeOption,
    missing: plsMissingOption,
    tolerance: toleranceOption,
    omission: omissionOption,
  },
  honours: { weights: 'both', design: false },
  random: false,
  estimate(snapshot: Snapshot, { options }, control): Estimate<ComparisonValues> {
    const compared = comparedModels(snapshot, options);
    if (!compared.ok) return noEstimate(compared.reason, 0, compared.leftOut, compared.warnings);
    const { all, data, target, reduced, original, incomplete } = compared;
    const parts = all.map((candidate, place) => {
      control.throwIfCancelled();
      control.report(place, all.length, 'models');
      return estimated(candidate, data[place]!, target, options);
    });
    const leftOut = mergeLeftOut(original.leftOut, [{ reason: 'incomplete', count: incomplete }]);
    const warnings = [
      ...original.warnings,
      ...comparisonWarnings(all, parts, target),
      ...parts.flatMap((part) => part.warnings).slice(0, 1),
    ];
    if (parts[0]!.own.reason !== null) return noEstimate(parts[0]!.own.reason, parts[0]!.n, leftOut, warnings);
    const bics = parts.map(({ own }) => own.bic);
    const best = Math.min(...bics.filter((bic) => bic !== null));
    const weights = criterionWeights(bics);
    const names = [...new Set(all.flatMap(({ model }) => model.constructs.map(({ name }) => name)))];
    const joined = new Map(all.flatMap(({ model }) => model.paths.map((path) => [pathKey(path.from, path.to), path])));
    return {
      status: 'ok',
      reason: null,
      n: parts[0]!.n,
      leftOut,
      warnings,
      values: {
        target,
        reduced,
        models: parts.map(({ own }, place) => ({
          ...own,
          behind: own.bic === null ? null : own.bic - best,
          weight: weights[place]!,
        })),
        constructs: names.map((name) => ({
          name,
          rSquared: parts.map((part) => part.rSquared.get(name) ?? null),
          index: parts.map((part) => part.index.get(name) ?? null),
        })),
        paths: [...joined].map(([key, { from, to }]) => ({
          from,
          to,
          coefficients: parts.map((part) => part.coefficients.get(key) ?? null),
        })),
      },
    };
  },
  tables: comparisonTables,
  figures: comparisonFigures,
  narrative: comparisonNarrative,
  propose: () => [],
});
