import type { GridApi } from 'ag-grid-community';
import { useColumnLayout } from './columnLayout.ts';
import type { GridRow } from './gridColumns.ts';

/** The grid's columns after the layout: only those it hides, shows, freezes or lets go are touched. */
function applyLayout(api: GridApi<GridRow>): void {
  const { hidden, frozen } = useColumnLayout.getState();
  const state = api.getColumnState().flatMap(({ colId, hide, pinned }) => {
    // The columns of the form's number and its flag stay where they are.
    if (colId.startsWith('#')) return [];
    const next = { colId, hide: hidden.has(colId), pinned: frozen.has(colId) ? ('left' as const) : null };
    return next.hide === (hide ?? false) && next.pinned === (pinned ?? null) ? [] : [next];
  });
  if (state.length > 0) api.applyColumnState({ state });
}

/**
 * Hides and freezes columns of the grid as the user does, each time in a task of its own: the menu it was asked from closes first, and the
 * window would stand still for both together. Gives the function that ends it.
 */
export function followLayout(api: GridApi<GridRow>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What changed while the grid was made.
  applyLayout(api);
  const stop = useColumnLayout.subscribe((state, before) => {
    if (state.hidden === before.hidden && state.frozen === before.frozen) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!api.isDestroyed()) applyLayout(api);
    });
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
