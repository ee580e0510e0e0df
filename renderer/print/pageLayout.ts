import { pageBreakMargin, type Paper, paperMm } from '../../shared/report/reportCss.ts';

/** One page of the report: which of its blocks stand on it, and where the first of them began. */
export interface PageSlice {
  readonly paper: Paper;
  /** Places of the first and last block on the page. */
  readonly from: number;
  readonly to: number;
  /** How many pages before this one the first block began; 0: on this page. */
  readonly before: number;
  /** From the upper end of the text to where the first block begins, on the page it begins on; CSS pixels. */
  readonly top: number;
}

/** Space for text on a page, as CSS. */
const textArea = (paper: Paper): { readonly width: string; readonly height: string } => {
  const { width, height, top, right, bottom, left } = paperMm[paper];
  return { width: `${width - left - right}mm`, height: `${height - top - bottom}mm` };
};

/** What is said of a column is what is said of a page when the report is printed. */
export const columnCss = `
.csi-columns.csi-report { box-sizing: content-box; margin: 0; padding: 0; max-width: none; background: none; box-shadow: none; column-gap: 0; column-fill: auto; }
.csi-columns.csi-report:not(.csi-compact) > .csi-title:first-child { margin-top: 58mm; }
.csi-columns.csi-report .csi-page-break { break-after: column; margin: ${pageBreakMargin}; }
.csi-columns thead, .csi-columns tfoot { break-inside: avoid; }
`;

/** An element in whose columns blocks break as on pages. Its document needs reportCss and columnCss. */
export function columnsFor(paper: Paper, look: { readonly className: string; readonly lang: string }): HTMLElement {
  const { width, height } = textArea(paper);
  const columns = document.createElement('div');
  columns.className = `${look.className} csi-columns`;
  columns.lang = look.lang;
  Object.assign(columns.style, { width, height, columns: `${width} auto` });
  return columns;
}

/** Wide tables stand on pages of their own, turned on their side. */
const paperOf = (block: Element): Paper => (block.classList.contains('csi-wide') ? 'wide' : 'upright');

/** Blocks that stand on the same kind of paper one after another. */
function runsOf<T extends Element>(
  blocks: readonly T[],
): readonly { readonly paper: Paper; readonly blocks: readonly T[] }[] {
  const runs: { readonly paper: Paper; readonly blocks: T[] }[] = [];
  for (const block of blocks) {
    const paper = paperOf(block);
    if (runs.at(-1)?.paper !== paper) runs.push({ paper, blocks: [] });
    runs.at(-1)!.blocks.push(block);
  }
  return runs;
}

export interface PageLayout {
  readonly pages: readonly PageSlice[];
  /** Page (0 = first) of an element within the blocks, null when it is not shown. */
  pageOf(element: Element): number | null;
}

/**
 * Works out the pages of a report. Browsers do not say on which page something will be printed, but they break columns by the same
 * rules: the blocks are put into columns as wide and high as the paper's text, and measured.
 *
 * @param blocks  the elements of the report's body in order, with fonts and pictures loaded; they are moved into `place` and left there
 * @param place   empty element in the document, under reportCss and columnCss
 */
export function layPages(
  blocks: readonly HTMLElement[],
  place: HTMLElement,
  look: { readonly className: string; readonly lang: string },
): PageLayout {
  const runs = runsOf(blocks).map((run) => {
    const columns = columnsFor(run.paper, look);
    columns.append(...run.blocks);
    return { ...run, columns };
  });
  place.replaceChildren(...runs.map(({ columns }) => columns));

  const pages: PageSlice[] = [];
  const firstPages = new Map<Element, { readonly page: number; readonly box: DOMRect }>();
  let before = 0;
  for (const { paper, blocks: own, columns } of runs) {
    const box = columns.getBoundingClientRect();
    const columnOf = (rect: DOMRect): number => Math.max(0, Math.floor((rect.left - box.left + 1) / box.width));
    const first = pages.length;
    firstPages.set(columns, { page: first, box });
    for (const [index, block] of own.entries()) {
      const rects = [...block.getClientRects()];
      const [start] = rects;
      if (!start) continue;
      const at = before + index;
      const [from, to] = [columnOf(start), columnOf(rects.at(-1)!)];
      for (let column = from; column <= to; column++) {
        const known = pages[first + column];
        pages[first + column] = known
          ? { ...known, to: at }
          : { paper, from: at, to: at, before: column - from, top: start.top - box.top };
      }
    }
    before += own.length;
  }
  return {
    pages,
    pageOf(element) {
      const columns = element.closest('.csi-columns');
      const run = columns ? firstPages.get(columns) : undefined;
      const [rect] = element.getClientRects();
      return run && rect ? run.page + Math.max(0, Math.floor((rect.left - run.box.left + 1) / run.box.width)) : null;
    },
  };
}
