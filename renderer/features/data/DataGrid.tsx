import { type CellContextMenuEvent, type CellFocusedEvent, createGrid, type GridApi } from 'ag-grid-community';
import {
  type KeyboardEvent,
  type MouseEvent,
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ordered } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useNavigation } from '../../app/navigation.ts';
import { inTasks } from '../../app/inTasks.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject, useProjectStore } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { bringIntoSight } from './bringIntoSight.ts';
import { type CellPlace, countIn, rangeOfCell } from './cellRange.ts';
import { composeInCells } from './composeInCells.ts';
import { requestColumns, useColumnStore } from './columnCache.ts';
import { useColumnLayout } from './columnLayout.ts';
import { followLayout } from './followLayout.ts';
import { useDataView } from './dataView.ts';
import { FindBar, type FindBarProps } from './FindBar.tsx';
import { fitColumns } from './fitColumns.ts';
import { paintRows } from './formRows.ts';
import { contentOf, type GridRow } from './gridColumns.ts';
import { type GridFacts, useGridFacts } from './gridFacts.ts';
import { GridMenu, type GridMenuPlace } from './GridMenu.tsx';
import {
  activeCell,
  forgetSheet,
  paintRange,
  placeOfColumn,
  placeOfForm,
  selectCell,
  selectedAreas,
  selectedEdges,
  useGridRange,
} from './gridRange.ts';
import { HeaderMenu } from './HeaderMenu.tsx';
import { NameBox } from './NameBox.tsx';
import { OriginTip } from './OriginTip.tsx';
import { passingRows } from './passingRows.ts';
import { PasteDialog } from './PasteDialog.tsx';
import type { AskedPlace } from './placeText.ts';
import { RangeStatus } from './RangeStatus.tsx';
import { restWhileScrolling } from './restWhileScrolling.ts';
import { prepareOrder, shownForms, type ShownSort } from './shownForms.ts';
import { focusSheet, takeHeadKey } from './sheetFocus.ts';
import { rowHeight, sheetOptions } from './sheetOptions.ts';
import { typeOver } from './typeOver.ts';
import { clearSelected, fillSelected, useRangeKeys } from './useRangeKeys.ts';
import { useRangeMouse } from './useRangeMouse.ts';
import { useSheetClipboard } from './useSheetClipboard.ts';
import { useSheetColumns } from './useSheetColumns.ts';
import { useSheetEdits } from './useSheetEdits.ts';

const noVariables: ReadonlyMap<string, Variable> = new Map();

/** The grid calls back outside of rendering. */
const variablesNow = (): ReadonlyMap<string, Variable> =>
  useProjectStore.getState().project?.entities.variable ?? noVariables;

export interface DataGridProps {
  readonly facts: GridFacts;
  /** How many forms the view shows, after filters. */
  onShown(count: number): void;
  onExclude(rows: readonly number[]): void;
}

/** Forms the user means: those of a selection around the given one, else the given one. */
function formsMeant(row: number | null): readonly number[] {
  const { forms } = useGridRange.getState().sheet;
  const places = selectedAreas().flatMap(({ top, bottom }) =>
    Array.from({ length: bottom - top + 1 }, (_, down) => top + down),
  );
  const selected = [...new Set(places)].map((place) => forms[place]!);
  if (row === null ? selected.length > 0 : selected.includes(row)) return selected.toSorted((a, b) => a - b);
  return row === null ? [] : [row];
}

/** Puts forms in their places, and tells the grid when there are others than before. The questions are read from the grid. */
function showSheet(api: GridApi<GridRow>, forms: ArrayLike<number>): void {
  const variables = variablesNow();
  const shown = api.getAllDisplayedColumns().flatMap((column) => variables.get(column.getColId()) ?? []);
  const before = useGridRange.getState().sheet;
  const sameForms =
    forms === before.forms ||
    (before.forms.length === forms.length &&
      Array.prototype.every.call(forms, (form, at) => before.forms[at] === form));
  const sameQuestions =
    before.variables.length === shown.length && shown.every((variable, index) => before.variables[index] === variable);
  if (!sameForms || !sameQuestions) {
    const sheet = { variables: shown, forms, content: contentOf };
    // A selection of other cells than before would be a trap: only the cell with the focus stays.
    const focused = api.getFocusedCell();
    const column = shown.findIndex((variable) => variable.id === focused?.column.getColId());
    const place = focused && column >= 0 && focused.rowIndex < forms.length ? { row: focused.rowIndex, column } : null;
    const range = place && rangeOfCell(place);
    useGridRange.setState({ sheet, range, others: [], filling: null, cut: null });
  }
  if (!sameForms || api.getDisplayedRowCount() !== forms.length) api.setRowCount(forms.length, true);
}

/** What the sheet is sorted by, as the heads say, what counts most first. */
const sortsOf = (api: GridApi<GridRow>): readonly ShownSort[] =>
  api
    .getColumnState()
    .filter(({ sort }) => sort)
    .toSorted((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
    .map(({ colId, sort }) => ({ id: colId, descending: sort === 'desc' }));

/** The sheet: every form a row, every question a column, all virtual. */
export function DataGrid({ facts, onShown, onExclude }: DataGridProps) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const client = useClient();
  const actions = useProjectActions();
  const edits = useSheetEdits();
  const { reportHint } = useReport();
  const { projectId, rowCount, entities } = useProject();
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const [menu, setMenu] = useState<GridMenuPlace | null>(null);
  const [finding, setFinding] = useState<FindBarProps['asked'] | null>(null);
  const [jumping, setJumping] = useState(0);
  const wrapper = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const variables = useMemo(() => ordered(entities.variable), [entities.variable]);
  const { type } = edits;

  const columnDefs = useSheetColumns(variables, type);

  useEffect(() => {
    requestColumns(
      client,
      projectId,
      variables.map((variable) => variable.id),
    );
  }, [client, projectId, variables]);

  const put = useCallback(
    (grid: GridApi<GridRow>, forms: Int32Array): void => {
      showSheet(grid, forms);
      onShown(forms.length);
    },
    [onShown],
  );
  /** Filters and sorts the forms anew. */
  const arrangeNow = useCallback((grid: GridApi<GridRow>): void => put(grid, shownForms(sortsOf(grid))), [put]);
  /** Ends an arranging that is still to come. */
  const arranging = useRef<(() => void) | null>(null);
  /** The same once what asked for it has been drawn, however many ask; the order is found in a task before the one that draws it. */
  const arrange = useCallback(
    (grid: GridApi<GridRow>): void => {
      arranging.current?.();
      let forms: Int32Array = new Int32Array();
      arranging.current = inTasks([
        // A room may be left between two tasks.
        () => (grid.isDestroyed() ? undefined : prepareOrder(sortsOf(grid))),
        () => {
          if (!grid.isDestroyed()) forms = shownForms(sortsOf(grid));
        },
        () => {
          arranging.current = null;
          if (!grid.isDestroyed()) put(grid, forms);
        },
      ]);
    },
    [put],
  );

  /** The cell that had the grid's focus when it was last looked at. */
  const heard = useRef<{ readonly rowIndex: number; readonly id: string } | null>(null);
  /**
   * Takes the grid's focus over into the selection. The grid tells of it by a timer, which keys may overtake: they ask first, or Home would
   * start from the cell before. It also tells again when it draws the cell anew: that must not end a selection made since.
   */
  const takeFocus = useCallback((grid: GridApi<GridRow>, asked: boolean): void => {
    const focus = grid.getFocusedCell();
    if (!focus) return;
    const { rowIndex } = focus;
    const id = focus.column.getColId();
    const known = heard.current?.rowIndex === rowIndex && heard.current.id === id;
    if (known && asked) return;
    heard.current = { rowIndex, id };
    const row = useGridRange.getState().sheet.forms[rowIndex] ?? null;
    const column = placeOfColumn(id);
    if (column < 0) {
      useDataView.getState().select({ row });
      return;
    }
    useDataView.getState().select({ row, variableId: id });
    const active = activeCell();
    if (!active || (!known && (active.row !== rowIndex || active.column !== column))) selectCell(rowIndex, column);
  }, []);
  const onCellFocused = useCallback(
    (event: CellFocusedEvent<GridRow>): void => takeFocus(event.api, false),
    [takeFocus],
  );

  const onContextMenu = useCallback((event: CellContextMenuEvent<GridRow>): void => {
    const row = useGridRange.getState().sheet.forms[event.rowIndex ?? -1];
    const mouse = event.event;
    if (row === undefined || !(mouse instanceof window.MouseEvent)) return;
    mouse.preventDefault();
    const box = mouse.target instanceof HTMLElement ? mouse.target.getBoundingClientRect() : null;
    // The menu key reports no place of the pointer: open at the cell.
    const atPointer = mouse.clientX > 0 || mouse.clientY > 0;
    // The menu is drawn in pieces, between which the window goes on.
    const menu: GridMenuPlace = {
      x: atPointer ? mouse.clientX : (box?.left ?? 0),
      y: atPointer ? mouse.clientY : (box?.bottom ?? 0),
      row,
      cells: placeOfColumn(event.column.getColId()) >= 0 ? countIn(selectedAreas()) : 0,
      rows: formsMeant(row),
    };
    startTransition(() => setMenu(menu));
  }, []);

  /** The columns as the grid was last given them. */
  const drawnColumns = useRef<typeof columnDefs | null>(null);
  const newestColumns = useRef(columnDefs);
  useEffect(() => {
    newestColumns.current = columnDefs;
  }, [columnDefs]);
  useEffect(() => {
    if (!place.current) return;
    const parent = place.current;
    forgetSheet();
    let grid: GridApi<GridRow> | undefined;
    const make = (): void => {
      grid = createGrid<GridRow>(parent, {
        ...sheetOptions(locale),
        focusGridInnerElement: () => grid !== undefined && focusSheet(grid),
        onSortChanged: (event) => arrange(event.api),
        onDisplayedColumnsChanged: (event) => showSheet(event.api, useGridRange.getState().sheet.forms),
        onCellFocused,
        onCellContextMenu: onContextMenu,
        onColumnResized: ({ finished, columns, source }) => {
          if (finished && columns && (source === 'uiColumnResized' || source === 'api'))
            useColumnLayout.getState().resize(columns.map((column) => [column.getColId(), column.getActualWidth()]));
        },
      });
    };
    const fill = (): void => {
      drawnColumns.current = newestColumns.current;
      grid?.setGridOption('columnDefs', newestColumns.current);
      // Without its source the grid keeps its places when it is sorted, rather than beginning anew with none.
      grid?.setGridOption('datasource', undefined);
    };
    const begin = (): void => {
      if (!grid) return;
      arrangeNow(grid);
      setApi(grid);
    };
    // The window would stand still for all together.
    const stop = inTasks([make, fill, begin]);
    return () => {
      stop();
      setApi(null);
      heard.current = null;
      grid?.destroy();
    };
  }, [locale, arrange, arrangeNow, onCellFocused, onContextMenu]);

  useEffect(() => (wrapper.current ? restWhileScrolling(wrapper.current) : undefined), []);
  useEffect(() => (api && wrapper.current ? passingRows(api, wrapper.current, variablesNow) : undefined), [api]);
  useEffect(
    () =>
      api && wrapper.current ? composeInCells(wrapper.current, (cell, text) => typeOver(api, cell, text)) : undefined,
    [api],
  );

  /** Gives the grid its newest columns. */
  const putColumns = useCallback((grid: GridApi<GridRow>): void => {
    if (grid.isDestroyed() || drawnColumns.current === newestColumns.current) return;
    grid.setGridOption('columnDefs', newestColumns.current);
    drawnColumns.current = newestColumns.current;
    // Names and scales may have changed with the columns in their places.
    showSheet(grid, useGridRange.getState().sheet.forms);
  }, []);
  useEffect(() => {
    if (!api) return;
    // In a task of its own: what changed the questions is drawn in the room as well.
    const timer = setTimeout(() => putColumns(api));
    return () => clearTimeout(timer);
  }, [api, columnDefs, putColumns]);
  useEffect(() => (api ? followLayout(api) : undefined), [api]);
  useEffect(() => {
    if (api && rowCount > 0) arrange(api);
  }, [api, arrange, rowCount]);

  useEffect(
    () =>
      useGridRange.subscribe((state, before) => {
        if (!wrapper.current) return;
        if (
          state.range !== before.range ||
          state.others !== before.others ||
          state.filling !== before.filling ||
          state.cut !== before.cut
        )
          paintRange(wrapper.current);
      }),
    [],
  );

  // New answers: draw the columns they are in again; filters and the order look again only when a column has just arrived.
  useEffect(() => {
    if (!api) return;
    return useColumnStore.subscribe((state, before) => {
      const touched = [...state.columns].filter(([id, column]) => before.columns.get(id) !== column).map(([id]) => id);
      if (touched.length === 0 || api.isDestroyed()) return;
      api.refreshCells({ columns: touched, force: true });
      const { columnFilters } = useDataView.getState();
      const counts = (id: string): boolean => columnFilters.has(id) || Boolean(api.getColumn(id)?.getSort());
      if (touched.some((id) => !before.columns.has(id) && counts(id))) arrange(api);
    });
  }, [api, arrange]);

  const drawnFacts = useRef<GridFacts | null>(null);
  useEffect(() => {
    const before = drawnFacts.current;
    useGridFacts.setState(facts);
    drawnFacts.current = facts;
    // A sheet not drawn yet will be drawn by them.
    if (!api || before === facts) return;
    // In a task of its own: what changed them is drawn in the room as well.
    return inTasks([
      () => {
        if (api.isDestroyed()) return;
        api.refreshCells({ force: true });
        if (wrapper.current) paintRows(wrapper.current);
      },
    ]);
  }, [api, facts]);

  useEffect(() => {
    if (!api) return;
    return useDataView.subscribe((state, before) => {
      if (api.isDestroyed() || (state.view === before.view && state.columnFilters === before.columnFilters)) return;
      arrange(api);
      // Forms that a check doubts for some answers are shown with the first of these in sight.
      if (state.view === before.view || state.view.kind !== 'check') return;
      const [first] = state.view.variableIds;
      if (first !== undefined && api.getColumn(first)?.isVisible()) api.ensureColumnVisible(first, 'middle');
    });
  }, [api, arrange]);

  // Excluding or taking back changes what the views "valid" and "excluded" hold.
  useEffect(() => {
    const { kind } = useDataView.getState().view;
    if (api && entities.exclusion && kind !== 'all' && kind !== 'check') arrange(api);
  }, [api, arrange, entities.exclusion]);

  const show = useCallback(
    ({ row, column }: CellPlace, focus: boolean) => {
      const id = useGridRange.getState().sheet.variables[column]?.id;
      if (!api || id === undefined) return;
      // A row at the very edge lies half under the scroll bar: one that has to be scrolled to comes to the middle.
      const { top, bottom } = api.getVerticalPixelRange();
      const above = row * rowHeight;
      const isHidden = above < top || above + 2 * rowHeight > bottom;
      if (isHidden && wrapper.current) bringIntoSight(api, wrapper.current, row, id, 'middle');
      else api.ensureColumnVisible(id);
      if (focus) api.setFocusedCell(row, id);
      selectCell(row, column);
      const form = useGridRange.getState().sheet.forms[row] ?? null;
      useDataView.getState().select({ row: form, variableId: id });
    },
    [api],
  );

  const target = useNavigation((state) => state.target);
  useEffect(() => {
    if (!api || !target) return;
    // A question just made has its column only then, a form just added its place.
    putColumns(api);
    if (arranging.current) {
      arranging.current();
      arranging.current = null;
      arrangeNow(api);
    }
    if (target.kind === 'variable') {
      useColumnLayout.getState().show([target.id]);
      api.setColumnsVisible([target.id], true);
      api.ensureColumnVisible(target.id, 'middle');
      useDataView.getState().select({ variableId: target.id, tab: 'question' });
      api.setFocusedCell(Math.max(0, api.getFirstDisplayedRowIndex()), target.id);
    }
    if (target.kind === 'cell') {
      const { variableId, row } = target;
      useColumnLayout.getState().show([variableId]);
      api.setColumnsVisible([variableId], true);
      const place = placeOfForm(row);
      if (place >= 0) api.ensureIndexVisible(place, 'middle');
      api.ensureColumnVisible(variableId, 'middle');
      if (place >= 0) api.setFocusedCell(place, variableId);
      useDataView.getState().select({ row, variableId });
    }
    if (target.kind === 'form') {
      const place = placeOfForm(target.row);
      if (place >= 0) api.ensureIndexVisible(place, 'middle');
      useDataView.getState().select({ row: target.row, tab: 'form' });
    }
    useNavigation.getState().arrived();
  }, [api, target, arrangeNow, putColumns]);

  // Ctrl+F, Ctrl+H, Ctrl+G and F3 belong to the room, wherever in it the focus is; F5 only in the sheet: elsewhere a browser loads its page anew.
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.altKey || event.shiftKey || event.defaultPrevented) return;
      const control = event.ctrlKey || event.metaKey;
      const key = control ? event.key.toLowerCase() : event.key;
      const ask = (field: 'find' | 'replace'): void =>
        setFinding((asked) => ({ times: (asked?.times ?? 0) + 1, field }));
      const inSheet = event.target instanceof Element && event.target.closest('.data-sheet') !== null;
      if (!(control ? ['f', 'h', 'g'] : inSheet ? ['F3', 'F5'] : ['F3']).includes(key)) return;
      event.preventDefault();
      if (key === 'g' || key === 'F5') setJumping((times) => times + 1);
      else if (key === 'h') ask('replace');
      // An open bar goes on by itself.
      else if (control) ask('find');
      else setFinding((asked) => asked ?? { times: 1, field: 'find' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const jump = ({ form, variableId }: AskedPlace): void => {
    const { sheet } = useGridRange.getState();
    const active = activeCell();
    const row = form === null ? (active?.row ?? 0) : placeOfForm(form);
    if (row < 0) {
      reportHint(t('jump.notShown', { form: (form ?? 0) + 1 }));
      return;
    }
    const column = variableId === null ? (active?.column ?? 0) : placeOfColumn(variableId);
    if (column >= 0) show({ row, column }, true);
    // A hidden question is shown again.
    else if (variableId !== null)
      useNavigation.getState().goTo('data', { kind: 'cell', variableId, row: sheet.forms[row]! });
  };

  const clipboard = useSheetClipboard(api, edits);
  const onRangeKeys = useRangeKeys(api, edits);
  const mouse = useRangeMouse(api, edits);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!api || takeHeadKey(api, event, entities.variable)) return;
    takeFocus(api, true);
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (control && event.key.toLowerCase() === 'e' && api.getEditingCells().length === 0) {
      event.preventDefault();
      const focused = api.getFocusedCell();
      // Filters may have left nothing where the focus was: the selection still says what is meant.
      const row = focused ? useGridRange.getState().sheet.forms[focused.rowIndex] : undefined;
      onExclude(formsMeant(row ?? null));
      return;
    }
    if (control && event.shiftKey && event.key.toLowerCase() === 'c' && api.getEditingCells().length === 0) {
      event.preventDefault();
      void clipboard.copySelection(true);
      return;
    }
    onRangeKeys(event);
  };

  /** On the edge of a head: as wide as it has to be. */
  const onDoubleClick = (event: MouseEvent<HTMLElement>): void => {
    mouse.onDoubleClickCapture(event);
    const edge = event.target instanceof Element ? event.target.closest('.ag-header-cell-resize') : null;
    const id = edge?.closest('.ag-header-cell')?.getAttribute('col-id');
    if (api && id) fitColumns(api, id);
  };

  return (
    <div className="data-sheet">
      {finding === null ? null : (
        <FindBar
          edits={edits}
          asked={finding}
          onShow={(at) => show(at, false)}
          onClose={() => {
            setFinding(null);
            const edges = selectedEdges();
            if (edges) show({ row: edges.top, column: edges.left }, true);
          }}
        />
      )}
      <div
        className="data-grid"
        role="group"
        aria-label={t('sheet')}
        aria-description={t('sheetKeys')}
        ref={wrapper}
        onCopy={clipboard.onCopy}
        onCut={clipboard.onCut}
        onPaste={clipboard.onPaste}
        onPointerDownCapture={mouse.onPointerDownCapture}
        onMouseDownCapture={mouse.onMouseDownCapture}
        onKeyDownCapture={onKeyDown}
        onDoubleClickCapture={onDoubleClick}
      >
        <div className="data-grid-place" ref={place} />
        {api ? <OriginTip api={api} facts={facts} wrapper={wrapper} /> : null}
      </div>
      <div className="data-foot">
        <NameBox
          variables={variables}
          asked={jumping}
          onGo={jump}
          onLeave={() => {
            if (api) focusSheet(api);
          }}
        />
        <RangeStatus />
      </div>
      {api ? <HeaderMenu api={api} /> : null}
      <PasteDialog edits={edits} />
      {menu ? (
        <GridMenu
          place={menu}
          excluded={menu.rows.every((row) => facts.exclusions.has(String(row)))}
          onClose={() => setMenu(null)}
          onCopyCells={() => clipboard.copySelection()}
          onCopyWithHead={() => clipboard.copySelection(true)}
          onCutCells={() => clipboard.cutSelection()}
          onPaste={() => clipboard.pasteHere()}
          onCopyRows={() => clipboard.copyForms(menu.rows)}
          onFillDown={() => fillSelected(edits, 'down')}
          onClear={() => clearSelected(edits)}
          onExclude={() => onExclude(menu.rows)}
          onInclude={() => void actions.apply({ type: 'forms.include', rows: [...menu.rows] })}
        />
      ) : null}
    </div>
  );
}
