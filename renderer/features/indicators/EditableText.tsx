import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

export interface EditableTextProps {
  readonly label: string;
  readonly value: string;
  readonly className?: string;
  readonly invalid?: (text: string) => boolean;
  onDraft?(text: string): void;
  /** next: how the user left the field. */
  onCommit(text: string, next: 'enter' | 'tab' | 'backTab' | 'blur'): void;
  onCancel(): void;
}

/** A cell being edited in place: Enter and Tab take the text, Escape gives it up, leaving the field takes it too. */
export function EditableText({ label, value, className, invalid, onDraft, onCommit, onCancel }: EditableTextProps) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement | null>(null);
  // Enter, Tab and Escape take the focus away; the blur that follows must not commit a second time.
  const over = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const wrong = invalid?.(text) ?? false;
  const end = (next: 'enter' | 'tab' | 'backTab' | 'blur'): void => {
    if (over.current) return;
    if (wrong) {
      if (next !== 'blur') return;
      over.current = true;
      onCancel();
      return;
    }
    over.current = true;
    onCommit(text, next);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    // While a Chinese input method composes, Enter chooses a word.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') end('enter');
    else if (event.key === 'Tab') {
      event.preventDefault();
      end(event.shiftKey ? 'backTab' : 'tab');
    } else if (event.key === 'Escape') {
      over.current = true;
      onCancel();
    }
  };
  return (
    <input
      ref={field}
      className={`indicators-field ${className ?? ''}`}
      aria-label={label}
      aria-invalid={wrong}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onDraft?.(event.target.value);
      }}
      onKeyDown={onKey}
      onBlur={() => end('blur')}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
