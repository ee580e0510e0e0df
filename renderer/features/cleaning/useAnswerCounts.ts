import { useCallback } from 'react';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { requestColumns, useColumnStore } from '../data/columnCache.ts';
import { countsWithout } from '../data/countAnswers.ts';

export interface AnswerCount {
  readonly key: string;
  readonly value: number | string;
  readonly label: string;
  readonly count: number;
}

/** How often each answer was given on the forms that count; null when there are more than `most`, or before they have arrived. */
export function useAnswerCounts(most: number): {
  readonly request: typeof requestColumns;
  readonly counts: (variable: Variable) => readonly AnswerCount[] | null;
} {
  const { entities } = useProject();
  const columns = useColumnStore((store) => store.columns);
  const counts = useCallback(
    (variable: Variable): readonly AnswerCount[] | null => {
      const column = columns.get(variable.id);
      if (!column) return null;
      const names = new Map(
        [...variable.valueLabels, ...(variable.scale?.labels ?? [])].map(({ value, label }) => [value, label]),
      );
      const excluded = [...entities.exclusion.values()].map(({ row }) => row);
      const answers = countsWithout(column, excluded).filter(
        ({ value }) => !variable.scale?.nonAnswers.some((code) => code.value === value),
      );
      if (answers.length > most) return null;
      return answers
        .map(({ value, count }) => {
          const label = typeof value === 'number' ? (names.get(value) ?? String(value)) : value;
          return { key: JSON.stringify(value), value, label, count };
        })
        .toSorted((a, b) =>
          typeof a.value === 'number' && typeof b.value === 'number' ? a.value - b.value : b.count - a.count,
        );
    },
    [columns, entities.exclusion, most],
  );
  return { request: requestColumns, counts };
}
