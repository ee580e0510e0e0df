import type {
  CellClassParams,
  ColDef,
  EditableCallbackParams,
  IHeaderParams,
  IInnerHeaderComponent,
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
import { rangeClassesAt, useGridRange } from './gridRange.ts';
import { breakLine, LinesEditor } from './LinesEditor.ts';
import { contentAt } from './packedColumn.ts';
import { type HeaderExtras, type HeaderWords, SheetHeader } from './SheetHeader.ts';

/**
 * A row of the grid holds nothing. The grid knows places only: which form stands in a place says the sheet (gridRange.ts), and its answers
 * come from the typed columns. So sorting and filtering a hundred thousand forms are matters of a few typed arrays.
 */
export type GridRow = Readonly<Record<string, never>>;

/** The form (0-based) in the place of a row. */
const formOf = (node: { readonly rowIndex: number | null } | null | undefined): number | undefined =>
  useGridRange.getState().sheet.forms[node?.rowIndex ?? -1];

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

interface ColumnHooks {
  edit(variable: Variable, row: number, typed: string): void;
  readonly words: { readonly form: string; readonly flag: string };
  headWords(variable: Variable): HeaderWords;
}

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

/** How a cell looks, by its answer, by what became of it, and by the selection. */
function cellClasses(variable: Variable, form: number, row: number, value: CellContent): string[] {
  const { id } = variable;
  const classes = variable.type === 'number' ? ['data-cell', 'data-cell-number'] : ['data-cell'];
  if (mayBeWide(value)) classes.push('data-cell-wide');
  if (useGridFacts.getState().changed.get(id)?.has(form)) classes.push('data-cell-changed');
  if (value === null && unreadText(id, form) !== undefined) classes.push('data-cell-unread');
  const reason = typeof value === 'number' ? missingReasonOf(value, variable.scale) : null;
  if (reason === 'nonAnswer') classes.push('data-cell-missing');
  if (reason === 'outOfRange') classes.push('data-cell-outside');
  if (row >= 0) classes.push(...rangeClassesAt(row, id));
  return classes;
}

/** A head that says by its title what stands under it. The grid's own tips would cost every cell a part of its frame. */
class TitledHead implements IInnerHeaderComponent {
  private readonly root = document.createElement('span');

  init({ displayName, title }: IHeaderParams & { readonly title: string }): void {
    this.root.className = 'ag-header-cell-text';
    this.root.textContent = displayName;
    this.root.title = title;
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh(): boolean {
    return false;
  }
}

const titledHead = (title: string): Pick<ColDef<GridRow>, 'headerComponentParams'> => ({
  headerComponentParams: { innerHeaderComponent: TitledHead, innerHeaderComponentParams: { title } },
});

const flagOf = (form: number): 'excluded' | 'doubt' | null =>
  useGridFacts.getState().exclusions.has(String(form))
    ? 'excluded'
    : useGridFacts.getState().flags.has(form)
      ? 'doubt'
      : null;
const flagSigns = { excluded: '⊘', doubt: '▲', none: '' } as const;
const flagClass = (flag: keyof typeof flagSigns): string => `data-flag data-flag-${flag}`;

/** Text and classes of a cell, by its form (0-based) and its place among the forms shown. */
export type CellDrawing = (form: number, place: number) => { readonly text: string; readonly className: string };

/**
 * What draws the cells of a column as the grid does.
 *
 * @param ask  the column's question as it is now
 */
export function drawingOf(columnId: string, ask: () => Variable | undefined): CellDrawing {
  if (columnId === '#row') return (form) => ({ text: String(form + 1), className: 'data-rownumber' });
  if (columnId === '#flag')
    return (form) => {
      const flag = flagOf(form) ?? 'none';
      return { text: flagSigns[flag], className: flagClass(flag) };
    };
  return (form, place) => {
    const variable = ask();
    if (!variable) return { text: '', className: '' };
    const content = contentOf(columnId, form);
    return {
      text: textIn(variable, form, content),
      className: cellClasses(variable, form, place, content).join(' '),
    };
  };
}

/** The narrow columns at the left: the form's number, and its flag (excluded, or flagged by a check). */
export function leadingColumns({ words }: Pick<ColumnHooks, 'words'>): ColDef<GridRow>[] {
  return [
    {
      colId: '#row',
      headerName: '#',
      ...titledHead(words.form),
      valueGetter: ({ node }) => (formOf(node) ?? -1) + 1 || null,
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
      ...titledHead(words.flag),
      width: 28,
      pinned: 'left',
      lockPinned: true,
      lockPosition: 'left',
      resizable: false,
      suppressMovable: true,
      sortable: false,
      valueGetter: ({ node }) => flagOf(formOf(node) ?? -1),
      valueFormatter: ({ value }: ValueFormatterParams<GridRow, ReturnType<typeof flagOf>>) =>
        flagSigns[value ?? 'none'],
      cellClass: ({ value }: CellClassParams<GridRow, ReturnType<typeof flagOf>>) => flagClass(value ?? 'none'),
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
    valueGetter: ({ node }: ValueGetterParams<GridRow>) => contentOf(id, formOf(node) ?? -1),
    valueFormatter: (params: ValueFormatterParams<GridRow, CellContent>) =>
      textIn(variable, formOf(params.node), params.value ?? null),
    valueSetter: (params: ValueSetterParams<GridRow>) => {
      const typed: unknown = params.newValue;
      const form = formOf(params.node);
      if (form === undefined) return false;
      const content = contentOf(id, form);
      const before = textIn(variable, form, content);
      const text = typed === null || typed === undefined ? '' : String(typed);
      // The answer changes when the host says it has: the grid is then told to look again.
      // A cell that shows what the file said is blank already.
      if (text !== before && !(text === '' && content === null)) hooks.edit(variable, form, text);
      return false;
    },
    // All classes by one function: a rule for each costs the grid more, with some eighty new cells a frame.
    cellClass: ({ node, value, rowIndex }: CellClassParams<GridRow, CellContent>) =>
      cellClasses(variable, formOf(node) ?? -1, rowIndex, value ?? null),
  };
}
