import { fillTemplate } from '../format/fillTemplate.ts';
import { fixedDigits } from '../format/formatNumber.ts';
import { withMinus } from '../format/minus.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import { joinNames } from './sentence.ts';
import type { Warning } from './types.ts';

/** Sentences of the warnings results carry; {names} are filled from the warning's details. */
export const warningTexts: Readonly<Record<string, Bilingual>> = {
  'ahp.inconsistent': {
    zh: '判断矩阵的一致性比率 CR = {ratio}，不小于 0.10：请复核标出的判断。',
    en: 'The consistency ratio of the judgments is {ratio}, not below 0.10: please revisit the judgments marked.',
  },
  'ahp.noRandomIndex': {
    zh: '所选随机一致性指标表没有 {n} 阶的值，无法给出 CR。',
    en: 'The chosen table of random indices has no value for {n} elements, so there is no consistency ratio.',
  },
  'ahp.notConverged': {
    zh: '特征向量迭代 {iterations} 次仍未收敛，结果仅供参考。',
    en: 'The eigenvector had not settled after {iterations} iterations; read the result with care.',
  },
  'allocation.smallStrata': {
    zh: '{count} 层分到的份数不足 30，分层结果将不稳定。',
    en: '{count} {count#stratum gets|strata get} fewer than 30 forms; {count#its|their} own results will be unsteady.',
  },
  'alpha.dimensionNotEstimable': {
    zh: '“{name}”的信度无法计算：{reason}。',
    en: 'No reliability for “{name}”: {reason}.',
  },
  'alpha.negativeItem': {
    zh: '“{name}”与其余题目呈负相关，请检查是否为反向题。',
    en: '“{name}” correlates negatively with the other items: check whether it should be reversed.',
  },
  'anova.unequalVariances': {
    zh: '各组方差不齐（Levene 检验 p {p}），F 检验仅供参考，以 Welch 检验为准。',
    en: 'The groups differ in variance (Levene p {p}): go by Welch’s test rather than F.',
  },
  'battery.betweenSteps': {
    zh: '{count} 个回答落在量表两档之间，未计入分布。',
    en: '{count} {count#answer lies|answers lie} between the steps of the scale and {count#was|were} not counted.',
  },
  'categories.many': {
    zh: '该题有 {count} 种不同答案，按类别汇总可能没有意义。',
    en: 'The question has {count} different answers; counting them by category may not be useful.',
  },
  'correlation.ranksUnweighted': {
    zh: '秩相关与偏相关未使用抽样权重与分层、整群设计。',
    en: 'Rank and partial correlations do not use survey weights, strata and clusters.',
  },
  'crossTable.smallExpected': {
    zh: '{count} 个格子的期望频数小于 5，χ² 检验较粗略，可合并类别后再看。',
    en: '{count} {count#cell is|cells are} expected below 5, so chi-square is rough: consider merging categories.',
  },
  'crossTable.tooLargeForDesign': {
    zh: '表格过大，独立性检验未考虑抽样设计。',
    en: 'The table is too large to test under the survey design; the test ignores it.',
  },
  'comments.few': {
    zh: '只有 {n} 条意见，占比起伏很大，宜逐条阅读。',
    en: 'There {n#is one comment|are only a few comments} ({n}): shares are unsteady, read them one by one.',
  },
  'comments.unknownIndicator': {
    zh: '这些类所属的指标已不在指标体系中：{codes}。',
    en: 'The indicators of these codes are not in the tree of indicators: {codes}.',
  },
  'comments.noGroups': {
    zh: '指数无法计算，意见未按满意与不满意分开。',
    en: 'The index cannot be computed, so comments are not split by satisfaction.',
  },
  'design.effectiveSmall': {
    zh: '加权后有效样本量仅 {effective}，区间按有效样本量估计。',
    en: 'The weights leave an effective sample of {effective} only; intervals follow from it.',
  },
  'design.structureNotUsed': {
    zh: '本方法未考虑分层与整群设计，标准误按简单随机抽样计算。',
    en: 'This method does not use strata and clusters; standard errors are those of simple random sampling.',
  },
  'design.unplaced': {
    zh: '{count} 份问卷缺少分层或群的信息，未参与计算。',
    en: '{count} {count#form|forms} without stratum or cluster {count#was|were} left out.',
  },
  'design.weightsNotUsed': {
    zh: '本方法不使用权重，各份问卷同等对待。',
    en: 'This method does not use weights; every form counts once.',
  },
  'discriminant.redundant': {
    zh: '{count} 道题（{names}）在组内没有差异或可由前面的题目算出，未进入判别函数。',
    en: '{count} {count#item|items} ({names}) {count#does not vary within groups or follows|do not vary within groups or follow} from the items before {count#it; it is|them; they are} not in the function.',
  },
  'discriminant.smallGroup': {
    zh: '“{group}”组仅有 {n} 份，少于题目数 {items} 的两倍，判别函数不稳定。',
    en: 'Group “{group}” has {n} {n#form|forms}, fewer than twice the number of items ({items}): the function is unstable.',
  },
  'discriminant.unequalCovariances': {
    zh: 'Box M 检验显示各组协方差不等，线性判别的命中率仍可参考，概率须谨慎。',
    en: 'Box’s M finds unequal covariances: hit rates of the linear function still hold, its probabilities less so.',
  },
  'factor.fewItems': {
    zh: '因子 F{factor} 只有 {count} 道题，含义不稳定。',
    en: 'Factor F{factor} has {count} {count#item|items} only; its meaning is unstable.',
  },
  'factor.fewerFactors': {
    zh: '要求 {wanted} 个因子，这些题目最多可提取 {factors} 个。',
    en: '{wanted} factors were asked for; these items allow {factors} at most.',
  },
  'factor.heywood': {
    zh: '{names}的独特方差降到下限（Heywood 情形），请减少因子数或检查题目。',
    en: 'The unique variance of {names} reached its lower limit (Heywood case): take fewer factors or check the items.',
  },
  'factor.noParallel': {
    zh: '未做平行分析（随机数据组数为 0），因子个数按特征值大于 1 确定。',
    en: 'Parallel analysis was switched off; the number of factors follows from eigenvalues above 1.',
  },
  'factor.noTree': {
    zh: '题目没有归入两个以上的一级指标，因子个数按特征值大于 1 确定。',
    en: 'The items do not belong to two or more first-level indicators; the number of factors follows from eigenvalues above 1.',
  },
  'factor.notConverged': {
    zh: '因子提取迭代 {iterations} 次仍未收敛，结果仅供参考。',
    en: 'Extraction had not settled after {iterations} iterations; read the result with care.',
  },
  'factor.rotationNotConverged': {
    zh: '因子旋转迭代 {iterations} 次仍未收敛，结果仅供参考。',
    en: 'Rotation had not settled after {iterations} iterations; read the result with care.',
  },
  'factor.smallSample': {
    zh: '样本量 {n} 不足题目数 {items} 的 5 倍，因子结构不稳定。',
    en: '{n} {n#form is|forms are} fewer than five per item ({items}): the factors are unstable.',
  },
  'group.smallBase': {
    zh: '“{group}”仅有 {n} 份（少于 30 份），结果仅供参考。',
    en: '“{group}” has {n} {n#form|forms} only (fewer than 30): read with care.',
  },
  'group.tooMany': {
    zh: '该特征有 {count} 个组，过细的分组使结果不稳定。',
    en: 'The feature has {count} groups; groups this fine give unstable results.',
  },
  'importance.collinear': {
    zh: '影响因素之间完全相关，标准化系数与 Pratt 指标无法计算；R² 的分解不受影响。',
    en: 'The drivers are perfectly collinear: no standardised coefficients and Pratt measures; the shares of R squared hold.',
  },
  'importance.partWhole': {
    zh: '因变量是由这些题目汇总的指数，重要性含有部分与整体的关系；有总体满意度题时请用它。',
    en: 'The dependent variable is the index of these very questions: importance contains part-whole relations. Use an overall satisfaction question where there is one.',
  },
  'importance.tooMany': {
    zh: '影响因素有 {count} 个，超过 {most} 个不计算 Shapley 值，改用 Johnson 相对权重。',
    en: 'With {count} drivers (more than {most}) there are no Shapley values; Johnson’s relative weights take their place.',
  },
  'index.indicatorsWithoutQuestions': {
    zh: '{count} 个末级指标（{names}）没有感知题，其权重由其余指标分担。',
    en: '{count} lowest-level {count#indicator|indicators} ({names}) {count#has|have} no perception question; the others share {count#its|their} weight.',
  },
  'index.questionOnBranch': {
    zh: '题目“{question}”挂在非末级指标“{indicator}”上，未计入指数。',
    en: 'Question “{question}” hangs on “{indicator}”, which is not a lowest-level indicator; it does not enter the index.',
  },
  'index.routesDiffer': {
    zh: '因有缺答，由指标均值汇总的指数为 {means}，由每份问卷汇总的指数为 {respondents}；正文采用后者。',
    en: 'With gaps in the forms, the index from indicator means is {means} and from respondents’ own indices {respondents}; the latter is reported.',
  },
  'improve.noExact': {
    zh: '精确方法需要与指数的相关系数，{n} 份问卷无法计算，只列出简易方法。',
    en: 'The exact ways need correlations with the index, which {n} forms do not give; only the simple ways are shown.',
  },
  'interval.smallSample': {
    zh: '样本量 {n} 较小，t 区间依赖于总体近似正态。',
    en: 'With {n} forms the t interval relies on a nearly normal population.',
  },
  'items.constant': {
    zh: '{count} 道题（{names}）没有差异或无人作答，未参与分析。',
    en: '{count} {count#item|items} ({names}) {count#does not vary or was|do not vary or were} not answered; {count#it is|they are} left out.',
  },
  'kano.noAnswers': {
    zh: '“{feature}”没有可用的成对回答，未列出。',
    en: '“{feature}” has no usable pair of answers and is not shown.',
  },
  'kano.unknownAnswers': {
    zh: '“{feature}”有 {count} 个答案不在五种 Kano 答案之内，未计入；文字答案可在选项中说明含义。',
    en: '“{feature}” has {count} {count#answer|answers} outside the five of Kano, {count#which is|which are} left out; worded answers can be explained in the options.',
  },
  'normality.largeSample': {
    zh: '样本量为 {n}，检验对极小的偏离也会拒绝正态，请以图形与偏离程度为准。',
    en: 'With {n} forms the tests reject even for tiny departures: go by the plots and the size of the departure.',
  },
  'normality.smallSample': {
    zh: '样本量仅 {n}，检验难以发现偏离，不显著不等于服从正态。',
    en: 'With {n} forms the tests can hardly find a departure: not significant does not mean normal.',
  },
  'normality.testNotAvailable': {
    zh: '{test} 不适用于该样本量（{n}）。',
    en: '{test} is not available for {n} forms.',
  },
  'omega.heywood': {
    zh: '“{name}”中{items}的独特方差降到下限，ω 偏高，仅供参考。',
    en: 'In “{name}” the unique variance of {items} reached its lower limit: omega is too high, read with care.',
  },
  'omega.notConverged': {
    zh: '“{name}”的单因子模型未收敛，ω 仅供参考。',
    en: 'The one-factor model of “{name}” had not settled; read omega with care.',
  },
  'pls.aveLow': {
    zh: '{names}的 AVE 低于 .5：题目的大部分变异不来自该潜变量。',
    en: 'AVE is below .5 for {names}: most of the items’ variance does not come from the construct.',
  },
  'gain.notInModel': {
    zh: '{names}不在结构方程模型中，或不通向要改进的潜变量，总效应无从谈起。',
    en: '{names}: not in the structural model or not leading to its target, so there is no total effect.',
  },
  'pls.emptyConstruct': {
    zh: '{names}还没有题目，未参与估计。',
    en: '{names}: without questions yet, and left out of the estimate.',
  },
  'pls.fornellLarcker': {
    zh: '{names}未满足 Fornell-Larcker 准则：相关高于各自 AVE 的平方根。',
    en: '{names} {count#does|do} not meet the Fornell-Larcker criterion: {count#the correlation exceeds the square root of an|correlations exceed the square root of the} AVE.',
  },
  'pls.htmtHigh': {
    zh: '{names}的 HTMT 不低于 .90：两个潜变量难以区分，可考虑合并。',
    en: 'HTMT is .90 or more for {names}: the constructs can hardly be told apart; consider merging them.',
  },
  'pls.htmtWatch': {
    zh: '{names}的 HTMT 在 .85 与 .90 之间：区分效度需留意。',
    en: 'HTMT is between .85 and .90 for {names}: watch their distinctness.',
  },
  'pls.inTheWay': { zh: '问题出在“{name}”。', en: 'What stands in the way: “{name}”.' },
  'pls.inadmissible': {
    zh: '一致 PLS 的解不可取（信度非正、载荷或 R² 大于 1，或相关阵不成立）：请勿引用 PLSc 的数字。',
    en: 'The consistent PLS solution is inadmissible (a reliability not positive, a loading or R2 above 1, or no correlation matrix): do not quote it.',
  },
  'pls.itemVif': {
    zh: '{names}的 VIF 大于 5：与同一潜变量的其他题目几乎重复。',
    en: 'VIF above 5 for {names}: almost a repetition of the other items of the construct.',
  },
  'pls.loadingLow': {
    zh: '{names}的载荷低于 .4：宜从该潜变量中删去。',
    en: 'Loadings below .4 for {names}: better taken out of the construct.',
  },
  'pls.loadingWeak': {
    zh: '{names}的载荷在 .4 与 .7 之间：可保留，但请说明理由。',
    en: 'Loadings between .4 and .7 for {names}: may stay, with a reason.',
  },
  'pls.modelFailed': {
    zh: '模型{names}无法估计，原因见表下。',
    en: 'Model {names}: no estimate; the reasons stand below the table.',
  },
  'pls.modelWithoutTarget': {
    zh: '模型{names}中没有指向“{target}”的路径，不参与比较。',
    en: 'Model {names}: no path ends at “{target}”, so there is nothing to compare.',
  },
  'pls.negativeWeight': {
    zh: '{names}的权重为负：相应潜变量的指数没有意义，请检查题目方向或所属潜变量。',
    en: 'Negative weights for {names}: the index of the construct is not meaningful; check direction and place of the items.',
  },
  'pls.noRelevance': {
    zh: '{names}的 Q² 不大于 0：模型对其没有预测能力。',
    en: 'Q2 is not above 0 for {names}: the model does not predict them.',
  },
  'pls.notConverged': {
    zh: '迭代 {iterations} 次仍未收敛，结果不可引用。',
    en: 'Not converged after {iterations} iterations: do not quote the result.',
  },
  'pls.pathVif': {
    zh: '{names}的 VIF 大于 5：原因之间高度相关，路径系数不稳定。',
    en: 'VIF above 5 for {names}: the causes are highly correlated, the coefficients unstable.',
  },
  'pls.reliabilityLow': {
    zh: '{names}的信度 ρA 低于 .7。',
    en: 'Reliability rho_A is below .7 for {names}.',
  },
  'pls.replaced': {
    zh: '有 {count} 个缺答（{percent}%）以该题均值替代，会使相关略微偏低。',
    en: '{count} missing {count#answer|answers} ({percent}%) {count#was|were} replaced by the mean of the question, which weakens correlations a little.',
  },
  'pls.resamplesFailed': {
    zh: '{resamples} 次重抽样中有 {failed} 次无法估计，未计入。',
    en: '{failed} of {resamples} resamples could not be estimated and {failed#does|do} not count.',
  },
  'pls.singleItem': {
    zh: '{names}只有一道题：无法评价其信度。',
    en: '{names}: a single item, so that reliability cannot be judged.',
  },
  'pls.smallGroup': {
    zh: '“{group}”仅有 {n} 份，差异难以检出。',
    en: '“{group}” has {n} {n#form|forms} only: differences are hard to find.',
  },
  'pls.unknownGroup': {
    zh: '{names}不是所选特征的另一组，已按人数最多的组比较。',
    en: '{names} {count#is no other group|are no groups} of the chosen feature; the largest took {count#its|their} place.',
  },
  'pls.smallSample': {
    zh: '样本量 {n} 少于该模型通常要求的 {needed} 份。',
    en: '{n} {n#form is|forms are} fewer than the {needed} usually asked for such a model.',
  },
  'pls.targetItemsDiffer': {
    zh: '模型{names}的“{target}”由其他题目测量：BIC 之差不能直接比较。',
    en: 'Model {names}: “{target}” is measured by other items; differences of BIC cannot be taken at their word.',
  },
  'pls.twoItems': {
    zh: '{names}只有两道题，建议三道以上。',
    en: '{names}: two items only; three or more are advised.',
  },
  'quadrant.noImportance': {
    zh: '{count} 个指标（{names}）缺少横轴数据，未画入象限图。',
    en: '{count} {count#indicator|indicators} ({names}) {count#has|have} no value for the horizontal axis and {count#is|are} not shown.',
  },
  'quadrant.fewPoints': {
    zh: '仅有 {count} 个指标，均值或中位数分界意义有限。',
    en: 'With {count} {count#indicator|indicators} only, a crosshair at the mean or median says little.',
  },
  'reliability.dimensionNotEstimable': {
    zh: '“{name}”无法计算：{reason}。',
    en: 'No result for “{name}”: {reason}.',
  },
  'regression.aliased': {
    zh: '“{name}”是其他自变量的线性组合，未计入模型。',
    en: '“{name}” is a combination of the other predictors and was left out of the model.',
  },
  'regression.collinear': {
    zh: '“{name}”与其他自变量高度相关（VIF {vif}），其系数不稳定。',
    en: '“{name}” is highly correlated with the other predictors (VIF {vif}); its coefficient is unstable.',
  },
  'regression.fewForms': {
    zh: '{n} 份问卷估计 {predictors} 个自变量偏少（每个不足 10 份），系数不稳定。',
    en: '{n} {n#form is|forms are} few for {predictors} {predictors#predictor|predictors} (fewer than 10 each): coefficients are unstable.',
  },
  'experts.few': {
    zh: '最后一轮仅有 {n} 位专家，权重容易随个别意见变动。',
    en: 'Only {n} {n#expert|experts} in the last round: single opinions move the weights.',
  },
  'weights.manyIncomplete': {
    zh: '该方法只用全部作答的 {n} 份问卷，有 {dropped} 份因缺答未用；若缺答并非偶然，权重会有偏。',
    en: 'Only the {n} forms without gaps are used and {dropped} are not; if gaps are not accidental, the weights are biased.',
  },
  'weights.negativeBasis': {
    zh: '{count} 个指标（{names}）的依据为负，权重记为 0。',
    en: '{count} {count#indicator|indicators} ({names}) {count#has a negative basis and weighs|have a negative basis and weigh} 0.',
  },
  'weights.noAnswers': {
    zh: '{count} 个指标（{names}）无人作答，未参与赋权。',
    en: '{count} {count#indicator|indicators} ({names}) {count#was answered by nobody and gets|were answered by nobody and get} no weight.',
  },
  'weights.partOfIndex': {
    zh: '没有总体满意度题，以指数本身为对照；指标是指数的一部分，相关会偏高。',
    en: 'There is no overall question, so the index itself is the outcome; indicators are part of it and correlate too highly.',
  },
  'returns.duplicateReasons': {
    zh: '{count} 份问卷有多条剔除原因，只计第一条。',
    en: '{count} {count#form has|forms have} several reasons for rejection; the first is counted.',
  },
  'rollUp.noQuantity': {
    zh: '{count} 个单位（{names}）没有权重量，未计入汇总。',
    en: '{count} {count#unit|units} ({names}) {count#has no quantity and is|have no quantity and are} left out of the roll-up.',
  },
  'returns.lowShare': {
    zh: '有效率低于 70%，请评估样本的代表性。',
    en: 'Fewer than 70% of the forms are valid: judge whether the sample still represents the population.',
  },
  'sampleSize.noLoss': {
    zh: '未考虑无效与未回收的问卷：请填写预计有效回收率。',
    en: 'No allowance for forms that do not come back or are rejected: enter an expected return rate.',
  },
};

/** Digits in a warning are for reading: whole numbers as they are, others to three decimals. */
const readable = (value: string | number): string =>
  typeof value !== 'number'
    ? value
    : withMinus(Number.isInteger(value) ? String(value) : String(Number(fixedDigits(value, 3))));

/** Names of a list that are told; the others are counted. */
const mostNames = 6;

function listOf(names: readonly string[], locale: Locale): string {
  const more = names.length - mostNames;
  const told = names.slice(0, more > 1 ? mostNames : names.length).map((name) => `“${name}”`);
  if (more <= 1) return joinNames(told, locale);
  return inLocale({ zh: `${told.join('、')}等 ${names.length} 项`, en: `${told.join(', ')} and ${more} more` }, locale);
}

/** A result's warning as a sentence; an unknown code is shown as it is. Lists of names are joined as the language does it. */
export function warningText(warning: Warning, locale: Locale): string {
  const text = warningTexts[warning.code];
  if (!text) return warning.code;
  const details = Object.fromEntries(
    Object.entries(warning.details).map(([key, value]) => {
      if (typeof value === 'object') return [key, listOf(value, locale)];
      return [key, typeof value === 'number' ? readable(value) : inWords(key, value, locale)];
    }),
  );
  return fillTemplate(inLocale(text, locale), details);
}

/** Results kept by earlier versions hold lists of names as one text, joined in either manner. */
function inWords(key: string, value: string, locale: Locale): string {
  if (key !== 'names') return value;
  return locale === 'zh-CN' ? value.replaceAll(', ', '、') : value.replaceAll('、', ', ');
}
