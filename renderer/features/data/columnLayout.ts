import { create } from 'zustand';
import { useProjectStore } from '../../app/projectStore.ts';

interface ColumnLayout {
  readonly hidden: ReadonlySet<string>;
  /** Questions that stay at the left while the others scroll. */
  readonly frozen: ReadonlySet<string>;
  hide(ids: readonly string[]): void;
  /** All of them without a list. */
  show(ids?: readonly string[]): void;
  freeze(id: string, on: boolean): void;
}

const keyOf = (projectId: string): string => `csi.ui.data.columns.${projectId}`;

const strings = (value: unknown): ReadonlySet<string> =>
  new Set(Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);

function kept(projectId: string | undefined): Pick<ColumnLayout, 'hidden' | 'frozen'> {
  const nothing = { hidden: new Set<string>(), frozen: new Set<string>() };
  const text = projectId === undefined ? null : localStorage.getItem(keyOf(projectId));
  if (text === null) return nothing;
  try {
    const found = JSON.parse(text) as { readonly hidden?: unknown; readonly frozen?: unknown } | null;
    return { hidden: strings(found?.hidden), frozen: strings(found?.frozen) };
  } catch {
    return nothing;
  }
}

/** Which columns of this project the window hides and freezes. Remembered by the window, not part of the project. */
export const useColumnLayout = create<ColumnLayout>((set) => {
  const change = (next: (state: ColumnLayout) => Partial<Pick<ColumnLayout, 'hidden' | 'frozen'>>): void =>
    set((state) => {
      const after = { hidden: state.hidden, frozen: state.frozen, ...next(state) };
      const projectId = useProjectStore.getState().project?.projectId;
      if (projectId !== undefined)
        localStorage.setItem(
          keyOf(projectId),
          JSON.stringify({ hidden: [...after.hidden], frozen: [...after.frozen] }),
        );
      return after;
    });
  return {
    ...kept(useProjectStore.getState().project?.projectId),
    hide: (ids) => change((state) => ({ hidden: new Set([...state.hidden, ...ids]) })),
    show: (ids) =>
      change((state) => ({ hidden: new Set(ids ? [...state.hidden].filter((id) => !ids.includes(id)) : []) })),
    freeze: (id, on) =>
      change((state) => ({
        frozen: new Set(on ? [...state.frozen, id] : [...state.frozen].filter((one) => one !== id)),
      })),
  };
});

useProjectStore.subscribe((state, before) => {
  if (state.project?.projectId !== before.project?.projectId) useColumnLayout.setState(kept(state.project?.projectId));
});
