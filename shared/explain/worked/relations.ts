import { type DesignRows, designRows, subset } from '../../analyses/design.ts';
import { findAnalysis } from '../../analyses/catalogue.ts';
import { projectIndex } from '../../analyses/projectIndex.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeNumeric } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { normalTwoSidedQuantile, studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import { type Given, numberOf, numbersNamed, type Rule, signed, step, sum } from './given.ts';
import { isLinearised, linearised } from './linearised.ts';

/** Sums of squares and products of two columns over the forms that have both; w = 1 without weights. */
function moments(a: ArrayLike<number>, b: ArrayLike<number>, weights: ArrayLike<number> | null) {
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const rows = Array.from({ length: a.length }, (_, row) => row).filter(
    (row) => !Number.isNaN(a[row]! + b[row]!) && weightOf(row) > 0,
  );
  const total = sum(rows.map(weightOf));
  const meanA = sum(rows.map((row) => weightOf(row) * a[row]!)) / total;
  const meanB = sum(rows.map((row) => weightOf(row) * b[row]!)) / total;
  return {
    rows,
    total,
    meanA,
    meanB,
    products: sum(rows.map((row) => weightOf(row) * (a[row]! - meanA) * (b[row]! - meanB))),
    squaresA: sum(rows.map((row) => weightOf(row) * (a[row]! - meanA) ** 2)),
    squaresB: sum(rows.map((row) => weightOf(row) * (b[row]! - meanB) ** 2)),
  };
}

/** Pearson's r of two columns over the forms that have both. */
export function* correlationSteps(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): ReturnType<Rule> {
  const { rows, meanA, meanB, products, squaresA, squaresB } = moments(a, b, weights);
  const n = rows.length;
  if (n < 3) return;
  const w = weights ? 'w' : '';
  const told = weights ? { zh: '，w 为权数', en: '; w: weight' } : { zh: '', en: '' };
  yield [
    step(
      `r = Σ${w}(x − x̄)(y − ȳ)/√(Σ${w}(x − x̄)²·Σ${w}(y − ȳ)²)，${n} 份两者都有，x̄ = ${s(meanA)}，ȳ = ${s(meanB)}${told.zh}`,
      `r = Σ${w}(x − x̄)(y − ȳ)/√(Σ${w}(x − x̄)² · Σ${w}(y − ȳ)²) over ${n} forms with both, x̄ = ${s(meanA)}, ȳ = ${s(meanB)}${told.en}`,
      `${s(products)} / √(${s(squaresA)} × ${s(squaresB)})`,
      products / Math.sqrt(squaresA * squaresB),
    ),
  ];
}

const designOf = ({ snapshot, result }: Given) =>
  designRows(snapshot, findAnalysis(result.analysis)?.honours ?? { weights: 'none', design: false });

/** Two columns whose correlation may be meant, with the forms they are of. */
interface Pair {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly design: DesignRows;
}

/** Two questions of the list. */
function* pairOfQuestions(given: Given): Generator<Pair> {
  const { snapshot, result, ancestors } = given;
  const pair = ancestors.map(({ object }) => numbersNamed(object, 'x', 'y')).find((one) => one !== null);
  const items = result.inputs['items'];
  if (!pair || !Array.isArray(items)) return;
  const design = designOf(given);
  const controls = (result.inputs['given'] ?? []) as readonly string[];
  const decoded = [...(items as readonly string[]), ...controls].map(
    (id) => decodeNumeric(snapshot, variableId(id), design.rows).values,
  );
  const listwise = result.options['missing'] === 'listwise' || controls.length > 0;
  const kept = Array.from(design.rows, (_, place) => place).filter(
    (place) => !listwise || decoded.every((column) => !Number.isNaN(column[place]!)),
  );
  const [x, y] = [decoded[pair.x], decoded[pair.y]];
  const take = (column: Float64Array): Float64Array => Float64Array.from(kept, (place) => column[place]!);
  if (x && y) yield { x: take(x), y: take(y), design: subset(design, kept) };
}

/** Standard deviation of a question where a form of weight w counts as w equal ones. */
function* copiedSpread(given: Given): ReturnType<Rule> {
  const { key, ancestors, result, snapshot } = given;
  const id = ancestors[0]?.object['id'];
  const design = designOf(given);
  if (key !== 'sd' || design.weightKind !== 'frequency' || typeof id !== 'string') return;
  const asked = (result.inputs['items'] ?? []) as readonly string[];
  const decoded = asked.map((one) => decodeNumeric(snapshot, variableId(one), design.rows).values);
  const own = decoded[asked.indexOf(id)];
  if (!own) return;
  const { total, squaresA } = moments(own, own, design.weights);
  yield [
    step(
      '标准差 = √(Σw(x − x̄)²/(Σw − 1))，w 为权数',
      'standard deviation = √(Σw(x − x̄)²/(Σw − 1)); w: weight',
      `√(${s(squaresA)} / ${s(total - 1)})`,
      Math.sqrt(squaresA / (total - 1)),
    ),
  ];
}

/** An indicator with the whole index, or with the index of the other indicators. */
function* indicatorAndIndex(given: Given): Generator<Pair> {
  const { snapshot, ancestors } = given;
  const own = ancestors.find(({ object }) => typeof object['id'] === 'string')?.object;
  const id = own?.['id'];
  if (typeof id !== 'string') return;
  const design = designOf(given);
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  const leaves = [...(index?.leafScores ?? [])];
  const x = leaves.find(([leaf]) => leaf === id)?.[1];
  if (!index || !x) return;
  const others = leaves.filter(([leaf]) => leaf !== id);
  const rest = x.map((_, row) => {
    const there = others.filter(([, values]) => !Number.isNaN(values[row]!));
    const weight = sum(there.map(([leaf]) => index.composite.get(leaf) ?? 0));
    return weight > 0
      ? sum(there.map(([leaf, values]) => (index.composite.get(leaf) ?? 0) * values[row]!)) / weight
      : Number.NaN;
  });
  for (const y of [index.indices.get(null)!, rest]) yield { x, y, design };
}

function* pairsOf(given: Given): Generator<Pair> {
  yield* pairOfQuestions(given);
  yield* indicatorAndIndex(given);
}

function* correlation(given: Given): ReturnType<Rule> {
  if (given.key !== 'r') return;
  for (const { x, y, design } of pairsOf(given)) yield* correlationSteps(x, y, design.weights);
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
  for (const forms of new Set(n)) {
    if (forms === null || forms <= 3) continue;
    yield backTransformed(key, r, 'z/√(n − 3)', `${s(z)} / √${s(forms - 3)}`, z / Math.sqrt(forms - 3));
  }
}

/** Bounds on Fisher's scale, turned back. */
function backTransformed(key: string, r: number, half: string, filled: string, size: number): readonly WorkedStep[] {
  const [sign, shown] = key === 'lower' ? ([-1, '−'] as const) : ([1, '+'] as const);
  const middle = Math.atanh(r);
  return [
    step('Fisher 变换 z′ = artanh(r)', 'Fisher’s z′ = artanh(r)', `artanh(${signed(r)})`, middle),
    step(
      `tanh(z′ ${shown} ${half})`,
      `tanh(z′ ${shown} ${half})`,
      `tanh(${s(middle)} ${shown} ${filled})`,
      Math.tanh(middle + sign * size),
    ),
  ];
}

/** t and interval of a correlation whose standard error is linearised. */
function* linearisedTests(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const own = ancestors.find(({ object }) => typeof object['r'] === 'number')?.object;
  const [r, df] = [numberOf(own, 'r'), numberOf(own, 'df')];
  const level = result.options['level'];
  if (r === null || df === null || !/^(?:t|lower|upper)$/.test(key) || typeof level !== 'number') return;
  for (const { x, y, design } of pairsOf(given)) {
    if (!isLinearised(design)) return;
    const { weights } = design;
    const found = moments(x, y, weights);
    const [sdA, sdB] = [Math.sqrt(found.squaresA / found.total), Math.sqrt(found.squaresB / found.total)];
    const influences = new Float64Array(x.length);
    for (const row of found.rows) {
      const [a, b] = [(x[row]! - found.meanA) / sdA, (y[row]! - found.meanB) / sdB];
      influences[row] = ((weights?.[row] ?? 1) * (a * b - (r / 2) * (a * a + b * b))) / found.total;
    }
    const { variance, formula, filled } = linearised(influences, design);
    const se = Math.sqrt(variance);
    const steep = 1 - r * r;
    const w = weights ? { zh: 'w·(ab − r(a² + b²)/2)/Σw', en: 'w (ab − r(a² + b²)/2)/Σw' } : null;
    const first = step(
      `V = ${formula.zh}；z = ${w?.zh ?? '(ab − r(a² + b²)/2)/n'}，a、b 为标准化的两列`,
      `V = ${formula.en}; z = ${w?.en ?? '(ab − r(a² + b²)/2)/n'}, a, b: both columns standardised`,
      filled,
      variance,
    );
    if (key === 't')
      yield [
        first,
        step(
          't = artanh(r)·(1 − r²)/√V',
          't = artanh(r) (1 − r²)/√V',
          `artanh(${signed(r)}) × (1 − ${s(Math.abs(r))}²) / √${s(variance)}`,
          (Math.atanh(r) * steep) / se,
        ),
      ];
    else {
      const t = studentTTwoSidedQuantile(level, df);
      const shown = `${s(t)} × √${s(variance)} / (1 − ${s(Math.abs(r))}²)`;
      yield [first, ...backTransformed(key, r, `t(${s(level)}, df)·√V/(1 − r²)`, shown, (t * se) / steep)];
    }
  }
}

export const relationRules: Readonly<Record<string, readonly Rule[]>> = {
  'influence.correlation': [correlation, correlationTests, linearisedTests, copiedSpread],
};
