/** Full-width and half-width forms alike (Unicode NFKC), letters small, so that ＡＴＭ and atm are one word. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** A folded text and the way back. */
export interface FoldedText {
  readonly text: string;
  /** For each place of text, and its end, the place in the original. */
  readonly places: readonly number[];
}

/**
 * A text folded so that what is found in it can be shown in the original: a letter with the marks that follow it counts as one. Checked:
 * tests/shared/stats/comments.
 */
export function foldText(original: string): FoldedText {
  const text = folded(original);
  let joined = '';
  const places: number[] = [];
  let at = 0;
  for (const character of original.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) {
    const own = folded(character);
    for (let i = 0; i < own.length; i++) places.push(at);
    joined += own;
    at += character.length;
  }
  // Characters that only fold together (some scripts of letters in parts) are shown about where they are.
  if (joined !== text)
    return { text, places: Array.from({ length: text.length + 1 }, (_, place) => Math.min(place, original.length)) };
  places.push(original.length);
  return { text, places };
}
