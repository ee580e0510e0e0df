import { useLayoutEffect, useRef, useState } from 'react';

type Actions = Readonly<Record<string, (...args: never[]) => void>>;

/**
 * The same functions for as long as the component lives, each calling the one given last under its name: children that remember what
 * they drew are not drawn anew because their parent was.
 */
export function useStable<T extends Actions>(actions: T): T {
  const latest = useRef<Actions>(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  const [stable] = useState(() =>
    Object.fromEntries(
      Object.keys(actions).map((name) => [name, (...args: never[]): void => latest.current[name]?.(...args)]),
    ),
  );
  return stable as unknown as T;
}
