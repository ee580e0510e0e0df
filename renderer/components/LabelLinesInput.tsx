import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueLabel } from '../../shared/model/variable.ts';
import { labelLines, parseLabelLines } from './labelLines.ts';

export interface LabelLinesInputProps {
  readonly id: string;
  readonly label: string;
  readonly labels: readonly ValueLabel[];
  readonly placeholder?: string;
  onChange(labels: readonly ValueLabel[]): void;
}

/** Codes with their labels, one a line; taken over when the field is left, refused visibly when a line makes no sense. */
export function LabelLinesInput({ id, label, labels, placeholder, onChange }: LabelLinesInputProps) {
  const { t } = useTranslation();
  const given = labelLines(labels);
  const [text, setText] = useState(given);
  // New labels from the project replace what was typed.
  const [seen, setSeen] = useState(given);
  if (seen !== given) {
    setSeen(given);
    setText(given);
  }
  const parsed = parseLabelLines(text);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 1, maxRows: 8 }}
        value={text}
        {...(placeholder ? { placeholder } : {})}
        status={parsed.ok ? '' : 'error'}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (parsed.ok && labelLines(parsed.labels) !== given) onChange(parsed.labels);
        }}
      />
      {parsed.ok ? null : (
        <p className="field-problem" role="alert">
          {t('field.labelLine', { line: parsed.line })}
        </p>
      )}
    </div>
  );
}
