import { designOptions } from '../../analyses/designStatistics.ts';
import { significant as s } from '../../format/significant.ts';
import { fUpper, studentTTwoSided, studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import { designCovariance } from '../../stats/designCovariance.ts';
import { waldStatistic } from '../../stats/olsRegression.ts';
import type { WorkedStep } from '../types.ts';
import { decodeCategories } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { designOf, formColumns } from './formColumns.ts';
import { linearised } from './formMeans.ts';
import { type GroupedForms, groupedForms } from './groupedForms.ts';
import { type Given, isObject, numbersNamed, type Rule, signed, step } from './given.ts';

/** Groups whose whole covariance is written into a formula. */
const mostShown = 4;

/** Means of the groups that have forms, and what each form contributes to each of them. */
interface Linearised {
  readonly forms: GroupedForms;
  readonly present: readonly number[];
  readonly means: readonly number[];
  readonly scores: readonly Float64Array[];
}

function linearisedMeans(forms: GroupedForms): Linearised {
  const { design, values, codes, groups } = forms;
  const weightOf = (row: number): number => design.weights?.[row] ?? 1;
  const [totals, sums] = [new Float64Array(groups), new Float64Array(groups)];
  codes.forEach((code, row) => {
    if (code < 0) return;
    totals[code]! += weightOf(row);
    sums[code]! += weightOf(row) * values[row]!;
  });
  const present = [...totals.keys()].filter((group) => totals[group]! > 0);
  const means = present.map((group) => sums[group]! / totals[group]!);
  const scores = present.map((group, place) =>
    Float64Array.from(codes, (code, row) =>
      code === group ? (weightOf(row) * (values[row]! - means[place]!)) / totals[group]! : 0,
    ),
  );
  return { forms, present, means, scores };
}

/** The difference of two groups with its standard error; all forms stay in the design. */
function pairOf({ forms, means, scores }: Linearised, a: number, b: number) {
  const z = [...scores[a]!].map((value, row) => value - scores[b]![row]!);
  const { design } = forms;
  const everybody = { values: new Float64Array(z.length), weights: design.weights, design, shown: { zh: '', en: '' } };
  const found = linearised(z, everybody, {
    zh: `±${design.weights ? 'w' : ''}(x − 本组均值)/本组${design.weights ? 'Σw' : '份数'}（第一组为正，第二组为负，其余为 0）`,
    en: `±${design.weights ? 'w' : ''}(x − mean of the group)/${design.weights ? 'Σw' : 'n'} of the group (first +, second −, others 0)`,
  });
  return { ...found, difference: means[a]! - means[b]! };
}

const degreesStep = (units: number, k: number): WorkedStep =>
  step(
    k === 2 ? '抽样单元数 − 层数 − 1' : '抽样单元数 − 层数 − (组数 − 1)',
    k === 2 ? 'sampling units − strata − 1' : 'sampling units − strata − (groups − 1)',
    `${s(units)} − ${k - 1}`,
    units - k + 1,
  );

/** Test and interval of the difference of two groups under the design. */
function* pair(given: Given, found: Linearised, a: number, b: number, compared: number): ReturnType<Rule> {
  const { key, result } = given;
  const { se, df: units, difference, steps } = pairOf(found, a, b);
  const df = units - found.present.length + 1;
  const level = result.options['level'];
  if (key === 'se') yield steps;
  if (key === 'df') yield [degreesStep(units, found.present.length)];
  if (!(se > 0)) return;
  const t = difference / se;
  const tStep = step('t = 差/标准误', 't = difference/standard error', `${signed(difference)} / ${s(se)}`, t);
  const p = studentTTwoSided(t, df);
  if (key === 't') yield [...steps, tStep];
  if (key === 'p') {
    const pStep = step('p = 2·P(T ≥ |t|)', 'p = 2 P(T ≥ |t|)', `2·P(T ≥ ${s(Math.abs(t))})　(df = ${s(df)})`, p);
    yield compared === 1
      ? [tStep, pStep]
      : [
          tStep,
          pStep,
          step(
            'Bonferroni：p × 比较次数，不大于 1',
            'Bonferroni: p × comparisons, at most 1',
            `${s(p)} × ${compared}`,
            Math.min(1, p * compared),
          ),
        ];
  }
  if ((key !== 'lower' && key !== 'upper') || typeof level !== 'number') return;
  const own = 1 - (1 - level) / compared;
  const quantile = studentTTwoSidedQuantile(own, df);
  const sign = key === 'lower' ? '−' : '+';
  const by = compared === 1 ? s(level) : `1 − ${s(1 - level)}/${compared}`;
  yield [
    ...steps,
    step(
      `差 ${sign} t(${by}, df)·标准误`,
      `difference ${sign} t(${by}, df) · standard error`,
      `${signed(difference)} ${sign} ${s(quantile)} × ${s(se)}　(df = ${s(df)})`,
      difference + (key === 'lower' ? -1 : 1) * quantile * se,
    ),
  ];
}

/** Wald's F: do the means of all groups agree? */
function* wald(key: string, found: Linearised): ReturnType<Rule> {
  const { forms, means, scores, present } = found;
  const k = present.length;
  const { strata, clusters, populationSizes } = designOptions(forms.design, 0.95);
  const { covariance, df: units } = designCovariance([...scores], { strata, clusters, populationSizes });
  if (key === 'df1' || key === 'dfBetween') yield [step('组数 − 1', 'groups − 1', `${k} − 1`, k - 1)];
  if (key === 'df2') yield [degreesStep(units, k)];
  if (key !== 'f' && key !== 'p') return;
  const at = (i: number, j: number): number => covariance[i * k + j]!;
  const others = present.slice(1).map((_, place) => place + 1);
  const gaps = others.map((i) => means[i]! - means[0]!);
  const spread = others.map((i) => others.map((j) => at(i, j) - at(i, 0) - at(0, j) + at(0, 0)));
  const f = waldStatistic(spread, gaps) / (k - 1);
  const fStep =
    k === 2
      ? step(
          'F = 两组均值之差²/差的线性化方差 V',
          'F = (difference of the means)²/its linearised variance V',
          `(${s(gaps[0]!)})² / ${s(spread[0]![0]!)}`,
          f,
        )
      : step(
          'F = d′V⁻¹d/(k − 1)，d 为各组均值与第一组之差，V 为 d 的线性化协方差',
          'F = d′V⁻¹d/(k − 1); d: means less that of the first group, V: their linearised covariance',
          `${s(f * (k - 1))} / ${k - 1}${
            k <= mostShown
              ? `　(d = ${gaps.map((one) => s(one)).join(', ')}; V = ${spread.map((row) => row.map((one) => s(one, 5)).join(', ')).join(' | ')})`
              : ''
          }`,
          f,
        );
  if (key === 'f') yield [fStep];
  const df2 = units - k + 1;
  if (key === 'p')
    yield [
      fStep,
      step(
        'p = P(F ≥ 统计量)',
        'p = P(F ≥ statistic)',
        `P(F ≥ ${s(f)})　(df = ${k - 1}, ${df2})`,
        fUpper(f, k - 1, df2),
      ),
    ];
}

/** Tests between groups under survey weights, strata or clusters. */
function* designed(given: Given): ReturnType<Rule> {
  const { path, key, ancestors, result } = given;
  const { design, wald: test } = result.values;
  if (!isObject(design) && !isObject(test)) return;
  const forms = groupedForms(given);
  if (!forms) return;
  const found = linearisedMeans(forms);
  if (found.present.length < 2) return;
  if (/^(?:table|wald)\.\w+$|^p$/.test(path) && isObject(test)) yield* wald(key, found);
  if (/^(?:design\.|interval\.|p$)/.test(path) && isObject(design)) yield* pair(given, found, 0, 1, 1);
  const own = ancestors.map(({ object }) => numbersNamed(object, 'a', 'b', 'difference')).find((one) => one !== null);
  const k = found.present.length;
  if (own && path.startsWith('pairs.'))
    yield* pair(given, found, found.present.indexOf(own.a), found.present.indexOf(own.b), (k * (k - 1)) / 2);
}

/** A feature of the screen under strata or clusters: Wald's F of its groups for one indicator. */
function* screened(given: Given): ReturnType<Rule> {
  const { key, ancestors, snapshot, result } = given;
  const feature = ancestors.map(({ object }) => object['feature']).find((one) => typeof one === 'string');
  const design = designOf(snapshot, result);
  if (!/^(?:f|df1|df2)$/.test(key) || !feature || (!design.strata && !design.clusters)) return;
  const { codes, labels } = decodeCategories(snapshot, variableId(feature), design.rows);
  for (const { values } of formColumns({ ...given, group: null })) {
    const inUse = codes.map((code, row) => (Number.isNaN(values[row]!) ? -1 : code));
    const found = linearisedMeans({ design, values, codes: inUse, groups: labels.length });
    if (found.present.length > 1) yield* wald(key, found);
  }
}

export const designTestRules: Readonly<Record<string, readonly Rule[]>> = {
  'compare.tTest': [designed],
  'influence.anova': [designed],
  'influence.featureScreen': [screened],
};
