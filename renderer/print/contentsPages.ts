/** The paper's text area as reportCss.ts has it: A4 less 24 and 22 mm above and below, 25 mm at the sides. */
const width = '160mm';
const height = '251mm';

const asColumns = `
html, body.csi-report { margin: 0; padding: 0; background: none; }
body.csi-report { box-sizing: content-box; width: ${width}; max-width: none; height: ${height}; box-shadow: none; columns: ${width} auto; column-gap: 0; column-fill: auto; }
.csi-report .csi-title:first-child { margin-top: 58mm; }
.csi-report .csi-page-break { break-after: column; }
`;

/**
 * Writes the page of each heading into the table of contents, where a link has none yet. Browsers cannot say on which page a heading
 * will be printed, but they break columns by the same rules: the report is laid out in columns as wide and high as the paper's text.
 *
 * @returns page (1 = first) by the heading's id, for the links that were filled in
 */
export function fillContents(): Readonly<Record<string, number>> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.csi-contents a:not([data-page])')];
  if (links.length === 0) return {};
  const style = document.createElement('style');
  style.textContent = asColumns;
  document.head.append(style);
  const body = document.body.getBoundingClientRect();
  const pages: Record<string, number> = {};
  for (const link of links) {
    const id = link.hash.slice(1);
    const [box] = document.getElementById(id)?.getClientRects() ?? [];
    if (!box) continue;
    pages[id] = Math.round((box.left - body.left) / body.width) + 1;
  }
  style.remove();
  for (const link of links) {
    const page = pages[link.hash.slice(1)];
    if (page !== undefined) link.dataset['page'] = String(page);
  }
  return pages;
}
