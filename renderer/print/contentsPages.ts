import { columnCss, layPages } from './pageLayout.ts';

/**
 * Writes the page of each heading into the table of contents, where a link has none yet.
 *
 * @returns page (1 = first) by the heading's id, for the links that were filled in
 */
export function fillContents(): Readonly<Record<string, number>> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.csi-contents a:not([data-page])')];
  if (links.length === 0) return {};
  const style = document.createElement('style');
  style.textContent = columnCss;
  document.head.append(style);
  const { body } = document;
  const nodes = [...body.childNodes];
  const place = document.createElement('div');
  body.append(place);
  const { pageOf } = layPages(
    nodes.filter((node) => node instanceof HTMLElement),
    place,
    body,
  );
  const pages: Record<string, number> = {};
  for (const link of links) {
    const id = link.hash.slice(1);
    const heading = document.getElementById(id);
    const page = heading ? pageOf(heading) : null;
    if (page !== null) pages[id] = page + 1;
  }
  body.replaceChildren(...nodes);
  style.remove();
  for (const link of links) {
    const page = pages[link.hash.slice(1)];
    if (page !== undefined) link.dataset['page'] = String(page);
  }
  return pages;
}
