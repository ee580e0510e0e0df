/** Scrolling goes on while one step follows another within this time. */
const pauseMs = 120;
/** Steps after which it is scrolling, not a jump to a cell. */
const fewestSteps = 3;

/**
 * While the sheet scrolls its cells are no targets of the pointer (sheet.css): with hundreds of cells going by, finding the one under the
 * pointer costs the browser a good part of every frame. And frozen columns stick to the left edge only while the sheet stands sideways:
 * at the left they lie there by themselves, and the browser need not draw each row as a surface of its own. Gives what ends it.
 */
export function restWhileScrolling(wrapper: HTMLElement): () => void {
  let steps = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    steps = 0;
    delete wrapper.dataset['scrolling'];
  };
  const onScroll = ({ target, isTrusted }: Event): void => {
    // What only the grid is told of, in the midst of drawing, the browser tells again before its next frame.
    if (!isTrusted) return;
    if (target instanceof HTMLElement && target.matches('.ag-grid-viewport'))
      wrapper.toggleAttribute('data-sideways', target.scrollLeft > 0);
    clearTimeout(timer);
    timer = setTimeout(end, pauseMs);
    steps++;
    // A block drawn with the mouse beyond the edge looks for the cell under it.
    if (steps === fewestSteps && !wrapper.matches(':active')) wrapper.dataset['scrolling'] = 'true';
  };
  wrapper.addEventListener('scroll', onScroll, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    end();
    wrapper.removeEventListener('scroll', onScroll, { capture: true });
  };
}
