import type { ChartFigure } from '../../../../shared/analyses/types.ts';
import { pageWords, reportCss } from '../../../../shared/report/reportCss.ts';
import { columnCss, columnsFor, layPages, type PageLayout, type PageSlice } from '../../../print/pageLayout.ts';
import { loadReportFonts } from '../../../print/reportFonts.ts';
import type { FigureDrawings } from './figureDrawings.ts';
import type { PaperContent } from './paperContent.ts';
import { sheetsCss } from './sheetsCss.ts';

/** Sheets are filled when they are this near to what is seen. */
const nearPx = 1200;

interface Sheet {
  readonly element: HTMLElement;
  readonly window: HTMLElement;
  readonly foot: HTMLElement;
  /** What stands on it; a sheet on which nothing changes is left as it is. */
  key: string;
  slice: PageSlice;
  filled: boolean;
}

interface Shown {
  readonly content: PaperContent;
  readonly blocks: readonly HTMLElement[];
  readonly layout: PageLayout;
}

function element(name: string, className: string, parent?: Element): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  parent?.append(made);
  return made;
}

/** The body's elements in order, each told by data-node to which node of the document it belongs. Nothing in them runs. */
function blocksOf({ pieces }: PaperContent): readonly HTMLElement[] {
  const parsed = new DOMParser().parseFromString(pieces.map(({ html }) => `<div>${html}</div>`).join(''), 'text/html');
  return [...parsed.body.children].flatMap((holder, place) =>
    [...holder.children].map((one) => {
      const block = document.importNode(one, true) as HTMLElement;
      const node = pieces[place]?.node ?? null;
      if (node !== null) block.dataset['node'] = String(node);
      return block;
    }),
  );
}

interface Drawing {
  readonly picture: SVGElement;
  readonly figure: (content: PaperContent) => ChartFigure | undefined;
}

/** The empty pictures within an element, and the figures that belong into them. */
const drawingsIn = (within: Element): readonly Drawing[] =>
  Array.from(within.querySelectorAll<SVGElement>('[data-drawing]'), (picture) => ({
    picture,
    figure: ({ figures }) => figures.get(picture.dataset['drawing'] ?? ''),
  }));

/** Words of the sheets that are none of the report's. */
export interface SheetWords {
  /** The name of a sheet to a screen reader; page counts from 1. */
  readonly page: (page: number) => string;
  /** Stands where a figure could not be drawn. */
  readonly failed: () => string;
}

/**
 * The report cut into sheets of paper as it will be printed: the printed file's own HTML, laid out by the browser's rules for columns,
 * which are those for pages. Each sheet holds copies of the blocks that stand on it, moved to where they stand.
 */
export class Sheets {
  private readonly host: ShadowRoot;
  private readonly own: HTMLStyleElement;
  private readonly list: HTMLElement;
  private readonly measure: HTMLElement;
  private readonly drawings: FigureDrawings;
  private readonly near: IntersectionObserver;
  private readonly sheets: Sheet[] = [];
  private shown: Shown | null = null;
  private chosen: number | null = null;
  private round = 0;
  /** Pages of ids (#section-2) and of the document's nodes (14). */
  private places: ReadonlyMap<string, number> = new Map();
  private readonly words: SheetWords;

  constructor(host: ShadowRoot, scroller: Element, drawings: FigureDrawings, words: SheetWords) {
    this.host = host;
    this.drawings = drawings;
    this.words = words;
    const style = document.createElement('style');
    style.textContent = `${reportCss}${columnCss}${sheetsCss}`;
    this.own = document.createElement('style');
    this.list = element('div', 'sheets');
    this.measure = element('div', 'measure');
    this.measure.inert = true;
    host.replaceChildren(style, this.own, this.list, this.measure);
    this.near = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const sheet = this.sheets.find((one) => one.element === entry.target);
          if (entry.isIntersecting && sheet) this.fill(sheet);
        }
      },
      { root: scroller, rootMargin: `${nearPx}px 0px` },
    );
  }

  close(): void {
    this.round++;
    this.near.disconnect();
    this.host.replaceChildren();
  }

  /** Lays the report out anew. @returns false when another content came meanwhile and this one was not shown */
  async show(content: PaperContent): Promise<boolean> {
    const round = ++this.round;
    const blocks = blocksOf(content);
    const place = element('div', '');
    place.append(...blocks);
    await loadReportFonts(`第页共 0123456789 ${content.title}${content.company}${place.textContent}`);
    await Promise.all(Array.from(place.querySelectorAll('img'), (image) => image.decode().catch(() => undefined)));
    if (round !== this.round) return false;
    this.own.textContent = content.css;
    this.measure.replaceChildren(place);
    const layout = layPages(blocks, place, { className: content.className, lang: content.locale });
    for (const link of place.querySelectorAll<HTMLAnchorElement>('.csi-contents a')) {
      const heading = place.querySelector(`#${CSS.escape(link.hash.slice(1))}`);
      const page = heading ? layout.pageOf(heading) : null;
      if (page !== null) link.dataset['page'] = String(page + 1);
    }
    const places = new Map<string, number>();
    for (const one of place.querySelectorAll('[id], [data-node]')) {
      const page = layout.pageOf(one);
      if (page === null) continue;
      if (one.id !== '') places.set(`#${one.id}`, page);
      const node = (one as HTMLElement).dataset['node'];
      if (node !== undefined && !places.has(node)) places.set(node, page);
    }
    this.places = places;
    this.measure.replaceChildren();
    this.shown = { content, blocks, layout };
    this.setSheets(this.shown);
    return true;
  }

  /** Page (0 = first) on which a node of the document begins; null when it is on none. */
  pageOfNode(node: number): number | null {
    return this.places.get(String(node)) ?? null;
  }

  /** Page of what has this id. */
  pageOfId(id: string): number | null {
    return this.places.get(`#${id}`) ?? null;
  }

  /** The first node of the document that begins on a page, or else the one that goes on there. */
  nodeOnPage(page: number): number | null {
    const slice = this.shown?.layout.pages[page];
    if (!slice) return null;
    const nodes = this.shown!.blocks.slice(slice.from, slice.to + 1).map((block) => block.dataset['node']);
    const begun = slice.before > 0 && nodes.length > 1 ? nodes.slice(1) : nodes;
    const first = begun.find((node) => node !== undefined) ?? nodes[0];
    return first === undefined ? null : Number(first);
  }

  get count(): number {
    return this.sheets.length;
  }

  sheet(page: number): HTMLElement | null {
    return this.sheets[page]?.element ?? null;
  }

  setScale(scale: number): void {
    this.list.style.setProperty('--scale', String(scale));
  }

  /** Marks a node of the document wherever it is seen. */
  choose(node: number | null): void {
    this.chosen = node;
    for (const sheet of this.sheets) this.mark(sheet);
  }

  private mark({ window }: Sheet): void {
    for (const block of window.querySelectorAll<HTMLElement>('[data-node]'))
      block.classList.toggle('chosen', block.dataset['node'] === String(this.chosen));
  }

  private setSheets({ content, blocks, layout }: Shown): void {
    // Figures are drawn into empty pictures that all look alike: what they show belongs to the block.
    const html = blocks.map((block) =>
      [
        new XMLSerializer().serializeToString(block),
        ...Array.from(drawingsIn(block), ({ figure }) => JSON.stringify(figure(content))),
      ].join('\n'),
    );
    const { pages } = layout;
    const common = `${content.className} ${content.locale} ${content.css}`;
    for (const [place, slice] of pages.entries()) {
      const key = [common, slice.paper, slice.before, slice.top, ...html.slice(slice.from, slice.to + 1)].join('\n');
      const known = this.sheets[place];
      const sheet = known ?? this.newSheet(slice);
      this.sheets[place] = sheet;
      this.running(sheet, place, pages.length, content);
      sheet.slice = slice;
      if (sheet.key === key && known) continue;
      const wasFilled = sheet.filled;
      sheet.key = key;
      sheet.filled = false;
      sheet.element.className = `sheet sheet-${slice.paper}`;
      if (wasFilled) this.fill(sheet);
    }
    for (const extra of this.sheets.splice(pages.length)) {
      this.near.unobserve(extra.element);
      extra.element.remove();
    }
  }

  private newSheet(slice: PageSlice): Sheet {
    const sheet = element('section', `sheet sheet-${slice.paper}`, this.list);
    const paper = element('div', 'paper', sheet);
    element('div', 'head', paper);
    const window = element('div', 'window', paper);
    const foot = element('div', 'foot', paper);
    this.near.observe(sheet);
    return { element: sheet, window, foot, key: '', slice, filled: false };
  }

  /** Title and page number; the first page has neither. */
  private running(sheet: Sheet, place: number, count: number, { title, company, locale }: PaperContent): void {
    const head = sheet.element.querySelector('.head')!;
    const [first, between, last] = pageWords[locale];
    sheet.element.setAttribute('aria-label', this.words.page(place + 1));
    head.replaceChildren(
      ...(place === 0 ? [] : [title, company]).map((text) => {
        const span = document.createElement('span');
        span.textContent = text;
        return span;
      }),
    );
    sheet.foot.textContent = place === 0 ? '' : `${first}${place + 1}${between}${count}${last}`;
  }

  private fill(sheet: Sheet): void {
    if (sheet.filled || !this.shown) return;
    const { content, blocks } = this.shown;
    const { slice } = sheet;
    sheet.filled = true;
    const columns = columnsFor(slice.paper, { className: content.className, lang: content.locale });
    const copies = blocks.slice(slice.from, slice.to + 1).map((block) => block.cloneNode(true) as HTMLElement);
    copies[0]?.style.setProperty('margin-top', `${slice.top}px`);
    columns.append(...copies);
    // Pages on which the first block stands before this one are columns to the left.
    columns.style.transform = `translateX(-${100 * slice.before}%)`;
    for (const { picture, figure } of drawingsIn(columns)) this.drawInto(picture, figure(content));
    sheet.window.replaceChildren(columns);
    this.mark(sheet);
  }

  private drawInto(picture: SVGElement, figure: ChartFigure | undefined): void {
    if (!figure) return;
    this.drawings.draw(figure).then(
      (svg) => {
        const drawn = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
        if (drawn) picture.replaceWith(document.importNode(drawn, true));
      },
      () => picture.replaceWith(this.words.failed()),
    );
  }
}
