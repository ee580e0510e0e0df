import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { judgmentText, parseJudgment } from './judgments.ts';

export interface JudgmentCellProps {
  readonly label: string;
  readonly value: number;
  /** Row and column, 0-based. */
  readonly place: readonly [number, number];
  readonly size: number;
  onFocus(): void;
  onCommit(value: number): void;
  /** What was typed cannot be read. */
  onWrong(wrong: boolean): void;
  onPasteBlock(text: string): void;
}

/** The next cell of the upper triangle in a direction, rows from left to right; null where the triangle ends. */
export function nextPlace(
  key: string,
  [row, column]: readonly [number, number],
  size: number,
): [number, number] | null {
  if (key === 'ArrowUp') return row > 0 ? [row - 1, column] : null;
  if (key === 'ArrowDown') return row + 1 < column ? [row + 1, column] : null;
  if (key === 'ArrowLeft') return column - 1 > row ? [row, column - 1] : null;
  if (key === 'ArrowRight') return column + 1 < size ? [row, column + 1] : null;
  if (column + 1 < size) return [row, column + 1];
  return row + 2 < size ? [row + 1, row + 2] : null;
}

/** One judgment, typed: a number, a fraction, or a block pasted from a sheet. Enter and the arrow keys go on to the next cell. */
export function JudgmentCell({
  label,
  value,
  place,
  size,
  onFocus,
  onCommit,
  onWrong,
  onPasteBlock,
}: JudgmentCellProps) {
  const shown = judgmentText(value);
  const [draft, setShownDraft] = useState<string | null>(null);
  // Enter leaves the cell while it is being saved: the same judgment must not be saved twice, as two steps to undo.
  const held = useRef<string | null>(null);
  const setDraft = (text: string | null): void => {
    held.current = text;
    setShownDraft(text);
  };
  const read = draft === null ? value : parseJudgment(draft);

  const commit = (): boolean => {
    const typed = held.current;
    if (typed === null) return true;
    const judgment = parseJudgment(typed);
    if (judgment === null) {
      onWrong(true);
      return false;
    }
    setDraft(null);
    onWrong(false);
    if (judgmentText(judgment) !== shown) onCommit(judgment);
    return true;
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
      onWrong(false);
      return;
    }
    const { selectionStart, selectionEnd, value: text } = event.currentTarget;
    const all = selectionStart === 0 && selectionEnd === text.length;
    const leaves =
      event.key === 'Enter' ||
      event.key === 'ArrowUp' ||
      event.key === 'ArrowDown' ||
      (event.key === 'ArrowLeft' && (all || (selectionEnd === 0 && selectionStart === 0))) ||
      (event.key === 'ArrowRight' && (all || selectionStart === text.length));
    if (!leaves || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!commit()) return;
    const next = nextPlace(event.key, place, size);
    if (!next) return;
    event.currentTarget
      .closest('table')
      ?.querySelector<HTMLInputElement>(`[data-judgment="${next.join(' ')}"]`)
      ?.focus();
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    setDraft(null);
    onPasteBlock(text);
  };

  return (
    <input
      data-judgment={place.join(' ')}
      autoComplete="off"
      aria-label={label}
      aria-invalid={draft !== null && read === null}
      value={draft ?? shown}
      onFocus={(event) => {
        event.target.select();
        onFocus();
      }}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => commit()}
      onKeyDown={onKey}
      onPaste={onPaste}
    />
  );
}
