import { create } from 'zustand';
import { useProjectStore } from '../../app/projectStore.ts';

interface ColumnLayout {
  readonly hidden: ReadonlySet<string>;
  /** Questions that stay at the left while the others scroll. */
  readonly frozen: ReadonlySet<string>;
  /** In pixels, where the user gave a column a width of its own. */
  readonly widths: ReadonlyMap<string, number>;
  hide(ids: readonly string[]): void;
  /** All of them without a list. */
  show(ids?: readonly string[]): void;
  freeze(id: string, on: boolean): void;
  resize(widths: readonly (readonly [id: string, width: number])[]): void;
}

const keyOf = (projectId: string): string => `csi.ui.data.columns.${projectId}`;

const strings = (value: unknown): ReadonlySet<string> =>
  new Set(Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);

const lengths = (value: unknown): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
    ),
  );

type Kept = Pick<ColumnLayout, 'hidden' | 'frozen' | 'widths'>;

function kept(projectId: string | undefined): Kept {
  const nothing = { hidden: new Set<string>(), frozen: new Set<string>(), widths: new Map<string, number>() };
  const text = projectId === undefined ? null : localStorage.getItem(keyOf(projectId));
  if (text === null) return nothing;
  try {
    const found = JSON.parse(text) as Partial<Record<keyof Kept, unknown>> | null;
    return { hidden: strings(found?.hidden), frozen: strings(found?.frozen), widths: lengths(found?.widths) };
  } catch {
    return nothing;
  }
}

/** Which columns of this project the window hides and freezes, and how wide they are. Remembered by the window, not part of the project. */
export const useColumnLayout = create<ColumnLayout>((set) => {
  const change = (next: (state: ColumnLayout) => Partial<Kept>): void =>
    set((state) => {
      const after = { hidden: state.hidden, frozen: state.frozen, widths: state.widths, ...next(state) };
      const projectId = useProjectStore.getState().project?.projectId;
      if (projectId !== undefined)
        localStorage.setItem(
          keyOf(projectId),
          JSON.stringify({
            hidden: [...after.hidden],
            frozen: [...after.frozen],
            widths: Object.fromEntries(after.widths),
          }),
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
    resize: (widths) => change((state) => ({ widths: new Map([...state.widths, ...widths]) })),
  };
});

useProjectStore.subscribe((state, before) => {
  if (state.project?.projectId !== before.project?.projectId) useColumnLayout.setState(kept(state.project?.projectId));
});
