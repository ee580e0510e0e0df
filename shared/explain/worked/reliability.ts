import { designRows } from '../../analyses/design.ts';
import { findAnalysis } from '../../analyses/catalogue.ts';
import { itemColumns } from '../../analyses/items.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { fQuantile } from '../../numeric/distributions.ts';
import { completeRows } from '../../stats/sample.ts';
import { questionsBehind } from '../questionsBehind.ts';
import { type Given, numberOf, numbersNamed, objectsOf, type Rule, signed, step, sum, sumText } from './given.ts';

interface Moments {
  readonly ids: readonly VariableId[];
  readonly columns: readonly ArrayLike<number>[];
  readonly n: number;
}

/** Answers of the forms that answered every question, good end up; null under weights, where sums are not those of the forms. */
export function completeAnswers(given: Given, ids: readonly VariableId[]): Moments | null {
  const { snapshot, result } = given;
  const honours = findAnalysis(result.analysis)?.honours;
  if (!honours || ids.length < 2) return null;
  const design = designRows(snapshot, honours);
  if (design.weights) return null;
  const reverse = new Set(((result.inputs['reverse'] ?? []) as readonly string[]).map((id) => variableId(id)));
  const { columns, n } = completeRows(itemColumns(snapshot, ids, reverse, design), null);
  return n < 2 ? null : { ids, columns, n };
}

const meanOf = (column: ArrayLike<number>): number => sum(Array.from(column)) / column.length;

export function covariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let products = 0;
  for (let i = 0; i < a.length; i++) products += (a[i]! - meanA) * (b[i]! - meanB);
  return products / (a.length - 1);
}

export const totalsOf = (columns: readonly ArrayLike<number>[]): Float64Array =>
  Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => sum(columns.map((column) => column[row]!)));

/** The scale a number belongs to: its innermost part that has one. */
const scaleAround = ({ ancestors }: Given): JsonObject | undefined =>
  ancestors.find(({ object }) => typeof object['k'] === 'number' || typeof object['alpha'] === 'number')?.object;

/** Its questions: those of its own list, else of its indicator, else all. */
export function questionsOf(given: Given): readonly VariableId[] {
  const scale = scaleAround(given);
  const listed = objectsOf(scale?.['items']).flatMap(({ id }) => (typeof id === 'string' ? [variableId(id)] : []));
  if (listed.length > 0) return listed;
  const halves = [scale?.['first'], scale?.['second']].flatMap((half) => (half as readonly string[] | undefined) ?? []);
  if (halves.length > 0) return halves.map((id) => variableId(id));
  const at = given.ancestors.findIndex(({ object }) => object === scale);
  const place = given.path
    .split('.')
    .slice(0, -1 - at)
    .join('.');
  return questionsBehind(given.snapshot, given.result, `${place}.k`).variableIds;
}

function* alphaFrom(k: number, variances: readonly number[], total: number): ReturnType<Rule> {
  yield [
    step(
      'α = k/(k − 1)·(1 − Σ各题方差/总分方差)',
      'α = k/(k − 1) · (1 − Σ item variances/variance of the totals)',
      `${k}/${k - 1} × (1 − (${sumText(
        variances.map((one) => s(one)),
        sum(variances),
      )}) / ${s(total)})`,
      (k / (k - 1)) * (1 - sum(variances) / total),
    ),
  ];
}

function* alpha(given: Given): ReturnType<Rule> {
  const keys = ['alpha', 'alphaFirst', 'alphaSecond', 'alphaIfDeleted'];
  if (!keys.includes(given.key)) return;
  const scale = scaleAround(given);
  let ids = questionsOf(given);
  const half = given.key === 'alphaFirst' ? scale?.['first'] : given.key === 'alphaSecond' ? scale?.['second'] : null;
  const all = completeAnswers(given, ids);
  if (!all) return;
  if (half) ids = (half as readonly string[]).map((id) => variableId(id));
  if (given.key === 'alphaIfDeleted') ids = ids.filter((id) => id !== given.ancestors[0]?.object['id']);
  const columns = ids.map((id) => all.columns[all.ids.indexOf(id)]!);
  const totals = totalsOf(columns);
  yield* alphaFrom(
    columns.length,
    columns.map((column) => covariance(column, column)),
    covariance(totals, totals),
  );
}

/** From the mean correlation between questions. */
function* standardised(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (key !== 'standardizedAlpha') return;
  const all = completeAnswers(given, questionsOf(given));
  if (!all) return;
  const { columns } = all;
  const sds = columns.map((column) => Math.sqrt(covariance(column, column)));
  const pairs: number[] = [];
  for (let a = 0; a < columns.length; a++)
    for (let b = a + 1; b < columns.length; b++) pairs.push(covariance(columns[a]!, columns[b]!) / (sds[a]! * sds[b]!));
  const [k, mean] = [columns.length, sum(pairs) / pairs.length];
  yield [
    step(
      'r̄ = 各题两两相关之和/对数',
      'r̄ = sum of the correlations between items/pairs',
      `${s(sum(pairs))} / ${pairs.length}`,
      mean,
    ),
    step(
      'α = k·r̄/(1 + (k − 1)·r̄)',
      'α = k r̄/(1 + (k − 1) r̄)',
      `${k} × ${s(mean)} / (1 + ${k - 1} × ${s(mean)})`,
      (k * mean) / (1 + (k - 1) * mean),
    ),
  ];
}

/** Feldt's interval. */
function* alphaBounds(given: Given): ReturnType<Rule> {
  if (given.key !== 'lower' && given.key !== 'upper') return;
  const scale = numbersNamed(scaleAround(given), 'alpha', 'k', 'n');
  const level = given.result.options['level'];
  if (!scale || typeof level !== 'number') return;
  const { alpha: own, k, n } = scale;
  const p = given.key === 'lower' ? (1 + level) / 2 : (1 - level) / 2;
  const f = fQuantile(p, n - 1, (n - 1) * (k - 1));
  yield [
    step(
      `1 − (1 − α)·F(${s(p)}; n − 1, (n − 1)(k − 1))`,
      `1 − (1 − α) · F(${s(p)}; n − 1, (n − 1)(k − 1))`,
      `1 − (1 − ${s(own)}) × ${s(f)}　(df = ${n - 1}, ${(n - 1) * (k - 1)})`,
      1 - (1 - own) * f,
    ),
  ];
}

/** An item against the sum of all questions, or of the others. */
function* itemTotal(given: Given): ReturnType<Rule> {
  if (given.key !== 'correctedItemTotal' && given.key !== 'itemTotal') return;
  const own = given.ancestors[0]?.object['id'];
  const all = completeAnswers(given, questionsOf(given));
  const place = all?.ids.findIndex((id) => id === own) ?? -1;
  if (!all || place < 0) return;
  const corrected = given.key === 'correctedItemTotal';
  const item = all.columns[place]!;
  const rest = totalsOf(all.columns.filter((_, other) => !corrected || other !== place));
  const [between, a, b] = [covariance(item, rest), covariance(item, item), covariance(rest, rest)];
  yield [
    step(
      corrected ? 'r = cov(该题, 其余题之和)/√(方差·方差)' : 'r = cov(该题, 总分)/√(方差·方差)',
      corrected ? 'r = cov(item, sum of the others)/√(var · var)' : 'r = cov(item, total)/√(var · var)',
      `${s(between)} / √(${s(a)} × ${s(b)})`,
      between / Math.sqrt(a * b),
    ),
  ];
}

function* halves(given: Given): ReturnType<Rule> {
  const { key } = given;
  const scale = scaleAround(given);
  const r = numberOf(scale, 'correlation');
  if (key === 'spearmanBrownEqual' && r !== null)
    yield [step('2r/(1 + r)', '2r/(1 + r)', `2 × ${s(r)} / (1 + ${s(r)})`, (2 * r) / (1 + r))];
  const all = completeAnswers(given, questionsOf(given));
  const first = (scale?.['first'] ?? []) as readonly string[];
  if (!all || first.length === 0) return;
  const parts = [true, false].map((wanted) =>
    totalsOf(all.columns.filter((_, place) => first.includes(all.ids[place]!) === wanted)),
  );
  const [a, b] = parts as [Float64Array, Float64Array];
  const [between, varA, varB] = [covariance(a, b), covariance(a, a), covariance(b, b)];
  if (key === 'correlation')
    yield [
      step(
        'r = cov(前半, 后半)/√(方差·方差)',
        'r = cov(first half, second half)/√(var · var)',
        `${s(between)} / √(${s(varA)} × ${s(varB)})`,
        between / Math.sqrt(varA * varB),
      ),
    ];
  if (key === 'guttman')
    yield [
      step(
        '4·cov(前半, 后半)/总分方差',
        '4 cov(first half, second half)/variance of the totals',
        `4 × ${s(between)} / ${s(varA + varB + 2 * between)}`,
        (4 * between) / (varA + varB + 2 * between),
      ),
    ];
  if (key === 'spearmanBrownUnequal' && r !== null) {
    const p = first.length / all.ids.length;
    const [pq, square] = [p * (1 - p), r * r];
    yield [
      step(
        '(√(r⁴ + 4r²(1 − r²)pq) − r²)/(2pq(1 − r²))，p、q 为两半题数的比例',
        '(√(r⁴ + 4r²(1 − r²)pq) − r²)/(2pq(1 − r²)); p, q: shares of the items',
        `(√(${s(square * square)} + 4 × ${s(square)} × ${s(1 - square)} × ${s(pq)}) − ${s(square)}) / (2 × ${s(pq)} × ${s(1 - square)})`,
        (Math.sqrt(square * square + 4 * square * (1 - square) * pq) - square) / (2 * pq * (1 - square)),
      ),
    ];
  }
}

interface Loaded {
  readonly loading: number;
  readonly unique: number;
  readonly sd: number;
}

function* omega(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (key === 'unique') {
    const loading = numberOf(given.ancestors[0]?.object, 'loading');
    if (loading !== null) yield [step('1 − 载荷²', '1 − loading²', `1 − ${s(loading)}²`, 1 - loading * loading)];
  }
  if (key !== 'omega' && key !== 'standardized' && key !== 'ave') return;
  const items = objectsOf(scaleAround(given)?.['items']).flatMap((one): Loaded[] => {
    const found = numbersNamed(one, 'loading', 'unique', 'sd');
    return found ? [found] : [];
  });
  if (items.length === 0) return;
  if (key === 'ave') {
    yield [averageExtracted(items.map(({ loading }) => loading))];
    return;
  }
  const raw = key === 'omega';
  const loadings = items.map(({ loading, sd }) => (raw ? loading * sd : loading));
  const uniques = items.map(({ unique, sd }) => (raw ? unique * sd * sd : unique));
  const square = sum(loadings) ** 2;
  yield [
    step(
      raw ? 'Σ(载荷 × 标准差)' : 'Σ载荷',
      raw ? 'Σ(loading × standard deviation)' : 'Σ loadings',
      sumText(
        loadings.map((one) => signed(one, 6)),
        sum(loadings),
      ),
      sum(loadings),
    ),
    step(
      'ω = (Σλ)²/((Σλ)² + Σ独特方差)',
      'ω = (Σλ)²/((Σλ)² + Σ unique variances)',
      `${s(sum(loadings))}² / (${s(sum(loadings))}² + ${s(sum(uniques))})`,
      square / (square + sum(uniques)),
    ),
  ];
}

/** AVE: the mean of the squared loadings. */
export const averageExtracted = (loadings: readonly number[]) =>
  step(
    'AVE = Σλ²/k',
    'AVE = Σλ²/k',
    `(${sumText(
      loadings.map((one) => `${signed(one, 6)}²`),
      sum(loadings.map((one) => one * one)),
    )}) / ${loadings.length}`,
    sum(loadings.map((one) => one * one)) / loadings.length,
  );

/** Composite reliability from standardised loadings. */
export function compositeReliability(loadings: readonly number[]) {
  const square = sum(loadings) ** 2;
  const errors = sum(loadings.map((one) => 1 - one * one));
  return step(
    '(Σλ)²/((Σλ)² + Σ(1 − λ²))',
    '(Σλ)²/((Σλ)² + Σ(1 − λ²))',
    `(${sumText(
      loadings.map((one) => signed(one, 6)),
      sum(loadings),
    )})² / (${s(square)} + ${s(errors)})`,
    square / (square + errors),
  );
}

function* convergent({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const loadings = objectsOf(own?.['items']).flatMap(({ loading }) => (typeof loading === 'number' ? [loading] : []));
  if (key === 'ave' && loadings.length > 0) yield [averageExtracted(loadings)];
  if (key === 'compositeReliability' && loadings.length > 0) yield [compositeReliability(loadings)];
  const ave = numberOf(own, 'ave');
  if (key === 'rootAve' && ave !== null) yield [step('√AVE', '√AVE', `√${s(ave)}`, Math.sqrt(ave))];
  if (key !== 'largestCorrelation') return;
  const place = objectsOf(result.values['constructs']).findIndex((one) => one === own);
  const row = (result.values['correlations'] as readonly (readonly number[])[] | undefined)?.[place];
  const others = (row ?? []).filter((_, other) => other !== place);
  if (others.length > 0)
    yield [
      step(
        '与其他指标的相关中的最大者',
        'the largest of the correlations with the others',
        `max(${others.map((one) => s(one, 6)).join(', ')})`,
        Math.max(...others),
      ),
    ];
}

/** How close two indicators' questions go together across, against within each. */
function* heterotrait(given: Given): ReturnType<Rule> {
  const { path, key, ancestors, result } = given;
  const listed = /^htmt\.(\d+)\.(\d+)$/.exec(path);
  const close = key === 'htmt' ? numbersNamed(ancestors[0]?.object, 'first', 'second') : null;
  const places = listed ? [Number(listed[1]), Number(listed[2])] : close ? [close.first, close.second] : null;
  if (!places) return;
  const blocks = objectsOf(result.values['constructs']).map((one) =>
    objectsOf(one['items']).flatMap(({ id }) => (typeof id === 'string' ? [variableId(id)] : [])),
  );
  const all = completeAnswers(given, blocks.flat());
  const [first, second] = places.map((place) => blocks[place]);
  if (!all || !first || !second) return;
  const r = (a: VariableId, b: VariableId): number => {
    const [x, y] = [all.columns[all.ids.indexOf(a)]!, all.columns[all.ids.indexOf(b)]!];
    return Math.abs(covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y)));
  };
  const across = first.flatMap((a) => second.map((b) => r(a, b)));
  const within = (block: readonly VariableId[]): readonly number[] =>
    block.flatMap((a, at) => block.slice(at + 1).map((b) => r(a, b)));
  const average = (values: readonly number[]): number => sum(values) / values.length;
  const [between, one, other] = [across, within(first), within(second)].map(average) as [number, number, number];
  yield [
    step(
      'HTMT = 跨指标题目相关的平均/√(两指标内部题目相关的平均之积)',
      'HTMT = mean correlation across/√(product of the mean correlations within)',
      `${s(between)} / √(${s(one)} × ${s(other)})`,
      between / Math.sqrt(one * other),
    ),
  ];
}

/** The test between the highest and the lowest scoring forms. */
function* criticalRatio({ key, ancestors }: Given): ReturnType<Rule> {
  const found = numbersNamed(ancestors[0]?.object, 'upperMean', 'lowerMean', 'difference', 'criticalRatio');
  if (!found) return;
  if (key === 'difference')
    yield [
      step(
        '高分组均值 − 低分组均值',
        'mean of the high group − mean of the low group',
        `${s(found.upperMean)} − ${s(found.lowerMean)}`,
        found.upperMean - found.lowerMean,
      ),
    ];
}

function* factors({ path, key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  if (key === 'communality') {
    const structure = (own?.['structure'] ?? []) as readonly number[];
    const loadings = (own?.['loadings'] ?? []) as readonly number[];
    yield [
      step(
        '共同度 = Σ(载荷 × 结构系数)；正交旋转时即 Σ载荷²',
        'communality = Σ(loading × structure); Σ loading² when factors are orthogonal',
        loadings.map((one, place) => `${signed(one, 6)}×${signed(structure[place] ?? one, 6)}`).join(' + '),
        sum(loadings.map((one, place) => one * (structure[place] ?? one))),
      ),
    ];
  }
  const k = numberOf(result.values, 'k');
  const eigen = numberOf(own, 'value');
  if (key === 'share' && path.startsWith('eigenvalues') && k !== null && eigen !== null)
    yield [step('特征值/题数 × 100', 'eigenvalue/items × 100', `${s(eigen)} / ${k} × 100`, (100 * eigen) / k)];
  const rotated = numberOf(own, 'rotated');
  if (key === 'rotatedShare' && rotated !== null && k !== null)
    yield [step('方差/题数 × 100', 'variance/items × 100', `${s(rotated)} / ${k} × 100`, (100 * rotated) / k)];
  const list = path.startsWith('eigenvalues') ? 'eigenvalues' : 'variance';
  const shares = objectsOf(result.values[list]).map(
    (one) => numberOf(one, list === 'eigenvalues' ? 'share' : 'rotatedShare') ?? Number.NaN,
  );
  const place = objectsOf(result.values[list]).findIndex((one) => one === own);
  if (key === 'cumulative' && place >= 0)
    yield [
      step(
        '到此为止的方差 % 之和',
        'sum of the shares so far',
        shares
          .slice(0, place + 1)
          .map((one) => s(one))
          .join(' + '),
        sum(shares.slice(0, place + 1)),
      ),
    ];
  if (key === 'explained')
    yield [
      step(
        '各因子方差 % 之和',
        'sum of the shares of the factors',
        shares.map((one) => s(one)).join(' + '),
        sum(shares),
      ),
    ];
  if ((key === 'rotated' || key === 'unrotated') && place >= 0) {
    const squares = objectsOf(result.values['items']).flatMap((one) => {
      const loading = (one[key === 'rotated' ? 'loadings' : 'unrotated'] as readonly number[] | undefined)?.[place];
      return loading === undefined ? [] : [loading];
    });
    yield [
      step(
        'Σ 该因子各题载荷²',
        'Σ loading² of the factor',
        squares.map((one) => `${signed(one, 6)}²`).join(' + '),
        sum(squares.map((one) => one * one)),
      ),
    ];
  }
  if (key === 'unrotated' && place >= 0) {
    const value = numberOf(objectsOf(result.values['eigenvalues'])[place], 'value');
    if (value !== null) yield [step('该因子的特征值', 'the factor’s eigenvalue', s(value), value)];
  }
}

function* bartlett({ key, ancestors, result }: Given): ReturnType<Rule> {
  const found = numbersNamed(result.values, 'n', 'k', 'logDeterminant');
  if (!found) return;
  const { n, k, logDeterminant } = found;
  if (key === 'chiSquare')
    yield [
      step(
        'χ² = −(n − 1 − (2k + 5)/6)·ln|R|',
        'χ² = −(n − 1 − (2k + 5)/6) · ln|R|',
        `−(${n} − 1 − ${2 * k + 5}/6) × (−${s(-logDeterminant)})`,
        -(n - 1 - (2 * k + 5) / 6) * logDeterminant,
      ),
    ];
  if (key === 'df' && ancestors.length > 1)
    yield [step('k(k − 1)/2', 'k(k − 1)/2', `${k} × ${k - 1} / 2`, (k * (k - 1)) / 2)];
}

export const reliabilityRules: Readonly<Record<string, readonly Rule[]>> = {
  'reliability.cronbachAlpha': [alpha, standardised, alphaBounds, itemTotal],
  'reliability.omega': [omega, alpha],
  'reliability.splitHalf': [halves, alpha],
  'reliability.itemAnalysis': [criticalRatio, itemTotal],
  'validity.convergent': [convergent, heterotrait],
  'validity.factorAnalysis': [factors],
  'validity.factorability': [bartlett],
};
