/** Long enough to get on, short enough for the next frame. */
const pieceMs = 12;

/**
 * Cuts long work of the window into pieces: wait for what this gives at each step; when a piece has lasted its time the window first draws
 * and listens.
 */
export function pacer(): () => Promise<void> {
  let until = performance.now() + pieceMs;
  return async () => {
    if (performance.now() < until) return;
    await new Promise((resolve) => setTimeout(resolve));
    until = performance.now() + pieceMs;
  };
}
