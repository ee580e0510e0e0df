import { type RefObject, useLayoutEffect, useRef } from 'react';
import { onceReleased } from '../../app/heldKey.ts';
import { tabbables } from '../../app/tabbable.ts';

const entriesOf = (place: HTMLElement): readonly HTMLElement[] => [...place.querySelectorAll('li')];
const focusFirst = (place: ParentNode | null | undefined): void =>
  place ? tabbables(place)[0]?.focus({ preventScroll: true }) : undefined;
const focusIsLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/**
 * For a place whose controls go away once they have done their work: the focus goes on to the entry that takes the place of theirs, and when
 * the whole place goes, to what stands there then.
 */
export function useFocusHandedOn<T extends HTMLElement = HTMLElement>(): RefObject<T | null> {
  const place = useRef<T>(null);
  const held = useRef<{ readonly control: Element; readonly entry: number } | null>(null);
  useLayoutEffect(() => {
    const whole = place.current;
    if (!whole) return undefined;
    const hold = ({ target }: FocusEvent): void => {
      if (target instanceof Element)
        held.current = { control: target, entry: entriesOf(whole).findIndex((entry) => entry.contains(target)) };
    };
    whole.addEventListener('focusin', hold);
    return () => {
      whole.removeEventListener('focusin', hold);
      if (!whole.contains(document.activeElement)) return;
      const around = whole.parentElement;
      // Once what takes its place can be worked with.
      requestAnimationFrame(() =>
        onceReleased(() => {
          if (focusIsLost()) focusFirst(around);
        }),
      );
    };
  }, []);
  useLayoutEffect(() => {
    const whole = place.current;
    const { control, entry } = held.current ?? {};
    if (!whole || !control || control.isConnected || !focusIsLost()) return undefined;
    return onceReleased(() => {
      if (!focusIsLost()) return;
      const entries = entriesOf(whole);
      focusFirst(entries[Math.min(Math.max(entry ?? 0, 0), entries.length - 1)] ?? whole);
    });
  });
  return place;
}
