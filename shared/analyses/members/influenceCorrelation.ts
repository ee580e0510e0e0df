import { barWithError } from '../../charts/barWithError.ts';
import { heatMap } from '../../charts/heatMap.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeNumeric, findVariable } from '../../model/decode.ts';
import { inLocale } from '../../model/text.ts';
import { respondentIndices } from '../../satisfaction/respondentIndices.ts';
import { correlationMatrix } from '../../stats/correlationMatrix.ts';
import { designCorrelation } from '../../stats/designCorrelation.ts';
import { kendall } from '../../stats/kendall.ts';
import { partialCorrelation } from '../../stats/partialCorrelation.ts';
import { correlationTest, fisherInterval } from '../../stats/pearson.ts';
import { completeRows } from '../../stats/sample.ts';
import { spearman } from '../../stats/spearman.ts';
import { finiteOrNull } from '../../stats/types.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { designOptions } from '../designStatistics.ts';
import { ratedQuestions } from '../labels.ts';
import { hasIndex, projectIndex } from '../projectIndex.ts';
import { joinNames, relationOf, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';
import { correlationTables } from '../correlationTables.ts';
import {
  type Coefficient,
  type PartialValues,
  type PairValues,
  type IndicatorValues,
  type CorrelationValues,
  entry,
} from '../correlationValues.ts';

const none: Coefficient = { r: null, t: null, df: null, p: null, interval: null };

/** Pearson's r of two columns with what the weights and the design say about it. */
function coefficient(x: Float64Array, y: Float64Array, design: DesignRows, level: number): Coefficient & { n: number } {
  if (design.weightKind === 'survey' || design.strata || design.clusters) {
    const { strata, clusters, populationSizes } = designOptions(design, level);
    const result = designCorrelation(x, y, { level, weights: design.weights, strata, clusters, populationSizes });
    return result.status === 'ok'
      ? { n: result.n, r: result.r, t: result.t, df: result.df, p: result.p, interval: result.interval }
      : { n: result.n, ...none };
  }
  const matrix = correlationMatrix([x, y], { weights: design.weights });
  return { n: matrix.rows[1]!, ...fromMatrix(matrix.r[1]!, matrix.n[1]!, level) };
}

function fromMatrix(r: number, n: number, level: number): Coefficient {
  if (!Number.isFinite(r) || n < 3) return none;
  return { r, ...correlationTest(r, n), interval: fisherInterval(r, n, level) };
}

function indicatorCorrelations(snapshot: Snapshot, design: DesignRows, level: number) {
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  if (!index) return null;
  const whole = index.indices.get(null)!;
  const leaves = index.tree.leaves.filter((leaf) => index.leafScores.has(leaf.indicator.id));
  const indicators = leaves.map((leaf): IndicatorValues => {
    const own = index.leafScores.get(leaf.indicator.id)!;
    const others = leaves.filter((other) => other !== leaf);
    const rest = respondentIndices(others, index.leafScores, index.composite, design.rows.length, 'renormalise');
    const { n, ...total } = coefficient(own, whole, design, level);
    const { n: _n, ...corrected } = others.length > 0 ? coefficient(own, rest, design, level) : { n: 0, ...none };
    return { id: leaf.indicator.id, n, whole: total, corrected };
  });
  return { indicators, warnings: index.warnings };
}

function strengthWord(r: number, locale: 'zh-CN' | 'en'): string {
  const size = Math.abs(r);
  const word =
    size >= 0.7 ? { zh: '强', en: 'strong' } : size >= 0.4 ? { zh: '中等', en: 'moderate' } : { zh: '弱', en: 'weak' };
  return inLocale(word, locale);
}

export const influenceCorrelation = defineAnalysis({
  id: 'influence.correlation',
  version: 1,
  group: 'influence',
  title: { zh: '相关系数', en: 'Correlation' },
  note: {
    what: {
      zh: '题目之间、各指标与满意度指数之间联系的方向和强弱；相关不等于因果。',
      en: 'Direction and strength of the link between questions, and between indicators and the index. Correlation is not cause.',
    },
    formula: {
      zh: 'Pearson r 及 Fisher z 区间；Spearman 为秩的 Pearson 相关，Kendall τ-b 校正同分；偏相关为剔除控制变量后残差的相关；“校正”指与不含该指标的指数的相关。抽样权重或分层、整群设计下，标准误按线性化计算。',
      en: 'Pearson’s r with Fisher’s z interval; Spearman is r of the ranks, Kendall’s tau-b corrects for ties; partial correlation is that of the residuals on the controls; “corrected” is the correlation with the index without the indicator. Under survey weights, strata or clusters standard errors are linearised.',
    },
    source: 'Pearson (1896); Spearman (1904); Kendall (1970); Fisher (1921); Binder (1983).',
  },
  keywords: ['相关', '相关系数', '偏相关', '秩相关', 'Pearson', 'Spearman', 'Kendall', 'partial', 'correlation'],
  inputs: {
    items: {
      kind: 'variables',
      title: { zh: '题目（空 = 各指标与满意度指数）', en: 'Questions (none = indicators against the index)' },
      min: 2,
      max: 200,
      optional: true,
    },
    given: {
      kind: 'variables',
      title: { zh: '控制这些题（偏相关）', en: 'Controlling for (partial correlation)' },
      min: 1,
      max: 50,
      optional: true,
    },
  },
  options: {
    level: levelOption,
    method: {
      kind: 'choice',
      title: { zh: '系数', en: 'Coefficient' },
      default: 'pearson',
      choices: [
        { value: 'pearson', title: { zh: 'Pearson', en: 'Pearson' } },
        { value: 'spearman', title: { zh: '加 Spearman 秩相关', en: 'with Spearman' } },
        { value: 'all', title: { zh: '加 Spearman 与 Kendall', en: 'with Spearman and Kendall' } },
      ],
    },
    missing: {
      kind: 'choice',
      title: { zh: '缺失值', en: 'Missing answers' },
      default: 'pairwise',
      choices: [
        { value: 'pairwise', title: { zh: '成对删除', en: 'pairwise' } },
        { value: 'listwise', title: { zh: '整份删除', en: 'listwise' } },
      ],
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }, control): Estimate<CorrelationValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const warnings: Warning[] = [...design.warnings];
    const { level } = options;
    const base = {
      level,
      method: options.method,
      items: [],
      given: [],
      pairs: [],
      strongest: [],
      indicators: [],
      ranked: [],
    };
    if (inputs.items.length === 0) {
      const found = indicatorCorrelations(snapshot, design, level);
      if (!found || found.indicators.length === 0) return noEstimate('noIndicators', 0, design.leftOut, warnings);
      const ranked = found.indicators
        .flatMap((one, place) => ((one.corrected.r ?? one.whole.r) === null ? [] : [place]))
        .toSorted((a, b) => {
          const of = (place: number): number =>
            found.indicators[place]!.corrected.r ?? found.indicators[place]!.whole.r!;
          return of(b) - of(a) || a - b;
        });
      const n = Math.max(...found.indicators.map((one) => one.n));
      if (ranked.length === 0) return noEstimate(n < 3 ? 'tooFewRows' : 'noVariance', n, design.leftOut, warnings);
      return {
        status: 'ok',
        reason: null,
        n,
        leftOut: mergeLeftOut(design.leftOut, [{ reason: 'blank', count: design.rows.length - n }]),
        warnings: [...warnings, ...found.warnings],
        values: { ...base, indicators: found.indicators, ranked },
      };
    }
    const decoded = [...inputs.items, ...inputs.given].map((id) => decodeNumeric(snapshot, id, design.rows).values);
    const k = inputs.items.length;
    const listwise = options.missing === 'listwise' || inputs.given.length > 0;
    const { columns, used, incomplete } = listwise
      ? complete(decoded, design)
      : { columns: decoded, used: design, incomplete: 0 };
    const byDesign = used.weightKind === 'survey' || used.strata !== null || used.clusters !== null;
    const matrix = correlationMatrix(columns.slice(0, k), {
      weights: used.weights,
      weightKind: used.weightKind === 'survey' ? 'survey' : 'frequency',
    });
    // The rank coefficients and partial correlations know frequency weights only.
    const frequency = used.weightKind === 'frequency' ? used.weights : null;
    if (byDesign && (options.method !== 'pearson' || inputs.given.length > 0))
      warnings.push({ code: 'correlation.ranksUnweighted', details: {} });
    const pairs: PairValues[] = [];
    for (let x = 0; x < k; x++) {
      for (let y = x + 1; y < k; y++) {
        const [a, b] = [columns[x]!, columns[y]!];
        const place = x * k + y;
        const { n: _n, ...pearson } = byDesign
          ? coefficient(a, b, used, level)
          : { n: 0, ...fromMatrix(matrix.r[place]!, matrix.n[place]!, level) };
        const byRank = options.method === 'pearson' ? null : spearman(a, b, { level, weights: frequency });
        const byOrder = options.method === 'all' ? kendall(a, b, { level, weights: frequency }) : null;
        pairs.push({
          x,
          y,
          n: matrix.rows[place]!,
          covariance: finiteOrNull(matrix.covariance[place]!),
          pearson,
          spearman:
            byRank?.status === 'ok' ? { r: byRank.rho, z: byRank.t, p: byRank.p, interval: byRank.interval } : null,
          kendall:
            byOrder?.status === 'ok'
              ? { r: byOrder.tau, z: byOrder.z, p: byOrder.p, interval: byOrder.interval }
              : null,
          partial: partialOf(a, b, columns.slice(k), frequency, level),
        });
      }
      control.throwIfCancelled();
      control.report(x + 1, k, 'influence.correlation');
    }
    const strongest = pairs
      .flatMap((pair, place) => (pair.pearson.r === null ? [] : [place]))
      .toSorted((a, b) => Math.abs(pairs[b]!.pearson.r!) - Math.abs(pairs[a]!.pearson.r!) || a - b)
      .slice(0, 10);
    const n = Math.max(0, ...pairs.map((pair) => pair.n));
    const leftOut = mergeLeftOut(design.leftOut, [
      { reason: 'incomplete', count: listwise ? incomplete : design.rows.length - n },
    ]);
    if (strongest.length === 0) return noEstimate(n < 3 ? 'tooFewRows' : 'noVariance', n, leftOut, warnings);
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        ...base,
        items: inputs.items.map((id, place) => ({
          id: id as string,
          name: findVariable(snapshot, id).name,
          n: matrix.rows[place * k + place]!,
          mean: finiteOrNull(matrix.means[place]!),
          sd: finiteOrNull(Math.sqrt(matrix.covariance[place * k + place]!)),
        })),
        given: inputs.given.map((id) => id as string),
        pairs,
        strongest,
      },
    };
  },
  tables: correlationTables,
  figures({ values, labels }, locale) {
    if (values.items.length === 0) {
      return [
        barWithError({
          id: 'indicators',
          title: inLocale(
            { zh: '各指标与满意度指数的相关（校正）', en: 'Indicators and the index: corrected correlation' },
            locale,
          ),
          altText: inLocale(
            {
              zh: '各指标与其余指标之指数的相关系数与区间。',
              en: 'Corrected correlations of the indicators with the index, with intervals.',
            },
            locale,
          ),
          bars: values.ranked.map((place) => {
            const one = values.indicators[place]!;
            const shown = one.corrected.r === null ? one.whole : one.corrected;
            return {
              label: labels[one.id] ?? one.id,
              value: shown.r,
              interval: shown.interval ? ([shown.interval.lower, shown.interval.upper] as const) : null,
              text: formatNumber(shown.r, 'coefficient', locale),
              emphasis: place === values.ranked[0],
            };
          }),
          valueTitle: inLocale({ zh: '相关系数（−1 至 1）', en: 'Correlation (−1 to 1)' }, locale),
          scale: [-1, 1],
          range: [Math.min(0, ...values.indicators.map((one) => one.corrected.interval?.lower ?? 0)), 1.08],
        }),
      ];
    }
    const names = values.items.map((item) => labels[item.id] ?? item.name);
    const cells = values.items.map((_, row) => values.items.map((_item, column) => entry(values, row, column)));
    return [
      heatMap({
        id: 'heat',
        title: inLocale({ zh: '相关系数热力图', en: 'Correlations' }, locale),
        altText: inLocale(
          {
            zh: `${names.length} 道题两两之间的 Pearson 相关系数。`,
            en: `Pearson correlations of ${names.length} questions.`,
          },
          locale,
        ),
        rows: names,
        columns: names,
        values: cells,
        texts: cells.map((row) => row.map((value) => formatNumber(value, 'coefficient', locale))),
        limit: 1,
        legendTitle: 'r',
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    if (values.items.length === 0) {
      const [first, ...others] = values.ranked;
      const one = values.indicators[first!]!;
      const by = one.corrected.r === null ? 'whole' : 'corrected';
      const clear = values.ranked.filter((place) => (values.indicators[place]!.corrected.interval?.lower ?? -1) > 0);
      return [
        sentence(
          locale,
          'closest',
          {
            zh: `与满意度指数联系最紧密的指标是“{@name}”（校正相关 {indicators.${first}.${by}.r|coefficient}，{@strength}相关）${others.length > 0 ? '，其次是{@next}' : ''}。`,
            en: `“{@name}” goes most closely with the index (corrected r {indicators.${first}.${by}.r|coefficient}, {@strength})${others.length > 0 ? ', then {@next}' : ''}.`,
          },
          {
            name: labels[one.id] ?? one.id,
            strength: strengthWord(one[by].r!, locale),
            next: joinNames(
              others.slice(0, 2).map((place) => `“${labels[values.indicators[place]!.id] ?? ''}”`),
              locale,
            ),
          },
        ),
        sentence(
          locale,
          'clear',
          {
            zh: '{@all} 个指标中有 {@clear} 个与其余指标的指数呈明确的正相关；相关不说明因果。',
            en: '{@clear} of {@all} indicators correlate clearly and positively with the index of the others; this does not say what causes what.',
          },
          { all: String(values.indicators.length), clear: String(clear.length) },
        ),
      ];
    }
    const place = values.strongest[0]!;
    const pair = values.pairs[place]!;
    const name = (item: number): string => labels[values.items[item]!.id] ?? values.items[item]!.name;
    const sentences = [
      sentence(
        locale,
        'pair',
        {
          zh: `联系最强的是“{@x}”与“{@y}”：r = {pairs.${place}.pearson.r|coefficient}（p {@relation}{pairs.${place}.pearson.p|pValue}，{pairs.${place}.n|integer} 份），{@strength}相关。`,
          en: `The closest link is between “{@x}” and “{@y}”: r = {pairs.${place}.pearson.r|coefficient} (p {@relation}{pairs.${place}.pearson.p|pValue}, {pairs.${place}.n|integer} forms), {@strength}.`,
        },
        {
          relation: relationOf(pair.pearson.p),
          x: name(pair.x),
          y: name(pair.y),
          strength: strengthWord(pair.pearson.r!, locale),
        },
      ),
    ];
    if (pair.partial && pair.partial.pearson.r !== null)
      sentences.push(
        sentence(
          locale,
          'partial',
          {
            zh: `控制其他题目后，偏相关为 {pairs.${place}.partial.pearson.r|coefficient}（p {@relation}{pairs.${place}.partial.pearson.p|pValue}）。`,
            en: `With the controls held constant the partial correlation is {pairs.${place}.partial.pearson.r|coefficient} (p {@relation}{pairs.${place}.partial.pearson.p|pValue}).`,
          },
          { relation: relationOf(pair.partial.pearson.p) },
        ),
      );
    return sentences;
  },
  propose(snapshot) {
    const perception = ratedQuestions(snapshot).filter((variable) => variable.role === 'perception');
    return [
      ...(hasIndex(snapshot) ? [{ analysis: 'influence.correlation', inputs: {}, options: {} }] : []),
      ...(perception.length >= 2
        ? [
            {
              analysis: 'influence.correlation',
              inputs: { items: perception.slice(0, 60).map((variable) => variable.id as string) },
              options: {},
            },
          ]
        : []),
    ];
  },
});

/** Columns and design reduced to the forms without gaps. */
function complete(columns: readonly Float64Array[], design: DesignRows) {
  const places = Float64Array.from({ length: design.rows.length }, (_, i) => i);
  const kept = completeRows([...columns, places]);
  const at = Int32Array.from(kept.columns.at(-1)!);
  const take = (codes: Int32Array): Int32Array => Int32Array.from(at, (i) => codes[i]!);
  return {
    columns: kept.columns.slice(0, -1),
    incomplete: kept.nIncomplete,
    used: {
      ...design,
      rows: take(design.rows),
      weights: design.weights ? Float64Array.from(at, (i) => design.weights![i]!) : null,
      strata: design.strata ? { ...design.strata, codes: take(design.strata.codes) } : null,
      clusters: design.clusters ? take(design.clusters) : null,
    },
  };
}

function partialOf(
  x: Float64Array,
  y: Float64Array,
  given: readonly Float64Array[],
  weights: Float64Array | null,
  level: number,
): PartialValues | null {
  if (given.length === 0) return null;
  const pearson = partialCorrelation(x, y, given, { level, weights });
  const ranks = partialCorrelation(x, y, given, { level, weights, ranks: true });
  if (pearson.status !== 'ok' || ranks.status !== 'ok') return null;
  const { r, t, df, p, interval, semipartial, zeroOrder, n } = pearson;
  return {
    pearson: { r, t, df, p, interval, semipartial, zeroOrder, n },
    spearman: { r: ranks.r, t: ranks.t, df: ranks.df, p: ranks.p, interval: ranks.interval },
  };
}
