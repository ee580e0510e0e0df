import { isolateName } from '../../format/isolateNames.ts';
import { shorten } from '../../charts/plotText.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeNumeric, findVariable } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import type { Scale, Variable } from '../../model/variable.ts';
import { netPromoterScore } from '../../satisfaction/satisfactionMeasures.ts';
import { levelOption, segmentInput } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut, missingLeftOut } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { differencesFromRest, featureGroups, ownDesign, placesByGroup, smallBase } from '../featureGroups.ts';
import { partTitle } from '../labels.ts';
import { sentence } from '../sentence.ts';
import { holm } from '../../stats/holm.ts';
import type { Estimate, Warning } from '../types.ts';

/** Shares 0-100; score and its limits -100..100. */
type PromoterPart = {
  readonly label: string;
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly score: number;
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Against all others, after Holm's correction; null for the whole. */
  readonly difference: number | null;
  readonly pAdjusted: number | null;
  readonly small: boolean;
};
type NpsValues = {
  readonly level: number;
  readonly question: string;
  readonly overall: PromoterPart;
  readonly segment: string | null;
  readonly groups: readonly PromoterPart[];
  /** Places in groups, highest score first. */
  readonly ranked: readonly number[];
};

const isRecommendation = (scale: Scale | null): boolean =>
  scale !== null && scale.max === 10 && (scale.min === 0 || scale.min === 1) && scale.direction === 'ascending';

function loyaltyQuestions(snapshot: Snapshot): readonly Variable[] {
  return snapshot.variables
    .filter((variable) => variable.role === 'loyalty' && isRecommendation(variable.scale))
    .toSorted((a, b) => a.order - b.order);
}

/** places: the forms of the group; null = everybody. */
function partOf(
  label: string,
  values: Float64Array,
  design: DesignRows,
  level: number,
  places: Int32Array | null,
): PromoterPart | null {
  const apart = places && ownDesign(design, places);
  let own = values;
  if (apart) own = Float64Array.from(places, (place) => values[place]!);
  else if (places) {
    own = new Float64Array(values.length).fill(Number.NaN);
    for (const place of places) own[place] = values[place]!;
  }
  const promoter = netPromoterScore(own, (apart ?? design).weights);
  if (!promoter) return null;
  const interval = meanWithInterval(promoterMarks(own), apart ?? design, level);
  return {
    label,
    n: promoter.n,
    promoters: promoter.promoters,
    passives: promoter.passives,
    detractors: promoter.detractors,
    score: promoter.score,
    se: interval.se,
    lower: interval.lower === null ? null : Math.max(-100, interval.lower),
    upper: interval.upper === null ? null : Math.min(100, interval.upper),
    difference: null,
    pAdjusted: null,
    small: promoter.n < smallBase,
  };
}

/** 100 for a promoter, 0 for a passive, -100 for a detractor: their mean is the score. */
function promoterMarks(values: Float64Array): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? value : value >= 9 ? 100 : value < 7 ? -100 : 0));
}

export const loyaltyNps = defineAnalysis({
  id: 'loyalty.nps',
  version: 2,
  group: 'value',
  title: { zh: '净推荐值 NPS', en: 'Net promoter score' },
  note: {
    what: {
      zh: '愿意推荐的顾客比不愿推荐的多多少，不同顾客之间差多少。',
      en: 'By how much those who would recommend outnumber those who would not, and how groups differ.',
    },
    formula: {
      zh: '0–10 或 1–10 分题：9、10 分为推荐者，7、8 分为被动者，6 分及以下为贬损者；NPS = 推荐者% − 贬损者%，区间为 (100, 0, −100) 均值的 t 区间，有抽样设计时按线性化。组间 p 按 Holm 校正。',
      en: 'On 0-10 or 1-10: 9 and 10 promote, 7 and 8 are passive, 6 and less detract; NPS = % promoters - % detractors with the t interval of the mean of (100, 0, -100), by linearisation under a design. p between groups by Holm.',
    },
    source: 'Reichheld (2003), Harvard Business Review 81(12).',
  },
  keywords: ['NPS', '净推荐值', '推荐', '忠诚', 'loyalty', 'promoter', 'recommendation'],
  inputs: {
    question: {
      kind: 'variable',
      title: { zh: '推荐意愿题（0–10 或 1–10 分）', en: 'Recommendation question (0-10 or 1-10)' },
      roles: ['loyalty'],
    },
    segment: segmentInput,
  },
  options: { level: levelOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<NpsValues> {
    const question = inputs.question!;
    const variable = findVariable(snapshot, question);
    if (!isRecommendation(variable.scale)) throw new InputError('nps.scale', { variable: variable.name });
    const design = designRows(snapshot, { weights: 'both', design: true });
    const { values, missing } = decodeNumeric(snapshot, question, design.rows);
    const leftOut = mergeLeftOut(design.leftOut, missingLeftOut(missing));
    const overall = partOf('', values, design, options.level, null);
    if (!overall) return noEstimate('noAnswers', 0, leftOut, design.warnings);
    const warnings: Warning[] = [...design.warnings];
    const groups = inputs.segment === null ? null : featureGroups(snapshot, [inputs.segment], design);
    const places = groups ? placesByGroup(groups.codes, groups.labels.length) : [];
    const tests = groups
      ? differencesFromRest(promoterMarks(values), groups.codes, groups.labels.length, design, options.level)
      : [];
    const parts = (groups?.labels ?? []).flatMap((label, code) => {
      const part = partOf(label, values, design, options.level, places[code]!);
      if (!part) return [];
      if (part.small) warnings.push({ code: 'group.smallBase', details: { group: label, n: part.n } });
      return [{ part, test: tests[code]! }];
    });
    const tested = parts.map(({ part, test }) => (part.small ? null : test.p));
    const adjusted = parts.length === 2 ? tested : holm(tested);
    const rows = parts.map(({ part, test }, place) => ({
      ...part,
      difference: test.difference,
      pAdjusted: adjusted[place]!,
    }));
    return {
      status: 'ok',
      reason: null,
      n: overall.n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        question,
        overall,
        segment: inputs.segment,
        groups: rows,
        ranked: rows.map((_, place) => place).toSorted((a, b) => rows[b]!.score - rows[a]!.score || a - b),
      },
    };
  },
  tables({ values, labels }) {
    const cells = (part: PromoterPart, name: string | Bilingual) => ({
      name,
      n: part.n,
      promoters: part.promoters,
      passives: part.passives,
      detractors: part.detractors,
      score: part.score,
      lower: part.lower,
      upper: part.upper,
      difference: part.difference,
      p: part.pAdjusted,
    });
    return [
      {
        id: 'nps',
        title: { zh: '净推荐值', en: 'Net promoter score' },
        columns: [
          {
            key: 'name',
            title: partTitle(values.segment, labels),
            format: 'text',
          },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'promoters', title: { zh: '推荐者', en: 'Promoters' }, format: 'percent1' },
          { key: 'passives', title: { zh: '被动者', en: 'Passives' }, format: 'percent1' },
          { key: 'detractors', title: { zh: '贬损者', en: 'Detractors' }, format: 'percent1' },
          { key: 'score', title: { zh: 'NPS', en: 'NPS' }, format: 'number1' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number1' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number1' },
          ...(values.segment === null
            ? []
            : [
                {
                  key: 'difference',
                  title: { zh: '与其余之差', en: 'Difference from the rest' },
                  format: 'number1' as const,
                },
                { key: 'p', title: { zh: 'p（Holm 校正）', en: 'p (Holm)' }, format: 'pValue' as const },
              ]),
        ],
        rows: [
          ...values.groups.map((part) => ({ cells: cells(part, part.small ? `${part.label}*` : part.label) })),
          { emphasis: true, cells: cells(values.overall, { zh: '总体', en: 'All' }) },
        ],
        notes: values.groups.some((part) => part.small)
          ? [{ zh: '* 少于 30 份，结果仅供参考。', en: '* Fewer than 30 forms: read with care.' }]
          : [],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const question = shorten(labels[values.question] ?? values.question, 40);
    const t = (text: Bilingual): string => inLocale(text, locale);
    const parts: readonly (readonly [Bilingual, number, boolean])[] = [
      [{ zh: '推荐者', en: 'Promoters' }, values.overall.promoters, true],
      [{ zh: '被动者', en: 'Passives' }, values.overall.passives, false],
      [{ zh: '贬损者', en: 'Detractors' }, values.overall.detractors, false],
    ];
    const shares = barWithError({
      id: 'shares',
      title: t({
        zh: `“${question}”：NPS ${formatNumber(values.overall.score, 'number1', locale)}`,
        en: `“${question}”: NPS ${formatNumber(values.overall.score, 'number1', locale)}`,
      }),
      altText: t({ zh: '推荐者、被动者、贬损者的比例。', en: 'Shares of promoters, passives and detractors.' }),
      bars: parts.map(([name, value, emphasis]) => ({
        label: t(name),
        value,
        interval: null,
        text: formatNumber(value, 'percent1', locale),
        emphasis,
      })),
      range: [0, 108],
      scale: [0, 100],
      valueTitle: t({ zh: '百分比', en: 'Percent' }),
    });
    if (values.groups.length === 0) return [shares];
    const limits = values.groups.flatMap((part) => [
      part.lower ?? part.score,
      part.upper ?? part.score,
      values.overall.score,
    ]);
    const pad = Math.max(5, 0.15 * (Math.max(...limits) - Math.min(...limits)));
    return [
      shares,
      barWithError({
        id: 'groups',
        title: t({ zh: '各组的净推荐值', en: 'Net promoter score of the groups' }),
        altText: t({
          zh: `${values.groups.length} 组的净推荐值与区间。`,
          en: `Net promoter scores with intervals of ${values.groups.length} groups.`,
        }),
        shape: 'points',
        bars: values.ranked.slice(0, 30).map((place) => {
          const part = values.groups[place]!;
          return {
            label: `${isolateName(part.label)} (${part.n})`,
            value: part.score,
            interval: part.lower === null || part.upper === null ? null : ([part.lower, part.upper] as const),
            text: formatNumber(part.score, 'number1', locale),
            emphasis: part.pAdjusted !== null && part.pAdjusted < 1 - values.level,
            doubtful: part.small,
          };
        }),
        range: [Math.min(...limits) - pad, Math.max(...limits) + pad],
        valueTitle: t({ zh: 'NPS（括号内为份数）', en: 'NPS (forms in brackets)' }),
        scale: [-100, 100],
        reference: {
          value: values.overall.score,
          label: `${t({ zh: '总体', en: 'All' })} ${formatNumber(values.overall.score, 'number1', locale)}`,
        },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const { overall } = values;
    const sentences = [
      overall.lower === null
        ? sentence(locale, 'score', {
            zh: '净推荐值为 {overall.score|number1}，无法给出区间。',
            en: 'The net promoter score is {overall.score|number1}; no interval can be had.',
          })
        : sentence(locale, 'score', {
            zh: '净推荐值为 {overall.score|number1}（{overall.lower|number1} 至 {overall.upper|number1}）：推荐者 {overall.promoters|percent1}，贬损者 {overall.detractors|percent1}。',
            en: 'The net promoter score is {overall.score|number1} ({overall.lower|number1} to {overall.upper|number1}): {overall.promoters|percent1} promote, {overall.detractors|percent1} detract.',
          }),
    ];
    if (values.segment !== null) {
      const name = labels[values.segment] ?? '';
      const clear = values.ranked.filter((place) => {
        const { pAdjusted } = values.groups[place]!;
        return pAdjusted !== null && pAdjusted < 1 - values.level;
      });
      const lowest = clear.at(-1);
      if (lowest !== undefined && (values.groups[lowest]!.difference ?? 0) < 0)
        sentences.push(
          sentence(
            locale,
            'segment',
            {
              zh: `按“{@name}”看，“{@group}”的净推荐值低于其余受访者（{groups.${lowest}.score|number1}），超出抽样误差。`,
              en: `By “{@name}”, “{@group}” lies below the rest ({groups.${lowest}.score|number1}) beyond sampling error.`,
            },
            { name, group: values.groups[lowest]!.label },
          ),
        );
      else if (clear.length === 0)
        sentences.push(
          sentence(
            locale,
            'segment',
            {
              zh: '按“{@name}”看，各组之差均未超出抽样误差。',
              en: 'By “{@name}”, no group differs from the rest beyond sampling error.',
            },
            { name },
          ),
        );
    }
    return sentences;
  },
  propose: (snapshot) =>
    loyaltyQuestions(snapshot).map((one) => ({
      analysis: 'loyalty.nps',
      inputs: { question: one.id as string },
      options: {},
    })),
});
