import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { findVariable } from '../../model/decode.ts';
import { inLocale } from '../../model/text.ts';
import { type AnalysedItem, itemAnalysis } from '../../stats/itemAnalysis.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { itemColumns, perceptionItems } from '../items.ts';
import { hasIndex } from '../projectIndex.ts';
import { scaleInputs } from '../scales.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type ItemAnalysisValues = {
  readonly n: number;
  readonly k: number;
  readonly share: number;
  readonly lowerCut: number;
  readonly upperCut: number;
  readonly nLower: number;
  readonly nUpper: number;
  readonly items: readonly (AnalysedItem & { readonly id: string; readonly name: string; readonly weak: boolean })[];
  readonly weak: number;
};

const honours = { weights: 'none', design: false } as const;

/** The usual rules: critical ratio significant and at least 3, correlation with the total at least .4. */
function isWeak(item: AnalysedItem): boolean {
  return (
    item.criticalRatio === null ||
    item.criticalRatio < 3 ||
    (item.p ?? 1) >= 0.05 ||
    item.itemTotal === null ||
    item.itemTotal < 0.4
  );
}

export const reliabilityItemAnalysis = defineAnalysis({
  id: 'reliability.itemAnalysis',
  version: 1,
  group: 'sample',
  title: { zh: '项目分析（高低分组）', en: 'Item analysis (extreme groups)' },
  note: {
    what: {
      zh: '总分高的与总分低的受访者在每道题上是否有别：没有区分力的题目宜删改。',
      en: 'Whether respondents with high and low totals differ on every item: items that do not discriminate are better revised.',
    },
    formula: {
      zh: '按总分取前后各 27%（界限上同分者一并计入），临界比 CR 为两组均值之差的 t：Levene 检验 p < .05 时用 Welch，否则用合并方差。',
      en: 'Upper and lower 27% by total (ties at the cut go in); the critical ratio is t of the difference of means, Welch where Levene’s p < .05, pooled otherwise.',
    },
    source: 'Kelley (1939), Journal of Educational Psychology 30.',
  },
  keywords: ['项目分析', '区分度', '鉴别力', '临界比', '决断值', 'CR', '高低分组', '27%', 'item analysis'],
  inputs: scaleInputs,
  options: {
    share: {
      kind: 'number',
      title: { zh: '高低分组各占比例', en: 'Share of each extreme group' },
      default: 0.27,
      min: 0.05,
      max: 0.5,
      step: 0.01,
    },
  },
  honours,
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<ItemAnalysisValues> {
    const design = designRows(snapshot, honours);
    const warnings: Warning[] = [...design.warnings];
    const ids = inputs.items.length > 0 ? inputs.items : perceptionItems(snapshot);
    if (ids.length < 2)
      return noEstimate(ids.length === 0 ? 'noPerception' : 'tooFewItems', 0, design.leftOut, warnings);
    const result = itemAnalysis(itemColumns(snapshot, ids, new Set(inputs.reverse), design), options.share);
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: design.rows.length - result.n }]);
    if (result.status !== 'ok') return noEstimate(result.reason, result.n, leftOut, warnings);
    const items = result.items.map((item, place) => ({
      ...item,
      id: ids[place] as string,
      name: findVariable(snapshot, ids[place]!).name,
      weak: isWeak(item),
    }));
    const { n, k, share, lowerCut, upperCut, nLower, nUpper } = result;
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        n,
        k,
        share,
        lowerCut,
        upperCut,
        nLower,
        nUpper,
        items,
        weak: items.filter((item) => item.weak).length,
      },
    };
  },
  tables({ values, labels }) {
    return [
      {
        id: 'items',
        title: { zh: '项目分析', en: 'Item analysis' },
        columns: [
          { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
          { key: 'upper', title: { zh: '高分组均值', en: 'Upper mean' }, format: 'number2' },
          { key: 'lower', title: { zh: '低分组均值', en: 'Lower mean' }, format: 'number2' },
          { key: 'difference', title: { zh: '差', en: 'Difference' }, format: 'number2' },
          { key: 'cr', title: { zh: '临界比 CR', en: 'Critical ratio' }, format: 'number2' },
          { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'degrees' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
          { key: 'itemTotal', title: { zh: '题总相关', en: 'Item-total r' }, format: 'coefficient' },
          { key: 'corrected', title: { zh: '题总相关（校正）', en: 'Corrected item-total r' }, format: 'coefficient' },
        ],
        rows: values.items.map((item) => ({
          emphasis: item.weak,
          cells: {
            item: labels[item.id] ?? item.name,
            upper: item.upperMean,
            lower: item.lowerMean,
            difference: item.difference,
            cr: item.criticalRatio,
            df: item.df,
            p: item.p,
            itemTotal: item.itemTotal,
            corrected: item.correctedItemTotal,
          },
        })),
        notes: [
          {
            zh: `高分组 ${values.nUpper} 份（总分不低于 ${values.upperCut}），低分组 ${values.nLower} 份（总分不高于 ${values.lowerCut}）；突出显示：CR 低于 3 或不显著，或题总相关低于 .4。`,
            en: `Upper group ${values.nUpper} forms (total ${values.upperCut} or more), lower group ${values.nLower} (${values.lowerCut} or less). Highlighted: critical ratio below 3 or not significant, or item-total r below .4.`,
          },
        ],
      },
    ];
  },
  figures({ values, labels }, locale) {
    return [
      barWithError({
        id: 'criticalRatios',
        title: inLocale({ zh: '各题的临界比', en: 'Critical ratio per item' }, locale),
        altText: inLocale(
          {
            zh: `${values.k} 道题的临界比，界限 3。`,
            en: `Critical ratios of ${values.k} items against the limit of 3.`,
          },
          locale,
        ),
        bars: values.items.map((item) => ({
          label: labels[item.id] ?? item.name,
          value: item.criticalRatio,
          interval: null,
          text: formatNumber(item.criticalRatio, 'number1', locale),
          emphasis: item.weak,
        })),
        valueTitle: inLocale({ zh: '临界比（t）', en: 'Critical ratio (t)' }, locale),
        reference: { value: 3, label: '3' },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const weak = values.items.filter((item) => item.weak).map((item) => `“${labels[item.id] ?? item.name}”`);
    return [
      sentence(
        locale,
        'items',
        weak.length === 0
          ? {
              zh: '{n|integer} 份问卷按总分取高分组 {nUpper|integer} 份、低分组 {nLower|integer} 份，{k|integer} 道题均有区分力，可全部保留。',
              en: 'With {nUpper|integer} high and {nLower|integer} low totals of {n|integer} forms, all {k|integer} items discriminate and can stay.',
            }
          : {
              zh: '{n|integer} 份问卷按总分取高分组 {nUpper|integer} 份、低分组 {nLower|integer} 份，{k|integer} 道题中有 {weak|integer} 道区分力不足：{@names}，宜修改或删除。',
              en: 'With {nUpper|integer} high and {nLower|integer} low totals of {n|integer} forms, {weak|integer} of {k|integer} items discriminate too little: revise or drop {@names}.',
            },
        { names: joinNames(weak.slice(0, 6), locale) },
      ),
    ];
  },
  propose: (snapshot) =>
    hasIndex(snapshot) ? [{ analysis: 'reliability.itemAnalysis', inputs: {}, options: {} }] : [],
});
