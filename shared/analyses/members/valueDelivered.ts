import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeScores, findVariable } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { VariableId } from '../../model/ids.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { type ValuePattern, valuePattern, weightedItems } from '../../satisfaction/deliveredValue.ts';
import { levelOption, segmentInput } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { type MeanEstimate, meanOf, meanWithInterval } from '../designStatistics.ts';
import { featureGroups, meanDifference, ownDesign, placesByGroup, smallBase } from '../featureGroups.ts';
import { questionLabel, partTitle } from '../labels.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, OptionSpec, Warning } from '../types.ts';

/** Value and cost 0-100, difference -100..100, ratio value/cost. */
type ValuePart = {
  readonly label: string;
  readonly n: number;
  readonly value: number;
  readonly cost: number;
  readonly difference: number;
  readonly differenceLower: number | null;
  readonly differenceUpper: number | null;
  /** null when the cost is 0. */
  readonly ratio: number | null;
  readonly ratioLower: number | null;
  readonly ratioUpper: number | null;
  readonly verdict: Verdict;
  /** Against the first group; null for the first and for the whole. */
  readonly valueChange: number | null;
  readonly costChange: number | null;
  readonly pattern: ValuePattern | null;
  readonly small: boolean;
};
type Verdict = 'very' | 'basically' | 'not' | 'unknown';
type DeliveredValues = {
  readonly level: number;
  readonly items: readonly {
    readonly id: string;
    readonly label: string;
    readonly side: 'value' | 'cost';
    /** 0-1 within its side. */
    readonly weight: number;
    readonly n: number;
    readonly mean: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
  readonly overall: ValuePart;
  readonly segment: string | null;
  readonly groups: readonly ValuePart[];
};

const verdictTitles: Readonly<Record<Verdict, Bilingual>> = {
  very: { zh: '非常满意', en: 'Very satisfied' },
  basically: { zh: '基本满意', en: 'Basically satisfied' },
  not: { zh: '不满意', en: 'Not satisfied' },
  unknown: { zh: '无区间', en: 'No interval' },
};
const patternTitles: Readonly<Record<ValuePattern, Bilingual>> = {
  raiseValue: { zh: '总价值提高、总成本不变（V↑ C=）', en: 'Value up, cost as before (V+ C=)' },
  cutCost: { zh: '总价值不变、总成本降低（V= C↓）', en: 'Value as before, cost down (V= C-)' },
  raiseValueMore: { zh: '总价值提高多于总成本提高（V↑↑ C↑）', en: 'Value up more than cost (V++ C+)' },
  cutCostMore: { zh: '总成本降低多于总价值降低（V↓ C↓↓）', en: 'Cost down more than value (V- C--)' },
  raiseValueCutCost: { zh: '总价值提高、总成本降低（V↑ C↓）', en: 'Value up, cost down (V+ C-)' },
  unchanged: { zh: '没有超出抽样误差的变化', en: 'No change beyond sampling error' },
  worse: { zh: '让客价值没有提高', en: 'Delivered value not raised' },
};

const sideWeights = (zh: string, en: string) =>
  ({
    kind: 'numbers',
    title: { zh: `${zh}各题的权重（空 = 等权）`, en: `Weights of the ${en} questions (none = equal)` },
    default: [],
  }) as const satisfies OptionSpec;

/** @throws InputError 'value.weights' {side, items, weights} */
function weightsOf(side: string, items: readonly VariableId[], given: readonly number[]): readonly number[] {
  const weights = given.length === 0 ? items.map(() => 1) : given;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length !== items.length || weights.some((weight) => weight < 0) || !(sum > 0))
    throw new InputError('value.weights', { side, items: items.length, weights: weights.length });
  return weights.map((weight) => weight / sum);
}

interface Sides {
  readonly value: Float64Array;
  readonly cost: Float64Array;
  readonly design: DesignRows;
  readonly level: number;
}

/** Value against cost over the forms at these places; null = all. */
function partOf(label: string, sides: Sides, places: Int32Array | null): ValuePart | null {
  const { level } = sides;
  const apart = places && ownDesign(sides.design, places);
  const design = apart ?? sides.design;
  const both = (row: number, column: Float64Array): number =>
    Number.isNaN(sides.value[row]! + sides.cost[row]!) ? Number.NaN : column[row]!;
  const pick = (column: Float64Array): Float64Array => {
    if (apart) return Float64Array.from(places, (row) => both(row, column));
    if (!places) return column.map((_, row) => both(row, column));
    const out = new Float64Array(column.length).fill(Number.NaN);
    for (const row of places) out[row] = both(row, column);
    return out;
  };
  const [v, c] = [pick(sides.value), pick(sides.cost)];
  const [value, cost] = [meanOf(v, design.weights), meanOf(c, design.weights)];
  if (value === null || cost === null) return null;
  const difference: MeanEstimate = meanWithInterval(
    v.map((score, row) => score - c[row]!),
    design,
    level,
  );
  const ratio = cost > 0 ? value / cost : null;
  const spread =
    ratio === null
      ? null
      : meanWithInterval(
          v.map((score, row) => (score - ratio * c[row]!) / cost),
          design,
          level,
        );
  const half =
    spread === null || spread.lower === null || spread.upper === null ? null : (spread.upper - spread.lower) / 2;
  const ratioLower = ratio === null || half === null ? null : ratio - half;
  const ratioUpper = ratio === null || half === null ? null : ratio + half;
  return {
    label,
    n: difference.n,
    value,
    cost,
    difference: value - cost,
    differenceLower: difference.lower,
    differenceUpper: difference.upper,
    ratio,
    ratioLower,
    ratioUpper,
    verdict:
      ratioLower === null || ratioUpper === null
        ? 'unknown'
        : ratioLower > 1
          ? 'very'
          : ratioUpper < 1
            ? 'not'
            : 'basically',
    valueChange: null,
    costChange: null,
    pattern: null,
    small: difference.n < smallBase,
  };
}

/** Groups compared with the first one that somebody belongs to. */
function groupParts(sides: Sides, codes: Int32Array, labels: readonly string[]): readonly ValuePart[] {
  const members = placesByGroup(codes, labels.length);
  const parts = labels.flatMap((label, code) => {
    const part = partOf(label, sides, members[code]!);
    return part ? [{ code, part }] : [];
  });
  const [first] = parts;
  return parts.map(({ code, part }) => {
    if (!first || code === first.code) return part;
    // This group and the first; the others say nothing about their difference unless the design ties them together.
    const pair = Int32Array.from([...members[code]!, ...members[first.code]!]);
    const apart = ownDesign(sides.design, pair);
    const places = apart ? pair : Int32Array.from(codes, (_, row) => row);
    const side = Uint8Array.from(places, (row) => (codes[row] === code ? 1 : codes[row] === first.code ? 2 : 0));
    const clear = (column: Float64Array): { change: number | null; clear: boolean } => {
      const values = Float64Array.from(places, (row) =>
        Number.isNaN(sides.value[row]! + sides.cost[row]!) ? Number.NaN : column[row]!,
      );
      const result = meanDifference(values, side, apart ?? sides.design, sides.level);
      return { change: result.difference, clear: result.p !== null && result.p < 1 - sides.level };
    };
    const [value, cost] = [clear(sides.value), clear(sides.cost)];
    return {
      ...part,
      valueChange: value.change,
      costChange: cost.change,
      pattern:
        value.change === null || cost.change === null
          ? null
          : valuePattern({ value: value.change, valueClear: value.clear, cost: cost.change, costClear: cost.clear }),
    };
  });
}

function itemRows(
  snapshot: Snapshot,
  side: 'value' | 'cost',
  items: readonly VariableId[],
  columns: readonly Float64Array[],
  weights: readonly number[],
  design: DesignRows,
  level: number,
): DeliveredValues['items'] {
  return items.map((id, place) => {
    const { n, mean, lower, upper } = meanWithInterval(columns[place]!, design, level);
    return {
      id,
      label: questionLabel(findVariable(snapshot, id)),
      side,
      weight: weights[place]!,
      n,
      mean,
      lower,
      upper,
    };
  });
}

export const valueDelivered = defineAnalysis({
  id: 'value.delivered',
  version: 2,
  group: 'value',
  title: { zh: '让客价值', en: 'Delivered value' },
  note: {
    what: {
      zh: '顾客得到的总价值与付出的总成本相比如何，不同批次或人群之间怎样变化。',
      en: 'What customers get against what it costs them, and how that moves between rounds or groups.',
    },
    formula: {
      zh: '总价值 V 与总成本 C 为各题 0–100 分的加权平均（成本题分数高 = 付出多）；让客价值 = V − C，比 = V/C，区间由线性化得到；比 > 1 非常满意，= 1 基本满意，< 1 不满意（以区间是否含 1 为准）。各组与第一组相比，变化超出抽样误差才计。',
      en: 'Total value V and total cost C are weighted means of scores 0-100 (a high cost score = much paid); delivered value V - C, ratio V/C with linearised intervals; ratio above 1 very satisfied, 1 basically, below 1 not (does the interval hold 1?). Groups are compared with the first; changes within sampling error count as none.',
    },
    source: 'Kotler (1997). Marketing Management.',
  },
  keywords: ['让客价值', '顾客价值', '总价值', '总成本', 'delivered value', 'customer value'],
  inputs: {
    value: {
      kind: 'variables',
      title: { zh: '总价值题（产品、服务、人员、形象）', en: 'Value questions (product, service, people, image)' },
      min: 1,
      max: 100,
    },
    cost: {
      kind: 'variables',
      title: { zh: '总成本题（货币、时间、体力、精力）', en: 'Cost questions (money, time, physical, mental)' },
      min: 1,
      max: 100,
    },
    segment: segmentInput,
  },
  options: {
    valueWeights: sideWeights('总价值', 'value'),
    costWeights: sideWeights('总成本', 'cost'),
    level: levelOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<DeliveredValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const valueWeights = weightsOf('value', inputs.value, options.valueWeights);
    const costWeights = weightsOf('cost', inputs.cost, options.costWeights);
    const columns = (ids: readonly VariableId[]): readonly Float64Array[] =>
      ids.map((id) => decodeScores(snapshot, id, design.rows).values);
    const [valueColumns, costColumns] = [columns(inputs.value), columns(inputs.cost)];
    const sides: Sides = {
      value: weightedItems(valueColumns, valueWeights),
      cost: weightedItems(costColumns, costWeights),
      design,
      level: options.level,
    };
    const overall = partOf('', sides, null);
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'blank', count: design.rows.length - (overall?.n ?? 0) }]);
    const warnings: Warning[] = [...design.warnings];
    if (!overall) return noEstimate('noAnswers', 0, leftOut, warnings);
    const groups = inputs.segment === null ? null : featureGroups(snapshot, [inputs.segment], design);
    const parts = groups ? groupParts(sides, groups.codes, groups.labels) : [];
    for (const part of parts)
      if (part.small) warnings.push({ code: 'group.smallBase', details: { group: part.label, n: part.n } });
    return {
      status: 'ok',
      reason: null,
      n: overall.n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        items: [
          ...itemRows(snapshot, 'value', inputs.value, valueColumns, valueWeights, design, options.level),
          ...itemRows(snapshot, 'cost', inputs.cost, costColumns, costWeights, design, options.level),
        ],
        overall,
        segment: inputs.segment,
        groups: parts,
      },
    };
  },
  tables({ values, labels }) {
    const cells = (part: ValuePart, name: string | Bilingual) => ({
      name,
      n: part.n,
      value: part.value,
      cost: part.cost,
      difference: part.difference,
      ratio: part.ratio,
      lower: part.ratioLower,
      upper: part.ratioUpper,
      verdict: verdictTitles[part.verdict],
      pattern: part.pattern === null ? null : patternTitles[part.pattern],
    });
    const grouped = values.segment !== null;
    return [
      {
        id: 'value',
        title: { zh: '总价值、总成本与让客价值', en: 'Total value, total cost and delivered value' },
        columns: [
          {
            key: 'name',
            title: partTitle(values.segment, labels),
            format: 'text',
          },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'value', title: { zh: '总价值 V', en: 'Value V' }, format: 'number2' },
          { key: 'cost', title: { zh: '总成本 C', en: 'Cost C' }, format: 'number2' },
          { key: 'difference', title: { zh: 'V − C', en: 'V - C' }, format: 'number2' },
          { key: 'ratio', title: { zh: 'V/C', en: 'V/C' }, format: 'number3' },
          { key: 'lower', title: { zh: '比的下限', en: 'Lower' }, format: 'number3' },
          { key: 'upper', title: { zh: '比的上限', en: 'Upper' }, format: 'number3' },
          { key: 'verdict', title: { zh: '判定', en: 'Verdict' }, format: 'text' },
          ...(grouped
            ? [
                {
                  key: 'pattern',
                  title: { zh: '与第一组相比', en: 'Against the first group' },
                  format: 'text' as const,
                },
              ]
            : []),
        ],
        rows: [
          ...values.groups.map((part) => ({ cells: cells(part, part.small ? `${part.label}*` : part.label) })),
          { emphasis: true, cells: cells(values.overall, { zh: '总体', en: 'All' }) },
        ],
        notes: values.groups.some((part) => part.small)
          ? [{ zh: '* 少于 30 份，结果仅供参考。', en: '* Fewer than 30 forms: read with care.' }]
          : [],
      },
      {
        id: 'items',
        title: { zh: '价值与成本各题', en: 'Value and cost questions' },
        columns: [
          { key: 'side', title: { zh: '类别', en: 'Side' }, format: 'text' },
          { key: 'label', title: { zh: '题目', en: 'Question' }, format: 'text' },
          { key: 'weight', title: { zh: '权重', en: 'Weight' }, format: 'weight' },
          { key: 'mean', title: { zh: '得分（0–100）', en: 'Score (0-100)' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
        ],
        rows: values.items.map((item) => ({
          cells: {
            side: item.side === 'value' ? { zh: '价值', en: 'Value' } : { zh: '成本', en: 'Cost' },
            label: labels[item.id] ?? item.label,
            weight: item.weight,
            mean: item.mean,
            lower: item.lower,
            upper: item.upper,
            n: item.n,
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values, labels }, locale) {
    return [
      barWithError({
        id: 'items',
        title: inLocale({ zh: '价值与成本各题得分', en: 'Scores of the value and cost questions' }, locale),
        altText: inLocale(
          {
            zh: `${values.items.length} 道价值与成本题的得分与区间。`,
            en: `Scores with intervals of ${values.items.length} value and cost questions.`,
          },
          locale,
        ),
        bars: values.items.map((item) => ({
          label: `${labels[item.id] ?? item.label}`,
          value: item.mean,
          interval: item.lower === null || item.upper === null ? null : ([item.lower, item.upper] as const),
          text: formatNumber(item.mean, 'number1', locale),
          emphasis: item.side === 'cost',
          doubtful: item.n < smallBase,
        })),
        range: [0, 108],
        scale: [0, 100],
        valueTitle: inLocale({ zh: '得分（0–100；着色为成本）', en: 'Score (0-100; cost in colour)' }, locale),
      }),
    ];
  },
  narrative({ values }, locale) {
    const { overall } = values;
    const sentences = [
      overall.ratio === null || overall.ratioLower === null
        ? sentence(locale, 'overall', {
            zh: '总价值 {overall.value|number1}，总成本 {overall.cost|number1}，差 {overall.difference|number1}；比值没有区间。',
            en: 'Value {overall.value|number1}, cost {overall.cost|number1}, difference {overall.difference|number1}; no interval of the ratio.',
          })
        : sentence(
            locale,
            'overall',
            {
              zh: '总价值 {overall.value|number1}，总成本 {overall.cost|number1}，比值 {overall.ratio|number2}（{overall.ratioLower|number2} 至 {overall.ratioUpper|number2}）：{@verdict}。',
              en: 'Value {overall.value|number1}, cost {overall.cost|number1}, ratio {overall.ratio|number2} ({overall.ratioLower|number2} to {overall.ratioUpper|number2}): {@verdict}.',
            },
            { verdict: inLocale(verdictTitles[overall.verdict], locale).toLowerCase() },
          ),
    ];
    values.groups.forEach((part) => {
      if (part.pattern === null || part.small) return;
      sentences.push(
        sentence(
          locale,
          `group ${part.label}`,
          {
            zh: '与“{@first}”相比，“{@name}”：{@pattern}。',
            en: 'Against “{@first}”, “{@name}”: {@pattern}.',
          },
          {
            first: values.groups[0]!.label,
            name: part.label,
            pattern: inLocale(patternTitles[part.pattern], locale).toLowerCase(),
          },
        ),
      );
    });
    return sentences;
  },
  propose: () => [],
});
