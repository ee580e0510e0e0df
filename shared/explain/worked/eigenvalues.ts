import { significant as s } from '../../format/significant.ts';
import { at } from '../../numeric/matrix.ts';
import { symmetricEigen } from '../../numeric/symmetricEigen.ts';
import { randomEigenvalues } from '../../stats/parallelAnalysis.ts';
import { itemPlaces, loadingsOf, sourceOf, worthBehind } from './factorSource.ts';
import { type Given, productsText, type Rule, signed, step, sum, sumText } from './given.ts';

/** Drawing the random data anew for an explanation is worth so many steps (data sets × questions³). */
const mostDrawing = 5e7;

/** An eigenvalue: from the loadings of its component, else from one row of the equation R·v = λ·v. */
export function* eigenvalue(given: Given): ReturnType<Rule> {
  const place = /^eigenvalues\.(\d+)\.value$/.exec(given.path);
  if (!place) return;
  const factor = Number(place[1]);
  const loadings = loadingsOf(given, 'unrotated');
  if (loadings && factor < loadings.columns) {
    const column = itemPlaces(loadings).map((item) => at(loadings, item, factor));
    const value = sum(column.map((one) => one * one));
    yield [
      step(
        '特征值 = Σ 该成分各题未旋转载荷²',
        'eigenvalue = Σ unrotated loading² of the component',
        sumText(
          column.map((one) => `${signed(one, 6)}²`),
          value,
        ),
        value,
      ),
    ];
  }
  const source = sourceOf(given);
  if (!source) return;
  const { vectors } = symmetricEigen(source.correlation);
  const v = (item: number): number => at(vectors, item, factor);
  const items = [...source.items.keys()];
  const largest = items.reduce((best, item) => (Math.abs(v(item)) > Math.abs(v(best)) ? item : best), 0);
  const pairs = items.map((item) => [at(source.correlation, largest, item), v(item)] as const);
  const { name } = source.items[largest]!;
  const products = sum(pairs.map(([r, one]) => r * one));
  yield [
    step(
      `λ = Σ(r·v)/v，r 为 ${name} 与各题的相关系数，v 为特征向量（特征方程 R·v = λ·v 中 ${name} 的一行）`,
      `λ = Σ(r·v)/v; r: correlations of ${name} with each item, v: eigenvector (the row of ${name} in R·v = λ·v)`,
      `(${productsText(pairs)}) / ${signed(v(largest), 6)}`,
      products / v(largest),
    ),
  ];
}

/** What eigenvalues of random data of the same size are held against. */
export function* randomEigenvalue(given: Given): ReturnType<Rule> {
  const place = /^eigenvalues\.(\d+)\.random(?:Quantile|Mean)$/.exec(given.path);
  const { replicates, seed } = given.result.options;
  const source = place ? sourceOf(given) : null;
  if (!place || !source || typeof replicates !== 'number' || typeof seed !== 'number') return;
  const [rank, k] = [Number(place[1]), source.items.length];
  const { n, steps } = worthBehind(given, source);
  const [zh, en] = [
    `${replicates} 组随机正态数据（${Math.floor(n)} 份、${k} 题，随机种子 ${seed}）各自的第 ${rank + 1} 个特征值`,
    `eigenvalue ${rank + 1} of each of ${replicates} sets of random normal data (${Math.floor(n)} forms, ${k} items, seed ${seed})`,
  ];
  if (replicates * k ** 3 > mostDrawing) {
    yield [
      step(
        given.key === 'randomMean' ? `${zh}的平均` : `${zh}由小到大排列的 95% 分位数`,
        given.key === 'randomMean' ? `mean of ${en}` : `95th percentile of ${en}`,
        s(given.value),
        given.value,
      ),
    ];
    return;
  }
  const drawn = randomEigenvalues(n, k, { replicates, seed })[rank]!;
  if (given.key === 'randomMean') {
    const total = sum([...drawn]);
    yield [...steps, step(`${zh}之和/组数`, `sum of ${en}/sets`, `${s(total)} / ${replicates}`, total / replicates)];
    return;
  }
  const sorted = drawn.toSorted();
  const position = (replicates - 1) * 0.95 + 1;
  const below = Math.floor(position + 1e-9);
  const share = Math.max(0, position - below);
  const [low, high] = [sorted[below - 1]!, sorted[Math.min(below, replicates - 1)]!];
  yield [
    ...steps,
    step(
      `${zh}由小到大排列，95% 分位数在第 ${below} 个与第 ${below + 1} 个之间`,
      `${en}, in rising order: the 95th percentile lies between the values ${below} and ${below + 1}`,
      `${s(low)} + ${s(share, 4)} × (${s(high)} − ${s(low)})`,
      low + share * (high - low),
    ),
  ];
}
