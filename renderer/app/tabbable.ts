const candidates =
  'a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]:not([contenteditable=false])';

/** What the Tab key stops at inside an element, in its order in the document. */
export function tabbables(root: ParentNode): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(candidates)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled, [aria-hidden=true], [aria-hidden=true] *, .ag-tab-guard') &&
      element.checkVisibility({ visibilityProperty: true }),
  );
}
