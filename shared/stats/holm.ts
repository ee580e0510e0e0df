/**
 * Holm's adjustment of several p-values: p_(k) times the number of hypotheses not smaller, made rising, at most 1.
 *
 * @param values  two-sided p 0-1; null = not tested: stays null and is not counted
 * @returns adjusted p in the order given
 * Source: Holm (1979), Scandinavian Journal of Statistics 6. Checked against R p.adjust:
 * tests/shared/stats/bootstrap.
 */
export function holm(values: readonly (number | null)[]): readonly (number | null)[] {
  const order = values
    .flatMap((value, place) => (value === null ? [] : [{ value, place }]))
    .toSorted((a, b) => a.value - b.value || a.place - b.place);
  const adjusted: (number | null)[] = values.map(() => null);
  let largest = 0;
  order.forEach(({ value, place }, rank) => {
    largest = Math.max(largest, Math.min(1, value * (order.length - rank)));
    adjusted[place] = largest;
  });
  return adjusted;
}
