import { comparedGroups } from '../../analyses/comparedGroups.ts';
import { comparedModels } from '../../analyses/comparedModels.ts';
import {
  modelOf,
  plsCount,
  type PlsData,
  plsData,
  plsOptions,
  type PlsRunOptions,
  runPls,
} from '../../analyses/plsRun.ts';
import type { ModelOption } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { variableId } from '../../model/ids.ts';
import type { PlsEstimate } from '../../plssem/estimate.ts';
import { itemMoments, momentBuffers } from '../../plssem/itemMoments.ts';
import { conventionWeights } from '../../plssem/latentIndices.ts';
import type { Specification } from '../../plssem/model.ts';
import { createWeightIteration } from '../../plssem/outerWeights.ts';
import { createPathRegression } from '../../plssem/pathRegression.ts';
import type { WorkedStep } from '../types.ts';
import {
  type Given,
  numberOf,
  numbersNamed,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';

/** What of an estimate leads to paths and indices. */
interface Solved
  extends Pick<PlsEstimate, 'weights' | 'sds' | 'means' | 'correlations' | 'crossLoadings' | 'coefficients'> {
  readonly specification: Specification;
}

const runOptions = ({ result }: Given): PlsRunOptions => ({
  scheme: String(result.options['scheme']),
  missing: String(result.options['missing']),
  tolerance: Number(result.options['tolerance']),
});
const textOption = ({ result }: Given, name: string): string => String(result.options[name] ?? '');
const modelNamed = ({ result }: Given, name: string): ModelOption | null =>
  (result.options[name] ?? null) as ModelOption | null;
const placeNamed = ({ constructs }: Specification, name: unknown): number =>
  constructs.findIndex((one) => one.name === name);

/** A path: from the correlations of the latent variables' scores. */
function pathSteps(model: Solved, from: number, to: number): readonly WorkedStep[] {
  const { specification, correlations, coefficients, weights, crossLoadings } = model;
  const { constructs, paths } = specification;
  const size = constructs.length;
  const r = (a: number, b: number): number => correlations[a * size + b]!;
  const others = constructs[to]!.predecessors.filter((place) => place !== from);
  const scores = constructs[from]!.items.map((item) => [weights[item]!, crossLoadings[item * size + to]!] as const);
  const direct = step(
    'r = Σ(原因各题的标准化权重 × 其与结果得分的相关)，即两个潜变量得分的相关',
    'r = Σ(standardised weight of a question of the cause × its correlation with the outcome’s score): the correlation of both scores',
    productsText(scores),
    r(from, to),
  );
  if (others.length === 0) return [direct];
  const rest = others.map((other) => {
    const path = paths.findIndex((one) => one.from === other && one.to === to);
    return [coefficients[path]!, r(from, other)] as const;
  });
  return [
    direct,
    step(
      '路径系数 = r − Σ(其他路径系数 × 两个原因之间的相关)',
      'path = r − Σ(other path × correlation of both causes)',
      `${signed(direct.value)} − (${productsText(rest)})`,
      direct.value - sum(rest.map(([beta, between]) => beta * between)),
    ),
  ];
}

/** The index of a latent variable: its questions' means by their unstandardised weights. */
function indexSteps({ specification, weights, sds, means }: Solved, construct: number): readonly WorkedStep[] {
  const shares = conventionWeights(specification, weights, sds, 'unstandardised');
  const pairs = specification.constructs[construct]!.items.map((item) => [shares[item]!, means[item]!] as const);
  return [
    step(
      'Σ(非标准化权重 × 题目平均得分)',
      'Σ(unstandardised weight × mean score)',
      productsText(pairs),
      sum(pairs.map(([share, mean]) => share * mean)),
    ),
  ];
}

/** The model in one of the two groups; null where it has no estimate. */
function inGroup(given: Given, group: 1 | 2): Solved | null {
  const { snapshot, result } = given;
  const model = modelOf(snapshot, modelNamed(given, 'model'));
  const feature = result.inputs['feature'];
  if (!model || typeof feature !== 'string') return null;
  const data = plsData(snapshot, model);
  const compared = comparedGroups(snapshot, data, variableId(feature), {
    first: textOption(given, 'first'),
    second: textOption(given, 'second'),
    missing: textOption(given, 'missing'),
  });
  if (!compared) return null;
  const { rows, groupOf } = compared;
  const { specification } = data;
  const moments = momentBuffers(specification.items.length);
  const counted = rows.weights.map((weight, row) => (groupOf[row] === group ? weight : 0));
  if (itemMoments(rows, counted, moments) >= 0) return null;
  const iteration = createWeightIteration(specification, plsOptions(runOptions(given)));
  if ('construct' in iteration.run(moments.correlations)) return null;
  const coefficients = new Float64Array(specification.paths.length);
  const rSquared = new Float64Array(specification.constructs.length);
  if (createPathRegression(specification).run(iteration.correlations, coefficients, rSquared) >= 0) return null;
  return {
    specification,
    weights: iteration.weights,
    sds: moments.sds,
    means: rows.means.map((mean, item) => mean + moments.shifts[item]!),
    correlations: iteration.correlations,
    crossLoadings: iteration.crossLoadings,
    coefficients,
  };
}

/** A path or an index in two groups, their difference and how often chance makes as large a one. */
function* groups(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result, value } = given;
  const own = ancestors[0]?.object;
  const found = numbersNamed(own, 'first', 'second');
  if (key === 'difference' && found)
    yield [
      step(
        '第一组 − 第二组',
        'first group − second group',
        `${signed(found.first)} − ${signed(found.second)}`,
        found.first - found.second,
      ),
    ];
  const counted = numbersNamed(result.values, 'permutations', 'failed');
  if (key === 'p' && counted) {
    const times = counted.permutations - counted.failed;
    for (const all of new Set([counted.permutations, times])) {
      const further = Math.round(value * (1 + all)) - 1;
      yield [
        step(
          `p = (1 + 差异不小于实际的次数)/(1 + 置换次数)：问卷随机重分为同样大小的两组再估计，种子 ${result.seed}`,
          `p = (1 + differences at least as large)/(1 + permutations): the forms dealt anew to groups of the same sizes, seed ${result.seed}`,
          `(1 + ${further}) / (1 + ${all})`,
          (1 + further) / (1 + all),
        ),
      ];
    }
  }
  const model = key === 'first' || key === 'second' ? inGroup(given, key === 'first' ? 1 : 2) : null;
  if (!model) return;
  const { specification } = model;
  if (path.startsWith('paths.'))
    yield pathSteps(model, placeNamed(specification, own?.['from']), placeNamed(specification, own?.['to']));
  if (path.startsWith('indices.')) yield indexSteps(model, placeNamed(specification, own?.['name']));
}

interface Estimated {
  readonly data: PlsData;
  readonly estimate: PlsEstimate;
  readonly solved: Solved;
  readonly target: string;
}

/** One of the models compared, estimated once more. */
function modelAt(given: Given, place: number): Estimated | null {
  const compared = comparedModels(given.snapshot, {
    model: modelNamed(given, 'model'),
    second: modelNamed(given, 'second'),
    third: modelNamed(given, 'third'),
    fourth: modelNamed(given, 'fourth'),
    target: textOption(given, 'target'),
    missing: textOption(given, 'missing'),
  });
  const data = compared.ok ? compared.data[place] : undefined;
  if (!compared.ok || !data) return null;
  const outcome = runPls(data, plsOptions(runOptions(given)));
  if (!outcome.ok) return null;
  const { estimate } = outcome;
  return { data, estimate, solved: { ...estimate, specification: data.specification }, target: compared.target };
}

/** R² of a latent variable: Σ path × correlation. */
function rSquaredSteps(
  { specification, correlations, coefficients }: Solved,
  construct: number,
): readonly WorkedStep[] {
  const size = specification.constructs.length;
  const pairs = specification.paths.flatMap(({ from, to }, path) =>
    to === construct ? [[coefficients[path]!, correlations[from * size + to]!] as const] : [],
  );
  return [
    step(
      'R² = Σ(路径系数 × 与结果变量的相关)',
      'R² = Σ(path × correlation with the outcome)',
      productsText(pairs),
      sum(pairs.map(([beta, r]) => beta * r)),
    ),
  ];
}

/** How well the loadings and the latent variables' correlations give back those of the questions; how much they explain on the whole. */
function* fits(given: Given, { estimate, solved }: Estimated): ReturnType<Rule> {
  const { constructs, blockOf } = solved.specification;
  const { loadings, itemCorrelations, rSquared } = estimate;
  const [width, size] = [blockOf.length, constructs.length];
  if (given.key === 'srmr') {
    const squares = sum(
      blockOf.flatMap((block, i) =>
        blockOf.slice(0, i).map((other, j) => {
          const implied = loadings[i]! * loadings[j]! * estimate.correlations[block * size + other]!;
          return (itemCorrelations[i * width + j]! - implied) ** 2;
        }),
      ),
    );
    yield [
      step(
        'SRMR = √(Σ(题目相关 − 模型推出的相关)²/(p(p + 1)/2))，p 为题数；推出的相关 = 载荷 × 载荷 × 潜变量相关',
        'SRMR = √(Σ(correlation of two questions − implied)²/(p(p + 1)/2)), p questions; implied = loading × loading × correlation of the latent variables',
        `√(${s(squares)} / (${width} × ${width + 1} / 2))`,
        Math.sqrt(squares / ((width * (width + 1)) / 2)),
      ),
    ];
  }
  if (given.key !== 'gof') return;
  const shared = constructs.flatMap(({ items }) => (items.length > 1 ? items.map((item) => loadings[item]! ** 2) : []));
  const explained = constructs.flatMap(({ predecessors }, place) =>
    predecessors.length > 0 ? [rSquared[place]!] : [],
  );
  const [communality, mean] = [sum(shared) / shared.length, sum(explained) / explained.length];
  yield [
    step(
      '平均共同度 = Σ载荷²/题数',
      'mean communality = Σ loading²/questions',
      `${s(sum(shared))} / ${shared.length}`,
      communality,
    ),
    step(
      '平均 R²',
      'mean R²',
      `(${sumText(
        explained.map((one) => s(one)),
        sum(explained),
      )}) / ${explained.length}`,
      mean,
    ),
    step(
      'GoF = √(平均共同度 × 平均 R²)',
      'GoF = √(mean communality × mean R²)',
      `√(${s(communality)} × ${s(mean)})`,
      Math.sqrt(communality * mean),
    ),
  ];
}

/** Criteria of one model against the others. */
function* criteria(given: Given, model: Estimated): ReturnType<Rule> {
  const { key, ancestors, result, value } = given;
  const { data, estimate, solved, target } = model;
  const { constructs, paths } = solved.specification;
  const own = ancestors[0]?.object;
  const construct = placeNamed(solved.specification, target);
  const k = constructs[construct]?.predecessors.length ?? 0;
  const n = plsCount(data, estimate);
  const rSquared = numberOf(own, 'rSquared');
  if (key === 'constructs')
    yield [step('潜变量个数', 'latent variables', String(constructs.length), constructs.length)];
  if (key === 'paths') yield [step('路径条数', 'paths', String(paths.length), paths.length)];
  if (key === 'rSquared') yield rSquaredSteps(solved, construct);
  if (key === 'index') yield indexSteps(solved, construct);
  yield* fits(given, model);
  const bics = objectsOf(result.values['models']).flatMap((one) => numberOf(one, 'bic') ?? []);
  const [bic, least] = [numberOf(own, 'bic'), Math.min(...bics)];
  if (key === 'behind' && bic !== null)
    yield [step('BIC − 最小的 BIC', 'BIC − the smallest BIC', `${signed(bic)} − ${signed(least)}`, bic - least)];
  if (key === 'weight' && bic !== null) {
    const total = sum(bics.map((one) => Math.exp((least - one) / 2)));
    yield [
      step(
        '权重 = exp(−ΔBIC/2)/Σexp(−ΔBIC/2)，Σ 取各模型',
        'weight = exp(−difference/2)/Σ exp(−difference/2) over the models',
        `exp(−${s(bic - least)}/2) / ${s(total)}`,
        Math.exp((least - bic) / 2) / total,
      ),
    ];
  }
  if (rSquared === null || k === 0) return;
  const [sizes, unexplained] = [`${s(n)} × ln(1 − ${s(rSquared)})`, n * Math.log(1 - rSquared)];
  if (key === 'aic')
    yield [
      step(
        'n·ln(1 − R²) + 2(k + 1)，k 为指向目标的路径数',
        'n ln(1 − R²) + 2(k + 1); k: paths to the target',
        `${sizes} + 2 × ${k + 1}`,
        unexplained + 2 * (k + 1),
      ),
    ];
  if (key === 'bic')
    yield [
      step(
        'n·ln(1 − R²) + (k + 1)·ln n，k 为指向目标的路径数',
        'n ln(1 − R²) + (k + 1) ln n; k: paths to the target',
        `${sizes} + ${k + 1} × ln ${s(n)}`,
        unexplained + (k + 1) * Math.log(n),
      ),
    ];
  if (key === 'adjusted')
    yield [
      step(
        '1 − (1 − R²)(n − 1)/(n − k − 1)，k 为指向目标的路径数',
        '1 − (1 − R²)(n − 1)/(n − k − 1); k: paths to the target',
        `1 − (1 − ${s(rSquared)}) × ${s(n - 1)} / ${s(n - k - 1)}`,
        1 - ((1 - rSquared) * (n - 1)) / (n - k - 1),
      ),
    ];
  const distance = result.options['omission'];
  if (key === 'q2' && typeof distance === 'number')
    yield [
      step(
        `Q² = 1 − Σ预测误差²/Σ以均值代替的误差²：蒙眼法，每隔 ${distance} 份略去其作答，由其余各份估计后预测`,
        `Q² = 1 − Σ(error of the prediction)²/Σ(error of the mean)²: blindfolding, the answers of every ${distance}th form left out in turn and predicted from the others`,
        `1 − ${s(1 - value)}`,
        value,
      ),
    ];
}

function* models(given: Given): ReturnType<Rule> {
  const { path, ancestors } = given;
  const own = ancestors[0]?.object;
  const criterion = /^models\.(\d+)\.\w+$/.exec(path);
  const listed = /^(constructs|paths)\.\d+\.(rSquared|index|coefficients)\.(\d+)$/.exec(path);
  const model = criterion || listed ? modelAt(given, Number(criterion?.[1] ?? listed![3])) : null;
  if (!model) return;
  if (criterion) yield* criteria(given, model);
  if (!listed) return;
  const { specification } = model.solved;
  const construct = placeNamed(specification, own?.['name']);
  if (listed[2] === 'rSquared') yield rSquaredSteps(model.solved, construct);
  if (listed[2] === 'index') yield indexSteps(model.solved, construct);
  if (listed[2] === 'coefficients')
    yield pathSteps(model.solved, placeNamed(specification, own?.['from']), placeNamed(specification, own?.['to']));
}

export const modelComparisonRules: Readonly<Record<string, readonly Rule[]>> = {
  'model.compareGroups': [groups],
  'model.compareModels': [models],
};
