import type { FrozenDifference } from '../../../../shared/report/frozenReport.ts';

/** The differences of one table. */
export interface ThingDifferences {
  readonly of: string;
  readonly differences: readonly FrozenDifference[];
}
/** What is different under one heading. */
export interface SectionDifferences {
  readonly section: string;
  readonly count: number;
  /** Sentences, as they are read. */
  readonly texts: readonly FrozenDifference[];
  /** Figures that would be drawn anew. */
  readonly figures: readonly string[];
  /** Tables, the one with most differences first. */
  readonly tables: readonly ThingDifferences[];
}

/** Differences by heading in the report's order; under a heading the sentences first, then figures, then tables by their differences. */
export function differenceGroups(differences: readonly FrozenDifference[]): readonly SectionDifferences[] {
  const bySection = Map.groupBy(differences, ({ section }) => section);
  return [...bySection].map(([section, own]) => {
    const byKind = Map.groupBy(own, ({ kind }) => (kind === 'text' || kind === 'figure' ? kind : 'table'));
    const tables = [...Map.groupBy(byKind.get('table') ?? [], ({ of }) => of)]
      .map(([of, cells]) => ({ of, differences: cells }))
      .toSorted((a, b) => b.differences.length - a.differences.length);
    return {
      section,
      count: own.length,
      texts: byKind.get('text') ?? [],
      figures: (byKind.get('figure') ?? []).map(({ of }) => of),
      tables,
    };
  });
}
