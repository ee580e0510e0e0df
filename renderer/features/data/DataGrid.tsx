import { AG_GRID_LOCALE_CN, AG_GRID_LOCALE_EN } from '@ag-grid-community/locale';
import {
  type CellContextMenuEvent,
  CellApiModule,
  type CellFocusedEvent,
  CellStyleModule,
  type CellKeyDownEvent,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  ExternalFilterModule,
  type FullWidthCellKeyDownEvent,
  type GetRowIdParams,
  type GridApi,
  type IRowNode,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  type RowClassRules,
  RowSelectionModule,
  type RowSelectionOptions,
  RowStyleModule,
  ScrollApiModule,
  type SelectionColumnDef,
  TextEditorModule,
  themeQuartz,
  TooltipModule,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type ClipboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ordered } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { fontFamily } from '../../app/theme.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { blockCell, cellText, parseBlock, parseEdit } from './cellText.ts';
import { requestColumns, useColumnStore } from './columnCache.ts';
import { useDataView } from './dataView.ts';
import { contentOf, type GridRow, leadingColumns, questionColumn } from './gridColumns.ts';
import { type GridFacts, useGridFacts } from './gridFacts.ts';
import { GridMenu, type GridMenuPlace } from './GridMenu.tsx';
import { OriginTip } from './OriginTip.tsx';
import { useRefusal } from './useRefusal.ts';

ModuleRegistry.registerModules([
  CellApiModule,
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  ExternalFilterModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
  TooltipModule,
]);

const gridTheme = themeQuartz.withParams({
  fontFamily,
  fontSize: 12,
  headerFontSize: 12,
  headerFontWeight: 400,
  accentColor: '#1F5FBF',
  foregroundColor: '#1D232B',
  headerTextColor: '#1D232B',
  headerBackgroundColor: '#FAFBFC',
  borderColor: '#E3E7EB',
  columnBorder: true,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  cellHorizontalPadding: 8,
  spacing: 4,
  rowHoverColor: '#F5F7FA',
  selectedRowBackgroundColor: '#E9F0FB',
});

// The grid compares its options by identity: one made anew while drawing would rebuild the columns and end an edit under way.
const rowSelection: RowSelectionOptions<GridRow> = {
  mode: 'multiRow',
  checkboxes: true,
  headerCheckbox: true,
  enableClickSelection: false,
  selectAll: 'filtered',
};
const selectionColumn: SelectionColumnDef = { width: 36, pinned: 'left', resizable: false, suppressMovable: true };
const rowClassRules: RowClassRules<GridRow> = {
  'data-row-excluded': (params) =>
    params.data !== undefined && useGridFacts.getState().exclusions.has(String(params.data.row)),
};
const rowId = (params: GetRowIdParams<GridRow>): string => String(params.data.row);
const isFiltered = (): boolean =>
  useDataView.getState().view.kind !== 'all' || useDataView.getState().columnFilters.size > 0;

export interface DataGridProps {
  readonly facts: GridFacts;
  /** How many forms the view shows, after filters. */
  onShown(count: number): void;
  onExclude(rows: readonly number[]): void;
}

/** Forms the user means: the ticked ones if the given one is among them, else the given one. */
export function formsMeant(api: GridApi<GridRow>, row: number): readonly number[] {
  const ticked = api.getSelectedRows().map((one) => one.row);
  return ticked.includes(row) ? ticked.toSorted((a, b) => a - b) : [row];
}

/** The sheet: every form a row, every question a column, all virtual. */
export function DataGrid({ facts, onShown, onExclude }: DataGridProps) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const client = useClient();
  const actions = useProjectActions();
  const { reportDone } = useReport();
  const refuse = useRefusal();
  const { projectId, rowCount, entities } = useProject();
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const [menu, setMenu] = useState<GridMenuPlace | null>(null);
  const wrapper = useRef<HTMLDivElement>(null);
  const variables = useMemo(() => ordered(entities.variable), [entities.variable]);
  const rowData = useMemo(() => Array.from({ length: rowCount }, (_, row): GridRow => ({ row })), [rowCount]);

  const edit = useCallback(
    (variable: Variable, row: number, typed: string) => {
      const outcome = parseEdit(typed, variable);
      if (!outcome.ok) refuse(outcome.reason, variable, row, typed);
      else void actions.apply({ type: 'cells.set', edits: [{ variableId: variable.id, row, value: outcome.value }] });
    },
    [actions, refuse],
  );

  const columnDefs = useMemo(() => {
    const hooks = {
      edit,
      words: { form: t('formNumber'), flag: t('flag'), excluded: t('excludedBecause') },
    };
    return [...leadingColumns(hooks), ...variables.map((variable) => questionColumn(variable, hooks))];
  }, [variables, edit, t]);

  useEffect(() => {
    requestColumns(
      client,
      projectId,
      variables.map((variable) => variable.id),
    );
  }, [client, projectId, variables]);

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
      if (!api.isDestroyed() && (state.view !== before.view || state.columnFilters !== before.columnFilters))
        api.onFilterChanged();
    });
  }, [api]);

  // Excluding or taking back changes what the views "valid" and "excluded" hold.
  useEffect(() => {
    const { kind } = useDataView.getState().view;
    if (api && entities.exclusion && kind !== 'all' && kind !== 'check') api.onFilterChanged();
  }, [api, entities.exclusion]);

  const target = useNavigation((state) => state.target);
  useEffect(() => {
    if (!api || !target) return;
    if (target.kind === 'variable') {
      api.ensureColumnVisible(target.id, 'middle');
      useDataView.getState().select({ variableId: target.id, tab: 'question' });
      api.setFocusedCell(Math.max(0, api.getFirstDisplayedRowIndex()), target.id);
    }
    if (target.kind === 'form') {
      const node = api.getRowNode(String(target.row));
      if (node) api.ensureNodeVisible(node, 'middle');
      useDataView.getState().select({ row: target.row, tab: 'form' });
    }
    useNavigation.getState().arrived();
  }, [api, target]);

  const passes = useCallback((node: IRowNode<GridRow>): boolean => {
    const row = node.data?.row;
    if (row === undefined) return false;
    const { view, columnFilters } = useDataView.getState();
    const exclusion = useGridFacts.getState().exclusions.get(String(row));
    if (view.kind === 'valid' && exclusion) return false;
    if (view.kind === 'excluded' && (!exclusion || (view.code !== null && exclusion.code !== view.code))) return false;
    if (view.kind === 'check' && !view.rows.has(row)) return false;
    for (const [id, kept] of columnFilters) if (!kept.has(contentOf(id, row))) return false;
    return true;
  }, []);

  const copy = useCallback(
    async (rows: readonly number[], ids: readonly string[], withHead: boolean) => {
      const chosen = ids
        .map((id) => variables.find((variable) => variable.id === id))
        .filter((variable) => variable !== undefined);
      const lines = rows.map((row) =>
        chosen
          .map((variable) =>
            blockCell(cellText(contentOf(variable.id, row), variable, useGridFacts.getState().showLabels)),
          )
          .join('\t'),
      );
      if (withHead) lines.unshift(chosen.map((variable) => blockCell(variable.label)).join('\t'));
      await navigator.clipboard.writeText(lines.join('\r\n'));
      reportDone(t('copied', { count: rows.length * chosen.length }));
    },
    [reportDone, t, variables],
  );

  const onPaste = (event: ClipboardEvent): void => {
    const focused = api?.getFocusedCell();
    if (!api || !focused || api.getEditingCells().length > 0) return;
    const block = parseBlock(event.clipboardData.getData('text/plain'));
    const ids = api.getAllDisplayedColumns().map((column) => column.getColId());
    const firstColumn = ids.indexOf(focused.column.getColId());
    const edits: { variableId: string; row: number; value: string | number | null }[] = [];
    for (const [down, line] of block.entries()) {
      const row = api.getDisplayedRowAtIndex(focused.rowIndex + down)?.data?.row;
      if (row === undefined) break;
      for (const [right, typed] of line.entries()) {
        const variable = variables.find((one) => one.id === ids[firstColumn + right]);
        if (!variable) continue;
        const outcome = parseEdit(typed, variable);
        if (!outcome.ok) return refuse(outcome.reason, variable, row, typed);
        edits.push({ variableId: variable.id, row, value: outcome.value });
      }
    }
    event.preventDefault();
    if (edits.length > 0) void actions.apply({ type: 'cells.set', edits });
  };

  const onCellKeyDown = (event: CellKeyDownEvent<GridRow> | FullWidthCellKeyDownEvent<GridRow>): void => {
    const key = event.event;
    const row = event.data?.row;
    if (
      !('column' in event) ||
      !(key instanceof KeyboardEvent) ||
      row === undefined ||
      event.api.getEditingCells().length > 0
    )
      return;
    const control = key.ctrlKey || key.metaKey;
    const id = event.column.getColId();
    if (control && key.key.toLowerCase() === 'c') {
      const rows = event.api.getSelectedRows().map((one) => one.row);
      const whole = id.startsWith('#') || rows.length > 1;
      const ids = whole ? variables.map((variable) => variable.id) : [id];
      void copy(whole && rows.length > 0 ? rows : [row], ids, false);
    }
    if (control && key.key.toLowerCase() === 'e') {
      key.preventDefault();
      onExclude(formsMeant(event.api, row));
    }
  };

  const onCellFocused = (event: CellFocusedEvent<GridRow>): void => {
    if (event.rowIndex === null || event.column === null || typeof event.column === 'string') return;
    const row = event.api.getDisplayedRowAtIndex(event.rowIndex)?.data?.row ?? null;
    const id = event.column.getColId();
    useDataView.getState().select(id.startsWith('#') ? { row } : { row, variableId: id });
  };

  const onContextMenu = (event: CellContextMenuEvent<GridRow>): void => {
    const row = event.data?.row;
    const mouse = event.event;
    if (row === undefined || !(mouse instanceof MouseEvent)) return;
    mouse.preventDefault();
    const box = mouse.target instanceof HTMLElement ? mouse.target.getBoundingClientRect() : null;
    // The menu key reports no place of the pointer: open at the cell.
    const atPointer = mouse.clientX > 0 || mouse.clientY > 0;
    setMenu({
      x: atPointer ? mouse.clientX : (box?.left ?? 0),
      y: atPointer ? mouse.clientY : (box?.bottom ?? 0),
      row,
      variableId: event.column.getColId().startsWith('#') ? null : event.column.getColId(),
      rows: formsMeant(event.api, row),
    });
  };

  return (
    <div className="data-grid" ref={wrapper} onPaste={onPaste}>
      <AgGridReact<GridRow>
        key={locale}
        theme={gridTheme}
        localeText={locale === 'zh-CN' ? AG_GRID_LOCALE_CN : AG_GRID_LOCALE_EN}
        rowData={rowData}
        columnDefs={columnDefs}
        maintainColumnOrder
        getRowId={rowId}
        rowHeight={28}
        headerHeight={64}
        animateRows={false}
        suppressColumnVirtualisation={false}
        suppressMovableColumns
        enterNavigatesVertically
        enterNavigatesVerticallyAfterEdit
        stopEditingWhenCellsLoseFocus
        tooltipShowDelay={300}
        rowSelection={rowSelection}
        selectionColumnDef={selectionColumn}
        rowClassRules={rowClassRules}
        isExternalFilterPresent={isFiltered}
        doesExternalFilterPass={passes}
        preventDefaultOnContextMenu
        onGridReady={(event) => setApi(event.api)}
        onModelUpdated={(event) => onShown(event.api.getDisplayedRowCount())}
        onCellFocused={onCellFocused}
        onCellKeyDown={onCellKeyDown}
        onCellContextMenu={onContextMenu}
      />
      {api ? <OriginTip api={api} facts={facts} wrapper={wrapper} /> : null}
      {menu ? (
        <GridMenu
          place={menu}
          excluded={menu.rows.every((row) => facts.exclusions.has(String(row)))}
          onClose={() => setMenu(null)}
          onCopyCell={() => (menu.variableId ? copy([menu.row], [menu.variableId], false) : undefined)}
          onCopyRows={() =>
            copy(
              menu.rows,
              variables.map((variable) => variable.id),
              true,
            )
          }
          onExclude={() => onExclude(menu.rows)}
          onInclude={() => void actions.apply({ type: 'forms.include', rows: [...menu.rows] })}
        />
      ) : null}
    </div>
  );
}
