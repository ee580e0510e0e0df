import { formatNumber } from '../format/formatNumber.ts';
import type { VariableId } from '../model/ids.ts';
import { type Bilingual, inLocale } from '../model/text.ts';
import { itemsInput, levelOption } from './commonOptions.ts';
import { defineAnalysis, noEstimate } from './defineAnalysis.ts';
import { mergeLeftOut } from './design.ts';
import { meanWithInterval } from './designStatistics.ts';
import { hasIndex } from './projectIndex.ts';
import { joinNames, sentence } from './sentence.ts';
import type { AnyAnalysis, Estimate, JsonObject, MethodNote, OptionSpecs, OptionsOf, Warning } from './types.ts';
import { indicesUnder, outcomeInput, outcomeWords, weightData } from './weightData.ts';
import { needsOutcome, type WayOptions, type WeightWay, weightsBy } from './weightWays.ts';
import { byWeight, heaviestSentence, weightBars, weightTable } from './weightResult.ts';

/** Weights from the survey's own answers, and the index they would give. Weights 0-1, index 0-100. */
type FromDataValues = {
  readonly elements: readonly {
    readonly id: string;
    readonly label: string;
    readonly weight: number;
    readonly basis: number | null;
    /** Weight in force and what these weights would change. */
    readonly current: number;
    readonly change: number;
  }[];
  readonly order: readonly number[];
  /** Places whose basis is negative and counts as 0. */
  readonly negative: readonly number[];
  readonly outcome: 'variable' | 'overall' | 'index' | null;
  /** R squared or share of variance explained; null for ways without. */
  readonly fit: number | null;
  readonly index: number | null;
  readonly indexLower: number | null;
  readonly indexUpper: number | null;
  readonly indexCurrent: number | null;
};

export interface WeightMember<O extends OptionSpecs> {
  readonly id: string;
  readonly way: WeightWay;
  readonly title: Bilingual;
  readonly note: MethodNote;
  readonly keywords: readonly string[];
  /** What the weights are made of, as the column of the table; absent for equal weights. */
  readonly basisTitle?: Bilingual;
  /** Name of fit in a sentence; absent = none. */
  readonly fitTitle?: Bilingual;
  readonly options: O;
  read?(options: OptionsOf<O>): WayOptions;
}

/**
 * A member of the catalogue that draws weights of the indicators from the survey itself. They differ in the way and its options; inputs,
 * tables, figures and sentences are the same, so that the ways can be laid side by side.
 */
export function defineWeightsFromData<const O extends OptionSpecs>(member: WeightMember<O>): AnyAnalysis {
  const outcome = needsOutcome(member.way);
  return defineAnalysis({
    id: member.id,
    version: 1,
    group: 'weights',
    title: member.title,
    note: member.note,
    keywords: ['权重', 'weights', ...member.keywords],
    inputs: { items: itemsInput, ...(outcome ? { outcome: outcomeInput } : {}) },
    options: { ...member.options, level: levelOption },
    honours: { weights: 'both', design: true },
    random: false,
    estimate(snapshot, { inputs, options }): Estimate<FromDataValues> {
      const given = inputs as { readonly items: readonly VariableId[]; readonly outcome?: VariableId | null };
      const level = Number((options as JsonObject)['level']);
      const read = weightData(snapshot, given.items, given.outcome ?? null);
      if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
      const { data } = read;
      const result = weightsBy(member.way, data, member.read?.(options as unknown as OptionsOf<O>) ?? {});
      const leftOut = result.forms?.leftOut ?? data.leftOut;
      const warnings: Warning[] = [...data.warnings];
      if (result.weights === null) return noEstimate(result.reason ?? 'noVariance', result.n, leftOut, warnings);
      const weights = result.weights;
      if (result.negative.length > 0)
        warnings.push({
          code: 'weights.negativeBasis',
          details: {
            count: result.negative.length,
            names: result.negative.map((place) => data.labels[place]!),
          },
        });
      const dropped = result.forms ? data.design.rows.length - result.n : 0;
      if (dropped > 0.2 * data.design.rows.length)
        warnings.push({ code: 'weights.manyIncomplete', details: { n: result.n, dropped } });
      if (outcome && data.outcome.kind === 'index') warnings.push({ code: 'weights.partOfIndex', details: {} });
      const under = meanWithInterval(indicesUnder(data, weights), data.design, level);
      return {
        status: 'ok',
        reason: null,
        n: result.n,
        leftOut: result.forms
          ? leftOut
          : mergeLeftOut(leftOut, [{ reason: 'blank', count: data.design.rows.length - result.n }]),
        warnings,
        values: {
          elements: data.labels.map((label, place) => ({
            id: data.ids[place]!,
            label,
            weight: weights[place]!,
            basis: result.basis[place]!,
            current: data.current[place]!,
            change: weights[place]! - data.current[place]!,
          })),
          order: byWeight(weights),
          negative: result.negative,
          outcome: outcome ? data.outcome.kind : null,
          fit: result.fit,
          index: under.mean,
          indexLower: under.lower,
          indexUpper: under.upper,
          indexCurrent: data.parts.currentMean(level).mean,
        },
      };
    },
    tables({ values }) {
      return [
        weightTable(
          { zh: '各指标权重', en: 'Weights of the indicators' },
          values.elements,
          [
            ...(member.basisTitle
              ? [
                  {
                    key: 'basis',
                    title: member.basisTitle,
                    format: 'number3' as const,
                    value: (one: FromDataValues['elements'][number]) => one.basis,
                  },
                ]
              : []),
            {
              key: 'current',
              title: { zh: '现行综合权重', en: 'Weight in force' },
              format: 'weight',
              value: (one) => one.current,
            },
            { key: 'change', title: { zh: '变化', en: 'Change' }, format: 'number3', value: (one) => one.change },
          ],
          [
            {
              zh: `按此权重的指数为 ${formatNumber(values.index, 'number2', 'zh-CN')}，按现行权重为 ${formatNumber(values.indexCurrent, 'number2', 'zh-CN')}。`,
              en: `Index under these weights ${formatNumber(values.index, 'number2', 'en')}, under the weights in force ${formatNumber(values.indexCurrent, 'number2', 'en')}.`,
            },
          ],
        ),
      ];
    },
    figures({ values }, locale) {
      return [
        weightBars(
          member.title,
          {
            zh: `${values.elements.length} 个指标的权重条形图，由大到小。`,
            en: `Bars of the weights of ${values.elements.length} indicators, heaviest first.`,
          },
          values.elements,
          locale,
        ),
      ];
    },
    narrative({ values }, locale) {
      const sentences = [
        heaviestSentence(values.elements, locale),
        sentence(locale, 'index', {
          zh: '按此权重，满意度指数为 {index|number2}（现行权重下为 {indexCurrent|number2}）。',
          en: 'Under these weights the index is {index|number2} ({indexCurrent|number2} under the weights in force).',
        }),
      ];
      if (values.outcome !== null)
        sentences.push(
          sentence(
            locale,
            'outcome',
            values.fit === null || !member.fitTitle
              ? {
                  zh: '权重依据各指标与“{@outcome}”的统计关系，不代表因果。',
                  en: 'The weights follow from the statistical relation with {@outcome}; they do not show cause.',
                }
              : {
                  zh: `权重依据各指标与“{@outcome}”的统计关系（${member.fitTitle.zh} {fit|number3}），不代表因果。`,
                  en: `The weights follow from the statistical relation with {@outcome} (${member.fitTitle.en} {fit|number3}); they do not show cause.`,
                },
            { outcome: inLocale(outcomeWords[values.outcome], locale) },
          ),
        );
      if (values.negative.length > 0)
        sentences.push(
          sentence(
            locale,
            'negative',
            {
              zh: '{@names}的依据为负，权重记为 0，宜检查其含义与方向。',
              en: '{@names} would weigh negatively and count as 0: check their meaning and direction.',
            },
            {
              names: joinNames(
                values.negative.map((place) => `“${values.elements[place]!.label}”`),
                locale,
              ),
            },
          ),
        );
      return sentences;
    },
    propose: (snapshot) => {
      if (!hasIndex(snapshot)) return [];
      const stated = member.way === 'stated' || member.way === 'improved';
      if (stated && !snapshot.variables.some((one) => one.role === 'importance' && one.indicatorId !== null)) return [];
      return [{ analysis: member.id, inputs: {}, options: {} }];
    },
  });
}
