import { driversOf, dependentOf } from '../../analyses/driverColumns.ts';
import { designRows } from '../../analyses/design.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { matrixOf } from '../../numeric/matrix.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { orthogonalCounterparts } from '../../stats/relativeImportance.ts';
import { completeRows } from '../../stats/sample.ts';
import { type Given, numberOf, numbersIn, objectsOf, type Rule, signed, step, sum, sumText } from './given.ts';
import { correlationSteps } from './relations.ts';

interface Columns {
  /** Of the drivers in the order of the result, over the forms that have all values. */
  readonly x: readonly Float64Array[];
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

function columnsOf({ snapshot, result }: Given): Columns | null {
  const { predictors, dependent } = result.inputs;
  const design = designRows(snapshot, { weights: 'both', design: false });
  const outcome = dependentOf(snapshot, typeof dependent === 'string' ? variableId(dependent) : null, design);
  const asked = ((predictors ?? []) as readonly VariableId[]).filter((id) => id !== dependent);
  const { columns, items } = driversOf(snapshot, asked, design);
  const used = objectsOf(result.values['drivers']).map(({ id }) => columns[items.findIndex((one) => one.id === id)]);
  if (!outcome || used.some((column) => column === undefined)) return null;
  const complete = completeRows([...used.map((column) => column!), outcome.column], design.weights);
  return { x: complete.columns.slice(0, -1), y: complete.columns.at(-1)!, weights: complete.weights };
}

const meanOf = (values: ArrayLike<number>, weights: ArrayLike<number> | null): number =>
  sum(Array.from(values, (value, row) => (weights?.[row] ?? 1) * value)) /
  sum(Array.from(values, (_, row) => weights?.[row] ?? 1));
/** Σ w(a − ā)(b − b̄); w = 1 without weights. */
function products(a: Float64Array, b: Float64Array, weights: Float64Array | null): number {
  const [meanA, meanB] = [meanOf(a, weights), meanOf(b, weights)];
  return sum(Array.from(a, (value, row) => (weights?.[row] ?? 1) * (value - meanA) * (b[row]! - meanB)));
}
const correlation = (a: Float64Array, b: Float64Array, weights: Float64Array | null): number =>
  products(a, b, weights) / Math.sqrt(products(a, a, weights) * products(b, b, weights));

/** Correlation with the dependent, standardised coefficient and relative weight of a driver. */
function* fromAnswers(given: Given): ReturnType<Rule> {
  const place = /^drivers\.(\d+)\.(correlation|beta|johnson)$/.exec(given.path);
  const all = place ? columnsOf(given) : null;
  if (!place || !all) return;
  const { x, y, weights } = all;
  const own = x[Number(place[1])]!;
  if (place[2] === 'correlation') yield* correlationSteps(own, y, weights);
  if (place[2] === 'beta') {
    const others = x.filter((column) => column !== own);
    const e = leastSquares(own, others, { intercept: true, weights, degree: 1 }).residuals;
    const [ey, ee] = [products(e, y, weights), products(e, e, weights)];
    const [xx, yy] = [products(own, own, weights), products(y, y, weights)];
    const w = weights ? 'w·' : '';
    const told = weights ? { zh: '；w 为权数', en: '; w: weight' } : { zh: '', en: '' };
    yield [
      step(
        `b = Σ${w}e·y/Σ${w}e²，e 为该因素中不能由其余因素解释的部分（对其余因素回归的残差）${told.zh}`,
        `b = Σ${w}e·y/Σ${w}e²; e: what the other drivers leave unexplained of this one (residuals of regressing it on them)${told.en}`,
        `${signed(ey)} / ${s(ee)}`,
        ey / ee,
      ),
      step(
        `β = b·√(Σ${w}(x − x̄)²/Σ${w}(y − ȳ)²)`,
        `β = b · √(Σ${w}(x − x̄)²/Σ${w}(y − ȳ)²)`,
        `${signed(ey / ee)} × √(${s(xx)} / ${s(yy)})`,
        (ey / ee) * Math.sqrt(xx / yy),
      ),
    ];
  }
  if (place[2] === 'johnson') {
    const { loadings, coefficients } = orthogonalCounterparts(
      matrixOf(x.length, x.length, (i, j) => correlation(x[i]!, x[j]!, weights)),
      x.map((column) => correlation(column, y, weights)),
    );
    const row = loadings[Number(place[1])]!;
    const parts = Array.from(row, (loading, j) => (loading * coefficients[j]!) ** 2);
    const explained = coefficients.map((one) => one * one);
    yield [
      step(
        'R² = Σβ*²，β* 为因变量对与各因素最接近的一组正交变量的系数：β* = R^(−1/2)·r',
        'R² = Σβ*²; β*: coefficients of the dependent on the orthogonal variables closest to the drivers, β* = R^(−1/2) r',
        sumText(
          Array.from(coefficients, (one) => `${signed(one, 6)}²`),
          sum([...explained]),
        ),
        sum([...explained]),
      ),
      step(
        'ε = Σ(λ²·β*²)，λ 为该因素与各正交变量的相关系数（R^(1/2) 的一行，Σλ² = 1）',
        'ε = Σ(λ² β*²); λ: correlations of the driver with the orthogonal variables (a row of R^(1/2), Σλ² = 1)',
        sumText(
          Array.from(row, (loading, j) => `${signed(loading, 6)}²×${signed(coefficients[j]!, 6)}²`),
          sum(parts),
        ),
        sum(parts),
      ),
    ];
  }
}

function* drivers({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const rSquared = numberOf(result.values, 'rSquared');
  const all = objectsOf(result.values['drivers']);
  const shares = numberOf(own, String(result.values['measure']));
  if (key === 'k')
    yield [step('回答有差异的影响因素个数', 'drivers whose answers vary', String(all.length), all.length)];
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

export const driverRules: Readonly<Record<string, readonly Rule[]>> = {
  'influence.relativeImportance': [drivers, fromAnswers],
};
