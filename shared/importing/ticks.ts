import type { Coding } from './codeWords.ts';
import type { Draft } from './declareScale.ts';
import { normaliseText } from './looseValues.ts';
import { isNonAnswerWord } from './wordScales.ts';

/** The one text a column holds, where that is what its heading names: the option itself stands in the cell of who chose it. */
function tickOf({ profile, heading }: Draft): string | null {
  const { words } = profile;
  if (words.length !== 1 || profile.numbers + profile.dates + profile.errors > 0) return null;
  const { text, number, date } = words[0]!;
  const option = normaliseText(text);
  if (number !== null || date !== null || option === '' || isNonAnswerWord(text)) return null;
  const own = normaliseText(heading.own).replace(/[\])）】]+$/, '');
  return own === option || (own.endsWith(option) && /[[(（【\-—:：/]$/.test(own.slice(0, -option.length)))
    ? text
    : null;
}

/** Options of one question stand side by side, under one group where there are groups. */
const sisters = (one: Draft | undefined, other: Draft): boolean =>
  one !== undefined && one.heading.group === other.heading.group;

/** Codes columns in which who chose an option has its text and all others nothing: 1 = chosen. A lone column of that kind is none. */
export function codeTicks(drafts: readonly Draft[]): void {
  const ticks = drafts.map(tickOf);
  drafts.forEach((draft, i) => {
    const text = ticks[i];
    if (!text) return;
    const hasSister = [i - 1, i + 1].some((at) => Boolean(ticks[at]) && sisters(drafts[at], draft));
    if (!hasSister) return;
    const coding: Coding = {
      kind: 'tick',
      stem: '',
      textCodes: [{ text, code: 1 }],
      labels: [{ value: 1, label: text }],
      min: 0,
      max: 1,
      descending: false,
    };
    draft.coding = coding;
    draft.type = 'number';
  });
}
