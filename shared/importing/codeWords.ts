import type { Role, ValueLabel } from '../model/variable.ts';
import { languageOf } from './language.ts';
import type { ColumnProfile } from './profileColumn.ts';
import {
  gradeWord,
  isNonAnswerWord,
  isScaleWord,
  kanoCode,
  kanoLabels,
  isBlankWord,
  leadingCode,
  trailingCode,
  wordScaleOf,
  yesNoCode,
} from './wordScales.ts';

export type CodingKind = 'degree' | 'kano' | 'leading' | 'yesNo' | 'tick';

/** How the words of a column become codes. steps: length of a scale of degree, else 0. */
export interface Coding {
  readonly kind: CodingKind;
  /** The family of a scale of degree ('satisfied', 'important', …), else ''. */
  readonly stem: string;
  readonly textCodes: readonly { readonly text: string; readonly code: number }[];
  readonly labels: readonly ValueLabel[];
  readonly min: number;
  readonly max: number;
  /** The words run from good to bad as the codes rise. */
  readonly descending: boolean;
}

const mostWords = 24;
/** A column with more distinct texts than this is not looked at for words: open comments. */
const mostTexts = 400;
/** Share of the worded answers that must be understood before a column is coded. */
const understood = 0.95;

type Word = ColumnProfile['words'][number];

const inWords = (profile: ColumnProfile): readonly Word[] =>
  profile.words.filter((word) => word.number === null && word.date === null);

/**
 * Answers in words, without those that say "no answer" and those that are numbers or dates. "不了解" is an answer where others say
 * "非常了解".
 */
function realWords(profile: ColumnProfile): readonly Word[] {
  const words = inWords(profile);
  // Beside numbers, or beside the words of a scale, "无" says that nothing was answered.
  const measured = profile.numbers + profile.numericTexts > 0 || words.some((word) => isScaleWord(word.text));
  const real = words.filter((word) => !isNonAnswerWord(word.text) && !(measured && isBlankWord(word.text)));
  if (real.length === words.length || real.length > mostWords) return real;
  const knowing = real.some((word) => gradeWord(word.text)?.stem === 'known');
  return knowing ? words.filter((word) => !isNonAnswerWord(word.text) || gradeWord(word.text)?.stem === 'known') : real;
}

const weight = (words: readonly Word[]): number => words.reduce((sum, word) => sum + word.count, 0);

/** The family of degree words a column speaks in (满意, 同意, …); null when it does not. */
export function degreeStem(profile: ColumnProfile): string | null {
  if (profile.words.length > mostTexts) return null;
  const words = realWords(profile);
  if (words.length === 0 || words.length > mostWords) return null;
  const graded = words.filter((word) => isScaleWord(word.text));
  if (weight(graded) < understood * weight(words)) return null;
  const whole = wordScaleOf(graded.map((word) => word.text));
  if (whole) return whole.stem;
  const stems = [...new Set(graded.map((word) => gradeWord(word.text)?.stem ?? '').filter((stem) => stem !== ''))];
  return stems.length === 1 ? stems[0]! : null;
}

/** The words of one column that has no sisters; none where it holds open comments. */
export function ownWords(profile: ColumnProfile): readonly string[] {
  return profile.words.length > mostTexts ? [] : realWords(profile).map((word) => word.text);
}

/** All degree words of several columns of one family. */
export function degreeWords(profiles: readonly ColumnProfile[]): readonly string[] {
  return [
    ...new Set(
      profiles.flatMap((profile) => realWords(profile).map((word) => word.text)).filter((text) => isScaleWord(text)),
    ),
  ];
}

function degreeCoding(words: readonly Word[], family: readonly string[]): Coding | null {
  const scale = wordScaleOf(family);
  if (!scale) return null;
  const known = scale.codes.filter(({ text }) => words.some((word) => word.text === text));
  if (weight(words.filter((word) => known.some(({ text }) => text === word.text))) < understood * weight(words))
    return null;
  const { stem, codes: textCodes, labels } = scale;
  return { kind: 'degree', stem, textCodes, labels, min: 1, max: scale.steps, descending: false };
}

function kanoCoding(words: readonly Word[], role: Role | null): Coding | null {
  const coded = words.flatMap((word) => {
    const code = kanoCode(word.text);
    return code === null ? [] : [{ text: word.text, code, count: word.count }];
  });
  const expected =
    role === 'kanoFunctional' || role === 'kanoDysfunctional' || coded.some(({ code }) => code === 2 || code === 4);
  const share = coded.reduce((sum, word) => sum + word.count, 0) / Math.max(1, weight(words));
  if (!expected || coded.length === 0 || share < understood) return null;
  return {
    kind: 'kano',
    stem: '',
    textCodes: coded.map(({ text, code }) => ({ text, code })),
    labels: kanoLabels[languageOf(words.map(({ text }) => text))],
    min: 1,
    max: 5,
    descending: false,
  };
}

function labelsFall(lowest: string | undefined, highest: string | undefined): boolean {
  const [low, high] = [gradeWord(lowest ?? ''), gradeWord(highest ?? '')];
  return low !== null && high !== null && low.degree > high.degree;
}

function leadingCoding(words: readonly Word[]): Coding | null {
  if (words.length > mostWords) return null;
  const coded = words.flatMap(({ text, count }) => {
    const parsed = leadingCode(text) ?? trailingCode(text);
    return parsed ? [{ text, count, ...parsed }] : [];
  });
  if (coded.length === 0 || weight(words) * understood > coded.reduce((sum, word) => sum + word.count, 0)) return null;
  const labels = new Map<number, string>();
  for (const { code, label } of coded) {
    const known = labels.get(code);
    if (known !== undefined && known !== '' && label !== '' && known !== label) return null;
    if (!known) labels.set(code, label);
  }
  const values = [...labels.keys()].toSorted((a, b) => a - b);
  return {
    kind: 'leading',
    stem: '',
    textCodes: coded.map(({ text, code }) => ({ text, code })),
    labels: values.filter((value) => labels.get(value) !== '').map((value) => ({ value, label: labels.get(value)! })),
    min: values[0]!,
    max: values.at(-1)!,
    descending: labelsFall(labels.get(values[0]!), labels.get(values.at(-1)!)),
  };
}

function yesNoCoding(words: readonly Word[]): Coding | null {
  if (words.length === 0 || words.length > 4) return null;
  const coded = words.map(({ text }) => ({ text, code: yesNoCode(text) }));
  if (coded.some(({ code }) => code === null)) return null;
  const textCodes = coded.map(({ text, code }) => ({ text, code: code! }));
  const label = (value: number, fallback: string): ValueLabel => ({
    value,
    label: textCodes.find(({ code }) => code === value)?.text ?? fallback,
  });
  const [no, yes] = languageOf(words.map(({ text }) => text)) === 'zh' ? ['否', '是'] : ['No', 'Yes'];
  const labels = [label(0, no!), label(1, yes!)];
  return { kind: 'yesNo', stem: '', textCodes, labels, min: 0, max: 1, descending: false };
}

/**
 * The coding of a column answered in words, or null when its texts stay texts. family: the degree words of this column and its
 * sisters, since a step nobody chose here may be chosen there.
 */
export function codeWords(profile: ColumnProfile, role: Role | null, family: readonly string[]): Coding | null {
  if (profile.words.length > mostTexts) return null;
  const words = realWords(profile);
  if (words.length === 0 || words.length > mostWords) return null;
  // A number written before the word is the code, whatever the word says.
  return kanoCoding(words, role) ?? leadingCoding(words) ?? degreeCoding(words, family) ?? yesNoCoding(words);
}
