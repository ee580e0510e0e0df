import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { inLocale } from '../../model/text.ts';
import { bootstrapImportance, withLastColumn } from '../../stats/bootstrapImportance.ts';
import { itemCorrelations } from '../../stats/itemCorrelations.ts';
import { mostForShapley, relativeImportance } from '../../stats/relativeImportance.ts';
import { completeRows } from '../../stats/sample.ts';
import { levelOption, seedOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { dependentOf, driversOf } from '../driverColumns.ts';
import type { ResultLabel } from '../overallScore.ts';
import { hasIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type Driver = {
  readonly id: string;
  readonly name: string;
  readonly correlation: number;
  readonly beta: number | null;
  /** Parts of R squared; null with more predictors than Shapley values are made for. */
  readonly lmg: number | null;
  readonly johnson: number;
  readonly first: number;
  readonly last: number;
  readonly pratt: number | null;
  /** The share shown first: Shapley where there is one, else Johnson; percent of R squared, with its bootstrap interval. */
  readonly percent: number;
  readonly johnsonPercent: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Share of the resamples in which this driver comes first; null without resamples. */
  readonly firstShare: number | null;
  readonly bySize: readonly number[] | null;
};
type ImportanceValues = {
  readonly n: number;
  readonly k: number;
  readonly rSquared: number;
  readonly dependent: ResultLabel;
  readonly unit: 'questions' | 'indicators';
  readonly measure: 'lmg' | 'johnson';
  readonly level: number;
  readonly resamples: number;
  readonly drivers: readonly Driver[];
  /** Places in drivers, most important first. */
  readonly ranked: readonly number[];
};

const honours = { weights: 'both', design: false } as const;
export const influenceRelativeImportance = defineAnalysis({
  id: 'influence.relativeImportance',
  version: 2,
  group: 'influence',
  title: { zh: '影响因素的相对重要性（Shapley）', en: 'Relative importance of drivers (Shapley)' },
  note: {
    what: {
      zh: '总体满意度的差异中，各影响因素各解释多少；因素之间相关时也公平分配。',
      en: 'How much of the variation of overall satisfaction each driver explains, shared fairly among correlated drivers.',
    },
    formula: {
      zh: 'LMG（Shapley）：因素加入其余因素的一切子集时 R² 增量的平均；Johnson 相对权重：经最接近的正交变量分配 R²；首 = r²，末 = 最后加入的增量，Pratt = β·r。区间为百分位自助法（整份问卷重抽样，因素多于 13 个时用 Johnson 权重；超过 2048 份时先随机并组再抽样）。',
      en: 'LMG (Shapley): mean gain of R squared over all subsets of the other drivers; Johnson: R squared shared through the closest orthogonal variables; first = r squared, last = gain when added last, Pratt = beta times r. Percentile bootstrap of whole forms (Johnson’s weights beyond 13 drivers; beyond 2048 forms, forms are first put together at random into groups).',
    },
    source:
      'Lindeman, Merenda & Gold (1980); Johnson (2000), Multivariate Behavioral Research 35; Pratt (1987); Grömping (2006), Journal of Statistical Software 17(1).',
  },
  keywords: [
    '相对重要性',
    '驱动因素',
    '影响因素',
    'Shapley',
    'LMG',
    'Johnson',
    '相对权重',
    '优势分析',
    'dominance',
    'driver',
    'importance',
  ],
  inputs: {
    predictors: {
      kind: 'variables',
      title: { zh: '影响因素（空 = 各指标得分）', en: 'Drivers (none = scores of the indicators)' },
      min: 1,
      max: 100,
      optional: true,
    },
    dependent: {
      kind: 'variable',
      title: { zh: '因变量（空 = 总体满意度）', en: 'Dependent (none = overall satisfaction)' },
      roles: ['overallSatisfaction', 'loyalty'],
      optional: true,
    },
  },
  options: {
    level: levelOption,
    resamples: {
      kind: 'number',
      title: { zh: '自助法重抽样次数（0 = 不做）', en: 'Bootstrap resamples (0 = none)' },
      default: 200,
      min: 0,
      max: 10_000,
      integer: true,
    },
    seed: seedOption,
  },
  honours,
  random: true,
  estimate(snapshot, { inputs, options }, control): Estimate<ImportanceValues> {
    const design = designRows(snapshot, honours);
    const dependent = dependentOf(snapshot, inputs.dependent, design);
    const warnings: Warning[] = [...design.warnings, ...(dependent?.warnings ?? [])];
    const refuse = (reason: string, n: number): Estimate<ImportanceValues> =>
      noEstimate(
        reason,
        n,
        mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: design.rows.length - n }]),
        warnings,
      );
    if (!dependent) return refuse('noOverall', design.rows.length);
    const drivers = driversOf(
      snapshot,
      inputs.predictors.filter((id) => id !== inputs.dependent),
      design,
    );
    if (drivers.columns.length === 0) return refuse('noPredictors', design.rows.length);
    const weightKind = design.weightKind === 'survey' ? ('survey' as const) : ('frequency' as const);
    const all = [...drivers.columns, dependent.column];
    const result = itemCorrelations(all, { weights: design.weights, weightKind });
    if (result.status !== 'ok') return refuse(result.reason, result.n);
    if (result.used.at(-1) !== all.length - 1) return refuse('noVariance', result.n);
    const used = result.used.slice(0, -1);
    if (result.effectiveN < 3) return refuse('tooFewRows', result.n);
    const constant = drivers.items.filter((_, place) => !used.includes(place));
    if (constant.length > 0)
      warnings.push({
        code: 'items.constant',
        details: { count: constant.length, names: constant.map((item) => item.name) },
      });
    const { predictors, withDependent } = withLastColumn(result.correlation);
    const k = used.length;
    const importance = relativeImportance(predictors, withDependent);
    if (!(importance.rSquared > 0)) return refuse('noVariance', result.n);
    if (!importance.lmg) warnings.push({ code: 'importance.tooMany', details: { count: k, most: mostForShapley } });
    if (!importance.beta) warnings.push({ code: 'importance.collinear', details: {} });
    if (result.effectiveN < 5 * k)
      warnings.push({ code: 'factor.smallSample', details: { n: Math.round(result.effectiveN), items: k } });
    const complete = completeRows(
      result.used.map((place) => all[place]!),
      design.weights,
    );
    const bootstrap =
      options.resamples > 0
        ? bootstrapImportance(complete.columns, {
            weights: complete.weights,
            weightKind,
            replicates: options.resamples,
            seed: options.seed,
            level: options.level,
            control,
          })
        : null;
    const shares = importance.lmg ?? importance.johnson;
    const intervals = bootstrap ? (importance.lmg && bootstrap.lmg ? bootstrap.lmg : bootstrap.johnson) : null;
    const list = used.map((place, i): Driver => {
      const interval = intervals?.[i] ?? null;
      return {
        ...drivers.items[place]!,
        correlation: withDependent[i]!,
        beta: importance.beta?.[i] ?? null,
        lmg: importance.lmg?.[i] ?? null,
        johnson: importance.johnson[i]!,
        first: importance.first[i]!,
        last: importance.last[i]!,
        pratt: importance.pratt?.[i] ?? null,
        percent: (100 * shares[i]!) / importance.rSquared,
        johnsonPercent: (100 * importance.johnson[i]!) / importance.rSquared,
        lower: interval ? 100 * interval.lower : null,
        upper: interval ? 100 * interval.upper : null,
        firstShare: bootstrap && bootstrap.replicates > 0 ? bootstrap.largest[i]! : null,
        bySize: importance.bySize?.map((row) => row[i]!) ?? null,
      };
    });
    return {
      status: 'ok',
      reason: null,
      n: result.n,
      leftOut: mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: result.nLeftOut }]),
      warnings,
      values: {
        n: result.n,
        k,
        rSquared: importance.rSquared,
        dependent: dependent.label,
        unit: drivers.unit,
        measure: importance.lmg ? 'lmg' : 'johnson',
        level: options.level,
        resamples: bootstrap?.replicates ?? 0,
        drivers: list,
        ranked: Array.from(list.keys()).toSorted((a, b) => list[b]!.percent - list[a]!.percent || a - b),
      },
    };
  },
  tables({ values, labels }) {
    return [
      {
        id: 'importance',
        title: { zh: '相对重要性', en: 'Relative importance' },
        columns: [
          { key: 'driver', title: { zh: '影响因素', en: 'Driver' }, format: 'text' },
          { key: 'percent', title: { zh: '占 R² 的份额', en: 'Share of R squared' }, format: 'percent1' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'percent1' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'percent1' },
          { key: 'firstShare', title: { zh: '居首的把握', en: 'Certainty of first' }, format: 'share1' },
          { key: 'lmg', title: { zh: 'LMG', en: 'LMG' }, format: 'coefficient' },
          { key: 'johnson', title: { zh: 'Johnson', en: 'Johnson' }, format: 'coefficient' },
          { key: 'correlation', title: { zh: 'r', en: 'r' }, format: 'coefficient' },
          { key: 'beta', title: { zh: 'β', en: 'beta' }, format: 'coefficient' },
          { key: 'first', title: { zh: '首（r²）', en: 'First (r squared)' }, format: 'coefficient' },
          { key: 'last', title: { zh: '末', en: 'Last' }, format: 'coefficient' },
          { key: 'pratt', title: { zh: 'Pratt', en: 'Pratt' }, format: 'coefficient' },
        ],
        rows: values.ranked.map((place) => {
          const { id, name, bySize: _sizes, johnsonPercent: _percent, ...cells } = values.drivers[place]!;
          return { cells: { driver: labels[id] ?? name, ...cells } };
        }),
        notes: [
          {
            zh: `R² = ${formatNumber(values.rSquared, 'coefficient', 'zh-CN')}；${values.resamples > 0 ? `区间由 ${values.resamples} 次重抽样得出。` : '未做重抽样。'}`,
            en: `R squared = ${formatNumber(values.rSquared, 'coefficient', 'en')}; ${values.resamples > 0 ? `intervals from ${values.resamples} resamples.` : 'no resampling.'}`,
          },
        ],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const top = values.ranked.slice(0, 25);
    return [
      barWithError({
        id: 'importance',
        title: inLocale({ zh: '各影响因素解释的份额', en: 'Share explained by each driver' }, locale),
        altText: inLocale(
          {
            zh: `${top.length} 个影响因素占 R² 的份额，由大到小。`,
            en: `Shares of R squared of ${top.length} drivers, largest first.`,
          },
          locale,
        ),
        bars: top.map((place) => {
          const driver = values.drivers[place]!;
          return {
            label: labels[driver.id] ?? driver.name,
            value: driver.percent,
            interval:
              driver.lower === null || driver.upper === null
                ? null
                : ([Math.min(driver.lower, driver.percent), Math.max(driver.upper, driver.percent)] as const),
            text: formatNumber(driver.percent, 'percent1', locale),
            emphasis: place === values.ranked[0],
          };
        }),
        valueTitle: inLocale({ zh: '占 R² 的份额（%）', en: 'Share of R squared (%)' }, locale),
        scale: [0, 100],
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const name = (place: number): string => `“${labels[values.drivers[place]!.id] ?? values.drivers[place]!.name}”`;
    const first = values.ranked[0]!;
    const next = values.ranked.slice(1, 3);
    const sentences = [
      sentence(
        locale,
        'fit',
        {
          zh: '{k|integer} 个影响因素共解释{@dependent}差异的 {rSquared|share1}（{n|integer} 份）。',
          en: '{k|integer} drivers explain {rSquared|share1} of the variation of {@dependent} ({n|integer} forms).',
        },
        { dependent: inLocale(values.dependent, locale) },
      ),
      sentence(
        locale,
        'first',
        {
          zh: `其中{@first}占 {drivers.${first}.percent|percent1}${next.length > 0 ? '，其次是{@next}' : ''}；这是关联的分解，不等于因果。`,
          en: `{@first} holds {drivers.${first}.percent|percent1} of it${next.length > 0 ? ', then {@next}' : ''}; these are shares of association, not of cause.`,
        },
        { first: name(first), next: joinNames(next.map(name), locale) },
      ),
    ];
    const certainty = values.drivers[first]!.firstShare;
    if (certainty !== null && values.k > 1)
      sentences.push(
        sentence(
          locale,
          'certainty',
          certainty >= 0.9
            ? {
                zh: `在重抽样中它有 {drivers.${first}.firstShare|share1} 的次数居首，首位稳定。`,
                en: `It comes first in {drivers.${first}.firstShare|share1} of the resamples: the first place is steady.`,
              }
            : {
                zh: `在重抽样中它仅有 {drivers.${first}.firstShare|share1} 的次数居首，与其后的因素难分先后。`,
                en: `It comes first in only {drivers.${first}.firstShare|share1} of the resamples: it can hardly be ranked against the next.`,
              },
        ),
      );
    return sentences;
  },
  propose: (snapshot) =>
    hasIndex(snapshot) ? [{ analysis: 'influence.relativeImportance', inputs: {}, options: {} }] : [],
});
