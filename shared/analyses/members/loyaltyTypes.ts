import { barWithError } from '../../charts/barWithError.ts';
import { curveFigure } from '../../charts/curveFigure.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeScores } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { type LoyaltyType, loyaltyTypeCodes, loyaltyTypes } from '../../satisfaction/loyaltyTypes.ts';
import { leafScoreColumn } from '../../satisfaction/respondentIndices.ts';
import { levelOption, thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { meanWithInterval, shareWithInterval } from '../designStatistics.ts';
import { hasIndex, projectIndex } from '../projectIndex.ts';
import { correlationWith, outcomeInput, outcomeOf, outcomeWords } from '../weightData.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type TypesValues = {
  readonly level: number;
  readonly satisfaction: 'variable' | 'overall' | 'index';
  readonly types: readonly {
    readonly type: LoyaltyType;
    /** Forms, unweighted. */
    readonly count: number;
    /** 0-1, weighted. */
    readonly share: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
  /** Pearson's r of satisfaction and loyalty; null when one does not vary. */
  readonly correlation: number | null;
  /** Mean loyalty 0-100 by band of satisfaction, bands of ten points; bands nobody is in are left out. */
  readonly curve: readonly {
    readonly from: number;
    readonly to: number;
    readonly n: number;
    readonly loyalty: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
};

const typeTitles: Readonly<Record<LoyaltyType, Bilingual>> = {
  apostle: { zh: '传道者（满意且忠诚）', en: 'Apostles (satisfied and loyal)' },
  mercenary: { zh: '图利者（满意不忠诚）', en: 'Mercenaries (satisfied, not loyal)' },
  hostage: { zh: '囚禁者（不满意却忠诚）', en: 'Hostages (loyal, not satisfied)' },
  defector: { zh: '破坏者（不满意不忠诚）', en: 'Defectors (neither)' },
};

function loyaltyIds(snapshot: Snapshot): readonly VariableId[] {
  return snapshot.variables
    .filter((variable) => variable.role === 'loyalty' && variable.scale !== null)
    .toSorted((a, b) => a.order - b.order)
    .map((variable) => variable.id);
}

/** Forms of a band from which on its interval is shown. */
const fewest = 10;

export const loyaltyTypesAnalysis = defineAnalysis({
  id: 'loyalty.types',
  version: 2,
  group: 'value',
  title: { zh: '满意与忠诚', en: 'Satisfaction and loyalty' },
  note: {
    what: {
      zh: '把顾客按满意与忠诚分为四类，并看满意每高一段忠诚高多少。',
      en: 'Sorts customers into four types by satisfaction and loyalty, and shows how loyalty rises with satisfaction.',
    },
    formula: {
      zh: '满意与忠诚（忠诚题 0–100 分的均值）各与界限比较，达到为高；比例用 Wilson 区间；曲线为满意每 10 分一段的忠诚均值与 t 区间。',
      en: 'Satisfaction and loyalty (mean score of the loyalty questions) each against a threshold, reached counts as high; shares with Wilson intervals; the curve is mean loyalty with t interval by ten points of satisfaction.',
    },
    source: 'Jones & Sasser (1995), Harvard Business Review 73(6).',
  },
  keywords: ['忠诚', '传道者', '图利者', '囚禁者', '破坏者', 'apostle', 'hostage', 'loyalty'],
  inputs: {
    satisfaction: outcomeInput,
    loyalty: {
      kind: 'variables',
      title: { zh: '忠诚题（空 = 项目中的忠诚题）', en: 'Loyalty questions (none = those of the project)' },
      min: 1,
      max: 50,
      roles: ['loyalty'],
      optional: true,
    },
  },
  options: {
    threshold: thresholdOption,
    loyaltyThreshold: {
      kind: 'number',
      title: { zh: '忠诚界限（0–100 分）', en: 'Loyal from (score 0-100)' },
      default: 80,
      min: 0,
      max: 100,
      step: 1,
    },
    level: levelOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<TypesValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
    const ids = inputs.loyalty.length > 0 ? inputs.loyalty : loyaltyIds(snapshot);
    if (ids.length === 0) return noEstimate('noLoyalty', 0, design.leftOut, design.warnings);
    if (!index) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const satisfaction = outcomeOf(snapshot, inputs.satisfaction, index, design);
    const loyalty = leafScoreColumn(
      ids.map((id) => decodeScores(snapshot, id, design.rows).values),
      'renormalise',
    );
    const warnings: Warning[] = [...design.warnings];
    const codes = loyaltyTypeCodes(satisfaction.values, loyalty, {
      satisfaction: options.threshold,
      loyalty: options.loyaltyThreshold,
    });
    const n = codes.reduce((count, code) => count + (code >= 0 ? 1 : 0), 0);
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: codes.length - n }]);
    if (n === 0) return noEstimate('noAnswers', 0, leftOut, warnings);
    if (n < 30) warnings.push({ code: 'interval.smallSample', details: { n } });
    const curve = Array.from({ length: 10 }, (_, band) => band).flatMap((band): TypesValues['curve'] => {
      const [from, to] = [10 * band, 10 * band + 10];
      const inside = loyalty.map((value, row) => {
        const score = satisfaction.values[row]!;
        return score >= from && (score < to || (band === 9 && score <= 100)) ? value : Number.NaN;
      });
      const estimate = meanWithInterval(inside, design, options.level);
      if (estimate.mean === null) return [];
      return [{ from, to, n: estimate.n, loyalty: estimate.mean, lower: estimate.lower, upper: estimate.upper }];
    });
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        satisfaction: satisfaction.kind,
        types: loyaltyTypes.map((type, code) => {
          const marks = Float64Array.from(codes, (one) => (one < 0 ? Number.NaN : one === code ? 1 : 0));
          const { share, count, lower, upper } = shareWithInterval(marks, design, options.level);
          return { type, count, share: share ?? 0, lower, upper };
        }),
        correlation: correlationWith(satisfaction.values, loyalty, design),
        curve,
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'types',
        title: { zh: '满意与忠诚的四类顾客', en: 'Four types of customers' },
        columns: [
          { key: 'type', title: { zh: '类型', en: 'Type' }, format: 'text' },
          { key: 'count', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'share', title: { zh: '占比', en: 'Share' }, format: 'share1' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'share1' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'share1' },
        ],
        rows: values.types.map((one) => ({
          cells: {
            type: typeTitles[one.type],
            count: one.count,
            share: one.share,
            lower: one.lower,
            upper: one.upper,
          },
        })),
        notes: [],
      },
      {
        id: 'curve',
        title: { zh: '满意每一段的忠诚得分', en: 'Loyalty by band of satisfaction' },
        columns: [
          { key: 'band', title: { zh: '满意得分', en: 'Satisfaction' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'loyalty', title: { zh: '忠诚得分', en: 'Loyalty' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
        ],
        rows: values.curve.map((one) => ({
          cells: {
            band: `${one.from}–${one.to}`,
            n: one.n,
            loyalty: one.loyalty,
            ...(one.n < fewest ? { lower: null, upper: null } : { lower: one.lower, upper: one.upper }),
          },
        })),
        notes: values.curve.some((one) => one.n < fewest)
          ? [
              {
                zh: `不足 ${fewest} 份的一段不列区间：份数太少，区间会超出量表。`,
                en: `No interval below ${fewest} forms: with so few it would leave the scale.`,
              },
            ]
          : [],
      },
    ];
  },
  figures({ values }, locale) {
    const t = (text: Bilingual): string => inLocale(text, locale);
    return [
      barWithError({
        id: 'types',
        title: t({ zh: '满意与忠诚的四类顾客', en: 'Four types of customers' }),
        altText: t({ zh: '四类顾客的占比与区间。', en: 'Shares of four types of customers with intervals.' }),
        bars: values.types.map((one) => ({
          label: t(typeTitles[one.type]),
          value: 100 * one.share,
          interval: one.lower === null || one.upper === null ? null : ([100 * one.lower, 100 * one.upper] as const),
          text: formatNumber(one.share, 'share1', locale),
          emphasis: one.type === 'apostle',
        })),
        range: [0, 108],
        scale: [0, 100],
        valueTitle: t({ zh: '占比（%）', en: 'Percent' }),
      }),
      curveFigure({
        id: 'curve',
        title: t({ zh: '忠诚随满意的变化', en: 'Loyalty by satisfaction' }),
        altText: t({
          zh: `满意 ${values.curve.length} 段的平均忠诚得分。`,
          en: `Mean loyalty in ${values.curve.length} bands of satisfaction.`,
        }),
        xTitle: t({ zh: '满意得分（0–100）', en: 'Satisfaction (0-100)' }),
        yTitle: t({ zh: '忠诚得分（0–100）', en: 'Loyalty (0-100)' }),
        xRange: [0, 100],
        yRange: [0, 104],
        curves: [
          {
            name: t({ zh: '忠诚', en: 'Loyalty' }),
            mode: 'lines+markers',
            points: values.curve.map((one) => ({ x: (one.from + one.to) / 2, y: one.loyalty })),
          },
        ],
      }),
    ];
  },
  narrative({ values }, locale) {
    const sentences = [
      sentence(
        locale,
        'types',
        {
          zh: '满意且忠诚的传道者占 {types.0.share|share1}，既不满意也不忠诚的占 {types.3.share|share1}（满意取自{@source}）。',
          en: '{types.0.share|share1} are apostles, satisfied and loyal; {types.3.share|share1} are neither satisfied nor loyal (satisfaction taken from {@source}).',
        },
        { source: inLocale(outcomeWords[values.satisfaction], locale) },
      ),
    ];
    if (values.correlation !== null)
      sentences.push(
        sentence(locale, 'correlation', {
          zh: '满意与忠诚的相关系数为 {correlation|number2}；相关不等于因果。',
          en: 'Satisfaction and loyalty correlate at {correlation|number2}; that does not show cause.',
        }),
      );
    return sentences;
  },
  propose: (snapshot) =>
    hasIndex(snapshot) && loyaltyIds(snapshot).length > 0
      ? [{ analysis: 'loyalty.types', inputs: {}, options: {} }]
      : [],
});
