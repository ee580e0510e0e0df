import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { offeredReasons } from './exclusionReason.ts';

/** Takes forms out of every computation, with a reason that goes into the report. The answers stay. */
export function ExcludeDialog({
  rows,
  suggested,
  onClose,
}: {
  readonly rows: readonly number[];
  readonly suggested: string;
  onClose(): void;
}) {
  const { t } = useTranslation('data');
  const actions = useProjectActions();
  const [code, setCode] = useState(suggested);
  const [note, setNote] = useState('');
  const exclude = async (): Promise<void> => {
    if (await actions.apply({ type: 'forms.exclude', rows: [...rows], code, note: note.trim() })) onClose();
  };
  const title =
    rows.length === 1 ? t('exclude.one', { form: (rows[0] ?? 0) + 1 }) : t('exclude.many', { count: rows.length });
  return (
    <Dialog
      open
      width={440}
      title={title}
      okText={t('exclude.ok')}
      okButtonProps={{ danger: true }}
      cancelText={t('common:cancel')}
      onOk={() => void exclude()}
      onCancel={onClose}
    >
      <p className="field-note data-dialog-note">{t('exclude.text')}</p>
      <Form layout="vertical">
        <Form.Item label={t('exclude.reason')} htmlFor="exclude-reason">
          <Select
            id="exclude-reason"
            value={code}
            options={offeredReasons.map((reason) => ({ value: reason, label: t(`reasons.${reason}`) }))}
            onChange={setCode}
          />
        </Form.Item>
        <Form.Item label={t('exclude.note')} htmlFor="exclude-note">
          <Input
            id="exclude-note"
            value={note}
            maxLength={500}
            placeholder={t('exclude.noteHint')}
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
