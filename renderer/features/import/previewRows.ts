import type { ImportPlan } from '../../../shared/importing/plan.ts';

/** A row of the sheet as it is shown, with what it is to the plan. */
export interface PreviewRow {
  /** In the sheet, from 0. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly part: 'head' | 'data' | 'outside';
  /** The first row of the header or of the data: a line is drawn above it. */
  readonly first: boolean;
  readonly last: boolean;
  /** Rows of the sheet between the one before and this one are not shown. */
  readonly gap: boolean;
}

export type SheetRow = Pick<PreviewRow, 'row' | 'cells'>;

function partOf(plan: ImportPlan | null, row: number): PreviewRow['part'] {
  if (!plan) return 'outside';
  if (row >= plan.headerRows[0] && row <= plan.headerRows[1]) return 'head';
  const isForm = row >= plan.firstDataRow && row <= plan.lastDataRow && !plan.leftOutRows?.includes(row);
  return isForm ? 'data' : 'outside';
}

/** The rows that are shown with what the plan makes of them. */
export const previewRows = (rows: readonly SheetRow[], plan: ImportPlan | null): PreviewRow[] =>
  rows.map(({ row, cells }, index) => ({
    row,
    cells,
    part: partOf(plan, row),
    first: plan !== null && (row === plan.headerRows[0] || row === plan.firstDataRow),
    last: row === plan?.lastDataRow,
    gap: index > 0 && rows[index - 1]!.row !== row - 1,
  }));

const narrowest = 56;
const widest = 176;
const padding = 17;
const wideSign = 12;
const narrowSign = 7;
/** Rows whose texts give a column its width. */
const measuredRows = 40;

/** Width of a column that shows its texts, in pixels of the preview's type, within bounds. Chinese signs are as wide as the type is high. */
export function previewWidth(rows: readonly SheetRow[], column: number): number {
  let width = 0;
  for (const { cells } of rows.slice(0, measuredRows)) {
    let own = 0;
    for (const sign of cells[column] ?? '') {
      own += sign.charCodeAt(0) > 0x2e7f ? wideSign : narrowSign;
      if (own > widest) break;
    }
    width = Math.max(width, own);
  }
  return Math.min(widest, Math.max(narrowest, width + padding));
}
