import type { GridApi } from 'ag-grid-community';
import { type ClipboardEvent, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../shared/model/variable.ts';
import { useReport } from '../../app/notices.tsx';
import { asOneBlock, cellCount, countIn, edgesOf, type RangeEdges } from './cellRange.ts';
import { type Block, blockAsHtml, blockAsText, blockFromText, readBlock, type TextColumns } from './clipboardBlock.ts';
import type { GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { blockFromHtml } from './htmlTable.ts';
import { selectedAreas, selectedEdges, useGridRange } from './gridRange.ts';
import { partOf, planMove, planPaste, planSame, textsOf } from './sheetEdits.ts';
import type { SheetEdits } from './useSheetEdits.ts';

/** More cells than any program takes from the clipboard without trouble. */
const mostCopied = 3_000_000;

/** What the clipboard holds; null where this page may not look. */
async function clipboardBlock(): Promise<Block | 'nothing' | null> {
  try {
    const items = await navigator.clipboard.read();
    const read = async (type: string): Promise<string> => {
      const item = items.find((one) => one.types.includes(type));
      return item ? (await item.getType(type)).text() : '';
    };
    return readBlock(await read('text/plain'), blockFromHtml(await read('text/html'))) ?? 'nothing';
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

/** Cells as they are copied: their texts, and which of them stay texts elsewhere. */
interface Copied {
  readonly count: number;
  readonly lines: Block;
  readonly textColumns: TextColumns;
}

const isSeveral = (): boolean => useGridRange.getState().others.length > 0;

const isTextColumn = (variable: Variable): boolean => variable.type === 'text';

export interface SheetClipboard {
  onCopy(event: ClipboardEvent<HTMLElement>): void;
  onCut(event: ClipboardEvent<HTMLElement>): void;
  onPaste(event: ClipboardEvent<HTMLElement>): void;
  /** The selection, from a menu; with the questions above it where asked for. */
  copySelection(withHead?: boolean): Promise<void>;
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

  /** The selected cells; several ranges only where they make up one block. */
  const copied = (withHead = false): Copied | null => {
    const areas = selectedAreas();
    const count = countIn(areas);
    if (count === 0) return null;
    if (count > mostCopied) {
      reportHint(t('tooManyToCopy'));
      return null;
    }
    const block = asOneBlock(areas);
    if (!block) {
      reportHint(t('copySeveral'));
      return null;
    }
    const part = partOf(useGridRange.getState().sheet, block.rows, block.columns);
    const { variables } = part;
    const whole = { top: 0, bottom: block.rows.length - 1, left: 0, right: block.columns.length - 1 };
    const lines = textsOf(part, whole, useGridFacts.getState().showLabels);
    return {
      count,
      lines: withHead ? [variables.map((variable) => variable.label), ...lines] : lines,
      textColumns: variables.map(isTextColumn),
    };
  };

  /** The cells an event of the clipboard is about; null when it belongs to a field of text. */
  const selection = (event: ClipboardEvent<HTMLElement>): RangeEdges | null => {
    const { range } = useGridRange.getState();
    const inSheet = event.target instanceof Element && event.target.closest('.ag-row') !== null;
    return api && range && inSheet && api.getEditingCells().length === 0 ? edgesOf(range) : null;
  };

  const copyTo = (event: ClipboardEvent<HTMLElement>, cut: boolean): void => {
    const edges = selection(event);
    if (cut && edges && isSeveral()) return edits.refuseSeveral();
    const cells = edges && copied();
    if (!edges || !cells) return;
    const text = blockAsText(cells.lines);
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
    const html = blockAsHtml(cells.lines, cells.textColumns);
    if (html !== null) event.clipboardData.setData('text/html', html);
    useGridRange.setState({ cut: cut ? { edges, text } : null });
    reportDone(t(cut ? 'cut' : 'copied', { count: cells.count }));
  };

  const paste = (edges: RangeEdges, block: Block): void => {
    const { sheet, cut } = useGridRange.getState();
    const [only] = block[0] ?? [];
    // One text fills all that is selected; a block has its place in one range.
    if (isSeveral()) {
      const areas = selectedAreas();
      if (block.length === 1 && block[0]?.length === 1 && only !== undefined)
        void edits.commit(() => planSame(sheet, areas, only));
      else edits.refuseSeveral();
      return;
    }
    // Programs may end the text with a line break of their own, or write line ends in their way.
    const isCut = cut !== null && blockAsText(blockFromText(cut.text)) === blockAsText(block);
    if (!isCut) void edits.commit(() => planPaste(sheet, edges, block));
    else void edits.commit(() => planMove(sheet, cut.edges, edges, block));
  };

  const write = useCallback(
    async ({ count, lines, textColumns }: Copied): Promise<boolean> => {
      const html = blockAsHtml(lines, textColumns);
      const text = new Blob([blockAsText(lines)], { type: 'text/plain' });
      const flavours = {
        'text/plain': text,
        ...(html === null ? {} : { 'text/html': new Blob([html], { type: 'text/html' }) }),
      };
      try {
        await navigator.clipboard.write([new ClipboardItem(flavours)]);
      } catch (error) {
        // Not in a page without the right to, or without the focus.
        if (!(error instanceof DOMException)) throw error;
        reportHint(t('copyByKeys'));
        return false;
      }
      reportDone(t('copied', { count }));
      return true;
    },
    [reportDone, reportHint, t],
  );

  return {
    onCopy: (event) => copyTo(event, false),
    onCut: (event) => copyTo(event, true),
    onPaste: (event) => {
      const edges = selection(event);
      if (!edges) return;
      const { clipboardData } = event;
      const block = readBlock(clipboardData.getData('text/plain'), blockFromHtml(clipboardData.getData('text/html')));
      // The cell itself takes no text, whatever it is.
      event.preventDefault();
      if (block) paste(edges, block);
      else reportHint(t('nothingToPaste'));
    },
    copySelection: async (withHead = false) => {
      const cells = copied(withHead);
      if (!cells) return;
      useGridRange.setState({ cut: null });
      await write(cells);
    },
    cutSelection: async () => {
      if (isSeveral()) return edits.refuseSeveral();
      const edges = selectedEdges();
      const cells = copied();
      if (!edges || !cells || !(await write(cells))) return;
      useGridRange.setState({ cut: { edges, text: blockAsText(cells.lines) } });
      reportDone(t('cut', { count: cells.count }));
    },
    pasteHere: async () => {
      const edges = selectedEdges();
      const block = await clipboardBlock();
      if (block === null) reportHint(t('pasteByKeys'));
      else if (block === 'nothing') reportHint(t('nothingToPaste'));
      else if (edges) paste(edges, block);
    },
    copyForms: async (forms) => {
      const { sheet } = useGridRange.getState();
      const whole = { top: 0, bottom: forms.length - 1, left: 0, right: sheet.variables.length - 1 };
      const lines = textsOf({ ...sheet, forms }, whole, useGridFacts.getState().showLabels);
      const head = sheet.variables.map((variable) => variable.label);
      const textColumns = sheet.variables.map(isTextColumn);
      await write({ count: cellCount(whole), lines: [head, ...lines], textColumns });
    },
  };
}
