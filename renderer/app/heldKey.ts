/**
 * A key that is down still acts: what takes the focus meanwhile gets the rest of its press, and a button would be pressed by it. The focus is
 * moved when the key is up again.
 */
let held = false;
const waiting = new Set<() => void>();

function release(): void {
  held = false;
  const due = [...waiting];
  waiting.clear();
  for (const action of due) action();
}

/** Does it now, or when the key that is down is up; returns how to call it off. */
export function onceReleased(action: () => void): () => void {
  if (!held) {
    action();
    return () => undefined;
  }
  waiting.add(action);
  return () => void waiting.delete(action);
}

const ends = ['keyup', 'blur', 'pointerdown'] as const;

/** What Enter presses. */
const pressed = 'button, a[href], summary, [role=button]';

/** Follows the keys of a window, so that a press ends where it began; returns how to stop. */
export function followHeldKey(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
  let begun: EventTarget | null = null;
  const press = (event: Event): void => {
    held = true;
    begun = event.target;
  };
  // A dialog opened by Enter may have the focus on its closing button before the browser has done with the key.
  const goOn = (event: Event): void => {
    const { key, target: now } = event as KeyboardEvent;
    if (key === 'Enter' && now !== begun && now instanceof Element && now.matches(pressed)) event.preventDefault();
  };
  target.addEventListener('keydown', press, true);
  target.addEventListener('keypress', goOn, true);
  for (const end of ends) target.addEventListener(end, release, { capture: end !== 'blur' });
  return () => {
    target.removeEventListener('keydown', press, true);
    target.removeEventListener('keypress', goOn, true);
    for (const end of ends) target.removeEventListener(end, release, { capture: end !== 'blur' });
    release();
  };
}
