import type { GridApi } from 'ag-grid-community';
import type { Variable } from '../../../shared/model/variable.ts';
import { whenIdle } from '../../app/whenIdle.ts';
import { useColumnStore } from './columnCache.ts';
import { drawingOf, type GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { useGridRange } from './gridRange.ts';
import { aside, type CopiedRow, copyRow, drawCopy, shapeOfRow } from './rowCopies.ts';
import { headHeight, rowHeight } from './sheetOptions.ts';

/** A step of at least so many rows soon after another, and the sheet runs: each step the grid draws itself costs a frame or two. */
const fewestRows = 3;
/** Without a step for this long it rests. */
const pauseMs = 120;
/** Keys scroll too, and want the cells they go to: no running so soon after one. */
const keyMs = 300;
/** Drawn above and below what is in sight: the browser may show them before the window's thread hears of a step. */
const spareRows = 6;
/** Copies made at a time while nothing else goes on. */
const copiesAtOnce = 6;
/** The grid draws what is in sight within one or two frames; a busy window may take more. */
const mostFrames = 60;

/**
 * The rows of a sheet that runs past. For each form that comes into sight the grid makes a row with all its cells, and drops another: at
 * hundreds of forms a second that takes a good part of every frame, and collecting what it leaves behind halts the window now and then.
 * So while the sheet runs the grid does not hear of it: copies of one of its rows, a screenful, lie over it and change places and words.
 * When the sheet rests, or a key or the pointer goes down, the grid draws its own rows beneath and the copies step aside.
 *
 * @param wrapper  holds the grid
 * @param variables  the questions by id, as they are now
 * @returns what ends it
 */
export function passingRows(
  api: GridApi<GridRow>,
  wrapper: HTMLElement,
  variables: () => ReadonlyMap<string, Variable>,
): () => void {
  const viewport = wrapper.querySelector<HTMLElement>('.ag-grid-viewport');
  const container = viewport?.querySelector<HTMLElement>('.ag-grid-scrolling-container');
  if (!viewport || !container) return () => {};
  const bar = wrapper.querySelector<HTMLElement>('.ag-body-vertical-scroll-viewport');

  const layer = document.createElement('div');
  layer.className = 'data-passing';
  layer.setAttribute('aria-hidden', 'true');
  layer.style.top = aside;
  container.append(layer);

  let copies: CopiedRow[] = [];
  let shape = '';
  let isPlanned = false;
  let isRunning = false;
  let isEnded = false;
  let settling = 0;
  let last = { top: viewport.scrollTop, left: viewport.scrollLeft, at: 0 };
  /** Where the scroll bar was last put, not dragged. */
  let barTop = -1;
  let keyAt = 0;
  /** The pointer is down on a cell: the block it draws looks for the cell under it, beyond the edge as well. */
  let isDrawing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the words of the copies were taken from. */
  let source: readonly unknown[] = [];

  /** A row as the grid draws them now. The one with the focus may hold a cell that is out of sight. */
  const sample = (): HTMLElement | null =>
    [...container.querySelectorAll<HTMLElement>(':scope > .ag-row')].find(
      (row) => row.querySelector('[col-id]') && !row.querySelector('.ag-cell-focus, .ag-cell-inline-editing'),
    ) ?? null;

  const needed = (): number => {
    const inSight = Math.ceil((viewport.clientHeight - headHeight) / rowHeight) + 1;
    const all = inSight + 2 * spareRows;
    // An even number: each copy stays odd or even.
    return all + (all % 2);
  };

  /** Where a browser would not take so tall an element, the grid squeezes the places of its rows together. */
  const isEven = (): boolean =>
    Math.abs(container.clientHeight - useGridRange.getState().sheet.forms.length * rowHeight) <= rowHeight;

  const isReady = (): boolean => {
    const row = sample();
    return row !== null && copies.length === needed() && shapeOfRow(row) === shape;
  };

  /** Makes the copies while nothing else goes on, a few at a time. */
  const build = (): void => {
    isPlanned = false;
    // While the sheet moves there is better to do; it is planned again when it rests.
    if (isEnded || isRunning || performance.now() - last.at < pauseMs || api.isDestroyed()) return;
    const row = sample();
    if (!row) return;
    const now = shapeOfRow(row);
    if (now !== shape || copies.length > needed()) {
      copies = [];
      layer.replaceChildren();
      shape = now;
    }
    for (let made = 0; made < copiesAtOnce && copies.length < needed(); made++) {
      const copy = copyRow(row, (id) => drawingOf(id, () => variables().get(id)));
      copies.push(copy);
      layer.append(copy.element);
    }
    source = [];
    if (copies.length < needed()) plan();
    // Words and looks are written now rather than in the first frame of running.
    else draw();
  };
  const plan = (): void => {
    if (isPlanned || isEnded) return;
    isPlanned = true;
    whenIdle(build);
  };

  const draw = (): void => {
    const { forms } = useGridRange.getState().sheet;
    const { exclusions } = useGridFacts.getState();
    const from = [useGridRange.getState(), useGridFacts.getState(), useColumnStore.getState()];
    if (from.some((one, index) => one !== source[index])) for (const copy of copies) copy.place = -1;
    source = from;
    const first = Math.max(0, Math.floor(viewport.scrollTop / rowHeight) - spareRows);
    for (let place = first; place < first + copies.length; place++) {
      const copy = copies[place % copies.length]!;
      if (copy.place === place) continue;
      const form = forms[place] ?? null;
      const classes = [place % 2 === 0 ? 'ag-row-even' : 'ag-row-odd'];
      if (form !== null && exclusions.has(String(form))) classes.push('data-row-excluded');
      drawCopy(copy, place, place * rowHeight, form, classes.join(' '));
    }
  };

  const run = (): void => {
    // Whoever still waits for the grid's rows after an earlier run waits no more.
    settling++;
    isRunning = true;
    draw();
    layer.style.top = '0';
  };

  /** Tells the grid where the sheet stands, waits until its rows are there, then puts the copies aside. */
  const rest = (): void => {
    clearTimeout(timer);
    if (!isRunning) return;
    isRunning = false;
    viewport.dispatchEvent(new Event('scroll'));
    bar?.dispatchEvent(new Event('scroll'));
    const mine = ++settling;
    const { forms } = useGridRange.getState().sheet;
    const top = Math.floor(viewport.scrollTop / rowHeight);
    const bottom =
      Math.min(forms.length, Math.ceil((viewport.scrollTop + viewport.clientHeight - headHeight) / rowHeight)) - 1;
    const isDrawn = (place: number): boolean =>
      container.querySelector(`:scope > [row-index="${place}"] [col-id]`) !== null;
    const look = (frames: number): void => {
      if (mine !== settling || isRunning) return;
      if (frames < mostFrames && !(isDrawn(top) && isDrawn(bottom))) requestAnimationFrame(() => look(frames + 1));
      else layer.style.top = aside;
    };
    requestAnimationFrame(() => look(0));
  };

  /** The sheet and the scroll bar beside it follow one another: the grid does not see to it now. */
  const follow = (moved: HTMLElement | null): void => {
    if (!bar) return;
    if (moved === bar && bar.scrollTop !== barTop) viewport.scrollTop = bar.scrollTop;
    if (moved === viewport) {
      bar.scrollTop = viewport.scrollTop;
      barTop = bar.scrollTop;
    }
  };

  const onScroll = (event: Event): void => {
    const { target } = event;
    if (target !== viewport && target !== bar) return;
    if (!event.isTrusted) return;
    if (isRunning && viewport.scrollLeft !== last.left) rest();
    if (isRunning) {
      event.stopPropagation();
      follow(target === viewport ? viewport : bar);
      draw();
    }
    const now = performance.now();
    const { scrollTop: top } = viewport;
    let isFast = false;
    if (top !== last.top || viewport.scrollLeft !== last.left) {
      isFast =
        viewport.scrollLeft === last.left &&
        Math.abs(top - last.top) >= fewestRows * rowHeight &&
        now - last.at < pauseMs &&
        now - keyAt > keyMs;
      last = { top, left: viewport.scrollLeft, at: now };
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      rest();
      plan();
    }, pauseMs);
    if (isRunning || !isFast) return;
    // An open cell stays where it is.
    const isBusy = isDrawing || api.getEditingCells().length > 0;
    if (!isBusy && isEven() && isReady()) run();
  };

  const onHand = (event: Event): void => {
    if (event.type === 'keydown') keyAt = performance.now();
    if (event.type === 'pointerdown')
      isDrawing = event.target instanceof Element && event.target.closest('.ag-row') !== null;
    rest();
  };
  const onRelease = (): void => {
    isDrawing = false;
  };
  wrapper.addEventListener('scroll', onScroll, { capture: true, passive: true });
  const hands = ['keydown', 'pointerdown'] as const;
  for (const hand of hands) window.addEventListener(hand, onHand, { capture: true, passive: true });
  const releases = ['pointerup', 'pointercancel'] as const;
  for (const release of releases) window.addEventListener(release, onRelease, { capture: true });
  const changes = [
    'virtualColumnsChanged',
    'displayedColumnsChanged',
    'columnResized',
    'gridSizeChanged',
    'modelUpdated',
  ] as const;
  for (const change of changes) api.addEventListener(change, plan);
  plan();
  return () => {
    isEnded = true;
    clearTimeout(timer);
    wrapper.removeEventListener('scroll', onScroll, { capture: true });
    for (const hand of hands) window.removeEventListener(hand, onHand, { capture: true });
    for (const release of releases) window.removeEventListener(release, onRelease, { capture: true });
    if (!api.isDestroyed()) for (const change of changes) api.removeEventListener(change, plan);
    layer.remove();
  };
}
