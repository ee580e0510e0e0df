import { type ReactNode, useEffect, useRef } from 'react';
import { tabbables } from '../app/tabbable.ts';

/** The content of a popover: the focus goes to its first control when it opens, since popovers lie far from what opens them in the order of Tab. */
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
