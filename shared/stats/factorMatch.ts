/** How a grouping by factors agrees with a given grouping. */
export type FactorMatch = {
  /** Group each factor stands for, by factor; -1 = none left. */
  readonly groupOf: readonly number[];
  /** Items whose factor stands for their own group. */
  readonly agreeing: number;
  readonly share: number;
  /** Places of the items that load on the factor of another group. */
  readonly misplaced: readonly number[];
};

/**
 * Gives each factor one group, one to one, so that as many items as possible lie on the factor of their group (exchanging two factors'
 * groups until nothing is gained).
 *
 * @param factorOf  factor per item, 0 .. factors - 1
 * @param groupOf   group per item, 0 .. groups - 1; -1 = in no group, not counted
 * Our own: pairwise exchange, which may stop short of the best where many factors compete. Checked by hand:
 * tests/shared/stats/factorAnalysis.
 */
export function factorMatch(
  factorOf: readonly number[],
  groupOf: readonly number[],
  factors: number,
  groups: number,
): FactorMatch {
  const size = Math.max(factors, groups);
  const counts = Array.from({ length: size }, () => new Float64Array(size));
  factorOf.forEach((factor, item) => {
    if (groupOf[item]! >= 0) counts[factor]![groupOf[item]!]! += 1;
  });
  const pairs = Array.from({ length: size * size }, (_, place) => [Math.floor(place / size), place % size] as const);
  const given = new Map<number, number>();
  const taken = new Set<number>();
  for (const [factor, group] of pairs.toSorted((a, b) => counts[b[0]]![b[1]]! - counts[a[0]]![a[1]]!)) {
    if (given.has(factor) || taken.has(group)) continue;
    given.set(factor, group);
    taken.add(group);
  }
  for (let gained = true; gained; ) {
    gained = false;
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) {
        const [ga, gb] = [given.get(a)!, given.get(b)!];
        if (counts[a]![gb]! + counts[b]![ga]! <= counts[a]![ga]! + counts[b]![gb]!) continue;
        given.set(a, gb);
        given.set(b, ga);
        gained = true;
      }
    }
  }
  const counted = groupOf.filter((group) => group >= 0).length;
  const misplaced = factorOf.flatMap((factor, item) =>
    groupOf[item]! >= 0 && given.get(factor) !== groupOf[item] ? [item] : [],
  );
  return {
    groupOf: Array.from({ length: factors }, (_, factor) => {
      const group = given.get(factor)!;
      return group < groups && counts[factor]![group]! > 0 ? group : -1;
    }),
    agreeing: counted - misplaced.length,
    share: counted > 0 ? (counted - misplaced.length) / counted : 0,
    misplaced,
  };
}
