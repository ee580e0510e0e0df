import { renderHtml } from '../../shared/report/renderHtml.ts';
import type { PageLook } from '../../shared/report/reportCss.ts';
import type { ResolvedDocument, ResolvedNode } from '../../shared/report/resolved.ts';
import type { DrawnFigure, PagePrinter } from '../services/ports.ts';
import { pagesOfDestinations } from './pdfPages.ts';

const program = 'CSI Workbench';
/** The facts about the file stand first in it, before any page. */
const factsWithin = 4096;

/**
 * The file with our program in place of the browser that printed it, which would tell what system the machine runs. Not a byte moves: what
 * is left over becomes white space. As it was where a file names no program in this way.
 */
export function namedAsOurs(pdf: Uint8Array): Uint8Array {
  const bytes = Buffer.from(pdf);
  const start = bytes.subarray(0, factsWithin).indexOf('/Creator (');
  if (start < 0) return pdf;
  let end = start + '/Creator ('.length;
  while (end < bytes.length && bytes[end] !== 0x29) end += bytes[end] === 0x5c ? 2 : 1;
  const room = end + 1 - start;
  const ours = `/Creator (${program})`;
  if (ours.length > room) return pdf;
  bytes.write(ours.padEnd(room), start, 'latin1');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

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
  if (!hasContents(report.content)) return namedAsOurs((await printer.printPdf(renderHtml(report, own))).pdf);
  const { pdf, contents } = await printer.printPdf(renderHtml(report, { ...own, pages: new Map() }));
  const pages = pagesOfDestinations(pdf);
  if ([...pages].every(([id, page]) => contents[id] === undefined || contents[id] === page)) return namedAsOurs(pdf);
  return namedAsOurs((await printer.printPdf(renderHtml(report, { ...own, pages }))).pdf);
}
