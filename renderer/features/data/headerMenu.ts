import { create } from 'zustand';

interface HeaderMenuState {
  /** What is open over the head of a column, and where. */
  readonly open: {
    readonly kind: 'menu' | 'filter';
    readonly variableId: string;
    readonly x: number;
    readonly y: number;
  } | null;
  close(): void;
}

/** The heads are drawn outside of React: they say here what to open, the room draws it. */
export const useHeaderMenu = create<HeaderMenuState>((set) => ({ open: null, close: () => set({ open: null }) }));

export function openAt(kind: 'menu' | 'filter', variableId: string, element: Element): void {
  const box = element.getBoundingClientRect();
  useHeaderMenu.setState({ open: { kind, variableId, x: box.left, y: box.bottom } });
}
