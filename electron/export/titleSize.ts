import { textWidth } from './docxPages.ts';
import { textWidthTwips } from './docxTables.ts';

/** Half-points. */
const sizes = { usual: 56, least: 44 } as const;
/** Twips from the left margin to the words beside the cover's bar. */
export const coverIndent = 440;
/** What stands in the last line is more than a word or two. */
const leastOfLastLine = 0.35;
/** Of the room between the margins that words may take up: in other faces they are a little wider. */
const share = 0.94;

/**
 * Size of a cover's title in half-points: the usual one, or the largest below it at which no last line of a word or two is left ("…报" and
 * "告" under it). A title that has such a line at every size keeps the usual one.
 */
export function titleSize(title: string): number {
  const room = ((textWidthTwips - coverIndent) / 20) * share;
  const endsWell = (half: number): boolean => {
    const lines = textWidth(title, { size: half / 2, bold: true }) / room;
    return lines <= 1 || lines % 1 >= leastOfLastLine;
  };
  for (let half: number = sizes.usual; half >= sizes.least; half -= 2) if (endsWell(half)) return half;
  return sizes.usual;
}
