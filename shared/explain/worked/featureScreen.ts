import { designRows } from '../../analyses/design.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeCategories } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { formColumns } from './formColumns.ts';
import { type Given, numberOf, objectsOf, productsText, type Rule, step, sum, sumText } from './given.ts';

/** The features of the screen: their extreme groups, Welch's F, and p corrected over all tests. */
function* screen(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const test = ancestors.map(({ object }) => object).find((object) => typeof object['feature'] === 'string');
  if (!test) {
    const tests = objectsOf(result.values['tests']);
    const level = numberOf(result.values, 'level') ?? 0.95;
    const below = (name: string): number => tests.filter((one) => (numberOf(one, name) ?? 1) < 1 - level).length;
    if (key === 'tested')
      yield [step('特征 × 指标的检验数', 'tests: features by indicators', String(tests.length), tests.length)];
    if (key === 'clear')
      yield [
        step(
          `Holm 校正后 p < ${s(1 - level)} 的检验数`,
          `tests with p < ${s(1 - level)} after Holm`,
          String(below('holm')),
          below('holm'),
        ),
      ];
    if (key === 'likely')
      yield [
        step(
          `BH 校正后 p < ${s(1 - level)} 的检验数`,
          `tests with p < ${s(1 - level)} after BH`,
          String(below('bh')),
          below('bh'),
        ),
      ];
    if (key === 'uncorrected')
      yield [
        step(
          `未校正 p < ${s(1 - level)} 的检验数`,
          `tests with uncorrected p < ${s(1 - level)}`,
          String(below('p')),
          below('p'),
        ),
      ];
    return;
  }
  const spread = [numberOf(test['highest'] as JsonObject, 'mean'), numberOf(test['lowest'] as JsonObject, 'mean')];
  if (key === 'spread' && spread[0] !== null && spread[1] !== null)
    yield [
      step('最高组 − 最低组', 'highest − lowest group', `${s(spread[0]!)} − ${s(spread[1]!)}`, spread[0]! - spread[1]!),
    ];
  const p = numberOf(test, 'p');
  const all = objectsOf(result.values['tests'])
    .flatMap((one) => numberOf(one, 'p') ?? [])
    .toSorted((a, b) => a - b);
  if (key === 'holm' && p !== null)
    for (const [rank, one] of all.entries()) {
      if (one > p) break;
      const left = all.length - rank;
      yield [
        step(
          `Holm：第 ${rank + 1} 小的 p × 其余检验数（含自身），不大于 1`,
          `Holm: p of rank ${rank + 1} × tests left, itself included, at most 1`,
          `${s(one)} × ${left}`,
          Math.min(1, one * left),
        ),
      ];
    }
  if (key === 'bh' && p !== null)
    for (const [rank, one] of all.entries())
      if (one >= p)
        yield [
          step(
            `BH：第 ${rank + 1} 小的 p × 检验数/名次`,
            `BH: p of rank ${rank + 1} × tests/rank`,
            `${s(one)} × ${all.length} / ${rank + 1}`,
            Math.min(1, (one * all.length) / (rank + 1)),
          ),
        ];
  if (key === 'f' || key === 'df2' || key === 'groups') yield* welch(given, String(test['feature']));
}

interface TestedGroup {
  readonly label: string;
  readonly n: number;
  readonly mean: number;
  /** Square of the standard error of the mean. */
  readonly variance: number;
  readonly df: number;
}

/** Groups with two forms or more that are not all alike, as Welch's test takes them. */
function testedGroups(values: ArrayLike<number>, feature: string, { snapshot }: Given): readonly TestedGroup[] {
  const design = designRows(snapshot, { weights: 'both', design: true });
  const { codes, labels } = decodeCategories(snapshot, variableId(feature), design.rows);
  const survey = design.weightKind === 'survey';
  return labels.flatMap((label, code): TestedGroup[] => {
    const own = Array.from(design.rows, (_, row) => row).filter(
      (row) => codes[row] === code && !Number.isNaN(values[row]!),
    );
    const weightOf = (row: number): number => design.weights?.[row] ?? 1;
    const total = sum(own.map(weightOf));
    const mean = sum(own.map((row) => weightOf(row) * values[row]!)) / total;
    const squares = sum(own.map((row) => (survey ? weightOf(row) ** 2 : weightOf(row)) * (values[row]! - mean) ** 2));
    const df = (survey ? own.length : total) - 1;
    const variance = survey ? ((own.length / df) * squares) / total ** 2 : squares / df / total;
    return df > 0 && variance > 0 ? [{ label, n: own.length, mean, variance, df }] : [];
  });
}

/** Welch's F from means and standard errors. */
function* welch(given: Given, feature: string): ReturnType<Rule> {
  const { key } = given;
  for (const { values } of formColumns({ ...given, group: null })) {
    const groups = testedGroups(values, feature, given);
    const k = groups.length;
    if (key === 'groups') {
      const told = groups.map(({ label, n }) => `${label} ${n}`).join(' · ');
      yield [
        step(
          `至少两份且分数不全相同的组数（${told}）`,
          `groups of two forms or more that are not all alike (${told})`,
          String(k),
          k,
        ),
      ];
      continue;
    }
    const weights = groups.map(({ variance }) => 1 / variance);
    const all = sum(weights);
    const middle = sum(groups.map(({ mean }, place) => weights[place]! * mean)) / all;
    const between = sum(groups.map(({ mean }, place) => weights[place]! * (mean - middle) ** 2)) / (k - 1);
    const loss = sum(groups.map(({ df }, place) => (1 - weights[place]! / all) ** 2 / df));
    const lambda = step(
      'Λ = Σ(1 − v/Σv)²/(n − 1)，v = 1/标准误²',
      'Λ = Σ(1 − v/Σv)²/(n − 1), v = 1/standard error²',
      sumText(
        groups.map(({ df }, place) => `(1 − ${s(weights[place]! / all, 6)})²/${s(df)}`),
        loss,
      ),
      loss,
    );
    if (key === 'df2')
      yield [
        lambda,
        step(
          '(k² − 1)/(3Λ)，k 为组数',
          '(k² − 1)/(3Λ); k: groups',
          `${k * k - 1} / (3 × ${s(loss)})`,
          (k * k - 1) / (3 * loss),
        ),
      ];
    else
      yield [
        step(
          '加权总均值 = Σ(v·均值)/Σv，v = 1/标准误²',
          'weighted mean = Σ(v · mean)/Σv, v = 1/standard error²',
          `(${productsText(groups.map(({ mean }, place) => [weights[place]!, mean]))}) / ${s(all)}`,
          middle,
        ),
        lambda,
        step(
          'F = [Σ v·(均值 − 加权总均值)²/(k − 1)]/(1 + 2(k − 2)/(k² − 1)·Λ)',
          'F = [Σ v (mean − weighted mean)²/(k − 1)]/(1 + 2(k − 2)/(k² − 1) Λ)',
          `(${sumText(
            groups.map(({ mean }, place) => `${s(weights[place]!, 6)}×(${s(mean, 6)} − ${s(middle, 6)})²`),
            between * (k - 1),
          )}) / ${k - 1} / (1 + ${2 * (k - 2)} / ${k * k - 1} × ${s(loss)})`,
          between / (1 + ((2 * (k - 2)) / (k * k - 1)) * loss),
        ),
      ];
  }
}

export const featureScreenRules: Readonly<Record<string, readonly Rule[]>> = {
  'influence.featureScreen': [screen],
};
