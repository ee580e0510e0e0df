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
  'report.unresolved': {
    zh: '报告中有 {count} 处引用没有结果，未导出：{zh}。请在报告中删除或替换这些内容。',
    en: '{count} references in the report have no result, nothing was exported: {en}. Remove or replace them in the report.',
  },
};
