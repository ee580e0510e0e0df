import { type ReactNode, useEffect, useRef } from 'react';
import { tabbables } from '../app/tabbable.ts';

/** Frames to wait for something that can take the focus. */
const mostTries = 20;

/** Where work in a place begins: at its first control, in a group of choices at the chosen one; notes above the fields come later. */
function firstIn(place: HTMLElement): HTMLElement | undefined {
  const controls = tabbables(place);
  const first = controls.find((one) => one.closest('.ant-alert') === null) ?? controls[0];
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio') return first;
  return controls.find((one) => one instanceof HTMLInputElement && one.name === first.name && one.checked) ?? first;
}

/**
 * The content of a popover or dialog: the focus goes to its first control as soon as it can be seen, in a dialog without any to its main
 * button. Popovers lie far from what opens them in the order of Tab; a dialog would give the focus to the button that closes it, and what
 * is typed at once would go there.
 */
export function FocusInside({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Popovers are measured unseen before they are shown; a dialog takes the focus to itself once it is.
    let frame = 0;
    let tries = 0;
    const enter = (): void => {
      if (!place.current || place.current.contains(document.activeElement)) return;
      const main = place.current
        .closest('.ant-modal')
        ?.querySelector<HTMLElement>('.ant-modal-footer .ant-btn-primary');
      const target = firstIn(place.current) ?? (tries > mostTries / 2 && main?.checkVisibility() ? main : undefined);
      target?.focus({ preventScroll: true });
      if (tries++ < mostTries && document.activeElement !== main) frame = requestAnimationFrame(enter);
    };
    frame = requestAnimationFrame(enter);
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div className="focus-inside" ref={place}>
      {children}
    </div>
  );
}
