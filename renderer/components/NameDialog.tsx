import { Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';

export interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly initial: string;
  onName(name: string): void | Promise<void>;
  onCancel(): void;
}

/** Asks for one short name; Enter accepts, Escape leaves. */
export function NameDialog({ title, label, hint, initial, onName, onCancel }: NameDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(initial);
  const trimmed = name.trim();
  const accept = (): void => {
    if (trimmed) void onName(trimmed);
  };
  return (
    <Dialog
      open
      quick
      width={420}
      title={title}
      okText={t('ok')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !trimmed }}
      onOk={accept}
      onCancel={onCancel}
    >
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={label} htmlFor="name-dialog" extra={hint}>
          <Input
            id="name-dialog"
            onFocus={(event) => event.target.select()}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
