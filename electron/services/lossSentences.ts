import { fillSentence } from '../../shared/contract/errorMessages.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import type { Loss } from '../storage/bringOver.ts';

/** What could not be brought over from a damaged file, in words. */
const sentences: Readonly<Record<Loss['code'], Bilingual>> = {
  foreignObjects: {
    zh: '文件中有 {count} 个不属于项目的对象，没有带过来。',
    en: '{count} objects in the file do not belong to a project and were left behind.',
  },
  tables: { zh: '{count} 张内部表无法读取。', en: '{count} internal tables could not be read.' },
  facts: {
    zh: '题目、指标或设置可能不全（已证实丢失 {count} 项）。',
    en: 'Questions, indicators or settings may be incomplete ({count} known to be lost).',
  },
  indicators: {
    zh: '{count} 处引用了丢失的指标，已解除。',
    en: '{count} references to lost indicators were removed.',
  },
  answers: {
    zh: '题目“{variable}”第 {from}–{to} 份的答案丢失，现为空白。',
    en: 'Answers to “{variable}” in forms {from}–{to} are lost and now blank.',
  },
  texts: {
    zh: '题目“{variable}”有 {count} 条文字答案丢失，现为空白。',
    en: '{count} text answers to “{variable}” are lost and now blank.',
  },
  rawSheet: {
    zh: '“{file}”的原始单元格无法证实完好，没有带过来；答案不能再追溯到原文件的单元格。',
    en: 'The raw cells of “{file}” could not be proved intact and were left behind; answers can no longer be traced to its cells.',
  },
  changeMarks: {
    zh: '哪些单元格改动过的标记没有带过来。',
    en: 'The marks of changed cells were left behind.',
  },
  history: {
    zh: '历史记录可能不全（已证实丢失 {count} 条）。',
    en: 'The history may be incomplete ({count} entries known to be lost).',
  },
  versions: {
    zh: '保留的版本可能不全（已证实丢失 {count} 个）。',
    en: 'Kept versions may be incomplete ({count} known to be lost).',
  },
};

/** What may be incomplete, though nothing is known to be lost. */
const unproven: Readonly<Partial<Record<Loss['code'], Bilingual>>> = {
  facts: { zh: '题目、指标或设置可能不全。', en: 'Questions, indicators or settings may be incomplete.' },
  history: { zh: '历史记录可能不全。', en: 'The history may be incomplete.' },
  versions: { zh: '保留的版本可能不全。', en: 'Kept versions may be incomplete.' },
};

/** What weighs most first: answers, what they mean, where they come from, how they came to be. */
const byWeight: readonly Loss['code'][] = [
  'answers',
  'texts',
  'facts',
  'indicators',
  'tables',
  'versions',
  'history',
  'changeMarks',
  'rawSheet',
  'foreignObjects',
];

export const lossesByWeight = (losses: readonly Loss[]): readonly Loss[] =>
  losses.toSorted((a, b) => byWeight.indexOf(a.code) - byWeight.indexOf(b.code));

/** As many questions that lost the same forms' answers are told one by one, more in one sentence that names the first of them. */
const mostApart = 3;

const manyAnswers: Bilingual = {
  zh: '{count} 道题第 {from}–{to} 份的答案丢失，现为空白：{list} 等。',
  en: 'Answers to {count} questions in forms {from}–{to} are lost and now blank: {list} and others.',
};

/** What was lost, in words, what weighs most first. */
export function lossSentences(losses: readonly Loss[]): readonly Bilingual[] {
  const groups = Map.groupBy(losses, ({ code, details }) =>
    code === 'answers' ? `${details['from']} ${details['to']}` : '',
  );
  const told = new Set<string>();
  return lossesByWeight(losses).flatMap((loss): readonly Bilingual[] => {
    const { code, details } = loss;
    const key = `${details['from']} ${details['to']}`;
    const same = groups.get(key) ?? [];
    if (code !== 'answers' || same.length <= mostApart) return [lossSentence(loss)];
    if (told.has(key)) return [];
    told.add(key);
    const named = same.slice(0, mostApart).map((one) => String(one.details['variable']));
    const given = { ...details, count: same.length };
    return [
      {
        zh: fillSentence(manyAnswers, { ...given, list: named.map((name) => `“${name}”`).join('') }).zh,
        en: fillSentence(manyAnswers, { ...given, list: named.map((name) => `“${name}”`).join(', ') }).en,
      },
    ];
  });
}

export const lossSentence = ({ code, details }: Loss): Bilingual =>
  fillSentence((details['count'] === 0 && unproven[code]) || sentences[code], details);
