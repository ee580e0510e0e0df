import { findAnalysis } from '../../analyses/catalogue.ts';
import { type CorrelationSource, correlationSource } from '../../analyses/correlationSource.ts';
import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import type { VariableId } from '../../model/ids.ts';
import { at, type Matrix, matrixFromRows, multiply, symmetricInverse, transpose } from '../../numeric/matrix.ts';
import { symmetricEigen } from '../../numeric/symmetricEigen.ts';
import { randomEigenvalues } from '../../stats/parallelAnalysis.ts';
import type { WorkedStep } from '../types.ts';
import {
  type Given,
  isObject,
  numberOf,
  numbersIn,
  numbersNamed,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';
import { completeAnswers, weightNote, weightsBehind, worthOf } from './scaleAnswers.ts';

/** Drawing the random data anew for an explanation is worth so many steps (data sets × questions³). */
const mostDrawing = 5e7;

/** The correlations the analysis began with; null where it has none. */
function sourceOf({ snapshot, result }: Given): CorrelationSource | null {
  const { inputs, options } = result;
  const honours = findAnalysis(result.analysis)?.honours ?? { weights: 'none', design: false };
  const found = correlationSource(
    snapshot,
    {
      items: (inputs['items'] ?? []) as readonly VariableId[],
      correlations: (inputs['correlations'] ?? null) as MatrixInput | null,
    },
    { missing: String(options['missing']), matrixN: Number(options['matrixN'] ?? 0) },
    honours,
  );
  return found.status === 'ok' ? found : null;
}

/** How many forms the correlations are worth in a test, with the steps to it. */
function worthBehind(
  given: Given,
  source: CorrelationSource,
): { readonly n: number; readonly steps: readonly WorkedStep[] } {
  const all = source.ids ? completeAnswers(given, source.ids) : null;
  if (all && Math.abs(all.worth.n - source.effectiveN) < 1e-9 * source.effectiveN) return all.worth;
  const { effectiveN: n } = source;
  return n === source.n
    ? worthOf(null, n, false)
    : {
        n,
        steps: [
          step('有效份数 n（各对题目中最少的）', 'effective forms n (the fewest of any pair of questions)', s(n), n),
        ],
      };
}

/** Correlations against what of them remains given all other questions. */
function* adequacy(given: Given): ReturnType<Rule> {
  const { key, result } = given;
  if (key !== 'kmo' && key !== 'msa') return;
  const source = sourceOf(given);
  const partial = (result.values['partial'] ?? []) as readonly (readonly number[])[];
  const own =
    key === 'msa' ? objectsOf(result.values['items']).findIndex((one) => one === given.ancestors[0]?.object) : 0;
  if (!source || own < 0 || partial.length !== source.items.length) return;
  const places = [...partial.keys()];
  const squares = (of: (i: number, j: number) => number): number =>
    sum((key === 'msa' ? [own] : places).flatMap((i) => places.flatMap((j) => (i === j ? [] : [of(i, j) ** 2]))));
  const simple = squares((i, j) => at(source.correlation, i, j));
  const left = squares((i, j) => partial[i]![j]!);
  const note = weightNote(weightsBehind(given));
  const [zh, en] =
    key === 'kmo' ? ['所有题目对', 'all pairs of questions'] : ['该题与其余各题', 'this question with every other'];
  yield [
    step(
      `Σr²/(Σr² + Σq²)，${zh}，r 为相关系数，q 为控制其余各题后的偏相关系数${note.zh}`,
      `Σr²/(Σr² + Σq²) over ${en}; r: correlation, q: partial correlation given all other questions${note.en}`,
      `${s(simple)} / (${s(simple)} + ${s(left)})`,
      simple / (simple + left),
    ),
  ];
}

function* bartlett(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const found = numbersNamed(result.values, 'k', 'logDeterminant');
  if (!found) return;
  const { k, logDeterminant } = found;
  const source = key === 'chiSquare' ? sourceOf(given) : null;
  if (source) {
    const { n, steps } = worthBehind(given, source);
    yield [
      ...steps,
      step(
        'χ² = −(n − 1 − (2k + 5)/6)·ln|R|，R 为题目的相关矩阵',
        'χ² = −(n − 1 − (2k + 5)/6) · ln|R|; R: correlations of the questions',
        `−(${s(n)} − 1 − ${2 * k + 5}/6) × (−${s(-logDeterminant)})`,
        -(n - 1 - (2 * k + 5) / 6) * logDeterminant,
      ),
    ];
  }
  if (key === 'df' && ancestors.length > 1)
    yield [step('k(k − 1)/2', 'k(k − 1)/2', `${k} × ${k - 1} / 2`, (k * (k - 1)) / 2)];
}

/** The columns of a list of lists in the items: loadings of one kind, factor by factor. */
function loadingsOf({ result }: Given, kind: 'unrotated' | 'loadings' | 'structure'): Matrix | null {
  const rows = objectsOf(result.values['items']).map((item) => numbersIn(item[kind]));
  return rows.length > 0 && rows.every((row): row is readonly number[] => row !== null && row.length > 0)
    ? matrixFromRows(rows)
    : null;
}

const itemPlaces = (loadings: Matrix): readonly number[] => Array.from({ length: loadings.rows }, (_, place) => place);

/** A loading before rotation: the row of the equation that defines the factors, for each way of extracting them. */
function* unrotatedLoading(given: Given): ReturnType<Rule> {
  const place = /^items\.(\d+)\.unrotated\.(\d+)$/.exec(given.path);
  const source = place ? sourceOf(given) : null;
  const loadings = loadingsOf(given, 'unrotated');
  if (!place || !source || !loadings || loadings.rows !== source.items.length) return;
  const [own, factor] = [Number(place[1]), Number(place[2])];
  const note = weightNote(weightsBehind(given));
  const r = (other: number): number => at(source.correlation, own, other);
  const l = (other: number): number => at(loadings, other, factor);
  const all = itemPlaces(loadings);
  const squares = sum(all.map((other) => l(other) ** 2));
  const products = all.map((other) => [r(other), l(other)] as const);
  if (given.result.options['method'] === 'principalComponents')
    yield [
      step(
        `载荷 = Σ(r·载荷)/特征值，r 为该题与各题的相关系数${note.zh}（主成分所满足的特征方程）`,
        `loading = Σ(r · loading)/eigenvalue; r: correlations of the item with each${note.en} (the eigenvalue equation of the component)`,
        `(${productsText(products)}) / ${s(squares)}`,
        sum(products.map(([one, loading]) => one * loading)) / squares,
      ),
    ];
  const common = (other: number): number =>
    sum(Array.from({ length: loadings.columns }, (_, column) => at(loadings, other, column) ** 2));
  const others = all.filter((other) => other !== own);
  const pairs = others.map((other) => [r(other), l(other)] as const);
  const [reduced, left] = [sum(pairs.map(([one, loading]) => one * loading)), squares - common(own)];
  yield [
    step(
      `载荷 = Σ(r·载荷)/(Σ载荷² − 共同度)，Σ(r·载荷) 取其余各题${note.zh}（主轴解所满足的方程）`,
      `loading = Σ(r · loading)/(Σ loading² − communality), Σ(r · loading) over the other items${note.en} (the equation of the principal axes)`,
      `(${productsText(pairs)}) / (${s(squares)} − ${s(common(own))})`,
      reduced / left,
    ),
  ];
  const unique = (other: number): number => Math.max(0.005, 1 - common(other));
  const scaled = sum(all.map((other) => (r(other) * l(other)) / unique(other)));
  const information = sum(all.map((other) => l(other) ** 2 / unique(other)));
  yield [
    step(
      `Σ(r·λ/ψ)，ψ = 1 − 共同度${note.zh}`,
      `Σ(r·λ/ψ); ψ = 1 − communality${note.en}`,
      sumText(
        all.map((other) => `${signed(r(other), 6)}×${signed(l(other), 6)}/${s(unique(other), 6)}`),
        scaled,
      ),
      scaled,
    ),
    step(
      'Σ(λ²/ψ)',
      'Σ(λ²/ψ)',
      sumText(
        all.map((other) => `${signed(l(other), 6)}²/${s(unique(other), 6)}`),
        information,
      ),
      information,
    ),
    step(
      '载荷 = Σ(r·λ/ψ)/(1 + Σ(λ²/ψ))（极大似然解所满足的方程）',
      'loading = Σ(r·λ/ψ)/(1 + Σ(λ²/ψ)) (the equation of the maximum likelihood solution)',
      `${signed(scaled)} / (1 + ${s(information)})`,
      scaled / (1 + information),
    ),
  ];
}

/** A rotated loading is a sum of the unrotated ones of its question; the same factors of the sum serve every question. */
function* rotatedLoading(given: Given): ReturnType<Rule> {
  const place = /^items\.(\d+)\.loadings\.(\d+)$/.exec(given.path);
  const [before, after] = [loadingsOf(given, 'unrotated'), loadingsOf(given, 'loadings')];
  if (!place || !before || !after || before.columns < 2) return;
  const [own, factor] = [Number(place[1]), Number(place[2])];
  const inverse = symmetricInverse(multiply(transpose(before), before));
  if (!inverse) return;
  const turn = multiply(inverse, multiply(transpose(before), after));
  const pairs = Array.from(
    { length: before.columns },
    (_, column) => [at(before, own, column), at(turn, column, factor)] as const,
  );
  yield [
    step(
      '旋转后载荷 = Σ(未旋转载荷 × 旋转系数)，旋转系数对各题相同',
      'rotated loading = Σ(unrotated loading × coefficient of the rotation), the same coefficients for every item',
      productsText(pairs),
      sum(pairs.map(([loading, coefficient]) => loading * coefficient)),
    ),
  ];
}

/** Correlation of two oblique factors, as the question that loads most on the one shows it. */
function* factorCorrelation(given: Given): ReturnType<Rule> {
  const cell = /^factorCorrelations\.(\d+)\.(\d+)$/.exec(given.path);
  const [pattern, structure] = [loadingsOf(given, 'loadings'), loadingsOf(given, 'structure')];
  const all = (given.result.values['factorCorrelations'] ?? []) as readonly (readonly number[])[];
  if (!cell || !pattern || !structure || all.length === 0) return;
  const [row, column] = [Number(cell[1]), Number(cell[2])];
  if (row === column) {
    yield [step('因子与自身的相关', 'a factor with itself', '1', 1)];
    return;
  }
  const size = (item: number): number => Math.abs(at(pattern, item, row));
  const item = itemPlaces(pattern).reduce((best, one) => (size(one) > size(best) ? one : best), 0);
  const name = String(objectsOf(given.result.values['items'])[item]?.['name'] ?? item + 1);
  const rest = [...all.keys()]
    .filter((other) => other !== row)
    .map((other) => [at(pattern, item, other), all[other]![column]!] as const);
  const known = sum(rest.map(([loading, r]) => loading * r));
  yield [
    step(
      `(结构系数 − Σ(其他因子的载荷 × 其与该因子的相关))/载荷，以 ${name} 为例`,
      `(structure − Σ(loading on another factor × its correlation))/loading, by item ${name}`,
      `(${signed(at(structure, item, column))} − (${productsText(rest)})) / ${signed(at(pattern, item, row))}`,
      (at(structure, item, column) - known) / at(pattern, item, row),
    ),
  ];
}

/** An eigenvalue: from the loadings of its component, else from one row of the equation R·v = λ·v. */
function* eigenvalue(given: Given): ReturnType<Rule> {
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
function* randomEigenvalue(given: Given): ReturnType<Rule> {
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

/** Sums of squared loadings, of the whole or of the common part, and their shares. */
function* variance(given: Given): ReturnType<Rule> {
  const { path, key, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const k = numberOf(result.values, 'k');
  if (key === 'communality') {
    const [loadings, structure] = [numbersIn(own?.['loadings']) ?? [], numbersIn(own?.['structure']) ?? []];
    const pairs = loadings.map((one, place) => [one, structure[place] ?? one] as const);
    yield [
      step(
        '共同度 = Σ(载荷 × 结构系数)；正交旋转时即 Σ载荷²',
        'communality = Σ(loading × structure); Σ loading² when factors are orthogonal',
        productsText(pairs),
        sum(pairs.map(([one, other]) => one * other)),
      ),
    ];
  }
  const share = (name: string, zh: string, en: string) => {
    const part = numberOf(own, name);
    return part === null || k === null
      ? []
      : [step(`${zh}/题数 × 100`, `${en}/items × 100`, `${s(part)} / ${k} × 100`, (100 * part) / k)];
  };
  if (key === 'share' && path.startsWith('eigenvalues')) yield share('value', '特征值', 'eigenvalue');
  if (key === 'rotatedShare') yield share('rotated', '方差', 'variance');
  if (key === 'unrotatedShare') yield share('unrotated', '方差', 'variance');
  const list = path.startsWith('eigenvalues') ? 'eigenvalues' : 'variance';
  const parts = objectsOf(result.values[list]);
  const place = parts.findIndex((one) => one === own);
  const wanted = key === 'explained' ? parts.length : key === 'cumulative' ? place + 1 : 0;
  if (wanted > 0 && k !== null) {
    const name = list === 'eigenvalues' ? 'value' : 'rotated';
    const sizes = parts.slice(0, wanted).map((one) => numberOf(one, name) ?? Number.NaN);
    const added = sumText(
      sizes.map((one) => s(one)),
      sum(sizes),
    );
    yield [
      step(
        list === 'eigenvalues' ? '到此为止的特征值之和/题数 × 100' : '到此为止各因子的方差之和/题数 × 100',
        list === 'eigenvalues'
          ? 'sum of the eigenvalues so far/items × 100'
          : 'sum of the factors’ variances/items × 100',
        `(${added}) / ${k} × 100`,
        (100 * sum(sizes)) / k,
      ),
    ];
  }
  if ((key !== 'rotated' && key !== 'unrotated') || place < 0) return;
  const loadings = loadingsOf(given, key === 'rotated' ? 'loadings' : 'unrotated');
  const structure = key === 'rotated' ? loadingsOf(given, 'structure') : null;
  if (!loadings) return;
  const column = itemPlaces(loadings).map((item) => at(loadings, item, place));
  const squares = sum(column.map((one) => one * one));
  yield [
    step(
      'Σ 该因子各题载荷²',
      'Σ loading² of the factor',
      sumText(
        column.map((one) => `${signed(one, 6)}²`),
        squares,
      ),
      squares,
    ),
  ];
  const pairs = column.map((one, item) => [one, structure ? at(structure, item, place) : one] as const);
  yield [
    step(
      'Σ 该因子各题(载荷 × 结构系数)（斜交旋转）',
      'Σ loading × structure of the factor (oblique)',
      productsText(pairs),
      sum(pairs.map(([one, other]) => one * other)),
    ),
  ];
}

/** The test of a likelihood solution. */
function* likelihoodFit(given: Given): ReturnType<Rule> {
  const { path, result } = given;
  const found = numbersNamed(result.values, 'k', 'factors');
  const discrepancy = numberOf(given.ancestors[0]?.object, 'discrepancy');
  if (!path.startsWith('fit.') || !found || discrepancy === null) return;
  const { k, factors: m } = found;
  if (path === 'fit.df')
    yield [
      step(
        '((k − m)² − k − m)/2，k 题、m 个因子',
        '((k − m)² − k − m)/2; k items, m factors',
        `((${k} − ${m})² − ${k} − ${m}) / 2`,
        ((k - m) ** 2 - k - m) / 2,
      ),
    ];
  const source = path === 'fit.chiSquare' ? sourceOf(given) : null;
  if (!source) return;
  const { n, steps } = worthBehind(given, source);
  yield [
    ...steps,
    step(
      'χ² = (n − 1 − (2k + 5)/6 − 2m/3)·F，F 为极大似然拟合函数的最小值',
      'χ² = (n − 1 − (2k + 5)/6 − 2m/3) F; F: least value of the likelihood’s fit function',
      `(${s(n)} − 1 − ${2 * k + 5}/6 − ${2 * m}/3) × ${s(discrepancy)}`,
      (n - 1 - (2 * k + 5) / 6 - (2 * m) / 3) * discrepancy,
    ),
  ];
}

/** Of correlations from elsewhere: how many items they are of, and the forms the request says are behind them. */
function* givenMatrix({ path, result }: Given): ReturnType<Rule> {
  const matrix = result.inputs['correlations'] as MatrixInput | null | undefined;
  const { matrixN } = result.options;
  if (!matrix) return;
  const k = matrix.labels.length;
  if (path === 'k') yield [step('所给相关矩阵的题数', 'items of the correlation matrix given', String(k), k)];
  if (path === 'n' && typeof matrixN === 'number')
    yield [step('选项中给定的样本量', 'the number of forms given in the options', String(matrixN), matrixN)];
}

/** How many factors there are, and how many questions stand under their own. */
function* counts({ path, result }: Given): ReturnType<Rule> {
  const { values, options } = result;
  const roots = objectsOf(values['eigenvalues']).map((one) => ({
    value: numberOf(one, 'value') ?? 0,
    limit: numberOf(one, 'randomQuantile'),
  }));
  const above = roots.filter(({ value }) => value > 1 + 1e-12).length;
  const first = (count: number): string =>
    roots
      .slice(0, count + 1)
      .map(({ value }) => s(value, 5))
      .join(', ');
  const kaiser = step(
    `大于 1 的特征值个数（由大到小：${first(above)}${above + 1 < roots.length ? '…' : ''}）`,
    `eigenvalues above 1 (falling: ${first(above)}${above + 1 < roots.length ? '…' : ''})`,
    `${roots.length} − ${roots.length - above}`,
    above,
  );
  const upTo = roots.findIndex(({ value, limit }) => limit === null || !(value > limit));
  const beyond = upTo < 0 ? roots.length : upTo;
  const parallel = step(
    `从大到小连续高于随机数据 95% 分位数的特征值个数（${roots
      .slice(0, beyond + 1)
      .map(({ value, limit }) => `${s(value, 4)} ${limit !== null && value > limit ? '>' : '≤'} ${s(limit ?? 0, 4)}`)
      .join('，')}）`,
    `eigenvalues above the 95th percentile of random data, from the first to the first that is not (${roots
      .slice(0, beyond + 1)
      .map(({ value, limit }) => `${s(value, 4)} ${limit !== null && value > limit ? '>' : '≤'} ${s(limit ?? 0, 4)}`)
      .join(', ')})`,
    `${roots.length} − ${roots.length - beyond}`,
    beyond,
  );
  if (path === 'kaiserFactors') yield [kaiser];
  if (path === 'parallelFactors') yield [parallel];
  if (path === 'factors') {
    if (options['number'] === 'parallel') yield [parallel];
    if (options['number'] === 'eigenvalue') yield [kaiser];
    const count = numberOf(values, 'factors') ?? 0;
    yield options['number'] === 'fixed' && options['factors'] === count
      ? [step('选项中设定的因子数', 'the number of factors set in the options', String(count), count)]
      : [
          step(
            '按选项定出的因子数（不超过所选提取方法能定出的个数）',
            'the number of factors by the options (no more than the way of extraction can tell)',
            String(count),
            count,
          ),
        ];
  }
  const items = objectsOf(values['items']);
  const placed = items.filter((one) => typeof one['dimension'] === 'number').length;
  const astray = items.filter((one) => one['misplaced'] === true).length;
  const agreeing = isObject(values['match']) ? numberOf(values['match'], 'agreeing') : null;
  if (path === 'match.counted')
    yield [
      step(
        '有所属指标的题数（全部题数 − 没有的）',
        'questions with an indicator (all − those without)',
        `${items.length} − ${items.length - placed}`,
        placed,
      ),
    ];
  if (path === 'match.agreeing')
    yield [
      step(
        '有所属指标的题数 − 落在其他因子上的题数',
        'questions with an indicator − those on another factor',
        `${placed} − ${astray}`,
        placed - astray,
      ),
    ];
  if (path === 'match.share' && agreeing !== null)
    yield [
      step(
        '一致的题数/有所属指标的题数',
        'agreeing/questions with an indicator',
        `${agreeing} / ${placed}`,
        agreeing / placed,
      ),
    ];
  if (path === 'match.level') {
    const level = isObject(values['match']) ? numberOf(values['match'], 'level') : null;
    if (level !== null)
      yield [
        step(
          '指标个数与因子数最接近的那一级（一级起数）',
          'the level of the tree with the most similar number of indicators (1 = first)',
          String(level),
          level,
        ),
      ];
  }
}

/** What an iteration or a decomposition leaves before its equation holds to the last digits. */
function* unsettled({ path, value }: Given): ReturnType<Rule> {
  if (/^items\.\d+\.unrotated\.\d+$/.test(path))
    yield [
      step(
        '由题目的相关矩阵迭代提取因子得出（未完全收敛）',
        'extracted from the correlations of the items by iteration (not settled to the last digits)',
        signed(value),
        value,
      ),
    ];
  if (/^eigenvalues\.\d+\.value$/.test(path))
    yield [
      step(
        '由题目相关矩阵的特征分解得出（接近 0，写不出一行验算）',
        'by the eigenvalue decomposition of the items’ correlations (too near 0 for a line that checks it)',
        signed(value),
        value,
      ),
    ];
}

export const factorRules: Readonly<Record<string, readonly Rule[]>> = {
  'validity.factorability': [adequacy, bartlett, givenMatrix],
  'validity.factorAnalysis': [
    unrotatedLoading,
    rotatedLoading,
    factorCorrelation,
    eigenvalue,
    randomEigenvalue,
    variance,
    likelihoodFit,
    givenMatrix,
    counts,
    unsettled,
  ],
};
