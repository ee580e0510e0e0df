import { significant as s } from '../../format/significant.ts';
import { type FormColumn, formColumns, gapColumn } from './formColumns.ts';
import type { WorkedStep } from '../types.ts';
import { studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import { formMean, kept, meanBound, meanStep, mostAnswers, tally } from './formMeans.ts';
import { type Given, numberNamedAround, type Rule, step, sum } from './given.ts';

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

/** The keys under which the spread of a column and the certainty of its mean stand. */
function* spreadOf(key: string, column: FormColumn): ReturnType<Rule> {
  const found = /^(?:sd|spread|variance|se|df)$/.test(key) ? formMean(column) : null;
  if (!found) return;
  const { steps } = found;
  if (key === 'sd' || key === 'spread') yield [steps.sd];
  if (key === 'variance') yield [steps.variance];
  if (key === 'se') yield steps.se;
  if (key === 'df') yield [steps.df];
}

function* gap(given: Given): ReturnType<Rule> {
  const column = given.key === 'se' || given.key === 'df' ? gapColumn(given) : null;
  if (column) yield* spreadOf(given.key, column);
}

/** By how much unequal weights widen the variance of a mean. */
function* unequalWeights(given: Given): ReturnType<Rule> {
  if (given.key !== 'kishDesignEffect') return;
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    if (column.design.weightKind === 'frequency')
      yield [step('频数权重不改变精度：1', 'frequency weights take no precision away: 1', '1', 1)];
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
  if (/^(?:sd|se|variance|df)$/.test(given.key))
    for (const column of formColumns(given)) yield* spreadOf(given.key, column);
}

/** Moments of the third and fourth order, as sample programs give them. */
function* shape(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (!/^(?:skewness|kurtosis)$/.test(key)) return;
  for (const column of formColumns(given)) {
    const { values, weights } = kept(column);
    if (weights && column.design.weightKind !== 'frequency') continue;
    const weightOf = (place: number): number => weights?.[place] ?? 1;
    const n = sum(values.map((_, place) => weightOf(place)));
    if (n < 4) continue;
    const middle = sum(values.map((value, place) => weightOf(place) * value)) / n;
    const power = (k: number): number => sum(values.map((value, place) => weightOf(place) * (value - middle) ** k));
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

/** Where the weights of the answers, added up in rising order, come to the half. */
function weightedMedian(counted: readonly (readonly [number, number])[]): readonly WorkedStep[] {
  const total = sum(counted.map(([, weight]) => weight));
  const middle = (total + 1) / 2;
  const reaching = (place: number): number => {
    let running = 0;
    return counted.findIndex(([, weight]) => (running += weight) >= place - 1e-9);
  };
  const [below, above] = [Math.floor(middle + 1e-9), Math.floor(middle + 1e-9) + 1].map(reaching) as [number, number];
  const [low, high] = [counted[Math.max(0, below)]![0], counted[above < 0 ? counted.length - 1 : above]![0]];
  const upTo = (at: number): string => {
    const weight = sum(counted.slice(0, at + 1).map(([, one]) => one));
    return `x ≤ ${s(counted[at]![0])}: ${s(weight)}`;
  };
  const share = Math.max(0, middle - Math.floor(middle + 1e-9));
  return [
    step(
      '由小到大累计权重，取到 (Σw + 1)/2 处的作答',
      'weights added up in rising order; the answer at (Σw + 1)/2',
      `(${s(total)} + 1) / 2 = ${s(middle)}　(${[...new Set([below - 1, below, above])]
        .filter((at) => at >= 0)
        .map(upTo)
        .join(', ')})`,
      low + (low === high ? 0 : share * (high - low)),
    ),
  ];
}

/** The middle and the ends of the answers, in their order. */
function* order(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (!/^(?:median|min|max)$/.test(key)) return;
  for (const column of formColumns(given)) {
    const own = kept(column);
    const sorted = own.values.toSorted((a, b) => a - b);
    const n = sorted.length;
    if (n === 0) continue;
    if (key === 'min') yield [step('最小的作答', 'the smallest', extremes('min', sorted), sorted[0]!)];
    if (key === 'max') yield [step('最大的作答', 'the largest', extremes('max', sorted), sorted[n - 1]!)];
    if (key !== 'median') continue;
    if (own.weights) {
      yield weightedMedian(tally(own));
      continue;
    }
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
    const found = formMean(column);
    if (found && Math.abs(found.mean - middle) <= 1e-9 * Math.abs(middle))
      yield meanBound(found, level, key === 'upper');
  }
}

/** Bounds of a mean in a population of known size, as many textbooks have them. */
function* finitePopulation(given: Given): ReturnType<Rule> {
  const end = /^finitePopulationTextbook\.(lower|upper)$/.exec(given.path)?.[1];
  const { level } = given.result.options;
  if (!end || typeof level !== 'number') return;
  for (const column of formColumns(given)) {
    const size = column.design.populationSize;
    const found = formMean({ ...column, design: { ...column.design, populationSize: null } });
    if (!found || size === null) continue;
    const t = studentTTwoSidedQuantile(level, found.df);
    const left = Math.sqrt((size - found.n) / (size - 1));
    const sign = end === 'lower' ? '−' : '+';
    yield [
      ...found.steps.se,
      step(
        `均值 ${sign} t(${s(level)}, df)·标准误·√((N − n)/(N − 1))，N 为总体`,
        `mean ${sign} t(${s(level)}, df) · standard error · √((N − n)/(N − 1)); N: population`,
        `${s(found.mean)} ${sign} ${s(t)} × ${s(found.se)} × √((${s(size)} − ${s(found.n)})/${s(size - 1)})　(df = ${s(found.df)})`,
        found.mean + (end === 'lower' ? -1 : 1) * t * found.se * left,
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
  finitePopulation,
  bounds,
];
