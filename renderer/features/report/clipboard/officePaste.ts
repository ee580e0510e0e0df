import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { rtfPictures } from './rtfPictures.ts';

/** How Word says that a paragraph is an item: list and level. Items of outline-numbered headings say it too. */
export function listLevel(style: string): number | null {
  const found = /mso-list:\s*\S+\s+level(\d+)/i.exec(style);
  return found ? Math.min(9, Math.max(1, Number(found[1]))) : null;
}

/** Is the sign before an item a number ("1.", "(2)", "b)", "三、") and none of a bullet's? */
export const isNumberSign = (sign: string): boolean =>
  /^[（(]?(?:\d+|[a-z]{1,4}|[一二三四五六七八九十百]+)(?:[.．、)）]|\.\d)/i.test(sign.trim());

const isOfOffice = (html: string): boolean => /urn:schemas-microsoft-com:office|mso-list|class="?Mso/i.test(html);

/** The sign before an item, taken out of it. */
function takeSign(item: Element): string {
  const signs = [...item.querySelectorAll('span')].filter((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  );
  const text = signs.map((sign) => sign.textContent).join('');
  for (const sign of signs) sign.remove();
  return text;
}

/** Items of Word are paragraphs with signs and indents; here they become lists. */
function makeLists(page: Document): void {
  let open: { readonly list: Element; readonly level: number }[] = [];
  let last: Element | null = null;
  for (const item of page.querySelectorAll('p, h1, h2, h3, h4, h5, h6')) {
    const level = listLevel(item.getAttribute('style') ?? '');
    if (level === null) continue;
    const sign = takeSign(item);
    // Headings are numbered by the report.
    if (item.tagName !== 'P') continue;
    if (last === null || item.previousElementSibling !== last) open = [];
    open = open.filter((one) => one.level <= level);
    const name = isNumberSign(sign) ? 'ol' : 'ul';
    let inner = open.at(-1);
    if (inner?.level === level && inner.list.localName !== name && open.length === 1) {
      // Another kind of list on the same level follows the first.
      open = [];
      inner = undefined;
    }
    if (!inner || inner.level < level) {
      const list = page.createElement(name);
      const first = Number.parseInt(sign.trim(), 10);
      if (name === 'ol' && first > 1) list.setAttribute('start', String(first));
      if (inner) (inner.list.lastElementChild ?? inner.list).append(list);
      else item.before(list);
      inner = { list, level };
      open.push(inner);
    }
    const entry = inner.list.appendChild(page.createElement('li'));
    last = open[0]!.list;
    entry.append(item);
  }
}

/** Pictures that name files of the machine get the bytes that came beside the page; without them they go. */
function placePictures(page: Document, rtf: string): void {
  const pictures = [...page.querySelectorAll('img')].filter((one) => /^file:/i.test(one.getAttribute('src') ?? ''));
  if (pictures.length === 0) return;
  const own = rtfPictures(rtf);
  pictures.forEach((one, place) => {
    const source = own.length === pictures.length ? own[place] : null;
    if (source) one.setAttribute('src', source);
    else one.remove();
  });
}

/** A page copied from Word, Excel or WPS with its lists as lists and its pictures in it. Other pages come back as they are. */
function fromOffice(html: string, rtf: string): string {
  if (!isOfOffice(html)) return html;
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const one of page.querySelectorAll('script, style, meta, link, title, xml')) one.remove();
  makeLists(page);
  placePictures(page, rtf);
  return new XMLSerializer().serializeToString(page.body);
}

export const OfficePaste = Extension.create({
  name: 'officePaste',
  addProseMirrorPlugins() {
    let rtf = '';
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            paste: (_view, event) => {
              rtf = event.clipboardData?.getData('text/rtf') ?? '';
              return false;
            },
          },
          transformPastedHTML: (html) => fromOffice(html, rtf),
        },
      }),
    ];
  },
});
