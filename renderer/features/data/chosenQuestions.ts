import { useDataView } from './dataView.ts';
import { selectedEdges, useGridRange } from './gridRange.ts';

/**
 * The questions a command means when it is called without naming any: those of a selection over several columns, else the one in hand.
 * A selection over every column is one of forms.
 */
export function chosenQuestions(): readonly string[] {
  const { variableId } = useDataView.getState();
  if (variableId === null) return [];
  const edges = selectedEdges();
  const { variables } = useGridRange.getState().sheet;
  if (!edges || edges.left === edges.right || edges.right - edges.left + 1 === variables.length) return [variableId];
  const ids = variables.slice(edges.left, edges.right + 1).map((variable): string => variable.id);
  return ids.includes(variableId) ? ids : [variableId];
}
