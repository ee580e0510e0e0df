import { shorten, textWidth } from '../../charts/plotText.ts';
import type { Run } from '../resolved.ts';
import { runsText } from '../textRuns.ts';

/**
 * Runs cut with an ellipsis where they are wider than there is room for; what follows the cut is left out.
 *
 * @param room  in font-size units, as textWidth counts
 */
export function cutRuns(runs: readonly Run[], room: number): readonly Run[] {
  if (textWidth(runsText(runs)) <= room) return runs;
  const kept: Run[] = [];
  let left = room;
  for (const run of runs) {
    if (run.type !== 'run') {
      kept.push(run);
      continue;
    }
    const width = textWidth(run.text);
    if (width > left - 1) {
      kept.push({ ...run, text: shorten(run.text, Math.max(1, Math.min(left, width - 0.5))) });
      break;
    }
    kept.push(run);
    left -= width;
  }
  return kept;
}
