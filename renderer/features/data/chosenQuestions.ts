import { useDataView } from './dataView.ts';
import { selectedAreas, useGridRange } from './gridRange.ts';

/**
 * The questions a command means when it is called without naming any: those of a selection over several columns, else the one in hand.
 * A selection over every column is one of forms.
 */
export function chosenQuestions(): readonly string[] {
  const { variableId } = useDataView.getState();
  if (variableId === null) return [];
  const areas = selectedAreas();
  const ids = useGridRange
    .getState()
    .sheet.variables.filter((_, column) => areas.some(({ left, right }) => column >= left && column <= right))
    .map((variable): string => variable.id);
  const isAll = ids.length === useGridRange.getState().sheet.variables.length;
  return !isAll && ids.includes(variableId) ? ids : [variableId];
}
