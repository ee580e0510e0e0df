import { curveFigure } from '../../charts/curveFigure.ts';
import { quadrantFigure } from '../../charts/quadrantFigure.ts';
import { InputError } from '../../model/errors.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import {
  kanoCategories,
  type KanoCategory,
  type KanoCounts,
  kanoCounts,
  kanoCurve,
  kanoResult,
} from '../../satisfaction/kano.ts';
import { segmentInput } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { featureGroups, smallBase } from '../featureGroups.ts';
import { answerCodes, kanoAnswers, kanoPairs } from '../kanoFeatures.ts';
import { kanoTables } from '../kanoTables.ts';
import { kanoCategoryTitles, type KanoFeature, type KanoValues } from '../kanoValues.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, MatrixInput, Warning } from '../types.ts';

/** Counts typed in: a line per feature, columns A O M I R Q. */
function typedFeatures(matrix: MatrixInput): readonly { readonly label: string; readonly counts: KanoCounts }[] {
  if (matrix.rows.length === 0 || matrix.labels.length !== matrix.rows.length)
    throw new InputError('kano.counts', { labels: matrix.labels.length, rows: matrix.rows.length });
  return matrix.rows.map((row, place) => {
    if (row.length !== 6 || row.some((value) => value < 0))
      throw new InputError('kano.counts', { labels: matrix.labels.length, rows: matrix.rows.length });
    const [A, O, M, I, R, Q] = row as [number, number, number, number, number, number];
    return { label: matrix.labels[place]!, counts: { A, O, M, I, R, Q } };
  });
}

export const kanoTable = defineAnalysis({
  id: 'kano.table',
  version: 1,
  group: 'kano',
  title: { zh: 'Kano 分析', en: 'Kano analysis' },
  note: {
    what: {
      zh: '每项功能属于必备、期望、魅力还是无差异，做到能提高多少满意，做不到会降低多少。',
      en: 'Is each feature a must, a performance, an attraction or indifferent, and what do having and lacking it do to satisfaction?',
    },
    formula: {
      zh: '正反两问按 5×5 评价表归类；Better = (A + O)/(A + O + M + I)，Worse = −(O + M)/(A + O + M + I)；类别强度 = 第一与第二类别占比之差，不超过 6% 时按 M > O > A > I 取；总强度 A + O + M；Fong 检验：|a − b| < 1.65√((a + b)(2n − a − b)/(2n)) 为不显著。曲线过 (0, Worse) 与 (1, Better)。',
      en: 'Pairs of answers are classed by the 5 x 5 table; Better = (A + O)/(A + O + M + I), Worse = -(O + M)/(A + O + M + I); category strength = share of the first minus that of the second, and at 6% or less the first of M > O > A > I is taken; total strength A + O + M; Fong: |a - b| < 1.65 sqrt((a + b)(2n - a - b)/(2n)) is not significant. Curves run through (0, Worse) and (1, Better).',
    },
    source: 'Kano et al. (1984); Berger et al. (1993); Lee & Newcomb (1997); Fong (1996); Wang & Ji (2010).',
  },
  keywords: ['Kano', '魅力', '必备', '期望型', 'Better', 'Worse', '需求分类', 'attractive', 'must-be'],
  inputs: {
    functional: {
      kind: 'variables',
      title: { zh: '正向题（空 = 项目中的 Kano 题）', en: 'Functional questions (none = those of the project)' },
      min: 1,
      max: 100,
      roles: ['kanoFunctional'],
      optional: true,
    },
    dysfunctional: {
      kind: 'variables',
      title: { zh: '反向题，次序与正向题一致', en: 'Dysfunctional questions in the same order' },
      min: 1,
      max: 100,
      roles: ['kanoDysfunctional'],
      optional: true,
    },
    segment: segmentInput,
    counts: {
      kind: 'matrix',
      title: {
        zh: '或直接录入：每行一项功能，各列为 A O M I R Q',
        en: 'Or typed in: a line per feature, columns A O M I R Q',
      },
      optional: true,
    },
  },
  options: {
    codes: {
      when: { notGiven: ['counts'] },
      kind: 'choice',
      title: { zh: '数字答案', en: 'Answers as numbers' },
      default: 'likeFirst',
      choices: [
        { value: 'likeFirst', title: { zh: '1 喜欢 … 5 不喜欢', en: '1 like ... 5 dislike' } },
        { value: 'dislikeFirst', title: { zh: '1 不喜欢 … 5 喜欢', en: '1 dislike ... 5 like' } },
      ],
    },
    answers: {
      kind: 'text',
      title: {
        zh: '文字答案的含义（答案=1 至 5，以分号分隔）',
        en: 'Meaning of worded answers (answer=1 to 5, separated by ;)',
      },
      default: '',
    },
    closeness: {
      kind: 'number',
      title: { zh: '类别强度界限', en: 'Closeness that counts as equal' },
      default: 0.06,
      min: 0,
      max: 0.5,
      step: 0.01,
    },
  },
  honours: { weights: 'both', design: false },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<KanoValues> {
    const finish = (
      features: readonly KanoFeature[],
      groups: KanoValues['groups'],
      n: number,
      leftOut: Estimate['leftOut'],
      warnings: readonly Warning[],
    ): Estimate<KanoValues> => {
      if (features.length === 0) return noEstimate('noAnswers', 0, leftOut, warnings);
      const places = (category: KanoCategory): readonly number[] =>
        features
          .flatMap((feature, place) => (feature.category === category ? [place] : []))
          .toSorted((a, b) => features[b]!.totalStrength - features[a]!.totalStrength || a - b);
      return {
        status: 'ok',
        reason: null,
        n,
        leftOut,
        warnings,
        values: {
          features,
          byCategory: {
            A: places('A'),
            O: places('O'),
            M: places('M'),
            I: places('I'),
            R: places('R'),
            Q: places('Q'),
          },
          segment: groups.length > 0 ? inputs.segment : null,
          groups,
          differing: features.flatMap((_, place) => {
            const solid = groups.flatMap((group) => {
              const { n: base, category } = group.features[place]!;
              return base >= smallBase && category !== null ? [category] : [];
            });
            return new Set(solid).size > 1 ? [place] : [];
          }),
        },
      };
    };
    const feature = (
      label: string,
      pair: { readonly functional: string; readonly dysfunctional: string },
      n: number,
      nMissing: number,
      counts: KanoCounts,
    ): readonly KanoFeature[] => {
      const result = kanoResult(counts, options.closeness);
      return result ? [{ label, ...pair, n, nMissing, counts, ...result }] : [];
    };
    if (inputs.counts) {
      const features = typedFeatures(inputs.counts).flatMap(({ label, counts }) => {
        const total = kanoCategories.reduce((sum, one) => sum + counts[one], 0);
        return feature(label, { functional: '', dysfunctional: '' }, Math.round(total), 0, counts);
      });
      return finish(features, [], Math.max(0, ...features.map((one) => one.n)), [], []);
    }
    const design = designRows(snapshot, { weights: 'both', design: false });
    const pairs = kanoPairs(snapshot, inputs.functional, inputs.dysfunctional);
    if (pairs.length === 0) return noEstimate('noKano', 0, design.leftOut, design.warnings);
    const codes = answerCodes(options.answers);
    const reversed = options.codes === 'dislikeFirst';
    const groups = inputs.segment === null ? null : featureGroups(snapshot, [inputs.segment], design);
    const warnings: Warning[] = [...design.warnings];
    const answered = new Uint8Array(design.rows.length);
    const perGroup = groups?.labels.map((label) => ({
      label,
      features: [] as KanoValues['groups'][number]['features'][number][],
    }));
    const features = pairs.flatMap((pair) => {
      const [first, second] = [pair.functional, pair.dysfunctional].map((id) =>
        kanoAnswers(snapshot, id, design.rows, codes, reversed),
      ) as [ReturnType<typeof kanoAnswers>, ReturnType<typeof kanoAnswers>];
      if (first.unknown + second.unknown > 0)
        warnings.push({
          code: 'kano.unknownAnswers',
          details: { feature: pair.label, count: first.unknown + second.unknown },
        });
      const both = first.values.map((value, row) => (Number.isNaN(value + second.values[row]!) ? 0 : 1));
      both.forEach((there, row) => {
        if (there === 1) answered[row] = 1;
      });
      const scaled = scaledWeights(design.weights, design.weightKind === 'survey', both);
      const { n, counts } = kanoCounts(first.values, second.values, scaled);
      const made = feature(pair.label, pair, n, design.rows.length - n, counts);
      if (made.length === 0) warnings.push({ code: 'kano.noAnswers', details: { feature: pair.label } });
      else
        perGroup?.forEach((group, code) => {
          const inside = first.values.map((value, row) => (groups!.codes[row] === code ? value : Number.NaN));
          const part = kanoCounts(inside, second.values, scaled);
          const result = kanoResult(part.counts, options.closeness);
          group.features.push({
            n: part.n,
            category: result?.category ?? null,
            better: result?.better ?? null,
            worse: result?.worse ?? null,
          });
        });
      return made;
    });
    const n = answered.reduce((sum, one) => sum + one, 0);
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'blank', count: design.rows.length - n }]);
    return finish(features, perGroup ?? [], n, leftOut, warnings);
  },
  tables: kanoTables,
  figures({ values }, locale) {
    const t = (text: Bilingual): string => inLocale(text, locale);
    const placed = values.features.flatMap((one) =>
      one.better === null || one.worse === null ? [] : [{ ...one, better: one.better, worse: one.worse }],
    );
    if (placed.length === 0) return [];
    const curved = placed.filter((one) => one.category === 'A' || one.category === 'O' || one.category === 'M');
    const steps = Array.from({ length: 21 }, (_, step) => step / 20);
    return [
      quadrantFigure({
        id: 'map',
        title: t({ zh: 'Better–Worse 图', en: 'Better-Worse map' }),
        altText: t({
          zh: `${placed.length} 项功能的 Better–Worse 图。`,
          en: `Better-Worse map of ${placed.length} features.`,
        }),
        xTitle: t({ zh: '不提供时的不满（−Worse）', en: 'Dissatisfaction without it (−Worse)' }),
        yTitle: t({ zh: '提供时的满意（Better）', en: 'Satisfaction with it (Better)' }),
        points: placed.map((one) => ({
          label: one.label,
          x: -one.worse,
          y: one.better,
          emphasis: one.category === 'M' || one.category === 'O',
        })),
        crosshair: { x: 0.5, y: 0.5 },
        names: {
          highHigh: t(kanoCategoryTitles.O),
          highLow: t(kanoCategoryTitles.M),
          lowHigh: t(kanoCategoryTitles.A),
          lowLow: t(kanoCategoryTitles.I),
        },
      }),
      ...(curved.length === 0
        ? []
        : [
            curveFigure({
              id: 'curves',
              title: t({ zh: '满足程度与满意', en: 'Fulfilment and satisfaction' }),
              altText: t({
                zh: `${curved.length} 项功能的 Kano 曲线。`,
                en: `Kano curves of ${curved.length} features.`,
              }),
              xTitle: t({ zh: '满足程度（0 没有，1 完全）', en: 'Fulfilment (0 none, 1 full)' }),
              yTitle: t({ zh: '满意（−1 至 1）', en: 'Satisfaction (−1 to 1)' }),
              xRange: [0, 1],
              yRange: [-1, 1],
              level: 0,
              curves: curved.slice(0, 8).map((one) => ({
                name: `${one.label} ${one.category}`,
                mode: 'lines',
                dash: one.category === 'A' ? 'dash' : one.category === 'M' ? 'dot' : 'solid',
                points: steps.map((x) => ({ x, y: kanoCurve(one.category as 'A', one.better, one.worse, x) })),
              })),
            }),
          ]),
    ];
  },
  narrative({ values, labels }, locale) {
    const names = (places: readonly number[]): string =>
      joinNames(
        places.map((place) => `“${values.features[place]!.label}”`),
        locale,
      );
    const sentences = [];
    const says: readonly (readonly [KanoCategory, Bilingual])[] = [
      ['M', { zh: '必备：{@names}，缺了会引起不满，先做到。', en: 'Must-be, first to be met: {@names}.' }],
      [
        'O',
        { zh: '期望：{@names}，做得越好越满意。', en: 'One-dimensional, the more of it the more satisfied: {@names}.' },
      ],
      [
        'A',
        {
          zh: '魅力：{@names}，有则惊喜，没有也不会不满。',
          en: 'Attractive, a delight that is not missed where absent: {@names}.',
        },
      ],
      [
        'I',
        {
          zh: '无差异：{@names}，有没有顾客大多不在意。',
          en: 'Indifferent, most customers do not mind either way: {@names}.',
        },
      ],
      ['R', { zh: '反向：{@names}，顾客不希望有。', en: 'Reverse, customers would rather not have it: {@names}.' }],
      ['Q', { zh: '存疑：{@names}，宜检查问法。', en: 'Questionable, check the wording: {@names}.' }],
    ];
    for (const [category, text] of says) {
      const places = values.byCategory[category];
      if (places.length > 0) sentences.push(sentence(locale, category, text, { names: names(places) }));
    }
    const doubtful = values.features.flatMap((one, place) => (one.fong.significant ? [] : [place]));
    if (doubtful.length > 0)
      sentences.push(
        sentence(
          locale,
          'uncertain',
          {
            zh: '{@names}的前两类相差不显著，类别不够确定。',
            en: 'For {@names} the two first categories do not differ significantly: the category is uncertain.',
          },
          { names: names(doubtful) },
        ),
      );
    if (values.differing.length > 0)
      sentences.push(
        sentence(
          locale,
          'segment',
          {
            zh: '按“{@segment}”看，{@names}在不同顾客中类别不同。',
            en: 'By “{@segment}”, {@names} fall into different categories.',
          },
          { segment: labels[values.segment ?? ''] ?? '', names: names(values.differing) },
        ),
      );
    return sentences;
  },
  propose(snapshot) {
    const count = (role: string): number => snapshot.variables.filter((one) => one.role === role).length;
    const pairs = count('kanoFunctional');
    return pairs > 0 && pairs === count('kanoDysfunctional')
      ? [{ analysis: 'kano.table', inputs: {}, options: {} }]
      : [];
  },
});

/** Survey weights so that those of the forms with an answer sum to their number; frequencies as they are. */
function scaledWeights(weights: Float64Array | null, survey: boolean, answered: Float64Array): Float64Array | null {
  if (!weights || !survey) return weights;
  let [sum, n] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    if (answered[row] !== 1) continue;
    sum += weights[row]!;
    n++;
  }
  return sum > 0 ? weights.map((weight) => (weight * n) / sum) : weights;
}
