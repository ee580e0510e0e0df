import { formatNumber } from '../../format/formatNumber.ts';
import { collinearity, type CollinearityDimension } from '../../stats/collinearity.ts';
import { olsRegression, type OlsFit } from '../../stats/olsRegression.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { designOptions } from '../designStatistics.ts';
import { numbersOf } from '../groupColumns.ts';
import { ratedQuestions } from '../labels.ts';
import { hasIndex } from '../projectIndex.ts';
import { type RegressionColumns, regressionColumns } from '../regressionColumns.ts';
import { regressionFigures, regressionNarrative, regressionTables } from '../regressionTables.ts';
import type { RegressionValues, Term } from '../regressionValues.ts';
import { asScoreOption } from '../scoreSource.ts';
import type { Estimate, Warning } from '../types.ts';

const collinearFrom = 10;
const mostPredictors = 60;

/** Points of a cloud of any size as counts on a grid; plain loops, because a callback per form takes longer than the fit. */
function gridOf(fit: OlsFit): RegressionValues['residualPlot'] {
  const { fitted, residuals } = fit;
  const range = (values: Float64Array): readonly [number, number] => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return [least, most - least || 1];
  };
  if (fitted.length <= 400) return pointsOf(fit);
  const [fromX, spanX] = range(fitted);
  const [fromY, spanY] = range(residuals);
  const size = (gridSteps + 1) ** 2;
  const [sumsX, sumsY, counts] = [new Float64Array(size), new Float64Array(size), new Int32Array(size)];
  const [scaleX, scaleY] = [gridSteps / spanX, gridSteps / spanY];
  for (let i = 0; i < fitted.length; i++) {
    const x = fitted[i]!;
    const y = residuals[i]!;
    const cell = (((x - fromX) * scaleX + 0.5) | 0) * (gridSteps + 1) + (((y - fromY) * scaleY + 0.5) | 0);
    sumsX[cell]! += x;
    sumsY[cell]! += y;
    counts[cell]!++;
  }
  return [...counts.keys()].flatMap((cell) => {
    const count = counts[cell]!;
    return count > 0 ? [{ x: sumsX[cell]! / count, y: sumsY[cell]! / count, count }] : [];
  });
}

const gridSteps = 20;

/** Every point; equal ones as one. */
function pointsOf({ fitted, residuals }: OlsFit): RegressionValues['residualPlot'] {
  const points = new Map<string, { x: number; y: number; count: number }>();
  fitted.forEach((x, i) => {
    const y = residuals[i]!;
    const key = `${x.toPrecision(8)} ${y.toPrecision(8)}`;
    points.set(key, { x, y, count: (points.get(key)?.count ?? 0) + 1 });
  });
  return [...points.values()];
}

/** Condition indices of what has a coefficient; none for a single predictor, which depends on nothing. */
function dimensionsOf(
  terms: readonly Term[],
  { predictors }: RegressionColumns,
  rows: Int32Array,
  weights: ArrayLike<number> | null,
): readonly CollinearityDimension[] {
  const used = terms.filter((term) => term.b !== null);
  if (used.filter((term) => term.predictor !== null).length < 2) return [];
  const take = (values: ArrayLike<number>): Float64Array => {
    // Rows rise without repeats: as many of them as there are values are all of them.
    if (rows.length === values.length && values instanceof Float64Array) return values;
    const taken = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
    return taken;
  };
  const columns = used.map(({ predictor }) =>
    predictor === null ? new Float64Array(rows.length).fill(1) : take(predictors[predictor]!.values),
  );
  return collinearity(columns, weights ? take(weights) : null) ?? [];
}

export const influenceRegression = defineAnalysis({
  id: 'influence.regression',
  version: 3,
  group: 'influence',
  title: { zh: '回归分析', en: 'Regression' },
  note: {
    what: {
      zh: '哪些因素在其他因素不变时仍与满意度有关，各有多大；系数反映联系，不证明因果。',
      en: 'Which factors go with satisfaction when the others are held constant, and how much. Coefficients show links, not proof of cause.',
    },
    formula: {
      zh: '最小二乘 b = (X′X)⁻¹X′y（Householder QR，双倍精度精化；大量整数答案由精确的乘积和求解）；标准化系数 β = b·s_x/s_y；VIF = 1/(1 − R_j²)；条件指数 = 最大奇异值 / 该维奇异值；Cook 距离大于 4/n 的问卷列为影响大；有缺答的问卷剔除。抽样权重或分层、整群设计下，标准误按线性化（夹心）计算，总检验为 Wald F。',
      en: 'Least squares b = (X’X)^-1 X’y (Householder QR refined in double-double; many whole-number answers by their exact sums of products); standardised beta = b s_x/s_y; VIF = 1/(1 - R_j^2); condition index = largest singular value over that of the dimension; forms with Cook’s distance above 4/n are listed; forms with gaps are left out. Under survey weights, strata or clusters standard errors are linearised (sandwich) and the overall test is Wald’s F.',
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
      when: { single: 'predictors' },
      kind: 'number',
      title: { zh: '多项式次数（仅一个自变量时）', en: 'Degree of the polynomial (one predictor only)' },
      default: 1,
      min: 1,
      max: 10,
      step: 1,
      integer: true,
    },
    asScore: { ...asScoreOption, when: { given: ['dependent', 'predictors'] } },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<RegressionValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const columns = regressionColumns(snapshot, inputs.dependent, inputs.predictors, options.asScore, design);
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
  tables: regressionTables,
  figures: regressionFigures,
  narrative: regressionNarrative,
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
