import { designRows } from '../../analyses/design.ts';
import { groupingOf } from '../../analyses/discriminantGroups.ts';
import { itemColumns } from '../../analyses/items.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { variableId } from '../../model/ids.ts';
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

/** A raw coefficient: the row of the eigenvalue equation that it stands in. */
function* rawCoefficient({ path, result }: Given, all: Solved): ReturnType<Rule> {
  const place = /^items\.(\d+)\.raw\.(\d+)$/.exec(path);
  if (!place) return;
  const [at, which] = [Number(place[1]), Number(place[2])];
  const own = objectsOf(result.values['functions'])[which];
  const [centroids, eigenvalue] = [listOf(own, 'centroids'), numberOf(own, 'eigenvalue')];
  if (eigenvalue === null || !(eigenvalue > 0)) return;
  const item = all.items[at]!;
  const grand = grandMean(all, item);
  const freedom = all.n - all.sizes.length;
  const between = listOf(item, 'means').map(
    (mean, group) => [mean - grand, all.sizes[group]! * centroids[group]!] as const,
  );
  const h = sum(between.map(([a, b]) => a * b)) / (eigenvalue * freedom);
  const others = all.items.flatMap((one, other): (readonly [number, number])[] =>
    other === at ? [] : [[all.within[at]![other]!, listOf(one, 'raw')[which]!]],
  );
  const rest = sum(others.map(([a, b]) => a * b));
  const variance = all.within[at]![at]!;
  yield [
    step(
      'H = Σ n·重心·(本组该题均值 − 总均值)/(λ·(n − 组数))',
      'H = Σ n · centroid · (mean of the item in the group − overall mean)/(λ (n − groups))',
      `(${productsText(between)}) / (${s(eigenvalue)} × ${s(freedom)})`,
      h,
    ),
    ...(others.length > 0
      ? [
          step(
            'R = Σ(与其余各题的组内合并协方差 × 其原始系数)',
            'R = Σ(pooled covariance within groups with each other item × its raw coefficient)',
            productsText(others),
            rest,
          ),
        ]
      : []),
    step(
      others.length > 0
        ? '原始系数 = (H − R)/该题组内合并方差（特征方程 Bv = λWv 在该题的一行）'
        : '原始系数 = H/该题组内合并方差（特征方程 Bv = λWv）',
      others.length > 0
        ? 'raw coefficient = (H − R)/pooled variance of the item within groups (its row of the eigenvalue equation Bv = λWv)'
        : 'raw coefficient = H/pooled variance of the item within groups (the eigenvalue equation Bv = λWv)',
      others.length > 0 ? `(${s(h)} − ${signed(rest)}) / ${s(variance)}` : `${s(h)} / ${s(variance)}`,
      (h - rest) / variance,
    ),
  ];
}

interface Members {
  /** Answers to the items, and which forms answered them all, by group of the result. */
  readonly columns: readonly ArrayLike<number>[];
  readonly rows: readonly (readonly number[])[];
  /** One per form, as given; null = all 1. */
  readonly weights: ArrayLike<number> | null;
  readonly survey: boolean;
  /** The forms that columns and rows speak of by place. */
  readonly forms: Int32Array;
}

function membersOf({ snapshot, result }: Given, all: Solved): Members | null {
  const { inputs, options, values } = result;
  const asked = (name: string) => (typeof inputs[name] === 'string' ? variableId(inputs[name]) : null);
  const design = designRows(snapshot, { weights: 'both', design: false });
  const threshold = typeof options['threshold'] === 'number' ? options['threshold'] : Number.NaN;
  const grouping = groupingOf(snapshot, asked('group'), asked('overall'), threshold, design);
  if (!grouping) return null;
  const columns = itemColumns(
    snapshot,
    all.items.map(({ id }) => variableId(String(id))),
    new Set(),
    design,
  );
  const complete = [...grouping.codes.keys()].filter((row) => columns.every((column) => !Number.isNaN(column[row]!)));
  return {
    columns,
    rows: objectsOf(values['groups']).map(({ label }) => {
      const code = grouping.labels.findIndex((one) => nameOf(one) === nameOf(label));
      return complete.filter((row) => grouping.codes[row] === code);
    }),
    weights: design.weights,
    survey: design.weightKind === 'survey',
    forms: design.rows,
  };
}

/** The forms of one group that answered every item; null where the groups are not to be told. */
export function formsOfGroup(given: Given, group: number): readonly number[] | null {
  const all = solved(given);
  const members = all ? membersOf(given, all) : null;
  return members?.rows[group]?.map((row) => members.forms[row]!) ?? null;
}

const weightSum = ({ weights }: Members, rows: readonly number[]): number =>
  sum(rows.map((row) => weights?.[row] ?? 1));

/** Mean of an item over the forms of a group that answered every item. */
function* groupMean(given: Given, all: Solved): ReturnType<Rule> {
  const place = /^items\.(\d+)\.means\.(\d+)$/.exec(given.path);
  const members = place ? membersOf(given, all) : null;
  if (!place || !members) return;
  const rows = members.rows[Number(place[2])]!;
  const own = members.columns[Number(place[1])]!;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(own[row]!, (counts.get(own[row]!) ?? 0) + (members.weights?.[row] ?? 1));
  const pairs = [...counts].toSorted(([a], [b]) => a - b);
  const total = weightSum(members, rows);
  const filled = `(${productsText(pairs)}) / ${s(total)}`;
  const value = sum(pairs.map(([answer, count]) => answer * count)) / total;
  yield [
    members.weights
      ? step(
          'Σ(回答 × 权重)/Σ权重，本组各题都答了的问卷',
          'Σ(answer × weight)/Σ weight over the forms of the group that answered every item',
          filled,
          value,
        )
      : step(
          'Σ(回答 × 份数)/总份数，本组各题都答了的问卷',
          'Σ(answer × number of forms)/all, forms of the group that answered every item',
          filled,
          value,
        ),
  ];
}

/** How many forms of a group answered every item, by weight. */
function* groupSize(given: Given, all: Solved): ReturnType<Rule> {
  const place = /^groups\.(\d+)\.n$/.exec(given.path);
  const members = place ? membersOf(given, all) : null;
  if (!place || !members) return;
  const own = weightSum(members, members.rows[Number(place[1])]!);
  const total = weightSum(members, members.rows.flat());
  if (members.survey)
    yield [
      step(
        '本组权重之和/权重之和 × 份数（各题都答了的问卷）',
        'sum of weights of the group/of all × forms (those that answered every item)',
        `${s(own)} / ${s(total)} × ${given.result.n}`,
        (own / total) * given.result.n,
      ),
    ];
  const others = members.rows.filter((_, group) => group !== Number(place[1])).map((rows) => weightSum(members, rows));
  yield [
    step(
      '各题都答了的份数 − 其余各组份数',
      'forms that answered every item − forms of the other groups',
      [total, ...others].map((one) => s(one)).join(' − '),
      total - sum(others),
    ),
  ];
}

/** A label in Chinese, by which groups are told apart. */
const nameOf = (label: unknown): string =>
  typeof label === 'string' ? label : ((label as { readonly zh?: string } | undefined)?.zh ?? '');

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
          centres.map((centre, group) => `${s(all.sizes[group]!)}×${signed(centre)}²`),
          between,
        )}) / ${s(all.n - centres.length)}`,
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

/** How many forms of a group were put where. */
function* ofGroups({ path, result }: Given, all: Solved): ReturnType<Rule> {
  const cell = /^(leaveOneOut|inSample)\.counts\.(\d+)\.(\d+)$/.exec(path);
  if (!cell) return;
  const counts = (result.values[cell[1]!] as { readonly counts: readonly (readonly number[])[] }).counts;
  const [group, predicted] = [Number(cell[2]), Number(cell[3])];
  const others = counts[group]!.filter((_, other) => other !== predicted);
  yield [
    step(
      '本组份数 − 判入其他组的份数',
      'forms of the group − those put into other groups',
      [all.sizes[group]!, ...others].map((one) => s(one)).join(' − '),
      all.sizes[group]! - sum(others),
    ),
  ];
}

/** How well the functions tell the groups apart. */
function* separation({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const eigenvalue = numberOf(own, 'eigenvalue');
  const functions = objectsOf(result.values['functions']);
  const all = functions.map((one) => numberOf(one, 'eigenvalue') ?? 0);
  if (eigenvalue !== null) {
    if (key === 'canonicalCorrelation')
      yield [
        step(
          '√(λ/(1 + λ))，λ 为特征值',
          '√(λ/(1 + λ)), λ = eigenvalue',
          `√(${s(eigenvalue)} / ${s(1 + eigenvalue)})`,
          Math.sqrt(eigenvalue / (1 + eigenvalue)),
        ),
      ];
    if (key === 'share')
      yield [
        step(
          '特征值/特征值之和',
          'eigenvalue/sum of eigenvalues',
          `${s(eigenvalue)} / ${s(sum(all))}`,
          eigenvalue / sum(all),
        ),
      ];
    if (key === 'wilksLambda') {
      const from = all.slice(functions.findIndex((one) => one === own));
      yield [
        step(
          'Λ = Π 1/(1 + 特征值)',
          'Λ = Π 1/(1 + eigenvalue)',
          from.map((one) => `1/(1 + ${s(one)})`).join(' × '),
          from.reduce((product, one) => product / (1 + one), 1),
        ),
      ];
    }
  }
  const lambda = numberOf(own, 'wilksLambda');
  const df1 = numberOf(own, 'df1');
  const df2 = numberOf(own, 'df2');
  if (key === 'f' && lambda !== null && df1 && df2)
    yield [
      step(
        'F = (1 − Λ)/Λ·df₂/df₁',
        'F = (1 − Λ)/Λ · df₂/df₁',
        `(1 − ${s(lambda)}) / ${s(lambda)} × ${df2} / ${df1}`,
        (((1 - lambda) / lambda) * df2) / df1,
      ),
    ];
  const groups = objectsOf(result.values['groups']);
  const sizes = groups.map((one) => numberOf(one, 'n') ?? 0);
  if (key === 'prior') {
    const n = numberOf(own, 'n') ?? 0;
    yield [step('本组份数/总份数', 'forms of the group/all', `${s(n)} / ${s(sum(sizes))}`, n / sum(sizes))];
  }
  if (key === 'chance')
    yield [
      step(
        '最大一组的份数/总份数',
        'largest group/all',
        `${s(Math.max(...sizes))} / ${s(sum(sizes))}`,
        Math.max(...sizes) / sum(sizes),
      ),
    ];
  if (key === 'hitRate') {
    const counts = (own as JsonObject)['counts'] as readonly (readonly number[])[];
    const right = counts.map((line, place) => line[place]!);
    const whole = sum(counts.flat());
    yield [
      step(
        '判对的份数/总份数',
        'forms classified rightly/all',
        `(${right.map((one) => s(one)).join(' + ')}) / ${s(whole)}`,
        sum(right) / whole,
      ),
    ];
  }
  const k = objectsOf(result.values['items']).length;
  if (key === 'chiSquare' && lambda !== null && eigenvalue !== null) {
    const factor = sum(sizes) - 1 - (k + groups.length) / 2;
    yield [
      step(
        'χ² = −(n − 1 − (变量数 + 组数)/2)·lnΛ',
        'χ² = −(n − 1 − (variables + groups)/2) · lnΛ',
        `−${s(factor)} × ln(${s(lambda)})`,
        -factor * Math.log(lambda),
      ),
    ];
  }
}

function* discriminant(given: Given): ReturnType<Rule> {
  const all = solved(given);
  if (!all) return;
  yield* groupMean(given, all);
  yield* groupSize(given, all);
  yield* rawCoefficient(given, all);
  yield* ofItem(given, all);
  yield* ofFunction(given, all);
  yield* ofGroups(given, all);
}

export const discriminantRules: Readonly<Record<string, readonly Rule[]>> = {
  'influence.discriminant': [discriminant, separation],
};
