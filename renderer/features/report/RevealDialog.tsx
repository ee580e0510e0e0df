import { Alert, Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { type ExportFormat, exportFormats, revealedParts } from '../../../shared/contract/vocabulary.ts';
import type { Revealed } from '../../../shared/report/guard/reportGuard.ts';

/** An export with what reports keep back. It is asked for each time: nothing of it is remembered. */
export function RevealDialog({
  first,
  onExport,
  onClose,
}: {
  readonly first: ExportFormat;
  onExport(format: ExportFormat, reveal: readonly Revealed[]): void;
  onClose(): void;
}) {
  const { t } = useTranslation('report');
  const [format, setFormat] = useState(first);
  const [reveal, setReveal] = useState<readonly Revealed[]>([]);
  return (
    <Dialog
      open
      width={520}
      title={t('reveal.title')}
      okText={t('export.as', { format: t(`export.${format}`) })}
      okButtonProps={{ disabled: reveal.length === 0 }}
      onOk={() => {
        onClose();
        onExport(format, reveal);
      }}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t('each.formats')} htmlFor="reveal-format">
          <Select<ExportFormat>
            id="reveal-format"
            value={format}
            options={exportFormats.map((one) => ({ value: one, label: t(`export.${one}`) }))}
            onChange={setFormat}
          />
        </Form.Item>
        <Form.Item label={t('reveal.what')}>
          <Checkbox.Group
            className="report-reveal"
            value={[...reveal]}
            options={revealedParts.map((one) => ({ value: one, label: t(`reveal.${one}`) }))}
            onChange={(chosen) => setReveal(chosen as Revealed[])}
          />
        </Form.Item>
      </Form>
      <Alert type="warning" showIcon title={t('reveal.warning')} />
    </Dialog>
  );
}
