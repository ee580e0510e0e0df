import { significant as s } from '../../format/significant.ts';
import { completeRows } from '../../stats/sample.ts';
import { type Rule, step, sum } from './given.ts';
import { correlationSteps } from './relations.ts';

/** Pearson's r of two columns over the forms that have both, which count by their weights where they have any. */
export function* correlationUnder(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  given: ArrayLike<number> | null,
): ReturnType<Rule> {
  const { columns, weights, n } = completeRows([a, b], given);
  if (!weights) {
    yield* correlationSteps(a, b);
    return;
  }
  const weighted = (of: (row: number) => number): number => sum([...weights].map((weight, row) => weight * of(row)));
  const total = sum([...weights]);
  const [x, y] = columns as [Float64Array, Float64Array];
  const [meanX, meanY] = [weighted((row) => x[row]!) / total, weighted((row) => y[row]!) / total];
  const products = weighted((row) => (x[row]! - meanX) * (y[row]! - meanY));
  const squaresX = weighted((row) => (x[row]! - meanX) ** 2);
  const squaresY = weighted((row) => (y[row]! - meanY) ** 2);
  yield [
    step(
      `r = Σw(x − x̄)(y − ȳ)/√(Σw(x − x̄)²·Σw(y − ȳ)²)，w 为权重，${n} 份两者都有，x̄ = ${s(meanX)}，ȳ = ${s(meanY)}`,
      `r = Σw(x − x̄)(y − ȳ)/√(Σw(x − x̄)² · Σw(y − ȳ)²); w: weight, ${n} forms with both, x̄ = ${s(meanX)}, ȳ = ${s(meanY)}`,
      `${s(products)} / √(${s(squaresX)} × ${s(squaresY)})`,
      products / Math.sqrt(squaresX * squaresY),
    ),
  ];
}
