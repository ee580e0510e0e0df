import { tabbables } from './tabbable.ts';

/** The parts of the window in reading order. */
const paneSelectors = ['.shell-bar', '.layout-list', '.layout-work', '.layout-inspector', '.shell-status'];
/** Where work in a part begins, before its first button: the tab of the room, the sheet, the tree, the selected result, the page. */
const starts =
  '[role=tab][aria-selected=true], .ag-cell-focus, [role=treegrid], .analysis-card-selected, [contenteditable=true]';

/** F6 and Shift+F6: the focus to the next part of the window. Out of the sheet, too, where Tab goes from cell to cell. */
export function goToNextPane(backwards: boolean): void {
  const panes = paneSelectors.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  // From nowhere, as after a change of rooms: into the work.
  const work = panes.findIndex((pane) => pane.matches('.layout-work'));
  const from = at >= 0 ? at : backwards ? work + 1 : work - 1;
  for (let step = 1; step <= panes.length; step++) {
    const pane = panes[(from + (backwards ? -step : step) + 2 * panes.length) % panes.length]!;
    const sheet = pane.querySelector<HTMLElement>('.ag-tab-guard-top');
    const target = pane.querySelector<HTMLElement>(starts) ?? sheet ?? tabbables(pane)[0];
    target?.focus();
    if (target && pane.contains(document.activeElement)) return;
  }
}

/** The focus to the first field of an inspector's form; a folded inspector opens for it. */
export function goToInspectorForm(): void {
  document.querySelector<HTMLElement>('.layout-inspector.layout-folded button')?.click();
  requestAnimationFrame(() => {
    const form = document.querySelector<HTMLElement>('.layout-inspector .options-form');
    const field = form ? tabbables(form)[0] : undefined;
    field?.scrollIntoView({ block: 'nearest' });
    field?.focus();
  });
}
