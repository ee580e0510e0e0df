import type { Bilingual } from '../../model/text.ts';

/** Project files, commands and versions. */
export const projectMessages: Readonly<Record<string, Bilingual>> = {
  'project.damaged': {
    zh: '项目文件已损坏（{part}），没有打开，以免得出错误的数字。请改用同一文件夹中的 .bak 备份。',
    en: 'The project file is damaged ({part}) and was not opened, lest its numbers be wrong. Use the .bak copy in the same folder.',
  },
  'project.diskFull': {
    zh: '磁盘空间不足，没有保存；原文件未变，工作副本完好。请腾出空间后再保存。',
    en: 'The disk is full, so nothing was saved; the old file and the working copy are intact. Free some space and save again.',
  },
  'project.empty': {
    zh: '这个项目文件是空的（0 字节）：上次复制或同步没有完成。请改用同一文件夹中的 .bak 备份，或网盘的历史版本。',
    en: 'This project file is empty (0 bytes): copying or synchronising it did not finish. Use the .bak copy in the same folder or an older copy from your drive.',
  },
  'project.locked': {
    zh: '{user}（{host}）正在使用这个项目。请等对方关闭，或打开一份副本。',
    en: '{user} ({host}) has this project open. Wait until it is closed, or open a copy.',
  },
  'project.missing': {
    zh: '找不到项目文件。它可能被移动、改名，或所在的磁盘未连接。',
    en: 'The project file cannot be found. It may have been moved or renamed, or its drive is not connected.',
  },
  'project.newer': {
    zh: '该项目由更新的版本保存（格式 {version}，本程序支持到 {known}）。请升级程序后打开。',
    en: 'This project was saved by a newer version (format {version}; this program knows up to {known}). Update the program to open it.',
  },
  'project.notAProject': {
    zh: '这不是满意度测评项目文件。若是问卷数据，请用“打开工作簿”。',
    en: 'This is not a project file. For survey data, use “Open workbook”.',
  },
  'project.notUntouched': {
    zh: '项目里已有内容，不会被删除。请用“关闭项目”',
    en: 'The project holds work and is not deleted. Close it instead',
  },
  'project.notOpen': {
    zh: '该项目没有打开。请从起始页重新打开。',
    en: 'This project is not open. Open it again from the start page.',
  },
  'project.targetBusy': {
    zh: '项目文件正被其他程序占用（杀毒、同步盘或 Excel），暂未保存（{code}）。工作副本完好，请稍后再保存。',
    en: 'Another program (virus scanner, sync drive, Excel) holds the project file, so it was not saved yet ({code}). The working copy is intact; save again in a moment.',
  },
  'project.targetUnwritable': {
    zh: '无法写入项目所在的文件夹（{code}）。工作副本完好；请检查权限和网络盘，或另存副本。',
    en: 'The project’s folder cannot be written to ({code}). The working copy is intact; check permissions and the network drive, or save a copy elsewhere.',
  },
  'project.nothingToSalvage': {
    zh: '文件损坏太重，没有能证实完好的内容。请改用 .bak 备份或网盘的历史版本。',
    en: 'The file is damaged too badly: nothing in it can be proved intact. Use the .bak copy or an older copy from your drive.',
  },
  'project.workingDiskFull': {
    zh: '本机磁盘已满，这一步没有做成，之前的更改都还在。请腾出空间后再试。',
    en: 'This computer’s disk is full, so this step was not done; everything before it is safe. Free some space and try again.',
  },
  'project.tooLarge': {
    zh: '文件超过 {gigabytes} GB，不像是项目文件，未打开。',
    en: 'The file is larger than {gigabytes} GB, which no project is; it was not opened.',
  },
  'project.unknownRecent': {
    zh: '最近列表中没有这个项目，请用“打开”选择文件。',
    en: 'This project is not in the list of recent ones; choose its file with Open.',
  },
  'export.noColumns': {
    zh: '没有可以导出的题目：全部是个人信息。如确需导出，请勾选“包含个人信息”。',
    en: 'There is no question to export: all hold personal data. Tick “Include personal data” if they are really needed.',
  },
  'export.sheetFull': {
    zh: '数据超过工作表的上限（{rows} 行、{columns} 列），请改用 .csv 或 .sav。',
    en: 'The data exceed what a worksheet holds ({rows} rows, {columns} columns); export .csv or .sav instead.',
  },
  'export.fileFull': {
    zh: '工作簿会超过 {gigabytes} GB，多数程序打不开，未导出。请改用 .csv 或 .sav，或减少题目。',
    en: 'The workbook would exceed {gigabytes} GB, which most programs cannot open; it was not written. Export .csv or .sav instead, or fewer questions.',
  },
  'version.unknown': {
    zh: '找不到这个版本，列表可能已更新。请刷新后重选。',
    en: 'This version cannot be found; the list may have changed. Choose again.',
  },
  'import.noRows': {
    zh: '工作表“{sheet}”在所选范围内没有答卷。请检查数据起止行。',
    en: 'Sheet “{sheet}” has no forms in the chosen range. Check the first and last data row.',
  },
  'import.typeDiffers': {
    zh: '题目“{variable}”在项目中与新文件中的类型不同（数字、文字或日期），不能追加。请在导入方案中改正类型或编码，或不导入这一列。',
    en: 'Question “{variable}” is of another type in the project than in the new file (numbers, words or dates), so its forms cannot be added. Correct its type or codes in the plan, or leave the column out.',
  },
  'import.otherFile': {
    zh: '“{file}”与步骤所指的文件内容不同。请选用原来的文件。',
    en: '“{file}” is not the file that the step names. Choose the original one.',
  },
  'join.noKey': {
    zh: '文件里的关键列没有导入。请把它纳入导入方案，或换一列。',
    en: 'The key column of the file is left out of the plan. Include it, or choose another one.',
  },
  'join.noMatch': {
    zh: '按“{question}”没有一份问卷与“{file}”对得上。请换用其他关键列，或检查编号的写法。',
    en: 'No form meets a row of “{file}” by “{question}”. Choose another key, or check how the ids are written.',
  },
  'join.repeated': {
    zh: '文件里有 {count} 个关键值出现多次（如 {examples}），无法确定取哪一行。请在文件中去重，或选择让这些问卷留空。',
    en: '{count} keys occur more than once in the file (such as {examples}), so which row is meant is not known. Remove the duplicates there, or choose to leave these forms blank.',
  },
  'stack.waveInFile': {
    zh: '文件里已有名为“{name}”的列。请不导入该列，或给期次变量换一个名称。',
    en: 'The file has a column called “{name}” itself. Leave it out, or give the wave mark another name.',
  },
  'stack.waveNotPlain': {
    zh: '“{variable}”是评分题或日期，不能用作期次。请给期次变量换一个名称。',
    en: '“{variable}” is a rating or a date and cannot mark waves. Give the wave mark another name.',
  },
  'import.unknownRecord': {
    zh: '找不到这次导入的记录，请重新设置方案。',
    en: 'There is no record of this import; make a new plan.',
  },
  'import.unknownTemplate': {
    zh: '没有名为“{template}”的指标模板。',
    en: 'There is no indicator template “{template}”.',
  },
  'command.unknown': { zh: '不认识的修改“{type}”。', en: 'The change “{type}” is not known.' },
  'card.unknown': { zh: '该分析已不在列表中。', en: 'This analysis is no longer in the list.' },
  'cells.noSuchRow': { zh: '没有第 {row} 份问卷，共 {rows} 份。', en: 'There is no form {row}; there are {rows}.' },
  'cells.notANumber': {
    zh: '第 {row} 份“{variable}”应填数字，“{value}”不是数字。',
    en: 'Form {row}, “{variable}”: a number is needed, “{value}” is none.',
  },
  'cells.unreadable': {
    zh: '这次修改没有完整地送到，什么都没有改动。请再试一次；一次最多修改 1,000,000 个单元格。',
    en: 'This change did not arrive whole, and nothing was changed. Try again; one change can hold 1,000,000 cells.',
  },
  'cells.notText': { zh: '第 {row} 份“{variable}”应填文字。', en: 'Form {row}, “{variable}”: a text is needed.' },
  'cells.valueOutOfScale': {
    zh: '第 {row} 份“{variable}”填了 {value}，超出量表 {min}–{max}。请改填，或在题目设置中修改量表。',
    en: 'Form {row}, “{variable}”: {value} lies outside the scale {min}–{max}. Enter another value, or change the scale of the question.',
  },
  'indicator.idTaken': {
    zh: '指标编号“{indicator}”已存在。',
    en: 'There already is an indicator with the id “{indicator}”.',
  },
  'indicator.intoItself': {
    zh: '不能把指标“{indicator}”移到它自己下面。',
    en: 'The indicator “{indicator}” cannot be moved below itself.',
  },
  'indicator.noChildren': {
    zh: '该指标没有下级，无需设置权重。',
    en: 'This indicator has none below it, so there are no weights to set.',
  },
  'indicator.unknown': { zh: '找不到指标“{indicator}”。', en: 'There is no indicator “{indicator}”.' },
  'variable.nameTaken': { zh: '题名“{name}”已被使用，请换一个。', en: 'The name “{name}” is taken; choose another.' },
  'variable.scaleRange': {
    zh: '题目“{variable}”的量表上限必须大于下限。',
    en: 'The scale of “{variable}” needs a maximum above its minimum.',
  },
  'weights.entry': {
    zh: '录入的数据与指标不一致：每轮应有 {size} 行，每行的列数相同。',
    en: 'What was entered does not fit the indicators: every round needs {size} lines of equal length.',
  },
  'weights.judgments': {
    zh: '判断矩阵应为 {size}×{size}、对角线为 1、对称位置互为倒数的正数。',
    en: 'The judgments must be a {size}×{size} matrix of positive numbers with ones on the diagonal and reciprocals opposite.',
  },
  'template.invalid': { zh: '指标模板的“{path}”不合格式。', en: 'The part “{path}” of the template is not in form.' },
};
