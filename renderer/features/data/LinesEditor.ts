import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import type { CellContent } from '../../../shared/commands/types.ts';
import type { GridRow } from './gridColumns.ts';

/** Texts longer than this are written in a wider field than their column. */
const shortText = 20;

/**
 * The editor of text answers. A comment has lines, which a field of one line would drop without a word; Alt+Enter makes a new one. The field
 * grows with its text over the cells beside and below.
 */
export class LinesEditor implements ICellEditorComp<GridRow, CellContent> {
  private readonly area = document.createElement('textarea');
  private readonly grow = (): void => {
    const { area } = this;
    area.dataset['long'] = String(area.value.length > shortText || area.value.includes('\n'));
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  private begin: 'replace' | 'all' | 'end' = 'end';

  init({ eventKey, value, column }: ICellEditorParams<GridRow, CellContent>): void {
    const { area } = this;
    const isTyped = eventKey !== null && (eventKey.length === 1 || eventKey === 'Backspace' || eventKey === 'Delete');
    this.begin = isTyped ? 'replace' : eventKey === 'F2' ? 'end' : 'all';
    area.className = 'data-editor';
    area.rows = 1;
    area.spellcheck = false;
    area.setAttribute('aria-label', column.getColDef().headerName ?? '');
    area.value = isTyped ? (eventKey.length === 1 ? eventKey : '') : String(value ?? '');
    area.addEventListener('input', this.grow);
  }

  getGui(): HTMLElement {
    return this.area;
  }

  afterGuiAttached(): void {
    const { area } = this;
    area.focus({ preventScroll: true });
    area.setSelectionRange(this.begin === 'all' ? 0 : area.value.length, area.value.length);
    this.grow();
  }

  getValue(): string {
    return this.area.value;
  }
}

/** Alt+Enter: a new line where the caret is. */
export function breakLine(target: EventTarget | null): void {
  if (!(target instanceof HTMLTextAreaElement)) return;
  target.setRangeText('\n', target.selectionStart, target.selectionEnd, 'end');
  target.dispatchEvent(new Event('input', { bubbles: true }));
}
