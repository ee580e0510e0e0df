import { isolateName } from '../../format/isolateNames.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { InputError } from '../../model/errors.ts';
import { inLocale } from '../../model/text.ts';
import { isSatisfied } from '../../satisfaction/satisfactionMeasures.ts';
import { groupMeans } from '../../stats/groupMeans.ts';
import { holm } from '../../stats/holm.ts';
import { indexMissingOption, itemsInput, itemWeightsOption, levelOption, thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { designOptions, meanOf, meanWithInterval } from '../designStatistics.ts';
import { differencesFromRest, featureGroups, smallBase } from '../featureGroups.ts';
import { indexInputs, projectIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type GroupValues = {
  readonly label: string;
  readonly n: number;
  /** 0-100 of the forms with a group and an index. */
  readonly percent: number;
  readonly index: number | null;
  readonly sd: number | null;
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Index of the group minus index of all other groups, with interval. */
  readonly difference: number | null;
  readonly differenceLower: number | null;
  readonly differenceUpper: number | null;
  /** Standard error of the difference, and the difference over it with its degrees of freedom. */
  readonly differenceSe: number | null;
  readonly t: number | null;
  readonly df: number | null;
  /** Two-sided p of no difference, and the same after Holm's correction for as many comparisons as there are groups. */
  readonly p: number | null;
  readonly pAdjusted: number | null;
  /** 0-1, weighted. */
  readonly satisfiedShare: number | null;
  readonly small: boolean;
};
type ByFeatureValues = {
  readonly level: number;
  readonly feature: string;
  readonly second: string | null;
  readonly third: string | null;
  readonly overall: {
    readonly index: number;
    readonly n: number;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly satisfiedShare: number | null;
  };
  readonly groups: readonly GroupValues[];
  /** Places in groups by index, highest first; empty groups are left out. */
  readonly ranked: readonly number[];
};

/** Does the group differ from the rest beyond sampling error, all comparisons of the table considered? */
const isClear = (row: GroupValues, level: number): boolean =>
  !row.small && row.pAdjusted !== null && row.pAdjusted < 1 - level;

/** More groups without a conclusion are counted, not named. */
const mostNamed = 8;

export const indexByFeature = defineAnalysis({
  id: 'index.byFeature',
  version: 4,
  group: 'index',
  title: { zh: '分顾客特征的指数', en: 'Index by customer feature' },
  note: {
    what: {
      zh: '不同特征的顾客满意度指数是否不同：每组的指数、区间，以及与其余受访者之差。',
      en: 'Does the index differ between kinds of customers? Index and interval of every group, and difference from all others.',
    },
    formula: {
      zh: '组内各份问卷指数的均值及 t 区间；与其余各组之差用 Welch 区间，有抽样设计时用线性化方差（组作为总样本的域）。每组与其余之差的 p 值按 Holm 法作多重比较校正，结论以校正后为准；少于 30 份的组标出，不作结论。',
      en: 'Mean of the forms’ indices per group with t interval; difference from the rest by Welch, under a design by linearisation with groups as domains. p of each difference is corrected for many comparisons by Holm, and conclusions follow the corrected p; groups below 30 forms are marked and not concluded on.',
    },
    source: 'Welch (1947); Holm (1979); Lumley (2010), Complex Surveys, ch. 2.',
  },
  keywords: ['顾客特征', '分组', '细分', '单一特征', '综合特征', '交叉', 'segment', 'group', 'feature'],
  inputs: {
    feature: {
      kind: 'variable',
      title: { zh: '顾客特征', en: 'Customer feature' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
    },
    second: {
      kind: 'variable',
      title: { zh: '与另一特征组合（可不选）', en: 'Combined with (optional)' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      optional: true,
    },
    third: {
      kind: 'variable',
      title: { zh: '再与第三个特征组合（可不选）', en: 'And with a third (optional)' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      optional: true,
    },
    items: itemsInput,
  },
  options: {
    level: levelOption,
    threshold: thresholdOption,
    missing: indexMissingOption,
    weights: itemWeightsOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<ByFeatureValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const index = projectIndex(
      snapshot,
      { items: inputs.items, weights: options.weights, missing: options.missing as 'renormalise' },
      design,
    );
    if (!index) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const values = index.indices.get(null)!;
    const features = [inputs.feature!, inputs.second, inputs.third].flatMap((id) => (id === null ? [] : [id]));
    if (new Set(features).size < features.length) throw new InputError('analysis.inputRepeated', { input: 'second' });
    const groups = featureGroups(snapshot, features, design);
    const noIndex = values.reduce(
      (count, value, i) => count + (Number.isNaN(value) && groups.codes[i]! >= 0 ? 1 : 0),
      0,
    );
    const leftOut = mergeLeftOut(design.leftOut, groups.leftOut, [{ reason: 'blank', count: noIndex }]);
    const warnings: Warning[] = [...design.warnings, ...index.warnings];
    if (groups.labels.length === 0) return noEstimate('noGroups', 0, leftOut, warnings);
    if (groups.labels.length > 30) warnings.push({ code: 'group.tooMany', details: { count: groups.labels.length } });
    const grouped = values.map((value, i) => (groups.codes[i]! < 0 ? Number.NaN : value));
    const overall = meanWithInterval(grouped, design, options.level);
    if (overall.mean === null) return noEstimate('tooFewRows', 0, leftOut, warnings);
    const means = groupMeans(values, groups.codes, groups.labels.length, designOptions(design, options.level));
    const differences = differencesFromRest(values, groups.codes, groups.labels.length, design, options.level);
    const satisfied = groupShares(values, groups.codes, groups.labels.length, design.weights, options.threshold);
    const compared = groups.labels.map((label, code): GroupValues => {
      const result = means.groups[code]!;
      const own =
        result.status === 'ok'
          ? null
          : meanWithInterval(
              values.map((value, i) => (groups.codes[i] === code ? value : Number.NaN)),
              design,
              options.level,
            );
      const difference = groups.labels.length > 1 ? differences[code]! : null;
      const n = own ? own.n : result.n;
      if (n > 0 && n < smallBase) warnings.push({ code: 'group.smallBase', details: { group: label, n } });
      return {
        label,
        n,
        percent: (100 * n) / overall.n,
        index: result.status === 'ok' ? result.mean : own!.mean,
        sd: result.status === 'ok' ? result.sd : null,
        se: result.status === 'ok' ? result.se : null,
        lower: result.status === 'ok' ? result.interval.lower : null,
        upper: result.status === 'ok' ? result.interval.upper : null,
        difference: difference?.difference ?? null,
        differenceLower: difference?.lower ?? null,
        differenceUpper: difference?.upper ?? null,
        differenceSe: difference?.se ?? null,
        t: difference?.t ?? null,
        df: difference?.df ?? null,
        p: difference?.p ?? null,
        pAdjusted: null,
        satisfiedShare: satisfied[code]!,
        small: n < smallBase,
      };
    });
    // Of two groups each is the other's rest: one comparison, not two.
    const adjusted =
      compared.length === 2 ? compared.map((row) => row.p) : holm(compared.map((row) => (row.small ? null : row.p)));
    const rows = compared.map((row, place) => ({ ...row, pAdjusted: adjusted[place]! }));
    return {
      status: 'ok',
      reason: null,
      n: overall.n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        feature: inputs.feature! as string,
        second: inputs.second as string | null,
        third: inputs.third as string | null,
        overall: {
          index: overall.mean,
          n: overall.n,
          lower: overall.lower,
          upper: overall.upper,
          satisfiedShare: meanOf(
            grouped.map((value) => (Number.isNaN(value) ? value : isSatisfied(value, options.threshold) ? 1 : 0)),
            design.weights,
          ),
        },
        groups: rows,
        ranked: rows
          .flatMap((row, place) => (row.index === null ? [] : [place]))
          .toSorted((a, b) => rows[b]!.index! - rows[a]!.index! || a - b),
      },
    };
  },
  tables({ values, labels }) {
    const name = [values.feature, values.second, values.third]
      .flatMap((id) => (id === null ? [] : [id]))
      .map((id) => isolateName(labels[id] ?? id))
      .join(' × ');
    return [
      {
        id: 'groups',
        title: { zh: `${name}与满意度指数`, en: `Index by ${name}` },
        columns: [
          { key: 'group', title: { zh: '组别', en: 'Group' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'percent', title: { zh: '占比', en: 'Share' }, format: 'percent1' },
          { key: 'index', title: { zh: '指数', en: 'Index' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
          { key: 'difference', title: { zh: '与其余之差', en: 'Diff. from rest' }, format: 'number2' },
          { key: 'differenceLower', title: { zh: '差的下限', en: 'Diff. lower' }, format: 'number2' },
          { key: 'differenceUpper', title: { zh: '差的上限', en: 'Diff. upper' }, format: 'number2' },
          { key: 'pAdjusted', title: { zh: 'p（Holm 校正）', en: 'p (Holm)' }, format: 'pValue' },
          { key: 'satisfied', title: { zh: '满意率', en: 'Satisfied' }, format: 'share1' },
        ],
        rows: [
          ...values.groups.map((row) => ({
            cells: {
              group: row.small ? { zh: `${row.label}*`, en: `${row.label}*` } : row.label,
              n: row.n,
              percent: row.percent,
              index: row.index,
              lower: row.lower,
              upper: row.upper,
              difference: row.difference,
              differenceLower: row.differenceLower,
              differenceUpper: row.differenceUpper,
              pAdjusted: row.pAdjusted,
              satisfied: row.satisfiedShare,
            },
          })),
          {
            emphasis: true,
            cells: {
              group: { zh: '合计', en: 'All' },
              n: values.overall.n,
              percent: 100,
              index: values.overall.index,
              lower: values.overall.lower,
              upper: values.overall.upper,
              difference: null,
              differenceLower: null,
              differenceUpper: null,
              pAdjusted: null,
              satisfied: values.overall.satisfiedShare,
            },
          },
        ],
        notes: values.groups.some((row) => row.small)
          ? [{ zh: '* 少于 30 份，结果仅供参考。', en: '* Fewer than 30 forms: read with care.' }]
          : [],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const name = [values.feature, values.second, values.third]
      .flatMap((id) => (id === null ? [] : [id]))
      .map((id) => isolateName(labels[id] ?? id))
      .join(' × ');
    const ordered =
      values.second === null && values.third === null
        ? values.groups.map((_, place) => place).filter((place) => values.groups[place]!.index !== null)
        : values.ranked;
    return [
      barWithError({
        id: 'groups',
        title: inLocale({ zh: `${name}与满意度指数`, en: `Index by ${name}` }, locale),
        altText: inLocale(
          { zh: `${name}各组的满意度指数与置信区间。`, en: `Index with intervals by ${name}.` },
          locale,
        ),
        bars: ordered.slice(0, 30).map((place) => {
          const row = values.groups[place]!;
          return {
            label: `${isolateName(row.label)} (${row.n})`,
            value: row.index,
            interval:
              row.lower === null || row.upper === null
                ? null
                : ([Math.max(0, row.lower), Math.min(100, row.upper)] as const),
            text: formatNumber(row.index, 'number1', locale),
            emphasis: isClear(row, values.level),
            doubtful: row.small,
          };
        }),
        valueTitle: inLocale(
          { zh: '满意度指数（0–100 分；括号内为份数）', en: 'Index (0-100; number of forms in brackets)' },
          locale,
        ),
        range: [0, 108],
        scale: [0, 100],
        reference: {
          value: values.overall.index,
          label: `${inLocale({ zh: '总体', en: 'All' }, locale)} ${formatNumber(values.overall.index, 'number1', locale)}`,
        },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const name = [values.feature, values.second, values.third]
      .flatMap((id) => (id === null ? [] : [id]))
      .map((id) => labels[id] ?? id)
      .join(' × ');
    const solid = values.ranked.filter((place) => !values.groups[place]!.small);
    const clear = (sign: 1 | -1) =>
      solid.filter(
        (place) => isClear(values.groups[place]!, values.level) && sign * (values.groups[place]!.difference ?? 0) > 0,
      );
    const [above, below] = [clear(1), clear(-1)];
    const names = (places: readonly number[]): string =>
      joinNames(
        places.map((place) => `“${values.groups[place]!.label}”`),
        locale,
      );
    const sentences = [];
    const extremes = [values.ranked[0], values.ranked.at(-1)];
    // A small group beyond the named ones stands in the figure: the sentence says that it is not among them.
    const concluded =
      extremes[0] === solid[0] && extremes[1] === solid.at(-1)
        ? { zh: '', en: '' }
        : { zh: '在不少于 30 份的各组中，', en: 'of the groups of 30 forms or more, ' };
    if (solid.length >= 2) {
      const [high, low] = [solid[0]!, solid.at(-1)!];
      sentences.push(
        sentence(
          locale,
          'extremes',
          {
            zh: `按“{@name}”分组，${concluded.zh}“{@high}”的指数最高（{groups.${high}.index|number1}），“{@low}”最低（{groups.${low}.index|number1}）。`,
            en: `By “{@name}”, ${concluded.en}“{@high}” has the highest index ({groups.${high}.index|number1}) and “{@low}” the lowest ({groups.${low}.index|number1}).`,
          },
          { name, high: values.groups[high]!.label, low: values.groups[low]!.label },
        ),
      );
      if (above.length + below.length === 0) {
        sentences.push(
          sentence(locale, 'noDifference', {
            zh: '各组与其余受访者之差均未超出抽样误差。',
            en: 'No group differs from the rest beyond sampling error.',
          }),
        );
      } else {
        if (above.length > 0)
          sentences.push(
            sentence(
              locale,
              'above',
              {
                zh: '{@names}高于其余受访者，超出抽样误差。',
                en: `{@names} ${above.length === 1 ? 'lies' : 'lie'} above the rest beyond sampling error.`,
              },
              { names: names(above) },
            ),
          );
        if (below.length > 0)
          sentences.push(
            sentence(
              locale,
              'below',
              {
                zh: '{@names}低于其余受访者，超出抽样误差。',
                en: `{@names} ${below.length === 1 ? 'lies' : 'lie'} below the rest beyond sampling error.`,
              },
              { names: names(below) },
            ),
          );
      }
    }
    const small = values.groups.flatMap((row, place) => (row.small && row.n > 0 ? [place] : []));
    if (small.length > mostNamed)
      sentences.push(
        sentence(
          locale,
          'fewForms',
          {
            zh: '{@all} 个组中有 {@count} 个不足 30 份，未作结论。',
            en: '{@count} of {@all} groups have fewer than 30 forms; no conclusion is drawn from them.',
          },
          { all: String(values.groups.filter(({ n }) => n > 0).length), count: String(small.length) },
        ),
      );
    else if (small.length > 0)
      sentences.push(
        sentence(
          locale,
          'fewForms',
          {
            zh: '{@names}不足 30 份，未作结论。',
            en: `{@names} ${small.length === 1 ? 'has' : 'have'} fewer than 30 forms; no conclusion is drawn.`,
          },
          { names: names(small) },
        ),
      );
    return sentences;
  },
  propose(snapshot) {
    const inputs = indexInputs(snapshot);
    if (!inputs) return [];
    return snapshot.variables
      .filter((variable) => variable.role === 'profile' && variable.measure !== 'scale' && !variable.personal)
      .toSorted((a, b) => a.order - b.order)
      .map((variable) => ({
        analysis: 'index.byFeature',
        inputs: { feature: variable.id as string, ...inputs },
        options: {},
      }));
  },
});

/** Weighted share of each group's forms that reach the threshold; null for a group without an index. */
function groupShares(
  values: Float64Array,
  codes: Int32Array,
  groups: number,
  weights: Float64Array | null,
  threshold: number,
): readonly (number | null)[] {
  const [reached, totals] = [new Float64Array(groups), new Float64Array(groups)];
  for (let i = 0; i < values.length; i++) {
    const code = codes[i]!;
    if (code < 0 || Number.isNaN(values[i]!)) continue;
    const weight = weights ? weights[i]! : 1;
    totals[code]! += weight;
    if (isSatisfied(values[i]!, threshold)) reached[code]! += weight;
  }
  return Array.from(totals, (total, code) => (total > 0 ? reached[code]! / total : null));
}
