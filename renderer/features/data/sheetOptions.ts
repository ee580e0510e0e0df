import { AG_GRID_LOCALE_CN, AG_GRID_LOCALE_EN } from '@ag-grid-community/locale';
import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  CustomEditorModule,
  EventApiModule,
  type GridOptions,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
  themeQuartz,
} from 'ag-grid-community';
import type { Locale } from '../../../shared/model/text.ts';
import { fontFamily } from '../../app/theme.ts';
import { formRowClasses } from './formRows.ts';
import type { GridRow } from './gridColumns.ts';

ModuleRegistry.registerModules([
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  CustomEditorModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
]);

const theme = themeQuartz.withParams({
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
});

/** Of the heads of the columns and of each form, in pixels. */
export const headHeight = 64;
export const rowHeight = 28;

/** What never changes about the sheet. Everything in it is plain DOM: components of a framework in cells cost frames while scrolling. */
export const sheetOptions = (locale: Locale): GridOptions<GridRow> => ({
  theme,
  localeText: locale === 'zh-CN' ? AG_GRID_LOCALE_CN : AG_GRID_LOCALE_EN,
  maintainColumnOrder: true,
  // Rows by their places, made as they come in sight. They are complete without what a source would answer, so it never does.
  rowModelType: 'infinite',
  datasource: { getRows: () => undefined },
  rowHeight,
  headerHeight: headHeight,
  // A notch of the wheel. Every row more costs its share of each frame.
  rowBuffer: 5,
  // Rows that are moved by a transform are surfaces of their own.
  suppressRowTransform: true,
  animateRows: false,
  suppressColumnMoveAnimation: true,
  suppressMovableColumns: true,
  suppressRowHoverHighlight: true,
  enterNavigatesVertically: true,
  enterNavigatesVerticallyAfterEdit: true,
  stopEditingWhenCellsLoseFocus: true,
  rowClassRules: formRowClasses,
  preventDefaultOnContextMenu: true,
  // There are no tips of the grid; only so does it not prepare one for every cell, which costs a tenth of the time of each frame.
  enableBrowserTooltips: true,
});
