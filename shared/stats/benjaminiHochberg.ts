/**
 * Benjamini and Hochberg's adjustment of several p-values (share of false discoveries): p_(k) m/k, made rising from the largest down, at
 * most 1.
 *
 * @param values  two-sided p 0-1; null = not tested: stays null and is not counted
 * @returns adjusted p in the order given
 * Source: Benjamini and Hochberg (1995), JRSS B 57. Checked against R p.adjust: tests/shared/stats/manyTests.
 */
export function benjaminiHochberg(values: readonly (number | null)[]): readonly (number | null)[] {
  const order = values
    .flatMap((value, place) => (value === null ? [] : [{ value, place }]))
    .toSorted((a, b) => b.value - a.value || a.place - b.place);
  const adjusted: (number | null)[] = values.map(() => null);
  let smallest = 1;
  order.forEach(({ value, place }, fromLargest) => {
    smallest = Math.min(smallest, (value * order.length) / (order.length - fromLargest));
    adjusted[place] = smallest;
  });
  return adjusted;
}
