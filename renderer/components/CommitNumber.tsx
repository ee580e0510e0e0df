import { InputNumber } from 'antd';
import { useEffect, useState } from 'react';

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
  useEffect(() => setShown(value), [value]);
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
