import type { Scale } from '../model/variable.ts';
import type { ColumnPlan, Doubt } from './plan.ts';
import type { ColumnProfile } from './profileColumn.ts';

/** Answers that a scale neither holds nor names, with how often each was given. */
export const outsideScale = (scale: Scale | null, profile: ColumnProfile): readonly (readonly [number, number])[] =>
  (scale ? (profile.values ?? []) : []).filter(
    ([value]) => (value < scale!.min || value > scale!.max) && !scale!.nonAnswers.some((code) => code.value === value),
  );

/** Asked about what a remembered plan has decided. */
const decided =
  /^doubt\.(rangeGuessed|nonAnswers|directionGuessed|reversed|outOfRange|savTextCoded|savTextLabels|savLabelMissing|platformScore|indicatorShared|clock)$/;

/** Doubts about the cells of the new file under the remembered decisions, which are not asked about again. */
export function standingDoubts(
  old: ColumnPlan,
  fresh: ColumnPlan,
  outside: readonly (readonly [number, number])[],
): readonly Doubt[] {
  const asked = fresh.doubts.filter(
    ({ code }) => !decided.test(code) && !(old.personal && code.startsWith('doubt.personal.')),
  );
  if (!old.scale || outside.length === 0) return asked;
  const count = outside.reduce((sum, [, times]) => sum + times, 0);
  const { min, max } = old.scale;
  return [...asked, { code: 'doubt.outOfRange', details: { count, min, max, example: outside[0]![0] } }];
}
