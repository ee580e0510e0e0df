import type { Bilingual } from '../../model/text.ts';

/** Sentences of what can be wrong with the report and its export. */
export const reportMessages: Readonly<Record<string, Bilingual>> = {
  'explain.noNumber': {
    zh: '结果中没有要解释的数（{path}）。数据可能已改变，请重新选择。',
    en: 'The result has no such number ({path}). The data may have changed; choose it again.',
  },
  'explain.noResult': { zh: '该结果现在算不出来：{zh}', en: 'This result cannot be had now: {en}' },
  'report.cannotPrint': { zh: '{zh}', en: '{en}' },
  'report.frozen': {
    zh: '报告已定稿，内容不能修改。请先在报告中取消定稿。',
    en: 'The report is final and cannot be changed. Unfreeze it in the report room first.',
  },
  'report.none': {
    zh: '项目还没有报告。请先生成报告。',
    en: 'The project has no report yet. Draft it first.',
  },
  'report.notFrozen': { zh: '报告没有定稿。', en: 'The report is not final.' },
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
    en: '{made} reports are written, {failed} are not: {en}',
  },
  'report.allFailed': {
    zh: '{count} 份报告都没有写成：{zh}',
    en: 'None of the {count} reports could be written: {en}',
  },
  'report.unresolved': {
    zh: '报告中有 {count} 处引用没有结果，未导出：{zh}。请在报告中删除或替换这些内容。',
    en: '{count} references in the report have no result, nothing was exported: {en}. Remove or replace them in the report.',
  },
};
