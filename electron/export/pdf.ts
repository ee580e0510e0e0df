import { renderHtml } from '../../shared/report/renderHtml.ts';
import type { PageLook } from '../../shared/report/reportCss.ts';
import type { ResolvedDocument, ResolvedNode } from '../../shared/report/resolved.ts';
import type { DrawnFigure, PagePrinter } from '../services/ports.ts';
import { pagesOfDestinations } from './pdfPages.ts';

const hasContents = (content: readonly ResolvedNode[]): boolean =>
  content.some((node) => node.type === 'tableOfContents');

/**
 * The report as A4 PDF: the HTML of the screen printed by the host, tagged and with bookmarks. The pages in its table of contents are
 * foretold by the page that prints; should the printed file put a heading elsewhere, the report is printed again with the true pages.
 *
 * @param drawings  drawn figures by the figure's id
 */
export async function renderPdf(
  report: ResolvedDocument,
  drawings: ReadonlyMap<string, DrawnFigure>,
  printer: PagePrinter,
  look?: PageLook,
): Promise<Uint8Array> {
  const svgs = new Map([...drawings].map(([id, { svg }]) => [id, svg]));
  const own = { drawings: svgs, ...(look ? { look } : {}) };
  if (!hasContents(report.content)) return (await printer.printPdf(renderHtml(report, own))).pdf;
  const { pdf, contents } = await printer.printPdf(renderHtml(report, { ...own, pages: new Map() }));
  const pages = pagesOfDestinations(pdf);
  if ([...pages].every(([id, page]) => contents[id] === undefined || contents[id] === page)) return pdf;
  return (await printer.printPdf(renderHtml(report, { ...own, pages }))).pdf;
}
