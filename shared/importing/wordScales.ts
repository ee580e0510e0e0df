import type { ValueLabel } from '../model/variable.ts';
import type { FileLanguage } from './language.ts';
import { normaliseText } from './looseValues.ts';
import { isListedWord, listedScale, strengthScale } from './listedScales.ts';
import { wordOf } from './wordOf.ts';

/** What a word means on a scale of degree: which family of words, and how far from the middle (-3 … 3). */
export interface Grade {
  readonly stem: string;
  readonly degree: number;
}

const veryWords = /非常|十分|极其|极为|特别|完全|强烈|绝对|很|极|最|atall|very|extremely|strongly|completely|totally/;
const somewhatWords =
  /比较|基本|有点|有些|部分|大致|还算|较|稍|略|不太|不大|不怎么|不很|somewhat|slightly|fairly|rather|partly/;
/** Neither strong nor weak: between "slightly" and "extremely". */
const plainWords = /moderately|quite|mostly|generally/;
const neutralWords =
  /^(一般|一般般|中立|普通|中等|适中|尚可|还可以|还行|不确定|不一定|不好说|没意见|无意见|既不.*也不.*|neutral|neither.*|average|so-?so|ok|okay|fair|undecided|notsure)$/;
/** Stands for the middle on scales that have no word of their own for it: 满意, 基本满意, 不满意. */
const basicWords = /^(基本|大致|尚)/;

/** Families by the word that carries the meaning; negative = the word alone is the bad end. */
const stems: readonly { readonly stem: string; readonly word: RegExp; readonly negative: boolean }[] = [
  { stem: 'satisfied', word: /满意/, negative: false },
  { stem: 'satisfied', word: /dissatisfied|unsatisfied/, negative: true },
  { stem: 'satisfied', word: /satisfied/, negative: false },
  { stem: 'agree', word: /同意|认同|赞同|赞成|认可|支持/, negative: false },
  { stem: 'agree', word: /反对|disagree/, negative: true },
  { stem: 'agree', word: /agree/, negative: false },
  { stem: 'important', word: /unimportant/, negative: true },
  { stem: 'important', word: /重要|important/, negative: false },
  { stem: 'willing', word: /愿意|乐意/, negative: false },
  { stem: 'likely', word: /unlikely/, negative: true },
  { stem: 'likely', word: /可能|likely/, negative: false },
  { stem: 'fits', word: /符合/, negative: false },
  { stem: 'known', word: /了解|熟悉|清楚/, negative: false },
  { stem: 'safe', word: /unsafe/, negative: true },
  { stem: 'safe', word: /安全|safe/, negative: false },
  { stem: 'convenient', word: /inconvenient/, negative: true },
  { stem: 'convenient', word: /方便|便利|便捷|convenient/, negative: false },
  { stem: 'easy', word: /困难|difficult|hard/, negative: true },
  { stem: 'easy', word: /容易|easy/, negative: false },
  { stem: 'favourable', word: /unfavou?rabl[ey]/, negative: true },
  { stem: 'favourable', word: /favou?rabl[ey]/, negative: false },
  { stem: 'trusted', word: /信任/, negative: false },
  { stem: 'reasonable', word: /合理/, negative: false },
  { stem: 'clean', word: /干净|整洁/, negative: false },
  { stem: 'comfortable', word: /舒适/, negative: false },
  { stem: 'good', word: /优秀|excellent/, negative: false },
  { stem: 'good', word: /差|糟|poor|bad|terrible/, negative: true },
  { stem: 'good', word: /好|good/, negative: false },
  { stem: 'high', word: /低|low/, negative: true },
  { stem: 'high', word: /高|high/, negative: false },
];

/** Degree of one word; null when it is no word of degree. The middle words have degree 0 and the stem ''. */
export function gradeWord(text: string): Grade | null {
  if (text.length > 60) return null;
  const word = wordOf(text);
  if (word === '' || word.length > 48) return null;
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
      .replace(plainWords, '')
      .replace(/[我感觉到得不没未非太会对是的无尚为]|not|i|am|it|is/g, '').length > 0
  )
    return null;
  const somewhat = somewhatWords.test(before);
  const very = !somewhat && veryWords.test(before);
  const negated = /不|没|未|无|非(?!常)|not/.test(before) !== found.negative;
  // "差" and "低" are as far from the middle as "好" and "高".
  const strength = very ? 3 : somewhat ? 1 : 2;
  return { stem: found.stem, degree: negated ? -strength : strength };
}

/** Does the word belong to a scale of degree, of strength or to a list? */
export const isScaleWord = (text: string): boolean => gradeWord(text) !== null || isListedWord(text);

export interface WordScale {
  readonly stem: string;
  /** Code of each degree word seen, from 1 upwards. */
  readonly codes: readonly { readonly text: string; readonly code: number }[];
  readonly steps: number;
  readonly labels: readonly ValueLabel[];
}

interface GradedWord {
  readonly text: string;
  readonly stem: string;
  readonly degree: number;
}

/** Words with their degrees; null when one has none. "基本满意" is the middle where no other word is. */
function gradedWords(words: readonly string[]): readonly GradedWord[] | null {
  const graded: GradedWord[] = [];
  for (const text of words) {
    const grade = gradeWord(text);
    if (!grade) return null;
    graded.push({ text, ...grade });
  }
  const needsMiddle = !graded.some(({ degree }) => degree === 0) && graded.some(({ degree }) => degree >= 2);
  return needsMiddle
    ? graded.map((word) => (word.degree === 1 && basicWords.test(wordOf(word.text)) ? { ...word, degree: 0 } : word))
    : graded;
}

/** How many steps the degrees tell of, and the code of each. */
function stepsOf(degrees: ReadonlySet<number>): {
  readonly steps: number;
  readonly codeOf: (degree: number) => number;
} {
  const all = [...degrees];
  const both = (sign: number): boolean => degrees.has(2 * sign) && degrees.has(sign);
  const strong = degrees.has(3) || degrees.has(-3);
  if (degrees.has(2) && degrees.has(-2) && all.every((degree) => Math.abs(degree) === 2 || degree === 0)) {
    const steps = degrees.has(0) ? 3 : 2;
    return { steps, codeOf: (degree) => (degree < 0 ? 1 : degree === 0 ? 2 : steps) };
  }
  const halves = both(1) || both(-1);
  if (halves && strong) return { steps: 7, codeOf: (degree) => degree + 4 };
  const outer = (degree: number): number => {
    const size = Math.abs(degree);
    return Math.sign(degree) * (size === 3 || (halves && size === 2) ? 2 : Math.min(size, 1));
  };
  const levels = new Set(all.map(outer));
  if (!levels.has(0) && levels.size === 4)
    return { steps: 4, codeOf: (degree) => (degree < 0 ? outer(degree) + 3 : outer(degree) + 2) };
  return { steps: 5, codeOf: (degree) => outer(degree) + 3 };
}

/**
 * A scale of degree that all the words belong to, coded 1 (worst) to the number of steps; null when there is none.
 * Words of one scale should be given together, also from sister questions: a step nobody chose here may be chosen there.
 * Seven steps when a side has a strong, a plain and a softened word (很满意, 满意, 较满意); five with a middle word or where three of the
 * four outer words leave room for one; four when exactly the four outer words occur and no middle word does; three or two when there are
 * only the plain words (满意, 一般, 不满意). Lists that do not follow the pattern "degree + word" are in listedScales.ts.
 */
export function wordScaleOf(words: readonly string[]): WordScale | null {
  if (words.length < 2) return null;
  const listed = strengthScale(words) ?? listedScale(words);
  if (listed) return listed;
  const known = gradedWords(words);
  if (!known) return null;
  const found = [...new Set(known.map((entry) => entry.stem).filter((stem) => stem !== ''))];
  if (found.length !== 1) return null;
  const { steps, codeOf } = stepsOf(new Set(known.map((entry) => entry.degree)));
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

const kanoWords: Readonly<Record<FileLanguage, readonly string[]>> = {
  zh: ['喜欢', '理应如此', '无所谓', '能忍受', '不喜欢'],
  en: ['I like it', 'It must be so', 'I am neutral', 'I can live with it', 'I dislike it'],
};
const numbered = (words: readonly string[]): readonly ValueLabel[] =>
  words.map((label, i) => ({ value: i + 1, label }));
export const kanoLabels: Readonly<Record<FileLanguage, readonly ValueLabel[]>> = {
  zh: numbered(kanoWords.zh),
  en: numbered(kanoWords.en),
};

/** Kano code 1-5 of an answer, or null. */
export function kanoCode(text: string): number | null {
  const word = wordOf(text);
  const index = kanoPatterns.findIndex((pattern) => pattern.test(word));
  return index < 0 ? null : index + 1;
}

const yesWords = ['是', '有', '会', '对', '选中', '√', '✓', 'yes', 'y', 'true', '是的', '已选'];
const noWords = ['否', '没有', '无', '不会', '不是', '未选中', '未选', '×', 'no', 'n', 'false', '没', '不'];

/** 1 for a yes, 0 for a no, null otherwise. */
export function yesNoCode(text: string): number | null {
  const word = wordOf(text) || normaliseText(text);
  if (yesWords.includes(word)) return 1;
  return noWords.includes(word) ? 0 : null;
}

const nonAnswerWords =
  /^(无法回答|无法评价|无法判断|不清楚|不知道|不了解|不适用|没用过|未使用过?|没有使用过?|未体验|没接触过?|未接触过?|不涉及|拒答|拒绝回答|不愿(回答|透露)|不想(回答|透露)|不便透露|说不清|未回答|未作答|不便回答|缺失|n\/?a|na|none|null|dk|(i)?don'?tknow|can(not|'?t)say|noopinion|prefernotto(say|answer)|neverused(it)?|havenotused(it)?|unfamiliar(n\/a)?|notapplicable|refused|\/|-{1,3}|—+|\(空\)|（空）|\(跳过\)|跳过)$/;

/** Words that mean "no answer". */
export function isNonAnswerWord(text: string): boolean {
  if (text.length > 20) return false;
  return nonAnswerWords.test(wordOf(text) || normaliseText(text)) || nonAnswerWords.test(normaliseText(text));
}

/**
 * The labels that mean "no answer" among those of a question's codes. A word such as "no opinion" over a code between the steps of a scale
 * is a step, its middle.
 */
export function nonAnswerLabels(labels: readonly ValueLabel[]): readonly ValueLabel[] {
  const steps = labels.filter(({ label }) => !isNonAnswerWord(label)).map(({ value }) => value);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  return labels.filter(({ value, label }) => isNonAnswerWord(label) && !(least < value && value < most));
}

/** Longer texts are no steps of a scale. */
const longestStep = 60;

/**
 * "非常满意(5)", "满意（4分）", "一般=3": a word of a scale and the number written after it; null when there is none. Other words may bear
 * numbers that are no codes ("万达店(2)").
 */
export function trailingCode(text: string): { readonly code: number; readonly label: string } | null {
  if (text.length > longestStep) return null;
  const match = /^(\D*?[^\d\s(=:：-])\s*(?:\(\s*(\d{1,3})\s*分?\s*\)|[=:：-]\s*(\d{1,3})\s*分?|(\d{1,2})\s*分)$/.exec(
    text.normalize('NFKC').trim(),
  );
  return match && isScaleWord(match[1]!) ? { code: Number(match[2] ?? match[3] ?? match[4]), label: match[1]! } : null;
}

/** "无" and "没有" where a number is asked for: nothing was said. As an answer to a question of its own it is one. */
export const isBlankWord = (text: string): boolean => /^(无|没有?|空白?|缺|none|nil)$/.test(normaliseText(text));

/** "5=非常满意", "3分", "1.男", "2、女": the leading number and what follows it; null when there is none. */
export function leadingCode(text: string): { readonly code: number; readonly label: string } | null {
  const match = /^[（(]?(-?\d{1,3})[)）]?(?:\s*[.、:：=-]\s*|分\s*[:：=(（-]?\s*|星\s*|\s+)(\D.*)?$/.exec(
    text.normalize('NFKC').trim(),
  );
  return match ? { code: Number(match[1]), label: (match[2] ?? '').replace(/[)）]$/, '').trim() } : null;
}
