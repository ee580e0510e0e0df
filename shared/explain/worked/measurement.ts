import { modelOf, type PlsData, plsData, plsOptions, runPls } from '../../analyses/plsRun.ts';
import { treeModel } from '../../analyses/treeModel.ts';
import type { JsonObject, ModelOption } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { at, type Matrix, matrixOf } from '../../numeric/matrix.ts';
import type { PlsEstimate } from '../../plssem/estimate.ts';
import type { Scheme } from '../../plssem/model.ts';
import {
  type Given,
  numberOf,
  numbersIn,
  numbersNamed,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
} from './given.ts';
import { toldResidual, unexplained } from './items.ts';
import { averageExtracted, compositeReliability } from './oneFactor.ts';
import { outerWeightSteps } from './outerWeight.ts';
import { alphaFromCorrelations } from './reliability.ts';
import { weightNote, weightsBehind } from './scaleAnswers.ts';
import { heterotraitMonotrait } from './validity.ts';

const constructsOf = ({ result }: Given): readonly JsonObject[] => objectsOf(result.values['constructs']);
const itemsOf = ({ result }: Given): readonly JsonObject[] => objectsOf(result.values['items']);

/** What is said of one latent variable from the loadings and weights of its questions. */
export function* measures(given: Given): ReturnType<Rule> {
  const { key, path, ancestors } = given;
  const own = ancestors[0]?.object;
  const place = constructsOf(given).findIndex((one) => one === own);
  const items = itemsOf(given).filter((one) => numberOf(one, 'construct') === place);
  const loadings = items.flatMap((one) => numberOf(one, 'loading') ?? []);
  if (place >= 0 && loadings.length > 0) {
    if (key === 'ave') yield [averageExtracted(loadings)];
    if (key === 'rhoC') yield [compositeReliability(loadings)];
    if (key === 'items')
      yield [step('该潜变量的题数', 'questions of the latent variable', String(items.length), items.length)];
    const shares = items.flatMap((one): (readonly [number, number])[] => {
      const found = numbersNamed(one, 'share', 'mean');
      return found ? [[found.share, found.mean]] : [];
    });
    if (key.startsWith('index')) {
      yield [
        step(
          'Σ(非标准化权重 × 题目平均得分)',
          'Σ(unstandardised weight × mean score)',
          productsText(shares),
          sum(shares.map(([share, mean]) => share * mean)),
        ),
      ];
      const means = shares.map(([, mean]) => mean);
      const weighted = items.flatMap((one): (readonly [number, number])[] => {
        const found = numbersNamed(one, 'weight', 'mean');
        return found ? [[found.weight, found.mean]] : [];
      });
      const whole = sum(weighted.map(([weight]) => weight));
      yield [
        step(
          'Σ(标准化权重 × 题目平均得分)/Σ标准化权重',
          'Σ(standardised weight × mean score)/Σ standardised weight',
          `(${productsText(weighted)}) / ${s(whole)}`,
          sum(weighted.map(([weight, mean]) => weight * mean)) / whole,
        ),
      ];
      yield [
        step(
          '各题平均得分的平均',
          'mean of the questions’ mean scores',
          `(${means.map((one) => s(one)).join(' + ')}) / ${means.length}`,
          sum(means) / means.length,
        ),
      ];
    }
  }
  const weight = numberOf(own, 'weight');
  const sd = numberOf(own, 'sd');
  if (key === 'share' && weight !== null && sd !== null) {
    const siblings = itemsOf(given).filter((one) => one['construct'] === own?.['construct']);
    const parts = siblings.map((one) => (numberOf(one, 'weight') ?? 0) / (numberOf(one, 'sd') ?? 1));
    yield [
      step(
        '(标准化权重/标准差)/本潜变量各题之和',
        '(standardised weight/sd)/sum over the block',
        `(${s(weight)} / ${s(sd)}) / ${s(sum(parts))}`,
        weight / sd / sum(parts),
      ),
    ];
  }
  const diagonal = /^fornellLarcker\.(\d+)\.(\d+)$/.exec(path);
  if (diagonal) {
    const ave = numberOf(constructsOf(given)[Number(diagonal[1])], 'ave');
    if (diagonal[1] === diagonal[2] && ave !== null) yield [step('√AVE', '√AVE', `√${s(ave)}`, Math.sqrt(ave))];
  }
}

interface Estimated {
  readonly data: PlsData;
  readonly estimate: PlsEstimate;
  readonly scheme: Scheme;
}

/** The model of the result estimated once more, for what lies between its numbers; null where it has no estimate. */
export function estimated({ snapshot, result }: Given): Estimated | null {
  const { options } = result;
  const tree = result.analysis === 'model.measurement';
  const given = tree
    ? { model: treeModel(snapshot), warnings: [] }
    : modelOf(snapshot, (options['model'] ?? null) as ModelOption | null);
  if (!given) return null;
  const data = plsData(snapshot, given);
  const scheme = (tree ? 'factorial' : String(options['scheme'])) as Scheme;
  const outcome = runPls(
    data,
    plsOptions({ scheme, missing: String(options['missing']), tolerance: Number(options['tolerance']) }),
  );
  return outcome.ok ? { data, estimate: outcome.estimate, scheme } : null;
}

/** The question a number is about, by its place in the model. */
const itemPlace = (given: Given): number => itemsOf(given).findIndex((one) => one === given.ancestors[0]?.object);

const formWeights = ({ data, estimate }: Estimated): Float64Array | null =>
  data.weights ? estimate.rows.weights : null;

/** Correlations of the questions as the model sees them. */
function itemCorrelations({ estimate, data }: Estimated, places?: readonly number[]): Matrix {
  const width = data.specification.items.length;
  const chosen = places ?? [...data.specification.items.keys()];
  return matrixOf(chosen.length, chosen.length, (i, j) => estimate.itemCorrelations[chosen[i]! * width + chosen[j]!]!);
}

/** Two latent variables' scores: of the one, Σ weight × standardised question, each with the other by its cross-loading. */
export function* scoreCorrelation(given: Given, first: number, second: number): ReturnType<Rule> {
  const pairs = itemsOf(given).flatMap((one): (readonly [number, number])[] => {
    const [weight, loading] = [numberOf(one, 'weight'), numbersIn(one['crossLoadings'])?.[second]];
    return one['construct'] === first && weight !== null && loading !== undefined ? [[weight, loading]] : [];
  });
  const note = weightNote(weightsBehind(given));
  yield [
    step(
      `r = Σ(前一潜变量各题的权重 × 其对后一潜变量的交叉载荷)${note.zh}`,
      `r = Σ(weight of a question of the first × its cross-loading on the second)${note.en}`,
      productsText(pairs),
      sum(pairs.map(([weight, loading]) => weight * loading)),
    ),
  ];
}

/** Correlations with the score of a latent variable, which is Σ weight × standardised question and has variance 1. */
function* loadings(given: Given): ReturnType<Rule> {
  const { key, path } = given;
  const pair = /^(?:fornellLarcker|correlations)\.(\d+)\.(\d+)$/.exec(path);
  const cross = /\.crossLoadings\.(\d+)$/.exec(path);
  if (pair) yield* scoreCorrelation(given, Number(pair[1]), Number(pair[2]));
  const model = key === 'loading' || cross ? estimated(given) : null;
  if (!model) return;
  const { weights } = model.estimate;
  const { constructs, blockOf } = model.data.specification;
  const note = weightNote(formWeights(model));
  const item = itemPlace(given);
  const construct = cross ? Number(cross[1]) : blockOf[item];
  if (item < 0 || construct === undefined) return;
  const correlation = itemCorrelations(model);
  const pairs = constructs[construct]!.items.map((other) => [weights[other]!, at(correlation, item, other)] as const);
  yield [
    step(
      `载荷 = Σ(潜变量各题的标准化权重 × 该题与各题的相关)，即该题与潜变量得分的相关系数${note.zh}`,
      `loading = Σ(standardised weight of a question of the latent variable × its correlation with this one): the correlation with its score${note.en}`,
      productsText(pairs),
      sum(pairs.map(([weight, r]) => weight * r)),
    ),
  ];
}

/** The outer weight, and how far the other questions of the block already say what one says. */
function* ofQuestion(given: Given): ReturnType<Rule> {
  const { key } = given;
  const item = itemPlace(given);
  const model = (key === 'weight' || key === 'vif') && item >= 0 ? estimated(given) : null;
  if (!model) return;
  const { specification } = model.data;
  if (key === 'weight') {
    yield outerWeightSteps(specification, model.estimate, model.scheme, item);
    return;
  }
  const block = specification.constructs[specification.blockOf[item]!]!.items;
  if (block.length === 1) {
    yield [step('该潜变量只有一道题', 'the latent variable has one question', '1', 1)];
    return;
  }
  const weights = formWeights(model);
  const { rows, items, deviations } = model.estimate.rows;
  const columns = block.map((one) => Float64Array.from({ length: rows }, (_, row) => deviations[row * items + one]!));
  const { spread, left } = unexplained(columns, block.indexOf(item), weights);
  const note = weightNote(weights);
  yield [
    step(
      `R² = 1 − Σe²/Σ(x − x̄)²，${toldResidual.zh}${note.zh}`,
      `R² = 1 − Σe²/Σ(x − x̄)²; ${toldResidual.en}${note.en}`,
      `1 − ${s(left)} / ${s(spread)}`,
      1 - left / spread,
    ),
    step('VIF = 1/(1 − R²)', 'VIF = 1/(1 − R²)', `1 / (1 − ${s(1 - left / spread)})`, spread / left),
  ];
}

/** Reliability of a block, and how far two blocks are distinct. */
function* ofBlocks(given: Given): ReturnType<Rule> {
  const { key, path, ancestors } = given;
  const pair = /^htmt\.(\d+)\.(\d+)$/.exec(path);
  const construct = constructsOf(given).findIndex((one) => one === ancestors[0]?.object);
  if (!pair && (construct < 0 || (key !== 'alpha' && key !== 'rhoA'))) return;
  const model = estimated(given);
  if (!model) return;
  const { constructs } = model.data.specification;
  if (pair) {
    const [first, second] = [constructs[Number(pair[1])]!, constructs[Number(pair[2])]!];
    yield* heterotraitMonotrait(itemCorrelations(model), first.items, second.items);
    return;
  }
  const block = constructs[construct]!.items;
  if (key === 'alpha') {
    yield* alphaFromCorrelations(itemCorrelations(model, block), weightNote(formWeights(model)));
    return;
  }
  if (block.length === 1) {
    yield [step('该潜变量只有一道题，记为 1', 'the latent variable has one question, which counts as 1', '1', 1)];
    return;
  }
  const weights = block.map((item) => model.estimate.weights[item]!);
  const squares = sum(weights.map((weight) => weight ** 2));
  const fourths = sum(weights.map((weight) => weight ** 4));
  yield [
    step(
      'Σw²，w 为标准化权重',
      'Σw²; w: standardised weights',
      weights.map((weight) => `${signed(weight, 6)}²`).join(' + '),
      squares,
    ),
    step('Σw⁴', 'Σw⁴', weights.map((weight) => `${signed(weight, 6)}⁴`).join(' + '), fourths),
    step(
      'ρA = (Σw²)²·(1 − Σw²)/((Σw²)² − Σw⁴)，1 − Σw² 为得分方差 1 中来自题目之间相关的部分',
      'ρA = (Σw²)² (1 − Σw²)/((Σw²)² − Σw⁴); 1 − Σw²: what the correlations between the questions add to the score’s variance of 1',
      `${s(squares)}² × (1 − ${s(squares)}) / (${s(squares)}² − ${s(fourths)})`,
      (squares ** 2 * (1 - squares)) / (squares ** 2 - fourths),
    ),
  ];
}

/** Mean and spread of a question over the forms the model is estimated from. */
function* moments(given: Given): ReturnType<Rule> {
  const { key } = given;
  const item = itemPlace(given);
  const model = (key === 'mean' || key === 'sd') && item >= 0 ? estimated(given) : null;
  if (!model) return;
  const { rows, items, deviations, means, weights, weightSum, replaced } = model.estimate.rows;
  const own = Array.from({ length: rows }, (_, row) => deviations[row * items + item]!);
  const note = weightNote(formWeights(model));
  const filled = replaced[item]!;
  const [gapZh, gapEn] =
    filled > 0 ? [`，${filled} 份未答以均值代`, `; ${filled} gaps filled with the mean`] : ['', ''];
  const mean = means[item]!;
  if (key === 'mean') {
    if (given.result.options['missing'] !== 'listwise') return;
    const total = sum(own.map((one, row) => weights[row]! * (mean + one)));
    yield [
      step(
        `Σ得分/份数，模型所用的 ${rows} 份${note.zh}`,
        `Σ score/forms, over the ${rows} forms of the model${note.en}`,
        `${s(total, 9)} / ${s(weightSum)}`,
        total / weightSum,
      ),
    ];
    return;
  }
  const squares = sum(own.map((one, row) => weights[row]! * one * one));
  yield [
    step(
      `标准差 = √(Σ(x − 均值)²/(n − 1))，模型所用的 ${rows} 份${gapZh}${note.zh}`,
      `standard deviation = √(Σ(x − mean)²/(n − 1)), over the ${rows} forms of the model${gapEn}${note.en}`,
      `√(${s(squares)} / ${s(weightSum - 1)})`,
      Math.sqrt(squares / (weightSum - 1)),
    ),
  ];
}

/** What an iteration stopped at before its equations hold to the last digits. */
function* unsettled(given: Given): ReturnType<Rule> {
  if (given.key === 'weight' && itemPlace(given) >= 0)
    yield [
      step(
        '由偏最小二乘迭代得出：外部权重与潜变量得分轮流求解，变动小于收敛界限时停止',
        'by the iteration of partial least squares: outer weights and scores in turn, until they move by less than the tolerance',
        signed(given.value),
        given.value,
      ),
    ];
}

const rules: readonly Rule[] = [measures, loadings, ofQuestion, ofBlocks, moments, unsettled];

export const measurementRules: Readonly<Record<string, readonly Rule[]>> = {
  'model.measurement': rules,
  'model.pls': rules,
};
