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

/** The scale a column of whole numbers without a role may be rated on; null where it cannot be. */
function ratableOn(draft: Draft, role: Role): ProposedRange | null {
  const { profile, heading, type, coding, indicator } = draft;
  if (role !== 'none' || type !== 'number' || coding || indicator !== null) return null;
  if (!profile.integers || profile.values === null || profile.values.length < 3) return null;
  const { group, own } = heading;
  if (headingAsksProfile(group) || headingAsksProfile(own) || ranking.test(`${group} ${own}`)) return null;
  const range = guessRange(answerCounts([draft]));
  return range && range.max >= 5 && range.max <= 10 && range.min >= 0 && profile.max >= 4 ? range : null;
}

/** Answers on both halves of a scale: by themselves they look rated. */
const spreads = ({ profile }: Draft): boolean => profile.min <= 3;

/** A question nobody answered low looks rated beside one on the same scale. */
function ratedBeside(range: ProposedRange | null, neighbours: readonly (ProposedRange | null | undefined)[]): boolean {
  return range !== null && neighbours.some((one) => one?.min === range.min && one.max === range.max);
}

/**
 * Ratings by their look: four and more neighbours of whole numbers on one small scale, about which no heading says anything. One such
 * column may count children or rooms; a row of them is a list of statements to rate.
 */
export function rolesOfBatteries(drafts: readonly Draft[], roles: readonly Role[]): readonly Role[] {
  const settled = [...roles];
  const ratable = drafts.map((draft, i) => ratableOn(draft, roles[i]!));
  const spread = ratable.map((range, i) => (spreads(drafts[i]!) ? range : null));
  const ranges = ratable.map((range, i) =>
    ratedBeside(range, [spread[i - 1], spread[i], spread[i + 1]]) ? range : null,
  );
  let from = 0;
  while (from < drafts.length) {
    let to = from;
    let sure = 0;
    for (; to < drafts.length && isRated(drafts[to]!, roles[to]!, ranges[to]!); to++)
      if (ranges[to] === null || spread[to] !== null) sure++;
    if (sure >= fewestItems) settled.fill('perception', from, to);
    from = to + 1;
  }
  return settled;
}
