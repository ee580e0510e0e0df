import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import type { ValueType } from '../model/variable.ts';
import type { PersonalKind } from './headerWords.ts';
import { savDoubtMessages, savErrorMessages, savNoticeMessages } from './savMessages.ts';
import { encodingNames } from './textFile.ts';

/**
 * Sentences for refusals while reading or planning an import: what happened, where, what to do. {names} are details of the error;
 * fillMessage puts them in. Where a refusal happened inside a sheet, details hold sheet and cell or row.
 */
export const importErrorMessages: Readonly<Record<string, Bilingual>> = {
  ...savErrorMessages,
  'workbook.emptyFile': {
    zh: '文件是空的。请重新从问卷平台下载，或在 Excel 中另存后再导入。',
    en: 'The file is empty. Download it again, or save it again from Excel, then import it.',
  },
  'workbook.unknownFormat': {
    zh: '无法识别这种文件（.{extension}）。请提供 .xlsx、.csv、.sav 或 .por 文件。',
    en: 'This kind of file (.{extension}) is not known. Please provide .xlsx, .csv, .sav or .por.',
  },
  'workbook.otherFormat': {
    zh: '文件的实际格式是 {format}，不是 .xlsx。请用 Excel 或 WPS 打开后另存为“Excel 工作簿 (.xlsx)”再导入。',
    en: 'The file is really of the format {format}, not .xlsx. Open it in Excel or WPS, save it as “Excel Workbook (.xlsx)” and import that.',
  },
  'workbook.oldXls': {
    zh: '这是旧版 .xls 文件（与扩展名无关）。请用 Excel 或 WPS 打开后另存为“Excel 工作簿 (.xlsx)”再导入。',
    en: 'This is an old .xls file, whatever its extension. Open it in Excel or WPS, save it as “Excel Workbook (.xlsx)” and import that.',
  },
  'workbook.encrypted': {
    zh: '工作簿设有打开密码。请在 Excel 中输入密码打开，去掉密码后另存，再导入。',
    en: 'The workbook is protected by a password. Open it in Excel, remove the password, save it and import that.',
  },
  'workbook.encryptedPart': {
    zh: '文件内的“{part}”被加密，无法读取。请用 Excel 重新另存。',
    en: 'The part “{part}” of the file is encrypted and cannot be read. Save the workbook again from Excel.',
  },
  'workbook.notWorkbook': {
    zh: '这个压缩包里没有工作簿。请确认选中的是 .xlsx 文件。',
    en: 'There is no workbook in this package. Check that an .xlsx file was chosen.',
  },
  'workbook.noSheets': {
    zh: '工作簿里没有工作表。请用 Excel 打开核对后另存。',
    en: 'The workbook has no sheets. Open it in Excel, check it and save it again.',
  },
  'workbook.sheetMissing': {
    zh: '找不到工作表“{sheet}”。文件中有：{sheets}。',
    en: 'There is no sheet “{sheet}”. The file has: {sheets}.',
  },
  'workbook.sheetPartMissing': {
    zh: '工作表“{sheet}”在文件中没有内容，文件可能不完整。请用 Excel 重新另存。',
    en: 'The file holds no content for sheet “{sheet}”; it may be incomplete. Save it again from Excel.',
  },
  'workbook.partMissing': {
    zh: '文件缺少“{part}”，可能下载不完整。请重新下载或用 Excel 另存。',
    en: 'The file lacks “{part}”; the download may be incomplete. Download it again or save it again from Excel.',
  },
  'workbook.zipDamaged': {
    zh: '文件已损坏或下载不完整。请重新下载或用 Excel 另存。',
    en: 'The file is damaged or incomplete. Download it again or save it again from Excel.',
  },
  'workbook.partDamaged': {
    zh: '文件内的“{part}”已损坏。请重新下载或用 Excel 另存。',
    en: 'The part “{part}” of the file is damaged. Download it again or save it again from Excel.',
  },
  'workbook.partName': {
    zh: '文件内含有不安全的路径“{part}”，已拒绝读取。请用 Excel 重新另存。',
    en: 'The file contains the unsafe path “{part}” and was refused. Save it again from Excel.',
  },
  'workbook.partRepeated': {
    zh: '文件内“{part}”出现两次，已拒绝读取。请用 Excel 重新另存。',
    en: 'The part “{part}” occurs twice; the file was refused. Save it again from Excel.',
  },
  'workbook.partsOverlap': {
    zh: '文件内“{part}”与其他部分重叠，这不是正常软件写出的文件，已拒绝读取。',
    en: 'The part “{part}” overlaps another one. No ordinary program writes such a file; it was refused.',
  },
  'workbook.zipMethod': {
    zh: '文件内“{part}”使用了不支持的压缩方法（{method}）。请用 Excel 重新另存。',
    en: 'The part “{part}” uses an unsupported compression method ({method}). Save it again from Excel.',
  },
  'workbook.tooManyParts': {
    zh: '文件包含 {parts} 个部件，超过上限 {limit}。请把数据工作表复制到新工作簿再导入。',
    en: 'The file has {parts} parts, more than {limit}. Copy the data sheet into a new workbook and import that.',
  },
  'workbook.partTooLarge': {
    zh: '文件内“{part}”解压后超过 {limitMB} MB。请只保留数据工作表，或拆分文件。',
    en: 'The part “{part}” unpacks to more than {limitMB} MB. Keep only the data sheet, or split the file.',
  },
  'workbook.partRatio': {
    zh: '文件内“{part}”的压缩比超过 {ratio} 倍，像是恶意压缩包。若确认来源可靠，可选择仍然打开。',
    en: 'The part “{part}” is packed more than {ratio} times, as in a hostile archive. If you trust its origin, choose to open it anyway.',
  },
  'workbook.xmlMalformed': {
    zh: '文件内“{part}”的内容不合规范，可能已损坏。请用 Excel 重新另存。',
    en: 'The part “{part}” is not well formed; it may be damaged. Save the workbook again from Excel.',
  },
  'workbook.xmlEncoding': {
    zh: '文件内“{part}”使用了不支持的编码 {encoding}。请用 Excel 重新另存。',
    en: 'The part “{part}” uses the unsupported encoding {encoding}. Save the workbook again from Excel.',
  },
  'workbook.doctype': {
    zh: '文件内“{part}”含有 DOCTYPE 声明，为安全起见已拒绝读取。请用 Excel 重新另存。',
    en: 'The part “{part}” contains a DOCTYPE and was refused for safety. Save the workbook again from Excel.',
  },
  'workbook.lineTooLong': {
    zh: '第 {line} 行超过 {limitMB} MB，这不是表格。请检查换行符，或用 Excel 另存为 .xlsx 再导入。',
    en: 'Line {line} is longer than {limitMB} MB: this is not a table. Check the line endings, or save the file as .xlsx from Excel.',
  },
  'workbook.cellOutOfSheet': {
    zh: '工作表“{sheet}”的单元格 {cell} 超出 {rows} 行 × {columns} 列的范围。请检查该处内容。',
    en: 'Cell {cell} of sheet “{sheet}” lies outside {rows} rows × {columns} columns. Check what is there.',
  },
  'workbook.tooManyCells': {
    zh: '工作表“{sheet}”读到 {cell} 时超过 {limit} 个单元格的上限。请删除远处的零散内容，或拆分文件。',
    en: 'Sheet “{sheet}” exceeds {limit} cells at {cell}. Delete stray content far out, or split the file.',
  },
  'workbook.tooManyTexts': {
    zh: '工作簿的不同文本超过 {limit} 条。请拆分文件。',
    en: 'The workbook holds more than {limit} texts. Split the file.',
  },
  'workbook.tooMuchText': {
    zh: '工作簿的文本总量超过 {limitMB} MB。请拆分文件。',
    en: 'The workbook holds more than {limitMB} MB of text. Split the file.',
  },
  'workbook.tooManySheets': {
    zh: '工作簿有 {sheets} 个工作表，超过上限 {limit}。请把数据工作表复制到新工作簿再导入。',
    en: 'The workbook has {sheets} sheets, more than {limit}. Copy the data sheet into a new workbook and import that.',
  },
  'workbook.tooLarge': { zh: '文件超过 {limitMB} MB。请拆分文件。', en: 'The file exceeds {limitMB} MB. Split it.' },
  'workbook.textEncoding': {
    zh: '文本文件第 {line} 行（第 {offset} 字节）不符合 {encoding} 编码。请选择其他编码，或用 Excel 另存为“CSV UTF-8”再导入。',
    en: 'Line {line} of the text file (byte {offset}) is not valid {encoding}. Choose another encoding, or save the file from Excel as “CSV UTF-8” and import that.',
  },
  'workbook.binaryText': {
    zh: '文本文件第 {offset} 个字符是空字符，它不是文本表格。请确认文件是否正确。',
    en: 'Character {offset} of the text file is NUL: it is not a text table. Check that the right file was chosen.',
  },
  'workbook.csvMalformed': {
    zh: '“{sheet}”第 {row} 行的引号不成对。请修正后再导入，或在读取方式中选择“引号：无”。',
    en: 'The quotes in row {row} of “{sheet}” do not match. Correct them and import again, or choose “Quotes: none”.',
  },
  'import.sheetEmpty': {
    zh: '工作表“{sheet}”没有数据。请选择其他工作表。',
    en: 'Sheet “{sheet}” holds no data. Choose another sheet.',
  },
  'import.planRange': {
    zh: '导入方案的范围不合理：{what}。请重新指定表头行和数据范围。',
    en: 'The range of the import plan makes no sense: {what}. Set the header rows and the data range again.',
  },
  'import.planName': {
    zh: '变量名“{name}”重复或为空（{cell} 列）。每列需要不同的变量名。',
    en: 'The variable name “{name}” (column {cell}) is empty or used twice. Every column needs a name of its own.',
  },
  'import.planScale': {
    zh: '变量“{name}”的量表范围不合理：{min} 到 {max}。请修正。',
    en: 'The scale of “{name}” makes no sense: {min} to {max}. Correct it.',
  },
  'import.noColumns': {
    zh: '方案没有选中任何列。请至少选择一列。',
    en: 'The plan includes no columns. Include at least one.',
  },
};

/** Sentences for what the reader noticed and went on (ReadNotice.code). */
export const readNoticeMessages: Readonly<Record<string, Bilingual>> = {
  ...savNoticeMessages,
  'read.more': { zh: '还有 {count} 处同类情况。', en: '{count} more of the same kind.' },
  'read.sharedTextMissing': {
    zh: '引用的文本不存在（序号 {index}），按空白处理。',
    en: 'The text it refers to (number {index}) does not exist; treated as blank.',
  },
  'read.rowOutOfOrder': {
    zh: '第 {row} 行重复出现或顺序颠倒，以后出现的内容为准。',
    en: 'Row {row} is repeated or out of order; what comes later counts.',
  },
  'read.rowUnreadable': {
    zh: '有一行的行号无法识别，按第 {row} 行处理。',
    en: 'A row has no readable number; taken as row {row}.',
  },
  'read.cellAddress': {
    zh: '单元格地址无法识别或与所在行不符，按所在位置处理。',
    en: 'The address of the cell is unreadable or belongs to another row; its place in the row counts.',
  },
  'read.cellRepeated': {
    zh: '单元格重复出现，以后出现的内容为准。',
    en: 'The cell occurs twice; the later content counts.',
  },
  'read.formulaWithoutValue': {
    zh: '公式没有保存计算结果，按空白处理。请在 Excel 中打开并保存一次。',
    en: 'The formula has no saved result and is treated as blank. Open the file in Excel and save it once.',
  },
  'read.valueUnreadable': {
    zh: '内容“{text}”与单元格类型不符，按文本读取。',
    en: 'The content “{text}” does not fit the type of the cell and was read as text.',
  },
  'read.dateOutOfRange': {
    zh: '数值 {value} 不是有效日期（1900-02-29 不存在，或超出范围），保留数值。',
    en: 'The value {value} is not a valid date (1900-02-29 never existed, or it is out of range); kept as a number.',
  },
  'read.textTable': {
    zh: '文件扩展名是 .{extension}，内容其实是文本表格，已按文本表格读取。',
    en: 'The file is called .{extension} but holds a table of text; it is read as one.',
  },
  'read.textCut': {
    zh: '文本超过 {limit} 个字符，只读取前面部分。',
    en: 'The text is longer than {limit} characters; only its beginning was read.',
  },
  'read.mergesDropped': {
    zh: '合并区域超过 {limit} 个，其余忽略。',
    en: 'There are more than {limit} merged ranges; the rest is ignored.',
  },
  'read.mergeUnreadable': {
    zh: '合并区域“{range}”无法识别，已忽略。',
    en: 'The merged range “{range}” cannot be read and is ignored.',
  },
  'read.notASheetOfCells': {
    zh: '这是图表页（{type}），没有单元格数据，已跳过。',
    en: 'This sheet holds no cells ({type}) and was skipped.',
  },
  'read.badBytes': {
    zh: '有字符与编码不符，已标为 �（“{text}”）。请换一种编码，或在原文件中核对。',
    en: 'Some characters do not fit the encoding and are marked � (“{text}”). Choose another encoding, or check the file.',
  },
  'read.decimalComma': {
    zh: '数字按逗号小数读取（如 3,5 读作 3.5），请检查。',
    en: 'Numbers are read with decimal commas (3,5 is 3.5); please check.',
  },
  'read.encoding': {
    zh: '按 {encoding} 编码读取，请检查预览中的文字。',
    en: 'Read as {encoding}; check the text in the preview.',
  },
  'read.encodingUnlikely': {
    zh: '按 {encoding} 读出了不成文字的字符（“{text}”），文件多半是另一种编码（如 Big5）。请在“工作表与范围”一步换一种，直到预览中的文字正确。',
    en: 'Read as {encoding} the file has characters of no script (“{text}”); it is probably in another encoding (Big5, for one). Choose another in the step “Sheet and range” until the preview reads right.',
  },
};

/** 'platform': a column the survey platform keeps on who answered. */
const personalKinds: Readonly<Record<PersonalKind | 'platform', Bilingual>> = {
  platform: { zh: '平台记录的答题人信息', en: 'what the platform keeps on respondents' },
  name: { zh: '姓名', en: 'names' },
  phone: { zh: '电话', en: 'phone numbers' },
  identity: { zh: '证件号', en: 'identity numbers' },
  account: { zh: '账号', en: 'accounts' },
  email: { zh: '邮箱', en: 'email addresses' },
  address: { zh: '住址', en: 'postal addresses' },
  ip: { zh: 'IP 地址', en: 'IP addresses' },
  plate: { zh: '车牌', en: 'number plates' },
  staff: { zh: '工号', en: 'staff numbers' },
};

const personalDoubts: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  Object.entries(personalKinds).map(([kind, { zh, en }]) => [
    `doubt.personal.${kind}`,
    {
      zh: `可能含有个人信息（${zh}），默认不导出。`,
      en: `May hold personal data (${en}); left out of exports by default.`,
    },
  ]),
);

/** Sentences for what the user should look at before importing (Doubt.code), by column or for the whole plan. */
export const doubtMessages: Readonly<Record<string, Bilingual>> = {
  ...savDoubtMessages,
  'doubt.noHeader': { zh: '没有列标题，请命名。', en: 'The column has no heading; give it a name.' },
  'doubt.duplicateHeader': {
    zh: '标题与第 {column} 列相同。',
    en: 'The heading is the same as that of column {column}.',
  },
  'doubt.empty': { zh: '整列为空，默认不导入。', en: 'The whole column is empty; left out by default.' },
  'doubt.hiddenColumn': {
    zh: '该列在工作表中是隐藏的，请确认是否导入。',
    en: 'The column is hidden in the sheet; decide whether to import it.',
  },
  ...personalDoubts,
  'doubt.numbersAsText': {
    zh: '{count} 个数字以文本或全角形式保存（如 {example}），按数字读取。',
    en: '{count} {count#number is|numbers are} stored as text or in full-width digits (such as {example}) and {count#is|are} read as {count#a number|numbers}.',
  },
  'doubt.unreadable': {
    zh: '{count} 个单元格不能按数字读取（如 {example}），作为缺失。',
    en: '{count} {count#cell|cells} cannot be read as {count#a number|numbers} (such as {example}) and {count#becomes|become} missing.',
  },
  'doubt.wordsWithoutCode': {
    zh: '{count} 个答案不在标签表中（如 {example}），作为缺失。',
    en: '{count} {count#answer is|answers are} not among the labels (such as {example}) and {count#becomes|become} missing.',
  },
  'doubt.outOfRange': {
    zh: '{count} 个值超出 {min}–{max}（如 {example}）。',
    en: '{count} {count#value lies|values lie} outside {min}–{max} (such as {example}).',
  },
  'doubt.rangeGuessed': {
    zh: '标题没有写明量表，按常用量表 {min}–{max} 猜测，请确认。',
    en: 'The heading does not state the scale; {min}–{max} is a guess, please confirm.',
  },
  'doubt.nonAnswers': {
    zh: '把 {codes} 当作“未回答”，请确认。',
    en: '{codes} will be read as “not answered”; please confirm.',
  },
  'doubt.directionGuessed': {
    zh: '标签从好到差排列，按“数值小为好”处理，请确认。',
    en: 'The labels run from good to bad; small numbers are taken as good, please confirm.',
  },
  'doubt.reversed': {
    zh: '标题注明反向：按“数值小为好”处理。若数据已经反向计分，请改回“数值大为好”。',
    en: 'The heading says the question is asked in reverse: small numbers are taken as good. If the data are reversed already, turn this back.',
  },
  'doubt.clock': {
    zh: '单元格以时间显示（时:分:秒），按秒导入。',
    en: 'The cells are shown as times (h:mm:ss); they are imported in seconds.',
  },
  'doubt.dayFirst': {
    zh: '日期按“日/月/年”读取（例如 {example}），因为有些日期的第一个数大于 12。',
    en: 'Dates are read as day/month/year ({example}), because some begin with a number above 12.',
  },
  'doubt.monthFirst': {
    zh: '日期按“月/日/年”读取（例如 {example}），因为有些日期的第二个数大于 12。',
    en: 'Dates are read as month/day/year ({example}), because some have a second number above 12.',
  },
  'doubt.digitsLost': {
    zh: '{count} 个数字超过 15 位：电子表格只保留前 15 位，末尾几位可能已不是原来的数字。请在原文件中把该列设为“文本”后重新录入。',
    en: '{count} {count#number has|numbers have} more than 15 digits: a spreadsheet keeps 15, so the last ones may be wrong. Enter the column as text in the original file.',
  },
  'doubt.zerosKept': {
    zh: '单元格的格式显示全部数位（如 {example}），按所显示的文字导入，前面的 0 不会丢失。如为数值，请把类型改为数值。',
    en: 'The cells are formatted to show every digit (such as {example}); they are imported as shown, so that no leading zero is lost. Set the type to number if they are amounts.',
  },
  'doubt.percent': {
    zh: '数值以百分比显示，保存的是小数。',
    en: 'The numbers are shown as percentages; fractions are stored.',
  },
  'doubt.errors': {
    zh: '{count} 个单元格是错误值（如 {example}），作为缺失。',
    en: '{count} {count#cell holds|cells hold} an error value (such as {example}) and {count#becomes|become} missing.',
  },
  'doubt.formulas': {
    zh: '{count} 个单元格是公式，采用文件中保存的结果。',
    en: '{count} {count#cell is a formula|cells are formulas}; the results saved in the file are used.',
  },
  'doubt.mixed': {
    zh: '数字和文字混在一列：{numbers} 个数字，{texts} 个文字。',
    en: 'Numbers and words are mixed: {numbers} numbers, {texts} texts.',
  },
  'doubt.constant': { zh: '整列只有一个答案“{value}”。', en: 'The whole column holds one answer, “{value}”.' },
  'doubt.indicatorShared': {
    zh: '指标“{indicator}”还有另一列（{column} 列）以同样用途测量，请确认。',
    en: 'Indicator “{indicator}” is measured in the same role by column {column} too, please confirm.',
  },
  'doubt.platformScore': {
    zh: '这是问卷平台算出的分数，不是答案；一般不需要。',
    en: 'This is a score computed by the survey platform, not an answer; rarely needed.',
  },
  'doubt.notesBelow': {
    zh: '第 {row} 行起是说明或另一张表，未作为数据。',
    en: 'Rows from {row} on are notes or another table and are not read as data.',
  },
  'difference.missing': {
    zh: '方案中的“{header}”在新文件里找不到。',
    en: '“{header}” of the plan is not in the new file.',
  },
  'difference.new': {
    zh: '新文件多出一列“{header}”（{column} 列）。',
    en: 'The new file has one more column, “{header}” (column {column}).',
  },
  'difference.renamed': {
    zh: '“{from}”改名为“{to}”，沿用原来的设置，请确认。',
    en: '“{from}” is now called “{to}”; it keeps its settings, please confirm.',
  },
  'difference.newCodes': {
    zh: '“{header}”出现 {count} 个方案中没有标签的代码：{codes}。',
    en: '“{header}” has {count} {count#code|codes} without a label in the plan: {codes}.',
  },
  'difference.newAnswers': {
    zh: '“{header}”出现 {count} 种此前没有的答案：{answers}。',
    en: '“{header}” has {count} {count#answer|answers} not given before: {answers}.',
  },
  'difference.labelsMoved': {
    zh: '“{header}”的代码换了含义：{changes}。仍按方案中的标签，请务必核对。',
    en: 'Codes of “{header}” have changed their meaning: {changes}. The labels of the plan are kept; please check.',
  },
  'difference.relabelled': {
    zh: '“{header}”的标签与方案不同：{changes}。仍按方案中的标签。',
    en: 'Labels of “{header}” differ from the plan: {changes}. The labels of the plan are kept.',
  },
  'difference.newMissing': {
    zh: '文件把“{header}”的代码 {codes} 定为缺失；方案中没有命名的已按缺失处理。',
    en: 'The file declares codes of “{header}” missing: {codes}. Those without a name in the plan are taken as missing.',
  },
  'difference.newLabels': {
    zh: '文件为“{header}”新增了标签：{labels}，已采用。',
    en: 'The file has new labels for “{header}”: {labels}. They are taken over.',
  },
  'difference.question': {
    zh: '“{header}”的题目由“{from}”变为“{to}”，仍用方案中的题目，请确认。',
    en: 'The question “{header}” reads “{to}” instead of “{from}”; the plan is kept, please confirm.',
  },
  'difference.moved': {
    zh: '“{header}”从 {from} 列移到 {to} 列。',
    en: '“{header}” moved from column {from} to {to}.',
  },
  'difference.type': {
    zh: '“{header}”原为{fromType}，新文件里像是{toType}；仍按{fromType}读取，读不出的答案作为缺失。',
    en: '“{header}” held {fromType}; in the new file it seems to hold {toType}. It is still read as {fromType}; answers that cannot be are missing.',
  },
  'difference.newWords': {
    zh: '“{header}”出现方案中没有的答案：{words}。',
    en: '“{header}” has answers unknown to the plan: {words}.',
  },
  'difference.range': {
    zh: '“{header}”有 {count} 个值超出 {min}–{max}（{values}）。',
    en: '“{header}” has {count} {count#value|values} outside {min}–{max} ({values}).',
  },
};

const namesOfEncodings: ReadonlyMap<string, string> = new Map(Object.entries(encodingNames));

const namesOfTypes: ReadonlyMap<string, Bilingual> = new Map<ValueType, Bilingual>([
  ['number', { zh: '数值', en: 'numbers' }],
  ['text', { zh: '文本', en: 'texts' }],
  ['date', { zh: '日期', en: 'dates' }],
]);

/** A detail that names one of the program's own things, by its usual name. */
function namedDetail(place: string, detail: string, locale: Locale): string {
  if (place === 'encoding') return namesOfEncodings.get(detail) ?? detail;
  const type = place.endsWith('Type') ? namesOfTypes.get(detail) : undefined;
  return type ? inLocale(type, locale) : detail;
}

/**
 * Puts details into the {places} of a sentence, lists joined as the language does, encodings and types by their usual names, and chooses between the words of {count#cell|cells};
 * a place without a detail stays visible.
 */
export function fillMessage(
  sentence: Bilingual,
  details: Readonly<Record<string, string | number | boolean | null | readonly string[]>>,
  locale: Locale,
): string {
  const written = (detail: (typeof details)[string] | undefined): string =>
    Array.isArray(detail) ? detail.join(locale === 'en' ? ', ' : '、') : String(detail);
  return inLocale(sentence, locale).replace(
    /\{(\w+)(?:#([^|{}]*)\|([^|{}]*))?\}/g,
    (place, name: string, one: string | undefined, many: string | undefined) => {
      if (!Object.hasOwn(details, name)) return place;
      const detail = written(details[name]);
      if (one !== undefined && many !== undefined) return detail === '1' ? one : many;
      return namedDetail(name, detail, locale);
    },
  );
}
