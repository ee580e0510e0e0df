import { designOptions } from '../../analyses/designStatistics.ts';
import { projectIndex } from '../../analyses/projectIndex.ts';
import { decodeCategories } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { formsCounted } from '../formsOfNumber.ts';
import { usedCells } from '../usedCells.ts';
import { significant as s } from '../../format/significant.ts';
import { fUpper } from '../../numeric/distributions.ts';
import { shiftFor } from '../../stats/cramersVInterval.ts';
import { designCovariance } from '../../stats/designCovariance.ts';
import { fisherExact } from '../../stats/fisherExact.ts';
import type { WorkedStep } from '../types.ts';
import { designOf } from './formColumns.ts';
import {
  type Given,
  isObject,
  isSame,
  numberOf,
  numbersNamed,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';

type Grid = readonly (readonly number[])[];

interface Table {
  readonly counts: Grid;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly n: number;
  readonly chiSquare: number;
}

function tableOf({ result }: Given): Table | null {
  const table = result.values['table'];
  if (!isObject(table)) return null;
  const counts: Grid | undefined = Array.isArray(table['counts']) ? (table['counts'] as unknown as Grid) : undefined;
  const chiSquare = isObject(table['chiSquare']) ? numberOf(table['chiSquare'], 'statistic') : null;
  if (!counts?.[0] || chiSquare === null) return null;
  const rows = counts.map((row) => sum(row));
  return { counts, rows, columns: counts[0].map((_, j) => sum(counts.map((row) => row[j]!))), n: sum(rows), chiSquare };
}

/** Strength of the relation: its corrected form, its sign, and its interval. */
function* strength({ key, path, result }: Given, table: Table): ReturnType<Rule> {
  const { n, chiSquare, rows, columns, counts } = table;
  const [r, c] = [rows.length, columns.length];
  const smaller = Math.min(r, c);
  if (key === 'cramersVCorrected') {
    const phi = Math.max(0, chiSquare / n - ((r - 1) * (c - 1)) / (n - 1));
    const size = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1));
    yield [
      step(
        'φ² = max(0, χ²/n − (r − 1)(c − 1)/(n − 1))，r、c 为行数、列数',
        'φ² = max(0, χ²/n − (r − 1)(c − 1)/(n − 1)); r, c: rows, columns',
        `max(0, ${s(chiSquare)}/${s(n)} − ${(r - 1) * (c - 1)}/${s(n - 1)})`,
        phi,
      ),
      step(
        'V = √(φ²/(min(r − (r − 1)²/(n − 1), c − (c − 1)²/(n − 1)) − 1))',
        'V = √(φ²/(min(r − (r − 1)²/(n − 1), c − (c − 1)²/(n − 1)) − 1))',
        `√(${s(phi)} / (${s(size)} − 1))`,
        size > 1 ? Math.sqrt(phi / (size - 1)) : 0,
      ),
    ];
  }
  if (key === 'phiSigned') {
    const [a, b, d, e] = counts.flat() as [number, number, number, number];
    const size = Math.sqrt(chiSquare / n);
    yield [
      step('|φ| = √(χ²/n)', '|φ| = √(χ²/n)', `√(${s(chiSquare)} / ${s(n)})`, size),
      step(
        'ad < bc 时取负号',
        'negative where ad < bc',
        `${s(a)}×${s(e)} ${a * e < b * d ? '<' : '≥'} ${s(b)}×${s(d)}`,
        a * e < b * d ? -size : size,
      ),
    ];
  }
  const level = numberOf(result.values, 'level');
  if (!path.startsWith('cramersVInterval.') || level === null) return;
  const tail = key === 'lower' ? (1 + level) / 2 : (1 - level) / 2;
  const df = (r - 1) * (c - 1);
  const shift = shiftFor(chiSquare, df, tail);
  yield [
    step(
      `使 P(χ²(df, λ) ≤ 所得 χ²) = ${s(tail)} 的非中心参数 λ，不小于 0`,
      `noncentrality λ at which P(χ²(df, λ) ≤ χ² found) = ${s(tail)}, at least 0`,
      `P(χ²(${df}, ${s(shift)}) ≤ ${s(chiSquare)})`,
      shift,
    ),
    step(
      'V = √(λ/(n·(min(行数, 列数) − 1)))，不大于 1',
      'V = √(λ/(n · (min(rows, columns) − 1))), at most 1',
      `√(${s(shift)} / (${s(n)} × ${smaller - 1}))`,
      Math.min(1, Math.sqrt(shift / (n * (smaller - 1)))),
    ),
  ];
}

/** Fisher's test: tables with the same totals that are not likelier than the one found. */
function* fisher({ path, result, value }: Given, { counts, rows, columns, n }: Table): ReturnType<Rule> {
  const reported = isObject(result.values['test']) && result.values['test']['reported'] === 'fisher';
  if (path !== 'test.fisher.p' && !(path === 'test.p' && reported)) return;
  const exact = fisherExact(counts);
  if (!exact || !isSame(exact.p, value)) return;
  const logFactorial = (k: number): number => sum(Array.from({ length: k }, (_, place) => Math.log(place + 1)));
  const observed = Math.exp(
    sum([...rows, ...columns].map(logFactorial)) - logFactorial(n) - sum(counts.flat().map(logFactorial)),
  );
  yield [
    step(
      '合计不变时恰得此表的概率 = Π行合计!·Π列合计!/(n!·Π格!)',
      'chance of this very table, totals fixed = Π row totals! Π column totals!/(n! Π cells!)',
      `${[...rows, ...columns].map((one) => `${one}!`).join('×')} / (${n}!×${counts
        .flat()
        .map((one) => `${one}!`)
        .join('×')})`,
      observed,
    ),
    step(
      '合计相同、概率不大于此表的各表的概率之和',
      'sum of the chances of all tables with these totals that are not likelier',
      `Σ P ≤ ${s(observed)}`,
      exact.p,
    ),
  ];
}

/** Chi-square divided by what weights, strata and clusters add to the variance of the cells. */
function* raoScott(given: Given, { chiSquare, rows, columns }: Table): ReturnType<Rule> {
  const { path, key, result, snapshot } = given;
  const test = result.values['test'];
  const found =
    isObject(test) && isObject(test['raoScott']) ? numbersNamed(test['raoScott'], 'df1', 'df2', 'designEffect') : null;
  if (!found || !/^test\.(?:raoScott\.\w+|p)$/.test(path)) return;
  const df = (rows.length - 1) * (columns.length - 1);
  if (key === 'df1')
    yield [step('(行数 − 1)(列数 − 1)', '(rows − 1)(columns − 1)', `${rows.length - 1} × ${columns.length - 1}`, df)];
  const design = designOf(snapshot, result);
  const { strata, clusters, populationSizes } = designOptions(design, 0.95);
  const units = designCovariance([new Float64Array(design.rows.length)], { strata, clusters, populationSizes }).df;
  if (key === 'df2')
    yield [step('df₁ × (抽样单元数 − 层数)', 'df₁ × (sampling units − strata)', `${df} × ${units}`, df * units)];
  const f = chiSquare / (df * found.designEffect);
  const fStep = step(
    'F = χ²/(df·平均设计效应)（Rao-Scott；设计效应：各格对比的线性化方差与简单随机抽样之比的平均）',
    'F = χ²/(df · mean design effect) (Rao-Scott; design effect: linearised variance of the contrasts of the cells over that of a simple random sample, on average)',
    `${s(chiSquare)} / (${df} × ${s(found.designEffect)})`,
    f,
  );
  if (key === 'f') yield [fStep];
  if (key === 'p')
    yield [
      fStep,
      step(
        'p = P(F ≥ 统计量)',
        'p = P(F ≥ statistic)',
        `P(F ≥ ${s(f)})　(df = ${df}, ${s(df * units)})`,
        fUpper(f, df, df * units),
      ),
    ];
}

/** Pairs of forms in the same order on both questions, and in opposite order; each pair counted twice. */
function pairs(counts: Grid): { readonly same: number; readonly opposite: number } {
  let [same, opposite] = [0, 0];
  for (const [i, row] of counts.entries())
    for (const [j, count] of row.entries())
      for (const [k, other] of counts.entries())
        for (const [l, one] of other.entries()) {
          if ((k - i) * (l - j) > 0) same += count * one;
          if ((k - i) * (l - j) < 0) opposite += count * one;
        }
  return { same, opposite };
}

/** Agreement in order of two ordered questions. */
function* ordered({ path }: Given, { counts, rows, columns, n }: Table): ReturnType<Rule> {
  const measure = /^ordered\.(\w+)\.(\w+)$/.exec(path);
  if (!measure) return;
  const { same, opposite } = pairs(counts);
  const pairsStep: WorkedStep = step(
    '同序对 P − 异序对 Q（每对计两次）',
    'pairs in the same order P − in opposite order Q (each counted twice)',
    `${s(same, 9)} − ${s(opposite, 9)}`,
    same - opposite,
  );
  const squares = (totals: readonly number[]): number => n * n - sum(totals.map((total) => total * total));
  const squaresText = (totals: readonly number[]): string =>
    `(${s(n)}² − (${sumText(
      totals.map((total) => `${s(total)}²`),
      sum(totals.map((total) => total * total)),
    )}))`;
  const [byRows, byColumns] = [squares(rows), squares(columns)];
  const over = (zh: string, en: string, filled: string, below: number) => [
    pairsStep,
    step(zh, en, `${signed(same - opposite, 9)} / ${filled}`, (same - opposite) / below),
  ];
  const [, name, what] = measure;
  if (what === 'value') {
    if (name === 'gamma')
      yield over('γ = (P − Q)/(P + Q)', 'γ = (P − Q)/(P + Q)', `(${s(same, 9)} + ${s(opposite, 9)})`, same + opposite);
    if (name === 'tauB')
      yield over(
        'τ-b = (P − Q)/√((n² − Σ行合计²)(n² − Σ列合计²))',
        'tau-b = (P − Q)/√((n² − Σ row totals²)(n² − Σ column totals²))',
        `√(${squaresText(rows)} × ${squaresText(columns)})`,
        Math.sqrt(byRows) * Math.sqrt(byColumns),
      );
    if (name === 'somersColumns')
      yield over('d = (P − Q)/(n² − Σ行合计²)', 'd = (P − Q)/(n² − Σ row totals²)', squaresText(rows), byRows);
    if (name === 'somersRows')
      yield over('d = (P − Q)/(n² − Σ列合计²)', 'd = (P − Q)/(n² − Σ column totals²)', squaresText(columns), byColumns);
  }
  if (name !== 'linearByLinear') return;
  if (what === 'df') yield [step('线性关联：1', 'linear association: 1', '1', 1)];
  const mean = (totals: readonly number[]): number => sum(totals.map((total, place) => total * (place + 1))) / n;
  const [x, y] = [mean(rows), mean(columns)];
  const spread = (totals: readonly number[], centre: number): number =>
    sum(totals.map((total, place) => total * (place + 1 - centre) ** 2));
  const xy = sum(counts.flatMap((row, i) => row.map((count, j) => count * (i + 1 - x) * (j + 1 - y))));
  const r = xy / Math.sqrt(spread(rows, x) * spread(columns, y));
  if (what === 'statistic')
    yield [
      step(
        'r = Σ(行号 − 均值)(列号 − 均值)/√(Σ(行号 − 均值)²·Σ(列号 − 均值)²)，以序号为分值',
        'r = Σ(row − mean)(column − mean)/√(Σ(row − mean)² Σ(column − mean)²); scores 1, 2, 3 …',
        `${s(xy)} / √(${s(spread(rows, x))} × ${s(spread(columns, y))})`,
        r,
      ),
      step('(n − 1)·r²', '(n − 1) r²', `(${s(n)} − 1) × ${signed(r)}²`, (n - 1) * r * r),
    ];
}

/** Forms with an answer on both sides of the table, and what they weigh; without a second question the index parts them. */
function answeredBoth({ snapshot, result }: Given): { readonly forms: number; readonly all: number } {
  const design = designOf(snapshot, result);
  const sides = [result.inputs['rows'], result.inputs['columns']].map((id): ArrayLike<number> => {
    if (typeof id === 'string') return decodeCategories(snapshot, variableId(id), design.rows).codes;
    const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
    return index?.indices.get(null)?.map((value) => (Number.isNaN(value) ? -1 : 1)) ?? [];
  });
  const both = [...design.rows.keys()].filter((place) => sides.every((side) => side[place]! >= 0));
  return { forms: both.length, all: sum(both.map((place) => design.weights?.[place] ?? 1)) };
}

/** Different weights written out in a sum. */
const mostWeights = 8;

/** Weights with how many forms have each; of very many their sum. */
function weightsText(weights: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const weight of weights) counts.set(weight, (counts.get(weight) ?? 0) + 1);
  return counts.size === 0 || counts.size > mostWeights
    ? s(sum(weights))
    : [...counts]
        .toSorted(([a], [b]) => a - b)
        .map(([weight, count]) => `${s(weight)}×${count}`)
        .join(' + ');
}

/** The forms of a cell, or what they weigh: survey weights are scaled to the number of forms. */
function* cellCount(given: Given, { n }: Table): ReturnType<Rule> {
  const { path, result, snapshot } = given;
  const rows = isObject(result.values['rows']) ? result.values['rows']['id'] : null;
  if (!/^table\.counts\.\d+\.\d+$/.test(path) || typeof rows !== 'string') return;
  const counted = formsCounted(snapshot, result, path);
  const inCell = new Set(
    usedCells(snapshot, [variableId(rows)], { counted })
      .page('used', 0, snapshot.rowCount)
      .map(({ row }) => row),
  );
  const design = designOf(snapshot, result);
  const both = [...design.rows.keys()].filter((place) => inCell.has(design.rows[place]!));
  if (!design.weights) {
    yield [
      step(
        `两者兼有的份数（共 ${s(n)} 份）`,
        `forms that are both, of ${s(n)}`,
        `${s(n)} − ${s(n - both.length)}`,
        both.length,
      ),
    ];
    return;
  }
  const weight = sum(both.map((place) => design.weights![place]!));
  const weighed = step(
    `两者兼有的 ${both.length} 份的权重和`,
    `weight of the ${both.length} forms that are both`,
    weightsText(both.map((place) => design.weights![place]!)),
    weight,
  );
  if (design.weightKind === 'frequency') yield [weighed];
  const { forms, all } = answeredBoth(given);
  yield [
    weighed,
    step(
      '权重和 × 份数/总权重',
      'weight × forms/weight of all',
      `${s(weight)} × ${forms} / ${s(all)}`,
      (weight * forms) / all,
    ),
  ];
}

function* crossTableTests(given: Given): ReturnType<Rule> {
  const table = tableOf(given);
  if (!table) return;
  for (const rule of [cellCount, strength, fisher, raoScott, ordered]) yield* rule(given, table);
}

export const crossTableTestRules: Readonly<Record<string, readonly Rule[]>> = {
  'describe.crossTable': [crossTableTests],
};
