import { useState } from 'react';

/** A copy of a saved value that the user is changing; it is dropped as soon as the saved value is another one. */
export function useDraft<T>(value: T): [T, (draft: T) => void] {
  const [state, setState] = useState({ from: value, draft: value });
  return [Object.is(state.from, value) ? state.draft : value, (draft) => setState({ from: value, draft })];
}
