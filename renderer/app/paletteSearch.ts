export type PaletteGroup = 'room' | 'command' | 'analysis' | 'question';

export interface PaletteEntry {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly title: string;
  readonly note: string;
  /** Further words it is found by. */
  readonly words: readonly string[];
}

const groupOrder: readonly PaletteGroup[] = ['room', 'command', 'analysis', 'question'];

/** How well an entry fits: 3 title begins with it, 2 title holds it, 1 only its words do, 0 not at all. Every word of the query must be found. */
function fit(entry: PaletteEntry, parts: readonly string[]): number {
  const title = entry.title.toLowerCase();
  const words = entry.words.map((word) => word.toLowerCase());
  let worst = 3;
  for (const part of parts) {
    const here = title.startsWith(part)
      ? 3
      : title.includes(part)
        ? 2
        : words.some((word) => word.includes(part))
          ? 1
          : 0;
    worst = Math.min(worst, here);
  }
  return worst;
}

/** The entries a query finds, by group and then by fit, at most `limit`; without a query everything but the many questions. */
export function findEntries<T extends PaletteEntry>(entries: readonly T[], query: string, limit: number): readonly T[] {
  const parts = query.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = entries
    .map((entry) => ({ entry, score: fit(entry, parts) }))
    .filter(({ entry, score }) => score > 0 && (parts.length > 0 || entry.group !== 'question'));
  const best = new Map<PaletteGroup, number>();
  for (const { entry, score } of scored) best.set(entry.group, Math.max(best.get(entry.group) ?? 0, score));
  const rank = (group: PaletteGroup): number =>
    groupOrder.indexOf(group) - (parts.length > 0 ? 10 * (best.get(group) ?? 0) : 0);
  return scored
    .toSorted((a, b) => rank(a.entry.group) - rank(b.entry.group) || b.score - a.score)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
