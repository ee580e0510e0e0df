const multiples: Readonly<Record<string, number>> = { 千: 1e3, 万: 1e4, k: 1e3 };
const below = /以下|以内|不足|不到|未满|低于|少于|小于|under|below|less|up to|[<≤]/i;
const above = /以上|超过|高于|大于|多于|over|above|more|[>≥+]/i;

/** "46-60岁" -> 46; "1万元以下" -> just below 10000; null for words without a number. */
function lowerBound(label: string): number | null {
  const match = /(\d+(?:,\d{3})*(?:\.\d+)?)\s*(千|万|k(?![a-z]))?/i.exec(label);
  if (!match) return null;
  const size = Number(match[1]!.replaceAll(',', '')) * (multiples[match[2]?.toLowerCase() ?? ''] ?? 1);
  // A form "below x" stands before one that begins at x, a form "above x" after it.
  const side = below.test(label) ? -0.5 : above.test(label) ? 0.5 : 0;
  return size + side * Math.max(1e-9, Number.EPSILON * size * 4);
}

/**
 * Order in which answers in words are shown: bands of age or income by their lower bounds ("18岁以下", "18-25岁", …, "60岁以上"), words
 * without a number ("其他") after them. Where fewer than two answers have a number, or fewer than half, all keep the order given.
 *
 * @returns places of labels, in the order to show them
 */
export function labelOrder(labels: readonly string[]): readonly number[] {
  const bounds = labels.map(lowerBound);
  const places = labels.map((_, place) => place);
  const numbered = bounds.filter((bound) => bound !== null).length;
  if (numbered < 2 || 2 * numbered < labels.length) return places;
  return places.toSorted((a, b) => {
    const [one, other] = [bounds[a]!, bounds[b]!];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || a - b;
    return one - other || a - b;
  });
}
