/**
 * Lets an input method (Chinese, Japanese, Korean; also dictation and the system's panel of characters) begin on a cell that is not being
 * edited. The browser offers input methods only to what can be edited: on a plain cell the first key would arrive as a bare letter and stay
 * before the composed word. So the cell with the focus takes text, but only from there; what it has taken is handed over as typed over the
 * cell, and the cell itself reads as before.
 *
 * @param begin  starts editing a cell with a text in place of its answer
 * @returns what ends it
 */
export function composeInCells(wrapper: HTMLElement, begin: (cell: HTMLElement, text: string) => void): () => void {
  /** The cell being composed in, and how it read before. */
  let composing: { readonly cell: HTMLElement; readonly before: string } | null = null;

  const cellOf = (event: Event): HTMLElement | null =>
    event.target instanceof HTMLElement && event.target.matches('.ag-row .data-cell') ? event.target : null;

  const onFocusIn = (event: FocusEvent): void => {
    const cell = cellOf(event);
    if (!cell) return;
    cell.setAttribute('contenteditable', 'plaintext-only');
    cell.setAttribute('spellcheck', 'false');
    // Without a caret in it the browser finds nothing to compose in.
    getSelection()?.collapse(cell, 0);
  };
  const onFocusOut = (event: FocusEvent): void => {
    const cell = cellOf(event);
    if (!cell) return;
    if (composing?.cell === cell) {
      cell.textContent = composing.before;
      composing = null;
    }
    cell.removeAttribute('contenteditable');
    cell.removeAttribute('spellcheck');
  };
  const onBeforeInput = (event: InputEvent): void => {
    const cell = cellOf(event);
    if (!cell || composing) return;
    event.preventDefault();
    if (event.inputType === 'insertText' && event.data) begin(cell, event.data);
  };
  const onStart = (event: CompositionEvent): void => {
    const cell = cellOf(event);
    if (!cell) return;
    composing = { cell, before: cell.textContent ?? '' };
    // What is composed stands in place of the answer, as anything typed over a cell does.
    getSelection()?.selectAllChildren(cell);
  };
  const onEnd = (event: CompositionEvent): void => {
    const cell = cellOf(event);
    if (!cell || composing?.cell !== cell) return;
    cell.textContent = composing.before;
    composing = null;
    if (event.data !== '') begin(cell, event.data);
  };

  wrapper.addEventListener('focusin', onFocusIn);
  wrapper.addEventListener('focusout', onFocusOut);
  wrapper.addEventListener('beforeinput', onBeforeInput);
  wrapper.addEventListener('compositionstart', onStart);
  wrapper.addEventListener('compositionend', onEnd);
  return () => {
    wrapper.removeEventListener('focusin', onFocusIn);
    wrapper.removeEventListener('focusout', onFocusOut);
    wrapper.removeEventListener('beforeinput', onBeforeInput);
    wrapper.removeEventListener('compositionstart', onStart);
    wrapper.removeEventListener('compositionend', onEnd);
  };
}
