import { FileAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../shared/model/text.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { DraftDialog } from './DraftDialog.tsx';
import { carriesResult, useDragging } from './drag/draggedResult.ts';
import { ReportEditor } from './ReportEditor.tsx';
import { useSendToReport } from './sendToReport.ts';

/** The report of the project: drafted once by the program, then the author's page with live numbers. */
export default function ReportRoom() {
  const { t } = useTranslation('report');
  const client = useClient();
  const locale = useLocale();
  const goTo = useNavigation((state) => state.goTo);
  const { projectId, entities, rowCount } = useProject();
  const { reportError } = useReport();
  const [drafting, setDrafting] = useState(false);
  const [choosing, setChoosing] = useState(false);
  // A result dropped where there is no report yet: the standard one is written, and the result comes to its end.
  const [over, setOver] = useState(false);
  const send = useSendToReport();
  const stored = entities.report.get('main');

  const draft = async (language: Locale): Promise<void> => {
    setDrafting(true);
    try {
      const { report } = await runTask(t('draft.task'), (options) =>
        client.call('report.draft', { projectId, locale: language }, options),
      );
      await applyCommand(client, projectId, { type: 'report.set', report: report as never });
    } catch (error) {
      reportError(error);
    } finally {
      setDrafting(false);
    }
  };

  if (stored)
    return (
      <ReportEditor key={`${projectId} ${stored.locale}`} stored={stored} frozen={entities.report.get('frozen')} />
    );
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en';
  return (
    <div
      className={over ? 'report-none drag-over' : 'report-none'}
      onDragOver={(event) => {
        if (!carriesResult(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const sending = carriesResult(event) ? useDragging.getState().take() : null;
        if (!sending) return;
        event.preventDefault();
        send.parts(sending).catch(reportError);
      }}
    >
      <EmptyState
        title={t('empty.title')}
        actions={
          <>
            <Button type="primary" icon={<FileAddOutlined />} loading={drafting} onClick={() => void draft(locale)}>
              {t('empty.draft')}
            </Button>
            <Button disabled={drafting} onClick={() => setChoosing(true)}>
              {t('empty.template')}
            </Button>
            <Button disabled={drafting} onClick={() => void draft(other)}>
              {t('empty.other')}
            </Button>
            {rowCount === 0 ? (
              <Button type="link" onClick={() => goTo('data')}>
                {t('empty.data')}
              </Button>
            ) : null}
          </>
        }
      >
        <p>{t('empty.text')}</p>
      </EmptyState>
      {choosing ? <DraftDialog open replaces={false} onClose={() => setChoosing(false)} /> : null}
    </div>
  );
}
