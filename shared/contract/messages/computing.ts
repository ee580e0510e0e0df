import type { Bilingual } from '../../model/text.ts';

/** What analyses and statistics refuse. */
export const computingMessages: Readonly<Record<string, Bilingual>> = {
  'ahp.groupShape': {
    zh: '各专家判断矩阵的大小不一致（{labels} 个名称，{rows} 行）。',
    en: 'The judges’ matrices differ in size ({labels} labels, {rows} rows).',
  },
  'ahp.labels': {
    zh: '判断矩阵有 {elements} 个要素，名称却有 {labels} 个。',
    en: 'The matrix compares {elements} elements but has {labels} labels.',
  },
  'ahp.notPositive': {
    zh: '判断矩阵第 {row} 行第 {column} 列必须是正数。',
    en: 'Row {row}, column {column} of the judgments must be positive.',
  },
  'ahp.notReciprocal': {
    zh: '判断矩阵第 {row} 行第 {column} 列与对称位置不是互为倒数。',
    en: 'Row {row}, column {column} of the judgments is not the reciprocal of its opposite.',
  },
  'ahp.shape': {
    zh: '判断矩阵必须是方阵（现为 {rows} 行 {columns} 列）。',
    en: 'The judgments must be a square matrix (here {rows} × {columns}).',
  },
  'allocation.noSpread': {
    zh: '所选分配方式需要标准差，但各层的标准差都为 0。',
    en: 'This way of allocating needs standard deviations, and all strata have 0.',
  },
  'allocation.strata': {
    zh: '分层数据不对：至少一层，层内总数为正整数，标准差不为负，费用为正数。',
    en: 'The strata are wrong: give at least one, with a whole size, a standard deviation not below 0 and a positive cost.',
  },
  'allocation.total': {
    zh: '样本总数 {n} 不对，应为 {least} 到 {most} 的整数。',
    en: 'The total of {n} is wrong; use an integer from {least} to {most}.',
  },
  'analysis.inputCount': {
    zh: '“{input}”需要 {min} 到 {max} 个题目，给了 {given} 个。',
    en: '“{input}” takes {min} to {max} questions; {given} were given.',
  },
  'analysis.inputMatrix': {
    zh: '“{input}”需要带名称的数字表。',
    en: '“{input}” needs a table of numbers with labels.',
  },
  'analysis.inputMeasure': {
    zh: '题目“{variable}”的测量水平是 {measure}，“{input}”只接受 {allowed}。',
    en: 'Question “{variable}” is {measure}; “{input}” takes {allowed}.',
  },
  'analysis.inputMissing': { zh: '缺少“{input}”，请选择题目。', en: '“{input}” is missing; choose questions.' },
  'analysis.inputRepeated': { zh: '“{input}”中有题目重复。', en: 'A question occurs twice in “{input}”.' },
  'analysis.inputType': { zh: '“{input}”应为 {expected}。', en: '“{input}” must be: {expected}.' },
  'analysis.notCorrelations': {
    zh: '给出的表不是相关矩阵：{labels} 个名称、{rows} 行，须为对称方阵、对角线为 1、其余在 −1 与 1 之间。',
    en: 'The table is not a correlation matrix ({labels} labels, {rows} rows): it must be square and symmetric with 1 on the diagonal and numbers between −1 and 1.',
  },
  'analysis.optionChoice': {
    zh: '选项“{option}”不能是“{value}”，可选：{allowed}。',
    en: 'The option “{option}” cannot be “{value}”; choose from {allowed}.',
  },
  'analysis.optionRange': {
    zh: '选项“{option}”的值 {value} 超出 {min}–{max}。',
    en: 'The option “{option}” is {value}, outside {min}–{max}.',
  },
  'analysis.optionType': { zh: '选项“{option}”应为 {expected}。', en: 'The option “{option}” must be: {expected}.' },
  'analysis.unknown': {
    zh: '没有分析“{analysis}”。可用的有：{allowed}。',
    en: 'There is no analysis “{analysis}”. There are: {allowed}.',
  },
  'analysis.unknownGroup': {
    zh: '没有“{group}”这一组。有：{allowed}。',
    en: 'There is no group “{group}”. There are: {allowed}.',
  },
  'analysis.unknownInput': {
    zh: '“{analysis}”没有输入项“{key}”。有：{allowed}。',
    en: '“{analysis}” has no input “{key}”. It has: {allowed}.',
  },
  'analysis.unknownOption': {
    zh: '“{analysis}”没有选项“{key}”。有：{allowed}。',
    en: '“{analysis}” has no option “{key}”. It has: {allowed}.',
  },
  'analysis.unknownVariable': {
    zh: '“{input}”中的题目“{variable}”不存在。',
    en: 'There is no question “{variable}” (in “{input}”).',
  },
  'battery.scales': {
    zh: '“{variable}”与“{first}”的量表不同，不能放在同一题组。',
    en: '“{variable}” and “{first}” have different scales and cannot share one battery.',
  },
  'comments.codeRule': {
    zh: '归类规则“{line}”不能用：每类要有类名，“任一”或“全部”中至少一个词，每词不超过 60 字；写成文字时每行一类，如“类名: 词, 词*词, -除外”。',
    en: 'The code “{line}” cannot be used: a code needs a name and at least one word under “any” or “all”, each of at most 60 characters; as text, one code a line, like “name: word, a*b, -not”.',
  },
  'comments.noCodes': {
    zh: '文件中没有归类规则：需要一张表（列：类名、任一、全部、除外、指标、颜色），或每行一类的文字。',
    en: 'The file holds no codes: it should be a table (columns: code, any, all, not, indicator, colour) or text with one code a line.',
  },
  'comments.noSuchCode': {
    zh: '没有第 {place} 个类，共 {codes} 类。',
    en: 'There is no code {place}; there are {codes}.',
  },
  'comments.notText': {
    zh: '题目“{variable}”不是文字题，请选择开放题。',
    en: 'Question “{variable}” is not a text question; choose an open question.',
  },
  'comments.tooManyCodes': { zh: '归类规则超过 {max} 条。', en: 'There are more than {max} codes.' },
  'data.noScale': {
    zh: '题目“{variable}”没有声明量表，无法换算为 0–100 分。请在数据页设置它的量表。',
    en: 'Question “{variable}” has no declared scale, so it cannot be scored. Declare its scale on the Data page.',
  },
  'data.notNumeric': {
    zh: '题目“{variable}”的答案是文字，不能计算。',
    en: 'The answers to “{variable}” are texts and cannot be computed with.',
  },
  'data.unknownVariable': {
    zh: '找不到题目“{variable}”，它可能已被新的导入取代。',
    en: 'There is no question “{variable}”; a new import may have replaced it.',
  },
  'index.weightCount': {
    zh: '{items} 个题目需要同样多的权重，给了 {weights} 个。',
    en: '{items} questions need as many weights; {weights} were given.',
  },
  'index.weightValues': {
    zh: '权重须为非负数且不全为零（{weights}）。',
    en: 'Weights must not be negative nor all zero ({weights}).',
  },
  'indicators.cycle': {
    zh: '指标“{indicator}”的上下级关系成环。',
    en: 'The indicator “{indicator}” lies below itself.',
  },
  'indicators.duplicateId': {
    zh: '指标“{indicator}”的编号重复。',
    en: 'The id of indicator “{indicator}” occurs twice.',
  },
  'indicators.unknownParent': {
    zh: '指标“{indicator}”的上级不存在。',
    en: 'The parent of indicator “{indicator}” does not exist.',
  },
  'matrix.shape': {
    zh: '矩阵的行列数不相配（{rows} 行，{columns} 列）。',
    en: 'The matrices do not match ({rows} rows, {columns} columns).',
  },
  'proportion.counts': {
    zh: '计数表的名称与行数不一致（{labels} 与 {rows}）。',
    en: 'The table of counts has {labels} labels and {rows} rows.',
  },
  'experts.labels': {
    zh: '第 {round} 轮的指标名称与第一轮不同，请让各轮的指标名称与顺序一致。',
    en: 'The indicators of round {round} differ from those of round one: use the same names in the same order.',
  },
  'experts.shape': {
    zh: '第 {round} 轮有 {labels} 个指标名、{rows} 行评分；每行应为一个指标，各行的专家数应相同。',
    en: 'Round {round} has {labels} names and {rows} rows of scores; give one line per indicator with the same number of experts.',
  },
  'experts.value': {
    zh: '第 {round} 轮“{indicator}”有负分，专家评分应不小于 0。',
    en: 'Round {round} holds a score below 0 for “{indicator}”; scores must be 0 or more.',
  },
  'kano.answerLine': {
    zh: '看不懂“{line}”：请写成“答案=1”至“答案=5”（1 喜欢，2 理应如此，3 无所谓，4 能忍受，5 不喜欢），以分号分隔。',
    en: '“{line}” cannot be read: write “answer=1” to “answer=5” (1 like, 2 must be, 3 neutral, 4 live with, 5 dislike), separated by semicolons.',
  },
  'kano.counts': {
    zh: '类别计数有 {labels} 个功能名、{rows} 行；每行应为一项功能，依次给出 A O M I R Q 六个不小于 0 的数。',
    en: 'The counts have {labels} names and {rows} rows; give one line per feature with six numbers of 0 or more: A O M I R Q.',
  },
  'kano.pairs': {
    zh: '正向题有 {functional} 道，反向题有 {dysfunctional} 道，应一一对应。',
    en: 'There are {functional} functional and {dysfunctional} dysfunctional questions; they must pair up.',
  },
  'nps.scale': {
    zh: '“{variable}”不是 0–10 或 1–10 分题，无法求净推荐值。',
    en: '“{variable}” is not on a scale of 0-10 or 1-10; a net promoter score needs one.',
  },
  'pairedWins.shape': {
    zh: '成对比较表有 {labels} 个指标、{rows} 行，应为同样多的行和列（至少 2 个指标）。',
    en: 'The table of wins has {labels} names and {rows} rows; it must be square with at least 2 indicators.',
  },
  'pairedWins.value': {
    zh: '第 {row} 行第 {column} 列的次数为 {value}；次数应不小于 0，对角线应为 0。',
    en: 'Row {row}, column {column} holds {value}; counts must be 0 or more and 0 on the diagonal.',
  },
  'ranking.base': {
    zh: '几何转换的最大比应大于 1，现为 {base}。',
    en: 'The largest ratio of the geometric rule must be above 1; it is {base}.',
  },
  'ranking.shape': {
    zh: '排序表有 {labels} 个指标名、{rows} 行；每行应为一个指标（至少 2 个），各行的人数应相同。',
    en: 'The rankings have {labels} names and {rows} rows; give one line per indicator (at least 2) with the same number of people.',
  },
  'rollUp.noUnits': {
    zh: '没有可汇总的单位。',
    en: 'There are no units to roll up.',
  },
  'rollUp.path': {
    zh: '“{unit}”的层级数与其他单位不同，或与另一行重复；每行应写全层级，如“行业/企业/产品”。',
    en: '“{unit}” has another number of levels than the others, or is given twice; write every level, as in industry/enterprise/product.',
  },
  'rollUp.quantity': {
    zh: '“{unit}”的权重量为 {quantity}，应大于 0。',
    en: 'The quantity of “{unit}” is {quantity}; it must be above 0.',
  },
  'rollUp.source': {
    zh: '请选择层级变量，或直接录入各单位的指数，二者取一。',
    en: 'Choose the levels or type the units in: one of the two.',
  },
  'rollUp.table': {
    zh: '汇总表有 {labels} 个名称、{rows} 行；每行应为名称、0–100 的指数、权重量，可加标准误。',
    en: 'The table has {labels} names and {rows} rows; each line is a name, an index from 0 to 100, a quantity and optionally a standard error.',
  },
  'ranking.source': {
    zh: '请选择排序题，或直接录入排序表，二者取一。',
    en: 'Choose rank questions or type the rankings in: one of the two.',
  },
  'value.weights': {
    zh: '{side} 一侧有 {items} 道题、{weights} 个权重；应一一对应、不小于 0 且不全为 0。',
    en: 'The {side} side has {items} questions and {weights} weights; give one each, 0 or more and not all 0.',
  },
  'weights.directions': {
    zh: '指标方向有 {directions} 个，指标有 {columns} 个，应一一对应。',
    en: 'There are {directions} directions for {columns} indicators; give one for each.',
  },
  'weights.directionValue': {
    zh: '指标方向只能是 1（越大越好）或 -1（越小越好），现有 {value}。',
    en: 'A direction is 1 (more is better) or -1 (less is better), not {value}.',
  },
  'weights.entropyNegative': {
    zh: '第 {column} 个指标有负值 {value}，熵权法要求数值不小于 0。',
    en: 'Indicator {column} holds {value}; entropy weights need values of 0 or more.',
  },
  'quadrant.axisNeedsTree': {
    zh: '横轴“{axis}”需要指标体系。请先建立指标树。',
    en: 'The axis “{axis}” needs an indicator tree. Make one first.',
  },
  'quadrant.noCrosshair': {
    zh: '按规则“{rule}”无法确定分界线，请给出数值。',
    en: 'The rule “{rule}” gives no crosshair here; enter its values.',
  },
  'quadrant.noPoints': {
    zh: '没有可画的指标：横纵两轴都要有数值。',
    en: 'There is no indicator to draw: both axes need values.',
  },
  'quadrant.points': {
    zh: '坐标表的名称与行数不一致（{labels} 与 {rows}）。',
    en: 'The table of points has {labels} labels and {rows} rows.',
  },
  'random.range': { zh: '随机数的上限 {below} 不对。', en: 'The limit {below} of random numbers is wrong.' },
  'random.seed': {
    zh: '随机种子 {seed} 不对，应为 0 到 2147483647 的整数。',
    en: 'The seed {seed} is wrong; use an integer from 0 to 2147483647.',
  },
  'returns.sentTooSmall': {
    zh: '发放份数 {sent} 少于回收份数 {returned}。',
    en: '{sent} forms sent is fewer than the {returned} returned.',
  },
  'sample.designEffect': {
    zh: '设计效应 {designEffect} 不对，应为正数。',
    en: 'The design effect {designEffect} is wrong; it must be positive.',
  },
  'sample.margin': {
    zh: '允许误差 {margin} 不对，应为正数（比例的误差小于 1）。',
    en: 'The margin {margin} is wrong; it must be positive (below 1 for a proportion).',
  },
  'sample.difference': {
    zh: '要发现的差异 {difference} 不对，应大于 0（比例之差应小于 1）。',
    en: 'The difference to find, {difference}, is wrong; it must be above 0 (and for shares leave both between 0 and 1).',
  },
  'sample.populationSize': {
    zh: '总体数 {populationSize} 不对，至少为 1。',
    en: 'The population of {populationSize} is wrong; it must be at least 1.',
  },
  'sample.power': {
    zh: '检验功效 {power} 不对，应大于显著性水平且小于 1。',
    en: 'The power {power} is wrong; it must be below 1 and above the significance level.',
  },
  'sample.proportion': {
    zh: '预计比例 {proportion} 不对，应在 0 与 1 之间。',
    en: 'The expected proportion {proportion} is wrong; it must lie between 0 and 1.',
  },
  'sample.pps': {
    zh: '按规模抽样的数据不对：规模应为正数，抽取数应为正整数且不超过单位数（现抽 {n} 个，共 {units} 个单位）。',
    en: 'Sampling by size needs positive sizes and a whole number of draws up to the number of units (here {n} of {units}).',
  },
  'sample.returnRate': {
    zh: '预计回收率 {returnRate} 不对，应大于 0 且不超过 1。',
    en: 'The return rate {returnRate} is wrong; it must be above 0 and at most 1.',
  },
  'sample.strataRows': {
    zh: '第 {row} 行应有层内总数，其后可有标准差和单位费用。',
    en: 'Row {row} must hold the size of the stratum, then its standard deviation and cost if known.',
  },
  'sample.sd': { zh: '标准差 {sd} 不对，应为正数。', en: 'The standard deviation {sd} is wrong; it must be positive.' },
  'stats.category': {
    zh: '第 {row} 行的类别编码 {code} 不对。',
    en: 'The category code {code} in row {row} is wrong.',
  },
  'stats.counts': {
    zh: '交叉表的频数不能为负或缺失。',
    en: 'The counts of a cross table must not be negative or missing.',
  },
  'stats.factorCount': {
    zh: '{items} 道题不能提取 {factors} 个因子。',
    en: '{factors} factors cannot be extracted from {items} items.',
  },
  'stats.hypothesis': { zh: '检验的假设值 {hypothesis} 不对。', en: 'The hypothesis {hypothesis} is wrong.' },
  'model.emptyBlock': {
    zh: '潜变量“{construct}”没有题目：请至少放入一道题。',
    en: 'The construct “{construct}” has no items: give it at least one.',
  },
  'model.itemTwice': {
    zh: '题目“{item}”用了两次：一道题只能属于一个潜变量。',
    en: 'The item “{item}” is used twice: an item belongs to one construct only.',
  },
  'model.loop': {
    zh: '路径形成了循环（{constructs}）：请去掉其中一条。',
    en: 'The paths run in a loop ({constructs}): take one of them out.',
  },
  'model.noConstructs': { zh: '模型中没有潜变量。', en: 'The model has no constructs.' },
  'model.notJson': {
    zh: '这不是 JSON 文本：请检查括号、引号与逗号。',
    en: 'This is not JSON: check brackets, quotes and commas.',
  },
  'model.part': {
    zh: '模型的 {path} 应写作 {expected}。',
    en: '{path} of the model must be {expected}.',
  },
  'model.pathTwice': {
    zh: '从“{from}”到“{to}”的路径画了两次。',
    en: 'The path from “{from}” to “{to}” is drawn twice.',
  },
  'model.sameName': {
    zh: '有两个潜变量都叫“{construct}”：请改名。',
    en: 'Two constructs are called “{construct}”: rename one.',
  },
  'model.selfPath': {
    zh: '“{construct}”指向了自身：路径必须连接两个不同的潜变量。',
    en: '“{construct}” points at itself: a path joins two different constructs.',
  },
  'model.unknownEnd': {
    zh: '模型的 {path} 提到了没有列出的潜变量“{construct}”。',
    en: '{path} of the model names the construct “{construct}”, which is not listed.',
  },
  'model.unknownItem': {
    zh: '模型的 {path}：数据中没有题目“{item}”。',
    en: '{path} of the model: the data have no question “{item}”.',
  },
  'model.unknownKey': {
    zh: '模型的 {path} 中有看不懂的“{key}”；可用的有：{allowed}。',
    en: '{path} of the model has an unknown “{key}”; there are: {allowed}.',
  },
  'model.unknownConstruct': {
    zh: '路径提到了模型中没有的潜变量“{construct}”。',
    en: 'A path names the construct “{construct}”, which the model does not have.',
  },
  'stats.level': {
    zh: '置信水平 {level} 不对，应在 0 与 1 之间。',
    en: 'The confidence level {level} is wrong; it must lie between 0 and 1.',
  },
  'stats.negativeWeight': {
    zh: '第 {row} 行的权重 {weight} 为负。',
    en: 'The weight {weight} in row {row} is negative.',
  },
  'stats.populationSize': {
    zh: '总体数 {populationSize} 少于样本数 {n}。',
    en: 'The population of {populationSize} is smaller than the sample of {n}.',
  },
  'stats.proportion': { zh: '{n} 份中有 {successes} 份，数目不对。', en: '{successes} of {n} is not possible.' },
  'stats.shape': {
    zh: '各列的数目或长度不符合该方法的要求。',
    en: 'The number or length of the columns does not fit the method.',
  },
  'stats.share': {
    zh: '比例 {share} 不对，应大于 0、不大于 0.5。',
    en: 'The share {share} is wrong; use a number above 0 and up to 0.5.',
  },
  'stats.sigma': {
    zh: '标准差 {sigma} 不对，应为正数。',
    en: 'The standard deviation {sigma} is wrong; it must be positive.',
  },
  'stats.singular': {
    zh: '{items} 道题之间完全相关，极大似然法无法计算。',
    en: 'The {items} items are perfectly correlated: maximum likelihood cannot be had.',
  },

  'weights.leaves': {
    zh: '“{indicator}”不是末级指标或权重无效；请为末级指标给出不小于 0 且不全为 0 的权重。',
    en: '“{indicator}” is not a lowest-level indicator or has no usable weight; give the lowest-level indicators weights of 0 or more, not all 0.',
  },
  'weights.negative': {
    zh: '指标“{indicator}”的权重 {weight} 为负。',
    en: 'The weight {weight} of indicator “{indicator}” is negative.',
  },
  'weights.sum': {
    zh: '“{node}”下各指标的权重之和为 {sum}，应为 1。请修改，或点“归一化”。',
    en: 'The weights below “{node}” sum to {sum}, not 1. Correct them, or normalise.',
  },
};
