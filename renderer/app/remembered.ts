import { useCallback, useState } from 'react';

/** A small choice of this window that outlives it (folded panels, widths, toggles). Not part of the project. */
export function useRemembered<T extends string | number | boolean>(key: string, initial: T): [T, (value: T) => void] {
  const name = `csi.ui.${key}`;
  const [value, setValue] = useState<T>(() => {
    const kept = localStorage.getItem(name);
    if (kept === null) return initial;
    if (typeof initial === 'boolean') return (kept === 'true') as T;
    if (typeof initial === 'number') return (Number.isFinite(Number(kept)) ? Number(kept) : initial) as T;
    return kept as T;
  });
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      localStorage.setItem(name, String(next));
    },
    [name],
  );
  return [value, remember];
}
