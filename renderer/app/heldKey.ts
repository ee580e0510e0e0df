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

/** Follows the keys of a window; returns how to stop. */
export function followHeldKey(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
  const press = (): void => {
    held = true;
  };
  target.addEventListener('keydown', press, true);
  for (const end of ends) target.addEventListener(end, release, { capture: end !== 'blur' });
  return () => {
    target.removeEventListener('keydown', press, true);
    for (const end of ends) target.removeEventListener(end, release, { capture: end !== 'blur' });
    release();
  };
}
