import type { Bilingual } from '../../model/text.ts';

/** Sentences of what can be wrong with the report and its export. */
export const reportMessages: Readonly<Record<string, Bilingual>> = {
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
  'report.none': { zh: '项目中还没有报告。', en: 'The project has no report yet.' },
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
  'report.unresolved': {
    zh: '报告中有 {count} 处引用没有结果，未导出：{zh}。请在报告中删除或替换这些内容。',
    en: '{count} references in the report have no result, nothing was exported: {en}. Remove or replace them in the report.',
  },
};
