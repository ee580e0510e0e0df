import type { Page } from 'playwright-core';

/** A place the Tab key stops at. */
export interface FocusStop {
  /** Role or tag, name and class, to find it again. */
  readonly name: string;
  /** Number of the element in this walk; the same element has the same number. */
  readonly element: number;
  /** It is in the window, not covered and not without size. */
  readonly reached: boolean;
  /** Something around it looks different from when the focus is elsewhere. */
  readonly marked: boolean;
}

interface Look {
  readonly step: number;
  /** A field with parts: it looks focused until the focus has left all of them. */
  readonly frame: Element;
  readonly focused: readonly string[];
  now(): readonly string[];
}

interface Walk {
  readonly numbers: Map<Element, number>;
  pending: Look[];
}

/** Is the focus in a cell of the data sheet? */
export const inSheet = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('.ag-row');
    return row !== undefined && row !== null;
  });

/**
 * Presses Tab (or Shift+Tab) until the focus is back where it was first, or `limit` times, and tells of every stop whether a user can see that the focus is there:
 * outline, shadow, border, background or colour of the element, of what wraps it closely or of the entry it points at differ from the same without focus.
 */
export async function walkByTab(
  page: Page,
  { backwards = false, limit = 400 }: { readonly backwards?: boolean; readonly limit?: number } = {},
): Promise<{ readonly stops: readonly FocusStop[]; readonly closed: boolean }> {
  // Marks that fade in would have to be waited for at each stop.
  await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important }' });
  const shift = backwards ? 'Shift+' : '';
  await page.evaluate(() => {
    (globalThis as unknown as { focusWalk: Walk }).focusWalk = { numbers: new Map(), pending: [] };
  });
  const stops: Omit<FocusStop, 'marked'>[] = [];
  const marked = new Set<number>();
  let closed = false;
  for (let step = 0; step <= limit && !closed; step++) {
    // In the sheet Tab goes from cell to cell, as in every sheet; F6 leaves it.
    await page.keyboard.press(`${shift}${(await inSheet(page)) ? 'F6' : 'Tab'}`);
    // What follows the focus in state of the program is drawn by the second frame.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
    );
    const now = await page.evaluate((place) => {
      const walk = (globalThis as unknown as { focusWalk: Walk }).focusWalk;
      const active = document.activeElement === document.body ? null : document.activeElement;
      const left = walk.pending.filter((one) => active === null || !one.frame.contains(active));
      walk.pending = walk.pending.filter((one) => !left.includes(one));
      const marks = left
        .filter((one) => one.now().some((look, index) => look !== one.focused[index]))
        .map((one) => one.step);
      if (active === null) return { marks, stop: null };
      const around: Element[] = [];
      for (let one: Element | null = active; one && around.length < 5; one = one.parentElement) around.push(one);
      const frame = active.closest('.ant-select');
      const pointed = document.getElementById(active.getAttribute('aria-activedescendant') ?? '');
      // Radios and checkboxes are drawn by their neighbours.
      const neighbour = active instanceof HTMLInputElement ? active.nextElementSibling : null;
      const watched = [...around, ...[frame, pointed, neighbour].filter((one) => one !== null)];
      const look = (): readonly string[] =>
        watched.flatMap((one) =>
          [null, '::before', '::after'].map((pseudo) => {
            const style = getComputedStyle(one, pseudo);
            const outline = style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`;
            return [outline, style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor].join(';');
          }),
        );
      walk.pending.push({ step: place, frame: frame ?? active, focused: look(), now: look });
      const number = walk.numbers.get(active) ?? walk.numbers.size;
      walk.numbers.set(active, number);
      const seen = around.find((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width > 4 && height > 4;
      });
      const box = seen?.getBoundingClientRect();
      let reached = false;
      if (seen && box) {
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const parts = [0.02, 0.25, 0.5, 0.75, 0.98];
        reached =
          left < right &&
          above < below &&
          parts.some((x) =>
            parts.some((y) => {
              const top = document.elementFromPoint(left + x * (right - left), above + y * (below - above));
              return (
                top !== null && (seen.contains(top) || (top.contains(seen) && top.getBoundingClientRect().width < 600))
              );
            }),
          );
      }
      const label = active.getAttribute('aria-label') ?? active.textContent?.trim() ?? '';
      const kind = active.getAttribute('role') ?? active.tagName.toLowerCase();
      const name = `${kind} ${label.slice(0, 40)} .${active.className.toString().split(' ').slice(0, 3).join('.')}`;
      return { marks, stop: { name, element: number, reached } };
    }, stops.length);
    for (const place of now.marks) marked.add(place);
    closed = now.stop !== null && stops.length > 0 && now.stop.element === stops[0]!.element;
    if (now.stop && !closed) stops.push(now.stop);
  }
  return { stops: stops.map((stop, place) => ({ ...stop, marked: marked.has(place) })), closed };
}
