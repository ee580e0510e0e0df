import { barWithError } from '../charts/barWithError.ts';
import { xyScatter } from '../charts/xyScatter.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { inLocale, type Locale } from '../model/text.ts';
import type { RegressionValues, Term } from './regressionValues.ts';
import { joinNames, relationOf, sentence, subjectOf } from './sentence.ts';
import type { AnalysisResult, ChartFigure, ResultTable, Sentence } from './types.ts';

/** Condition indices of moderate and of strong dependencies (Belsley, Kuh and Welsch). */
const dependentFrom = 10;
const strongFrom = 30;

/** Fit, coefficients, analysis of variance, residuals and collinearity. */
export function regressionTables({ values, labels }: AnalysisResult<RegressionValues>): readonly ResultTable[] {
  const name = (term: Term): string | { readonly zh: string; readonly en: string } => {
    if (term.id === null) return { zh: '常数项', en: 'Intercept' };
    const label = labels[term.id] ?? term.name;
    return term.power > 1 ? `${label} ^${term.power}` : label;
  };
  const joined = (texts: readonly ReturnType<typeof name>[]) => ({
    zh: texts.map((text) => (typeof text === 'string' ? text : text.zh)).join('、'),
    en: texts.map((text) => (typeof text === 'string' ? text : text.en)).join(', '),
  });
  return [
    {
      id: 'model',
      title: { zh: `模型：${values.dependent.zh}`, en: `Model of ${values.dependent.en}` },
      columns: [
        { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
        { key: 'r', title: { zh: 'R', en: 'R' }, format: 'coefficient' },
        { key: 'rSquared', title: { zh: 'R²', en: 'R squared' }, format: 'coefficient' },
        { key: 'adjusted', title: { zh: '调整 R²', en: 'Adjusted' }, format: 'coefficient' },
        { key: 'sd', title: { zh: '残差标准差', en: 'Residual SD' }, format: 'number3' },
        { key: 'f', title: { zh: 'F', en: 'F' }, format: 'number2' },
        { key: 'df1', title: { zh: '自由度 1', en: 'df 1' }, format: 'integer' },
        { key: 'df2', title: { zh: '自由度 2', en: 'df 2' }, format: 'integer' },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
      ],
      rows: [
        {
          cells: {
            n: values.n,
            r: values.r,
            rSquared: values.rSquared,
            adjusted: values.adjustedRSquared,
            sd: values.residualSd,
            f: values.test.f,
            df1: values.test.df1,
            df2: values.test.df2,
            p: values.test.p,
          },
        },
      ],
      notes:
        values.kind === 'design'
          ? [{ zh: 'F、p 与标准误考虑了抽样设计。', en: 'F, p and standard errors follow the survey design.' }]
          : [],
    },
    {
      id: 'coefficients',
      title: { zh: '回归系数', en: 'Coefficients' },
      columns: [
        { key: 'term', title: { zh: '自变量', en: 'Predictor' }, format: 'text' },
        { key: 'b', title: { zh: 'b', en: 'b' }, format: 'number3' },
        { key: 'se', title: { zh: '标准误', en: 'SE' }, format: 'number3' },
        { key: 'beta', title: { zh: 'β', en: 'Beta' }, format: 'coefficient' },
        { key: 't', title: { zh: 't', en: 't' }, format: 'number2' },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number3' },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number3' },
        { key: 'partial', title: { zh: '偏相关', en: 'Partial r' }, format: 'coefficient' },
        { key: 'vif', title: { zh: 'VIF', en: 'VIF' }, format: 'number2' },
      ],
      rows: values.coefficients.map((term) => ({
        emphasis: term.predictor !== null && (term.p ?? 1) < 1 - values.level,
        cells: {
          term: name(term),
          b: term.b,
          se: term.se,
          beta: term.beta,
          t: term.t,
          p: term.p,
          lower: term.interval?.lower ?? null,
          upper: term.interval?.upper ?? null,
          partial: term.partial,
          vif: term.vif,
        },
      })),
      notes: values.coefficients.some((term) => term.b === null)
        ? [
            {
              zh: '没有系数的自变量是其他自变量的线性组合，已不计入。',
              en: 'Predictors without a coefficient are combinations of the others and were left out.',
            },
          ]
        : [],
    },
    ...(values.collinearity.length > 0
      ? [
          {
            id: 'collinearity',
            title: { zh: '共线性诊断', en: 'Collinearity diagnostics' },
            columns: [
              { key: 'dimension', title: { zh: '维度', en: 'Dimension' }, format: 'integer' as const },
              { key: 'index', title: { zh: '条件指数', en: 'Condition index' }, format: 'number2' as const },
              {
                key: 'terms',
                title: { zh: '方差比例大于 0.5 的项', en: 'Terms with a variance proportion above 0.5' },
                format: 'text' as const,
              },
            ],
            rows: values.collinearity.flatMap((dimension, at, all) =>
              dimension.conditionIndex >= dependentFrom || at === all.length - 1
                ? [
                    {
                      emphasis: dimension.conditionIndex >= strongFrom,
                      cells: {
                        dimension: at + 1,
                        index: dimension.conditionIndex,
                        terms: joined(
                          values.coefficients
                            .filter((term) => term.b !== null)
                            .filter((_, column) => dimension.shares[column]! > 0.5)
                            .map(name),
                        ),
                      },
                    },
                  ]
                : [],
            ),
            notes: [
              {
                zh: '列出条件指数不小于 10 的维度（没有时列最大的一个）。指数大于 30 且有两项以上时，这些项彼此高度相关，各自的系数不可靠。',
                en: 'Dimensions with a condition index of 10 and more, else the largest. Above 30, terms that stand together depend on each other, and their single coefficients are not reliable.',
              },
            ],
          },
        ]
      : []),
    ...(values.influential.length > 0
      ? [
          {
            id: 'influential',
            title: { zh: '影响大的问卷', en: 'Influential forms' },
            columns: [
              { key: 'row', title: { zh: '问卷号', en: 'Form' }, format: 'integer' as const },
              { key: 'cook', title: { zh: 'Cook 距离', en: 'Cook’s distance' }, format: 'number3' as const },
              { key: 'leverage', title: { zh: '杠杆值', en: 'Leverage' }, format: 'number3' as const },
            ],
            rows: values.influential.map((one) => ({
              cells: { row: one.row, cook: one.cook, leverage: one.leverage },
            })),
            notes: [{ zh: 'Cook 距离大于 4/n，最多列 20 份。', en: 'Cook’s distance above 4/n; at most 20.' }],
          },
        ]
      : []),
  ];
}

/** Standardised coefficients, and residuals against fitted values. */
export function regressionFigures(
  { values, labels }: AnalysisResult<RegressionValues>,
  locale: Locale,
): readonly ChartFigure[] {
  const scale = (term: Term): number => (term.b === null || term.b === 0 ? 0 : term.beta! / term.b);
  const shown = values.ranked.slice(0, 30).map((place) => values.coefficients[place]!);
  const ends = shown.flatMap((term) => [
    term.beta!,
    term.interval!.lower * scale(term),
    term.interval!.upper * scale(term),
  ]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const room = 0.12 * (high - low || 1);
  return [
    barWithError({
      id: 'betas',
      title: inLocale(
        { zh: `${values.dependent.zh}的标准化回归系数`, en: `Standardised coefficients for ${values.dependent.en}` },
        locale,
      ),
      altText: inLocale(
        { zh: '各自变量的标准化回归系数与区间。', en: 'Standardised coefficients with intervals.' },
        locale,
      ),
      bars: shown.map((term) => ({
        label: `${labels[term.id ?? ''] ?? term.name}${term.power > 1 ? ` ^${term.power}` : ''}`,
        value: term.beta,
        interval: [term.interval!.lower * scale(term), term.interval!.upper * scale(term)] as const,
        text: formatNumber(term.beta, 'coefficient', locale),
        emphasis: (term.p ?? 1) < 1 - values.level,
      })),
      valueTitle: inLocale({ zh: '标准化系数 β', en: 'Standardised coefficient' }, locale),
      range: [low - (low < 0 ? room : 0), high + room],
      shape: 'points',
      reference: { value: 0, label: '0' },
    }),
    xyScatter({
      id: 'residuals',
      title: inLocale({ zh: '残差与拟合值', en: 'Residuals against fitted values' }, locale),
      altText: inLocale(
        {
          zh: '拟合值与残差的散点；应围绕 0 无规律分布。',
          en: 'Fitted values and residuals; they should scatter about 0 without a pattern.',
        },
        locale,
      ),
      xTitle: inLocale({ zh: '拟合值', en: 'Fitted' }, locale),
      yTitle: inLocale({ zh: '残差', en: 'Residual' }, locale),
      x: values.residualPlot.map((point) => point.x),
      y: values.residualPlot.map((point) => point.y),
      ...(values.residualPlot.some((point) => point.count > 1)
        ? { sizes: values.residualPlot.map((point) => point.count) }
        : {}),
      level: 0,
    }),
  ];
}

/** How much is explained, by what most, and what to be careful about. */
export function regressionNarrative(
  { values, labels }: AnalysisResult<RegressionValues>,
  locale: Locale,
): readonly Sentence[] {
  const name = (place: number): string => {
    const term = values.coefficients[place]!;
    return labels[term.id ?? ''] ?? term.name;
  };
  const clear = values.ranked.filter((place) => (values.coefficients[place]!.p ?? 1) < 1 - values.level);
  const sentences = [
    sentence(
      locale,
      'fit',
      {
        zh: '{@count} 个自变量共解释了{@subject}差异的 {rSquared|share1}（调整后 {adjustedRSquared|share1}，{n|integer} 份问卷，p {@relation}{test.p|pValue}）。',
        en: '{@count} predictors explain {rSquared|share1} of the variance of {@subject} (adjusted {adjustedRSquared|share1}, {n|integer} forms, p {@relation}{test.p|pValue}).',
      },
      {
        count: String(values.ranked.length),
        subject: subjectOf(values.dependent, locale),
        relation: relationOf(values.test.p),
      },
    ),
  ];
  if (clear.length === 0)
    sentences.push(
      sentence(locale, 'strongest', {
        zh: '在其他因素不变时，没有一个自变量与它的联系超出抽样误差。',
        en: 'With the others held constant, no predictor is linked with it beyond sampling error.',
      }),
    );
  else {
    const [first, ...others] = clear;
    sentences.push(
      sentence(
        locale,
        'strongest',
        {
          zh: `其他因素不变时，联系最强的是“{@name}”（β = {coefficients.${first}.beta|coefficient}，p {@relation}{coefficients.${first}.p|pValue}）${others.length > 0 ? '，其次是{@next}' : ''}；系数不证明因果。`,
          en: `With the others held constant “{@name}” is linked most closely (beta {coefficients.${first}.beta|coefficient}, p {@relation}{coefficients.${first}.p|pValue})${others.length > 0 ? ', then {@next}' : ''}; coefficients do not prove cause.`,
        },
        {
          name: name(first!),
          relation: relationOf(values.coefficients[first!]!.p),
          next: joinNames(
            others.slice(0, 3).map((place) => `“${name(place)}”`),
            locale,
          ),
        },
      ),
    );
    const negative = clear.filter((place) => values.coefficients[place]!.beta! < 0);
    if (negative.length > 0)
      sentences.push(
        sentence(
          locale,
          'negative',
          {
            zh: '{@names}的系数为负，多半是自变量彼此相关所致，不宜直接作为权重。',
            en: '{@names}: a negative coefficient, most often because the predictors correlate with each other; do not use it as a weight.',
          },
          {
            names: joinNames(
              negative.slice(0, 4).map((place) => `“${name(place)}”`),
              locale,
            ),
          },
        ),
      );
  }
  return sentences;
}
