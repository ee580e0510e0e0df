/** A text with the differences taken out that searching does not care about, and the way back. */
export interface FoldedText {
  readonly text: string;
  /** For each place of text, and its end, the place in the original. */
  readonly places: readonly number[];
}

/**
 * Full-width and half-width forms alike, letters small, so that ＡＴＭ and atm are one word. Character by character (a letter with the
 * marks that follow it counts as one), so that what is found can be shown in the original.
 */
export function foldText(original: string): FoldedText {
  let text = '';
  const places: number[] = [];
  let at = 0;
  for (const character of original.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) {
    const folded = character.normalize('NFKC').toLowerCase();
    for (let i = 0; i < folded.length; i++) places.push(at);
    text += folded;
    at += character.length;
  }
  places.push(original.length);
  return { text, places };
}
