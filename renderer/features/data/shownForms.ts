import { useProjectStore } from '../../app/projectStore.ts';
import { useColumnStore } from './columnCache.ts';
import { ruleTest } from './columnRule.ts';
import { useDataView } from './dataView.ts';
import { collateInPieces, keepAnswers, markedForms, sortForms } from './formOrder.ts';

/** The column of the forms' numbers. */
export const formColumn = '#row';

export interface ShownSort {
  /** Of a question, or formColumn. */
  readonly id: string;
  readonly descending: boolean;
}

/** Has at hand what takes long of an order, worked out in pieces: that of many different texts. */
export async function prepareOrder(sorts: readonly ShownSort[]): Promise<void> {
  const { columns } = useColumnStore.getState();
  for (const { id } of sorts) {
    const column = columns.get(id);
    if (column?.kind === 'text') await collateInPieces(column.dictionary);
  }
}

/** The forms that the view and the filters of the columns let through, in the order asked for. */
export function shownForms(sorts: readonly ShownSort[]): Int32Array {
  const { project } = useProjectStore.getState();
  if (!project) return new Int32Array();
  const { rowCount, entities } = project;
  const { view, columnFilters } = useDataView.getState();
  const { columns } = useColumnStore.getState();
  const marks = new Uint8Array(rowCount);
  if (view.kind === 'check') for (const row of view.rows) marks[row] = 1;
  else if (view.kind !== 'excluded') marks.fill(1);
  for (const { row, code } of entities.exclusion.values()) {
    if (view.kind === 'valid') marks[row] = 0;
    if (view.kind === 'excluded' && (view.code === null || view.code === code)) marks[row] = 1;
  }
  for (const [id, rule] of columnFilters) {
    const variable = entities.variable.get(id);
    if (variable) keepAnswers(marks, columns.get(id), ruleTest(rule, variable));
  }
  const keys = sorts.flatMap(({ id, descending }) => {
    const column = id === formColumn ? null : columns.get(id);
    return column === undefined ? [] : [{ column, descending }];
  });
  return sortForms(markedForms(marks), keys);
}
