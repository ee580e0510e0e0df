import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { findVariable } from '../../model/decode.ts';
import { inLocale } from '../../model/text.ts';
import { type Matrix, at, matrixOf } from '../../numeric/matrix.ts';
import { averageVarianceExtracted, compositeReliability, congeneric } from '../../stats/congeneric.ts';
import { discriminantValidity } from '../../stats/discriminantValidity.ts';
import { itemCorrelations } from '../../stats/itemCorrelations.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { itemColumns, scaleBlocks } from '../items.ts';
import { hasIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, ResultTable, Warning } from '../types.ts';

type Construct = {
  readonly id: string;
  readonly k: number;
  /** null for indicators of one question: nothing to extract. */
  readonly ave: number | null;
  readonly compositeReliability: number | null;
  readonly rootAve: number | null;
  readonly items: readonly { readonly id: string; readonly name: string; readonly loading: number | null }[];
  /** Largest correlation with another indicator, and whether the root of AVE exceeds it. */
  readonly largestCorrelation: number | null;
  readonly distinct: boolean | null;
};
type ConvergentValues = {
  readonly n: number;
  readonly level: number;
  readonly constructs: readonly Construct[];
  readonly correlations: readonly (readonly (number | null)[])[];
  readonly htmt: readonly (readonly (number | null)[])[];
  readonly limit: number;
  /** Pairs of places in constructs with HTMT at or above the limit. */
  readonly close: readonly { readonly first: number; readonly second: number; readonly htmt: number }[];
  readonly convergent: number;
};

const honours = { weights: 'both', design: false } as const;

function part(matrix: Matrix, places: readonly number[]): Matrix {
  return matrixOf(places.length, places.length, (i, j) => at(matrix, places[i]!, places[j]!));
}

function constructOf(
  snapshot: Snapshot,
  id: string,
  name: string,
  ids: readonly string[],
  correlation: Matrix,
  warnings: Warning[],
): Omit<Construct, 'largestCorrelation' | 'distinct'> {
  const factor = ids.length > 1 ? congeneric(correlation) : null;
  const items = ids.map((item, place) => ({
    id: item,
    name: snapshot.variables.find((variable) => (variable.id as string) === item)?.name ?? item,
    loading: factor ? factor.loadings[place]! : null,
  }));
  if (ids.length > 1 && !factor)
    warnings.push({
      code: 'reliability.dimensionNotEstimable',
      details: { name, reason: '题目之间没有正相关' },
    });
  if (factor && factor.heywood.length > 0)
    warnings.push({
      code: 'omega.heywood',
      details: { name, items: factor.heywood.map((place) => items[place]!.name) },
    });
  const ave = factor ? averageVarianceExtracted(factor.loadings) : null;
  return {
    id,
    k: ids.length,
    ave,
    compositeReliability: factor ? compositeReliability(factor.loadings) : null,
    rootAve: ave === null ? null : Math.sqrt(ave),
    items,
  };
}

export const validityConvergent = defineAnalysis({
  id: 'validity.convergent',
  version: 1,
  group: 'sample',
  title: { zh: '收敛效度与区分效度（AVE、CR、HTMT）', en: 'Convergent and discriminant validity (AVE, CR, HTMT)' },
  note: {
    what: {
      zh: '同一指标的题目是否测同一事物（AVE、组合信度），不同指标是否可以区分（Fornell-Larcker、HTMT）。',
      en: 'Whether the items of an indicator measure one thing (AVE, composite reliability) and whether indicators are distinct (Fornell-Larcker, HTMT).',
    },
    formula: {
      zh: '各指标单因子极大似然载荷 λ：AVE = Σλ²/k，CR = (Σλ)²/((Σλ)² + Σ(1 − λ²))；Fornell-Larcker：√AVE 大于该指标与其他指标（标准化题目之和）的相关；HTMT = 指标间 |r| 均值 / 两指标内 |r| 均值的几何平均。',
      en: 'With lambda the loadings of one factor per indicator by maximum likelihood: AVE = sum of lambda^2/k, CR = (sum of lambda)^2/((sum of lambda)^2 + sum of (1 - lambda^2)); Fornell-Larcker: the root of AVE exceeds the correlations with other indicators (sums of standardised items); HTMT = mean |r| between over the geometric mean of mean |r| within.',
    },
    source:
      'Fornell & Larcker (1981), Journal of Marketing Research 18; Henseler, Ringle & Sarstedt (2015), Journal of the Academy of Marketing Science 43.',
  },
  keywords: [
    '效度',
    '收敛效度',
    '聚合效度',
    '区分效度',
    'AVE',
    'CR',
    '组合信度',
    'HTMT',
    'Fornell-Larcker',
    'validity',
  ],
  inputs: {},
  options: {
    depth: {
      kind: 'number',
      title: { zh: '按第几级指标', en: 'Level of the indicator tree' },
      default: 1,
      min: 1,
      max: 9,
      integer: true,
    },
    limit: {
      kind: 'number',
      title: { zh: 'HTMT 界限', en: 'Limit of HTMT' },
      default: 0.85,
      min: 0.5,
      max: 1,
      step: 0.05,
    },
  },
  honours,
  random: false,
  estimate(snapshot, { options }): Estimate<ConvergentValues> {
    const design = designRows(snapshot, honours);
    const warnings: Warning[] = [...design.warnings];
    const { blocks, depth } = scaleBlocks(snapshot, options.depth);
    const ids = blocks.flatMap((block) => block.ids);
    if (ids.length === 0) return noEstimate('noIndicators', 0, design.leftOut, warnings);
    if (ids.length < 2) return noEstimate('tooFewItems', 0, design.leftOut, warnings);
    const result = itemCorrelations(itemColumns(snapshot, ids, new Set(), design), {
      weights: design.weights,
      weightKind: design.weightKind === 'survey' ? 'survey' : 'frequency',
    });
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: design.rows.length - result.n }]);
    if (result.status !== 'ok') return noEstimate(result.reason, result.n, leftOut, warnings);
    const left = ids.filter((_, place) => !result.used.includes(place)).map((id) => findVariable(snapshot, id));
    if (left.length > 0)
      warnings.push({
        code: 'items.constant',
        details: { count: left.length, names: left.map((one) => one.label || one.name) },
      });
    const used = result.used.map((place) => ids[place]!);
    const kept = blocks
      .map((block) => ({ ...block, places: block.ids.flatMap((id) => (used.includes(id) ? [used.indexOf(id)] : [])) }))
      .filter((block) => block.places.length > 0);
    const between = discriminantValidity(
      result.correlation,
      kept.map((block) => block.places),
    );
    const constructs = kept.map((block, row): Construct => {
      const own = constructOf(
        snapshot,
        block.id,
        block.name,
        block.places.map((place) => used[place] as string),
        part(result.correlation, block.places),
        warnings,
      );
      const others = between.correlations[row]!.filter((r, column): r is number => column !== row && r !== null);
      const largest = others.length > 0 ? Math.max(...others.map(Math.abs)) : null;
      return {
        ...own,
        largestCorrelation: largest,
        distinct: own.rootAve === null || largest === null ? null : own.rootAve > largest,
      };
    });
    return {
      status: 'ok',
      reason: null,
      n: result.n,
      leftOut,
      warnings,
      values: {
        n: result.n,
        level: Math.min(options.depth, depth),
        constructs,
        correlations: between.correlations,
        htmt: between.htmt,
        limit: options.limit,
        close: between.htmt.flatMap((cells, first) =>
          cells.flatMap((htmt, second) =>
            second < first && htmt !== null && htmt >= options.limit ? [{ first, second, htmt }] : [],
          ),
        ),
        convergent: constructs.filter(
          (one) => one.ave !== null && one.ave >= 0.5 && (one.compositeReliability ?? 0) >= 0.7,
        ).length,
      },
    };
  },
  tables({ values, labels }) {
    const nameOf = (place: number): string => labels[values.constructs[place]!.id] ?? values.constructs[place]!.id;
    const places = Array.from(values.constructs.keys());
    const square = (
      id: string,
      title: ResultTable['title'],
      cell: (row: number, column: number) => number | null,
      notes: ResultTable['notes'],
    ): ResultTable => ({
      id,
      title,
      columns: [
        { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
        ...places.map((place) => ({ key: `c${place}`, title: nameOf(place), format: 'coefficient' as const })),
      ],
      rows: places.map((row) => ({
        cells: {
          indicator: nameOf(row),
          ...Object.fromEntries(places.map((column) => [`c${column}`, column > row ? null : cell(row, column)])),
        },
      })),
      notes,
    });
    const constructs: ResultTable = {
      id: 'constructs',
      title: { zh: '收敛效度', en: 'Convergent validity' },
      columns: [
        { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
        { key: 'k', title: { zh: '题数', en: 'Items' }, format: 'integer' },
        { key: 'ave', title: { zh: 'AVE', en: 'AVE' }, format: 'coefficient' },
        { key: 'cr', title: { zh: '组合信度 CR', en: 'Composite reliability' }, format: 'coefficient' },
        { key: 'root', title: { zh: '√AVE', en: 'Root of AVE' }, format: 'coefficient' },
        { key: 'largest', title: { zh: '与他指标的最大相关', en: 'Largest r with another' }, format: 'coefficient' },
      ],
      rows: values.constructs.map((one, place) => ({
        emphasis: (one.ave !== null && one.ave < 0.5) || one.distinct === false,
        cells: {
          indicator: nameOf(place),
          k: one.k,
          ave: one.ave,
          cr: one.compositeReliability,
          root: one.rootAve,
          largest: one.largestCorrelation,
        },
      })),
      notes: [
        {
          zh: '通常要求 AVE 不低于 .5、CR 不低于 .7、√AVE 大于与其他指标的相关。',
          en: 'Usual demands: AVE .5 or more, CR .7 or more, root of AVE above the correlations with other indicators.',
        },
      ],
    };
    const loadings: ResultTable = {
      id: 'loadings',
      title: { zh: '题目载荷', en: 'Item loadings' },
      columns: [
        { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
        { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
        { key: 'loading', title: { zh: '标准化载荷', en: 'Standardised loading' }, format: 'coefficient' },
      ],
      rows: values.constructs.flatMap((one, place) =>
        one.items.map((item) => ({
          emphasis: item.loading !== null && item.loading < 0.5,
          cells: { indicator: nameOf(place), item: labels[item.id] ?? item.name, loading: item.loading },
        })),
      ),
      notes: [],
    };
    if (values.constructs.length < 2) return [constructs, loadings];
    return [
      constructs,
      square(
        'fornellLarcker',
        { zh: 'Fornell-Larcker（对角线为 √AVE）', en: 'Fornell-Larcker (root of AVE on the diagonal)' },
        (row, column) => (row === column ? values.constructs[row]!.rootAve : values.correlations[row]![column]!),
        [],
      ),
      square(
        'htmt',
        { zh: '异质-单质比（HTMT）', en: 'Heterotrait-monotrait ratio (HTMT)' },
        (row, column) => (row === column ? null : values.htmt[row]![column]!),
        [],
      ),
      loadings,
    ];
  },
  figures({ values, labels }, locale) {
    const bars = values.constructs.filter((one) => one.ave !== null);
    if (bars.length < 2) return [];
    return [
      barWithError({
        id: 'ave',
        title: inLocale({ zh: '各指标的平均方差提取量（AVE）', en: 'Average variance extracted' }, locale),
        altText: inLocale(
          {
            zh: `${bars.length} 个指标的 AVE，界限 0.5。`,
            en: `AVE of ${bars.length} indicators against the limit of 0.5.`,
          },
          locale,
        ),
        bars: bars.map((one) => ({
          label: labels[one.id] ?? one.id,
          value: one.ave,
          interval: null,
          text: formatNumber(one.ave, 'coefficient', locale),
          emphasis: one.ave! < 0.5,
        })),
        valueTitle: inLocale({ zh: 'AVE（0–1）', en: 'AVE (0-1)' }, locale),
        range: [0, 1.08],
        scale: [0, 1],
        reference: { value: 0.5, label: '.5' },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const nameOf = (place: number): string => `“${labels[values.constructs[place]!.id] ?? ''}”`;
    const able = values.constructs.filter((one) => one.ave !== null).length;
    const low = values.constructs.flatMap((one, place) => (one.ave !== null && one.ave < 0.5 ? [nameOf(place)] : []));
    const sentences = [
      sentence(
        locale,
        'convergence',
        {
          zh: '{@able} 个有两道以上题目的指标中，{convergent|integer} 个的 AVE 不低于 .5 且组合信度不低于 .7（{n|integer} 份答全的问卷）。',
          en: 'AVE of .5 and composite reliability of .7 are reached by {convergent|integer} of {@able} indicators with two or more questions ({n|integer} complete forms).',
        },
        { able: String(able) },
      ),
    ];
    if (low.length > 0)
      sentences.push(
        sentence(
          locale,
          'weak',
          {
            zh: '{@names}的 AVE 低于 .5，题目与指标的联系偏弱。',
            en: 'AVE is below .5 for {@names}: their items are tied to the indicator too loosely.',
          },
          { names: joinNames(low.slice(0, 6), locale) },
        ),
      );
    if (values.constructs.length > 1)
      sentences.push(
        values.close.length === 0
          ? sentence(locale, 'discrimination', {
              zh: '各对指标的 HTMT 均低于 {limit|coefficient}，指标之间可以区分。',
              en: 'HTMT lies below {limit|coefficient} for every pair: the indicators are distinct.',
            })
          : sentence(
              locale,
              'discrimination',
              {
                zh: '有 {@count} 对指标的 HTMT 不低于 {limit|coefficient}，难以区分，例如{@first}与{@second}（{close.0.htmt|coefficient}）。',
                en: `{@count} ${values.close.length === 1 ? 'pair of indicators reaches' : 'pairs of indicators reach'} an HTMT of {limit|coefficient} and ${values.close.length === 1 ? 'is' : 'are'} hard to tell apart, such as {@first} and {@second} ({close.0.htmt|coefficient}).`,
              },
              {
                count: String(values.close.length),
                first: nameOf(values.close[0]!.second),
                second: nameOf(values.close[0]!.first),
              },
            ),
      );
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'validity.convergent', inputs: {}, options: {} }] : []),
});
