import { useEffect } from 'react';
import { followHeldKey, onceReleased } from './heldKey.ts';
import { shownDialogs } from './shownDialogs.ts';
import { tabbables } from './tabbable.ts';

/** Dialogs, popovers and menus lie beside the frame, as children of the body. */
const isFloating = (element: Element): boolean => element.closest('#root') === null;

/** Longer than anything takes to fade out. */
const fadeMs = 250;

interface Home {
  readonly element: HTMLElement;
  /** What it lay in, from the inside out: the element itself may be drawn anew while a dialog is open. */
  readonly around: readonly Element[];
}

function focusAgain({ element, around }: Home): void {
  if (element.isConnected && element.checkVisibility() && !element.matches(':disabled')) {
    element.focus({ preventScroll: true });
    return;
  }
  const place = around.find((one) => one.isConnected && one.checkVisibility());
  const target = place?.querySelector<HTMLElement>('.ag-cell-focus') ?? (place ? tabbables(place)[0] : undefined);
  target?.focus({ preventScroll: true });
}

/**
 * Gives the focus back to where it came from when the dialog, popover or menu that had it goes away.
 * In one place for all of them: what is shown by a condition is gone before it could do so itself.
 */
export function useFocusReturn(): void {
  useEffect(() => {
    let home: Home | null = null;
    let inFloating: Element | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopWaiting = (): void => undefined;
    const check = (): void => {
      stopWaiting();
      stopWaiting = onceReleased(giveBack);
    };
    const giveBack = (): void => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      const gone = inFloating !== null && !(inFloating.isConnected && inFloating.checkVisibility());
      if (!lost || !gone || !home) return;
      // Another dialog may have opened over the first, or in its place: it takes the focus itself.
      if (shownDialogs().length > 0) return;
      inFloating = null;
      focusAgain(home);
    };
    const checkSoon = (): void => {
      if (inFloating === null) return;
      clearTimeout(timer);
      check();
      timer = setTimeout(check, fadeMs);
    };
    const onFocusIn = (event: FocusEvent): void => {
      const { target } = event;
      if (!(target instanceof HTMLElement) || target === document.body) return;
      if (isFloating(target)) {
        inFloating = target;
        return;
      }
      // What takes the focus late from behind a dialog is not where the user came from.
      if (inFloating !== null && inFloating.isConnected && shownDialogs().length > 0) return;
      inFloating = null;
      const around: Element[] = [];
      for (let one = target.parentElement; one && one.id !== 'root'; one = one.parentElement) around.push(one);
      home = { element: target, around };
    };
    const stopFollowing = followHeldKey(window);
    const observer = new MutationObserver(checkSoon);
    observer.observe(document.body, { childList: true });
    window.addEventListener('focusin', onFocusIn, true);
    window.addEventListener('focusout', checkSoon, true);
    window.addEventListener('keyup', checkSoon, true);
    return () => {
      clearTimeout(timer);
      stopWaiting();
      stopFollowing();
      observer.disconnect();
      window.removeEventListener('focusin', onFocusIn, true);
      window.removeEventListener('focusout', checkSoon, true);
      window.removeEventListener('keyup', checkSoon, true);
    };
  }, []);
}
