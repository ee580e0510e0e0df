import { create } from 'zustand';
import type { Bilingual } from '../../../shared/model/text.ts';
import { useProjectStore } from '../../app/projectStore.ts';
import type { ColumnRule } from './columnRule.ts';

/** Which forms the sheet shows. */
export type FormView =
  | { readonly kind: 'all' }
  | { readonly kind: 'valid' }
  | { readonly kind: 'excluded'; readonly code: string | null }
  | {
      readonly kind: 'check';
      readonly code: string;
      readonly title: Bilingual;
      readonly rows: ReadonlySet<number>;
      /** Where the doubtful answers stand; empty where the whole form is doubted. */
      readonly variableIds: readonly string[];
    };

export type InspectorTab = 'question' | 'form' | 'history';

interface DataView {
  readonly view: FormView;
  /** Which answers are shown, per question; only of this window, the project's own filter is separate. */
  readonly columnFilters: ReadonlyMap<string, ColumnRule>;
  readonly variableId: string | null;
  readonly row: number | null;
  readonly tab: InspectorTab;
  setView(view: FormView): void;
  filterColumn(variableId: string, rule: ColumnRule | null): void;
  clearFilters(): void;
  select(selection: {
    readonly variableId?: string | null;
    readonly row?: number | null;
    readonly tab?: InspectorTab;
  }): void;
}

const atFirst = {
  view: { kind: 'all' },
  columnFilters: new Map(),
  variableId: null,
  row: null,
  tab: 'question',
} as const;

/** What the data room shows at the moment; neither saved nor undone. */
export const useDataView = create<DataView>((set) => ({
  ...atFirst,
  setView: (view) => set({ view }),
  filterColumn: (variableId, rule) =>
    set((state) => {
      const columnFilters = new Map(state.columnFilters);
      if (rule) columnFilters.set(variableId, rule);
      else columnFilters.delete(variableId);
      return { columnFilters };
    }),
  clearFilters: () => set({ columnFilters: new Map(), view: { kind: 'all' } }),
  select: (selection) => set(selection),
}));

// Questions and forms of one project mean nothing in another.
useProjectStore.subscribe((state, before) => {
  if (state.project?.projectId !== before.project?.projectId) useDataView.setState(atFirst);
});
