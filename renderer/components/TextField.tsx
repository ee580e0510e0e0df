import { Input } from 'antd';
import { useState } from 'react';

export interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly multiline?: boolean;
  readonly required?: boolean;
  /** A line beneath the field. */
  readonly hint?: string;
  onCommit(value: string): void;
}

/** A text of the project, committed when the field is left or Enter is pressed; Escape puts the old text back. */
export function TextField({ id, label, value, multiline = false, required = false, hint, onCommit }: TextFieldProps) {
  const [text, setText] = useState(value);
  // A new value from the project replaces what was typed.
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  const commit = (): void => {
    const next = text.trim();
    if (next === value) return;
    if (required && next === '') setText(value);
    else onCommit(next);
  };
  const shared = {
    id,
    value: text,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onBlur: commit,
    onKeyDown: (event: { key: string; currentTarget: { blur(): void } }) => {
      if (event.key === 'Escape') setText(value);
    },
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {multiline ? (
        <Input.TextArea {...shared} autoSize={{ minRows: 1, maxRows: 5 }} />
      ) : (
        <Input {...shared} onPressEnter={commit} />
      )}
      {hint ? <p className="field-note">{hint}</p> : null}
    </div>
  );
}
