import type { Bilingual } from '../../model/text.ts';

/** Formulas and what changes to the data refuse. Positions count signs from 1. */
export const cleaningMessages: Readonly<Record<string, Bilingual>> = {
  'formula.argumentCount': {
    zh: '第 {position} 个字：函数 {name} 需要 {wanted} 项，给了 {given} 项。',
    en: 'At character {position}: {name} takes {wanted} arguments; {given} were given.',
  },
  'formula.empty': { zh: '请写公式。', en: 'Write a formula.' },
  'formula.endsEarly': {
    zh: '公式没有写完：末尾还缺一个数字、题名或函数。',
    en: 'The formula ends early: a number, a question or a function is missing at its end.',
  },
  'formula.needs.date': {
    zh: '第 {position} 个字：这里需要日期。',
    en: 'At character {position}: a date is needed here.',
  },
  'formula.needs.number': {
    zh: '第 {position} 个字：这里需要数字或条件。',
    en: 'At character {position}: a number or a condition is needed here.',
  },
  'formula.needs.question': {
    zh: '第 {position} 个字：这里只能写一道数字题的题名。',
    en: 'At character {position}: only the name of a question of numbers can stand here.',
  },
  'formula.needs.text': {
    zh: '第 {position} 个字：这里需要文字，文字写在引号里。',
    en: 'At character {position}: a text is needed here, in quotes.',
  },
  'formula.numberTooLarge': {
    zh: '第 {position} 个字：数字太大。',
    en: 'At character {position}: the number is too large.',
  },
  'formula.operandExpected': {
    zh: '第 {position} 个字：这里应是数字、题名或函数，却是“{found}”。',
    en: 'At character {position}: a number, a question or a function is expected, not “{found}”.',
  },
  'formula.symbolExpected': {
    zh: '第 {position} 个字：这里缺少“{symbol}”。',
    en: 'At character {position}: “{symbol}” is missing here.',
  },
  'formula.tooDeep': {
    zh: '第 {position} 个字：括号套得太深（最多 {limit} 层）。请分成几步计算。',
    en: 'At character {position}: nested too deep (at most {limit} levels). Compute in several steps.',
  },
  'formula.tooLong': {
    zh: '公式有 {length} 个字，最多 {limit} 个。请分成几步计算。',
    en: 'The formula has {length} characters; at most {limit} are allowed. Compute in several steps.',
  },
  'formula.unexpected': {
    zh: '第 {position} 个字：“{found}”前缺少运算符，或多出了它。',
    en: 'At character {position}: an operator is missing before “{found}”, or it is one too many.',
  },
  'formula.unfinishedName': {
    zh: '第 {position} 个字：方括号没有结束，缺少“]”。',
    en: 'At character {position}: the bracket is not closed; “]” is missing.',
  },
  'formula.unfinishedText': {
    zh: '第 {position} 个字：引号没有结束。',
    en: 'At character {position}: the quote is not closed.',
  },
  'formula.unit': {
    zh: '第 {position} 个字：时间单位应为 "秒"、"分钟"、"小时" 或 "天"。',
    en: 'At character {position}: the unit must be "seconds", "minutes", "hours" or "days".',
  },
  'formula.unknownFunction': {
    zh: '第 {position} 个字：没有函数 {name}。',
    en: 'At character {position}: there is no function {name}.',
  },
  'formula.unknownName': {
    zh: '第 {position} 个字：没有题名为“{name}”的题目。题名中有空格或符号时请写在 [ ] 里，文字写在引号里。',
    en: 'At character {position}: no question is named “{name}”. Write names with spaces or symbols in [ ], texts in quotes.',
  },
  'formula.unknownSign': {
    zh: '第 {position} 个字：不认识“{sign}”。',
    en: 'At character {position}: “{sign}” means nothing in a formula.',
  },
  'bin.cuts': { zh: '分界点应从小到大，不能重复。', en: 'The cuts must grow from one to the next.' },
  'bin.labels': {
    zh: '共 {groups} 组，却给了 {labels} 个名称。',
    en: 'There are {groups} groups but {labels} labels.',
  },
  'bin.noSpread': {
    zh: '所选答卷的答案都相同，无法分组。',
    en: 'All these answers are the same, so they cannot be grouped.',
  },
  'cleaning.nonAnswerCollides': {
    zh: '题目“{variable}”的无效答案编码 {value} 落在新量表 {min}–{max} 之内。请先把它重编码到范围之外。',
    en: 'The non-answer code {value} of “{variable}” lies inside the new scale {min}–{max}. Recode it outside first.',
  },
  'cleaning.nothing': { zh: '没有答案会因此改变。', en: 'No answer would change.' },
  'cleaning.outsideBefore': {
    zh: '题目“{variable}”有超出旧量表的答案 {value}，换算后会变成有效答案。请先处理它。',
    en: '“{variable}” has the answer {value} outside its old scale, which would become valid. Deal with it first.',
  },
  'cleaning.typeChange': {
    zh: '题目“{variable}”的类型会改变，不能原地修改。请选择生成新题目。',
    en: 'The type of “{variable}” would change, so it cannot be changed in place. Make a new question.',
  },
  'cleaning.valueType': {
    zh: '值“{value}”与题目“{variable}”的类型不符。',
    en: 'The value “{value}” does not fit the type of “{variable}”.',
  },
  'cleaning.wrongType': {
    zh: '题目“{variable}”的类型不适合这项处理。',
    en: '“{variable}” is not of a type for this change.',
  },
  'fill.noAnswers': {
    zh: '题目“{variable}”没有有效答案可用。',
    en: '“{variable}” has no usable answers.',
  },
  'raking.emptyGroup': {
    zh: '“{margin}”的“{group}”有目标比例，却没有答卷。请合并类别或去掉它。',
    en: 'Nobody is in “{group}” of “{margin}”, which has a target. Merge it with another or leave it out.',
  },
  'raking.noForms': { zh: '没有可以加权的答卷。', en: 'There are no forms to weight.' },
  'raking.noTarget': {
    zh: '“{margin}”的“{group}”（如第 {row} 份）没有目标比例。请填写，或先合并类别。',
    en: '“{group}” of “{margin}” (form {row}, for one) has no target. Enter one, or merge it first.',
  },
  'raking.notConverged': {
    zh: '加权在 {iterations} 轮内没有收敛，没有写入。请放宽截断、合并小类别或减少目标。',
    en: 'The weights did not settle within {iterations} cycles and were not written. Trim less, merge small groups or drop a target.',
  },
  'raking.target': {
    zh: '“{margin}”的“{group}”的目标应为正数。',
    en: 'The target of “{group}” of “{margin}” must be a positive number.',
  },
  'raking.trim': {
    zh: '截断的下限应在 0 与 1 之间，上限不小于 1（以平均权重为 1）。',
    en: 'Trimming takes a lowest weight from 0 to 1 and a highest of at least 1, in multiples of the mean.',
  },
  'recode.mixed': {
    zh: '题目“{variable}”的新值有数字也有文字。请统一，或把其余答案设为空白。',
    en: 'The new values of “{variable}” mix numbers and texts. Use one kind, or make the other answers blank.',
  },
  'recode.range': { zh: '区间 {min}–{max} 的下限大于上限。', en: 'The range {min}–{max} is upside down.' },
  'recode.rangeOnText': {
    zh: '题目“{variable}”是文字，不能按区间重编码。',
    en: '“{variable}” holds texts; they cannot be recoded by ranges.',
  },
  'rule.pair': {
    zh: '反向题须是两道不同的题目，量表的上下限相同。',
    en: 'A reversed pair is two different questions on scales with equal ends.',
  },
  'rule.unknown': { zh: '这条检查规则已不存在。', en: 'This check is no longer there.' },
  'split.noSeparator': {
    zh: '题目“{variable}”的答案里没有常见的分隔符。请填写分隔符。',
    en: 'The answers to “{variable}” hold none of the usual separators. Enter the separator.',
  },
  'split.tooMany': {
    zh: '题目“{variable}”会拆成 {options} 个选项，最多 {limit} 个。分隔符可能不对。',
    en: '“{variable}” would be split into {options} options; at most {limit} are allowed. The separator may be wrong.',
  },
  'log.differs': {
    zh: '第 {step} 步“{label}”在这份数据上做出的改动与日志不同，已停止；此前的步骤保留，可逐步撤销。',
    en: 'Step {step}, “{label}”, does something else on this data than in the log; it stopped there. The steps before stand and can be undone.',
  },
  'log.fileMissing': {
    zh: '第 {step} 步要并入“{file}”，请同时选择这个文件（按内容核对，文件名可以不同）。',
    en: 'Step {step} brings in “{file}”: choose this file, too (it is known by its contents, whatever its name).',
  },
  'log.invalid': {
    zh: '第 {step} 步不是本程序的日志内容。',
    en: 'Step {step} is not part of a log of this program.',
  },
  'log.keyNeeded': {
    zh: '第 {step} 步用密钥生成代号。请输入当时的密钥。',
    en: 'Step {step} made pseudonyms with a key. Enter the key used then.',
  },
  'log.questionMissing': {
    zh: '日志从有题目“{name}”的数据开始，这份数据里没有它。请用同样的方案导入。',
    en: 'The log starts from data with the question “{name}”, which is not here. Import with the same plan.',
  },
};
