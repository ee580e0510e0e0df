import { useEffect, useState } from 'react';
import { pacer } from '../../app/pacer.ts';
import { edgesOf, type RangeEdges } from './cellRange.ts';
import { useColumnStore } from './columnCache.ts';
import { areasOf, useGridRange } from './gridRange.ts';
import { joined, type RangeSummary, summarizeRange } from './rangeSummary.ts';
import type { ShownSheet } from './sheetEdits.ts';

export interface SummedRange {
  readonly sheet: ShownSheet;
  /** The range in hand. */
  readonly edges: RangeEdges | null;
  /** All that is selected, as rectangles that share no cell. */
  readonly areas: readonly RangeEdges[];
  /** Of how many ranges. */
  readonly ranges: number;
  readonly summary: RangeSummary;
}

const nothing: SummedRange = {
  sheet: { variables: [], forms: [], content: () => null },
  edges: null,
  areas: [],
  ranges: 0,
  summary: joined([]),
};

/**
 * What is selected and what it comes to. Six million cells are summed in pieces, so it may be the selection of a moment ago: what belongs
 * together comes together.
 */
export function useRangeSummary(): SummedRange {
  const range = useGridRange((state) => state.range);
  const others = useGridRange((state) => state.others);
  const sheet = useGridRange((state) => state.sheet);
  const columns = useColumnStore((state) => state.columns);
  const [summed, setSummed] = useState(nothing);
  useEffect(() => {
    let isStale = false;
    const sum = async (): Promise<void> => {
      const areas = areasOf(range, others);
      const rest = pacer();
      const parts: RangeSummary[] = [];
      for (const area of areas)
        for (const variable of sheet.variables.slice(area.left, area.right + 1)) {
          parts.push(summarizeRange([{ variable, column: columns.get(variable.id) }], sheet.forms, area));
          await rest();
          if (isStale) return;
        }
      setSummed({ sheet, edges: range && edgesOf(range), areas, ranges: others.length + 1, summary: joined(parts) });
    };
    void sum();
    return () => {
      isStale = true;
    };
  }, [range, others, sheet, columns]);
  return summed;
}
