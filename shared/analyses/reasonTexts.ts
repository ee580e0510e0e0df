import { type Bilingual, inLocale, type Locale } from '../model/text.ts';

/** Why a number cannot be had: what the reader sees in place of a result. */
export const reasonTexts: Readonly<Record<string, Bilingual>> = {
  groupNotEstimable: {
    zh: '有一组无法单独估计该模型（份数太少，或题目没有差异）',
    en: 'the model cannot be estimated in one of the groups (too few forms, or a question that does not vary)',
  },
  matrixWithoutN: {
    zh: '请填写相关矩阵背后的样本量（至少 3）',
    en: 'give the number of forms behind the correlation matrix (3 at least)',
  },
  moreItemsThanForms: {
    zh: '答全的问卷不多于题目数，相关矩阵不可逆',
    en: 'there are no more complete forms than items, so the correlations have no inverse',
  },
  collinearBlock: {
    zh: '模式 B 的题目之间完全共线（重复的题目，或题目多于问卷）',
    en: 'the items of a mode B construct are collinear (a question twice, or more questions than forms)',
  },
  collinearPaths: {
    zh: '指向同一潜变量的潜变量之间完全共线',
    en: 'constructs that point at the same construct are collinear',
  },
  constantItem: { zh: '有一道题所有回答都相同', en: 'all answers to one of the questions are equal' },
  noAnswers: { zh: '没有有效回答', en: 'there are no valid answers' },
  noDependent: {
    zh: '没有总体满意度题：请选择因变量',
    en: 'there is no question on overall satisfaction: choose a dependent question',
  },
  noCorrelation: {
    zh: '与指数的相关系数无法计算（至少需要 3 份有差异的问卷）',
    en: 'correlations with the index cannot be had (3 forms that differ are the least)',
  },
  noExpectation: {
    zh: '没有同时具备期望题和感知题的指标',
    en: 'no indicator has both an expectation and a perception question',
  },
  noGroups: { zh: '所选特征没有可比较的组', en: 'the chosen feature has no groups to compare' },
  noImportance: {
    zh: '没有可作横轴的期望或重要度数据',
    en: 'there are no expectation or importance data for the horizontal axis',
  },
  noIndicators: {
    zh: '还没有带感知题的指标：请先建立指标体系并把题目归入指标',
    en: 'no indicator has a perception question yet: build the indicator tree and attach questions',
  },
  noPerception: { zh: '没有感知题：请选择题目', en: 'there are no perception questions: choose items' },
  noCommonFactor: {
    zh: '题目之间没有正相关，不存在共同因子',
    en: 'the items do not correlate positively: there is no common factor',
  },
  noOverall: {
    zh: '没有总体满意度题，也没有可用的指数：请选择因变量',
    en: 'there is neither an overall satisfaction question nor an index: choose the dependent question',
  },
  noPredictors: { zh: '没有可用的影响因素：请选择题目', en: 'there are no drivers to look at: choose questions' },
  noKano: {
    zh: '没有成对的 Kano 正反向题',
    en: 'there are no pairs of functional and dysfunctional Kano questions',
  },
  noLoyalty: { zh: '没有忠诚题', en: 'there are no loyalty questions' },
  noPositiveBasis: {
    zh: '没有一个指标的依据为正，无法分配权重',
    en: 'no indicator has a positive basis to weigh it by',
  },
  noStatedImportance: {
    zh: '并非每个指标都有重要度评分',
    en: 'not every indicator has a rating of its importance',
  },
  noModel: {
    zh: '还没有模型：请在“结构方程模型”画布上画出潜变量与路径',
    en: 'there is no model yet: draw constructs and paths on the canvas of structural models',
  },
  oneModel: { zh: '只有一个模型，没有可以比较的', en: 'there is one model only, nothing to compare it with' },
  noStrata: {
    zh: '没有各层的总数：请填写各层数据，或选择分层变量并在项目中填写各层总数',
    en: 'the sizes of the strata are not known: enter them, or choose a stratum whose sizes the project holds',
  },
  nothingAnswered: { zh: '有一道题没有任何有效回答', en: 'one of the questions has no valid answer' },
  noVariance: { zh: '所有回答相同，没有差异可供分析', en: 'all answers are equal: nothing varies' },
  noWeight: { zh: '没有带权重的问卷', en: 'no form has a weight' },
  singular: { zh: '题目之间完全相关，矩阵不可逆', en: 'the questions are perfectly correlated' },
  tooFewGroups: { zh: '有效的组不足两个', en: 'fewer than two groups remain' },
  tooFewItems: { zh: '题目不足两道', en: 'fewer than two questions' },
  tooFewRows: { zh: '有效问卷太少', en: 'too few valid forms' },
  tooManyCategories: { zh: '类别过多，请先合并或分段', en: 'too many categories: merge or band them first' },
  tooFewConstructs: { zh: '至少需要两个带题目的潜变量', en: 'two constructs with items are the least' },
  tooManyRows: { zh: '样本量超出该方法的适用范围', en: 'more forms than the method is made for' },
  unconnected: { zh: '有一个潜变量没有任何路径', en: 'a construct has no path' },
};

/** The reason as the end of a sentence; an unknown code is shown as it is. */
export function reasonText(code: string, locale: Locale): string {
  const text = reasonTexts[code];
  return text ? inLocale(text, locale) : code;
}
