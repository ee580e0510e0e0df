import { type DesignRows, designRows, subset } from '../../analyses/design.ts';
import { regressionColumns } from '../../analyses/regressionColumns.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { variableId } from '../../model/ids.ts';
import type { Bilingual } from '../../model/text.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { at, matrixOf, symmetricEigen, symmetricInverse } from '../../numeric/matrix.ts';
import { designCovariance } from '../../stats/designCovariance.ts';
import { completeRows } from '../../stats/sample.ts';
import { type Given, isObject, numberOf, objectsOf, productsText, type Rule, signed, step, sum } from './given.ts';
import { isLinearised, linearised, structureOf } from './linearised.ts';

/** A fitted model: its terms with a coefficient, and the answers they stand for. */
interface Model {
  readonly y: Float64Array;
  readonly terms: readonly JsonObject[];
  /** Parallel to terms; ones for the constant. */
  readonly columns: readonly Float64Array[];
  readonly intercept: boolean;
  /** Survey weights with a mean of 1, frequencies as they are; null = all 1. */
  readonly weights: Float64Array | null;
  /** Of the forms that have all values. */
  readonly design: DesignRows;
  readonly observations: number;
}

function modelOf({ snapshot, result }: Given): Model | null {
  const whole = designRows(snapshot, { weights: 'both', design: true });
  const asked = (name: string) => {
    const value = result.inputs[name];
    return typeof value === 'string' ? variableId(value) : null;
  };
  const predictors = ((result.inputs['predictors'] ?? []) as readonly string[]).map((one) => variableId(one));
  const found = regressionColumns(snapshot, asked('dependent'), predictors, result.options['asScore'] === true, whole);
  if (!found) return null;
  const places = Float64Array.from(whole.rows, (_, place) => place);
  const all = [found.y, ...found.predictors.map(({ values }) => values), places];
  const { columns: complete, weights, n } = completeRows(all, whole.weights);
  const [y, ...x] = complete.slice(0, -1).map((column) => Float64Array.from(column));
  if (!y || n < 3) return null;
  const degree = x.length === 1 ? Number(result.options['degree'] ?? 1) : 1;
  const terms = objectsOf(result.values['coefficients']).filter((term) => numberOf(term, 'b') !== null);
  const total = weights ? sum([...weights]) : n;
  const survey = whole.weightKind === 'survey';
  return {
    y,
    terms,
    columns: terms.map((term) => {
      const place = numberOf(term, 'predictor');
      if (place === null) return new Float64Array(n).fill(1);
      return degree > 1 ? x[0]!.map((value) => value ** (place + 1)) : x[place]!;
    }),
    intercept: result.options['intercept'] !== false,
    weights: weights && survey ? weights.map((one) => (one * n) / total) : weights,
    design: subset(whole, complete.at(-1)!),
    observations: survey ? n : total,
  };
}

/** Σ v, weighted where there are weights. */
const totalOf = ({ weights }: Model, values: ArrayLike<number>): number =>
  sum(Array.from(values, (value, row) => (weights ? weights[row]! : 1) * value));
const dot = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, row) => value * b[row]!);
const meanOf = (model: Model, values: Float64Array): number =>
  totalOf(model, values) / totalOf(model, new Float64Array(values.length).fill(1));
/** Deviations from the mean; from 0 without a constant. */
const apart = (model: Model, values: Float64Array): Float64Array => {
  const mean = model.intercept ? meanOf(model, values) : 0;
  return values.map((value) => value - mean);
};

/** What the terms but one leave unexplained of a column. */
function restOf(model: Model, values: Float64Array, without: number | null): Float64Array {
  const others = model.columns.filter((_, place) => place !== without && model.terms[place]!['predictor'] !== null);
  const constant = model.intercept && (without === null || model.terms[without]!['predictor'] !== null);
  if (others.length === 0) return constant ? apart(model, values) : values;
  return leastSquares(values, others, { intercept: constant, weights: model.weights, degree: 1 }).residuals;
}

const sigma = ({ weights }: Model, inner: string): string => (weights ? `Σw·${inner}` : `Σ${inner}`);
const weightWords = ({ weights, design }: Model): Bilingual =>
  !weights
    ? { zh: '', en: '' }
    : design.weightKind === 'survey'
      ? { zh: '；w 为权数（调整为平均 1）', en: '; w: weight (with a mean of 1)' }
      : { zh: '；w 为权数', en: '; w: weight' };

/** A coefficient and what goes with it, from the part of its predictor that the others leave unexplained. */
function* coefficient(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const own = ancestors[0]?.object;
  if (!/^coefficients\.\d+\.(?:b|se|vif|tolerance|beta|partial|part)$/.test(path)) return;
  const model = modelOf(given);
  const place = model?.terms.findIndex((term) => term === own) ?? -1;
  if (!model || place < 0) return;
  const { y, columns, terms, weights, design } = model;
  const constant = own?.['predictor'] === null;
  const words = weightWords(model);
  if (key === 'b' && constant) {
    const slopes = terms.flatMap((term, at): readonly (readonly [number, number])[] =>
      term['predictor'] === null ? [] : [[numberOf(term, 'b')!, meanOf(model, columns[at]!)]],
    );
    const rest = sum(slopes.map(([b, mean]) => b * mean));
    yield [
      step(
        '常数 = 因变量均值 − Σ(系数 × 自变量均值)',
        'constant = mean of the dependent − Σ(coefficient × mean of the predictor)',
        `${s(meanOf(model, y))} − (${productsText(slopes)})`,
        meanOf(model, y) - rest,
      ),
    ];
  }
  const x = columns[place]!;
  const e = restOf(model, x, place);
  const squares = totalOf(model, dot(e, e));
  const products = totalOf(model, dot(e, y));
  const spread = totalOf(model, dot(apart(model, x), apart(model, x)));
  const spreadY = totalOf(model, dot(apart(model, y), apart(model, y)));
  const told = constant
    ? {
        zh: `e 为常数列（全为 1）中不能由各自变量解释的部分（对它们回归的残差）${words.zh}`,
        en: `e: what the predictors leave unexplained of a column of ones (residuals of regressing it on them)${words.en}`,
      }
    : {
        zh: `e 为该自变量中不能由其余自变量解释的部分（对其余自变量回归的残差）${words.zh}`,
        en: `e: what the other predictors leave unexplained of this one (residuals of regressing it on them)${words.en}`,
      };
  const [ee, ey] = [sigma(model, 'e²'), sigma(model, 'e·y')];
  const xx = sigma(model, model.intercept ? '(x − x̄)²' : 'x²');
  const yy = sigma(model, model.intercept ? '(y − ȳ)²' : 'y²');
  const b = products / squares;
  const slope = step(
    `b = ${ey}/${ee}，${told.zh}`,
    `b = ${ey}/${ee}; ${told.en}`,
    `${signed(products)} / ${s(squares)}`,
    b,
  );
  if (key === 'b') yield [slope];
  if (key === 'vif')
    yield [
      step(
        `VIF = ${xx}/${ee}，${told.zh}`,
        `VIF = ${xx}/${ee}; ${told.en}`,
        `${s(spread)} / ${s(squares)}`,
        spread / squares,
      ),
    ];
  if (key === 'tolerance')
    yield [
      step(`${ee}/${xx}，${told.zh}`, `${ee}/${xx}; ${told.en}`, `${s(squares)} / ${s(spread)}`, squares / spread),
    ];
  if (key === 'beta')
    yield [
      slope,
      step(
        `β = b·√(${xx}/${yy})`,
        `β = b · √(${xx}/${yy})`,
        `${signed(b)} × √(${s(spread)} / ${s(spreadY)})`,
        b * Math.sqrt(spread / spreadY),
      ),
    ];
  if (key === 'se' && !isLinearised(design)) {
    const residual = numberOf(result.values, 'residualSd') ?? Number.NaN;
    yield [
      step(
        `残差标准差/√${ee}，${told.zh}`,
        `residual standard deviation/√${ee}; ${told.en}`,
        `${s(residual)} / √${s(squares)}`,
        residual / Math.sqrt(squares),
      ),
    ];
  }
  if (key === 'se' && isLinearised(design)) {
    const r = restOf(model, y, null);
    const found = linearised(
      e.map((value, row) => (weights ? weights[row]! : 1) * value * r[row]!),
      design,
    );
    const z = weights ? 'w·e·r' : 'e·r';
    yield [
      step(
        `V = ${found.formula.zh}；z = ${z}，r 为模型的残差，${told.zh}`,
        `V = ${found.formula.en}; z = ${z}, r: residual of the model; ${told.en}`,
        found.filled,
        found.variance,
      ),
      step(
        `标准误 = √V/${ee}（线性化）`,
        `standard error = √V/${ee} (linearised)`,
        `√${s(found.variance)} / ${s(squares)}`,
        Math.sqrt(found.variance) / squares,
      ),
    ];
  }
  if (key !== 'partial' && key !== 'part') return;
  const f = restOf(model, y, place);
  const [left, both] = [totalOf(model, dot(f, f)), totalOf(model, dot(e, f))];
  if (key === 'partial')
    yield [
      step(
        `${sigma(model, 'e·f')}/√(${ee}·${sigma(model, 'f²')})，${told.zh}；f 为因变量中不能由其余自变量解释的部分`,
        `${sigma(model, 'e·f')}/√(${ee} · ${sigma(model, 'f²')}); ${told.en}; f: what the other predictors leave unexplained of the dependent`,
        `${signed(both)} / √(${s(squares)} × ${s(left)})`,
        both / Math.sqrt(squares * left),
      ),
    ];
  else
    yield [
      step(
        `${ey}/√(${ee}·${yy})，${told.zh}`,
        `${ey}/√(${ee} · ${yy}); ${told.en}`,
        `${signed(products)} / √(${s(squares)} × ${s(spreadY)})`,
        products / Math.sqrt(squares * spreadY),
      ),
    ];
}

/** R², F and the other numbers of the whole model. */
function* whole(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const { values } = result;
  const named = (name: string): number => numberOf(values, name) ?? Number.NaN;
  const test = isObject(values['test']) ? values['test'] : undefined;
  const [df1, df2] = [numberOf(test, 'df1') ?? Number.NaN, numberOf(test, 'df2') ?? Number.NaN];
  const [ssRegression, ssResidual, rSquared] = [named('ssRegression'), named('ssResidual'), named('rSquared')];
  const [rank, observations] = [named('rank'), named('observations')];
  const left = observations - rank;
  const constant = rank - df1;
  if (path === 'rSquared')
    yield [
      step(
        'R² = 回归平方和/总平方和',
        'R² = regression/total sum of squares',
        `${s(ssRegression)} / ${s(ssRegression + ssResidual)}`,
        ssRegression / (ssRegression + ssResidual),
      ),
    ];
  if (path === 'r') yield [step('R = √R²', 'R = √R²', `√${s(rSquared)}`, Math.sqrt(rSquared))];
  if (path === 'adjustedRSquared')
    yield [
      step(
        constant === 1 ? '1 − (1 − R²)(n − 1)/(n − k − 1)' : '1 − (1 − R²)·n/(n − k)',
        constant === 1 ? '1 − (1 − R²)(n − 1)/(n − k − 1)' : '1 − (1 − R²) n/(n − k)',
        `1 − (1 − ${s(rSquared)}) × ${s(observations - constant)} / ${s(left)}`,
        1 - ((1 - rSquared) * (observations - constant)) / left,
      ),
    ];
  if (path === 'residualSd')
    yield [
      step(
        '√(残差平方和/(n − 系数个数))',
        '√(residual sum of squares/(n − coefficients))',
        `√(${s(ssResidual)} / ${s(left)})`,
        Math.sqrt(ssResidual / left),
      ),
    ];
  if (path === 'test.df1') yield [step('自变量个数', 'number of predictors', String(df1), df1)];
  if (!path.startsWith('test.') || (key !== 'f' && key !== 'df2')) return;
  const model = modelOf(given);
  if (!model) return;
  if (!isLinearised(model.design)) {
    if (key === 'f')
      yield [
        step(
          'F = (回归平方和/df₁)/(残差平方和/df₂)',
          'F = (regression sum of squares/df₁)/(residual sum of squares/df₂)',
          `(${s(ssRegression)} / ${s(df1)}) / (${s(ssResidual)} / ${s(df2)})`,
          ssRegression / df1 / (ssResidual / df2),
        ),
      ];
    else
      yield [
        step(
          constant === 1 ? '份数 − 自变量个数 − 1' : '份数 − 自变量个数',
          constant === 1 ? 'forms − predictors − 1' : 'forms − predictors',
          [observations, df1, ...(constant === 1 ? [1] : [])].map((one) => s(one)).join(' − '),
          left,
        ),
      ];
    return;
  }
  yield* wald(key, df1, model);
}

/** The test of all slopes at once where their covariances are linearised. */
function* wald(key: string, df1: number, model: Model): ReturnType<Rule> {
  const { terms, columns, y, weights, design } = model;
  const slopes = terms.flatMap((term, place) => (term['predictor'] === null ? [] : [place]));
  const r = restOf(model, y, null);
  const influences = slopes.map((place) => {
    const e = restOf(model, columns[place]!, place);
    const squares = totalOf(model, dot(e, e));
    return e.map((value, row) => ((weights ? weights[row]! : 1) * value * r[row]!) / squares);
  });
  if (key === 'df2') {
    const { units, strata } = linearised(influences[0]!, design);
    const told = design.clusters ? { zh: '群数', en: 'clusters' } : { zh: '份数', en: 'forms' };
    yield [
      step(
        design.strata ? `${told.zh} − 层数 − 自变量个数` : `${told.zh} − 1 − 自变量个数`,
        design.strata ? `${told.en} − strata − predictors` : `${told.en} − 1 − predictors`,
        `${units} − ${strata} − ${s(df1)}`,
        units - strata - df1,
      ),
    ];
    return;
  }
  const { covariance } = designCovariance(influences, structureOf(design));
  const k = slopes.length;
  const b = slopes.map((place) => numberOf(terms[place], 'b')!);
  const inverse = symmetricInverse(matrixOf(k, k, (i, j) => covariance[i * k + j]!));
  if (!inverse) return;
  const turned = b.map((_, i) => sum(b.map((one, j) => at(inverse, i, j) * one)));
  const size = sum(b.map((one, i) => one * turned[i]!));
  yield [
    step(
      'W = b′V⁻¹b = Σ(b·u)，u = V⁻¹b，V 为系数的线性化协方差',
      'W = b′V⁻¹b = Σ(b·u), u = V⁻¹b, V: linearised covariances of the coefficients',
      productsText(b.map((one, i) => [one, turned[i]!])),
      size,
    ),
    step('F = W/自变量个数', 'F = W/number of predictors', `${s(size)} / ${s(df1)}`, size / df1),
  ];
}

/** How much columns depend on each other: singular values of the columns brought to length 1. */
function* dependence(given: Given): ReturnType<Rule> {
  const place = /^collinearity\.(\d+)\.(?:conditionIndex|shares\.(\d+))$/.exec(given.path);
  const model = place ? modelOf(given) : null;
  if (!place || !model) return;
  const { columns } = model;
  const lengths = columns.map((column) => Math.sqrt(totalOf(model, dot(column, column))));
  const k = columns.length;
  const { values, vectors } = symmetricEigen(
    matrixOf(k, k, (i, j) => totalOf(model, dot(columns[i]!, columns[j]!)) / (lengths[i]! * lengths[j]!)),
  );
  const own = Number(place[1]);
  const all = step(
    'λ 为长度化为 1 的各列（含常数列）的乘积和矩阵的特征值，Σλ = 列数',
    'λ: eigenvalues of the matrix of sums of products of the columns (the constant’s included) brought to length 1; Σλ = number of columns',
    Array.from(values, (value) => s(value, 6)).join(' + '),
    sum([...values]),
  );
  if (place[2] === undefined)
    yield [
      all,
      step(
        '条件指数 = √(最大的 λ/该维的 λ)',
        'condition index = √(largest λ/λ of the dimension)',
        `√(${s(values[0]!)} / ${s(values[own]!)})`,
        Math.sqrt(values[0]! / values[own]!),
      ),
    ];
  else {
    const parts = Array.from(values, (value, at2) => at(vectors, Number(place[2]), at2) ** 2 / value);
    yield [
      all,
      step(
        '方差比例 = (v²/λ)/Σ(v²/λ)，v 为该项在各维特征向量中的分量',
        'variance proportion = (v²/λ)/Σ(v²/λ); v: the term’s part of the eigenvector of a dimension',
        `${s(parts[own]!)} / (${parts.map((one) => s(one, 6)).join(' + ')})`,
        parts[own]! / sum(parts),
      ),
    ];
  }
}

/** Forms that move the coefficients: their distance and how far out they lie. */
function* influence(given: Given): ReturnType<Rule> {
  const { key, path, result, ancestors } = given;
  const own = ancestors[0]?.object;
  if (!/^influential\.\d+\.(?:row|cook|leverage)$/.test(path)) return;
  const cook = numberOf(own, 'cook') ?? Number.NaN;
  const leverage = numberOf(own, 'leverage') ?? Number.NaN;
  const n = result.n;
  if (key === 'row') {
    const rank = Number(path.split('.')[1]) + 1;
    yield [
      step(
        `Cook 距离第 ${rank} 大的问卷在文件中的位置；D = ${s(cook)}，大于 4/n = ${s(4 / n)} 的列出`,
        `place in the file of the form of rank ${rank} by Cook’s distance; D = ${s(cook)}, listed above 4/n = ${s(4 / n)}`,
        s(given.value),
        given.value,
      ),
    ];
    return;
  }
  const model = modelOf(given);
  const form = model ? model.design.rows.indexOf((numberOf(own, 'row') ?? 0) - 1) : -1;
  if (!model || form < 0) return;
  const weight = model.weights?.[form] ?? 1;
  const rank = numberOf(result.values, 'rank') ?? Number.NaN;
  const sd = numberOf(result.values, 'residualSd') ?? Number.NaN;
  const words = weightWords(model);
  const times = model.weights ? `${s(weight)} × ` : '';
  const w = model.weights ? 'w·' : '';
  if (key === 'cook') {
    const residual = restOf(model, model.y, null)[form]!;
    yield [
      step(
        `D = ${w}r²·h/(p·s²·(1 − h)²)，r 为该份的残差，h 为杠杆值，p 为系数个数，s 为残差标准差${words.zh}`,
        `D = ${w}r²·h/(p·s²·(1 − h)²); r: residual of the form, h: leverage, p: coefficients, s: residual standard deviation${words.en}`,
        `${times}${signed(residual)}² × ${s(leverage)} / (${s(rank)} × ${s(sd)}² × (1 − ${s(leverage)})²)`,
        (weight * residual * residual * leverage) / (rank * sd * sd * (1 - leverage) ** 2),
      ),
    ];
    return;
  }
  const slopes = model.columns.filter((_, place) => model.terms[place]!['predictor'] !== null);
  const centred = slopes.map((column) => apart(model, column));
  const k = centred.length;
  const inverse = symmetricInverse(matrixOf(k, k, (i, j) => totalOf(model, dot(centred[i]!, centred[j]!))));
  if (!inverse) return;
  const d = centred.map((column) => column[form]!);
  const turned = d.map((_, i) => sum(d.map((one, j) => at(inverse, i, j) * one)));
  const total = totalOf(model, new Float64Array(model.y.length).fill(1));
  const far = sum(d.map((one, i) => one * turned[i]!));
  yield [
    step(
      model.intercept
        ? `Σ(d·u)，d 为该份各自变量与均值之差，u = C⁻¹d，C 为离差乘积和矩阵${words.zh}`
        : `Σ(x·u)，x 为该份各自变量，u = C⁻¹x，C 为乘积和矩阵${words.zh}`,
      model.intercept
        ? `Σ(d·u); d: predictors of the form less their means, u = C⁻¹d, C: sums of products of deviations${words.en}`
        : `Σ(x·u); x: predictors of the form, u = C⁻¹x, C: sums of products${words.en}`,
      productsText(d.map((one, i) => [one, turned[i]!])),
      far,
    ),
    model.intercept
      ? step(
          `h = ${w}(1/${model.weights ? 'Σw' : 'n'} + 上一步)`,
          `h = ${w}(1/${model.weights ? 'Σw' : 'n'} + the sum before)`,
          `${times}(1/${s(total)} + ${s(far)})`,
          weight * (1 / total + far),
        )
      : step(`h = ${w}上一步`, `h = ${w}the sum before`, `${times}${s(far)}`, weight * far),
  ];
}

export const regressionRules: Readonly<Record<string, readonly Rule[]>> = {
  'influence.regression': [coefficient, whole, dependence, influence],
};
