import type { Bilingual } from '../../model/text.ts';

/** Calls, files, workers and the command line. */
export const programMessages: Readonly<Record<string, Bilingual>> = {
  bug: {
    zh: '程序出现意外错误（编号 {id}）。您的数据已保存在工作副本中；如反复出现，请把日志中该编号的记录发给我们。',
    en: 'Something unexpected went wrong in the program (number {id}). Your data are safe in the working copy; if it happens again, send us the log entry with this number.',
  },
  'call.badForm': {
    zh: '调用的格式不对：{part}。请刷新窗口后重试。',
    en: 'The call is malformed: {part}. Reload the window and try again.',
  },
  'call.badInput': {
    zh: '“{method}”的参数 {path} 不对：{problem}',
    en: 'The input {path} of “{method}” is wrong: {problem}',
  },
  'call.unknownKey': {
    zh: '“{method}”不认识参数“{key}”。请核对拼写后删去它。',
    en: '“{method}” does not know the input “{key}”. Check the spelling or leave it out.',
  },
  'call.textTooLong': {
    zh: '文字太长，没有保存：这里最多 {most} 个字符。请缩短或分开填写。',
    en: 'The text is too long and was not kept: at most {most} characters fit here. Shorten or divide it.',
  },
  'call.tooMany': {
    zh: '一次提交的内容太多，没有进行：最多 {most} 项。请分几次进行。',
    en: 'Too much at once, so nothing was done: at most {most} entries. Do it in several steps.',
  },
  'call.unknownMethod': { zh: '没有名为“{method}”的功能。', en: 'There is no method “{method}”.' },
  'call.tooLarge': {
    zh: '一次提交的内容超过 {megabytes} MB。请分几次进行。',
    en: 'More than {megabytes} MB in one call. Do it in several steps.',
  },
  'call.forbidden': { zh: '这个窗口无权进行该操作。', en: 'This window may not do that.' },
  'files.missing': {
    zh: '找不到文件“{name}”。它可能已被移动或删除，请重新选择。',
    en: 'The file “{name}” cannot be found. It may have been moved or deleted; choose it again.',
  },
  'files.noDialogs': {
    zh: '此方式下没有系统文件对话框，请用上传或下载。',
    en: 'There is no file dialog here; upload or download instead.',
  },
  'files.notWritten': {
    zh: '文件没有写成（{code}）。请确认文件夹可写、磁盘有空间、文件未被其他程序打开。',
    en: 'The file could not be written ({code}). Check that the folder is writable, the disk has room and no other program has the file open.',
  },
  'files.diskFull': {
    zh: '磁盘空间不足，文件没有写成，也没有留下半截文件。请腾出空间后重试。',
    en: 'The disk is full, so the file was not written and nothing half-written was left. Free some space and try again.',
  },
  'files.unknownHandle': {
    zh: '该文件已不在本次运行中，请重新选择。',
    en: 'This file is no longer known to the program; choose it again.',
  },
  'jobs.ended': { zh: '后台处理意外中断，请重试。', en: 'The background work ended unexpectedly; try again.' },
  'jobs.outOfMemory': {
    zh: '处理这份数据需要的内存超过上限，已停止。请只保留需要的工作表和列后重试。',
    en: 'This needs more memory than allowed and was stopped. Keep only the sheets and columns you need and try again.',
  },
  'jobs.tooLong': {
    zh: '处理超过 {seconds} 秒，已停止。文件可能异常，请用 Excel 另存后重试。',
    en: 'This took longer than {seconds} seconds and was stopped. The file may be unusual; save it again from Excel and retry.',
  },
  'report.image': {
    zh: '报告中有一张图片无法读取。请删除后重新插入 PNG 或 JPEG。',
    en: 'A picture in the report cannot be read. Delete it and insert it again as PNG or JPEG.',
  },
  'report.notADocument': {
    zh: '报告内容的格式不对，无法读取。请从“历史”中恢复，或重新生成报告。',
    en: 'The report cannot be read. Go back in the history, or draft it again.',
  },
  'cli.fileNotFound': { zh: '找不到文件“{file}”。', en: 'There is no file “{file}”.' },
  'cli.fileNotReadable': {
    zh: '无法读取“{file}”。请检查权限，或是否被其他程序占用。',
    en: 'Cannot read “{file}”. Check its permissions and whether another program holds it.',
  },
  'cli.fileIsFolder': { zh: '“{file}”是文件夹，不是文件。', en: '“{file}” is a folder, not a file.' },
  'cli.badJson': { zh: '{file} 不是有效的 JSON：{problem}', en: '{file} is not valid JSON: {problem}' },
  'cli.badPlan': { zh: '导入方案不对：{problem}', en: 'The import plan is wrong: {problem}' },
  'cli.badRequest': { zh: '分析请求不对：{problem}', en: 'The request is wrong: {problem}' },
  'cli.cannotWrite': {
    zh: '无法写入“{folder}”（{problem}）。请换一个文件夹或检查权限。',
    en: 'Cannot write to “{folder}” ({problem}). Choose another folder or check its permissions.',
  },
  'cli.duplicateHeader': {
    zh: '列名“{column}”出现两次，请改名。',
    en: 'The column name “{column}” occurs twice; rename one.',
  },
  'cli.missingOption': { zh: '缺少选项 {option}。', en: 'The option {option} is missing.' },
  'cli.noSuchSheet': {
    zh: '没有工作表“{sheet}”。文件中有：{sheets}。',
    en: 'There is no sheet “{sheet}”. The file has: {sheets}.',
  },
  'cli.unknownAnalysis': {
    zh: '没有分析“{analysis}”。可用的有：{analyses}。',
    en: 'There is no analysis “{analysis}”. There are: {analyses}.',
  },
  'cli.unknownColumn': {
    zh: '数据中没有“{column}”列。有：{columns} …',
    en: 'The data have no column “{column}”. There are: {columns} …',
  },
  'cli.unknownFormat': {
    zh: '不支持格式“{format}”。可用：{formats}。',
    en: 'The format “{format}” is not known. There are: {formats}.',
  },
  'cli.unknownReveal': {
    zh: '不能列出“{part}”。可用：personal、small-groups。',
    en: '“{part}” cannot be shown. There are: personal, small-groups.',
  },
  'cli.unknownLocale': {
    zh: '不支持语言“{locale}”。可用 zh-CN 或 en。',
    en: 'The language “{locale}” is not known. Use zh-CN or en.',
  },
};
