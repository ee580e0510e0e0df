import { useEffect } from 'react';
import { shownDialogs } from './shownDialogs.ts';
import { tabbables } from './tabbable.ts';

/** The dialog the focus is in, or else the one shown last. */
function openDialog(): HTMLElement | undefined {
  const shown = shownDialogs();
  return shown.find((one) => one.contains(document.activeElement)) ?? shown.at(-1);
}

/** Is this the field of a choice of several whose list is open? */
const isOpenChoice = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.getAttribute('aria-expanded') === 'true' &&
  target.closest('.ant-select-multiple') !== null;

/**
 * Gives the focus back to what had it in a dialog when the dialog itself gets it: so it is when something behind takes the focus late, and
 * the dialog claims it again. Not from the pointer, which may be choosing words to copy.
 */
function followFocus(): () => void {
  let inside: HTMLElement | null = null;
  let isPressed = false;
  const onFocus = ({ target }: FocusEvent): void => {
    const dialog = target instanceof HTMLElement ? target.closest('.ant-modal') : null;
    if (!dialog) return;
    if (target !== dialog) inside = target as HTMLElement;
    else if (!isPressed && inside?.isConnected && dialog.contains(inside) && inside.checkVisibility())
      inside.focus({ preventScroll: true });
  };
  const onPress = (event: PointerEvent): void => {
    isPressed = event.type === 'pointerdown';
  };
  const presses = ['pointerdown', 'pointerup', 'pointercancel'] as const;
  window.addEventListener('focusin', onFocus, true);
  for (const press of presses) window.addEventListener(press, onPress, true);
  return () => {
    window.removeEventListener('focusin', onFocus, true);
    for (const press of presses) window.removeEventListener(press, onPress, true);
  };
}

/**
 * Keeps the Tab key inside an open dialog, in one place for all of them: a dialog lies at the end of the page, and behind its last
 * button the focus would go to the browser's own, where the keys of the dialog are not heard. And Tab leaves an open list of several
 * choices as it is: such a list takes Tab for Enter, gives back what was just chosen and keeps the focus.
 */
export function useTabInside(): void {
  useEffect(followFocus, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const active = document.activeElement;
      // What opens from a dialog, such as a list of choices, lies beside it and has its own keys.
      const isBeside = active !== null && active !== document.body && active.closest('.ant-modal, #root') === null;
      const dialog = isBeside ? undefined : openDialog();
      if (!dialog) return;
      const stops = tabbables(dialog);
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      const next = event.shiftKey ? stops.at(-1) : stops[0];
      if (!next || (active !== edge && dialog.contains(active))) return;
      event.preventDefault();
      next.focus();
    };
    const onKeyInChoice = (event: KeyboardEvent): void => {
      if (event.key !== 'Tab' || !isOpenChoice(event.target)) return;
      event.stopPropagation();
      onKey(event);
    };
    window.addEventListener('keydown', onKeyInChoice, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKeyInChoice, true);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
