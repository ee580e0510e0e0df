import type { GridApi } from 'ag-grid-community';
import { type ClipboardEvent, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useReport } from '../../app/notices.tsx';
import { cellCount, edgesOf, type RangeEdges } from './cellRange.ts';
import { parseBlock } from './cellText.ts';
import { blockAsHtml, blockAsText } from './clipboardBlock.ts';
import type { GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { useGridRange } from './gridRange.ts';
import { planClear, planPaste, textsOf } from './sheetEdits.ts';
import type { SheetEdits } from './useSheetEdits.ts';

/** More cells than any program takes from the clipboard without trouble. */
const mostCopied = 3_000_000;

export interface SheetClipboard {
  onCopy(event: ClipboardEvent<HTMLElement>): void;
  onCut(event: ClipboardEvent<HTMLElement>): void;
  onPaste(event: ClipboardEvent<HTMLElement>): void;
  /** The selection, from a menu. */
  copySelection(): Promise<void>;
  /** Whole forms under a row of questions, from a menu. */
  copyForms(forms: readonly number[]): Promise<void>;
}

/** Blocks of cells from and to the clipboard, as spreadsheets exchange them. */
export function useSheetClipboard(api: GridApi<GridRow> | null, edits: SheetEdits): SheetClipboard {
  const { t } = useTranslation('data');
  const { reportDone } = useReport();

  const linesOf = (edges: RangeEdges): readonly (readonly string[])[] | null => {
    if (cellCount(edges) > mostCopied) {
      reportDone(t('tooManyToCopy'));
      return null;
    }
    return textsOf(useGridRange.getState().sheet, edges, useGridFacts.getState().showLabels);
  };

  /** The cells an event of the clipboard is about; null when it belongs to a field of text. */
  const selection = (event: ClipboardEvent<HTMLElement>): RangeEdges | null => {
    const { range } = useGridRange.getState();
    const inSheet = event.target instanceof Element && event.target.closest('.ag-row') !== null;
    return api && range && inSheet && api.getEditingCells().length === 0 ? edgesOf(range) : null;
  };

  const copyTo = (event: ClipboardEvent<HTMLElement>): RangeEdges | null => {
    const edges = selection(event);
    const lines = edges && linesOf(edges);
    if (!edges || !lines) return null;
    event.preventDefault();
    event.clipboardData.setData('text/plain', blockAsText(lines));
    const html = blockAsHtml(lines);
    if (html !== null) event.clipboardData.setData('text/html', html);
    reportDone(t('copied', { count: cellCount(edges) }));
    return edges;
  };

  const write = useCallback(
    async (lines: readonly (readonly string[])[], count: number) => {
      await navigator.clipboard.writeText(blockAsText(lines));
      reportDone(t('copied', { count }));
    },
    [reportDone, t],
  );

  return {
    onCopy: (event) => void copyTo(event),
    onCut: (event) => {
      const edges = copyTo(event);
      if (edges) void edits.commit(planClear(useGridRange.getState().sheet, edges));
    },
    onPaste: (event) => {
      const edges = selection(event);
      const text = event.clipboardData.getData('text/plain');
      if (!edges || text === '') return;
      event.preventDefault();
      void edits.commit(planPaste(useGridRange.getState().sheet, edges, parseBlock(text)));
    },
    copySelection: async () => {
      const { range } = useGridRange.getState();
      const edges = range && edgesOf(range);
      const lines = edges && linesOf(edges);
      if (edges && lines) await write(lines, cellCount(edges));
    },
    copyForms: async (forms) => {
      const { sheet } = useGridRange.getState();
      const whole = { top: 0, bottom: forms.length - 1, left: 0, right: sheet.variables.length - 1 };
      const lines = textsOf({ ...sheet, forms }, whole, useGridFacts.getState().showLabels);
      await write([sheet.variables.map((variable) => variable.label), ...lines], cellCount(whole));
    },
  };
}
