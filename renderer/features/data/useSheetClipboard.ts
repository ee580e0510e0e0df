import type { GridApi } from 'ag-grid-community';
import { type ClipboardEvent, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useReport } from '../../app/notices.tsx';
import { asOneBlock, countIn, edgesOf, type RangeEdges } from './cellRange.ts';
import { type Block, blockAsText, blockFromText, readBlock } from './clipboardBlock.ts';
import type { GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { blockFromHtml } from './htmlTable.ts';
import { selectedAreas, selectedEdges, useGridRange } from './gridRange.ts';
import { type Clip, clipInPieces, clipOf, type ClipOptions } from './sheetClip.ts';
import { partOf, planMove, planPaste, planSame, type ShownSheet } from './sheetEdits.ts';
import type { SheetEdits } from './useSheetEdits.ts';

/** More cells than any program takes from the clipboard without trouble. */
const mostCopied = 3_000_000;
/** Copied at once, while the keys that ask for it are answered; more is copied in pieces. */
const mostAtOnce = 20_000;

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

/** Cells to copy. */
interface Copied {
  readonly count: number;
  readonly part: ShownSheet;
}

const isSeveral = (): boolean => useGridRange.getState().others.length > 0;

const options = (withHead: boolean): ClipOptions => ({ withHead, withLabels: useGridFacts.getState().showLabels });

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

  /** Does the browser take what is written after the keys have been answered? Known once it has refused. */
  const writesLater = useRef(true);

  /** Copies begun so far: one in pieces that another has overtaken comes to nothing. */
  const begun = useRef(0);

  const mayCopy = (count: number): boolean => {
    if (count > mostCopied) reportHint(t('tooManyToCopy'));
    return count > 0 && count <= mostCopied;
  };

  /** The selected cells; several ranges only where they make up one block. */
  const copied = (): Copied | null => {
    const areas = selectedAreas();
    const count = countIn(areas);
    if (!mayCopy(count)) return null;
    const block = asOneBlock(areas);
    if (!block) {
      reportHint(t('copySeveral'));
      return null;
    }
    return { count, part: partOf(useGridRange.getState().sheet, block.rows, block.columns) };
  };

  /** The cells an event of the clipboard is about; null when it belongs to a field of text. */
  const selection = (event: ClipboardEvent<HTMLElement>): RangeEdges | null => {
    const { range } = useGridRange.getState();
    const inSheet = event.target instanceof Element && event.target.closest('.ag-row') !== null;
    return api && range && inSheet && api.getEditingCells().length === 0 ? edgesOf(range) : null;
  };

  const write = useCallback(
    async ({ text, html }: Clip): Promise<boolean> => {
      const flavours = {
        'text/plain': new Blob([text], { type: 'text/plain' }),
        ...(html === null ? {} : { 'text/html': new Blob([html], { type: 'text/html' }) }),
      };
      try {
        await navigator.clipboard.write([new ClipboardItem(flavours)]);
      } catch (error) {
        // Not in a page without the right to, or without the focus.
        if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
        writesLater.current = false;
        reportHint(t('copyByKeys'));
        return false;
      }
      return true;
    },
    [reportHint, t],
  );

  /** Copies in pieces; edges: of cells to be cut. */
  const copyLater = async ({ count, part }: Copied, edges: RangeEdges | null, withHead = false): Promise<void> => {
    const mine = ++begun.current;
    const clip = await clipInPieces(part, options(withHead));
    if (mine !== begun.current || !(await write(clip))) return;
    useGridRange.setState({ cut: edges && { edges, text: clip.text } });
    reportDone(t(edges ? 'cut' : 'copied', { count }));
  };

  const copyTo = (event: ClipboardEvent<HTMLElement>, cut: boolean): void => {
    const edges = selection(event);
    if (cut && edges && isSeveral()) return edits.refuseSeveral();
    const cells = edges && copied();
    if (!edges || !cells) return;
    event.preventDefault();
    if (cells.count > mostAtOnce && writesLater.current) {
      void copyLater(cells, cut ? edges : null);
      return;
    }
    begun.current++;
    const { text, html } = clipOf(cells.part, options(false));
    event.clipboardData.setData('text/plain', text);
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
      const cells = copied();
      if (cells) await copyLater(cells, null, withHead);
    },
    cutSelection: async () => {
      if (isSeveral()) return edits.refuseSeveral();
      const edges = selectedEdges();
      const cells = copied();
      if (edges && cells) await copyLater(cells, edges);
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
      const count = forms.length * sheet.variables.length;
      if (mayCopy(count)) await copyLater({ count, part: { ...sheet, forms } }, null, true);
    },
  };
}
