import { useEffect, useState } from 'react';

/** Has everything been on the page for a frame once? From then on the browser remembers how high each block is. */
export function useSettled(shown: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!shown || settled) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setSettled(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [shown, settled]);
  return settled;
}
