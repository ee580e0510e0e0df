import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useGridRange } from './gridRange.ts';

/** Ctrl+G: which form, which question. */
export function JumpDialog({
  onGo,
  onClose,
}: {
  onGo(form: number, variableId: string | null): void;
  onClose(): void;
}) {
  const { t } = useTranslation('data');
  const { rowCount } = useProject();
  const { sheet, range } = useGridRange.getState();
  const [form, setForm] = useState<number | null>(() => {
    const at = range ? sheet.forms[range.anchor.row] : undefined;
    return at === undefined ? 1 : at + 1;
  });
  const [variableId, setVariableId] = useState<string | null>(
    range ? (sheet.variables[range.anchor.column]?.id ?? null) : null,
  );
  const go = (): void => {
    if (form !== null) onGo(form - 1, variableId);
  };
  return (
    <Dialog
      open
      quick
      width={400}
      title={t('jump.title')}
      okText={t('jump.go')}
      okButtonProps={{ disabled: form === null }}
      onOk={go}
      onCancel={onClose}
    >
      <div className="data-jump">
        <label htmlFor="jump-form">{t('formNumber')}</label>
        <InputNumber
          id="jump-form"
          onFocus={(event) => event.target.select()}
          min={1}
          max={rowCount}
          precision={0}
          value={form}
          onChange={setForm}
        />
        <label htmlFor="jump-question">{t('question')}</label>
        <Select<string>
          id="jump-question"
          showSearch={{ optionFilterProp: 'label' }}
          value={variableId}
          onChange={setVariableId}
          options={sheet.variables.map((variable) => ({ value: variable.id, label: variable.label }))}
        />
      </div>
    </Dialog>
  );
}
