import type { Bilingual } from '../model/text.ts';

/** Sentences for refusals while reading or writing SPSS files. offset counts bytes from 0. */
export const savErrorMessages: Readonly<Record<string, Bilingual>> = {
  'sav.notSav': {
    zh: '这不是 SPSS 数据文件 (.sav)。请确认选中的文件，或在 SPSS 中另存为 .sav 后再导入。',
    en: 'This is no SPSS data file (.sav). Check that the right file was chosen, or save it as .sav from SPSS.',
  },
  'sav.ebcdic': {
    zh: '文件来自大型机（EBCDIC 编码），不支持。请用 SPSS 或 PSPP 另存为 Unicode 的 .sav 后再导入。',
    en: 'The file comes from a mainframe (EBCDIC), which is not supported. Save it as Unicode .sav from SPSS or PSPP.',
  },
  'sav.headerDamaged': {
    zh: '文件头已损坏（第 {offset} 字节）。请重新下载，或用 SPSS 另存。',
    en: 'The file header is damaged (byte {offset}). Download the file again or save it again from SPSS.',
  },
  'sav.truncated': {
    zh: '文件在第 {offset} 字节处中断，可能下载不完整。请重新下载。',
    en: 'The file breaks off at byte {offset}; the download may be incomplete. Download it again.',
  },
  'sav.recordDamaged': {
    zh: '第 {offset} 字节处的记录已损坏。请重新下载，或用 SPSS 另存。',
    en: 'The record at byte {offset} is damaged. Download the file again or save it again from SPSS.',
  },
  'sav.unknownRecord': {
    zh: '第 {offset} 字节处的记录类型 {type} 无法识别，文件可能已损坏。请用 SPSS 重新另存。',
    en: 'The record at byte {offset} has the unknown type {type}; the file may be damaged. Save it again from SPSS.',
  },
  'sav.longText': {
    zh: '长文本变量“{variable}”的分段与声明的长度 {width} 不符（第 {offset} 字节）。请用 SPSS 重新另存。',
    en: 'The segments of the long text “{variable}” do not fit its declared length {width} (byte {offset}). Save the file again from SPSS.',
  },
  'sav.zlibDamaged': {
    zh: '压缩数据已损坏（第 {offset} 字节）。请重新下载，或用 SPSS 另存。',
    en: 'The compressed data is damaged (byte {offset}). Download the file again or save it again from SPSS.',
  },
  'sav.casesMissing': {
    zh: '文件声明有 {declared} 份数据，只找到 {found} 份（到第 {offset} 字节为止），可能下载不完整。请重新下载。',
    en: 'The file declares {declared} cases but holds {found} (up to byte {offset}); the download may be incomplete. Download it again.',
  },
  'sav.noVariables': {
    zh: '文件里没有变量。请在 SPSS 中核对后另存。',
    en: 'The file holds no variables. Check it in SPSS and save it again.',
  },
  'sav.tooManyVariables': {
    zh: '变量超过 {limit} 个（第 {offset} 字节）。请在 SPSS 中只保留需要的变量后另存。',
    en: 'There are more than {limit} variables (byte {offset}). Keep the ones you need in SPSS and save again.',
  },
  'sav.tooManyCells': {
    zh: '数据超过 {limit} 个单元格（{variables} 个变量，第 {offset} 字节）。请在 SPSS 中拆分后另存。',
    en: 'The data exceeds {limit} cells ({variables} variables, byte {offset}). Split it in SPSS and save again.',
  },
  'sav.tooMuchText': {
    zh: '文件的文本总量超过 {limitMB} MB（第 {offset} 字节）。请在 SPSS 中拆分后另存。',
    en: 'The file holds more than {limitMB} MB of text (byte {offset}). Split it in SPSS and save again.',
  },
  'sav.tooManyLabels': {
    zh: '值标签超过 {limit} 个（第 {offset} 字节）。请在 SPSS 中删去不用的标签后另存。',
    en: 'There are more than {limit} value labels (byte {offset}). Remove unused labels in SPSS and save again.',
  },
  'sav.encoding': {
    zh: '文件使用的编码“{encoding}”不支持（第 {offset} 字节）。请用 SPSS 另存为 Unicode 的 .sav。',
    en: 'The encoding “{encoding}” of the file is not supported (byte {offset}). Save it as Unicode .sav from SPSS.',
  },
  'sav.writeShape': {
    zh: '变量“{variable}”的数据与声明不符（{what}），无法写出 .sav。',
    en: 'The data of variable “{variable}” does not fit its declaration ({what}); .sav cannot be written.',
  },
  'sav.writeName': {
    zh: '变量名“{variable}”不能用于 .sav：需以字母或汉字开头，不含空格和运算符，最长 64 字节，且不重复。请改名。',
    en: 'The name “{variable}” cannot be used in .sav: it must begin with a letter, hold no spaces or operators, be at most 64 bytes and unique. Rename it.',
  },
  'sav.writeTooLong': {
    zh: '变量“{variable}”的{what}过长：{bytes} 字节，.sav 最多 {limit} 字节。请缩短。',
    en: 'The {what} of variable “{variable}” is too long: {bytes} bytes, .sav allows {limit}. Shorten it.',
  },
  'sav.writeMissing': {
    zh: '变量“{variable}”的缺失值设置不能写入 .sav：最多三个值，或一个区间加一个值。请调整。',
    en: 'The missing values of “{variable}” cannot be written to .sav: at most three values, or a range and one value. Adjust them.',
  },
};

/** Sentences for what the .sav reader noticed and went on. */
export const savNoticeMessages: Readonly<Record<string, Bilingual>> = {
  'sav.recordIgnored': {
    zh: '第 {offset} 字节处的附加记录（类型 {subtype}）无法识别或内容不合规范，已忽略其中的信息。',
    en: 'The extension record at byte {offset} (subtype {subtype}) is unreadable; what it says is ignored.',
  },
  'sav.encodingGuessed': {
    zh: '文件没有写明编码，按 {encoding} 读取，请检查预览中的文字。',
    en: 'The file does not state its encoding; read as {encoding}. Check the text in the preview.',
  },
  'sav.badText': {
    zh: '变量“{variable}”第 {row} 份数据的文字不符合 {encoding} 编码，无法识别的字节显示为 �。',
    en: 'The text of “{variable}” in case {row} breaks {encoding}; unreadable bytes are shown as �.',
  },
  'sav.badName': {
    zh: '“{text}”处的文字不符合 {encoding} 编码，无法识别的字节显示为 �。',
    en: 'The text “{text}” breaks {encoding}; unreadable bytes are shown as �.',
  },
  'sav.nameRepeated': {
    zh: '变量名“{name}”重复，已改为“{renamed}”。',
    en: 'The variable name “{name}” occurs twice; renamed to “{renamed}”.',
  },
  'sav.labelRepeated': {
    zh: '变量“{variable}”的值“{value}”有多个标签，采用第一个。',
    en: 'The value “{value}” of “{variable}” is labelled more than once; the first label counts.',
  },
  'sav.labelUnusable': {
    zh: '第 {offset} 字节处的值标签指向不能加标签的变量，已忽略。',
    en: 'The value labels at byte {offset} refer to a variable that cannot have them; ignored.',
  },
  'sav.oddValue': {
    zh: '变量“{variable}”第 {row} 份数据不是有效的值，按缺失处理。',
    en: 'The value of “{variable}” in case {row} is not valid; taken as missing.',
  },
  'sav.weightUnknown': {
    zh: '文件指定的加权变量不存在或不是数值，已忽略。',
    en: 'The weighting variable named by the file does not exist or is no number; ignored.',
  },
  'sav.setUnreadable': {
    zh: '多选题集“{name}”引用了不存在的变量，已去掉这些变量。',
    en: 'The multiple response set “{name}” refers to variables that do not exist; they are left out.',
  },
};

/** What the user should look at before importing a .sav file. */
export const savDoubtMessages: Readonly<Record<string, Bilingual>> = {
  'doubt.savTextCoded': {
    zh: '文字编码按文件的值标签转为数字：{codes}。',
    en: 'Text codes become numbers as labelled in the file: {codes}.',
  },
  'doubt.savTextLabels': {
    zh: '多数答案没有值标签，因此按文字导入；文件中的 {count} 个值标签没有采用。',
    en: 'Most answers have no value label, so they are imported as text; {count} value {count#label|labels} of the file {count#is|are} not used.',
  },
  'doubt.savTextMissing': {
    zh: '文件把“{values}”设为缺失值；作为文字导入时会保留。',
    en: 'The file declares “{values}” as missing; imported as text they are kept.',
  },
  'doubt.savDateMissing': {
    zh: '文件为这个日期变量设了缺失值，导入后按日期保留，请核对。',
    en: 'The file declares missing values for this date; they are imported as dates, please check.',
  },
  'doubt.savLabelMissing': {
    zh: '标签“{label}”（{value}）像是“未回答”，按未回答处理，请确认。',
    en: 'The label “{label}” ({value}) reads like a non-answer and is taken as one, please confirm.',
  },
};
