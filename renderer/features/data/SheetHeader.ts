import type { IHeaderComp, IHeaderParams } from 'ag-grid-community';
import type { Variable } from '../../../shared/model/variable.ts';
import { useColumnStore } from './columnCache.ts';
import { countedAnswers, sparkBars } from './countAnswers.ts';
import { useDataView } from './dataView.ts';
import { openAt } from './headerMenu.ts';
import type { CachedColumn } from './packedColumn.ts';

/** What a head says, in the language of the window. */
export interface HeaderWords {
  readonly sort: string;
  readonly sortBy: string;
  readonly filter: string;
  readonly filterBy: string;
  readonly menu: string;
  readonly menuOf: string;
  readonly scale: string;
  readonly role: string | null;
}

export interface HeaderExtras {
  readonly variable: Variable;
  readonly words: HeaderWords;
}

/** "期望 / 商品新鲜度" -> "商品新鲜度": over a narrow column the group is told by the role. The whole question is in the title. */
export const shortLabel = (label: string): string => label.split(' / ').at(-1) || label;

type Bars = ReturnType<typeof sparkBars>;
/** Heads come and go while the sheet scrolls: each column's picture is worked out once. */
const pictured = new WeakMap<CachedColumn, { readonly variable: Variable; readonly bars: Bars }>();

function barsOf(column: CachedColumn, variable: Variable): Bars {
  const known = pictured.get(column);
  if (known?.variable === variable) return known.bars;
  const bars = sparkBars(countedAnswers(column, variable), variable);
  pictured.set(column, { variable, bars });
  return bars;
}

/** Heads that wait for their picture: those of many columns arriving at once are drawn one by one, so that the window goes on. */
const waiting = new Set<SheetHeader>();
function drawWaiting(): void {
  const [header] = waiting;
  if (!header) return;
  waiting.delete(header);
  header.drawAnswers();
  if (waiting.size > 0) setTimeout(drawWaiting);
}
function drawSoon(header: SheetHeader): void {
  if (waiting.size === 0) setTimeout(drawWaiting);
  waiting.add(header);
}

const svg = 'http://www.w3.org/2000/svg';
/** 16 x 16, drawn as lines; the shape of the filter is filled where it is at work (sheet.css). */
const icons = {
  none: 'M5 6.5 8 3l3 3.5M5 9.5 8 13l3-3.5',
  asc: 'M8 13V3M4 7l4-4 4 4',
  desc: 'M8 3v10M4 9l4 4 4-4',
  filter: 'M2 3h12L9.5 8.5V13l-3-1.5v-3z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
} as const;

function drawing(width: number, height: number): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('width', String(width));
  element.setAttribute('height', String(height));
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function setIcon(button: HTMLElement, icon: keyof typeof icons): void {
  const element = drawing(12, 12);
  element.setAttribute('viewBox', '0 0 16 16');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', icons[icon]);
  path.setAttribute('class', `data-icon data-icon-${icon}`);
  element.append(path);
  button.replaceChildren(element);
}

function text(className: string, content: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = content;
  return element;
}

/**
 * Two lines over a column: the question, then short name, scale and role; a small picture of the answers; sort, filter, menu.
 * Plain DOM: the grid makes and drops heads while it scrolls sideways.
 */
export class SheetHeader implements IHeaderComp {
  private params!: IHeaderParams & HeaderExtras;
  private readonly root = document.createElement('div');
  private readonly sortButton = this.button((event) => this.params.progressSort(event.shiftKey));
  private readonly filterButton = this.button(() => openAt('filter', this.params.variable.id, this.root));
  private readonly menuButton = this.button(() => openAt('menu', this.params.variable.id, this.root));
  private readonly picture = document.createElement('div');
  private stops: (() => void)[] = [];

  init(params: IHeaderParams & HeaderExtras): void {
    this.root.className = 'data-header';
    this.root.addEventListener('click', () =>
      useDataView.getState().select({ variableId: this.params.variable.id, tab: 'question' }),
    );
    this.root.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      openAt('menu', this.params.variable.id, this.root);
    });
    this.picture.className = 'data-header-picture';
    setIcon(this.filterButton, 'filter');
    setIcon(this.menuButton, 'more');
    this.refresh(params);
    const onSort = (): void => this.showSort();
    params.column.addEventListener('sortChanged', onSort);
    const onWidth = (): void => this.showAnswers();
    params.column.addEventListener('widthChanged', onWidth);
    this.stops = [
      () => params.column.removeEventListener('sortChanged', onSort),
      () => params.column.removeEventListener('widthChanged', onWidth),
      useColumnStore.subscribe((state, before) => {
        const { id } = this.params.variable;
        if (state.columns.get(id) !== before.columns.get(id)) this.showAnswers();
      }),
      useDataView.subscribe((state, before) => {
        if (state.columnFilters !== before.columnFilters || state.variableId !== before.variableId) this.showView();
      }),
    ];
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh(params: IHeaderParams & HeaderExtras): boolean {
    this.params = params;
    const { variable, words } = params;
    const label = text('data-header-label', shortLabel(variable.label));
    label.title = variable.label;
    const note = document.createElement('div');
    note.className = 'data-header-note';
    if (variable.name !== shortLabel(variable.label)) note.append(text('data-header-name', variable.name));
    note.append(text('', words.scale));
    if (words.role !== null) note.append(text(`data-role data-role-${variable.role}`, words.role));
    const tools = document.createElement('span');
    tools.className = 'data-header-tools';
    this.name(this.sortButton, words.sort, words.sortBy);
    this.name(this.filterButton, words.filter, words.filterBy);
    this.name(this.menuButton, words.menu, words.menuOf);
    tools.append(this.sortButton, this.filterButton, this.menuButton);
    this.root.replaceChildren(label, note, this.picture, tools);
    this.showSort();
    this.showView();
    this.showAnswers();
    return true;
  }

  destroy(): void {
    waiting.delete(this);
    for (const stop of this.stops) stop();
  }

  private button(run: (event: MouseEvent) => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'data-tool';
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      run(event);
    });
    return button;
  }

  private name(button: HTMLButtonElement, title: string, label: string): void {
    button.title = title;
    button.setAttribute('aria-label', label);
  }

  private showSort(): void {
    const sort = this.params.column.getSort();
    setIcon(this.sortButton, sort === 'asc' || sort === 'desc' ? sort : 'none');
    this.sortButton.dataset['on'] = String(sort === 'asc' || sort === 'desc');
  }

  private showView(): void {
    const { columnFilters, variableId } = useDataView.getState();
    const { id } = this.params.variable;
    this.filterButton.dataset['on'] = String(columnFilters.has(id));
    this.root.dataset['selected'] = String(variableId === id);
  }

  private showAnswers(): void {
    const { variable } = this.params;
    const values = useColumnStore.getState().columns.get(variable.id);
    // Heads that come in sight again while scrolling sideways have their picture at once.
    if (!values || pictured.get(values)?.variable === variable) this.drawAnswers();
    else drawSoon(this);
  }

  /** Draws the picture of the answers there are now. */
  drawAnswers(): void {
    const { variable, column } = this.params;
    const values = useColumnStore.getState().columns.get(variable.id);
    const bars = values ? barsOf(values, variable) : [];
    const most = Math.max(1, ...bars.map((bar) => bar.count));
    const [width, height] = [Math.max(24, column.getActualWidth() - 84), 12];
    const step = Math.min(16, width / Math.max(1, bars.length));
    const element = drawing(width, height);
    element.setAttribute('class', 'spark');
    for (const [index, bar] of bars.entries()) {
      const rect = document.createElementNS(svg, 'rect');
      const tall = bar.count === 0 ? 0.5 : Math.max(1, (height * bar.count) / most);
      rect.setAttribute('x', String(index * step));
      rect.setAttribute('y', String(height - tall));
      rect.setAttribute('width', String(Math.max(0.5, step - 1)));
      rect.setAttribute('height', String(tall));
      rect.setAttribute('class', bar.missing ? 'spark-missing' : 'spark-bar');
      element.append(rect);
    }
    this.picture.replaceChildren(element);
  }
}
