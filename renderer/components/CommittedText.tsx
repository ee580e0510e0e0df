import { Input } from 'antd';
import { useDraft } from './useDraft.ts';

/** A text field that is read when the user is done with it (Enter or leaving), so that half-typed numbers are not computed. */
export function CommittedText({
  id,
  value,
  rows,
  onCommit,
  placeholder,
}: {
  readonly id: string;
  readonly value: string;
  readonly rows?: number;
  readonly placeholder?: string;
  onCommit(text: string): void;
}) {
  const [text, setText] = useDraft(value);
  const commit = (): void => {
    if (text !== value) onCommit(text);
  };
  return rows ? (
    <Input.TextArea
      id={id}
      className="options-matrix"
      autoSize={{ minRows: rows, maxRows: 12 }}
      value={text}
      placeholder={placeholder}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      wrap="off"
    />
  ) : (
    <Input
      id={id}
      value={text}
      placeholder={placeholder}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}
