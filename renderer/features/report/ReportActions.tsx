import { DownOutlined, ExportOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Progress, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChartLook, type ExportFormat, exportFormats } from '../../../shared/contract/vocabulary.ts';
import type { Revealed } from '../../../shared/report/guard/reportGuard.ts';
import type { StoredReport } from '../../../shared/model/project.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { useRemembered } from '../../app/remembered.ts';
import { runTask } from '../../app/tasks.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { useFocusHandedOn } from './useFocusHandedOn.ts';
import { useReportTools } from './useReportTools.tsx';
import { EachDialog } from './EachDialog.tsx';
import { RevealDialog } from './RevealDialog.tsx';
import './toolbar.css';

interface Running {
  readonly share: number;
  readonly phase: string;
  cancel(): void;
}

/** Share of an export that is done when a phase begins, and how much the phase makes up; measured on the sample. */
const phases: Readonly<Record<string, readonly [number, number]>> = {
  analysis: [0, 0.15],
  figures: [0.15, 0.5],
  layout: [0.65, 0.3],
  file: [0.95, 0.05],
};

/** Export with the format used last, and the report as a whole: draft again, remove. */
export function ReportActions({
  stored,
  frozen,
  onStopped,
  flush,
}: {
  readonly stored: StoredReport;
  /** A final report is exported; it is not drafted again and not removed. */
  readonly frozen: boolean;
  /** Tells of work that stopped at references without a result; false: the page does not list them. */
  onStopped(error: unknown): boolean;
  flush(): Promise<void>;
}) {
  const { t } = useTranslation('report');
  const client = useClient();
  const { projectId } = useProject();
  const { modal } = App.useApp();
  const { reportDone, reportError } = useReport();
  const [format, setFormat] = useRemembered<ExportFormat>('report.format', 'docx');
  const [running, setRunning] = useState<Running | null>(null);
  const [each, setEach] = useState(false);
  const [revealing, setRevealing] = useState(false);
  const busy = useRef(false);
  const tools = useReportTools(stored, flush, frozen);
  // The buttons give way to what an export under way shows, and come back after it.
  const place = useFocusHandedOn<HTMLDivElement>();

  const exportAs = async (
    wanted: ExportFormat,
    charts: ChartLook = 'native',
    comments = false,
    reveal: readonly Revealed[] = [],
  ): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setFormat(wanted);
    const own = new AbortController();
    setRunning({ share: 0, phase: 'analysis', cancel: () => own.abort() });
    try {
      await flush();
      const { file, name } = await runTask(
        t('export.task', { format: t(`export.${wanted}`) }),
        ({ signal, onProgress }) =>
          client.call(
            'report.export',
            { projectId, format: wanted, charts, comments, reveal: [...reveal] },
            {
              signal: AbortSignal.any([signal, own.signal]),
              onProgress: (progress) => {
                const [from, part] = phases[progress.phase] ?? [0, 0];
                setRunning(
                  (before) =>
                    before && {
                      ...before,
                      phase: progress.phase,
                      share: from + (progress.total > 0 ? (part * progress.done) / progress.total : 0),
                    },
                );
                onProgress({ ...progress, phase: t(`export.phase.${progress.phase}`, { defaultValue: '' }) });
              },
            },
          ),
      );
      if (await client.saveFile(file, name)) reportDone(t('export.done', { name }));
    } catch (error) {
      if (!onStopped(error)) reportError(error);
    } finally {
      busy.current = false;
      setRunning(null);
    }
  };

  const freeze = async (): Promise<void> => {
    try {
      await flush();
      await runTask(t('frozen.task', { ns: 'review' }), (options) =>
        client.call('report.freeze', { projectId }, options),
      );
      reportDone(t('frozen.done', { ns: 'review' }));
    } catch (error) {
      if (!onStopped(error)) reportError(error);
    }
  };

  const draftAgain = (): void => {
    modal.confirm({
      title: t('again.title'),
      content: t('again.text'),
      okText: t('again.ok'),
      onOk: async () => {
        try {
          const { report } = await runTask(t('draft.task'), (options) =>
            client.call('report.draft', { projectId, locale: stored.locale }, options),
          );
          await applyCommand(client, projectId, { type: 'report.set', report: report as never });
        } catch (error) {
          reportError(error);
        }
      },
    });
  };

  const items = [
    ...exportFormats.map((one) => ({ key: one, label: t(`export.${one}`), onClick: () => void exportAs(one) })),
    {
      key: 'docxPictures',
      label: t('export.docxPictures'),
      onClick: () => void exportAs('docx', 'pictures'),
    },
    {
      key: 'docxComments',
      label: t('export.docxComments'),
      onClick: () => void exportAs('docx', 'native', true),
    },
    { key: 'reveal', label: t('reveal.menu'), onClick: () => setRevealing(true) },
    { key: 'each', label: t('each.menu'), onClick: () => setEach(true) },
    { type: 'divider' as const },
    ...tools.items,
    { type: 'divider' as const },
    { key: 'freeze', label: t('frozen.menu', { ns: 'review' }), disabled: frozen, onClick: () => void freeze() },
    { key: 'again', disabled: frozen, label: t('again.menu'), onClick: draftAgain },
    {
      key: 'remove',
      danger: true,
      disabled: frozen,
      label: t('remove.menu'),
      onClick: () => applyCommand(client, projectId, { type: 'report.set', report: null }).catch(reportError),
    },
  ];

  return (
    <div className="report-actions" ref={place}>
      {tools.dialogs}
      {revealing ? (
        <RevealDialog
          first={format}
          onExport={(wanted, reveal) => void exportAs(wanted, 'native', false, reveal)}
          onClose={() => setRevealing(false)}
        />
      ) : null}
      {each ? <EachDialog flush={flush} onClose={() => setEach(false)} /> : null}
      {running ? (
        <>
          <span className="report-progress" role="status">
            <Progress
              type="circle"
              size={18}
              percent={Math.round(100 * running.share)}
              showInfo={false}
              aria-label={t('export.progress')}
            />
            {t(`export.phase.${running.phase}`, { defaultValue: '' })}
          </span>
          <Button size="small" onClick={running.cancel}>
            {t('export.cancel')}
          </Button>
        </>
      ) : (
        <Space.Compact>
          <Button type="primary" icon={<ExportOutlined />} onClick={() => void exportAs(format)}>
            {t('export.as', { format: t(`export.${format}`) })}
          </Button>
          <Dropdown autoFocus trigger={['click']} menu={{ items }} placement="bottomRight">
            <Button type="primary" aria-label={t('export.more')} icon={<DownOutlined />} />
          </Dropdown>
        </Space.Compact>
      )}
    </div>
  );
}
