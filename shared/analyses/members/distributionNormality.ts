import { isolateName } from '../../format/isolateNames.ts';
import { equalBins, histogramWithCurve } from '../../charts/histogramWithCurve.ts';
import { ppPlotFigure } from '../../charts/ppPlotFigure.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { sortedCopy } from '../../numeric/rank.ts';
import { andersonDarling } from '../../stats/andersonDarling.ts';
import { cramerVonMises } from '../../stats/cramerVonMises.ts';
import { descriptives } from '../../stats/descriptives.ts';
import { jarqueBera } from '../../stats/jarqueBera.ts';
import { lilliefors } from '../../stats/lilliefors.ts';
import { type PlottingPosition, type PpPoint, ppPlot } from '../../stats/ppPlot.ts';
import { shapiroFrancia } from '../../stats/shapiroFrancia.ts';
import { shapiroWilk } from '../../stats/shapiroWilk.ts';
import { takeSample } from '../../stats/sample.ts';
import { itemWeightsOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { asScoreOption, scoreInputs, scoreSource } from '../scoreSource.ts';
import { relationOf, sentence, subjectOf } from '../sentence.ts';
import { hasIndex } from '../projectIndex.ts';
import type { Estimate, Warning } from '../types.ts';

type TestValues = { readonly statistic: number; readonly p: number | null } | null;

/** notRejected: no test evidence; slight: significant but small; moderate; strong. */
type Verdict = 'notRejected' | 'slight' | 'moderate' | 'strong';

type NormalityValues = {
  readonly subject: { readonly zh: string; readonly en: string };
  readonly unit: string;
  readonly n: number;
  readonly nMissing: number;
  readonly mean: number;
  readonly sd: number;
  readonly variance: number | null;
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly skewness: number | null;
  readonly skewnessSe: number | null;
  readonly kurtosis: number | null;
  readonly kurtosisSe: number | null;
  readonly skewnessPopulation: number | null;
  readonly kurtosisPopulation: number | null;
  readonly tests: {
    readonly shapiroWilk: TestValues;
    readonly shapiroFrancia: TestValues;
    readonly lilliefors: TestValues;
    readonly andersonDarling: TestValues;
    readonly cramerVonMises: TestValues;
    readonly jarqueBera: TestValues;
  };
  /** Kolmogorov's p as if mean and sd were known: only to compare with programs that print it. */
  readonly unadjustedKolmogorovP: number | null;
  /** Largest absolute distance between observed and normal cumulative share, 0-1, every form at its own rank, and the value where. */
  readonly largestGap: number;
  readonly largestGapAt: number;
  /** Observed share of that form. */
  readonly largestGapObserved: number;
  /** The same with equal values at their mean rank, as in points: free of the steps that few distinct values make. */
  readonly largestPointGap: number;
  /** How far the observed share moves from one rank to the next. */
  readonly rankStep: number;
  /** One per distinct value, at the mean rank; at most 2,000, evenly thinned (the largest gap stays). */
  readonly points: readonly PpPoint[];
  readonly histogram: {
    readonly starts: readonly number[];
    readonly width: number;
    readonly counts: readonly number[];
  };
  readonly verdict: Verdict;
  /** The test the verdict rests on. */
  readonly mainTest: 'shapiroWilk' | 'lilliefors';
  readonly mainP: number | null;
};

const mostPoints = 2000;

function thinned(points: readonly PpPoint[], keep: number): readonly PpPoint[] {
  if (points.length <= mostPoints) return points;
  const step = points.length / mostPoints;
  const chosen = new Set(Array.from({ length: mostPoints }, (_, index) => Math.floor(index * step)));
  chosen.add(points.length - 1);
  chosen.add(points.findIndex((point) => point.value === keep));
  return points.filter((_, index) => chosen.has(index));
}

/** n + this is what a rank is divided by in the plotting positions of ppPlot. */
const positionOffsets: Readonly<Record<PlottingPosition, number>> = {
  blom: 1 / 4,
  rankit: 0,
  tukey: 1 / 3,
  vanDerWaerden: 1,
};

/** The observed shares of the first and the last form with a value. */
function runOf(point: PpPoint, rankStep: number): readonly [number, number] {
  const half = ((point.count - 1) / 2) * rankStep;
  return [point.observed - half, point.observed + half];
}

/** Indices that are equal on paper differ in the last bits by the order of their sums; they must count as ties. */
function withEqualTies(values: Float64Array): Float64Array {
  return values.map((value) => Math.round(value * 1e10) / 1e10);
}

/** How far from normal, in sizes that do not grow with n: the P-P gap and the moments. */
function verdictOf(p: number | null, gap: number, skewness: number, kurtosis: number): Verdict {
  if (p !== null && p >= 0.05) return 'notRejected';
  if (gap < 0.05 && Math.abs(skewness) < 0.5 && Math.abs(kurtosis) < 1) return 'slight';
  return gap < 0.12 && Math.abs(skewness) < 1 && Math.abs(kurtosis) < 2 ? 'moderate' : 'strong';
}

const testNames: Readonly<Record<keyof NormalityValues['tests'], Bilingual>> = {
  shapiroWilk: { zh: 'Shapiro-Wilk (W)', en: 'Shapiro-Wilk (W)' },
  shapiroFrancia: { zh: 'Shapiro-Francia (W′)', en: 'Shapiro-Francia (W′)' },
  lilliefors: { zh: 'K-S，Lilliefors 修正 (D)', en: 'Lilliefors (D)' },
  andersonDarling: { zh: 'Anderson-Darling (A²)', en: 'Anderson-Darling (A²)' },
  cramerVonMises: { zh: 'Cramér-von Mises (W²)', en: 'Cramér-von Mises (W²)' },
  jarqueBera: { zh: 'Jarque-Bera', en: 'Jarque-Bera' },
};

export const distributionNormality = defineAnalysis({
  id: 'distribution.normality',
  version: 1,
  group: 'distribution',
  title: { zh: '正态性检验与 P-P 图', en: 'Normality and P-P plot' },
  note: {
    what: {
      zh: '看各份问卷的指数（或某题得分）是否近似正态：图、偏离大小与检验。',
      en: 'Are the indices of the forms (or the answers to a question) nearly normal: plots, size of departure, tests.',
    },
    formula: {
      zh: 'P-P 图：每份问卷的累积比例（默认 Blom：(r − 3/8)/(n + 1/4)）对 Φ((x − 均值)/标准差)；Shapiro-Wilk（Royston 1995，n 为 3–5000）；Lilliefors 修正的 K-S；Anderson-Darling；Jarque-Bera。',
      en: 'P-P plot: cumulative share (default Blom: (r - 3/8)/(n + 1/4)) against Phi((x - mean)/sd); Shapiro-Wilk (Royston 1995, n 3-5000); Kolmogorov-Smirnov with Lilliefors; Anderson-Darling; Jarque-Bera.',
    },
    source: 'Royston (1995); Dallal & Wilkinson (1986); D’Agostino & Stephens (1986); Jarque & Bera (1980).',
  },
  keywords: [
    '正态',
    'P-P图',
    'Q-Q图',
    '正态概率纸',
    '直方图',
    'Shapiro-Wilk',
    'Kolmogorov-Smirnov',
    'Lilliefors',
    'Anderson-Darling',
    'Jarque-Bera',
    'normality',
  ],
  inputs: scoreInputs,
  options: {
    position: {
      kind: 'choice',
      title: { zh: '累积比例的算法', en: 'Plotting position' },
      default: 'blom',
      choices: [
        { value: 'blom', title: { zh: 'Blom', en: 'Blom' } },
        { value: 'rankit', title: { zh: 'Rankit', en: 'Rankit' } },
        { value: 'tukey', title: { zh: 'Tukey', en: 'Tukey' } },
        { value: 'vanDerWaerden', title: { zh: 'Van der Waerden', en: 'Van der Waerden' } },
      ],
    },
    weights: itemWeightsOption,
    asScore: { ...asScoreOption, when: { given: ['variable'] } },
  },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<NormalityValues> {
    const design = designRows(snapshot, { weights: 'none', design: false });
    const source = scoreSource(snapshot, inputs.variable, inputs.items, options.weights, options.asScore, design);
    if (!source) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const leftOut = mergeLeftOut(design.leftOut, source.leftOut);
    const sample = takeSample(source.unit === 'score' ? withEqualTies(source.values) : source.values);
    // Every test looks at the values in order: sorted once here, they are only copied there.
    const values = sortedCopy(sample.values);
    const plot = ppPlot(values, { position: options.position as PlottingPosition });
    if (plot.status !== 'ok') return noEstimate(plot.reason, plot.n, leftOut, design.warnings);
    const summary = descriptives(values);
    const { n } = plot;
    const rankStep = 1 / (n + positionOffsets[plot.position]);
    let worst = { gap: -1, value: 0, observed: 0 };
    for (const point of plot.points) {
      for (const observed of runOf(point, rankStep)) {
        const gap = Math.abs(observed - point.expected);
        if (gap > worst.gap) worst = { gap, value: point.value, observed };
      }
    }
    const warnings: Warning[] = [...design.warnings, ...source.warnings];
    const outcomes = {
      shapiroWilk: shapiroWilk(values),
      shapiroFrancia: shapiroFrancia(values),
      lilliefors: lilliefors(values),
      andersonDarling: andersonDarling(values),
      cramerVonMises: cramerVonMises(values),
      jarqueBera: jarqueBera(values),
    };
    const valuesOf = (outcome: (typeof outcomes)[keyof typeof outcomes]): TestValues =>
      outcome.status === 'ok' ? { statistic: outcome.statistic, p: outcome.p } : null;
    const mainTest = outcomes.shapiroWilk.status === 'ok' ? 'shapiroWilk' : 'lilliefors';
    if (mainTest === 'lilliefors')
      warnings.push({ code: 'normality.testNotAvailable', details: { test: 'Shapiro-Wilk', n } });
    const main = valuesOf(outcomes[mainTest]);
    if (n < 20) warnings.push({ code: 'normality.smallSample', details: { n } });
    if (n > 1000) warnings.push({ code: 'normality.largeSample', details: { n } });
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        subject: typeof source.label === 'string' ? { zh: source.label, en: source.label } : { ...source.label },
        unit: source.unit,
        n,
        nMissing: sample.nMissing,
        mean: plot.mean,
        sd: plot.sd,
        variance: summary.variance,
        median: summary.median,
        min: summary.min,
        max: summary.max,
        skewness: summary.skewness,
        skewnessSe: summary.skewnessSe,
        kurtosis: summary.kurtosis,
        kurtosisSe: summary.kurtosisSe,
        skewnessPopulation: summary.skewnessPopulation,
        kurtosisPopulation: summary.kurtosisPopulation,
        tests: {
          shapiroWilk: valuesOf(outcomes.shapiroWilk),
          shapiroFrancia: valuesOf(outcomes.shapiroFrancia),
          lilliefors: valuesOf(outcomes.lilliefors),
          andersonDarling: valuesOf(outcomes.andersonDarling),
          cramerVonMises: valuesOf(outcomes.cramerVonMises),
          jarqueBera: valuesOf(outcomes.jarqueBera),
        },
        unadjustedKolmogorovP: outcomes.lilliefors.status === 'ok' ? outcomes.lilliefors.unadjustedP : null,
        largestGap: worst.gap,
        largestGapAt: worst.value,
        largestGapObserved: worst.observed,
        largestPointGap: plot.largestGap,
        rankStep,
        points: thinned(plot.points, worst.value),
        histogram: equalBins(values),
        verdict: verdictOf(main?.p ?? null, plot.largestGap, summary.skewness ?? 0, summary.kurtosis ?? 0),
        mainTest,
        mainP: main?.p ?? null,
      },
    };
  },
  tables({ values }) {
    const tests = Object.entries(values.tests) as [keyof NormalityValues['tests'], TestValues][];
    return [
      {
        id: 'tests',
        title: { zh: '正态性检验', en: 'Tests of normality' },
        columns: [
          { key: 'test', title: { zh: '检验', en: 'Test' }, format: 'text' },
          { key: 'statistic', title: { zh: '统计量', en: 'Statistic' }, format: 'number3' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        ],
        rows: tests
          .filter(([, test]) => test !== null)
          .map(([name, test]) => ({
            cells: { test: testNames[name], statistic: test!.statistic, p: test!.p },
            emphasis: name === values.mainTest,
          })),
        notes: [
          {
            zh: `n = ${values.n}；结论以 ${testNames[values.mainTest].zh} 与图形为主。`,
            en: `n = ${values.n}; the verdict rests on ${testNames[values.mainTest].en} and the plots.`,
          },
        ],
      },
      {
        id: 'shape',
        title: { zh: '分布形状', en: 'Shape of the distribution' },
        columns: [
          { key: 'name', title: { zh: '统计量', en: 'Statistic' }, format: 'text' },
          { key: 'value', title: { zh: '值', en: 'Value' }, format: 'number3' },
          { key: 'se', title: { zh: '标准误', en: 'SE' }, format: 'number3' },
        ],
        rows: [
          { cells: { name: { zh: '均值', en: 'Mean' }, value: values.mean, se: values.sd / Math.sqrt(values.n) } },
          { cells: { name: { zh: '标准差', en: 'Standard deviation' }, value: values.sd, se: null } },
          { cells: { name: { zh: '偏度', en: 'Skewness' }, value: values.skewness, se: values.skewnessSe } },
          {
            cells: {
              name: { zh: '峰度（正态 = 0）', en: 'Kurtosis (normal = 0)' },
              value: values.kurtosis,
              se: values.kurtosisSe,
            },
          },
          { cells: { name: { zh: 'P-P 图最大偏差', en: 'Largest P-P gap' }, value: values.largestGap, se: null } },
        ],
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const t = (text: Bilingual): string => inLocale(text, locale);
    const subject = t(values.subject);
    const named = isolateName(subjectOf(values.subject, locale));
    const valueTitle =
      values.unit === 'score' ? t({ zh: `${subject}（0–100 分）`, en: `${subject} (0-100)` }) : subject;
    const { points } = values;
    const worst = points.find((point) => point.value === values.largestGapAt)!;
    const runs = points.flatMap((point) =>
      point.count === 1
        ? [{ x: point.observed, y: point.expected }]
        : runOf(point, values.rankStep).map((x) => ({ x, y: point.expected })),
    );
    const gapText = formatNumber(values.largestGap, 'coefficient', locale);
    return [
      ppPlotFigure({
        id: 'pp',
        title: t({ zh: `P-P 图：最大偏差 ${gapText}`, en: `P-P plot: largest gap ${gapText}` }),
        altText: t({
          zh: `${named}的 P-P 图，点与对角线的最大偏差为 ${gapText}。`,
          en: `P-P plot of ${named}; the largest distance from the diagonal is ${gapText}.`,
        }),
        xTitle: t({ zh: '观测累积比例', en: 'Observed cumulative share' }),
        yTitle: t({ zh: '正态累积概率', en: 'Normal cumulative probability' }),
        x: runs.map((run) => run.x),
        y: runs.map((run) => run.y),
        reference: 'diagonal',
        range: [0, 1],
        mark: {
          x: values.largestGapObserved,
          y: worst.expected,
          label: t({ zh: `最大偏差 ${gapText}`, en: `largest gap ${gapText}` }),
        },
      }),
      histogramWithCurve({
        id: 'histogram',
        title: t({ zh: `${named}的分布与正态曲线`, en: `Distribution of ${named} and the normal curve` }),
        altText: t({
          zh: `${named}的直方图与同均值、同标准差的正态曲线。`,
          en: `Histogram of ${named} with the normal curve of the same mean and standard deviation.`,
        }),
        valueTitle,
        countTitle: t({ zh: '份数', en: 'Forms' }),
        starts: values.histogram.starts,
        width: values.histogram.width,
        counts: values.histogram.counts,
        normal: { mean: values.mean, sd: values.sd, n: values.n, label: t({ zh: '正态曲线', en: 'normal curve' }) },
      }),
      ppPlotFigure({
        id: 'detrended',
        title: t({ zh: '去趋势 P-P 图', en: 'Detrended P-P plot' }),
        altText: t({ zh: '观测累积比例与正态累积概率之差。', en: 'Observed minus normal cumulative share.' }),
        xTitle: t({ zh: '观测累积比例', en: 'Observed cumulative share' }),
        yTitle: t({ zh: '偏差（观测 − 正态）', en: 'Gap (observed - normal)' }),
        x: points.map((point) => point.observed),
        y: points.map((point) => point.gap),
        reference: 'zero',
        range: [0, 1],
      }),
      ppPlotFigure({
        id: 'qq',
        title: t({ zh: 'Q-Q 图', en: 'Q-Q plot' }),
        altText: t({
          zh: '观测值与正态分布下期望值的对照。',
          en: 'Observed values against the values expected under normality.',
        }),
        xTitle: valueTitle,
        yTitle: t({ zh: '正态分布下的期望值', en: 'Expected under normality' }),
        x: points.map((point) => point.value),
        y: points.map((point) => point.expectedValue),
        reference: { intercept: 0, slope: 1 },
      }),
    ];
  },
  narrative({ values }, locale) {
    const verdicts: Readonly<Record<Verdict, Bilingual>> = {
      notRejected: { zh: '没有发现与正态分布不符的证据', en: 'there is no evidence against normality' },
      slight: {
        zh: '与正态的偏离在统计上显著，但幅度很小，可按近似正态处理',
        en: 'the departure from normality is significant but small: nearly normal for practical purposes',
      },
      moderate: { zh: '与正态有中等程度的偏离', en: 'the departure from normality is moderate' },
      strong: { zh: '明显偏离正态', en: 'the distribution is clearly not normal' },
    };
    const name = testNames[values.mainTest].en.replace(/ \(.*$/, '');
    const sentences = [
      sentence(
        locale,
        'verdict',
        {
          zh: `{@subject}（{n|integer} 份）：{@verdict}（{@test} 统计量 {tests.${values.mainTest}.statistic|number3}，p {@relation}{mainP|pValue}；P-P 图最大偏差 {largestGap|coefficient}，偏度 {skewness|number2}，峰度 {kurtosis|number2}）。`,
          en: `{@subject} ({n|integer} forms): {@verdict} ({@test} statistic {tests.${values.mainTest}.statistic|number3}, p {@relation}{mainP|pValue}; largest P-P gap {largestGap|coefficient}, skewness {skewness|number2}, kurtosis {kurtosis|number2}).`,
        },
        {
          subject: subjectOf(values.subject, locale),
          verdict: inLocale(verdicts[values.verdict], locale),
          test: name,
          relation: relationOf(values.mainP),
        },
      ),
    ];
    if (values.n < 20)
      sentences.push(
        sentence(locale, 'forms', {
          zh: '份数太少，检验难以发现偏离，不宜据此断定正态。',
          en: 'With so few forms the tests can hardly find a departure; do not conclude normality from them.',
        }),
      );
    else if (values.verdict === 'moderate' || values.verdict === 'strong') {
      sentences.push(
        values.n >= 100
          ? sentence(locale, 'forms', {
              zh: '份数较多，均值的区间估计仍然可用；对单份问卷的正态推断则不宜采用。',
              en: 'With this many forms intervals of the mean still hold; inferences that need normal individual values do not.',
            })
          : sentence(locale, 'forms', {
              zh: '份数不多，均值的区间宜用自助法或非参数方法核对。',
              en: 'With these few forms, check intervals of the mean by bootstrap or a nonparametric method.',
            }),
      );
    }
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'distribution.normality', inputs: {}, options: {} }] : []),
});
