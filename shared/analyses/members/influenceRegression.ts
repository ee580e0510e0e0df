import { barWithError } from '../../charts/barWithError.ts';
import { xyScatter } from '../../charts/xyScatter.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { decodeNumeric, decodeScores, findVariable } from '../../model/decode.ts';
import type { Snapshot } from '../../model/dataset.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { collinearity, type CollinearityDimension } from '../../stats/collinearity.ts';
import { olsRegression, type OlsCoefficient, type OlsFit, type OlsRegression } from '../../stats/olsRegression.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { designOptions } from '../designStatistics.ts';
import { inBoth, numbersOf } from '../groupColumns.ts';
import { ratedQuestions } from '../labels.ts';
import { hasIndex, projectIndex } from '../projectIndex.ts';
import { asScoreOption } from '../scoreSource.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type Term = OlsCoefficient & {
  /** Variable or indicator; null for the intercept. */
  readonly id: string | null;
  readonly name: string;
  readonly power: number;
};
type RegressionValues = Omit<OlsRegression, 'coefficients'> & {
  readonly level: number;
  readonly dependent: { readonly zh: string; readonly en: string };
  readonly kind: 'plain' | 'design';
  readonly coefficients: readonly Term[];
  /** Places in coefficients by the size of the standardised coefficient, largest first. */
  readonly ranked: readonly number[];
  /** Fitted values and residuals in at most 400 cells of a grid, for the picture. */
  readonly residualPlot: readonly { readonly x: number; readonly y: number; readonly count: number }[];
  readonly residualsFirst: readonly number[];
  /** Of the terms with a coefficient, in their order; empty with one predictor or a polynomial. */
  readonly collinearity: readonly CollinearityDimension[];
};

const collinearFrom = 10;
/** Condition indices of moderate and of strong dependencies (Belsley, Kuh and Welsch). */
const dependentFrom = 10;
const strongFrom = 30;
const mostPredictors = 60;

interface Columns {
  readonly y: Float64Array;
  readonly dependent: { readonly zh: string; readonly en: string };
  readonly predictors: readonly { readonly id: string; readonly name: string; readonly values: Float64Array }[];
  readonly warnings: readonly Warning[];
}

function columnsOf(
  snapshot: Snapshot,
  dependent: VariableId | null,
  predictors: readonly VariableId[],
  asScore: boolean,
  design: DesignRows,
): Columns | null {
  const decode = (id: VariableId): Float64Array =>
    (asScore ? decodeScores(snapshot, id, design.rows) : decodeNumeric(snapshot, id, design.rows)).values;
  const label = (id: VariableId): string => findVariable(snapshot, id).label || findVariable(snapshot, id).name;
  const overall = snapshot.variables.filter((variable) => variable.role === 'overallSatisfaction' && variable.scale);
  const index = predictors.length === 0 || dependent === null ? tryIndex(snapshot, design) : null;
  const target = dependent ?? (predictors.length === 0 ? (overall[0]?.id ?? null) : null);
  if (target === null && !index) return null;
  // The index is the weighted sum of its indicators: regressing it on them says nothing, so it needs predictors of its own.
  if (target === null && predictors.length === 0) return null;
  const y = target === null ? index!.indices.get(null)! : decode(target);
  if (predictors.length > 0)
    return {
      y,
      dependent: target === null ? { zh: '顾客满意度指数', en: 'customer satisfaction index' } : inBoth(label(target)),
      predictors: predictors.map((id) => ({ id, name: findVariable(snapshot, id).name, values: decode(id) })),
      warnings: index?.warnings ?? [],
    };
  if (!index) return null;
  return {
    y,
    dependent: inBoth(label(target!)),
    predictors: index.tree.leaves.flatMap((leaf) => {
      const values = index.leafScores.get(leaf.indicator.id);
      return values ? [{ id: leaf.indicator.id as string, name: leaf.indicator.name, values }] : [];
    }),
    warnings: index.warnings,
  };
}

const tryIndex = (snapshot: Snapshot, design: DesignRows) =>
  projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);

/** Points of a cloud of any size as counts on a grid. */
function gridOf(fit: OlsFit): RegressionValues['residualPlot'] {
  const cells = new Map<number, { x: number; y: number; count: number }>();
  const range = (values: Float64Array): readonly [number, number] => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return [least, most - least || 1];
  };
  const [fromX, spanX] = range(fit.fitted);
  const [fromY, spanY] = range(fit.residuals);
  const steps = fit.fitted.length > 400 ? 20 : 1e6;
  fit.fitted.forEach((x, i) => {
    const y = fit.residuals[i]!;
    const [column, row] = [Math.round(((x - fromX) / spanX) * steps), Math.round(((y - fromY) / spanY) * steps)];
    const key = column * (steps + 1) + row;
    const cell = cells.get(key) ?? { x: 0, y: 0, count: 0 };
    cells.set(key, { x: cell.x + x, y: cell.y + y, count: cell.count + 1 });
  });
  return [...cells.values()].map(({ x, y, count }) => ({ x: x / count, y: y / count, count }));
}

/** Condition indices of what has a coefficient; none for a single predictor, which depends on nothing. */
function dimensionsOf(
  terms: readonly Term[],
  { predictors }: Columns,
  rows: Int32Array,
  weights: ArrayLike<number> | null,
): readonly CollinearityDimension[] {
  const used = terms.filter((term) => term.b !== null);
  if (used.filter((term) => term.predictor !== null).length < 2) return [];
  const columns = used.map(({ predictor }) =>
    Float64Array.from(rows, (row) => (predictor === null ? 1 : predictors[predictor]!.values[row]!)),
  );
  return collinearity(columns, weights ? Float64Array.from(rows, (row) => weights[row]!) : null) ?? [];
}

export const influenceRegression = defineAnalysis({
  id: 'influence.regression',
  version: 2,
  group: 'influence',
  title: { zh: '回归分析', en: 'Regression' },
  note: {
    what: {
      zh: '哪些因素在其他因素不变时仍与满意度有关，各有多大；系数反映联系，不证明因果。',
      en: 'Which factors go with satisfaction when the others are held constant, and how much. Coefficients show links, not proof of cause.',
    },
    formula: {
      zh: '最小二乘 b = (X′X)⁻¹X′y（Householder QR，双倍精度精化）；标准化系数 β = b·s_x/s_y；VIF = 1/(1 − R_j²)；条件指数 = 最大奇异值 / 该维奇异值；Cook 距离大于 4/n 的问卷列为影响大；有缺答的问卷剔除。抽样权重或分层、整群设计下，标准误按线性化（夹心）计算，总检验为 Wald F。',
      en: 'Least squares b = (X’X)^-1 X’y (Householder QR refined in double-double); standardised beta = b s_x/s_y; VIF = 1/(1 - R_j^2); condition index = largest singular value over that of the dimension; forms with Cook’s distance above 4/n are listed; forms with gaps are left out. Under survey weights, strata or clusters standard errors are linearised (sandwich) and the overall test is Wald’s F.',
    },
    source: 'Golub and Van Loan (2013); Björck (1967); Belsley, Kuh and Welsch (1980); Cook (1977); Binder (1983).',
  },
  keywords: ['回归', '线性回归', '标准化系数', 'VIF', '多重共线性', '驱动因素', 'regression', 'OLS', 'driver'],
  inputs: {
    dependent: {
      kind: 'variable',
      title: { zh: '因变量（空 = 总体满意度或指数）', en: 'Dependent (none = overall satisfaction or index)' },
      roles: ['overallSatisfaction', 'loyalty'],
      optional: true,
    },
    predictors: {
      kind: 'variables',
      title: { zh: '自变量（空 = 各指标得分）', en: 'Predictors (none = scores of the indicators)' },
      min: 1,
      max: 200,
      roles: ['perception'],
      optional: true,
    },
  },
  options: {
    level: levelOption,
    intercept: { kind: 'boolean', title: { zh: '含常数项', en: 'With intercept' }, default: true },
    degree: {
      kind: 'number',
      title: { zh: '多项式次数（仅一个自变量时）', en: 'Degree of the polynomial (one predictor only)' },
      default: 1,
      min: 1,
      max: 10,
      step: 1,
      integer: true,
    },
    asScore: asScoreOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<RegressionValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const columns = columnsOf(snapshot, inputs.dependent, inputs.predictors, options.asScore, design);
    const warnings: Warning[] = [...design.warnings, ...(columns?.warnings ?? [])];
    if (!columns) return noEstimate('noDependent', 0, design.leftOut, warnings);
    if (columns.predictors.length === 0) return noEstimate('noIndicators', 0, design.leftOut, warnings);
    const { strata, clusters, populationSizes } = designOptions(design, options.level);
    const byDesign = design.weightKind === 'survey' || strata !== null || clusters !== null;
    const degree = columns.predictors.length === 1 ? options.degree : 1;
    const result = olsRegression(
      columns.y,
      columns.predictors.map((predictor) => predictor.values),
      {
        intercept: options.intercept,
        level: options.level,
        weights: design.weights,
        weightKind: design.weightKind === 'survey' ? 'survey' : 'frequency',
        strata,
        clusters,
        populationSizes,
        degree,
      },
    );
    const incomplete = design.rows.length - result.n;
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: incomplete }]);
    if (result.status !== 'ok') return noEstimate(result.reason, result.n, leftOut, warnings);
    const { fit, ...statistics } = result;
    const numbers = numbersOf(statistics);
    const coefficients = result.coefficients.map((one): Term => {
      const predictor = one.predictor === null ? null : columns.predictors[degree > 1 ? 0 : one.predictor]!;
      return {
        ...one,
        id: predictor?.id ?? null,
        name: predictor?.name ?? '',
        power: degree > 1 && one.predictor !== null ? one.predictor + 1 : 1,
      };
    });
    const label = (term: Term): string =>
      snapshot.indicators.find((indicator) => indicator.id === term.id)?.name ??
      snapshot.variables.find((variable) => variable.id === term.id)?.label ??
      term.name;
    for (const term of coefficients) {
      if (term.predictor === null) continue;
      if (term.b === null) warnings.push({ code: 'regression.aliased', details: { name: label(term) } });
      else if (degree === 1 && term.vif !== null && term.vif >= collinearFrom)
        warnings.push({
          code: 'regression.collinear',
          details: { name: label(term), vif: formatNumber(term.vif, 'number1', 'zh-CN') },
        });
    }
    const perPredictor = numbers.observations / Math.max(1, numbers.rank);
    if (perPredictor < 10)
      warnings.push({ code: 'regression.fewForms', details: { n: numbers.n, predictors: columns.predictors.length } });
    const ranked = coefficients
      .flatMap((term, place) => (term.beta === null ? [] : [place]))
      .toSorted((a, b) => Math.abs(coefficients[b]!.beta!) - Math.abs(coefficients[a]!.beta!) || a - b);
    return {
      status: 'ok',
      reason: null,
      n: numbers.n,
      leftOut,
      warnings,
      values: {
        ...numbers,
        level: options.level,
        dependent: columns.dependent,
        kind: byDesign ? 'design' : 'plain',
        coefficients,
        ranked,
        // Places of the forms in the file, 1-based, so that they can be found.
        influential: numbers.influential.map((one) => ({ ...one, row: design.rows[fit!.rows[one.row]!]! + 1 })),
        residualPlot: gridOf(fit!),
        residualsFirst: [...fit!.residuals.subarray(0, 5)],
        collinearity: degree === 1 ? dimensionsOf(coefficients, columns, fit!.rows, design.weights) : [],
      },
    };
  },
  tables({ values, labels }) {
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
                { key: 'row', title: { zh: '行号', en: 'Row' }, format: 'integer' as const },
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
  },
  figures({ values, labels }, locale) {
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
  },
  narrative({ values, labels }, locale) {
    const name = (place: number): string => {
      const term = values.coefficients[place]!;
      return labels[term.id ?? ''] ?? term.name;
    };
    const clear = values.ranked.filter((place) => (values.coefficients[place]!.p ?? 1) < 1 - values.level);
    const sentences = [
      sentence(
        locale,
        {
          zh: '{@count} 个自变量共解释了“{@dependent}”差异的 {rSquared|share1}（调整后 {adjustedRSquared|share1}，{n|integer} 份问卷，p {test.p|pValue}）。',
          en: '{@count} predictors explain {rSquared|share1} of the variance of {@dependent} (adjusted {adjustedRSquared|share1}, {n|integer} forms, p {test.p|pValue}).',
        },
        { count: String(values.ranked.length), dependent: inLocale(values.dependent, locale) },
      ),
    ];
    if (clear.length === 0)
      sentences.push(
        sentence(locale, {
          zh: '在其他因素不变时，没有一个自变量的作用超出抽样误差。',
          en: 'With the others held constant, no predictor has an effect beyond sampling error.',
        }),
      );
    else {
      const [first, ...others] = clear;
      sentences.push(
        sentence(
          locale,
          {
            zh: `作用最大的是“{@name}”（β = {coefficients.${first}.beta|coefficient}，p {coefficients.${first}.p|pValue}）${others.length > 0 ? '，其次是{@next}' : ''}。`,
            en: `“{@name}” matters most (beta {coefficients.${first}.beta|coefficient}, p {coefficients.${first}.p|pValue})${others.length > 0 ? ', then {@next}' : ''}.`,
          },
          {
            name: name(first!),
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
  },
  propose(snapshot) {
    const overall = ratedQuestions(snapshot).filter((variable) => variable.role === 'overallSatisfaction');
    const perception = ratedQuestions(snapshot).filter((variable) => variable.role === 'perception');
    if (overall.length === 0 || perception.length === 0) return [];
    return overall.map((variable) => ({
      analysis: 'influence.regression',
      inputs: hasIndex(snapshot)
        ? { dependent: variable.id as string }
        : {
            dependent: variable.id as string,
            predictors: perception.slice(0, mostPredictors).map((one) => one.id as string),
          },
      options: {},
    }));
  },
});
