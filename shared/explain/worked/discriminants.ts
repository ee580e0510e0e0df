import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import {
  type Given,
  numberOf,
  numbersIn,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';

interface Solved {
  readonly items: readonly JsonObject[];
  readonly sizes: readonly number[];
  readonly n: number;
  /** Pooled covariances within groups. */
  readonly within: readonly (readonly number[])[];
}

function solved({ result }: Given): Solved | null {
  const within = result.values['withinCovariance'] as readonly (readonly number[])[] | undefined;
  const sizes = objectsOf(result.values['groups']).flatMap((one) => numberOf(one, 'n') ?? []);
  const items = objectsOf(result.values['items']);
  return within && items.length === within.length ? { items, sizes, n: sum(sizes), within } : null;
}

const listOf = (object: JsonObject | undefined, name: string): readonly number[] => numbersIn(object?.[name]) ?? [];
/** Mean of an item over all forms, from those of the groups. */
const grandMean = ({ sizes, n }: Solved, item: JsonObject): number =>
  sum(listOf(item, 'means').map((mean, group) => sizes[group]! * mean)) / n;

/** Coefficients of one item on a function. */
function* ofItem(given: Given, all: Solved): ReturnType<Rule> {
  const place = /^items\.(\d+)\.(standardized|structure)\.(\d+)$/.exec(given.path);
  if (!place) return;
  const [at, list, which] = [Number(place[1]), place[2]!, Number(place[3])];
  const raw = all.items.map((item) => listOf(item, 'raw')[which] ?? Number.NaN);
  const row = all.within[at]!;
  const sd = Math.sqrt(row[at]!);
  if (list === 'standardized')
    yield [
      step(
        '标准化系数 = 原始系数 × 组内合并标准差',
        'standardised = raw coefficient × pooled standard deviation within groups',
        `${signed(raw[at]!)} × √${s(row[at]!)}`,
        raw[at]! * sd,
      ),
    ];
  const products = sum(row.map((one, other) => one * raw[other]!));
  if (list === 'structure')
    yield [
      step(
        'Σ(组内合并协方差 × 原始系数)',
        'Σ(pooled covariance within groups × raw coefficient)',
        productsText(row.map((one, other) => [one, raw[other]!])),
        products,
      ),
      step(
        '结构系数 = 上一步/该题组内标准差',
        'structure = the sum before/standard deviation of the item within groups',
        `${signed(products)} / ${s(sd)}`,
        products / sd,
      ),
    ];
}

/** Constant, centres of the groups, eigenvalue and degrees of freedom of a function. */
function* ofFunction({ path, ancestors }: Given, all: Solved): ReturnType<Rule> {
  const place = /^functions\.(\d+)\.(constant|eigenvalue|df|centroids\.(\d+))$/.exec(path);
  if (!place) return;
  const which = Number(place[1]);
  const raw = all.items.map((item) => listOf(item, 'raw')[which] ?? Number.NaN);
  const own = ancestors.find(({ object }) => Array.isArray(object['centroids']))?.object;
  if (place[2] === 'constant') {
    const pairs = all.items.map((item, at) => [raw[at]!, grandMean(all, item)] as const);
    const value = -sum(pairs.map(([a, b]) => a * b));
    yield [
      step(
        '常数 = −Σ(原始系数 × 该题总均值)',
        'constant = −Σ(raw coefficient × mean of the item)',
        `−(${productsText(pairs)})`,
        value,
      ),
    ];
  }
  const constant = numberOf(own, 'constant');
  if (place[3] !== undefined && constant !== null) {
    const group = Number(place[3]);
    const pairs = all.items.map((item, at) => [raw[at]!, listOf(item, 'means')[group]!] as const);
    yield [
      step(
        '重心 = 常数 + Σ(原始系数 × 本组该题均值)',
        'centroid = constant + Σ(raw coefficient × mean of the item in the group)',
        `${signed(constant)} + ${productsText(pairs)}`,
        constant + sum(pairs.map(([a, b]) => a * b)),
      ),
    ];
  }
  if (place[2] === 'eigenvalue') {
    const centres = listOf(own, 'centroids');
    const between = sum(centres.map((centre, group) => all.sizes[group]! * centre ** 2));
    yield [
      step(
        'λ = 函数得分的组间平方和/组内平方和 = Σ n·重心²/(n − 组数)，组内方差为 1',
        'λ = sum of squares of the scores between/within groups = Σ n centroid²/(n − groups); variance within is 1',
        `(${sumText(
          centres.map((centre, group) => `${all.sizes[group]}×${signed(centre)}²`),
          between,
        )}) / ${all.n - centres.length}`,
        between / (all.n - centres.length),
      ),
    ];
  }
  if (place[2] === 'df') {
    const [p, g] = [all.items.length, all.sizes.length];
    yield [
      step(
        '(题数 − 已取函数数)(组数 − 已取函数数 − 1)',
        '(items − functions before)(groups − functions before − 1)',
        `(${p} − ${which}) × (${g} − ${which} − 1)`,
        (p - which) * (g - which - 1),
      ),
    ];
  }
}

/** How many forms of a group there are, and how many were put where. */
function* ofGroups({ path, result }: Given, all: Solved): ReturnType<Rule> {
  const size = /^groups\.(\d+)\.n$/.exec(path);
  const cell = /^(leaveOneOut|inSample)\.counts\.(\d+)\.(\d+)$/.exec(path);
  const own = size ? Number(size[1]) : null;
  if (own !== null) {
    const others = all.sizes.filter((_, group) => group !== own);
    yield [
      step(
        '用于判别的份数 − 其余各组份数',
        'forms in the analysis − forms of the other groups',
        [result.n, ...others].join(' − '),
        result.n - sum(others),
      ),
    ];
  }
  if (!cell) return;
  const counts = (result.values[cell[1]!] as { readonly counts: readonly (readonly number[])[] }).counts;
  const [group, predicted] = [Number(cell[2]), Number(cell[3])];
  const others = counts[group]!.filter((_, other) => other !== predicted);
  yield [
    step(
      '本组份数 − 判入其他组的份数',
      'forms of the group − those put into other groups',
      [all.sizes[group]!, ...others].join(' − '),
      all.sizes[group]! - sum(others),
    ),
  ];
}

function* discriminant(given: Given): ReturnType<Rule> {
  const all = solved(given);
  if (!all) return;
  yield* ofItem(given, all);
  yield* ofFunction(given, all);
  yield* ofGroups(given, all);
}

export const discriminantRules: Readonly<Record<string, readonly Rule[]>> = {
  'influence.discriminant': [discriminant],
};
