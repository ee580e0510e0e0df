import type { GridApi } from 'ag-grid-community';
import { type ClipboardEvent, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useReport } from '../../app/notices.tsx';
import { cellCount, edgesOf, type RangeEdges } from './cellRange.ts';
import { parseBlock } from './cellText.ts';
import { blockAsHtml, blockAsText } from './clipboardBlock.ts';
import type { GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { selectedEdges, useGridRange } from './gridRange.ts';
import { planMove, planPaste, textsOf } from './sheetEdits.ts';
import type { SheetEdits } from './useSheetEdits.ts';

/** More cells than any program takes from the clipboard without trouble. */
const mostCopied = 3_000_000;

/** What the clipboard holds; null where this page may not look. */
async function clipboardText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

export interface SheetClipboard {
  onCopy(event: ClipboardEvent<HTMLElement>): void;
  onCut(event: ClipboardEvent<HTMLElement>): void;
  onPaste(event: ClipboardEvent<HTMLElement>): void;
  /** The selection, from a menu. */
  copySelection(): Promise<void>;
  /** Marks the selection: it moves where it is pasted. */
  cutSelection(): Promise<void>;
  /** What the clipboard holds at the selection, from a menu; says which keys do it where the browser does not let a page look. */
  pasteHere(): Promise<void>;
  /** Whole forms under a row of questions, from a menu. */
  copyForms(forms: readonly number[]): Promise<void>;
}

/** Blocks of cells from and to the clipboard, as spreadsheets exchange them. */
export function useSheetClipboard(api: GridApi<GridRow> | null, edits: SheetEdits): SheetClipboard {
  const { t } = useTranslation('data');
  const { reportDone, reportHint } = useReport();

  const linesOf = (edges: RangeEdges): readonly (readonly string[])[] | null => {
    if (cellCount(edges) > mostCopied) {
      reportHint(t('tooManyToCopy'));
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

  const copyTo = (event: ClipboardEvent<HTMLElement>, cut: boolean): void => {
    const edges = selection(event);
    const lines = edges && linesOf(edges);
    if (!edges || !lines) return;
    const text = blockAsText(lines);
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
    const html = blockAsHtml(lines);
    if (html !== null) event.clipboardData.setData('text/html', html);
    useGridRange.setState({ cut: cut ? { edges, text } : null });
    reportDone(t(cut ? 'cut' : 'copied', { count: cellCount(edges) }));
  };

  const paste = (edges: RangeEdges, text: string): void => {
    const { sheet, cut } = useGridRange.getState();
    // Programs may end the text with a line break of their own, or write line ends in their way.
    const same = cut !== null && text.replace(/\r\n?/g, '\n').trimEnd() === cut.text.replaceAll('\r\n', '\n').trimEnd();
    const block = parseBlock(text);
    if (!same) void edits.commit(planPaste(sheet, edges, block));
    else void edits.commit(planMove(sheet, cut.edges, edges, block));
  };

  const write = useCallback(
    async (lines: readonly (readonly string[])[], count: number) => {
      await navigator.clipboard.writeText(blockAsText(lines));
      reportDone(t('copied', { count }));
    },
    [reportDone, t],
  );

  return {
    onCopy: (event) => copyTo(event, false),
    onCut: (event) => copyTo(event, true),
    onPaste: (event) => {
      const edges = selection(event);
      const text = event.clipboardData.getData('text/plain');
      if (!edges || text === '') return;
      event.preventDefault();
      paste(edges, text);
    },
    copySelection: async () => {
      const edges = selectedEdges();
      const lines = edges && linesOf(edges);
      if (!edges || !lines) return;
      useGridRange.setState({ cut: null });
      await write(lines, cellCount(edges));
    },
    cutSelection: async () => {
      const edges = selectedEdges();
      const lines = edges && linesOf(edges);
      if (!edges || !lines) return;
      const text = blockAsText(lines);
      await navigator.clipboard.writeText(text);
      useGridRange.setState({ cut: { edges, text } });
      reportDone(t('cut', { count: cellCount(edges) }));
    },
    pasteHere: async () => {
      const edges = selectedEdges();
      const text = await clipboardText();
      if (text === null) reportHint(t('pasteByKeys'));
      else if (edges && text !== '') paste(edges, text);
    },
    copyForms: async (forms) => {
      const { sheet } = useGridRange.getState();
      const whole = { top: 0, bottom: forms.length - 1, left: 0, right: sheet.variables.length - 1 };
      const lines = textsOf({ ...sheet, forms }, whole, useGridFacts.getState().showLabels);
      await write([sheet.variables.map((variable) => variable.label), ...lines], cellCount(whole));
    },
  };
}
