import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, type LeftOut } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { designMean } from '../../stats/designMean.ts';
import { groupMeans } from '../../stats/groupMeans.ts';
import { independentTTest } from '../../stats/tTest.ts';
import { indexMissingOption, itemWeightsOption, levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut, missingLeftOut } from '../design.ts';
import { designOptions, isPlain, meanWithInterval } from '../designStatistics.ts';
import { hasIndex, projectIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

const smallBase = 30;

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
  readonly small: boolean;
};
type ByFeatureValues = {
  readonly level: number;
  readonly feature: string;
  readonly second: string | null;
  readonly overall: {
    readonly index: number;
    readonly n: number;
    readonly lower: number | null;
    readonly upper: number | null;
  };
  readonly groups: readonly GroupValues[];
  /** Places in groups by index, highest first; empty groups are left out. */
  readonly ranked: readonly number[];
};

interface Groups {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Groups of one feature, or of every combination of two that occurs. */
function groupsOf(snapshot: Snapshot, feature: VariableId, second: VariableId | null, design: DesignRows): Groups {
  const first = decodeCategories(snapshot, feature, design.rows);
  if (second === null) return { codes: first.codes, labels: first.labels, leftOut: missingLeftOut(first.missing) };
  const other = decodeCategories(snapshot, second, design.rows);
  const width = other.labels.length;
  const combined = first.codes.map((code, i) =>
    code < 0 || other.codes[i]! < 0 ? -1 : code * width + other.codes[i]!,
  );
  const used = [...new Set(combined)].filter((code) => code >= 0).toSorted((a, b) => a - b);
  const place = new Map(used.map((code, index) => [code, index]));
  return {
    codes: combined.map((code) => place.get(code) ?? -1),
    labels: used.map((code) => `${first.labels[Math.floor(code / width)]} × ${other.labels[code % width]}`),
    leftOut: [{ reason: 'blank', count: combined.reduce((count, code) => count + (code < 0 ? 1 : 0), 0) }],
  };
}

/**
 * Difference of a group from all other groups with its interval: Welch for simple random samples; under a design by linearisation,
 * z = w (1_g (y - m_g)/W_g - 1_r (y - m_r)/W_r), the standard error of the mean of a variable made so that its own linearisation is z.
 */
function differenceFromRest(
  values: Float64Array,
  codes: Int32Array,
  group: number,
  design: DesignRows,
  level: number,
): { difference: number | null; lower: number | null; upper: number | null } {
  const none = { difference: null, lower: null, upper: null };
  const inside = values.map((value, i) => (codes[i] === group ? value : Number.NaN));
  const outside = values.map((value, i) => (codes[i]! >= 0 && codes[i] !== group ? value : Number.NaN));
  if (isPlain(design)) {
    const test = independentTTest(inside, outside, { level });
    return test.status === 'ok'
      ? { difference: test.difference, lower: test.welch.interval.lower, upper: test.welch.interval.upper }
      : none;
  }
  const sums = (column: Float64Array): { mean: number; total: number } => {
    let [sum, total] = [0, 0];
    for (let i = 0; i < column.length; i++) {
      if (Number.isNaN(column[i]!)) continue;
      const weight = design.weights ? design.weights[i]! : 1;
      sum += weight * column[i]!;
      total += weight;
    }
    return { mean: sum / total, total };
  };
  const [own, rest] = [sums(inside), sums(outside)];
  if (!(own.total > 0) || !(rest.total > 0)) return none;
  const all = own.total + rest.total;
  const linearised = values.map((value, i) => {
    if (codes[i]! < 0) return Number.NaN;
    return codes[i] === group ? ((value - own.mean) * all) / own.total : (-(value - rest.mean) * all) / rest.total;
  });
  const estimate = designMean(linearised, designOptions(design, level));
  const difference = own.mean - rest.mean;
  if (estimate.status !== 'ok') return { difference, lower: null, upper: null };
  const half = (estimate.interval.upper - estimate.interval.lower) / 2;
  return { difference, lower: difference - half, upper: difference + half };
}

export const indexByFeature = defineAnalysis({
  id: 'index.byFeature',
  version: 1,
  group: 'index',
  title: { zh: '分顾客特征的指数', en: 'Index by customer feature' },
  note: {
    what: {
      zh: '不同特征的顾客满意度指数是否不同：每组的指数、区间，以及与其余顾客之差。',
      en: 'Does the index differ between kinds of customers: index and interval of every group, and difference from all others.',
    },
    formula: {
      zh: '组内各份问卷指数的均值及 t 区间；与其余各组之差用 Welch 区间，有抽样设计时用线性化方差（组作为总样本的域）。未作多重比较校正；少于 30 份的组标出。',
      en: 'Mean of the forms’ indices per group with t interval; difference from the rest by Welch, under a design by linearisation with groups as domains. No correction for many comparisons; groups below 30 forms are marked.',
    },
    source: 'Welch (1947); Lumley (2010), Complex Surveys, ch. 2.',
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
    items: {
      kind: 'variables',
      title: { zh: '只用这些题目（空 = 项目的指标体系）', en: 'These questions only (none = the indicator tree)' },
      min: 1,
      max: 500,
      optional: true,
    },
  },
  options: { level: levelOption, missing: indexMissingOption, weights: itemWeightsOption },
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
    const groups = groupsOf(snapshot, inputs.feature!, inputs.second, design);
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
    const rows = groups.labels.map((label, code): GroupValues => {
      const result = means.groups[code]!;
      const own =
        result.status === 'ok'
          ? null
          : meanWithInterval(
              values.map((value, i) => (groups.codes[i] === code ? value : Number.NaN)),
              design,
              options.level,
            );
      const difference =
        groups.labels.length > 1
          ? differenceFromRest(values, groups.codes, code, design, options.level)
          : { difference: null, lower: null, upper: null };
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
        difference: difference.difference,
        differenceLower: difference.lower,
        differenceUpper: difference.upper,
        small: n < smallBase,
      };
    });
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
        overall: { index: overall.mean, n: overall.n, lower: overall.lower, upper: overall.upper },
        groups: rows,
        ranked: rows
          .flatMap((row, place) => (row.index === null ? [] : [place]))
          .toSorted((a, b) => rows[b]!.index! - rows[a]!.index! || a - b),
      },
    };
  },
  tables({ values, labels }) {
    const name = [values.feature, ...(values.second === null ? [] : [values.second])]
      .map((id) => labels[id] ?? id)
      .join(' × ');
    return [
      {
        id: 'groups',
        title: { zh: `${name}与满意度指数`, en: `Index by ${name}` },
        columns: [
          { key: 'group', title: { zh: '组别', en: 'Group' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'percent', title: { zh: '占比', en: 'Share' }, format: 'percent1' },
          { key: 'index', title: { zh: 'CSI', en: 'CSI' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
          { key: 'difference', title: { zh: '与其余之差', en: 'Difference from the rest' }, format: 'number2' },
          { key: 'differenceLower', title: { zh: '差的下限', en: 'Lower' }, format: 'number2' },
          { key: 'differenceUpper', title: { zh: '差的上限', en: 'Upper' }, format: 'number2' },
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
    const name = [values.feature, ...(values.second === null ? [] : [values.second])]
      .map((id) => labels[id] ?? id)
      .join(' × ');
    const ordered =
      values.second === null
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
            label: `${row.label} (${row.n})`,
            value: row.index,
            interval:
              row.lower === null || row.upper === null
                ? null
                : ([Math.max(0, row.lower), Math.min(100, row.upper)] as const),
            text: formatNumber(row.index, 'number1', locale),
            emphasis:
              !row.small &&
              row.differenceLower !== null &&
              row.differenceUpper !== null &&
              (row.differenceLower > 0 || row.differenceUpper < 0),
            doubtful: row.small,
          };
        }),
        valueTitle: inLocale(
          { zh: '满意度指数（0–100 分；括号内为份数）', en: 'Index (0-100; number of forms in brackets)' },
          locale,
        ),
        range: [0, 108],
        reference: {
          value: values.overall.index,
          label: `CSI ${formatNumber(values.overall.index, 'number1', locale)}`,
        },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const name = [values.feature, ...(values.second === null ? [] : [values.second])]
      .map((id) => labels[id] ?? id)
      .join(' × ');
    const solid = values.ranked.filter((place) => !values.groups[place]!.small);
    const clear = (sign: 1 | -1) =>
      solid.filter((place) =>
        sign === 1
          ? (values.groups[place]!.differenceLower ?? -1) > 0
          : (values.groups[place]!.differenceUpper ?? 1) < 0,
      );
    const [above, below] = [clear(1), clear(-1)];
    const names = (places: readonly number[]): string =>
      joinNames(
        places.map((place) => `“${values.groups[place]!.label}”`),
        locale,
      );
    const sentences = [];
    if (solid.length >= 2) {
      const [high, low] = [solid[0]!, solid.at(-1)!];
      sentences.push(
        sentence(
          locale,
          {
            zh: `按“{@name}”分组，“{@high}”的指数最高（{groups.${high}.index|number1}），“{@low}”最低（{groups.${low}.index|number1}）。`,
            en: `By “{@name}”, “{@high}” has the highest index ({groups.${high}.index|number1}) and “{@low}” the lowest ({groups.${low}.index|number1}).`,
          },
          { name, high: values.groups[high]!.label, low: values.groups[low]!.label },
        ),
      );
      if (above.length + below.length === 0) {
        sentences.push(
          sentence(locale, {
            zh: '各组与其余顾客之差均未超出抽样误差。',
            en: 'No group differs from the rest beyond sampling error.',
          }),
        );
      } else {
        if (above.length > 0)
          sentences.push(
            sentence(
              locale,
              {
                zh: '{@names}高于其余顾客，超出抽样误差。',
                en: `{@names} ${above.length === 1 ? 'lies' : 'lie'} above the rest beyond sampling error.`,
              },
              { names: names(above) },
            ),
          );
        if (below.length > 0)
          sentences.push(
            sentence(
              locale,
              {
                zh: '{@names}低于其余顾客，超出抽样误差。',
                en: `{@names} ${below.length === 1 ? 'lies' : 'lie'} below the rest beyond sampling error.`,
              },
              { names: names(below) },
            ),
          );
      }
    }
    const small = values.groups.flatMap((row, place) => (row.small && row.n > 0 ? [place] : []));
    if (small.length > 0)
      sentences.push(
        sentence(
          locale,
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
    if (!hasIndex(snapshot)) return [];
    return snapshot.variables
      .filter((variable) => variable.role === 'profile' && variable.measure !== 'scale' && !variable.personal)
      .toSorted((a, b) => a.order - b.order)
      .map((variable) => ({ analysis: 'index.byFeature', inputs: { feature: variable.id as string }, options: {} }));
  },
});
