import type { Role } from '../model/variable.ts';
import { answerCounts } from './declareScale.ts';
import type { Draft } from './declareScale.ts';
import { headingAsksProfile } from './headerWords.ts';
import { guessRange } from './proposeScale.ts';
import type { ProposedRange } from './proposeScale.ts';

const fewestItems = 4;
const ranking = /排序|排名|名次|\brank/i;

/** Ratings by their heading stand in a row with those that say nothing. */
function isRated({ profile }: Draft, role: Role, range: ProposedRange | null): boolean {
  return range !== null || (role === 'perception' && profile.integers && profile.numbers > 0);
}

/** The scale a column of whole numbers without a role looks rated on; null where it does not. */
function ratedOn(draft: Draft, role: Role): ProposedRange | null {
  const { profile, heading, type, coding, indicator } = draft;
  if (role !== 'none' || type !== 'number' || coding || indicator !== null) return null;
  if (!profile.integers || profile.values === null || profile.values.length < 3) return null;
  const { group, own } = heading;
  if (headingAsksProfile(group) || headingAsksProfile(own) || ranking.test(`${group} ${own}`)) return null;
  const range = guessRange(answerCounts([draft]));
  return range && range.max >= 5 && range.max <= 10 && range.min >= 0 && profile.min <= 3 && profile.max >= 4
    ? range
    : null;
}

/**
 * Ratings by their look: four and more neighbours of whole numbers on one small scale, about which no heading says anything. One such
 * column may count children or rooms; a row of them is a list of statements to rate.
 */
export function rolesOfBatteries(drafts: readonly Draft[], roles: readonly Role[]): readonly Role[] {
  const settled = [...roles];
  const ranges = drafts.map((draft, i) => ratedOn(draft, roles[i]!));
  let from = 0;
  while (from < drafts.length) {
    let to = from;
    while (to < drafts.length && isRated(drafts[to]!, roles[to]!, ranges[to]!)) to++;
    if (to - from >= fewestItems) settled.fill('perception', from, to);
    from = to + 1;
  }
  return settled;
}
