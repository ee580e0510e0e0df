import { type ReactNode, useEffect, useRef } from 'react';
import { tabbables } from '../app/tabbable.ts';

/**
 * The content of a popover or dialog: the focus goes to its first control as soon as it can be seen. Popovers lie far from what opens them in
 * the order of Tab; a dialog would give the focus to the button that closes it, and what is typed at once would go there.
 */
export function FocusInside({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Popovers are measured unseen before they are shown.
    let frame = 0;
    let tries = 0;
    const enter = (): void => {
      const first = place.current ? tabbables(place.current)[0] : undefined;
      if (place.current?.contains(document.activeElement)) return;
      if (first) first.focus({ preventScroll: true });
      else if (tries++ < 20) frame = requestAnimationFrame(enter);
    };
    frame = requestAnimationFrame(enter);
    return () => cancelAnimationFrame(frame);
  }, []);
  return <div ref={place}>{children}</div>;
}
