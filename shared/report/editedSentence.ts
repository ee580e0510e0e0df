import { findAnalysis } from '../analyses/catalogue.ts';
import { findingsOf } from '../analyses/findings.ts';
import type { AnalysisResult, Sentence } from '../analyses/types.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { withHyphen } from '../format/minus.ts';
import { missingMark } from '../format/missingMark.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Locale } from '../model/text.ts';
import { type FindingOrigin, type Told, toldText } from './document.ts';
import { requestKey } from './requestKey.ts';
import type { Outcomes } from './resolve.ts';
import { sentencePlace } from './sentencePlace.ts';

/**
 * What has become of a sentence that a person took over from the program.
 * claim: the program would no longer say it with these words (another is highest now, the difference is no longer significant);
 * gone: it would say nothing of the kind any more; typed: digits typed by hand are those of before; numbers: only live numbers moved.
 */
export const changeKinds = ['claim', 'gone', 'typed', 'numbers'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface EditedChange {
  readonly kind: ChangeKind;
  /** The program's sentence as it was when the author last looked at it, and as it is now; null = there is none. */
  readonly before: string;
  readonly after: string | null;
  /** Numbers that show other digits, in the order of the sentence. */
  readonly moved: readonly { readonly before: string; readonly after: string }[];
}

function shown(
  result: AnalysisResult,
  path: string,
  format: Parameters<typeof formatNumber>[1],
  locale: Locale,
): string {
  const value = valueAt(result.values, path);
  if (typeof value === 'number') return formatNumber(value, format, locale);
  return typeof value === 'string' ? (result.labels[value] ?? value) : missingMark;
}

/** Sentences with what their numbers show now: what is remembered when a person takes them over. */
export function toldOf(sentences: readonly Sentence[], result: AnalysisResult, locale: Locale): Told {
  return sentences.flatMap(({ parts }, place) => [
    ...(place > 0 && locale === 'en' ? [' '] : []),
    ...parts.map((part) =>
      typeof part === 'string'
        ? part
        : { path: part.path, format: part.format, text: shown(result, part.path, part.format, locale) },
    ),
  ]);
}

/** The words without the numbers. What stands between "p" and its number ("= ", or nothing before "<.001") belongs to the number. */
const wordsOf = (told: Told): string =>
  told.map((part) => (typeof part === 'string' ? part.replace(/[\s=]+/g, '') : '\u0001')).join('');

const pairsIn = (text: string): ReadonlyMap<string, number> => {
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
};

/** Share of neighbouring letters two texts have in common, 0-1 (Dice's coefficient). */
function likeness(a: string, b: string): number {
  const [first, second] = [pairsIn(a), pairsIn(b)];
  let common = 0;
  for (const [pair, count] of first) common += Math.min(count, second.get(pair) ?? 0);
  const all = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  return all === 0 ? (a === b ? 1 : 0) : (2 * common) / all;
}

/** Below this a sentence is about something else. Sentences of one analysis with another name or verdict in them lie well above. */
const leastLikeness = 0.4;

/** What the program says of a result today: its narrative, or what of it is a finding of the whole evaluation. */
export function sentencesNow(
  { request, of }: Pick<FindingOrigin, 'request' | 'of'>,
  result: AnalysisResult,
  locale: Locale,
): readonly Sentence[] {
  if (result.status !== 'ok') return [];
  if (of === 'findings') return findingsOf([{ request, result }]).map((one) => one.sentence(locale));
  return findAnalysis(result.analysis)?.narrative(result, locale) ?? [];
}

interface Said {
  readonly about: string;
  readonly told: Told;
}

/** Narratives are asked for again and again while the same result stands on the page. */
const narratives = new WeakMap<AnalysisResult, Map<string, readonly Said[]>>();

function narrativeOf(
  { request, of }: Pick<FindingOrigin, 'request' | 'of'>,
  result: AnalysisResult,
  locale: Locale,
): readonly Said[] {
  let known = narratives.get(result);
  if (!known) narratives.set(result, (known = new Map()));
  const key = `${locale} ${of ?? ''}`;
  let said = known.get(key);
  if (!said) {
    said = sentencesNow({ request, ...(of ? { of } : {}) }, result, locale).map((one) => ({
      about: one.about,
      told: toldOf([one], result, locale),
    }));
    known.set(key, said);
  }
  return said;
}

/**
 * The place of a sentence that was taken over before it was stored what sentences tell of: the one most like what was told counts, its old
 * place first among equals.
 */
function likestPlace(told: Told, index: number, narrative: readonly Said[]): number | null {
  const words = wordsOf(told);
  let best: { readonly place: number; readonly like: number } | null = null;
  for (const [place, one] of narrative.entries()) {
    const like = likeness(words, wordsOf(one.told));
    if (!best || like > best.like || (like === best.like && place === index)) best = { place, like };
  }
  return best && best.like >= leastLikeness ? best.place : null;
}

/** The origin as the program's sentence of today is remembered: its place, what it tells of, its words. null: it is written no longer. */
export function originNow(
  origin: FindingOrigin,
  outcomes: Outcomes,
  locale: Locale,
): (FindingOrigin & { readonly told: Told }) | null {
  const { request, index, about } = origin;
  const outcome = outcomes.get(requestKey(request));
  if (!outcome?.ok) return null;
  const narrative = narrativeOf(origin, outcome.result, locale);
  if (index === null) {
    if (narrative.length === 0) return null;
    const gap = locale === 'en' ? [' '] : [];
    return { ...origin, told: narrative.flatMap(({ told }, place) => [...(place > 0 ? gap : []), ...told]) };
  }
  const place =
    about === undefined && origin.told ? likestPlace(origin.told, index, narrative) : sentencePlace(narrative, origin);
  return place === null ? null : { ...origin, index: place, ...narrative[place]! };
}

/** Is the number typed as such in the text, not as a part of a longer one? Single digits are too common to say anything. */
function isTyped(number: string, text: string): boolean {
  if (number.replace(/\D/g, '').length < 2) return false;
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    const [before, after] = [
      text.slice(Math.max(0, at - 2), at),
      text.slice(at + number.length, at + number.length + 2),
    ];
    if (!/\d[.,]?$/.test(before) && !/^[.,]?\d/.test(after)) return true;
  }
  return false;
}

/**
 * Compares a sentence a person took over with what the program would say today.
 *
 * @param typed  the author's words without the live numbers
 * @returns null: nothing to look at, or the result is not there yet, or the sentence was taken over before this was remembered
 */
export function checkEdited(
  origin: FindingOrigin,
  typed: string,
  outcomes: Outcomes,
  locale: Locale,
): EditedChange | null {
  const { told, request } = origin;
  if (!told || !outcomes.has(requestKey(request))) return null;
  const before = toldText(told);
  const now = originNow(origin, outcomes, locale)?.told;
  if (!now) return { kind: 'gone', before, after: null, moved: [] };
  const after = toldText(now);
  if (wordsOf(now) !== wordsOf(told)) return { kind: 'claim', before, after, moved: [] };
  const numbers = now.filter((part) => typeof part !== 'string');
  const moved = told
    .filter((part) => typeof part !== 'string')
    .map((part, i) => ({ before: part.text, after: numbers[i]?.text ?? missingMark }))
    // What was remembered before the minus sign was written has a hyphen.
    .filter((one) => withHyphen(one.before) !== withHyphen(one.after));
  if (moved.length === 0) return null;
  return {
    kind: moved.some((one) => isTyped(withHyphen(one.before), withHyphen(typed))) ? 'typed' : 'numbers',
    before,
    after,
    moved,
  };
}
