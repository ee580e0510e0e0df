import { designRows } from '../../analyses/design.ts';
import { findAnalysis } from '../../analyses/catalogue.ts';
import { projectIndex } from '../../analyses/projectIndex.ts';
import { regressionColumns } from '../../analyses/regressionColumns.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeNumeric } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { normalTwoSidedQuantile } from '../../numeric/distributions.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { completeRows } from '../../stats/sample.ts';
import {
  type Given,
  isObject,
  numberOf,
  numbersIn,
  numbersNamed,
  objectsOf,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';

/** Pearson's r of two columns over the forms that have both. */
export function* correlationSteps(a: ArrayLike<number>, b: ArrayLike<number>): ReturnType<Rule> {
  const rows = Array.from({ length: a.length }, (_, row) => row).filter((row) => !Number.isNaN(a[row]! + b[row]!));
  const n = rows.length;
  if (n < 3) return;
  const [meanA, meanB] = [sum(rows.map((row) => a[row]!)) / n, sum(rows.map((row) => b[row]!)) / n];
  const products = sum(rows.map((row) => (a[row]! - meanA) * (b[row]! - meanB)));
  const squaresA = sum(rows.map((row) => (a[row]! - meanA) ** 2));
  const squaresB = sum(rows.map((row) => (b[row]! - meanB) ** 2));
  yield [
    step(
      `r = Σ(x − x̄)(y − ȳ)/√(Σ(x − x̄)²·Σ(y − ȳ)²)，${n} 份两者都有，x̄ = ${s(meanA)}，ȳ = ${s(meanB)}`,
      `r = Σ(x − x̄)(y − ȳ)/√(Σ(x − x̄)² · Σ(y − ȳ)²) over ${n} forms with both, x̄ = ${s(meanA)}, ȳ = ${s(meanB)}`,
      `${s(products)} / √(${s(squaresA)} × ${s(squaresB)})`,
      products / Math.sqrt(squaresA * squaresB),
    ),
  ];
}

const designOf = ({ snapshot, result }: Given) =>
  designRows(snapshot, findAnalysis(result.analysis)?.honours ?? { weights: 'none', design: false });

function* pairCorrelation(given: Given): ReturnType<Rule> {
  const { snapshot, result, ancestors, key } = given;
  const pair = ancestors.map(({ object }) => numbersNamed(object, 'x', 'y')).find((one) => one !== null);
  const items = result.inputs['items'];
  if (key !== 'r' || !pair || !Array.isArray(items)) return;
  const design = designOf(given);
  if (design.weights) return;
  const given2 = (result.inputs['given'] ?? []) as readonly string[];
  const decoded = [...(items as readonly string[]), ...given2].map(
    (id) => decodeNumeric(snapshot, variableId(id), design.rows).values,
  );
  const listwise = result.options['missing'] === 'listwise' || given2.length > 0;
  const columns = listwise ? completeRows(decoded, null).columns : decoded;
  const [x, y] = [columns[pair.x], columns[pair.y]];
  if (x && y) yield* correlationSteps(x, y);
}

/** An indicator with the whole index, or with the index of the other indicators. */
function* indicatorCorrelation(given: Given): ReturnType<Rule> {
  const { snapshot, ancestors, key } = given;
  const own = ancestors.find(({ object }) => typeof object['id'] === 'string')?.object;
  const id = own?.['id'];
  if (key !== 'r' || typeof id !== 'string') return;
  const design = designOf(given);
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  if (!index || design.weights) return;
  const leaves = [...index.leafScores];
  const scores = leaves.find(([leaf]) => leaf === id)?.[1];
  if (!scores) return;
  const others = leaves.filter(([leaf]) => leaf !== id);
  const rest = scores.map((_, row) => {
    const there = others.filter(([, values]) => !Number.isNaN(values[row]!));
    const weight = sum(there.map(([leaf]) => index.composite.get(leaf) ?? 0));
    return weight > 0
      ? sum(there.map(([leaf, values]) => (index.composite.get(leaf) ?? 0) * values[row]!)) / weight
      : Number.NaN;
  });
  for (const other of [index.indices.get(null)!, rest]) yield* correlationSteps(scores, other);
}

/** t of a correlation, and Fisher's interval. */
function* correlationTests({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors.find(({ object }) => typeof object['r'] === 'number')?.object;
  const r = numberOf(own, 'r');
  if (r === null || !own) return;
  const df = numberOf(own, 'df');
  if (key === 't' && df !== null)
    yield [
      step(
        't = r·√(df/(1 − r²))',
        't = r √(df/(1 − r²))',
        `${signed(r)} × √(${s(df)} / (1 − ${s(Math.abs(r))}²))`,
        r * Math.sqrt(df / (1 - r * r)),
      ),
    ];
  const level = result.options['level'];
  if ((key !== 'lower' && key !== 'upper') || typeof level !== 'number') return;
  const z = normalTwoSidedQuantile(level);
  const n = [df === null ? null : df + 2, ...ancestors.map(({ object }) => numberOf(object, 'n'))];
  const sign = key === 'lower' ? -1 : 1;
  for (const forms of new Set(n)) {
    if (forms === null || forms <= 3) continue;
    const middle = Math.atanh(r);
    const half = z / Math.sqrt(forms - 3);
    yield [
      step('Fisher 变换 z′ = artanh(r)', 'Fisher’s z′ = artanh(r)', `artanh(${signed(r)})`, middle),
      step(
        `tanh(z′ ${sign < 0 ? '−' : '+'} z/√(n − 3))`,
        `tanh(z′ ${sign < 0 ? '−' : '+'} z/√(n − 3))`,
        `tanh(${s(middle)} ${sign < 0 ? '−' : '+'} ${s(z)} / √${s(forms - 3)})`,
        Math.tanh(middle + sign * half),
      ),
    ];
  }
}

const meanOf = (values: ArrayLike<number>): number => sum(Array.from(values)) / values.length;

/** A regression's coefficient from the part of its predictor that the others leave unexplained; null under weights. */
function* coefficient(given: Given): ReturnType<Rule> {
  const { key, ancestors, snapshot, result } = given;
  if (key !== 'b' && key !== 'vif' && key !== 'se' && key !== 'tolerance') return;
  const own = ancestors[0]?.object;
  const terms = objectsOf(result.values['coefficients']);
  const design = designOf(given);
  if (design.weights || result.options['degree'] !== 1 || result.options['intercept'] !== true) return;
  const id = (name: string) => {
    const value = result.inputs[name];
    return typeof value === 'string' ? variableId(value) : null;
  };
  const predictors = ((result.inputs['predictors'] ?? []) as readonly string[]).map((one) => variableId(one));
  const columns = regressionColumns(snapshot, id('dependent'), predictors, result.options['asScore'] === true, design);
  if (!columns) return;
  const { columns: complete } = completeRows([columns.y, ...columns.predictors.map(({ values }) => values)], null);
  const [y, ...x] = complete.map((column) => Float64Array.from(column));
  if (!y || y.length < 3) return;
  if (own?.['predictor'] === null && key === 'b') {
    const slopes = terms.filter(({ predictor }) => typeof predictor === 'number');
    const used = slopes.flatMap((term): (readonly [number, number])[] => {
      const b = numberOf(term, 'b');
      return b === null ? [] : [[b, meanOf(x[numberOf(term, 'predictor')!]!)]];
    });
    const rest = sum(used.map(([b, mean]) => b * mean));
    yield [
      step(
        '常数 = 因变量均值 − Σ(系数 × 自变量均值)',
        'constant = mean of the dependent − Σ(coefficient × mean of the predictor)',
        `${s(meanOf(y))} − (${sumText(
          used.map(([b, mean]) => `${signed(b, 6)}×${s(mean, 6)}`),
          rest,
        )})`,
        meanOf(y) - rest,
      ),
    ];
    return;
  }
  const place = numberOf(own, 'predictor');
  if (place === null || !x[place]) return;
  const others = x.filter((_, other) => other !== place);
  const fit = others.length > 0 ? leastSquares(x[place], others, { intercept: true, weights: null, degree: 1 }) : null;
  const mean = meanOf(x[place]);
  const left = fit ? fit.residuals : x[place].map((value) => value - mean);
  const squares = sum([...left].map((value) => value * value));
  const products = sum([...left].map((value, row) => value * y[row]!));
  const spread = sum([...x[place]].map((value) => (value - mean) ** 2));
  const told = {
    zh: 'e 为该自变量中不能由其余自变量解释的部分（对其余自变量回归的残差）',
    en: 'e: what the other predictors leave unexplained of this one (residuals of regressing it on them)',
  };
  if (key === 'b')
    yield [
      step(
        `b = Σ(e·y)/Σe²，${told.zh}`,
        `b = Σ(e y)/Σe²; ${told.en}`,
        `${signed(products)} / ${s(squares)}`,
        products / squares,
      ),
    ];
  if (key === 'vif')
    yield [
      step(
        `VIF = Σ(x − x̄)²/Σe²，${told.zh}`,
        `VIF = Σ(x − x̄)²/Σe²; ${told.en}`,
        `${s(spread)} / ${s(squares)}`,
        spread / squares,
      ),
    ];
  if (key === 'tolerance')
    yield [
      step(`Σe²/Σ(x − x̄)²，${told.zh}`, `Σe²/Σ(x − x̄)²; ${told.en}`, `${s(squares)} / ${s(spread)}`, squares / spread),
    ];
  const residual = numberOf(result.values, 'residualSd');
  if (key === 'se' && residual !== null)
    yield [
      step(
        `残差标准差/√Σe²，${told.zh}`,
        `residual standard deviation/√Σe²; ${told.en}`,
        `${s(residual)} / √${s(squares)}`,
        residual / Math.sqrt(squares),
      ),
    ];
}

/** Whether the standardised coefficient, R² or another number of the whole model. */
function* model({ key, ancestors, result }: Given): ReturnType<Rule> {
  const { values } = result;
  const own = ancestors[0]?.object;
  const found = numbersNamed(values, 'rSquared', 'ssRegression', 'ssResidual');
  const test = isObject(values['test']) ? values['test'] : undefined;
  const df1 = numberOf(test, 'df1');
  const df2 = numberOf(test, 'df2');
  if (!found || df1 === null || df2 === null) return;
  const { rSquared, ssRegression, ssResidual } = found;
  const total = ssRegression + ssResidual;
  if (key === 'rSquared')
    yield [
      step(
        'R² = 回归平方和/总平方和',
        'R² = regression/total sum of squares',
        `${s(ssRegression)} / ${s(total)}`,
        ssRegression / total,
      ),
    ];
  if (key === 'r') yield [step('R = √R²', 'R = √R²', `√${s(rSquared)}`, Math.sqrt(rSquared))];
  if (key === 'adjustedRSquared')
    yield [
      step(
        '1 − (1 − R²)(n − 1)/(n − k − 1)',
        '1 − (1 − R²)(n − 1)/(n − k − 1)',
        `1 − (1 − ${s(rSquared)}) × ${s(df1 + df2)} / ${s(df2)}`,
        1 - ((1 - rSquared) * (df1 + df2)) / df2,
      ),
    ];
  if (key === 'residualSd')
    yield [
      step(
        '√(残差平方和/自由度)',
        '√(residual sum of squares/df)',
        `√(${s(ssResidual)} / ${s(df2)})`,
        Math.sqrt(ssResidual / df2),
      ),
    ];
  if (key === 'f')
    yield [
      step(
        'F = (回归平方和/df₁)/(残差平方和/df₂)',
        'F = (regression sum of squares/df₁)/(residual sum of squares/df₂)',
        `(${s(ssRegression)} / ${df1}) / (${s(ssResidual)} / ${df2})`,
        ssRegression / df1 / (ssResidual / df2),
      ),
    ];
  if (key === 'df1') yield [step('自变量个数', 'number of predictors', String(df1), df1)];
  if (key === 'df2')
    yield [step('份数 − 自变量个数 − 1', 'forms − predictors − 1', `${result.n} − ${df1} − 1`, result.n - df1 - 1)];
  const term = numbersNamed(own, 'b', 'se', 'vif');
  const t = term ? term.b / term.se : null;
  // Of the coefficient's own standard error: se² = s²·vif/Σ(x − x̄)².
  if (key === 'beta' && term) {
    const spread = ((ssResidual / df2) * term.vif) / term.se ** 2;
    yield [
      step(
        'β = b·√(Σ(x − x̄)²/Σ(y − ȳ)²)',
        'β = b √(Σ(x − x̄)²/Σ(y − ȳ)²)',
        `${signed(term.b)} × √(${s(spread)} / ${s(total)})`,
        term.b * Math.sqrt(spread / total),
      ),
    ];
  }
  if (key === 'partial' && t !== null)
    yield [
      step('t/√(t² + df)', 't/√(t² + df)', `${signed(t)} / √(${s(Math.abs(t))}² + ${df2})`, t / Math.sqrt(t * t + df2)),
    ];
  if (key === 'part' && t !== null)
    yield [
      step(
        't·√((1 − R²)/df)',
        't √((1 − R²)/df)',
        `${signed(t)} × √((1 − ${s(rSquared)}) / ${df2})`,
        t * Math.sqrt((1 - rSquared) / df2),
      ),
    ];
}

function* drivers({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const rSquared = numberOf(result.values, 'rSquared');
  const all = objectsOf(result.values['drivers']);
  const shares = numberOf(own, String(result.values['measure']));
  if (key === 'percent' && shares !== null && rSquared)
    yield [
      step(
        '该驱动因素解释的 R²/R² × 100',
        'its share of R²/R² × 100',
        `${s(shares)} / ${s(rSquared)} × 100`,
        (100 * shares) / rSquared,
      ),
    ];
  const [beta, r] = [numberOf(own, 'beta'), numberOf(own, 'correlation')];
  if (key === 'pratt' && beta !== null && r !== null)
    yield [step('β·r', 'β r', `${signed(beta)} × ${signed(r)}`, beta * r)];
  if (key === 'first' && r !== null)
    yield [step('单独解释的 R² = r²', 'R² on its own = r²', `${s(Math.abs(r))}²`, r * r)];
  const sizes = numbersIn(own?.['bySize']);
  if (key === 'lmg' && sizes)
    yield [
      step(
        '先后次序各种排法下增加的 R² 的平均（按前面已有因素的个数分组，再平均）',
        'mean gain of R² over all orders (by the number of drivers before it, then their mean)',
        `(${sizes.map((one) => s(one)).join(' + ')}) / ${sizes.length}`,
        sum(sizes) / sizes.length,
      ),
    ];
  if (key === 'last' && sizes)
    yield [step('最后加入时增加的 R²', 'gain of R² when it comes last', s(sizes.at(-1)!), sizes.at(-1)!)];
  const products = all.map((one) => [numberOf(one, 'beta'), numberOf(one, 'correlation')] as const);
  if (key === 'rSquared' && products.every(([b, c]) => b !== null && c !== null))
    yield [
      step(
        'R² = Σ(β·r)',
        'R² = Σ(β r)',
        products.map(([b, c]) => `${signed(b!, 6)}×${signed(c!, 6)}`).join(' + '),
        sum(products.map(([b, c]) => b! * c!)),
      ),
    ];
}

function* discriminant({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const eigenvalue = numberOf(own, 'eigenvalue');
  const functions = objectsOf(result.values['functions']);
  const all = functions.map((one) => numberOf(one, 'eigenvalue') ?? 0);
  if (eigenvalue !== null) {
    if (key === 'canonicalCorrelation')
      yield [
        step(
          '√(λ/(1 + λ))，λ 为特征值',
          '√(λ/(1 + λ)), λ = eigenvalue',
          `√(${s(eigenvalue)} / ${s(1 + eigenvalue)})`,
          Math.sqrt(eigenvalue / (1 + eigenvalue)),
        ),
      ];
    if (key === 'share')
      yield [
        step(
          '特征值/特征值之和',
          'eigenvalue/sum of eigenvalues',
          `${s(eigenvalue)} / ${s(sum(all))}`,
          eigenvalue / sum(all),
        ),
      ];
    if (key === 'wilksLambda') {
      const from = all.slice(functions.findIndex((one) => one === own));
      yield [
        step(
          'Λ = Π 1/(1 + 特征值)',
          'Λ = Π 1/(1 + eigenvalue)',
          from.map((one) => `1/(1 + ${s(one)})`).join(' × '),
          from.reduce((product, one) => product / (1 + one), 1),
        ),
      ];
    }
  }
  const lambda = numberOf(own, 'wilksLambda');
  const df1 = numberOf(own, 'df1');
  const df2 = numberOf(own, 'df2');
  if (key === 'f' && lambda !== null && df1 && df2)
    yield [
      step(
        'F = (1 − Λ)/Λ·df₂/df₁',
        'F = (1 − Λ)/Λ · df₂/df₁',
        `(1 − ${s(lambda)}) / ${s(lambda)} × ${df2} / ${df1}`,
        (((1 - lambda) / lambda) * df2) / df1,
      ),
    ];
  const groups = objectsOf(result.values['groups']);
  const sizes = groups.map((one) => numberOf(one, 'n') ?? 0);
  if (key === 'prior') {
    const n = numberOf(own, 'n') ?? 0;
    yield [step('本组份数/总份数', 'forms of the group/all', `${n} / ${sum(sizes)}`, n / sum(sizes))];
  }
  if (key === 'chance')
    yield [
      step(
        '最大一组的份数/总份数',
        'largest group/all',
        `${Math.max(...sizes)} / ${sum(sizes)}`,
        Math.max(...sizes) / sum(sizes),
      ),
    ];
  if (key === 'hitRate') {
    const counts = (own as JsonObject)['counts'] as readonly (readonly number[])[];
    const right = counts.map((line, place) => line[place]!);
    const whole = sum(counts.flat());
    yield [
      step(
        '判对的份数/总份数',
        'forms classified rightly/all',
        `(${right.join(' + ')}) / ${whole}`,
        sum(right) / whole,
      ),
    ];
  }
  const k = objectsOf(result.values['items']).length;
  if (key === 'chiSquare' && lambda !== null && eigenvalue !== null) {
    const factor = result.n - 1 - (k + groups.length) / 2;
    yield [
      step(
        'χ² = −(n − 1 − (变量数 + 组数)/2)·lnΛ',
        'χ² = −(n − 1 − (variables + groups)/2) · lnΛ',
        `−${s(factor)} × ln(${s(lambda)})`,
        -factor * Math.log(lambda),
      ),
    ];
  }
}

export const relationRules: Readonly<Record<string, readonly Rule[]>> = {
  'influence.correlation': [pairCorrelation, indicatorCorrelation, correlationTests],
  'influence.regression': [coefficient, model],
  'influence.relativeImportance': [drivers],
  'influence.discriminant': [discriminant],
};
