import { FileExcelOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReport } from '../../app/notices.tsx';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';

type Chosen = { readonly file: string; readonly name: string };

/** Which workbook: by the file dialog or by dropping it. */
export function ChooseFile({ onFile }: { onFile(file: Chosen): void }) {
  const { t } = useTranslation('import');
  const client = useClient();
  const actions = useProjectActions();
  const { reportError } = useReport();
  const [over, setOver] = useState(false);
  const choose = async (): Promise<void> => {
    const chosen = await actions.chooseWorkbook();
    if (chosen) onFile(chosen);
  };
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (!dropped) return;
    try {
      const given = await client.fileFromDrop(dropped);
      if (given) onFile(given);
    } catch (error) {
      reportError(error);
    }
  };
  return (
    <div
      className="import-choose"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <FileExcelOutlined aria-hidden="true" />
      <p>{t('chooseText')}</p>
      <Button type="primary" size="large" autoFocus onClick={() => void choose()}>
        {t('choose')}
      </Button>
    </div>
  );
}
