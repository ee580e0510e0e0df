import { Form, Input, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

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
  const input = useRef<InputRef>(null);
  const trimmed = name.trim();
  const accept = (): void => {
    if (trimmed) void onName(trimmed);
  };
  return (
    <Modal
      open
      width={420}
      title={title}
      okText={t('ok')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !trimmed }}
      onOk={accept}
      onCancel={onCancel}
      afterOpenChange={(open) => {
        if (open) input.current?.select();
      }}
    >
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={label} htmlFor="name-dialog" extra={hint}>
          <Input
            id="name-dialog"
            ref={input}
            autoFocus
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={accept}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
