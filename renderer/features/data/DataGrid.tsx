import {
  type CellContextMenuEvent,
  type CellFocusedEvent,
  createGrid,
  type GridApi,
  type IRowNode,
} from 'ag-grid-community';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ordered } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject, useProjectStore } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { type CellPlace, countIn, rangeOfCell } from './cellRange.ts';
import { composeInCells } from './composeInCells.ts';
import { requestColumns, useColumnStore } from './columnCache.ts';
import { useColumnLayout } from './columnLayout.ts';
import { ruleTest } from './columnRule.ts';
import { useDataView } from './dataView.ts';
import { FindBar, type FindBarProps } from './FindBar.tsx';
import { fitColumns } from './fitColumns.ts';
import { contentOf, type GridRow, leadingColumns, questionColumn } from './gridColumns.ts';
import { type GridFacts, useGridFacts } from './gridFacts.ts';
import { GridMenu, type GridMenuPlace } from './GridMenu.tsx';
import {
  activeCell,
  paintRange,
  placeOfColumn,
  selectCell,
  selectedAreas,
  selectedEdges,
  useGridRange,
} from './gridRange.ts';
import { HeaderMenu } from './HeaderMenu.tsx';
import { NameBox } from './NameBox.tsx';
import { OriginTip } from './OriginTip.tsx';
import { PasteDialog } from './PasteDialog.tsx';
import type { AskedPlace } from './placeText.ts';
import { RangeStatus } from './RangeStatus.tsx';
import { restWhileScrolling } from './restWhileScrolling.ts';
import { focusSheet, takeHeadKey } from './sheetFocus.ts';
import { rowHeight, sheetOptions } from './sheetOptions.ts';
import { typeOver } from './typeOver.ts';
import { clearSelected, fillSelected, useRangeKeys } from './useRangeKeys.ts';
import { useRangeMouse } from './useRangeMouse.ts';
import { useSheetClipboard } from './useSheetClipboard.ts';
import { useSheetEdits } from './useSheetEdits.ts';

const isFiltered = (): boolean =>
  useDataView.getState().view.kind !== 'all' || useDataView.getState().columnFilters.size > 0;

const noVariables: ReadonlyMap<string, Variable> = new Map();

/** The grid calls back outside of rendering. */
const variablesNow = (): ReadonlyMap<string, Variable> =>
  useProjectStore.getState().project?.entities.variable ?? noVariables;

type Filters = ReturnType<typeof useDataView.getState>['columnFilters'];
let testsFor: Filters | null = null;
let tests: readonly (readonly [string, ReturnType<typeof ruleTest>])[] = [];

/** The filters as tests, made once for all forms. */
function testsOf(filters: Filters, variables: ReadonlyMap<string, Variable>): typeof tests {
  if (filters !== testsFor) {
    testsFor = filters;
    tests = [...filters].flatMap(([id, rule]) => {
      const variable = variables.get(id);
      return variable ? [[id, ruleTest(rule, variable)] as const] : [];
    });
  }
  return tests;
}

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

/** The sheet on screen, read from the grid: which forms, which questions, in which order. */
function shownSheet(api: GridApi<GridRow>): void {
  const variables = variablesNow();
  const forms: number[] = [];
  api.forEachNodeAfterFilterAndSort((node) => {
    if (node.data) forms.push(node.data.row);
  });
  const shown = api.getAllDisplayedColumns().flatMap((column) => variables.get(column.getColId()) ?? []);
  const before = useGridRange.getState().sheet;
  const same =
    before.forms.length === forms.length &&
    before.variables.length === shown.length &&
    shown.every((variable, index) => before.variables[index] === variable) &&
    forms.every((form, index) => before.forms[index] === form);
  if (same) return;
  const sheet = { variables: shown, forms: Int32Array.from(forms), content: contentOf };
  // A selection of other cells than before would be a trap: only the cell with the focus stays.
  const focused = api.getFocusedCell();
  const column = shown.findIndex((variable) => variable.id === focused?.column.getColId());
  const place = focused && column >= 0 && focused.rowIndex < forms.length ? { row: focused.rowIndex, column } : null;
  const range = place && rangeOfCell(place);
  useGridRange.setState({ sheet, range, others: [], filling: null, cut: null });
}

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
  const rowData = useMemo(() => Array.from({ length: rowCount }, (_, row): GridRow => ({ row })), [rowCount]);
  const { hidden, frozen } = useColumnLayout();

  const { type } = edits;

  const columnDefs = useMemo(() => {
    const hooks = {
      edit: type,
      words: { form: t('formNumberHint'), flag: t('flag') },
      headWords: (variable: Variable) => ({
        sort: t('sort'),
        sortBy: t('sortBy', { question: variable.label }),
        filter: t('filterRows'),
        filterBy: t('filterBy', { question: variable.label }),
        menu: t('column.menu'),
        menuOf: t('column.menuOf', { question: variable.label }),
        scale: variable.scale ? `${variable.scale.min}–${variable.scale.max}` : t(`common:types.${variable.type}`),
        role: variable.role === 'none' ? null : t(`common:roles.${variable.role}`),
      }),
    };
    return [
      ...leadingColumns(hooks),
      ...variables.map((variable) =>
        questionColumn(variable, hooks, {
          hidden: hidden.has(variable.id),
          frozen: frozen.has(variable.id),
          width: useColumnLayout.getState().widths.get(variable.id),
        }),
      ),
    ];
  }, [variables, hidden, frozen, type, t]);

  useEffect(() => {
    requestColumns(
      client,
      projectId,
      variables.map((variable) => variable.id),
    );
  }, [client, projectId, variables]);

  const passes = useCallback((node: IRowNode<GridRow>): boolean => {
    const row = node.data?.row;
    if (row === undefined) return false;
    const { view, columnFilters } = useDataView.getState();
    const exclusion = useGridFacts.getState().exclusions.get(String(row));
    if (view.kind === 'valid' && exclusion) return false;
    if (view.kind === 'excluded' && (!exclusion || (view.code !== null && exclusion.code !== view.code))) return false;
    if (view.kind === 'check' && !view.rows.has(row)) return false;
    if (columnFilters.size > 0)
      for (const [id, test] of testsOf(columnFilters, variablesNow())) if (!test(contentOf(id, row))) return false;
    return true;
  }, []);

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
    const row = grid.getDisplayedRowAtIndex(rowIndex)?.data?.row ?? null;
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
    const row = event.data?.row;
    const mouse = event.event;
    if (row === undefined || !(mouse instanceof window.MouseEvent)) return;
    mouse.preventDefault();
    const box = mouse.target instanceof HTMLElement ? mouse.target.getBoundingClientRect() : null;
    // The menu key reports no place of the pointer: open at the cell.
    const atPointer = mouse.clientX > 0 || mouse.clientY > 0;
    setMenu({
      x: atPointer ? mouse.clientX : (box?.left ?? 0),
      y: atPointer ? mouse.clientY : (box?.bottom ?? 0),
      row,
      cells: placeOfColumn(event.column.getColId()) >= 0 ? countIn(selectedAreas()) : 0,
      rows: formsMeant(row),
    });
  }, []);

  /** The columns as the grid was last given them. */
  const drawnColumns = useRef<typeof columnDefs | null>(null);
  const newestColumns = useRef(columnDefs);
  useEffect(() => {
    newestColumns.current = columnDefs;
  }, [columnDefs]);
  useEffect(() => {
    if (!place.current) return;
    drawnColumns.current = newestColumns.current;
    const grid: GridApi<GridRow> = createGrid<GridRow>(place.current, {
      ...sheetOptions(locale),
      columnDefs: newestColumns.current,
      focusGridInnerElement: () => focusSheet(grid),
      isExternalFilterPresent: isFiltered,
      doesExternalFilterPass: passes,
      onModelUpdated: (event) => {
        shownSheet(event.api);
        onShown(event.api.getDisplayedRowCount());
      },
      onDisplayedColumnsChanged: (event) => shownSheet(event.api),
      onCellFocused,
      onCellContextMenu: onContextMenu,
      onColumnResized: ({ finished, columns, source }) => {
        if (finished && columns && (source === 'uiColumnResized' || source === 'api'))
          useColumnLayout.getState().resize(columns.map((column) => [column.getColId(), column.getActualWidth()]));
      },
    });
    // The forms in a task of their own: with a hundred thousand of them the window would stand still for both together.
    const timer = setTimeout(() => setApi(grid));
    return () => {
      clearTimeout(timer);
      setApi(null);
      heard.current = null;
      grid.destroy();
    };
  }, [locale, passes, onShown, onCellFocused, onContextMenu]);

  useEffect(() => (wrapper.current ? restWhileScrolling(wrapper.current) : undefined), []);
  useEffect(
    () =>
      api && wrapper.current ? composeInCells(wrapper.current, (cell, text) => typeOver(api, cell, text)) : undefined,
    [api],
  );

  useEffect(() => {
    if (!api) return;
    if (drawnColumns.current !== columnDefs) api.setGridOption('columnDefs', columnDefs);
    drawnColumns.current = columnDefs;
    // Names and scales may have changed with the columns in their places.
    shownSheet(api);
  }, [api, columnDefs]);
  useEffect(() => api?.setGridOption('rowData', rowData), [api, rowData]);

  useEffect(
    () =>
      useGridRange.subscribe((state, before) => {
        if (
          wrapper.current &&
          (state.range !== before.range ||
            state.others !== before.others ||
            state.filling !== before.filling ||
            state.cut !== before.cut)
        )
          paintRange(wrapper.current);
      }),
    [],
  );

  // New answers: draw the columns they are in again; filters look again only when a column has just arrived.
  useEffect(() => {
    if (!api) return;
    return useColumnStore.subscribe((state, before) => {
      const touched = [...state.columns].filter(([id, column]) => before.columns.get(id) !== column).map(([id]) => id);
      if (touched.length === 0 || api.isDestroyed()) return;
      api.refreshCells({ columns: touched, force: true });
      if (touched.some((id) => !before.columns.has(id) && useDataView.getState().columnFilters.has(id)))
        api.onFilterChanged();
    });
  }, [api]);

  // Drawing a row anew ends an edit under way in it, so only rows just excluded or taken back are; cells are looked at again in place.
  const drawnExclusions = useRef(facts.exclusions);
  useEffect(() => {
    useGridFacts.setState(facts);
    if (!api) return;
    api.refreshCells({ force: true });
    const before = drawnExclusions.current;
    const now = facts.exclusions;
    drawnExclusions.current = now;
    const rowNodes = [...new Set([...before.keys(), ...now.keys()])]
      .filter((key) => before.has(key) !== now.has(key))
      .flatMap((key) => api.getRowNode(key) ?? []);
    if (rowNodes.length > 0) api.redrawRows({ rowNodes });
  }, [api, facts]);

  useEffect(() => {
    if (!api) return;
    return useDataView.subscribe((state, before) => {
      if (api.isDestroyed() || (state.view === before.view && state.columnFilters === before.columnFilters)) return;
      api.onFilterChanged();
      // Forms that a check doubts for some answers are shown with the first of these in sight.
      if (state.view === before.view || state.view.kind !== 'check') return;
      const [first] = state.view.variableIds;
      if (first !== undefined && api.getColumn(first)?.isVisible()) api.ensureColumnVisible(first, 'middle');
    });
  }, [api]);

  // Excluding or taking back changes what the views "valid" and "excluded" hold.
  useEffect(() => {
    const { kind } = useDataView.getState().view;
    if (api && entities.exclusion && kind !== 'all' && kind !== 'check') api.onFilterChanged();
  }, [api, entities.exclusion]);

  const show = useCallback(
    ({ row, column }: CellPlace, focus: boolean) => {
      const id = useGridRange.getState().sheet.variables[column]?.id;
      if (!api || id === undefined) return;
      // A row at the very edge lies half under the scroll bar: one that has to be scrolled to comes to the middle.
      const { top, bottom } = api.getVerticalPixelRange();
      const above = row * rowHeight;
      if (above < top || above + 2 * rowHeight > bottom) api.ensureIndexVisible(row, 'middle');
      api.ensureColumnVisible(id);
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
      const node = api.getRowNode(String(row));
      if (node) api.ensureNodeVisible(node, 'middle');
      api.ensureColumnVisible(variableId, 'middle');
      if (node?.rowIndex !== null && node?.rowIndex !== undefined) api.setFocusedCell(node.rowIndex, variableId);
      useDataView.getState().select({ row, variableId });
    }
    if (target.kind === 'form') {
      const node = api.getRowNode(String(target.row));
      if (node) api.ensureNodeVisible(node, 'middle');
      useDataView.getState().select({ row: target.row, tab: 'form' });
    }
    useNavigation.getState().arrived();
  }, [api, target]);

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
    const row = form === null ? (active?.row ?? 0) : Array.prototype.indexOf.call(sheet.forms, form);
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
      const row = focused ? api.getDisplayedRowAtIndex(focused.rowIndex)?.data?.row : undefined;
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
