import type { Role, Scale, ValueLabel, ValueType } from '../model/variable.ts';
import type { Coding } from './codeWords.ts';
import { headingAsksRecommending, labelsOfHeading } from './headerWords.ts';
import type { HeadingScale } from './headerWords.ts';
import { addedLabels } from './language.ts';
import type { FileLanguage } from './language.ts';
import type { ColumnHeading } from './headings.ts';
import type { ColumnPlan, Doubt } from './plan.ts';
import type { ColumnProfile } from './profileColumn.ts';
import { filledScale, freeNonAnswerCode, guessRange, nonAnswerCodes, rangeHolds, unionCounts } from './proposeScale.ts';
import type { Counts, ProposedRange } from './proposeScale.ts';
import { normaliseText } from './looseValues.ts';
import { gradeWord, isBlankWord, isNonAnswerWord } from './wordScales.ts';

const ratingRoles: readonly Role[] = [
  'perception',
  'expectation',
  'importance',
  'overallSatisfaction',
  'loyalty',
  'kanoFunctional',
  'kanoDysfunctional',
];
const praising: ReadonlySet<string> = new Set(['satisfied', 'good', 'quality', 'favourable']);
export const isRating = (role: Role | null): boolean => role !== null && ratingRoles.includes(role);

/** Everything known about one column while the plan is made. */
export interface Draft {
  readonly index: number;
  readonly language: FileLanguage;
  readonly column: number;
  readonly heading: ColumnHeading;
  readonly profile: ColumnProfile;
  readonly headingScale: HeadingScale | null;
  readonly indicator: string | null;
  role: Role | null;
  /** The heading says that the question is asked in reverse: agreeing with it is no praise. */
  reversed: boolean;
  coding: Coding | null;
  type: ValueType;
  readonly doubts: Doubt[];
}

/** Numbers answered over several columns, those before a word ("5=非常满意") included. */
export function answerCounts(drafts: readonly Draft[]): Counts {
  const counts = new Map(unionCounts(drafts.map((draft) => draft.profile)));
  for (const { coding, profile } of drafts) {
    if (coding?.kind !== 'leading') continue;
    const codes = new Map(coding.textCodes.map((entry) => [entry.text, entry.code]));
    for (const { text, count } of profile.words) {
      const code = codes.get(text);
      if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + count);
    }
  }
  return counts;
}

/** "1 - Not at all important" … "9 - Extremely important": a range whose both ends are named by words of the extreme. */
function labelledRange(draft: Draft): ProposedRange | null {
  const { coding } = draft;
  if (coding?.kind !== 'leading' || ![0, 1].includes(coding.min) || coding.max > 10) return null;
  const gradeAt = (value: number): number =>
    gradeWord(coding.labels.find((entry) => entry.value === value)?.label ?? '')?.degree ?? 0;
  const extremes = Math.abs(gradeAt(coding.min)) === 3 && Math.abs(gradeAt(coding.max)) === 3;
  return extremes && rangeHolds(answerCounts([draft]), coding) ? { min: coding.min, max: coding.max } : null;
}

interface RangeChoice extends ProposedRange {
  readonly guessed: boolean;
}

/** What the number questions of one role say together. */
export interface Family {
  readonly counts: Counts;
  /** The guess from those whose headings do not state a range. */
  readonly joint: ProposedRange | null;
  readonly labelled: readonly ProposedRange[];
  /** Small scales that neighbours fill together, by place: a list of its own among questions on a larger scale. */
  readonly blocks: ReadonlyMap<number, ProposedRange>;
}

const fewestNeighbours = 3;
/** With so many answers none of which is higher, the scale ends there. */
const fewestInBlock = 120;

function blocksOf(drafts: readonly Draft[]): ReadonlyMap<number, ProposedRange> {
  const blocks = new Map<number, ProposedRange>();
  const filled = drafts.map((draft) => (draft.headingScale ? null : filledScale(answerCounts([draft]))));
  let from = 0;
  while (from < drafts.length) {
    const range = filled[from];
    let to = from + 1;
    while (to < drafts.length && drafts[to]!.index === drafts[to - 1]!.index + 1 && filled[to] === range) to++;
    const block = drafts.slice(from, to);
    const answers = block.reduce((sum, { profile }) => sum + profile.filled, 0);
    if (range && block.length >= fewestNeighbours && answers >= fewestInBlock)
      for (const { index } of block) blocks.set(index, range);
    from = to;
  }
  return blocks;
}

export function familyOf(drafts: readonly Draft[]): Family {
  return {
    counts: unionCounts(drafts.map((draft) => draft.profile)),
    joint: guessRange(answerCounts(drafts.filter((draft) => !draft.headingScale))),
    labelled: drafts.map(labelledRange).filter((range) => range !== null),
    blocks: blocksOf(drafts),
  };
}

/** Nobody recommends from 1 to 10 and answers 0: "How likely are you to recommend us" is asked from 0. */
const fromZero = ({ heading, role }: Draft, own: Counts, range: RangeChoice): RangeChoice =>
  role === 'loyalty' && range.min === 1 && range.max === 10 && own.has(0) && headingAsksRecommending(heading.own)
    ? { ...range, min: 0 }
    : range;

/** The declared range: stated by the heading, by the words, else the smallest usual scale that holds this role's answers. */
function chooseRange(draft: Draft, family: Family): RangeChoice | null {
  const { headingScale, coding, role } = draft;
  if (role === 'kanoFunctional' || role === 'kanoDysfunctional') return { min: 1, max: 5, guessed: false };
  if (headingScale) return { min: headingScale.min, max: headingScale.max, guessed: false };
  if (coding && coding.kind !== 'leading') return { min: coding.min, max: coding.max, guessed: coding.max <= 4 };
  const own = answerCounts([draft]);
  const labelled = labelledRange(draft) ?? family.labelled.find((range) => rangeHolds(own, range));
  if (labelled) return { ...labelled, guessed: false };
  const block = family.blocks.get(draft.index);
  if (block) return { ...block, guessed: true };
  const joint = family.joint;
  if (joint && rangeHolds(own, joint, family.counts)) return fromZero(draft, own, { ...joint, guessed: true });
  const alone = guessRange(own);
  return alone ? fromZero(draft, own, { ...alone, guessed: true }) : joint ? { ...joint, guessed: true } : null;
}

export interface ScaleProposal {
  readonly scale: Scale | null;
  readonly textCodes: ColumnPlan['textCodes'];
  readonly valueLabels: readonly ValueLabel[];
  /** Words for "no answer" in a column of amounts, which has no scale to keep a code for them. */
  readonly blankTexts: readonly string[];
}

/**
 * A code outside the scale for every word that says "no answer", so that each reads as it was written; words that differ in nothing but
 * width and blanks share one. A word the heading or the usual codes already name keeps that code.
 */
function codesOfNonAnswers(
  { profile, coding, headingScale }: Draft,
  choice: RangeChoice | null,
  counts: Counts,
  known: readonly ValueLabel[],
): { readonly textCodes: ColumnPlan['textCodes']; readonly labels: readonly ValueLabel[] } {
  const codes = new Map(known.map(({ value, label }) => [normaliseText(label), value]));
  const taken = [
    ...known.map(({ value }) => value),
    ...(coding?.textCodes ?? []).map(({ code }) => code),
    ...counts.keys(),
  ];
  const labels: ValueLabel[] = [];
  const steps = new Set(coding?.textCodes.map(({ text }) => text));
  const textCodes = profile.words
    .filter(
      ({ text, number }) =>
        number === null && !steps.has(text) && (isNonAnswerWord(text) || (choice !== null && isBlankWord(text))),
    )
    .map(({ text }) => {
      const word = normaliseText(text);
      // A heading that names one such code ("99=无法回答/不清楚") means it for every such word.
      const meant =
        codes.get(word) ?? (headingScale?.nonAnswers.length === 1 ? headingScale.nonAnswers[0]!.value : null);
      const code = meant ?? freeNonAnswerCode(counts, choice, taken);
      if (meant === null) {
        codes.set(word, code);
        taken.push(code);
        labels.push({ value: code, label: text });
      }
      return { text, code };
    });
  return { textCodes, labels };
}

/** Answered in degrees of content ("非常满意"), not of agreement. */
function wordsPraise({ coding, heading }: Draft): boolean {
  const words = coding ? coding.labels : labelsOfHeading(`${heading.group} ${heading.own}`);
  return words.some(({ label }) => praising.has(gradeWord(label)?.stem ?? ''));
}

/**
 * Range, labels, codes of words and non-answers of one column; what was guessed is added to the doubts of the draft.
 * A scale is declared for rating roles only; other coded columns get value labels.
 */
export function declareScale(draft: Draft, family: Family): ScaleProposal {
  const { coding, headingScale, role, type, doubts, heading } = draft;
  if (type !== 'number') return { scale: null, textCodes: [], valueLabels: [], blankTexts: [] };
  const rated = isRating(role);
  const added = addedLabels[draft.language];
  const choice = rated ? chooseRange(draft, family) : null;
  const counts = answerCounts([draft]);
  const stated = headingScale?.nonAnswers ?? [];
  const codes = choice
    ? nonAnswerCodes(counts, family.counts, choice, added.noAnswer).filter(
        (code) => !stated.some((other) => other.value === code.value),
      )
    : [];
  const noAnswers = codesOfNonAnswers(draft, choice, counts, [...stated, ...codes]);
  const textCodes = [...(coding?.textCodes ?? []), ...noAnswers.textCodes];
  const nonAnswers = [...stated, ...codes, ...noAnswers.labels];
  if (!choice && !coding && role !== 'multipleResponse') {
    // A code such as 99 would be averaged with the amounts.
    const blankTexts = noAnswers.textCodes.map(({ text }) => text);
    return { scale: null, textCodes: [], valueLabels: labelsOfHeading(heading.own), blankTexts };
  }
  if (!choice) {
    const labels = coding?.labels ?? labelsOfHeading(heading.own);
    const binary =
      role === 'multipleResponse' && labels.length === 0
        ? [
            { value: 0, label: added.notChosen },
            { value: 1, label: added.chosen },
          ]
        : labels;
    return { scale: null, textCodes, valueLabels: [...binary, ...noAnswers.labels], blankTexts: [] };
  }
  if (choice.guessed) doubts.push({ code: 'doubt.rangeGuessed', details: { min: choice.min, max: choice.max } });
  // What the heading states, and codes that only sisters were answered with, need no look here.
  const found = [...codes.filter(({ value }) => counts.has(value)), ...noAnswers.labels];
  if (found.length > 0) {
    doubts.push({
      code: 'doubt.nonAnswers',
      details: { codes: found.map((entry) => `${entry.value}=${entry.label}`) },
    });
  }
  const descending = headingScale?.descending || coding?.descending || false;
  // Words of content say themselves which end is good, however the question is put.
  const turned = draft.reversed && !wordsPraise(draft);
  if (turned) doubts.push({ code: 'doubt.reversed', details: {} });
  else if (descending) doubts.push({ code: 'doubt.directionGuessed', details: {} });
  const bad = [...counts].filter(
    ([value]) => (value < choice.min || value > choice.max) && !nonAnswers.some((entry) => entry.value === value),
  );
  if (bad.length > 0) {
    const count = bad.reduce((sum, [, times]) => sum + times, 0);
    doubts.push({
      code: 'doubt.outOfRange',
      details: { count, min: choice.min, max: choice.max, example: bad[0]![0] },
    });
  }
  const labels = coding?.labels.length ? coding.labels : (headingScale?.labels ?? []);
  return {
    scale: {
      min: choice.min,
      max: choice.max,
      direction: descending !== turned ? 'descending' : 'ascending',
      labels,
      nonAnswers,
    },
    textCodes,
    valueLabels: [],
    blankTexts: [],
  };
}
