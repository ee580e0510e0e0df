import { significant as s } from '../../format/significant.ts';
import { studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import { type FormColumn, formColumns, gapColumn } from './formColumns.ts';
import { type Given, numberNamedAround, type Rule, step, sum } from './given.ts';

/** Different answers listed one by one in a formula. */
const mostAnswers = 12;

interface Kept {
  readonly values: readonly number[];
  readonly weights: readonly number[] | null;
}

function kept({ values, weights }: FormColumn): Kept {
  const places = [...values.keys()].filter((place) => !Number.isNaN(values[place]!));
  return {
    values: places.map((place) => values[place]!),
    weights: weights ? places.map((place) => weights[place]!) : null,
  };
}

/** How often, or with what weight, each value stands there; rising. */
function tally({ values, weights }: Kept): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  values.forEach((value, place) => counts.set(value, (counts.get(value) ?? 0) + (weights?.[place] ?? 1)));
  return [...counts].toSorted(([a], [b]) => a - b);
}

function meanStep(column: FormColumn): WorkedStep | null {
  const own = kept(column);
  const counted = tally(own);
  const n = sum(counted.map(([, count]) => count));
  if (n <= 0) return null;
  const total = sum(counted.map(([value, count]) => value * count));
  const { zh, en } = column.shown;
  const many = counted.length > mostAnswers;
  const terms = many ? s(total, 9) : counted.map(([value, count]) => `${s(value)}×${s(count)}`).join(' + ');
  if (own.weights)
    return step(
      `Σ(${zh} × 权重)/Σ权重`,
      `Σ(${en} × weight)/Σ weight`,
      `${many ? terms : `(${terms})`} / ${s(n, 9)}`,
      total / n,
    );
  return many
    ? step(`Σ${zh}/份数`, `Σ ${en}/number of forms`, `${terms} / ${s(n)}`, total / n)
    : step(`Σ(${zh} × 份数)/总份数`, `Σ(${en} × count)/number of forms`, `(${terms}) / ${s(n)}`, total / n);
}

const means = new Set([
  'mean',
  'score',
  'index',
  'x',
  'y',
  'expectation',
  'perception',
  'expected',
  'perceived',
  'firstMean',
  'secondMean',
  'loyalty',
  'performance',
  'low',
  'high',
]);

function* mean(given: Given): ReturnType<Rule> {
  if (!means.has(given.key)) return;
  for (const column of formColumns(given)) {
    const found = meanStep(column);
    if (found) yield [found];
  }
}

function* gap(given: Given): ReturnType<Rule> {
  const column = given.key === 'se' ? gapColumn(given) : null;
  if (column) yield* spreadOf('se', column);
}

function* spreadOf(key: string, column: FormColumn): ReturnType<Rule> {
  const { values, weights } = kept(column);
  const n = values.length;
  if (n < 2) return;
  if (weights) {
    yield* weightedSpread(key, values, weights);
    return;
  }
  const middle = sum(values) / n;
  const squares = sum(values.map((value) => (value - middle) ** 2));
  const variance = squares / (n - 1);
  const spread = step(
    '标准差 = √(Σ(x − 均值)²/(n − 1))',
    'standard deviation = √(Σ(x − mean)²/(n − 1))',
    `√(${s(squares)} / ${n - 1})`,
    Math.sqrt(variance),
  );
  if (key === 'sd' || key === 'spread') yield [spread];
  if (key === 'variance')
    yield [step('Σ(x − 均值)²/(n − 1)', 'Σ(x − mean)²/(n − 1)', `${s(squares)} / ${n - 1}`, variance)];
  if (key === 'se')
    yield [
      spread,
      step('标准差/√n', 'standard deviation/√n', `${s(Math.sqrt(variance))} / √${n}`, Math.sqrt(variance / n)),
    ];
}

interface Weighted {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly se: number;
  readonly steps: { readonly sd: WorkedStep; readonly variance: WorkedStep; readonly se: WorkedStep };
}

/** Spread and linearised standard error of a mean under survey weights, without strata or clusters. */
function weightedMoments(values: readonly number[], weights: readonly number[]): Weighted | null {
  const used = values.flatMap((value, place) => (weights[place]! > 0 ? [{ value, weight: weights[place]! }] : []));
  const n = used.length;
  if (n < 2) return null;
  const total = sum(used.map(({ weight }) => weight));
  const mean = sum(used.map(({ value, weight }) => weight * value)) / total;
  const squares = sum(used.map(({ value, weight }) => weight * (value - mean) ** 2));
  const parts = sum(used.map(({ value, weight }) => (weight * (value - mean)) ** 2));
  const variance = ((squares / total) * n) / (n - 1);
  const se = Math.sqrt((parts / total ** 2) * (n / (n - 1)));
  const filled = `${s(squares)} / ${s(total)} × ${n}/${n - 1}`;
  return {
    n,
    mean,
    variance,
    se,
    steps: {
      variance: step('Σw(x − 均值)²/Σw·n/(n − 1)', 'Σw(x − mean)²/Σw · n/(n − 1)', filled, variance),
      sd: step(
        '标准差 = √(Σw(x − 均值)²/Σw·n/(n − 1))，w 为权重',
        'standard deviation = √(Σw(x − mean)²/Σw · n/(n − 1)); w: weight',
        `√(${filled})`,
        Math.sqrt(variance),
      ),
      se: step(
        '标准误 = √(Σ(w(x − 均值))²·n/(n − 1))/Σw，w 为权重（线性化）',
        'standard error = √(Σ(w(x − mean))² · n/(n − 1))/Σw; w: weight (linearised)',
        `√(${s(parts)} × ${n}/${n - 1}) / ${s(total)}`,
        se,
      ),
    },
  };
}

function* weightedSpread(key: string, values: readonly number[], weights: readonly number[]): ReturnType<Rule> {
  const found = weightedMoments(values, weights);
  if (!found) return;
  if (key === 'sd' || key === 'spread') yield [found.steps.sd];
  if (key === 'variance') yield [found.steps.variance];
  if (key === 'se') yield [found.steps.se];
}

/** By how much unequal weights widen the variance of a mean. */
function* unequalWeights(given: Given): ReturnType<Rule> {
  if (given.key !== 'kishDesignEffect') return;
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    const used = (weights ?? values.map(() => 1)).filter((weight) => weight > 0);
    const [total, squares] = [sum(used), sum(used.map((weight) => weight * weight))];
    yield [
      step(
        'n·Σw²/(Σw)²，w 为权重',
        'n Σw²/(Σw)²; w: weight',
        `${used.length} × ${s(squares)} / ${s(total)}²`,
        (used.length * squares) / total ** 2,
      ),
    ];
  }
}

function* spread(given: Given): ReturnType<Rule> {
  if (!/^(?:sd|se|variance)$/.test(given.key)) return;
  for (const column of formColumns(given)) yield* spreadOf(given.key, column);
}

/** Moments of the third and fourth order, as sample programs give them. */
function* shape(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (!/^(?:skewness|kurtosis)$/.test(key)) return;
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    const n = values.length;
    if (weights || n < 4) continue;
    const middle = sum(values) / n;
    const power = (k: number): number => sum(values.map((value) => (value - middle) ** k));
    const [m2, m3, m4] = [power(2), power(3), power(4)];
    const sd = Math.sqrt(m2 / (n - 1));
    if (key === 'skewness')
      yield [
        step(
          'n/((n − 1)(n − 2))·Σ(x − 均值)³/s³',
          'n/((n − 1)(n − 2)) · Σ(x − mean)³/s³',
          `${n} / (${n - 1} × ${n - 2}) × ${s(m3)} / ${s(sd)}³`,
          ((n / ((n - 1) * (n - 2))) * m3) / sd ** 3,
        ),
      ];
    else {
      const first = (n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3));
      const last = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
      yield [
        step(
          'n(n + 1)/((n − 1)(n − 2)(n − 3))·Σ(x − 均值)⁴/s⁴ − 3(n − 1)²/((n − 2)(n − 3))',
          'n(n + 1)/((n − 1)(n − 2)(n − 3)) · Σ(x − mean)⁴/s⁴ − 3(n − 1)²/((n − 2)(n − 3))',
          `${s(first)} × ${s(m4)} / ${s(sd)}⁴ − ${s(last)}`,
          (first * m4) / sd ** 4 - last,
        ),
      ];
    }
  }
}

/** The different answers an end is taken of, as far as they can be listed. */
const extremes = (name: 'min' | 'max', sorted: readonly number[]): string => {
  const different = [...new Set(sorted)];
  const [from, to] = [different[0]!, different.at(-1)!];
  return `${name}(${different.length <= mostAnswers ? different.map((one) => s(one)).join(', ') : `${s(from)} … ${s(to)}`})`;
};

/** The middle and the ends of the answers, in their order. */
function* order(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (!/^(?:median|min|max)$/.test(key)) return;
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    const sorted = values.toSorted((a, b) => a - b);
    const n = sorted.length;
    if (weights || n === 0) continue;
    if (key === 'min') yield [step('最小的作答', 'the smallest', extremes('min', sorted), sorted[0]!)];
    if (key === 'max') yield [step('最大的作答', 'the largest', extremes('max', sorted), sorted[n - 1]!)];
    if (key !== 'median') continue;
    const [low, high] = [sorted[Math.ceil(n / 2) - 1]!, sorted[Math.floor(n / 2)]!];
    yield [
      n % 2 === 1
        ? step(
            `由小到大第 ${(n + 1) / 2} 个（共 ${n} 个）`,
            `value ${(n + 1) / 2} of ${n} in rising order`,
            s(low),
            low,
          )
        : step(
            `由小到大第 ${n / 2} 个与第 ${n / 2 + 1} 个的平均（共 ${n} 个）`,
            `mean of values ${n / 2} and ${n / 2 + 1} of ${n} in rising order`,
            `(${s(low)} + ${s(high)}) / 2`,
            (low + high) / 2,
          ),
    ];
  }
}

/** Forms at or above the score that counts as satisfied. */
function* satisfied(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (!/^(?:satisfied|satisfiedShare|notSatisfied|notSatisfiedShare)$/.test(key)) return;
  const threshold = given.result.options['threshold'];
  if (typeof threshold !== 'number') return;
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    const weightOf = (place: number): number => weights?.[place] ?? 1;
    const at = values.map((value) => value >= threshold - 1e-9);
    const counted = sum(at.map((one, place) => (one ? weightOf(place) : 0)));
    const all = sum(values.map((_, place) => weightOf(place)));
    const count = at.filter(Boolean).length;
    const [zh, en] = weights ? ['权重和', 'weight'] : ['份数', 'forms'];
    if (key === 'satisfied')
      yield [
        step(
          `达到 ${s(threshold)} 分的份数（共 ${values.length} 份）`,
          `forms at ${s(threshold)} or above, of ${values.length}`,
          `${values.length} − ${values.length - count}`,
          count,
        ),
      ];
    if (key === 'notSatisfied')
      yield [
        step(
          `未达到 ${s(threshold)} 分的份数`,
          `forms below ${s(threshold)}`,
          `${values.length} − ${count}`,
          values.length - count,
        ),
      ];
    if (key === 'satisfiedShare')
      yield [
        step(
          `达到 ${s(threshold)} 分的${zh}/${zh}`,
          `${en} at ${s(threshold)} or above/${en}`,
          `${s(counted)} / ${s(all)}`,
          counted / all,
        ),
      ];
    if (key === 'notSatisfiedShare')
      yield [
        step(
          `未达到 ${s(threshold)} 分的${zh}/${zh}`,
          `${en} below ${s(threshold)}/${en}`,
          `${s(all - counted)} / ${s(all)}`,
          1 - counted / all,
        ),
      ];
  }
}

/** The ends of the scale a question was answered on; null where the number is not about one question. */
function scaleOf({
  snapshot,
  ancestors,
}: Given): { readonly low: number; readonly high: number; readonly falls: boolean } | null {
  const ids = ancestors.map(({ object }) => object['id']);
  const scale = snapshot.variables.find((one) => ids.includes(one.id))?.scale;
  return scale ? { low: scale.min, high: scale.max, falls: scale.direction === 'descending' } : null;
}

/** Shares of the answers to a recommendation or rating question. */
function* answerShares(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (!/^(?:promoters|passives|detractors|top2|bottom2)$/.test(key)) return;
  const scale = scaleOf(given);
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    if (values.length === 0) continue;
    const { low, high, falls } = scale ?? { low: Math.min(...values), high: Math.max(...values), falls: false };
    const upper = (value: number): boolean => value > high - 1.5;
    const lower = (value: number): boolean => value < low + 1.5;
    const cuts: Readonly<Record<string, readonly [string, string, (value: number) => boolean]>> = {
      promoters: ['9–10 分', 'answers 9–10', (value) => value >= 9],
      passives: ['7–8 分', 'answers 7–8', (value) => value >= 7 && value < 9],
      detractors: ['6 分及以下', 'answers up to 6', (value) => value < 7],
      top2: ['最好两档', 'two best answers', falls ? lower : upper],
      bottom2: ['最差两档', 'two worst answers', falls ? upper : lower],
    };
    const [zh, en, inside] = cuts[key]!;
    const weightOf = (place: number): number => weights?.[place] ?? 1;
    const counted = sum(values.map((value, place) => (inside(value) ? weightOf(place) : 0)));
    const all = sum(values.map((_, place) => weightOf(place)));
    const [formsZh, formsEn] = weights ? ['权重和', 'weight of '] : ['份数', ''];
    yield [
      step(
        `${zh}的${formsZh}/${formsZh} × 100`,
        `${formsEn}${en}/${formsEn}answers × 100`,
        `${s(counted)} / ${s(all)} × 100`,
        (100 * counted) / all,
      ),
    ];
  }
}

function* promoterScore({ key, ancestors }: Given): ReturnType<Rule> {
  const { promoters, detractors } = ancestors[0]?.object ?? {};
  if (key === 'score' && typeof promoters === 'number' && typeof detractors === 'number')
    yield [
      step(
        'NPS = 推荐者 % − 贬损者 %',
        'NPS = % promoters − % detractors',
        `${s(promoters)} − ${s(detractors)}`,
        promoters - detractors,
      ),
    ];
}

/** Bounds of a mean whose standard error does not stand beside it. */
function* bounds(given: Given): ReturnType<Rule> {
  const { key, result, ancestors } = given;
  if (key !== 'lower' && key !== 'upper') return;
  const level = result.options['level'];
  const middle = numberNamedAround(ancestors, ['index', 'mean', 'loyalty', 'y', 'score']);
  if (typeof level !== 'number' || middle === null) return;
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    const weighted = weights ? weightedMoments(values, weights) : null;
    const n = weighted?.n ?? values.length;
    if (n < 2 || (weights && !weighted)) continue;
    const mean = weighted?.mean ?? sum(values) / n;
    if (Math.abs(mean - middle) > 1e-9 * Math.abs(middle)) continue;
    const se = weighted?.se ?? Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (n - 1) / n);
    const t = studentTTwoSidedQuantile(level, n - 1);
    const sign = key === 'lower' ? -1 : 1;
    yield [
      weighted?.steps.se ??
        step('标准误 = 标准差/√n', 'standard error = standard deviation/√n', `${s(se * Math.sqrt(n))} / √${n}`, se),
      step(
        `均值 ${sign < 0 ? '−' : '+'} t(${s(level)}, df)·标准误`,
        `mean ${sign < 0 ? '−' : '+'} t(${s(level)}, df) · standard error`,
        `${s(mean)} ${sign < 0 ? '−' : '+'} ${s(t)} × ${s(se)}　(df = ${n - 1})`,
        mean + sign * t * se,
      ),
    ];
  }
}

/** What is computed from the answers themselves, whichever the analysis. */
export const answerRules: readonly Rule[] = [
  mean,
  gap,
  spread,
  unequalWeights,
  shape,
  order,
  satisfied,
  answerShares,
  promoterScore,
  bounds,
];
