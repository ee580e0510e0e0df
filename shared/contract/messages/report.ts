import type { Bilingual } from '../../model/text.ts';

/** Sentences of what can be wrong with the report and its export. */
export const reportMessages: Readonly<Record<string, Bilingual>> = {
  'explain.noNumber': {
    zh: '结果中没有要解释的数（{path}）。数据可能已改变，请重新选择。',
    en: 'The result has no such number ({path}). The data may have changed; choose it again.',
  },
  'explain.noResult': { zh: '该结果现在算不出来：{zh}', en: 'This result cannot be had now: {en}' },
  'report.cannotPrint': { zh: '{zh}', en: '{en}' },
  'report.fileKind': {
    zh: '“{name}”不是 PNG、JPEG 图片或 Word（.docx）文件。',
    en: '“{name}” is not a PNG or JPEG picture or a Word (.docx) file.',
  },
  'report.fileSize': {
    zh: '“{name}”超过 {limitMB} MB，请缩小后再插入。',
    en: '“{name}” is larger than {limitMB} MB; make it smaller first.',
  },
  'report.filesFull': {
    zh: '报告中的图片和信头合计超过 {limitMB} MB，请先缩小图片。',
    en: 'The pictures and letterheads of this report exceed {limitMB} MB together; make some smaller first.',
  },
  'report.wordFile': {
    zh: '这不是可以读取的 Word（.docx）文件。',
    en: 'This is not a Word (.docx) file that can be read.',
  },
  'report.wordTooLarge': {
    zh: 'Word 文件过大，无法读取。',
    en: 'The Word file is too large to be read.',
  },
  'report.wordNoOrigin': {
    zh: '这个 Word 文件不是由本程序导出的报告，或导出时的标记已丢失（例如另存为其他格式）。请从本程序导出后再编辑。',
    en: 'This Word file was not exported by this program, or has lost its marks (for instance by saving in another format). Export the report again and edit that file.',
  },
  'report.letterheadActive': {
    zh: '信头文件含有宏、嵌入对象或会自动联网的内容（{what}），请去掉后再使用。',
    en: 'The letterhead holds macros, embedded objects or content fetched from elsewhere ({what}); remove it first.',
  },
  'report.letterheadStrict': {
    zh: '信头文件的格式无法合并，请在 Word 中另存为“Word 文档（.docx）”后再使用。',
    en: 'The format of the letterhead cannot be combined; save it in Word as “Word document (.docx)” first.',
  },
  'report.notATemplate': { zh: '这不是报告模板文件。', en: 'This is not a report template.' },
  'report.unknownTemplate': {
    zh: '找不到这个模板，可能已被删除。',
    en: 'The template is not there; it may have been removed.',
  },
  'report.templatesFull': {
    zh: '模板已达 {limit} 个，请先删除不用的模板。',
    en: 'There are {limit} templates already; remove some first.',
  },
  'report.frozen': {
    zh: '报告已定稿，内容不能修改。请先在报告中取消定稿。',
    en: 'The report is finalised and cannot be changed. Reopen it on the Report page first.',
  },
  'report.none': {
    zh: '项目还没有报告。请先生成报告。',
    en: 'The project has no report yet. Draft it first.',
  },
  'report.notFrozen': { zh: '报告没有定稿。', en: 'The report is not finalised.' },
  'report.segmentPersonal': {
    zh: '“{question}”是个人信息，不能按它分别出报告。请选择门店、地区等分组题。',
    en: '“{question}” is personal data: reports cannot be split by it. Choose a question such as branch or region.',
  },
  'report.segmentTooMany': {
    zh: '“{question}”有超过 {most} 种不同的回答，不是分组题。请选择门店、地区等分组题。',
    en: '“{question}” has more than {most} different answers: it makes no groups. Choose a question such as branch or region.',
  },
  'report.noSuchSegment': {
    zh: '“{question}”中没有“{value}”这一组的有效问卷。',
    en: 'No form in use has the answer “{value}” to “{question}”.',
  },
  'report.segmentTooSmall': {
    zh: '“{segment}”只有 {n} 份有效问卷，不足 {least} 份，为不泄露个人的回答，不单独出报告。',
    en: '“{segment}” has {n} valid forms, fewer than {least}: a report of its own would tell of single people.',
  },
  'report.someFailed': {
    zh: '{made} 份报告已写成，{failed} 份没有：{zh}',
    en: '{made} {made#report is|reports are} written, {failed} {failed#is|are} not: {en}',
  },
  'report.allFailed': {
    zh: '{count} 份报告都没有写成：{zh}',
    en: 'None of the {count} reports could be written: {en}',
  },
  'report.unresolved': {
    zh: '报告中有 {count} 处引用没有结果，未导出：{zh}。报告上方列出了每一处，可以逐处或一并删除，也可以换成自己的内容。',
    en: '{count} references in the report have no result, nothing was exported: {en}. They are listed above the report, where they can be deleted one by one or all at once, or replaced by your own.',
  },
};
