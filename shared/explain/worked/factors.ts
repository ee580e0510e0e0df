import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { at, multiply, symmetricInverse, transpose } from '../../numeric/matrix.ts';
import { eigenvalue, randomEigenvalue } from './eigenvalues.ts';
import { adequacy, bartlett } from './factorability.ts';
import { itemPlaces, loadingsOf, sourceOf, worthBehind } from './factorSource.ts';
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
import { weightNote, weightsBehind } from './scaleAnswers.ts';

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
