/** What a user does to look elsewhere. */
const gestures = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const;

/**
 * Keeps a card that was just brought into view at the top while the cards before it fill and grow, until the user turns to something
 * else. Gives the way to end it.
 */
export function keepInPlace(column: HTMLElement, card: HTMLElement): () => void {
  const sizes = new ResizeObserver(() => card.scrollIntoView({ block: 'start' }));
  const stop = (): void => {
    sizes.disconnect();
    for (const kind of gestures) window.removeEventListener(kind, stop, { capture: true });
  };
  for (const kind of gestures) window.addEventListener(kind, stop, { capture: true, passive: true });
  sizes.observe(column);
  return stop;
}
