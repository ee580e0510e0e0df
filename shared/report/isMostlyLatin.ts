import type { Run } from './resolved.ts';
import { runsText } from './textRuns.ts';

/** Is a paragraph made of Latin words for the greater part? Set flush on both sides as Chinese is, it would have wide gaps. */
export function isMostlyLatin(runs: readonly Run[]): boolean {
  const text = runsText(runs);
  return (text.match(/[a-z]/giu)?.length ?? 0) * 2 > text.length;
}
