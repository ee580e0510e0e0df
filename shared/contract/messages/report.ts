import type { Bilingual } from '../../model/text.ts';

/** Sentences of what can be wrong with the report and its export. */
export const reportMessages: Readonly<Record<string, Bilingual>> = {
  'report.cannotPrint': { zh: '{zh}', en: '{en}' },
  'report.unresolved': {
    zh: '报告中有 {count} 处引用没有结果，未导出：{zh}。请在报告中删除或替换这些内容。',
    en: '{count} references in the report have no result, nothing was exported: {en}. Remove or replace them in the report.',
  },
};
