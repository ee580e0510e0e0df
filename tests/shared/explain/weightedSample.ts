import type { Snapshot } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';

/** The same survey with a weight for every form: 1, 2, 3 and again, none for one form. */
export function weightedSample(snapshot: Snapshot, kind: 'survey' | 'frequency'): Snapshot {
  const id = variableId('weight');
  const weights = Float64Array.from({ length: snapshot.rowCount }, (_, row) => (row === 9 ? 0 : 1 + (row % 3)));
  return {
    ...snapshot,
    variables: [
      ...snapshot.variables,
      { ...snapshot.variables[0]!, id, name: 'W', label: '权数', role: 'weight', scale: null, indicatorId: null },
    ],
    columns: new Map([...snapshot.columns, [id, { kind: 'numeric', values: weights }]]),
    design: { ...snapshot.design, weight: { variableId: id, kind } },
  };
}

/** The same survey with gaps in every question, each at other forms. */
export function withGaps(snapshot: Snapshot): Snapshot {
  const questions = snapshot.variables.filter(({ scale }) => scale !== null);
  return {
    ...snapshot,
    columns: new Map(
      [...snapshot.columns].map(([id, column]) => {
        const place = questions.findIndex((one) => one.id === id);
        if (place < 0 || column.kind !== 'numeric') return [id, column];
        const values = column.values.map((value, row) => ((7 * row + 5 * place) % 41 === 0 ? Number.NaN : value));
        return [id, { ...column, values }];
      }),
    ),
  };
}
