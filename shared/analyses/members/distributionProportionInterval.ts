import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { decodeCategories } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { isSatisfied } from '../../satisfaction/satisfactionMeasures.ts';
import { proportionInterval } from '../../stats/proportionInterval.ts';
import type { Interval } from '../../stats/types.ts';
import { levelOption, thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut, missingLeftOut } from '../design.ts';
import { isPlain, shareWithInterval } from '../designStatistics.ts';
import { hasIndex } from '../projectIndex.ts';
import { scoreSource } from '../scoreSource.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

/** Proportions and limits 0-1; Wald and Agresti-Coull are not clipped. */
type ShareRow = {
  readonly label: { readonly zh: string; readonly en: string };
  readonly successes: number;
  readonly n: number;
  readonly proportion: number;
  /** Under the design; sqrt(p (1 - p)/(n - 1)) without one. Null for a single form. */
  readonly se: number | null;
  readonly interval: Interval;
  /** Null under weights or a design, where only Wilson on the effective number of forms is given. */
  readonly wald: Interval | null;
  readonly wilson: Interval;
  readonly wilsonContinuity: Interval | null;
  readonly clopperPearson: Interval | null;
  readonly agrestiCoull: Interval | null;
  readonly jeffreys: Interval | null;
  readonly waldFinitePopulation: Interval | null;
  readonly exactPAgainstHalf: number | null;
};
type ProportionValues = { readonly level: number; readonly method: string; readonly rows: readonly ShareRow[] };

const methods = ['wilson', 'clopperPearson', 'jeffreys', 'agrestiCoull', 'wald', 'wilsonContinuity'] as const;
type Method = (typeof methods)[number];

function counted(
  label: Bilingual,
  successes: number,
  n: number,
  level: number,
  populationSize: number | null,
  method: Method,
): ShareRow | null {
  const result = proportionInterval(successes, n, { level, populationSize });
  if (result.status !== 'ok') return null;
  const { status: _status, level: _level, ...intervals } = result;
  const se = n > 1 ? Math.sqrt((result.proportion * (1 - result.proportion)) / (n - 1)) : null;
  return { label: { ...label }, successes, ...intervals, se, interval: result[method] };
}

export const distributionProportionInterval = defineAnalysis({
  id: 'distribution.proportionInterval',
  version: 2,
  group: 'distribution',
  title: { zh: '比例的区间估计', en: 'Interval of a proportion' },
  note: {
    what: {
      zh: '满意率或某一答案所占比例的置信区间。',
      en: 'Confidence interval of the share satisfied, or of an answer.',
    },
    formula: {
      zh: 'Wilson 区间：(p + z²/2n ± z√(p(1 − p)/n + z²/4n²))/(1 + z²/n)；另给精确（Clopper-Pearson）、Jeffreys、Agresti-Coull、Wald。有权重或抽样设计时以有效样本量代入 Wilson 区间。',
      en: 'Wilson: (p + z^2/2n +- z sqrt(p(1 - p)/n + z^2/4n^2))/(1 + z^2/n); also exact (Clopper-Pearson), Jeffreys, Agresti-Coull, Wald. Under weights or a design Wilson on the effective number of forms.',
    },
    source: 'Wilson (1927); Brown, Cai & DasGupta (2001).',
  },
  keywords: ['满意率', '比例', 'Wilson', '精确区间', 'Clopper-Pearson', 'proportion'],
  inputs: {
    variable: {
      kind: 'variable',
      title: { zh: '一道题的各答案（空 = 满意率）', en: 'Answers of one question (none = share satisfied)' },
      measures: ['nominal', 'ordinal'],
      optional: true,
    },
    /** Rows of [successes, n] or [successes, n, population size], one label per row. */
    counts: {
      kind: 'matrix',
      title: {
        zh: '直接给出计数：成功数、总数（、总体规模）',
        en: 'Counts given directly: successes, n (, population size)',
      },
      optional: true,
    },
  },
  options: {
    level: levelOption,
    threshold: { ...thresholdOption, when: { notGiven: ['variable', 'counts'] } },
    method: {
      kind: 'choice',
      title: { zh: '区间方法', en: 'Interval' },
      default: 'wilson',
      choices: [
        { value: 'wilson', title: { zh: 'Wilson', en: 'Wilson' } },
        { value: 'clopperPearson', title: { zh: '精确（Clopper-Pearson）', en: 'Exact (Clopper-Pearson)' } },
        { value: 'jeffreys', title: { zh: 'Jeffreys', en: 'Jeffreys' } },
        { value: 'agrestiCoull', title: { zh: 'Agresti-Coull', en: 'Agresti-Coull' } },
        { value: 'wald', title: { zh: 'Wald（正态近似）', en: 'Wald (normal)' } },
        { value: 'wilsonContinuity', title: { zh: 'Wilson，连续性校正', en: 'Wilson with continuity correction' } },
      ],
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<ProportionValues> {
    const { level } = options;
    const method = options.method as Method;
    const done = (
      rows: readonly (ShareRow | null)[],
      n: number,
      leftOut: Estimate['leftOut'],
      warnings: Estimate['warnings'],
    ): Estimate<ProportionValues> => {
      const kept = rows.filter((row) => row !== null);
      if (kept.length === 0) return noEstimate('noAnswers', n, leftOut, warnings);
      return { status: 'ok', reason: null, n, leftOut, warnings, values: { level, method, rows: kept } };
    };
    if (inputs.counts) {
      const { labels, rows } = inputs.counts;
      if (labels.length !== rows.length || rows.some((row) => row.length < 2 || row.length > 3))
        throw new InputError('proportion.counts', { rows: rows.length, labels: labels.length });
      const shares = rows.map((row, place) =>
        counted({ zh: labels[place]!, en: labels[place]! }, row[0]!, row[1]!, level, row[2] ?? null, method),
      );
      return done(shares, Math.max(...rows.map((row) => row[1]!)), [], []);
    }
    const design = designRows(snapshot, { weights: 'both', design: true });
    const plain = isPlain({ ...design, populationSize: null });
    const share = (label: Bilingual, marks: Float64Array): ShareRow | null => {
      const estimate = shareWithInterval(marks, design, level);
      if (plain) return counted(label, estimate.count, estimate.n, level, design.populationSize, method);
      if (estimate.share === null || estimate.lower === null || estimate.upper === null) return null;
      const wilson = { lower: estimate.lower, upper: estimate.upper };
      const absent = {
        wald: null,
        wilsonContinuity: null,
        clopperPearson: null,
        agrestiCoull: null,
        jeffreys: null,
        waldFinitePopulation: null,
        exactPAgainstHalf: null,
      };
      return {
        label: { ...label },
        successes: estimate.count,
        n: estimate.n,
        proportion: estimate.share,
        se: estimate.se,
        interval: wilson,
        wilson,
        ...absent,
      };
    };
    if (inputs.variable !== null) {
      const categories = decodeCategories(snapshot, inputs.variable, design.rows);
      const rows = categories.labels.map((label, code) =>
        share(
          { zh: label, en: label },
          Float64Array.from(categories.codes, (one) => (one < 0 ? Number.NaN : one === code ? 1 : 0)),
        ),
      );
      const n = categories.codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0);
      return done(rows, n, mergeLeftOut(design.leftOut, missingLeftOut(categories.missing)), design.warnings);
    }
    const source = scoreSource(snapshot, null, [], [], false, design);
    if (!source) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const marks = source.values.map((value) =>
      Number.isNaN(value) ? value : isSatisfied(value, options.threshold) ? 1 : 0,
    );
    const n = marks.reduce((sum, mark) => sum + (Number.isNaN(mark) ? 0 : 1), 0);
    return done(
      [share({ zh: `满意（≥ ${options.threshold} 分）`, en: `satisfied (>= ${options.threshold})` }, marks)],
      n,
      mergeLeftOut(design.leftOut, source.leftOut),
      [...design.warnings, ...source.warnings],
    );
  },
  tables({ values, labels, inputs }) {
    const variable = typeof inputs.variable === 'string' ? (labels[inputs.variable] ?? '') : '';
    return [
      {
        id: 'proportions',
        title:
          variable === ''
            ? { zh: '比例的置信区间', en: 'Intervals of the proportions' }
            : { zh: variable, en: variable },
        columns: [
          { key: 'label', title: { zh: '类别', en: 'Category' }, format: 'text' },
          { key: 'successes', title: { zh: '份数', en: 'Count' }, format: 'integer' },
          { key: 'n', title: { zh: '总份数', en: 'n' }, format: 'integer' },
          { key: 'proportion', title: { zh: '比例', en: 'Share' }, format: 'share1' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'share1' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'share1' },
        ],
        rows: values.rows.map((row) => ({
          cells: {
            label: row.label,
            successes: row.successes,
            n: row.n,
            proportion: row.proportion,
            lower: row.interval.lower,
            upper: row.interval.upper,
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values, labels, inputs }, locale) {
    if (values.rows.length < 2) return [];
    const variable = typeof inputs.variable === 'string' ? (labels[inputs.variable] ?? '') : '';
    const title = variable || inLocale({ zh: '比例与置信区间', en: 'Proportions with intervals' }, locale);
    return [
      barWithError({
        id: 'proportions',
        title,
        altText: inLocale({ zh: `“${title}”各类别的比例与置信区间。`, en: `Shares with intervals: ${title}.` }, locale),
        bars: values.rows.slice(0, 25).map((row) => ({
          label: inLocale(row.label, locale),
          value: 100 * row.proportion,
          interval: [100 * row.interval.lower, 100 * row.interval.upper] as const,
          text: formatNumber(row.proportion, 'share1', locale),
          doubtful: row.n < 30,
        })),
        valueTitle: inLocale({ zh: '比例（%）', en: 'Share (%)' }, locale),
        scale: [0, 100],
      }),
    ];
  },
  narrative({ values }, locale) {
    const level = formatNumber(values.level, 'share1', locale).replace('.0%', '%');
    const top = values.rows.reduce(
      (best, row, place) => (row.proportion > values.rows[best]!.proportion ? place : best),
      0,
    );
    const tied = values.rows.filter((row) => row.proportion === values.rows[top]!.proportion).length;
    return [
      sentence(
        locale,
        'largest',
        {
          zh: `${values.rows.length > 1 ? `占比${tied > 1 ? `并列最高的有 ${tied} 项，如` : '最高的是'}` : ''}“{@label}”${values.rows.length > 1 ? '，' : '的比例'}为 {rows.${top}.proportion|share1}，{@level} 置信区间 {rows.${top}.interval.lower|share1} 至 {rows.${top}.interval.upper|share1}（{rows.${top}.n|integer} 份）。`,
          en: `${values.rows.length > 1 ? `“{@label}” has the largest share${tied > 1 ? `, as ${tied - 1} more have` : ''}:` : 'The share of “{@label}” is'} {rows.${top}.proportion|share1}, {@level} interval {rows.${top}.interval.lower|share1} to {rows.${top}.interval.upper|share1} ({rows.${top}.n|integer} forms).`,
        },
        { label: inLocale(values.rows[top]!.label, locale), level },
      ),
    ];
  },
  propose(snapshot) {
    const profiles = snapshot.variables.filter(
      (variable) => variable.role === 'profile' && variable.measure !== 'scale' && !variable.personal,
    );
    return [
      ...(hasIndex(snapshot) ? [{ analysis: 'distribution.proportionInterval', inputs: {}, options: {} }] : []),
      ...profiles.map((variable) => ({
        analysis: 'distribution.proportionInterval',
        inputs: { variable: variable.id as string },
        options: {},
      })),
    ];
  },
});
