import type { ValueLabel } from '../model/variable.ts';
import { normaliseText } from './looseValues.ts';

/** What a word means on a scale of degree: which family of words, and how far from the middle (-3 … 3). */
export interface Grade {
  readonly stem: string;
  readonly degree: number;
}

const veryWords = /非常|十分|极其|极为|特别|完全|强烈|绝对|很|极|最|atall|very|extremely|strongly|completely|totally/;
const somewhatWords =
  /比较|基本|有点|有些|部分|大致|还算|较|稍|略|不太|不大|不怎么|不很|somewhat|slightly|fairly|rather|partly/;
const neutralWords =
  /^(一般|一般般|中立|普通|中等|适中|尚可|还可以|还行|不确定|不一定|不好说|没意见|无意见|既不.*也不.*|neutral|neither.*|average|so-?so|fair|undecided|notsure)$/;

/** Families by the word that carries the meaning; negative = the word alone is the bad end. */
const stems: readonly { readonly stem: string; readonly word: RegExp; readonly negative: boolean }[] = [
  { stem: 'satisfied', word: /满意/, negative: false },
  { stem: 'satisfied', word: /dissatisfied|unsatisfied/, negative: true },
  { stem: 'satisfied', word: /satisfied/, negative: false },
  { stem: 'agree', word: /同意|认同|赞同|赞成/, negative: false },
  { stem: 'agree', word: /反对|disagree/, negative: true },
  { stem: 'agree', word: /agree/, negative: false },
  { stem: 'important', word: /unimportant/, negative: true },
  { stem: 'important', word: /重要|important/, negative: false },
  { stem: 'willing', word: /愿意|乐意/, negative: false },
  { stem: 'likely', word: /unlikely/, negative: true },
  { stem: 'likely', word: /可能|likely/, negative: false },
  { stem: 'fits', word: /符合/, negative: false },
  { stem: 'good', word: /优秀|excellent/, negative: false },
  { stem: 'good', word: /差|糟|poor|bad|terrible/, negative: true },
  { stem: 'good', word: /好|good/, negative: false },
  { stem: 'high', word: /低|low/, negative: true },
  { stem: 'high', word: /高|high/, negative: false },
];

/** Scales whose words do not follow the pattern "degree + word". From the bad or rare end to the good or frequent end. */
const fixedScales: readonly { readonly stem: string; readonly words: readonly (readonly string[])[] }[] = [
  {
    stem: 'frequency',
    words: [
      ['从不', '从来不', 'never'],
      ['很少', '偶尔', 'rarely', 'seldom'],
      ['有时', '有时候', 'sometimes'],
      ['经常', '常常', 'often'],
      ['总是', '一直', 'always'],
    ],
  },
  {
    stem: 'certain',
    words: [
      ['一定不会', '肯定不会', '绝对不会'],
      ['可能不会', '应该不会'],
      ['不确定', '说不准'],
      ['可能会', '应该会'],
      ['一定会', '肯定会', '绝对会'],
    ],
  },
  {
    stem: 'grade',
    words: [
      ['很差', '不合格'],
      ['较差', '差'],
      ['中', '合格', '中等'],
      ['良', '良好'],
      ['优', '优秀'],
    ],
  },
];

const cleaned = (text: string): string =>
  normaliseText(text)
    .replace(/^[（(]?[a-z0-9]{1,2}[)）.、:：=-]/, '')
    .replace(/[。．.!！、,，;；:：“”"'()（）]/g, '');

/** Degree of one word; null when it is no word of degree. The middle words have degree 0 and the stem ''. */
export function gradeWord(text: string): Grade | null {
  if (text.length > 40) return null;
  const word = cleaned(text);
  if (word === '' || word.length > 24) return null;
  if (neutralWords.test(word)) return { stem: '', degree: 0 };
  const found = stems.find((entry) => entry.word.test(word));
  if (!found) return null;
  const match = found.word.exec(word)!;
  const before = word.slice(0, match.index);
  const after = word.slice(match.index + match[0].length);
  if (
    after.length > 1 ||
    before
      .replace(veryWords, '')
      .replace(somewhatWords, '')
      .replace(/[我感觉到得不没未非太会对是的无]|not|i|am|it|is/g, '').length > 0
  )
    return null;
  const somewhat = somewhatWords.test(before);
  const very = !somewhat && veryWords.test(before);
  const negated = /不|没|未|无|非(?!常)|not/.test(before) !== found.negative;
  // "差" and "低" are as far from the middle as "好" and "高".
  const strength = very ? 3 : somewhat ? 1 : 2;
  return { stem: found.stem, degree: negated ? -strength : strength };
}

export interface WordScale {
  readonly stem: string;
  /** Code of each degree word seen, from 1 upwards. */
  readonly codes: readonly { readonly text: string; readonly code: number }[];
  readonly steps: number;
  readonly labels: readonly ValueLabel[];
}

function fixedScale(words: readonly string[]): WordScale | null {
  for (const { stem, words: steps } of fixedScales) {
    const codes = words.map((text) => ({ text, code: steps.findIndex((step) => step.includes(cleaned(text))) + 1 }));
    if (codes.every((entry) => entry.code > 0) && new Set(codes.map((entry) => entry.code)).size === codes.length) {
      const labels = steps.map((step, i) => ({
        value: i + 1,
        label: codes.find((entry) => entry.code === i + 1)?.text ?? step[0]!,
      }));
      return { stem, codes, steps: steps.length, labels };
    }
  }
  return null;
}

/**
 * A scale of degree that all the words belong to, coded 1 (worst) to the number of steps; null when there is none.
 * Words of one scale should be given together, also from sister questions: a step nobody chose here may be chosen there.
 * Seven steps when a side has both a plain and a softened word (满意, 较满意); five with a middle word or where three of the four
 * outer words leave room for one; four when exactly the four outer words occur and no middle word does.
 */
export function wordScaleOf(words: readonly string[]): WordScale | null {
  if (words.length < 2) return null;
  const fixed = fixedScale(words);
  const grades = words.map((text) => ({ text, grade: gradeWord(text) }));
  if (grades.some((entry) => entry.grade === null)) return fixed;
  const known = grades.map(({ text, grade }) => ({ text, stem: grade!.stem, degree: grade!.degree }));
  const found = [...new Set(known.map((entry) => entry.stem).filter((stem) => stem !== ''))];
  if (found.length !== 1) return fixed;
  const degrees = new Set(known.map((entry) => entry.degree));
  const both = (sign: number): boolean => degrees.has(2 * sign) && degrees.has(sign);
  const seven = both(1) || both(-1);
  const outer = (degree: number): number => (seven ? degree : Math.sign(degree) * (Math.abs(degree) === 3 ? 2 : 1));
  const levels = new Set([...degrees].map(outer));
  const four = !seven && !levels.has(0) && levels.size === 4;
  const half = seven ? 3 : 2;
  const codeOf = (degree: number): number => {
    const level = outer(degree);
    if (four) return level < 0 ? level + 3 : level + 2;
    return level + half + 1;
  };
  const steps = four ? 4 : 2 * half + 1;
  const codes = known.map(({ text, degree }) => ({ text, code: codeOf(degree) }));
  const labels = new Map<number, string>();
  for (const { text, code } of codes) if (!labels.has(code)) labels.set(code, text);
  return {
    stem: found[0]!,
    codes,
    steps,
    labels: [...labels].toSorted((a, b) => a[0] - b[0]).map(([value, label]) => ({ value, label })),
  };
}

/** The five Kano answers in order, as patterns over the cleaned word: like, must be, neutral, live with, dislike. */
const kanoPatterns: readonly RegExp[] = [
  /^(我?(很|非常|特别)?喜欢(这样|它|如此)?|满意|很?高兴|i?like(it|that|itthatway)?)$/,
  /^(它?必须(这样|如此|有|具备)?|(理|本|应)?(应该?|当)(这样|如此|有|具备)?|理所当然的?|(它)?(应当|理应)(如此|这样)|(it|i)?mustbe(thatway)?|expectit)$/,
  /^(我?(觉得)?无所谓|没感觉|无感|(i?am)?neutral|don'?tcare|indifferent)$/,
  /^(我?(能够?|可以|勉强|尚可|还能)(可以)?(忍受|接受|容忍)|勉强(可以)?接受|i?canlivewithit(thatway)?|livewith(it)?|tolerate(it)?)$/,
  /^(我?(很|非常|特别)?(讨厌|不喜欢|反感)(这样|它|如此)?|(很)?不满意|不能(忍受|接受)|无法(忍受|接受)|i?dislike(it|that|itthatway)?|hateit)$/,
];

export const kanoLabels: readonly ValueLabel[] = [
  { value: 1, label: '喜欢' },
  { value: 2, label: '理应如此' },
  { value: 3, label: '无所谓' },
  { value: 4, label: '能忍受' },
  { value: 5, label: '不喜欢' },
];

/** Kano code 1-5 of an answer, or null. */
export function kanoCode(text: string): number | null {
  const word = cleaned(text);
  const index = kanoPatterns.findIndex((pattern) => pattern.test(word));
  return index < 0 ? null : index + 1;
}

const yesWords = ['是', '有', '会', '对', '选中', '√', '✓', 'yes', 'y', 'true', '是的', '已选'];
const noWords = ['否', '没有', '无', '不会', '不是', '未选中', '未选', '×', 'no', 'n', 'false', '没', '不'];

/** 1 for a yes, 0 for a no, null otherwise. */
export function yesNoCode(text: string): number | null {
  const word = cleaned(text) || normaliseText(text);
  if (yesWords.includes(word)) return 1;
  return noWords.includes(word) ? 0 : null;
}

const nonAnswerWords =
  /^(无法回答|无法评价|无法判断|不清楚|不知道|不了解|不适用|没用过|未使用过?|没有使用过?|未体验|没接触过?|拒答|拒绝回答|不愿回答|说不清|未回答|未作答|不便回答|缺失|n\/?a|na|none|null|dk|don'?tknow|notapplicable|refused|-{1,3}|—+|\(空\)|（空）|\(跳过\)|跳过)$/;

/** Words that mean "no answer". */
export function isNonAnswerWord(text: string): boolean {
  if (text.length > 20) return false;
  return nonAnswerWords.test(cleaned(text) || normaliseText(text)) || nonAnswerWords.test(normaliseText(text));
}

/** "5=非常满意", "3分", "1.男", "2、女": the leading number and what follows it; null when there is none. */
export function leadingCode(text: string): { readonly code: number; readonly label: string } | null {
  const match = /^[（(]?(-?\d{1,3})[)）]?(?:\s*[.、:：=-]\s*|分\s*[:：=(（-]?\s*|星\s*|\s+)(\D.*)?$/.exec(
    text.normalize('NFKC').trim(),
  );
  return match ? { code: Number(match[1]), label: (match[2] ?? '').replace(/[)）]$/, '').trim() } : null;
}
