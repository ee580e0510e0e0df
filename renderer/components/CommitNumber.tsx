import { InputNumber } from 'antd';
import { useState } from 'react';

export interface CommitNumberProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: number | null;
  readonly min?: number;
  readonly max?: number;
  readonly precision?: number;
  readonly placeholder?: string;
  /** null: the field was emptied. */
  onCommit(value: number | null): void;
}

/** A number of the project, committed when the field is left or Enter is pressed, not at every digit. */
export function CommitNumber({ id, label, value, min, max, precision, placeholder, onCommit }: CommitNumberProps) {
  const [shown, setShown] = useState(value);
  // A new value from the project replaces what was typed.
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setShown(value);
  }
  const commit = (): void => {
    if (shown !== value) onCommit(shown);
  };
  return (
    <InputNumber
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(precision === undefined ? {} : { precision })}
      {...(placeholder ? { placeholder } : {})}
      value={shown}
      onChange={setShown}
      onBlur={commit}
      onPressEnter={commit}
      changeOnWheel={false}
      style={{ width: 140 }}
    />
  );
}
