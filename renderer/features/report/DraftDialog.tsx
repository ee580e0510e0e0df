import { DeleteOutlined, ExportOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button, Radio, Segmented, Select, Tooltip } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { studyKinds, templateKinds } from '../../../shared/contract/vocabulary.ts';
import type { Output } from '../../../shared/contract/methods.ts';
import type { Locale } from '../../../shared/model/text.ts';
import { guessStudy } from '../../../shared/report/drafting/studyWords.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { runTask } from '../../app/tasks.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import './dialogs.css';

type Own = Output<'template.list'>['templates'][number];
type TemplateKind = (typeof templateKinds)[number];
type StudyKind = (typeof studyKinds)[number];
type Choice = { readonly kind: TemplateKind } | { readonly own: string };

/** Which report is written: one of the program's, by kind of study, or a template of the user's own. */
export function DraftDialog({
  open,
  replaces,
  onClose,
}: {
  readonly open: boolean;
  /** There is a report already, which will be replaced. */
  readonly replaces: boolean;
  onClose(): void;
}) {
  const { t } = useTranslation('report');
  const client = useClient();
  const screen = useLocale();
  const { projectId, entities } = useProject();
  const { reportError, reportDone } = useReport();
  const [choice, setChoice] = useState<Choice>({ kind: 'full' });
  const [study, setStudy] = useState<StudyKind>(() => guessStudy(entities.settings.get('main')?.name ?? ''));
  const [locale, setLocale] = useState<Locale>(screen);
  const [own, setOwn] = useState<readonly Own[]>([]);
  const [busy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement | null>(null);

  const load = useCallback(
    () => client.call('template.list', {}).then(({ templates }) => setOwn(templates), reportError),
    [client, reportError],
  );
  useEffect(() => {
    if (open) void load();
  }, [open, load]);

  const draft = async (): Promise<void> => {
    setBusy(true);
    try {
      if ('own' in choice) {
        const { report, files } = await runTask(t('draft.task'), (options) =>
          client.call('template.draft', { projectId, id: choice.own }, options),
        );
        for (const one of files) await applyCommand(client, projectId, { type: 'report.fileAdd', file: one });
        await applyCommand(client, projectId, { type: 'report.set', report: report as never });
      } else {
        const look = entities.report.get('main')?.look;
        const { report } = await runTask(t('draft.task'), (options) =>
          client.call('report.draft', { projectId, locale, template: choice.kind, study }, options),
        );
        const styled = look ? { ...(report as object), look } : report;
        await applyCommand(client, projectId, { type: 'report.set', report: styled as never });
      }
      onClose();
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  const take = async (chosen: File): Promise<void> => {
    try {
      const sent = await client.fileFromDrop(chosen);
      if (!sent) return;
      const { id } = await client.call('template.take', { file: sent.file });
      await load();
      setChoice({ own: id });
    } catch (error) {
      reportError(error);
    }
  };
  const share = async (id: string): Promise<void> => {
    try {
      const { file: made, name } = await client.call('template.share', { id });
      if (await client.saveFile(made, name)) reportDone(t('template.shared', { name }));
    } catch (error) {
      reportError(error);
    }
  };
  const remove = async (id: string): Promise<void> => {
    try {
      await client.call('template.remove', { id });
      if ('own' in choice && choice.own === id) setChoice({ kind: 'full' });
      await load();
    } catch (error) {
      reportError(error);
    }
  };

  return (
    <Dialog
      open={open}
      title={t('template.title')}
      okText={t(replaces ? 'again.ok' : 'empty.draft')}
      confirmLoading={busy}
      onOk={() => void draft()}
      onCancel={onClose}
      width={620}
      destroyOnHidden
    >
      <Radio.Group
        className="report-templates"
        aria-label={t('template.title')}
        value={'own' in choice ? choice.own : choice.kind}
        onChange={(event) => {
          const value = String(event.target.value);
          const kind = templateKinds.find((one) => one === value);
          setChoice(kind ? { kind } : { own: value });
        }}
      >
        {templateKinds.map((kind) => (
          <Radio key={kind} value={kind}>
            <span className="report-template-name">{t(`template.${kind}`)}</span>
            <span className="report-template-note">{t(`template.note.${kind}`)}</span>
          </Radio>
        ))}
        {own.length > 0 ? <p className="report-slash-group">{t('template.own')}</p> : null}
        {own.map((one) => (
          <div key={one.id} className="report-template-own">
            <Radio value={one.id}>
              <span className="report-template-name">{one.name}</span>
              <span className="report-template-note">{one.savedAt.slice(0, 10)}</span>
            </Radio>
            <Tooltip title={t('template.share')}>
              <Button
                type="text"
                size="small"
                aria-label={`${t('template.share')} ${one.name}`}
                icon={<ExportOutlined />}
                onClick={() => void share(one.id)}
              />
            </Tooltip>
            <Tooltip title={t('template.remove')}>
              <Button
                type="text"
                size="small"
                aria-label={`${t('template.remove')} ${one.name}`}
                icon={<DeleteOutlined />}
                onClick={() => void remove(one.id)}
              />
            </Tooltip>
          </div>
        ))}
      </Radio.Group>
      <Button type="link" size="small" icon={<FolderOpenOutlined />} onClick={() => file.current?.click()}>
        {t('template.take')}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".csitemplate"
        hidden
        aria-label={t('template.take')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          if (chosen) void take(chosen);
        }}
      />
      {'own' in choice ? null : (
        <div className="report-template-options">
          <label className="report-field">
            <span>{t('template.study')}</span>
            <Select
              value={study}
              options={studyKinds.map((kind) => ({ value: kind, label: t(`study.${kind}`) }))}
              onChange={setStudy}
            />
          </label>
          <label className="report-field">
            <span>{t('template.language')}</span>
            <Segmented<Locale>
              value={locale}
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
              onChange={setLocale}
            />
          </label>
        </div>
      )}
      {replaces ? <p className="report-hint report-template-hint">{t('again.text')}</p> : null}
    </Dialog>
  );
}
