import { useEffect, useState } from 'react';

/** Long enough that what came last is laid out and drawn, charts too. */
const settleMs = 600;

/**
 * Whether what the page shows has stood for a while. Only then may blocks out of sight be left out of layout: each
 * has been laid out once, so that it keeps its height and the page does not jump.
 */
export function useSettled(fresh: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!fresh) return undefined;
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => {
      clearTimeout(timer);
      setSettled(false);
    };
  }, [fresh]);
  return settled;
}
