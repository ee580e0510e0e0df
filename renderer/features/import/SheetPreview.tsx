import { AG_GRID_LOCALE_CN, AG_GRID_LOCALE_EN } from '@ag-grid-community/locale';
import {
  type CellKeyDownEvent,
  CellStyleModule,
  ClientSideRowModelModule,
  type ColDef,
  type FullWidthCellKeyDownEvent,
  LocaleModule,
  RowStyleModule,
  themeQuartz,
  TooltipModule,
} from 'ag-grid-community';
import { AgGridReact, type CustomCellRendererProps } from 'ag-grid-react';
import { Dropdown, type MenuProps } from 'antd';
import { createContext, type KeyboardEvent as ReactKeyboardEvent, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { tabbables } from '../../app/tabbable.ts';
import { fontFamily } from '../../app/theme.ts';
import { useLocale } from '../../app/useLocale.ts';
import { columnLetters } from '../../components/columnLetters.ts';
import { type PreviewRow, previewRows, previewWidth, type SheetRow } from './previewRows.ts';

const modules = [CellStyleModule, ClientSideRowModelModule, LocaleModule, RowStyleModule, TooltipModule];

const theme = themeQuartz.withParams({
  fontFamily,
  fontSize: 12,
  headerFontSize: 12,
  headerFontWeight: 400,
  headerTextColor: '#66707C',
  headerBackgroundColor: '#F1F3F5',
  foregroundColor: '#1D232B',
  accentColor: '#1F5FBF',
  borderColor: '#E3E7EB',
  columnBorder: true,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  cellHorizontalPadding: 8,
  spacing: 4,
});

interface RowActions {
  actionsOf(row: number): NonNullable<MenuProps['items']>;
  readonly disabled: boolean;
}

/** Through React, not through the grid: cells that stay are drawn anew when the plan changes. */
const RowActionsContext = createContext<RowActions>({ actionsOf: () => [], disabled: true });

/** The number of a row, which opens what can be done with the row. */
function RowNumber({ data }: CustomCellRendererProps<PreviewRow>) {
  const { t } = useTranslation('import');
  const { actionsOf, disabled } = useContext(RowActionsContext);
  if (!data) return null;
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items: actionsOf(data.row) }} disabled={disabled}>
      <button type="button" tabIndex={-1} aria-label={t('row.menu', { row: data.row + 1 })}>
        {data.row + 1}
      </button>
    </Dropdown>
  );
}

const rowColumn: ColDef<PreviewRow> = {
  colId: 'row',
  pinned: 'left',
  width: 60,
  resizable: false,
  cellClass: 'import-row-number',
  cellRenderer: RowNumber,
  valueGetter: ({ data }) => (data ? data.row + 1 : null),
};

/** Enter, space or the menu key anywhere in a row is a click on its number. */
function onKey({ event, rowIndex }: CellKeyDownEvent<PreviewRow> | FullWidthCellKeyDownEvent<PreviewRow>): void {
  if (!(event instanceof KeyboardEvent) || !(event.target instanceof Element)) return;
  const wanted =
    event.key === 'Enter' ||
    event.key === ' ' ||
    event.key === 'ContextMenu' ||
    (event.key === 'F10' && event.shiftKey);
  if (!wanted || event.target instanceof HTMLButtonElement) return;
  event.preventDefault();
  event.target
    .closest('.ag-root')
    ?.querySelector<HTMLButtonElement>(`[row-index="${rowIndex}"] .import-row-number button`)
    ?.click();
}

/** Tab leaves the sheet at once, as one stop among the fields around it; the arrow keys walk in it. Cell by cell it would take thousands of steps. */
function leaveByTab(event: ReactKeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey) return;
  const sheet = event.currentTarget;
  // Menus of the rows lie elsewhere and are heard here all the same.
  if (!(event.target instanceof Node) || !sheet.contains(event.target)) return;
  const around = tabbables(sheet.closest<HTMLElement>('[role=dialog]') ?? document.body).filter(
    (one) => !sheet.contains(one),
  );
  const after = around.findIndex(
    (one) => (sheet.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  const next = event.shiftKey ? around.at((after < 0 ? around.length : after) - 1) : (around[after] ?? around[0]);
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

export interface SheetPreviewProps extends RowActions {
  readonly rows: readonly SheetRow[];
  readonly columnCount: number;
  readonly plan: ImportPlan | null;
}

/** The sheet as it is, with header and data drawn on it. Only what is in sight is drawn, so that a sheet of hundreds of columns scrolls. */
export function SheetPreview({ rows, columnCount, plan, actionsOf, disabled }: SheetPreviewProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const actions = useMemo(() => ({ actionsOf, disabled }), [actionsOf, disabled]);
  const rowData = useMemo(() => previewRows(rows, plan), [rows, plan]);
  const firstColumn = plan?.firstColumn ?? 0;
  const lastColumn = plan?.lastColumn ?? columnCount;
  const columnDefs = useMemo(
    (): ColDef<PreviewRow>[] => [
      { ...rowColumn, headerName: t('rowNumber') },
      ...Array.from({ length: columnCount }, (_, column): ColDef<PreviewRow> => {
        const outside = column < firstColumn || column > lastColumn ? 'import-column-outside' : '';
        return {
          colId: String(column),
          headerName: columnLetters(column),
          width: previewWidth(rows, column),
          cellClass: outside,
          valueGetter: ({ data }) => data?.cells[column]?.slice(0, 60) ?? '',
          tooltipValueGetter: ({ data }) => {
            const text = data?.cells[column] ?? '';
            return text.length > 12 ? text.slice(0, 600) : null;
          },
        };
      }),
    ],
    [columnCount, firstColumn, lastColumn, rows, t],
  );
  return (
    <div className="import-preview" role="region" aria-label={t('preview')} onKeyDownCapture={leaveByTab}>
      <RowActionsContext value={actions}>
        <AgGridReact<PreviewRow>
          modules={modules}
          theme={theme}
          localeText={locale === 'zh-CN' ? AG_GRID_LOCALE_CN : AG_GRID_LOCALE_EN}
          rowData={rowData}
          columnDefs={columnDefs}
          defaultColDef={{ sortable: false, suppressMovable: true }}
          getRowId={({ data }) => String(data.row)}
          rowHeight={25}
          headerHeight={25}
          animateRows={false}
          suppressColumnMoveAnimation
          suppressRowHoverHighlight
          tooltipShowDelay={400}
          onCellKeyDown={onKey}
          rowClassRules={{
            'import-row-head': ({ data }) => data?.part === 'head',
            'import-row-data': ({ data }) => data?.part === 'data',
            'import-row-outside': ({ data }) => data?.part === 'outside',
            'import-row-first': ({ data }) => data?.first === true,
            'import-row-last': ({ data }) => data?.last === true,
            'import-row-gap': ({ data }) => data?.gap === true,
          }}
        />
      </RowActionsContext>
    </div>
  );
}
