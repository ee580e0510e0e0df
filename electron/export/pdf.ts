import { renderHtml } from '../../shared/report/renderHtml.ts';
import type { ResolvedDocument, ResolvedNode } from '../../shared/report/resolved.ts';
import type { DrawnFigure, PagePrinter } from '../services/ports.ts';
import { pagesOfDestinations } from './pdfPages.ts';

const hasContents = (content: readonly ResolvedNode[]): boolean =>
  content.some((node) => node.type === 'tableOfContents');

/**
 * The report as A4 PDF: the HTML of the screen printed by the host, tagged and with bookmarks. Browsers cannot say on which page a
 * heading falls, so a report with a table of contents is printed twice: first with empty boxes for figures to learn the pages.
 */
export async function renderPdf(
  report: ResolvedDocument,
  drawings: ReadonlyMap<string, DrawnFigure>,
  printer: PagePrinter,
  step: () => void = () => undefined,
): Promise<Uint8Array> {
  const svgs = new Map([...drawings].map(([id, drawn]) => [id, drawn.svg]));
  if (!hasContents(report.content)) return printer.printPdf(renderHtml(report, { drawings: svgs }));
  const boxes = new Map(
    [...drawings].map(([id, { widthPx, heightPx }]) => [id, `<svg viewBox="0 0 ${widthPx} ${heightPx}"></svg>`]),
  );
  const trial = await printer.printPdf(renderHtml(report, { drawings: boxes, pages: new Map() }));
  step();
  return printer.printPdf(renderHtml(report, { drawings: svgs, pages: pagesOfDestinations(trial) }));
}
