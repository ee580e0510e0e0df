import { textWidth } from '../../shared/charts/plotText.ts';
import type { ChartColumn } from './chartPart.ts';
import { type SheetCell, type SheetFile, workbookFile } from './workbookFile.ts';

/** Columns behind charts as rows of cells; headings are bold. */
function chartRows(columns: readonly ChartColumn[]): readonly (readonly (SheetCell | null)[])[] {
  const length = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  const head = columns.map(({ heading }): SheetCell => ({ value: heading, style: { bold: true } }));
  const rows = Array.from({ length }, (_, row) =>
    columns.map(({ values }): SheetCell | null => {
      const value = values[row] ?? null;
      return value === null ? null : { value };
    }),
  );
  return [head, ...rows];
}

/** Widths for columns behind charts, in characters. */
const chartWidths = (columns: readonly ChartColumn[]): readonly number[] =>
  columns.map(({ heading, values }) =>
    Math.min(
      40,
      Math.max(
        9,
        ...[heading, ...values.filter((value) => typeof value === 'string')].map((text) => 2 * textWidth(text) + 2),
      ),
    ),
  );

/** The workbook inside a chart of Word or PowerPoint: what the chart shows and nothing else, so that its data can be edited there. */
export function chartWorkbook(sheet: string, columns: readonly ChartColumn[]): Uint8Array {
  const file: SheetFile = { name: sheet, widths: chartWidths(columns), rows: chartRows(columns) };
  return workbookFile([file], { title: '', at: null });
}
