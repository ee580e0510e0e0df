import { type WeightData, weightData } from '../../analyses/weightData.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { minMaxColumns } from '../../satisfaction/entropyWeights.ts';
import { completeRows } from '../../stats/sample.ts';
import { type Given, numberOf, objectsOf, productsText, type Rule, signed, step, sum, sumText } from './given.ts';
import { covariance } from './reliability.ts';

interface Element {
  readonly data: WeightData;
  /** The place of the indicator among those of the project. */
  readonly place: number;
}

/** The indicators' scores, and the one a basis is about; null under weights, where forms do not count as one each. */
function elementOf({ key, snapshot, result, ancestors }: Given): Element | null {
  const id = ancestors[0]?.object['id'];
  if (key !== 'basis' || typeof id !== 'string') return null;
  const { items, outcome } = result.inputs;
  const read = weightData(
    snapshot,
    (items ?? []) as readonly VariableId[],
    typeof outcome === 'string' ? variableId(outcome) : null,
  );
  if (!read.ok || read.data.design.weights) return null;
  const place = read.data.ids.findIndex((one) => one === id);
  return place < 0 ? null : { data: read.data, place };
}

const meanOf = (values: ArrayLike<number>): number => sum(Array.from(values)) / values.length;
const sdOf = (values: ArrayLike<number>): number => Math.sqrt(covariance(values, values));
const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number => covariance(a, b) / (sdOf(a) * sdOf(b));
const answered = (column: Float64Array): Float64Array => column.filter((value) => !Number.isNaN(value));

function* variation(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const values = answered(element.data.scores[element.place]!);
  const [mean, sd] = [meanOf(values), sdOf(values)];
  yield [step('变异系数 = 标准差/均值', 'CV = standard deviation/mean', `${s(sd)} / ${s(mean)}`, sd / mean)];
}

function* entropy(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { options } = given.result;
  const shown = answered(element.data.scores[element.place]!);
  const turned = ((options['directions'] ?? []) as readonly unknown[])[element.place] === -1 ? -1 : 1;
  const shift = typeof options['shift'] === 'number' ? options['shift'] : 0;
  const values =
    options['normalise'] === 'minmax' ? minMaxColumns([shown], [turned])[0]!.map((value) => value + shift) : shown;
  const [n, total] = [values.length, sum([...values])];
  const logs = sum([...values].map((value) => (value > 0 ? (value / total) * Math.log(value / total) : 0)));
  const e = -logs / Math.log(n);
  yield [
    step(
      `e = −Σp·ln p/ln n，p = x/Σx，Σx = ${s(total)}`,
      `e = −Σ p ln p/ln n, p = x/Σx, Σx = ${s(total)}`,
      `${s(-logs, 10)} / ln ${n}`,
      e,
    ),
    step('冗余度 = 1 − e', 'redundancy = 1 − e', `1 − ${s(e, 10)}`, 1 - e),
  ];
}

function* critic(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { columns } = completeRows(element.data.scores, null);
  const directions = (given.result.options['directions'] ?? []) as readonly (1 | -1)[];
  const scaled = minMaxColumns(
    columns.map((column) => Float64Array.from(column)),
    directions.length === columns.length ? directions : undefined,
  );
  const own = scaled[element.place]!;
  const others = scaled.filter((column, other) => other !== element.place && sdOf(column) > 0);
  const conflict = others.map((other) => 1 - correlation(own, other));
  const sd = sdOf(own);
  yield [
    step(
      '冲突性 = Σ(1 − r)',
      'conflict = Σ(1 − r)',
      sumText(
        conflict.map((one) => `(1 − ${signed(1 - one, 6)})`),
        sum(conflict),
      ),
      sum(conflict),
    ),
    step(
      'C = 极差标准化后的标准差 × 冲突性',
      'C = standard deviation after min-max × conflict',
      `${s(sd)} × ${s(sum(conflict))}`,
      sd * sum(conflict),
    ),
  ];
}

/** Stated importance: a mean of scores. */
function* stated(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  const column = element?.data.stated[element.place];
  if (!column) return;
  const values = answered(column);
  yield [
    step(
      'Σ重要度得分/份数',
      'Σ importance score/number of forms',
      `${s(sum([...values]), 9)} / ${values.length}`,
      meanOf(values),
    ),
  ];
}

/** The standardised coefficient: from what the other indicators leave unexplained of this one. */
function* regression(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { scores, outcome } = element.data;
  const { columns } = completeRows([...scores, outcome.values], null);
  const all = columns.map((column) => Float64Array.from(column));
  const [y, x] = [all.at(-1)!, all[element.place]!];
  const others = all.slice(0, -1).filter((column, other) => other !== element.place && sdOf(column) > 0);
  const fit = leastSquares(x, others, { intercept: true, weights: null, degree: 1 });
  if (!fit) return;
  const e = [...fit.residuals];
  const [products, squares] = [sum(e.map((one, row) => one * y[row]!)), sum(e.map((one) => one * one))];
  const b = products / squares;
  yield [
    step(
      'b = Σ(e·y)/Σe²，e 为该指标中不能由其余指标解释的部分（对其余指标回归的残差）',
      'b = Σ(e y)/Σe²; e: what the other indicators leave unexplained of this one (residuals of regressing it on them)',
      `${signed(products)} / ${s(squares)}`,
      b,
    ),
    step(
      'β = b·s(x)/s(y)',
      'β = b · sd of x/sd of y',
      `${signed(b)} × ${s(sdOf(x))} / ${s(sdOf(y))}`,
      (b * sdOf(x)) / sdOf(y),
    ),
  ];
}

/** A loading on the first component: the row of the eigenvalue equation that defines it. */
function* factor(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { columns } = completeRows(element.data.scores, null);
  const loadings = objectsOf(given.result.values['elements']).map((one) => numberOf(one, 'basis') ?? 0);
  const eigenvalue = sum(loadings.map((one) => one * one));
  const pairs = columns.flatMap((column, other) =>
    loadings[other] ? [[correlation(columns[element.place]!, column), loadings[other]] as const] : [],
  );
  const products = sum(pairs.map(([r, loading]) => r * loading));
  yield [
    step(
      'λ = Σl²，第一主成分的特征值',
      'λ = Σl²: eigenvalue of the first component',
      sumText(
        loadings.map((one) => `${signed(one, 6)}²`),
        eigenvalue,
      ),
      eigenvalue,
    ),
    step(
      'l = Σ(r·l)/λ，r 为该指标与各指标的相关系数（载荷所满足的特征方程）',
      'l = Σ(r l)/λ; r: correlations of the indicator with each (the eigenvalue equation that loadings satisfy)',
      `(${productsText(pairs)}) / ${s(eigenvalue)}`,
      products / eigenvalue,
    ),
  ];
}

export const weightBasisRules: Readonly<Record<string, readonly Rule[]>> = {
  'weights.variation': [variation],
  'weights.entropy': [entropy],
  'weights.critic': [critic],
  'weights.stated': [stated],
  'weights.regression': [regression],
  'weights.factor': [factor],
};
