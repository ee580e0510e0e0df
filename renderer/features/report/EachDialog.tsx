import { Alert, Checkbox, Form, type GetRef, Radio, Select, Table } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Output } from '../../../shared/contract/methods.ts';
import { type ExportFormat, exportFormats, revealedParts } from '../../../shared/contract/vocabulary.ts';
import { inLocale } from '../../../shared/model/text.ts';
import type { Revealed } from '../../../shared/report/guard/reportGuard.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useRemembered } from '../../app/remembered.ts';
import { runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { ordered } from '../../../shared/model/project.ts';
import './dialogs.css';

type Segment = Output<'report.segments'>['segments'][number];
type Outcome = Output<'report.exportEach'>;

/** What failed stands below a long list: it is brought into view as it appears. */
const intoView = (alert: GetRef<typeof Alert> | null): void =>
  alert?.nativeElement.scrollIntoView({ block: 'nearest' });

/** A report for each branch, region or segment: which question, which of its answers, which formats. */
export function EachDialog({ flush, onClose }: { flush(): Promise<void>; onClose(): void }) {
  const { t } = useTranslation('report');
  const client = useClient();
  const locale = useLocale();
  const { projectId, entities, revision } = useProject();
  const { reportDone, reportError } = useReport();
  const questions = ordered(entities.variable).filter(
    ({ role, measure, personal }) => measure !== 'scale' && !personal && (role === 'profile' || role === 'stratum'),
  );
  const [variableId, setVariableId] = useState<string | null>(questions[0]?.id ?? null);
  const [found, setFound] = useState<{ readonly of: string; readonly segments: readonly Segment[] } | null>(null);
  const [chosen, setChosen] = useState<readonly Segment['value'][]>([]);
  const [formats, setFormats] = useRemembered<string>('report.eachFormats', 'docx');
  const [anew, setAnew] = useState(false);
  // Asked for each time: nothing of it is remembered.
  const [reveal, setReveal] = useState<readonly Revealed[]>([]);
  const [running, setRunning] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [stop, setStop] = useState<AbortController | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  useEffect(() => {
    if (variableId === null) return;
    let wanted = true;
    client.call('report.segments', { projectId, variableId }).then(
      ({ segments }) => {
        if (!wanted) return;
        setFound({ of: variableId, segments });
        setChosen(segments.flatMap(({ value, enough }) => (enough ? [value] : [])));
      },
      (error: unknown) => {
        if (!wanted) return;
        setFound({ of: variableId, segments: [] });
        setChosen([]);
        reportError(error);
      },
    );
    return () => {
      wanted = false;
    };
  }, [client, projectId, variableId, revision, reportError]);

  const inOrder = exportFormats.filter((format) => formats.split(',').includes(format));
  const run = async (): Promise<void> => {
    if (variableId === null || running) return;
    const own = new AbortController();
    setStop(own);
    setOutcome(null);
    setRunning({ done: 0, total: chosen.length });
    try {
      await flush();
      const input = { projectId, variableId, values: [...chosen], formats: inOrder, locale, anew, reveal: [...reveal] };
      const made = await runTask(t('each.task'), ({ signal, onProgress }) =>
        client.call('report.exportEach', input, {
          signal: AbortSignal.any([signal, own.signal]),
          onProgress: (progress) => {
            setRunning({ done: progress.done, total: progress.total });
            onProgress({ ...progress, phase: t('each.phase') });
          },
        }),
      );
      const saved = await client.saveFile(made.file, made.name);
      if (saved) reportDone(t('each.done', { count: made.made, name: made.name }));
      if (made.failed.length > 0) setOutcome(made);
      else if (saved) onClose();
    } catch (error) {
      reportError(error);
    } finally {
      setRunning(null);
      setStop(null);
    }
  };

  const segments = found?.of === variableId ? found.segments : null;
  return (
    <Dialog
      open
      width={560}
      title={t('each.title')}
      okText={running ? t('each.progress', running) : t('each.ok', { count: chosen.length * inOrder.length })}
      okButtonProps={{ disabled: chosen.length === 0 || inOrder.length === 0, loading: running !== null }}
      cancelText={t('common:cancel')}
      mask={{ closable: running === null }}
      onOk={() => void run()}
      onCancel={() => (stop ? stop.abort() : onClose())}
    >
      <p className="field-note report-each-note">{t('each.text')}</p>
      <Form layout="vertical" disabled={running !== null}>
        <Form.Item label={t('each.question')} htmlFor="each-question">
          <Select<string>
            id="each-question"
            showSearch={{ optionFilterProp: 'label' }}
            value={variableId}
            notFoundContent={t('each.noQuestion')}
            options={questions.map(({ id, label }) => ({ value: id as string, label }))}
            onChange={setVariableId}
          />
        </Form.Item>
        <Table<Segment>
          size="small"
          className="report-segments"
          aria-label={t('each.groups')}
          rowKey="value"
          loading={segments === null && variableId !== null}
          dataSource={[...(segments ?? [])]}
          pagination={false}
          scroll={{ y: 220 }}
          columns={[
            { title: t('each.group'), dataIndex: 'label' },
            {
              title: t('each.forms'),
              dataIndex: 'n',
              align: 'right',
              width: 160,
              render: (n: number, { enough }) => (enough ? n : t('each.tooFew', { n })),
            },
          ]}
          rowSelection={{
            selectedRowKeys: [...chosen],
            onChange: (keys) => setChosen(keys as Segment['value'][]),
            getCheckboxProps: ({ label, enough }) => ({ disabled: !enough || running !== null, 'aria-label': label }),
          }}
        />
        <Form.Item label={t('each.formats')} className="report-each-row">
          <Checkbox.Group<ExportFormat>
            role="group"
            aria-label={t('each.formats')}
            value={inOrder}
            options={exportFormats.map((one) => ({ value: one, label: t(`each.format.${one}`) }))}
            onChange={(ticked) => setFormats(ticked.join(','))}
          />
        </Form.Item>
        <Form.Item label={t('each.words')} className="report-each-row">
          <Radio.Group
            aria-label={t('each.words')}
            value={anew}
            options={[
              { value: false, label: t('each.same') },
              { value: true, label: t('each.anew') },
            ]}
            onChange={(event) => setAnew(event.target.value as boolean)}
          />
        </Form.Item>
        <Form.Item label={t('reveal.what')} className="report-each-row">
          <Checkbox.Group<Revealed>
            role="group"
            aria-label={t('reveal.what')}
            className="report-reveal"
            value={[...reveal]}
            options={revealedParts.map((one) => ({ value: one, label: t(`reveal.${one}`) }))}
            onChange={setReveal}
          />
        </Form.Item>
        {reveal.length > 0 ? <Alert type="warning" showIcon title={t('reveal.warningEach')} /> : null}
      </Form>
      {outcome ? (
        <Alert
          ref={intoView}
          type="warning"
          showIcon
          title={t('each.someFailed', { made: outcome.made, failed: outcome.failed.length })}
          description={
            <ul className="report-each-failed">
              {outcome.failed.map(({ segment, format, message }) => (
                <li
                  key={`${segment} ${format}`}
                >{`${segment} · ${t(`each.format.${format}`)}: ${inLocale(message, locale)}`}</li>
              ))}
            </ul>
          }
        />
      ) : null}
    </Dialog>
  );
}
