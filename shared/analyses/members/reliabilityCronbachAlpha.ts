import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { findVariable } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { indicatorTree } from '../../satisfaction/indicatorTree.ts';
import { type CronbachAlpha, cronbachAlpha } from '../../stats/cronbachAlpha.ts';
import type { Outcome } from '../../stats/types.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { itemColumns } from '../items.ts';
import { indexInputs, questionsByLeaf } from '../projectIndex.ts';
import { reasonTexts } from '../reasonTexts.ts';
import { reliabilityFigures } from '../reliabilityFigures.ts';
import { scaleInputs } from '../scales.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type ScaleValues = Omit<CronbachAlpha, 'items'> & {
  readonly items: readonly (CronbachAlpha['items'][number] & { readonly id: string; readonly name: string })[];
};
type AlphaValues = {
  readonly overall: ScaleValues;
  /** One per first-level indicator with two or more questions, when run on the tree; alpha null with a reason where it cannot be had. */
  readonly dimensions: readonly {
    readonly id: string;
    readonly k: number;
    readonly n: number;
    readonly alpha: number | null;
    readonly standardizedAlpha: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly reason: string | null;
  }[];
  /** Place in overall.items of the item whose removal raises alpha most; null when none does. */
  readonly weakest: number | null;
};

function scaleValues(
  snapshot: Snapshot,
  ids: readonly VariableId[],
  { items, ...numbers }: CronbachAlpha,
): ScaleValues {
  return {
    ...numbers,
    items: items.map((item, place) => ({
      ...item,
      id: ids[place]! as string,
      name: findVariable(snapshot, ids[place]!).name,
    })),
  };
}

const grades: readonly { readonly from: number; readonly text: Bilingual }[] = [
  { from: 0.9, text: { zh: '很高', en: 'very high' } },
  { from: 0.8, text: { zh: '良好', en: 'good' } },
  { from: 0.7, text: { zh: '可以接受', en: 'acceptable' } },
  { from: 0.6, text: { zh: '勉强，宜修订问卷', en: 'questionable; revise the questionnaire' } },
  { from: Number.NEGATIVE_INFINITY, text: { zh: '不足，不宜据此汇总', en: 'insufficient to sum the items up' } },
];

function withoutStatus(outcome: Extract<Outcome<CronbachAlpha>, { status: 'ok' }>): CronbachAlpha {
  const { status: _status, ...numbers } = outcome;
  return numbers;
}

const honours = { weights: 'both', design: false } as const;

export const reliabilityCronbachAlpha = defineAnalysis({
  id: 'reliability.cronbachAlpha',
  version: 2,
  group: 'sample',
  title: { zh: '信度（Cronbach α）', en: 'Reliability (Cronbach’s alpha)' },
  note: {
    what: {
      zh: '各题是否测量同一事物：内部一致性信度，分维度与总体。',
      en: 'Do the items measure one thing: internal consistency, per dimension and overall.',
    },
    formula: {
      zh: 'α = k/(k − 1)·(1 − Σ题目方差/总分方差)；标准化 α = k·r̄/(1 + (k − 1)r̄)；区间用 Feldt 的 F 分布；有缺答的问卷剔除。',
      en: 'alpha = k/(k - 1) (1 - sum of item variances / variance of totals); standardised: k r/(1 + (k - 1) r); Feldt’s F interval; forms with gaps are left out.',
    },
    source: 'Cronbach (1951), Psychometrika 16; Feldt (1965).',
  },
  keywords: ['信度', '内部一致性', 'Cronbach', 'alpha', 'α系数', '折半信度', 'Guttman', 'reliability'],
  inputs: scaleInputs,
  options: { level: levelOption },
  honours,
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<AlphaValues> {
    const design = designRows(snapshot, honours);
    const warnings: Warning[] = [...design.warnings];
    const settings = {
      level: options.level,
      weights: design.weights,
      weightKind: design.weightKind === 'survey' ? ('survey' as const) : ('frequency' as const),
    };
    const reverse = new Set(inputs.reverse);
    const tree = inputs.items.length === 0 ? indicatorTree(snapshot.indicators) : null;
    const byLeaf = tree ? questionsByLeaf(snapshot, tree, 'perception').byLeaf : null;
    const ids = tree ? tree.leaves.flatMap((leaf) => [...(byLeaf!.get(leaf.indicator.id) ?? [])]) : inputs.items;
    if (ids.length < 2)
      return noEstimate(tree && ids.length === 0 ? 'noIndicators' : 'tooFewItems', 0, design.leftOut, warnings);
    const whole = cronbachAlpha(itemColumns(snapshot, ids, reverse, design), settings);
    if (whole.status !== 'ok')
      return noEstimate(
        whole.reason,
        whole.n,
        mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: design.rows.length - whole.n }]),
        warnings,
      );
    const overall = scaleValues(snapshot, ids, withoutStatus(whole));
    for (const item of overall.items) {
      if (item.correctedItemTotal !== null && item.correctedItemTotal < 0)
        warnings.push({
          code: 'alpha.negativeItem',
          details: { name: findVariable(snapshot, item.id as VariableId).label || item.name },
        });
    }
    const dimensions = (tree?.roots ?? []).flatMap((root): AlphaValues['dimensions'] => {
      const own = root.leaves.flatMap((leaf) => [...(byLeaf!.get(leaf.indicator.id) ?? [])]);
      if (own.length < 2) return [];
      const result = cronbachAlpha(itemColumns(snapshot, own, reverse, design), settings);
      const base = { id: root.indicator.id as string, k: own.length, n: result.n };
      if (result.status !== 'ok') {
        warnings.push({
          code: 'alpha.dimensionNotEstimable',
          details: { name: root.indicator.name, reason: reasonTexts[result.reason]?.zh ?? result.reason },
        });
        return [
          {
            ...base,
            alpha: null,
            standardizedAlpha: null,
            lower: null,
            upper: null,
            reason: result.reason as string | null,
          },
        ];
      }
      return [
        {
          ...base,
          alpha: result.alpha,
          standardizedAlpha: result.standardizedAlpha,
          lower: result.interval.lower,
          upper: result.interval.upper,
          reason: null,
        },
      ];
    });
    let weakest: number | null = null;
    overall.items.forEach((item, place) => {
      const gain = (item.alphaIfDeleted ?? Number.NEGATIVE_INFINITY) - overall.alpha;
      if (gain > 0.001 && (weakest === null || item.alphaIfDeleted! > overall.items[weakest]!.alphaIfDeleted!))
        weakest = place;
    });
    return {
      status: 'ok',
      reason: null,
      n: overall.n,
      leftOut: mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: overall.nLeftOut }]),
      warnings,
      values: { overall, dimensions, weakest },
    };
  },
  tables({ values, labels }) {
    const { overall } = values;
    const scales = {
      id: 'scales',
      title: { zh: '信度系数', en: 'Reliability coefficients' },
      columns: [
        { key: 'scale', title: { zh: '维度', en: 'Dimension' }, format: 'text' as const },
        { key: 'k', title: { zh: '题数', en: 'Items' }, format: 'integer' as const },
        { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' as const },
        { key: 'alpha', title: { zh: 'α', en: 'alpha' }, format: 'coefficient' as const },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'coefficient' as const },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'coefficient' as const },
        { key: 'standardized', title: { zh: '标准化 α', en: 'Standardised' }, format: 'coefficient' as const },
      ],
      rows: [
        ...values.dimensions.map((one) => ({
          cells: {
            scale: labels[one.id] ?? one.id,
            k: one.k,
            n: one.n,
            alpha: one.alpha,
            lower: one.lower,
            upper: one.upper,
            standardized: one.standardizedAlpha,
          },
        })),
        {
          emphasis: true,
          cells: {
            scale: { zh: '总体', en: 'Overall' },
            k: overall.k,
            n: overall.n,
            alpha: overall.alpha,
            lower: overall.interval.lower,
            upper: overall.interval.upper,
            standardized: overall.standardizedAlpha,
          },
        },
      ],
      notes: [
        {
          zh: `折半信度（Spearman-Brown）${formatNumber(overall.splitHalf.spearmanBrownUnequal, 'coefficient', 'zh-CN')}。`,
          en: `Split half (Spearman-Brown) ${formatNumber(overall.splitHalf.spearmanBrownUnequal, 'coefficient', 'en')}.`,
        },
      ],
    };
    const items = {
      id: 'items',
      title: { zh: '题目分析', en: 'Items' },
      columns: [
        { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' as const },
        { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' as const },
        { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' as const },
        {
          key: 'itemTotal',
          title: { zh: '题总相关（校正）', en: 'Corrected item-total r' },
          format: 'coefficient' as const,
        },
        { key: 'smc', title: { zh: '多重相关平方', en: 'Squared multiple r' }, format: 'coefficient' as const },
        { key: 'ifDeleted', title: { zh: '删除后 α', en: 'Alpha if deleted' }, format: 'coefficient' as const },
      ],
      rows: overall.items.map((item, place) => ({
        emphasis: place === values.weakest,
        cells: {
          item: labels[item.id] ?? item.name,
          mean: item.mean,
          sd: item.sd,
          itemTotal: item.correctedItemTotal,
          smc: item.squaredMultiple,
          ifDeleted: item.alphaIfDeleted,
        },
      })),
      notes: [],
    };
    return [scales, items];
  },
  figures: ({ values, labels }, locale) =>
    reliabilityFigures(
      values.dimensions.map((one) => ({
        label: labels[one.id] ?? one.id,
        value: one.alpha,
        lower: one.lower,
        upper: one.upper,
      })),
      { value: values.overall.alpha, ...values.overall.interval },
      {
        title: { zh: '各维度的 α 系数', en: 'Alpha by dimension' },
        altText: {
          zh: '各维度与总体的 Cronbach α 系数及区间。',
          en: 'Cronbach’s alpha by dimension and overall, with intervals.',
        },
        valueTitle: { zh: 'α 系数（0–1）', en: 'Alpha (0-1)' },
      },
      locale,
    ),
  narrative({ values, labels }, locale) {
    const { overall } = values;
    const grade = grades.find((one) => overall.alpha >= one.from)!;
    const sentences = [
      sentence(
        locale,
        'overall',
        {
          zh: '{overall.k|integer} 道题的 Cronbach α 为 {overall.alpha|coefficient}（区间 {overall.interval.lower|coefficient} 至 {overall.interval.upper|coefficient}，{overall.n|integer} 份答全的问卷），内部一致性{@grade}。',
          en: 'Cronbach’s alpha of {overall.k|integer} items is {overall.alpha|coefficient} (interval {overall.interval.lower|coefficient} to {overall.interval.upper|coefficient}, {overall.n|integer} complete forms): {@grade}.',
        },
        { grade: inLocale(grade.text, locale) },
      ),
    ];
    const low = values.dimensions
      .filter((one) => one.alpha !== null && one.alpha < 0.7)
      .map((one) => labels[one.id] ?? one.id);
    if (values.dimensions.length > 0) {
      sentences.push(
        low.length === 0
          ? sentence(locale, 'dimensions', {
              zh: '各维度的 α 均不低于 .7。',
              en: 'Alpha is .7 or more in every dimension.',
            })
          : sentence(
              locale,
              'dimensions',
              {
                zh: '{@names}的 α 低于 .7，宜检查其题目。',
                en: 'Alpha is below .7 for {@names}: look at their items.',
              },
              { names: joinNames(low, locale) },
            ),
      );
    }
    if (values.weakest !== null) {
      const item = overall.items[values.weakest]!;
      sentences.push(
        sentence(
          locale,
          'weakest',
          {
            zh: `若删除“{@item}”，α 将升至 {overall.items.${values.weakest}.alphaIfDeleted|coefficient}（校正题总相关 {overall.items.${values.weakest}.correctedItemTotal|coefficient}）。`,
            en: `Without “{@item}” alpha would rise to {overall.items.${values.weakest}.alphaIfDeleted|coefficient} (corrected item-total r {overall.items.${values.weakest}.correctedItemTotal|coefficient}).`,
          },
          { item: labels[item.id] ?? item.name },
        ),
      );
    }
    return sentences;
  },
  propose: (snapshot) => {
    const inputs = indexInputs(snapshot);
    return inputs && inputs.items?.length !== 1 ? [{ analysis: 'reliability.cronbachAlpha', inputs, options: {} }] : [];
  },
});
