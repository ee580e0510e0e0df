import { isolateName } from '../../format/isolateNames.ts';
import { boxPlot } from '../../charts/boxPlot.ts';
import { decodeNumeric, findVariable } from '../../model/decode.ts';
import { inLocale } from '../../model/text.ts';
import { studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import { type Descriptives, descriptives } from '../../stats/descriptives.ts';
import { type Exploration, explore } from '../../stats/explore.ts';
import { lagOneAutocorrelation } from '../../stats/lagOneAutocorrelation.ts';
import type { Interval } from '../../stats/types.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut, missingLeftOut } from '../design.ts';
import { groupColumn, mostComparedGroups } from '../groupColumns.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type GroupValues = Omit<Descriptives, 'nNoWeight' | 'median' | 'trimmedMean5' | 'mad' | 'n'> &
  Omit<Exploration, 'highest' | 'lowest'> & {
    /** null = all forms. */
    readonly label: string | null;
    readonly interval: Interval | null;
    readonly range: number | null;
    readonly interquartileRange: number | null;
    /** Rows of the file, 1-based. */
    readonly highest: readonly { readonly row: number; readonly value: number }[];
    readonly lowest: readonly { readonly row: number; readonly value: number }[];
    /** At most 40 values beyond the fences, for the picture. */
    readonly outside: readonly number[];
  };
type ExploreValues = {
  readonly level: number;
  readonly by: string | null;
  readonly questions: readonly {
    readonly id: string;
    readonly name: string;
    readonly lag1: number | null;
    readonly groups: readonly GroupValues[];
  }[];
};

export const describeExplore = defineAnalysis({
  id: 'describe.explore',
  version: 1,
  group: 'describe',
  title: { zh: '探索分析（箱线图、极端值）', en: 'Explore (box plots, extremes)' },
  note: {
    what: {
      zh: '一道题在全体和各组中的分布：中心、离散、形状、极端的问卷。',
      en: 'How the answers to a question spread, over all forms and by group: centre, spread, shape, extreme forms.',
    },
    formula: {
      zh: '箱体为 Tukey 四分位（铰链），须为 1.5 倍四分位距以内的最远值；5% 截尾均值按权重截去两端；百分位数用 (n + 1)p；一阶自相关按文件顺序。',
      en: 'Boxes from Tukey’s hinges, whiskers to the last values within 1.5 interquartile ranges; 5% trimmed mean; percentiles at (n + 1)p; lag-one autocorrelation in file order.',
    },
    source: 'Tukey (1977); SPSS EXAMINE.',
  },
  keywords: ['探索', '箱线图', '极端值', '离群值', '截尾均值', '百分位', 'boxplot', 'outlier', 'explore', 'examine'],
  inputs: {
    items: { kind: 'variables', title: { zh: '题目', en: 'Questions' }, min: 1, max: 60 },
    by: {
      kind: 'variable',
      title: { zh: '分组（可不选）', en: 'By (optional)' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      optional: true,
    },
  },
  options: {
    level: levelOption,
    extremes: {
      kind: 'number',
      title: { zh: '两端各列几份', en: 'Extreme forms at each end' },
      default: 5,
      min: 0,
      max: 50,
      step: 1,
      integer: true,
    },
    percentiles: {
      kind: 'numbers',
      title: { zh: '百分位数', en: 'Percentiles' },
      default: [5, 10, 25, 50, 75, 90, 95],
    },
  },
  honours: { weights: 'frequency', design: false },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<ExploreValues> {
    const design = designRows(snapshot, { weights: 'frequency', design: false });
    const groups = inputs.by ? groupColumn(snapshot, inputs.by, design) : null;
    const warnings: Warning[] = [...design.warnings];
    if (groups && groups.labels.length > mostComparedGroups)
      return noEstimate('tooManyCategories', design.rows.length, design.leftOut, warnings);
    const missing: { readonly reason: 'blank'; readonly count: number }[] = [];
    const questions = inputs.items.map((id) => {
      const decoded = decodeNumeric(snapshot, id, design.rows);
      for (const one of missingLeftOut(decoded.missing)) missing.push(one as (typeof missing)[number]);
      const describe = (label: string | null, places: Int32Array | null): GroupValues => {
        const take = (column: Float64Array): Float64Array =>
          places ? Float64Array.from(places, (i) => column[i]!) : column;
        const values = take(decoded.values);
        const weights = design.weights ? take(design.weights) : null;
        const {
          nNoWeight: _none,
          n: _forms,
          median: _median,
          trimmedMean5: _trimmed,
          mad: _mad,
          ...numbers
        } = descriptives(values, { weights, percentiles: [...options.percentiles, 25, 75] });
        const found = explore(values, weights, options.extremes);
        const named = (ends: Exploration['highest']) =>
          ends.map(({ row, value }) => ({ row: design.rows[places ? places[row]! : row]! + 1, value }));
        const half =
          numbers.meanSe === null
            ? null
            : studentTTwoSidedQuantile(options.level, numbers.weightSum - 1) * numbers.meanSe;
        const at = (percent: number): number | null =>
          numbers.percentiles.find((point) => point.percent === percent)?.type6 ?? null;
        return {
          ...numbers,
          ...found,
          percentiles: numbers.percentiles.slice(0, options.percentiles.length),
          label,
          interval:
            half === null || numbers.mean === null ? null : { lower: numbers.mean - half, upper: numbers.mean + half },
          range: numbers.max === null || numbers.min === null ? null : numbers.max - numbers.min,
          interquartileRange: at(75) === null || at(25) === null ? null : at(75)! - at(25)!,
          highest: named(found.highest),
          lowest: named(found.lowest),
          outside: outsideOf(values, found),
        };
      };
      const places = groups
        ? groups.labels.map((_, code) => Int32Array.from(groups.codes.keys()).filter((i) => groups.codes[i] === code))
        : [];
      return {
        id: id as string,
        name: findVariable(snapshot, id).name,
        lag1: lagOneAutocorrelation(decoded.values),
        groups: [describe(null, null), ...places.map((own, code) => describe(groups!.labels[code]!, own))],
      };
    });
    const n = Math.max(...questions.map((question) => question.groups[0]!.n));
    const leftOut = mergeLeftOut(design.leftOut, missing);
    if (n === 0) return noEstimate('noAnswers', 0, leftOut, warnings);
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: { level: options.level, by: inputs.by as string | null, questions },
    };
  },
  tables({ values, labels }) {
    return values.questions.flatMap((question, place) => {
      const title = labels[question.id] ?? question.name;
      const name = (group: GroupValues) => group.label ?? { zh: '全部', en: 'All' };
      return [
        {
          id: `summary${place + 1}`,
          title: { zh: title, en: title },
          columns: [
            { key: 'group', title: { zh: '组别', en: 'Group' }, format: 'text' as const },
            { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' as const },
            { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' as const },
            { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' as const },
            { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' as const },
            { key: 'trimmed', title: { zh: '5% 截尾均值', en: '5% trimmed mean' }, format: 'number2' as const },
            { key: 'median', title: { zh: '中位数', en: 'Median' }, format: 'number2' as const },
            { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' as const },
            { key: 'min', title: { zh: '最小', en: 'Min' }, format: 'number1' as const },
            { key: 'max', title: { zh: '最大', en: 'Max' }, format: 'number1' as const },
            { key: 'iqr', title: { zh: '四分位距', en: 'IQR' }, format: 'number2' as const },
            { key: 'skewness', title: { zh: '偏度', en: 'Skewness' }, format: 'number2' as const },
            { key: 'kurtosis', title: { zh: '峰度', en: 'Kurtosis' }, format: 'number2' as const },
          ],
          rows: question.groups.map((group) => ({
            emphasis: group.label === null,
            cells: {
              group: name(group),
              n: group.n,
              mean: group.mean,
              lower: group.interval?.lower ?? null,
              upper: group.interval?.upper ?? null,
              trimmed: group.trimmedMean,
              median: group.median,
              sd: group.sd,
              min: group.min,
              max: group.max,
              iqr: group.interquartileRange,
              skewness: group.skewness,
              kurtosis: group.kurtosis,
            },
          })),
          notes: [],
        },
        ...(question.groups[0]!.highest.length > 0
          ? [
              {
                id: `extremes${place + 1}`,
                title: { zh: `${isolateName(title)}：极端值`, en: `${isolateName(title)}: extremes` },
                columns: [
                  { key: 'highRow', title: { zh: '最高：问卷号', en: 'Highest: form' }, format: 'integer' as const },
                  { key: 'high', title: { zh: '最高：值', en: 'Highest: value' }, format: 'number2' as const },
                  { key: 'lowRow', title: { zh: '最低：问卷号', en: 'Lowest: form' }, format: 'integer' as const },
                  { key: 'low', title: { zh: '最低：值', en: 'Lowest: value' }, format: 'number2' as const },
                ],
                rows: question.groups[0]!.highest.map((high, at) => ({
                  cells: {
                    highRow: high.row,
                    high: high.value,
                    lowRow: question.groups[0]!.lowest[at]?.row ?? null,
                    low: question.groups[0]!.lowest[at]?.value ?? null,
                  },
                })),
                notes: [],
              },
            ]
          : []),
      ];
    });
  },
  figures({ values, labels }, locale) {
    const box = (label: string, group: GroupValues) =>
      group.median === null
        ? []
        : [
            {
              label: `${isolateName(label)} (${group.n})`,
              lowerFence: group.lowerFence!,
              lowerHinge: group.lowerHinge!,
              median: group.median,
              upperHinge: group.upperHinge!,
              upperFence: group.upperFence!,
              mean: group.mean,
              outside: group.outside,
            },
          ];
    const alt = inLocale(
      { zh: '箱线图：中位数、四分位、须与极端值。', en: 'Box plots: medians, quartiles, whiskers, extremes.' },
      locale,
    );
    const valueTitle = inLocale(
      { zh: '回答（菱形为均值；括号内为份数）', en: 'Answer (diamond: mean; forms in brackets)' },
      locale,
    );
    if (values.by === null)
      return [
        boxPlot({
          id: 'boxes',
          title: inLocale({ zh: '箱线图', en: 'Box plots' }, locale),
          altText: alt,
          valueTitle,
          boxes: values.questions.flatMap((question) => box(labels[question.id] ?? question.name, question.groups[0]!)),
        }),
      ];
    return values.questions.map((question, place) =>
      boxPlot({
        id: `boxes${place + 1}`,
        title: labels[question.id] ?? question.name,
        altText: alt,
        valueTitle,
        boxes: question.groups.slice(1).flatMap((group) => box(group.label!, group)),
      }),
    );
  },
  narrative({ values, labels }, locale) {
    return values.questions.slice(0, 3).flatMap((question, place) => {
      const all = question.groups[0]!;
      if (all.mean === null || all.median === null) return [];
      const base = `questions.${place}.groups.0`;
      return [
        sentence(
          locale,
          `median ${place}`,
          {
            zh: `“{@question}”的中位数为 {${base}.median|number2}，中间一半的回答在 {${base}.lowerHinge|number2} 至 {${base}.upperHinge|number2} 之间${all.nOutside > 0 ? `；{${base}.nOutside|integer} 份在须外，宜核对` : ''}。`,
            en: `“{@question}”: median {${base}.median|number2}, the middle half between {${base}.lowerHinge|number2} and {${base}.upperHinge|number2}${all.nOutside > 0 ? `; {${base}.nOutside|integer} ${all.nOutside === 1 ? 'form lies beyond the whiskers and should' : 'forms lie beyond the whiskers and should'} be checked` : ''}.`,
          },
          { question: labels[question.id] ?? question.name },
        ),
      ];
    });
  },
  propose: (snapshot) => {
    const overall = snapshot.variables
      .filter((variable) => variable.role === 'overallSatisfaction' && variable.type === 'number')
      .toSorted((a, b) => a.order - b.order);
    return overall.length > 0
      ? [{ analysis: 'describe.explore', inputs: { items: overall.map((one) => one.id as string) }, options: {} }]
      : [];
  },
});

function outsideOf(values: Float64Array, found: Exploration): readonly number[] {
  if (found.lowerFence === null || found.upperFence === null) return [];
  const beyond = new Set<number>();
  for (const value of values) {
    if (value < found.lowerFence || value > found.upperFence) beyond.add(value);
    if (beyond.size >= 40) break;
  }
  return [...beyond];
}
