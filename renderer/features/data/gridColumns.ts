import type {
  CellClassParams,
  ColDef,
  EditableCallbackParams,
  ITooltipParams,
  ValueFormatterParams,
  ValueGetterParams,
  ValueSetterParams,
} from 'ag-grid-community';
import type { CellContent } from '../../../shared/commands/types.ts';
import { missingReasonOf } from '../../../shared/model/decode.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { shownText } from './cellText.ts';
import { useColumnStore } from './columnCache.ts';
import { useGridFacts } from './gridFacts.ts';
import { rangeClassesAt, rangeClasses } from './gridRange.ts';
import { breakLine, LinesEditor } from './LinesEditor.ts';
import { contentAt } from './packedColumn.ts';
import { type HeaderExtras, type HeaderWords, SheetHeader } from './SheetHeader.ts';

/** A row of the grid is only its form's number (0-based); the answers come from the typed columns. */
export interface GridRow {
  readonly row: number;
}

export function contentOf(variableId: string, row: number): CellContent {
  const column = useColumnStore.getState().columns.get(variableId);
  return column ? contentAt(column, row) : null;
}

const unreadText = (variableId: string, row: number): string | undefined =>
  useGridFacts.getState().unread.get(variableId)?.get(row);

/** What a cell shows: its answer, or, where the question could not take what the file says, the file's words. */
function textIn(variable: Variable, row: number | undefined, content: CellContent): string {
  const { showLabels } = useGridFacts.getState();
  const words = content === null && row !== undefined ? unreadText(variable.id, row) : undefined;
  return words ?? shownText(content, variable, showLabels);
}

const collator = new Intl.Collator('zh-CN');

/** Numbers before texts; blanks last in both directions, as spreadsheets sort them. */
function compareContents(
  a: CellContent,
  b: CellContent,
  _nodeA?: unknown,
  _nodeB?: unknown,
  isDescending = false,
): number {
  if (a === b) return 0;
  // The grid turns the answer round for a descending column.
  if (a === null) return isDescending ? -1 : 1;
  if (b === null) return isDescending ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

interface ColumnHooks {
  edit(variable: Variable, row: number, typed: string): void;
  readonly words: { readonly form: string; readonly flag: string; readonly excluded: string };
  headWords(variable: Variable): HeaderWords;
}

const rangeRules = Object.fromEntries(
  rangeClasses.map((name) => [
    name,
    (params: CellClassParams<GridRow>) =>
      params.rowIndex >= 0 && rangeClassesAt(params.rowIndex, params.column.getColId()).has(name),
  ]),
);

/**
 * May the text be wider than the narrowest column? Such cells are cut at their edges (sheet.css); cutting every cell would cost the
 * browser a part of each frame for each.
 */
const mayBeWide = (value: CellContent): boolean =>
  value !== null &&
  (typeof value !== 'number' ||
    useGridFacts.getState().showLabels ||
    !Number.isInteger(value) ||
    Math.abs(value) >= 1e5);

/** The narrow columns at the left: the form's number, and its flag (excluded, or flagged by a check). */
export function leadingColumns({ words }: Pick<ColumnHooks, 'words'>): ColDef<GridRow>[] {
  const flagOf = (row: number): 'excluded' | 'doubt' | null =>
    useGridFacts.getState().exclusions.has(String(row))
      ? 'excluded'
      : useGridFacts.getState().flags.has(row)
        ? 'doubt'
        : null;
  return [
    {
      colId: '#row',
      headerName: '#',
      headerTooltip: words.form,
      valueGetter: (params) => (params.data ? params.data.row + 1 : null),
      width: 52,
      pinned: 'left',
      lockPinned: true,
      lockPosition: 'left',
      resizable: false,
      suppressMovable: true,
      cellClass: 'data-rownumber',
      sortable: true,
    },
    {
      colId: '#flag',
      headerName: words.flag,
      headerClass: 'data-flag-head',
      width: 28,
      pinned: 'left',
      lockPinned: true,
      lockPosition: 'left',
      resizable: false,
      suppressMovable: true,
      sortable: false,
      valueGetter: (params) => (params.data ? flagOf(params.data.row) : null),
      valueFormatter: (params: ValueFormatterParams<GridRow>) =>
        params.value === 'excluded' ? '⊘' : params.value === 'doubt' ? '▲' : '',
      tooltipValueGetter: (params: ITooltipParams<GridRow>) => {
        const row = params.data?.row;
        if (row === undefined) return null;
        const exclusion = useGridFacts.getState().exclusions.get(String(row));
        const lines = [
          ...(exclusion ? [`${words.excluded} ${exclusion.note || exclusion.code}`] : []),
          ...(useGridFacts.getState().flags.get(row) ?? []),
        ];
        return lines.length > 0 ? lines.join('\n') : null;
      },
      cellClass: (params: CellClassParams<GridRow>) => `data-flag data-flag-${params.value ?? 'none'}`,
    },
  ];
}

/** One column per question. The cell's value is the coded answer; labels are a matter of showing. */
export function questionColumn(
  variable: Variable,
  hooks: ColumnHooks,
  layout: { readonly hidden: boolean; readonly frozen: boolean; readonly width: number | undefined },
): ColDef<GridRow> {
  const id = variable.id;
  const numeric = variable.type === 'number';
  return {
    colId: id,
    headerName: variable.label,
    headerComponent: SheetHeader,
    headerComponentParams: { variable, words: hooks.headWords(variable) } satisfies HeaderExtras,
    hide: layout.hidden,
    pinned: layout.frozen ? 'left' : null,
    width:
      layout.width ??
      (variable.role === 'openComment' ? 240 : variable.type === 'text' ? 132 : variable.type === 'date' ? 148 : 116),
    minWidth: 72,
    sortable: true,
    comparator: compareContents,
    editable: (_params: EditableCallbackParams<GridRow>) => true,
    cellEditor: variable.type === 'text' ? LinesEditor : 'agTextCellEditor',
    // As in Excel, Tab takes the answer and only moves on: a cell opened by it would lose the first key to the answer arriving meanwhile.
    suppressKeyboardEvent: ({ editing, event, api }) => {
      if (editing && event.key === 'Enter' && event.altKey) {
        event.preventDefault();
        breakLine(event.target);
        return true;
      }
      if (!editing || event.key !== 'Tab') return false;
      event.preventDefault();
      api.stopEditing();
      if (event.shiftKey) api.tabToPreviousCell();
      else api.tabToNextCell();
      return true;
    },
    cellEditorParams: { useFormatter: true },
    cellDataType: false,
    valueGetter: (params: ValueGetterParams<GridRow>) => (params.data ? contentOf(id, params.data.row) : null),
    valueFormatter: (params: ValueFormatterParams<GridRow, CellContent>) =>
      textIn(variable, params.data?.row, params.value ?? null),
    valueSetter: (params: ValueSetterParams<GridRow>) => {
      const typed: unknown = params.newValue;
      const content = contentOf(id, params.data.row);
      const before = textIn(variable, params.data.row, content);
      const text = typed === null || typed === undefined ? '' : String(typed);
      // The answer changes when the host says it has: the grid is then told to look again.
      // A cell that shows what the file said is blank already.
      if (text !== before && !(text === '' && content === null)) hooks.edit(variable, params.data.row, text);
      return false;
    },
    cellClass: numeric ? 'data-cell data-cell-number' : 'data-cell',
    cellClassRules: {
      ...rangeRules,
      'data-cell-wide': ({ value }) => mayBeWide(value as CellContent),
      'data-cell-changed': (params) =>
        params.data !== undefined && useGridFacts.getState().changed.get(id)?.has(params.data.row) === true,
      'data-cell-unread': (params) =>
        params.data !== undefined && (params.value ?? null) === null && unreadText(id, params.data.row) !== undefined,
      'data-cell-missing': (params) =>
        typeof params.value === 'number' && missingReasonOf(params.value, variable.scale) === 'nonAnswer',
      'data-cell-outside': (params) =>
        typeof params.value === 'number' && missingReasonOf(params.value, variable.scale) === 'outOfRange',
    },
  };
}
